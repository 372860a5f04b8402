"""The second half of the sentence: what is known becomes pages, and pages with their charts become files."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

from jmsite.cached import charts_of
from jmsite.engine.lazy import LazyAnswers
from jmsite.engine.memo import Call, Memo
from jmsite.formats.messages import BabelMessages
from jmsite.formats.template import Renderer
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Checked, Diagnostic
from jmsite.model.figures import Drawn, Figure
from jmsite.model.page import Frame, Output, Page, PageKey, Sheet
from jmsite.model.sources import Inputs, Options
from jmsite.model.value import Value, replace
from jmsite.outputs.frame import base_url, frame, served_at
from jmsite.outputs.html import draw_in, render
from jmsite.outputs.markdown import markdown_page, markdown_path
from jmsite.outputs.table import MADE, OUTPUTS, BuiltPages, OutputKind
from jmsite.pages import VIEWS
from jmsite.pages.page_kinds import PAGE_KINDS
from jmsite.pages.parts.page.marks import persona_styles
from jmsite.pages.preview_badges import preview_badges
from jmsite.theme.build import Theme, build_theme, prepare
from jmsite.theme.translations import load_messages

OnPages = Callable[[Frame, Sequence[Sheet]], None]
"""Gets the frame around pages, and pages that have been rendered."""
BATCH_SIZE = 200
"""Pages whose views are in memory at once."""


class PageContext(Value):
    """The surroundings of a page: frame, address of the site, version of the template; whether it is a preview, and
    whether it has charts.
    """

    frame: Frame
    base: str
    version: str
    preview: bool
    charts: bool


class RenderedPage(Value):
    """A page as rendered: the page without its view, the sheet that the template made of that, and its Markdown."""

    page: Page
    sheet: Sheet | None
    markdown: Output | None
    faults: tuple[Diagnostic, ...]


class PageFiles(Value):
    """A page as its files, the page first and then what its charts are explored with; without any, its faults.

    ``packed`` are paths and contents, compressed: a page of 27 KB is held in 5, which takes 0.3 ms when it is made.
    A preview of 1,000 pages that have all been looked at takes 63 KB a page in place of 84.
    """

    packed: tuple[tuple[str, bytes], ...]
    faults: tuple[Diagnostic, ...]

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Return the files, unpacked."""
        return tuple([Output(path=path, content=zlib.decompress(content)) for path, content in self.packed])


def packed(outputs: Sequence[Output]) -> tuple[tuple[str, bytes], ...]:
    """Return files that were made as paths and contents, compressed."""
    made = [(output.path, output.content) for output in outputs]
    return tuple([(path, zlib.compress(content)) for path, content in made if isinstance(content, bytes)])


def load_ahead(inputs: Inputs, theme: str) -> None:
    """Load what showing begins with, and compile templates: it needs nothing of what is read."""
    prepare(inputs.themes, theme, [page.name for page in PAGE_KINDS.values() if page.usual])
    VIEWS.load()


def site_theme(catalog: Catalog, words: BabelMessages, inputs: Inputs, memo: Memo) -> Checked[Theme | None]:
    """Return the theme of the site in its words, with the colours of its personas; None where it cannot be used."""
    colours, preview = persona_styles(catalog), inputs.options.preview
    return memo(build_theme, inputs.themes, catalog.site.theme, words, colours, preview)


def rendered_pages(
    keys: tuple[PageKey, ...],
    catalog: Catalog,
    theme: Theme,
    inputs: Inputs,
    memo: Memo,
    on_pages: OnPages | None = None,
) -> Checked[list[RenderedPage]]:
    """Return what each page comes to, without its charts; ``on_pages`` gets them in their order, as they come."""
    around = frame(catalog, theme, inputs.options)
    calls = _page_calls(keys, around, catalog, theme, inputs, memo)
    renderer = memo(_renderer, theme)

    def run(todo: list[tuple[Catalog, PageKey, PageContext]], _: Sequence[object]) -> list[RenderedPage]:
        # in portions, since a view is larger than its page, and goes as soon as that is rendered
        portions = (todo[at : at + BATCH_SIZE] for at in range(0, len(todo), BATCH_SIZE))
        return [page for some in portions for page in _rendered_pages(some, renderer, memo)]

    def share(some: Sequence[Call[PageKey, PageContext]]) -> list[RenderedPage]:
        return memo.traced_batch("page", catalog, some, run)

    def tell(some: Sequence[RenderedPage]) -> None:
        if on_pages:
            on_pages(around, [one.sheet for one in some if one.sheet])

    made = memo.parallel(share, calls, on_answers=tell)
    return Checked(value=made, diagnostics=tuple([fault for one in made for fault in one.faults]))


