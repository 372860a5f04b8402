"""The sentence: what was found on disk becomes what should be there. READ FIRST.

Every step is a pure function of frozen values, and its arguments are its dependencies; the memo answers again when
they are the same. A full build and the next one after an edit are the same call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from jmsite.data import answer, rows
from jmsite.formats.template import Renderer
from jmsite.formats.words import Words
from jmsite.kept import answers_of, charts_of
from jmsite.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Checked
from jmsite.model.page import Build, Frame, Output, Page, PageKey, Sheet
from jmsite.model.readings import Series
from jmsite.model.sources import Inputs, Prose
from jmsite.reading import Faults, known, read, settings
from jmsite.report import with_excerpts
from jmsite.steps.check import astray, check
from jmsite.steps.derive import derive
from jmsite.steps.dress import Theme, dress
from jmsite.steps.frame import base_url, frame
from jmsite.steps.furnish import furnish, redirects
from jmsite.steps.judge import by_file, judge
from jmsite.steps.link import link
from jmsite.steps.marks import marks
from jmsite.steps.measure import feelings, measure, questions, sheets
from jmsite.steps.render import draw_in, explored_in, render
from jmsite.steps.settle import Settled, Told
from jmsite.steps.speak import speak
from jmsite.steps.syndicate import syndicate
from jmsite.steps.twin import guidance, twin, twin_path
from jmsite.views import VIEWS
from jmsite.views.parts import persona_styles
from jmsite.views.twins import TWINS

V = TypeVar("V")


def build(inputs: Inputs, memo: Memo, jobs: int = 0) -> Build:
    """Turn what was found on disk into what should be there. Same inputs, same ``Build``.

    ``jobs`` is the number of processes for large work, 0 for one a core; it changes nothing but the time.
    """
    memo.begin()
    faults: Faults = list(inputs.faults)
    with memo.timed("read"):
        site = settings(inputs, memo, faults)
        units, told = read(inputs, site, memo, faults)
    with memo.timed("link"):
        linked = known(memo(link, units, site, inputs.blobs, inputs.options), faults)
    with memo.timed("measure"):
        words = known(memo(speak, inputs.themes, site.fields.theme, site.fields.language), faults)
        catalog = measured(linked, told, words, inputs, memo, faults)
    with memo.timed("check"):
        keys = memo(derive, linked)
        checked(linked, units, told, keys, inputs, memo, faults)
        findings = memo(by_file, judge(faults, site.fields.rules))
        catalog = Catalog({**catalog.tables, "findings": findings})
    with memo.timed("theme"):
        colours, preview = persona_styles(catalog), inputs.options.preview
        dressed = memo(dress, inputs.themes, site.fields.theme, words, colours, preview)
        theme = known(dressed, faults)
    outputs, count = shown(keys, catalog, theme, inputs, memo, jobs, faults) if theme else ((), 0)
    judged = with_excerpts(judge(faults, site.fields.rules), inputs.content)
    memo.settle()
    return Build(outputs, judged, len(keys), count)


def catalog_of(inputs: Inputs, memo: Memo) -> Checked[Catalog]:
    """The linked and measured content, without making pages of it."""
    memo.begin()
    faults: Faults = list(inputs.faults)
    site = settings(inputs, memo, faults)
    units, told = read(inputs, site, memo, faults)
    linked = known(memo(link, units, site, inputs.blobs, inputs.options), faults)
    words = speak(inputs.themes, site.fields.theme, site.fields.language).value
    catalog = measured(linked, told, words, inputs, memo, faults)
    checked(linked, units, told, derive(linked), inputs, memo, faults)
    memo.settle()
    return Checked(catalog, with_excerpts(judge(faults, site.fields.rules), inputs.content))


def checked(
    linked: Catalog,
    units: tuple[Settled, ...],
    told: tuple[Told, ...],
    keys: tuple[PageKey, ...],
    inputs: Inputs,
    memo: Memo,
    faults: Faults,
) -> None:
    """Look for what only the whole site can show."""
    faults += memo(check, units, keys)
    files = Catalog({"content": inputs.content, "blobs": inputs.blobs, "anchors": linked.table("anchors")})
    for wrong in memo.readings(astray, files, ((unit, (words,)) for unit, words in enumerate(told))):
        faults += wrong


def measured(
    linked: Catalog, told: tuple[Told, ...], words: Words, inputs: Inputs, memo: Memo, faults: Faults
) -> Catalog:
    """The catalog with its prose, the readings of its metrics, the feelings of its steps and the site's words."""
    asked = questions(linked, inputs.blobs)
    calls = [(id, (question,)) for id, question in asked.items()]
    new = answers_of({question for _, (question,) in memo.missing(answer, calls)}, memo)
    answers: list[Checked[Series]] = memo.each(answer, calls, new.__getitem__)
    series = {id: known(found, faults) for id, found in zip(asked, answers, strict=True)}
    catalog = known(memo(measure, linked, series), faults)
    felt = memo.readings(feelings, catalog, ((id, (id,)) for id in catalog.table("journey")))
    points = memo(_union, tuple([known(found, faults) for found in felt]))
    wanted = sheets(linked, inputs.blobs)
    found: list[Checked[str]] = memo.each(rows, ((id, (sheet,)) for id, sheet in wanted.items()))
    tables = {id: known(taken, faults) for id, taken in zip(wanted, found, strict=True)}
    prose = memo(_proses, linked, told)
    beside = {"points": points, "rows": memo(_same, tables), "prose": prose, "days": inputs.days}
    return Catalog({**catalog.tables, **beside, "words": {"site": words}})


