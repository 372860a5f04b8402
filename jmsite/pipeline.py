"""The sentence: what was found on disk becomes what should be there. READ FIRST.

Every step is a pure function of frozen values, and its arguments are its dependencies; the memo answers again
when they are the same. A full build and the next one after an edit are the same call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from jmsite.data import Question, answer
from jmsite.formats.prose import to_prose
from jmsite.formats.template import Renderer
from jmsite.kept import chart_form, prose_form
from jmsite.memo import Memo
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.diagnostics import Checked, Diagnostic, Place
from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.figures import Figure
from jmsite.model.page import Build, Frame, Output, Page
from jmsite.model.readings import Series
from jmsite.model.rules import fault
from jmsite.model.sources import Document, Inputs, Prose, Source
from jmsite.report import with_excerpts
from jmsite.steps.charts import charts
from jmsite.steps.check import check
from jmsite.steps.derive import derive
from jmsite.steps.dress import Theme, dress
from jmsite.steps.frame import base_url, frame
from jmsite.steps.furnish import furnish
from jmsite.steps.gather import gather
from jmsite.steps.judge import judge
from jmsite.steps.link import link
from jmsite.steps.measure import measure, questions
from jmsite.steps.parse import body, parse
from jmsite.steps.render import drawings, render
from jmsite.steps.settle import Settled, settle
from jmsite.steps.validate import group, validate
from jmsite.views import VIEWS
from jmsite.views.parts import persona_styles
from jmsite.workers import cores

Faults = list[Diagnostic]
V = TypeVar("V")


def build(inputs: Inputs, memo: Memo, jobs: int = 0) -> Build:
    """Turn what was found on disk into what should be there. Same inputs, same ``Build``.

    ``jobs`` is the number of processes for large work, 0 for one a core; it changes nothing but the time.
    """
    faults: Faults = list(inputs.faults)
    with memo.timed("read"):
        drafts = read(inputs, memo, faults)
    with memo.timed("link"):
        site, units = settled(drafts, memo, faults)
        catalog = known(memo(link, units, site, inputs.blobs, inputs.options), faults)
    with memo.timed("measure"):
        catalog = measured(catalog, inputs, memo, faults)
    keys = memo(derive, catalog)
    faults += memo(check, catalog, tuple(unit.written for unit in units), keys, inputs.content, inputs.blobs)
    with memo.timed("theme"):
        theme = known(
            memo(dress, inputs.themes, site.fields.theme, site.fields.language, persona_styles(catalog)),
            faults,
        )
    with memo.timed("view"):
        pages = [memo.reading(VIEWS[key.kind], catalog, key.id, slot=key.url) for key in keys]
    outputs, charts = shown(pages, catalog, theme, inputs, memo, jobs, faults) if theme else ((), 0)
    judged = with_excerpts(judge(faults, site.fields.rules), inputs.content)
    memo.settle()
    return Build(outputs, judged, len(pages), charts)


def catalog_of(inputs: Inputs, memo: Memo) -> Checked[Catalog]:
    """The linked and measured content, without making pages of it."""
    faults: Faults = list(inputs.faults)
    site, units = settled(read(inputs, memo, faults), memo, faults)
    catalog = known(memo(link, units, site, inputs.blobs, inputs.options), faults)
    catalog = measured(catalog, inputs, memo, faults)
    return Checked(catalog, judge(faults, site.fields.rules))


def read(inputs: Inputs, memo: Memo, faults: Faults) -> tuple[Draft, ...]:
    """Every source as drafts of entities: parsed, with its prose, validated."""
    sources = inputs.content
    html = _html(sources.get("content/site.yaml"))
    bodies: list[str] = memo.each(body, ((path, (source,)) for path, source in sources.items()))
    proses = memo.stored(
        _prose, ((path, (text, html)) for path, text in zip(sources, bodies, strict=True)), prose_form()
    )
    parsed = memo.each(
        parse, zip(sources, zip(sources.values(), proses, strict=True), strict=True), _document
    )
    documents = [known(document, faults) for document in parsed]
    blocks: list[Checked[tuple[Document, ...]]] = memo.each(
        charts, ((document.path, (document,)) for document in documents if document.prose.charts)
    )
    groups = (*group(documents), *((block,) for found in blocks for block in known(found, faults)))
    validated: list[Checked[tuple[Draft, ...]]] = memo.each(
        validate, (((parts[0].path, parts[0].id), (parts,)) for parts in groups)
    )
    return tuple(draft for drafts in validated for draft in known(drafts, faults))


def settled(
    drafts: tuple[Draft, ...], memo: Memo, faults: Faults
) -> tuple[Entity[Site], tuple[Settled, ...]]:
    """The site's settings, and all other drafts in units as entities."""
    units = known(memo(gather, drafts), faults)
    found = next((draft for draft in drafts if draft.kind == "site"), None)
    if found is None:
        hint = "it needs one line at least, the title: 'title: Our journeys'"
        faults.append(
            fault(
                "site/missing",
                "there is no content/site.yaml that can be read",
                Place("content/site.yaml"),
                hint,
            )
        )
    fields = found.fields if found and isinstance(found.fields, Site) else Site(title="Journeys")
    site = memo(_site, fields)
    done: list[Checked[Settled]] = memo.each(
        settle, (((unit[0].kind, unit[0].id), (unit, fields)) for unit in units if unit[0].kind != "site")
    )
    return site, tuple(known(unit, faults) for unit in done)