def lazy_pages(
    keys: tuple[PageKey, ...], catalog: Catalog, theme: Theme, inputs: Inputs, memo: Memo, jobs: int
) -> LazyAnswers[PageFiles]:
    """Return the files of each page by its address, made with their charts when they are looked up."""
    calls = _page_calls(keys, frame(catalog, theme, inputs.options), catalog, theme, inputs, memo)
    renderer = memo(_renderer, theme)

    def run(catalog: Catalog, key: PageKey, within: PageContext) -> PageFiles:
        (made,) = _rendered_pages([(catalog, key, within)], renderer, memo)
        if made.sheet is None:
            return PageFiles(packed=(), faults=made.faults)
        figures = set(made.sheet.figures) if within.charts else set()
        drawn = charts_of(figures, memo, jobs) if figures else {}
        memo.made.clear()  # no build is at work that would ask again
        return PageFiles(packed=packed(draw_in(made.sheet, drawn)), faults=())

    return memo.lazy("lazy page", catalog, calls, run)


def files(
    pages: Sequence[RenderedPage], catalog: Catalog, memo: Memo, jobs: int
) -> tuple[tuple[Output, ...], int]:
    """Return pages as files, with their charts drawn, and their Markdown. The number is that of different charts."""
    outputs, count = with_charts([one.sheet for one in pages if one.sheet], catalog.site.charts, memo, jobs)
    return (*outputs, *[one.markdown for one in pages if one.markdown]), count


def files_beside(
    keys: tuple[PageKey, ...], catalog: Catalog, theme: Theme, inputs: Inputs, memo: Memo
) -> tuple[Output, ...]:
    """Return everything that belongs in the site beside its pages."""
    urls = tuple([key.url for key in keys if PAGE_KINDS[key.kind].indexed])
    assets = tuple([inputs.blobs[path] for path in catalog.table("assets")])
    around = BuiltPages(frame=frame(catalog, theme, inputs.options), urls=urls, assets=assets)
    made = memo.traced(_output, catalog, [(kind.name, (kind, around)) for kind in MADE])
    return (*[output for some in made for output in some], *theme.outputs)


def _output(catalog: Catalog, kind: OutputKind, pages: BuiltPages) -> tuple[Output, ...]:
    return kind.make(catalog, pages)


def markdown_at(path: str, keys: tuple[PageKey, ...], catalog: Catalog, options: Options) -> Output | None:
    """Return a single page as Markdown by its path in the site, or the list of them all."""
    listed = OUTPUTS["llms"]
    if path == listed.path:
        # a theme is neither at hand nor needed: the list asks its frame for these two only
        around = Frame(title="", markdown_pages=True, base=base_url(catalog.site, options))
        return next(iter(listed.make(catalog, BuiltPages(frame=around))), None)
    for key in keys:
        if PAGE_KINDS[key.kind].markdown and markdown_path(key.url) == path:
            return markdown_page(catalog, key.kind, key.id, key.url)
    return None


def unlisted_page(page: Page, catalog: Catalog, inputs: Inputs, memo: Memo) -> Checked[str]:
    """Return a page that is none of the site as the theme shows it, such as the list of what a file holds.

    It has no charts; where the theme cannot show it, it is "".
    """
    theme = _site_theme(catalog, inputs, memo)
    if theme.value is None:
        return Checked(value="", diagnostics=theme.diagnostics)
    around = frame(catalog, theme.value, inputs.options)
    made = render(page, around, served_at(catalog.site, inputs.options), memo(_renderer, theme.value))
    text = b"".join(part for part in made.value.parts if isinstance(part, bytes)) if made.value else b""
    return Checked(value=text.decode(), diagnostics=made.diagnostics)


def paper_style(catalog: Catalog, inputs: Inputs, memo: Memo) -> tuple[str, bytes]:
    """Return the stylesheet of the theme for what is printed: where it would lie in the site, and what is in it."""
    theme = _site_theme(catalog, inputs, memo).value
    return theme.paper_style if theme else ("", b"")


