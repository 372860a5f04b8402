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
from jmsite.kept import Body, answers_of, charts_of, proses_of
from jmsite.memo import Memo
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.diagnostics import Checked, Diagnostic, Place
from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.page import Build, Frame, Output, Page, PageKey
from jmsite.model.readings import Series
from jmsite.model.rules import fault
from jmsite.model.sources import Inputs, Prose, Source
from jmsite.report import with_excerpts
from jmsite.steps.charts import charts
from jmsite.steps.check import astray, check
from jmsite.steps.derive import derive
from jmsite.steps.dress import Theme, dress
from jmsite.steps.frame import base_url, frame
from jmsite.steps.furnish import furnish, redirects
from jmsite.steps.gather import gather, whole
from jmsite.steps.judge import judge
from jmsite.steps.link import link
from jmsite.steps.marks import marks
from jmsite.steps.measure import feelings, measure, questions, sheets
from jmsite.steps.parse import body, parse
from jmsite.steps.render import drawings, render
from jmsite.steps.settle import Settled, Told, settle
from jmsite.steps.validate import group, validate
from jmsite.views import VIEWS
from jmsite.views.parts import persona_styles

V = TypeVar("V")
Faults = list[Diagnostic]
SITE = "content/site.yaml"


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
        catalog = measured(linked, told, inputs, memo, faults)
    with memo.timed("check"):
        keys = memo(derive, linked)
        checked(linked, units, told, keys, inputs, memo, faults)
    with memo.timed("theme"):
        colours, preview = persona_styles(catalog), inputs.options.preview
        dressed = memo(dress, inputs.themes, site.fields.theme, site.fields.language, colours, preview)
        theme = known(dressed, faults)
    pages = viewed(catalog, keys, memo)
    pages = marked(pages, catalog, keys, memo) if inputs.options.preview else pages
    outputs, count = shown(pages, catalog, theme, inputs, memo, jobs, faults) if theme else ((), 0)
    judged = with_excerpts(judge(faults, site.fields.rules), inputs.content)
    memo.settle()
    return Build(outputs, judged, len(pages), count)


def catalog_of(inputs: Inputs, memo: Memo) -> Checked[Catalog]:
    """The linked and measured content, without making pages of it."""
    memo.begin()
    faults: Faults = list(inputs.faults)
    site = settings(inputs, memo, faults)
    units, told = read(inputs, site, memo, faults)
    linked = known(memo(link, units, site, inputs.blobs, inputs.options), faults)
    catalog = measured(linked, told, inputs, memo, faults)
    checked(linked, units, told, derive(linked), inputs, memo, faults)
    memo.settle()
    return Checked(catalog, with_excerpts(judge(faults, site.fields.rules), inputs.content))


def settings(inputs: Inputs, memo: Memo, faults: Faults) -> Entity[Site]:
    """What site.yaml says; a title of our own where it says nothing that can be read."""
    source = inputs.content.get(SITE)
    drafts = known(memo(_drafts, (source,), {}, slot=SITE), faults) if source else ()
    fields = drafts[0].fields if drafts else None
    if not isinstance(fields, Site):
        hint = "it needs one line at least, the title: 'title: Our journeys'"
        faults.append(fault("site/missing", "there is no site.yaml that can be read", Place(SITE), hint))
        fields = Site(title="Journeys")
    elif fields.theme not in inputs.themes:
        hint = f"there are: {', '.join(sorted(inputs.themes))}"
        place = drafts[0].place(("theme",))
        faults.append(fault("theme/missing", f"there is no theme '{fields.theme}'", place, hint))
    return memo(_site, fields)


