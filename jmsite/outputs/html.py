"""Show a page with its template."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from jmsite.formats.prose import fill
from jmsite.formats.template import Renderer, faulty_line, root_of
from jmsite.model.addresses import output_path
from jmsite.model.diagnostics import Checked, Place
from jmsite.model.figures import Drawing, Drawn, Figure
from jmsite.model.page import Frame, Output, Page, Sheet, Text
from jmsite.model.rules import fault
from jmsite.model.sources import ProseLink
from jmsite.model.url_schemes import leads_out
from jmsite.model.value import replace

HOLE = "\0{}\0"
"""The hole that is left for a chart; no content holds a NUL."""
HOLES = re.compile("\0([0-9]+)\0")


def render(page: Page, frame: Frame, base: str, renderer: Renderer) -> Checked[Sheet | None]:
    """Return a page as the sheet it becomes. A template that fails is a fault at its line, and gives no sheet."""
    figures: list[Figure] = []

    def chart(drawing: Drawing | None) -> str:
        if drawing is None:
            return ""
        figures.append(drawing.figure)
        return HOLE.format(len(figures) - 1)

    def prose(text: Text, figure: Callable[[Drawing], object]) -> str:
        def shown(index: int) -> str:
            drawing = _nth(text.drawings, index)
            return str(figure(drawing)) if drawing else ""

        return fill(text.prose, _hrefs(text, root_of(page.url, base)), shown, renderer.say, dict(text.moved))

    template = f"pages/{page.kind}.html"
    values = {"page": page, "view": page.view, "frame": frame}
    try:
        html = renderer.show(template, values, page.url, base, chart, prose)
    except Exception as error:  # the expressions in a template can raise anything
        name, line = faulty_line(error)
        words = getattr(error, "message", "") or str(error) or type(error).__name__
        message = f"cannot show {page.url or 'the front page'}: {words}"
        place = Place(path=renderer.origins.get(name or template, "themes"), line=line)
        return Checked(value=None, diagnostics=(fault("theme/broken", message, place),))
    parts = HOLES.split(html) if figures else [html]
    held = (figures[int(part)] if at % 2 else part.encode() for at, part in enumerate(parts))
    return Checked(value=Sheet(page=replace(page, view=None), parts=tuple(held)))


def draw_in(sheet: Sheet, drawn: Mapping[Figure, Drawn]) -> tuple[Output, ...]:
    """Return a sheet with its charts as the file it becomes, and after it the files that the charts are
    explored with.
    """
    texts = (
        # nothing is drawn in a site that wants no charts: their places stay empty
        part if isinstance(part, bytes) else drawn.get(part, Drawn(svg="")).svg.encode()
        for part in sheet.parts
    )
    page = Output(path=output_path(sheet.page.url), content=b"".join(texts))
    found = (drawn.get(figure, Drawn(svg="")) for figure in sheet.figures)
    return (page, *(Output(path=one.path, content=one.vega.encode()) for one in found if one.vega))


def _nth(found: tuple[Drawing | None, ...], index: int) -> Drawing | None:
    return found[index] if index < len(found) else None


def _hrefs(text: Text, root: str) -> Callable[[ProseLink], str | None]:
    answers = dict(zip(text.prose.links, text.hrefs, strict=False))

    def href(link: ProseLink) -> str | None:
        found = answers.get(link)
        if found is None or found.startswith("#") or leads_out(found):
            return found
        return root + found

    return href