def with_charts(sheets: Sequence[Sheet], charts: bool, memo: Memo, jobs: int) -> tuple[list[Output], int]:
    """Return the sheets with their charts as files, and how many different charts they wanted."""
    drawn: dict[Figure, Drawn] = {}

    def run(todo: list[tuple[Sheet, bool]], _: Sequence[object]) -> list[tuple[Output, ...]]:
        # of all pages together, so that a figure is drawn once, whoever shows it
        wanted = {figure for sheet, on in todo for figure in sheet.figures if on}
        with memo.timed("charts"):
            drawn.update(charts_of(wanted, memo, jobs))
        return [draw_in(sheet, drawn) for sheet, _ in todo]

    made = memo.batch("drawn page", [(at, (sheet, charts)) for at, sheet in enumerate(sheets)], run)
    # by path: several pages may show one chart, and each brings its file along
    explored = {output.path: output for outputs in made if len(outputs) > 1 for output in outputs[1:]}
    return [*[outputs[0] for outputs in made], *explored.values()], len(drawn)


def _rendered_pages(
    todo: Sequence[tuple[Catalog, PageKey, PageContext]], renderer: Renderer, memo: Memo
) -> list[RenderedPage]:
    """Return what pages come to. A view is let go when its page is rendered.

    To keep views, so that what is shown as before need not be rendered again, took 14 KB a page of a preview, which
    saved 8 ms after an edit in 1,000 pages.
    """
    with memo.timed("view"):
        viewed = [_page(*one) for one in todo]
        markdown = [_markdown_page(*one) for one in todo]
    withins = [within for *_, within in todo]
    with memo.timed("pages"):
        sheets = memo.uncached(
            lambda page, within: render(page, within.frame, within.base, renderer),
            list(zip(viewed, withins, strict=True)),
        )
    return [
        RenderedPage(
            # a page without a sheet lets go of its view, too
            page=sheet.value.page if sheet.value else replace(page, view=None),
            sheet=sheet.value,
            markdown=own,
            faults=sheet.diagnostics,
        )
        for page, sheet, own in zip(viewed, sheets, markdown, strict=True)
    ]


def _page(catalog: Catalog, key: PageKey, within: PageContext) -> Page:
    """Return what a page shows, with the marks that only the preview has: what is a draft, and what only some
    may see.
    """
    page = VIEWS[key.kind](catalog, key.id)
    offered = catalog.read("downloads", (key.kind, key.id))
    page = replace(page, downloads=offered) if offered else page
    if within.frame.editing:
        page = replace(page, edit=_about(catalog, key))
    if within.preview:
        draft, visibility = preview_badges(catalog, key.kind, key.id)
        page = replace(page, draft=draft, visibility=visibility) if draft or visibility else page
    return page


def _about(catalog: Catalog, key: PageKey) -> str:
    """Return the address of what a page is about, for who edits in the page; "" for pages about nothing that is
    written.
    """
    home = catalog.home if key.kind == "home" else None
    entity = catalog.find(PAGE_KINDS[key.kind].about, key.id) if key.id else home
    return entity.handle if entity else ""


def _markdown_page(catalog: Catalog, key: PageKey, within: PageContext) -> Output | None:
    return (
        markdown_page(catalog, key.kind, key.id, key.url)
        if within.frame.markdown_pages and PAGE_KINDS[key.kind].markdown
        else None
    )


def _page_calls(
    keys: tuple[PageKey, ...], around: Frame, catalog: Catalog, theme: Theme, inputs: Inputs, memo: Memo
) -> list[Call[PageKey, PageContext]]:
    # an argument of each page in place of the theme: a template that changes makes only its own pages again
    versions = {kind: theme.versions.get(f"pages/{kind}.html", "") for kind in VIEWS}
    base, charts = served_at(catalog.site, inputs.options), catalog.site.charts
    return memo(_calls, keys, around, base, versions, inputs.options.preview, charts)


def _calls(
    keys: tuple[PageKey, ...], around: Frame, base: str, versions: dict[str, str], preview: bool, charts: bool
) -> list[Call[PageKey, PageContext]]:
    """Return what to ask for each page: slot and arguments."""
    within = {
        kind: PageContext(frame=around, base=base, version=version, preview=preview, charts=charts)
        for kind, version in versions.items()
    }
    return [(key.url, (key, within[key.kind])) for key in keys]


def _site_theme(catalog: Catalog, inputs: Inputs, memo: Memo) -> Checked[Theme | None]:
    words = memo(load_messages, inputs.themes, catalog.site.theme, catalog.site.language)
    return site_theme(catalog, words.value, inputs, memo)


def _renderer(theme: Theme) -> Renderer:
    return Renderer(theme.templates, theme.icons, theme.words, theme.origins)