def read(
    inputs: Inputs, site: Entity[Site], memo: Memo, faults: Faults
) -> tuple[tuple[Settled, ...], tuple[Told, ...]]:
    """Every source but site.yaml as entities and their words, unit by unit: parsed, validated, settled."""
    names, units = memo(gather, tuple([path for path in inputs.content if path != SITE]))
    html, content = site.fields.markdown.html, inputs.content
    calls = [(name, (tuple([content[path] for path in paths]), html)) for name, paths in names.items()]
    new = [source for _, (sources, _) in memo.missing(_drafts, calls) for source in sources]
    bodies = {source: Body(body(source), html) for source in new}
    proses = proses_of(bodies.values(), memo)

    def run(sources: tuple[Source, ...], _: str) -> Checked[tuple[Draft, ...]]:
        return _drafts(sources, {source.path: proses[bodies[source]] for source in sources})

    drafts = dict(zip(names, memo.each(_drafts, calls, run), strict=True))
    parts = [
        (unit, (tuple([drafts[name] for name in inside]), site.fields)) for unit, inside in units.items()
    ]
    made: list[Checked[tuple[Settled, Told]]] = memo.each(_unit, parts)
    found = [(unit, known(one, faults)) for unit, one in zip(units, made, strict=True)]
    settled: list[Settled] = memo.each(_settled, found)
    told: list[Told] = memo.each(_told, found)
    return tuple(settled), tuple(told)


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


def measured(linked: Catalog, told: tuple[Told, ...], inputs: Inputs, memo: Memo, faults: Faults) -> Catalog:
    """The catalog with its words, the readings of its metrics and the feelings of its steps."""
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
    words = memo(_words, linked, told)
    beside = {"points": points, "rows": memo(_same, tables), "prose": words, "days": inputs.days}
    return Catalog({**catalog.tables, **beside})


def viewed(catalog: Catalog, keys: Sequence[PageKey], memo: Memo) -> list[Page]:
    """What each page shows, in order of keys."""
    found: dict[str, Page] = {}
    with memo.timed("view"):
        for kind, calls in memo(_by_kind, keys).items():
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
    pages: Sequence[Page],
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
    calls = [(page.url, (page, around, base, versions[page.kind])) for page in pages]
    new = [page for _, (page, *_) in memo.missing(render, calls)] if catalog.site.charts else []
    with memo.timed("charts"):
        drawn = charts_of({drawing.figure for page in new for drawing in drawings(page.view)}, memo, jobs)
    with memo.timed("pages"):
        renderer = memo(_renderer, theme)

        def run(page: Page, around: Frame, base: str, _: str) -> Checked[Output | None]:
            return render(page, around, base, drawn, renderer)

        outputs = [known(output, faults) for output in memo.each(render, calls, run, far=True)]
        urls = tuple([page.url for page in pages if page.indexed])
        assets = tuple([inputs.blobs[path] for path in catalog.table("assets")])
        (moved,) = memo.readings(redirects, catalog, [("", (urls,))])
        beside = memo(furnish, urls, moved, assets, base)
    return (*(output for output in outputs if output), *beside, *theme.outputs), len(drawn)


def known(checked: Checked[V], faults: Faults) -> V:
    """The value of what a step returned; its faults are added to those known."""
    faults.extend(checked.diagnostics)
    return checked.value


def _unit(parts: tuple[Checked[tuple[Draft, ...]], ...], site: Site) -> Checked[tuple[Settled, Told]]:
    """One unit from its drafts to its entities and words."""
    faults: Faults = []
    drafts = tuple(draft for part in parts for draft in known(part, faults))
    faults += whole(drafts)
    return Checked(known(settle(drafts, site), faults), tuple(faults))


def _settled(settled: Settled, _: Told) -> Settled:
    return settled


def _told(_: Settled, told: Told) -> Told:
    return told


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


def _words(linked: Catalog, told: tuple[Told, ...]) -> dict[Any, Prose]:
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


def _drafts(sources: Iterable[Source], proses: Mapping[str, Prose]) -> Checked[tuple[Draft, ...]]:
    faults: Faults = []
    documents = [known(parse(source, proses.get(source.path, Prose())), faults) for source in sources]
    blocks = [block for document in documents for block in known(charts(document), faults)]
    groups = (*group(documents), *((block,) for block in blocks))
    return Checked(
        tuple(draft for parts in groups for draft in known(validate(parts), faults)), tuple(faults)
    )


def _site(fields: Site) -> Entity[Site]:
    return Entity("site", "site", "", SITE, fields.title, fields)


def _renderer(theme: Theme) -> Renderer:
    return Renderer(theme.templates, theme.icons, theme.words, theme.origins)