def measured(catalog: Catalog, inputs: Inputs, memo: Memo, faults: Faults) -> Catalog:
    """The catalog with the readings of its metrics and the feelings of its steps."""
    asked: Mapping[str, Question] = questions(catalog, inputs.blobs)
    answers: list[Checked[Series]] = memo.each(answer, ((id, (question,)) for id, question in asked.items()))
    series: dict[str, Series] = {id: known(found, faults) for id, found in zip(asked, answers, strict=True)}
    return known(memo(measure, catalog, series), faults)


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
    options = inputs.options
    around = memo(frame, catalog, theme, options)
    base = base_url(catalog.site, options)
    with memo.timed("charts"):
        wanted: list[tuple[Figure, ...]] = memo.each(_figures, ((page.url, (page,)) for page in pages))
        figures = (
            dict.fromkeys(figure for figures in wanted for figure in figures) if catalog.site.charts else {}
        )
        drawn = drawings_of(tuple(figures), memo, jobs)
    with memo.timed("pages"):
        renderer = memo(_renderer, theme)

        def run(
            page: Page, around: Frame, base: str, svgs: tuple[str, ...], _: str
        ) -> Checked[Output | None]:
            return render(page, around, base, dict(zip(_figures(page), svgs, strict=True)), renderer)

        calls = (
            (
                page.url,
                (
                    page,
                    around,
                    base,
                    tuple(drawn.get(figure, "") for figure in figures),
                    _version(page, theme),
                ),
            )
            for page, figures in zip(pages, wanted, strict=True)
        )
        rendered = [known(output, faults) for output in memo.each(render, calls, run)]
        beside = memo(furnish, catalog, tuple(pages), base, inputs.blobs)
    files = (*(output for output in rendered if output), *beside, *theme.outputs)
    return files, len(figures)


def drawings_of(figures: tuple[Figure, ...], memo: Memo, jobs: int) -> dict[Figure, str]:
    """Each figure as SVG; what was drawn before, here or in another process, is not drawn again."""
    from jmsite.charts.draw import draw

    form = chart_form(cores(jobs)) if figures else None
    svgs = memo.stored(draw, ((figure, (figure,)) for figure in figures), form) if form else []
    return dict(zip(figures, svgs, strict=True))


def known(checked: Checked[V], faults: Faults) -> V:
    """The value of what a step returned; its faults are added to those known."""
    faults.extend(checked.diagnostics)
    return checked.value


def _html(site: Source | None) -> str:
    """Whether raw HTML in prose is cleaned and kept; asked before anything is parsed, since all prose depends on it."""
    from jmsite.formats.yamltree import load

    settings = load(site.data.decode("utf-8", "replace"), site.path).value.value if site else {}
    markdown = settings.get("markdown") if isinstance(settings, dict) else None
    return "sanitize" if isinstance(markdown, dict) and markdown.get("html") == "sanitize" else "escape"


def _prose(markdown: str, html: Literal["escape", "sanitize"]) -> Prose:
    return to_prose(markdown, html=html) if markdown.strip() else Prose()


def _document(source: Source, prose: Prose) -> Checked[Document]:
    return parse(source, lambda _: prose)


def _site(fields: Site) -> Entity[Site]:
    return Entity("site", "site", "", "content/site.yaml", fields.title, fields)


def _figures(page: Page) -> tuple[Figure, ...]:
    return tuple(dict.fromkeys(drawing.figure for drawing in drawings(page.view)))


def _renderer(theme: Theme) -> Renderer:
    return Renderer(theme.templates, theme.icons, theme.words)


def _version(page: Page, theme: Theme) -> str:
    return theme.versions.get(f"pages/{page.kind}.html", "")