def viewed(catalog: Catalog, keys: Sequence[PageKey], memo: Memo) -> list[Page]:
    """What each page shows, in order of keys."""
    found: dict[str, Page] = {}
    for kind, calls in memo(_by_kind, tuple(keys)).items():
        answers = memo.readings(VIEWS[kind], catalog, calls)
        found.update(zip([url for url, _ in calls], answers, strict=True))
    return [found[key.url] for key in keys]


def marked(pages: list[Page], catalog: Catalog, keys: Sequence[PageKey], memo: Memo) -> list[Page]:
    """The pages with the marks that only the preview shows: what is a draft, and what only some may see."""
    found = memo.readings(marks, catalog, memo(_mark_calls, keys))
    todo = [(page.url, (page, *mark)) for page, mark in zip(pages, found, strict=True) if mark != (False, "")]
    if not todo:
        return pages
    again: list[Page] = memo.each(_marked, todo)
    done = {page.url: page for page in again}
    return [done.get(page.url, page) for page in pages]


def shown(
    keys: Sequence[PageKey],
    catalog: Catalog,
    theme: Theme,
    inputs: Inputs,
    memo: Memo,
    jobs: int,
    faults: Faults,
) -> tuple[tuple[Output, ...], int]:
    """The pages as files, with their charts drawn, and everything else that belongs in the site."""
    base = base_url(catalog.site, inputs.options)
    around = frame(catalog, theme, inputs.options)
    versions = {kind: theme.versions.get(f"pages/{kind}.html", "") for kind in VIEWS}
    renderer = memo(_renderer, theme)

    def run(page: Page, around: Frame, base: str, _: str) -> Checked[Sheet | None]:
        return render(page, around, base, renderer)

    def share(some: Sequence[PageKey]) -> list[tuple[Checked[Sheet | None], Output | None]]:
        with memo.timed("view"):
            pages = viewed(catalog, some, memo)
            pages = marked(pages, catalog, some, memo) if inputs.options.preview else pages
        with memo.timed("pages"):
            calls = [(page.url, (page, around, base, versions[page.kind])) for page in pages]
            rendered: list[Checked[Sheet | None]] = memo.each(render, calls, run, far=True)
        with memo.timed("twins"):
            return list(zip(rendered, twinned(catalog, some, around.twins, memo), strict=True))

    made = memo.shares(share, keys)
    sheets = [sheet for one, _ in made if (sheet := known(one, faults))]
    twins = [own for _, own in made if own]
    outputs, count = drawn_in(sheets, catalog.site.charts, memo, jobs)
    urls = tuple([sheet.page.url for sheet in sheets if sheet.page.indexed])
    assets = tuple([inputs.blobs[path] for path in catalog.table("assets")])
    (moved,) = memo.readings(redirects, catalog, [("", (urls,))])
    beside = memo(furnish, urls, moved, assets, base)
    (guides,) = memo.readings(guidance, catalog, [("", (base,))]) if around.twins else ((),)
    (feed,) = memo.readings(syndicate, catalog, [("", (base,))]) if around.feed else ((),)
    return (*outputs, *twins, *guides, *feed, *beside, *theme.outputs), count


def twinned(catalog: Catalog, keys: Sequence[PageKey], wanted: bool, memo: Memo) -> list[Output | None]:
    """The twin of each page that has one, in order of keys."""
    some = [key for key in keys if key.kind in TWINS] if wanted else []
    calls = [(key.url, (key.kind, key.id, key.url)) for key in some]
    found = {output.path: output for output in memo.readings(twin, catalog, calls)}
    return [found.get(twin_path(key.url)) for key in keys]


def drawn_in(sheets: Sequence[Sheet], charts: bool, memo: Memo, jobs: int) -> tuple[list[Output], int]:
    """The sheets with their charts as files, and how many different charts they wanted."""
    calls = [(sheet.page.url, (sheet, charts)) for sheet in sheets]
    wanted = {figure for _, (sheet, _) in memo.missing(draw_in, calls) for figure in sheet.figures}
    with memo.timed("charts"):
        drawn = charts_of(wanted if charts else (), memo, jobs)

    def run(sheet: Sheet, _: bool) -> Output:
        return draw_in(sheet, drawn)

    def beside(sheet: Sheet, _: bool) -> tuple[Output, ...]:
        return explored_in(sheet, drawn)

    explored = {output.path: output for some in memo.each(explored_in, calls, beside) for output in some}
    return [*memo.each(draw_in, calls, run), *explored.values()], len(drawn)


def _mark_calls(keys: Iterable[PageKey]) -> list[tuple[str, tuple[str, str]]]:
    return [(key.url, (key.kind, key.id)) for key in keys]


def _marked(page: Page, draft: bool, visibility: str) -> Page:
    return replace(page, draft=draft, visibility=visibility)


def _same(value: V) -> V:
    """A value that equals that of the last build, as the same object."""
    return value


def _union(tables: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    union: dict[str, Any] = {}
    for table in tables:
        union.update(table)
    return union


def _proses(linked: Catalog, told: tuple[Told, ...]) -> dict[Any, Prose]:
    """The prose of what this build shows; of two entities of one id that of the first."""
    words: dict[Any, Prose] = {}
    for one in reversed(told):
        words.update(one.proses)
    return {key: prose for key, prose in words.items() if key[1] in linked.table(key[0])}


def _by_kind(keys: Iterable[PageKey]) -> dict[str, list[tuple[str, tuple[str]]]]:
    """What to ask of the view of each kind of page: URL and arguments."""
    calls: dict[str, list[tuple[str, tuple[str]]]] = {}
    for key in keys:
        calls.setdefault(key.kind, []).append((key.url, (key.id,)))
    return calls


def _renderer(theme: Theme) -> Renderer:
    return Renderer(theme.templates, theme.icons, theme.words, theme.origins)
