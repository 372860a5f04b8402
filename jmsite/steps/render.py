"""Show a page with its template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from jmsite.formats.prose import fill
from jmsite.formats.template import Renderer, faulty_line, root_of
from jmsite.model.addresses import output_path
from jmsite.model.diagnostics import Checked, Place
from jmsite.model.figures import Drawing, Figure
from jmsite.model.page import Frame, Output, Page, Text
from jmsite.model.rules import fault
from jmsite.model.sources import ProseLink


def render(
    page: Page, frame: Frame, base: str, drawn: Mapping[Figure, str], renderer: Renderer
) -> Checked[Output | None]:
    """A page as the file it becomes. A template that fails is a fault at its line, and gives no file."""

    def chart(drawing: Drawing | None) -> str:
        return drawn.get(drawing.figure, "") if drawing else ""

    def prose(text: Text, figure: Callable[[Drawing], object]) -> str:
        def shown(index: int) -> str:
            drawing = _nth(text.drawings, index)
            return str(figure(drawing)) if drawing else ""

        return fill(text.prose, _hrefs(text, root_of(page.url, base)), shown)

    template = f"pages/{page.kind}.html"
    values = {"page": page, "view": page.view, "frame": frame}
    try:
        html = renderer.show(template, values, page.url, base, chart, prose)
    except Exception as error:  # the expressions in a template can raise anything
        name, line = faulty_line(error)
        words = getattr(error, "message", "") or str(error) or type(error).__name__
        message = f"cannot show {page.url or 'the front page'}: {words}"
        place = Place(renderer.origins.get(name or template, "themes"), line)
        return Checked(None, (fault("theme/broken", message, place),))
    return Checked(Output(output_path(page.url), html.encode()))


def drawings(view: Any) -> Iterator[Drawing]:
    """Every drawing inside a view, in order."""
    if isinstance(view, Drawing):
        yield view
    elif isinstance(view, (tuple, list)):
        for part in view:
            yield from drawings(part)
    elif is_dataclass(view):
        for field in fields(view):
            value = getattr(view, field.name)
            if value is not None and not isinstance(value, (str, int, float)):
                yield from drawings(value)


def _nth(found: tuple[Drawing | None, ...], index: int) -> Drawing | None:
    return found[index] if index < len(found) else None


def _hrefs(text: Text, root: str) -> Callable[[ProseLink], str | None]:
    answers = dict(zip(text.prose.links, text.hrefs, strict=False))

    def href(link: ProseLink) -> str | None:
        found = answers.get(link)
        if found is None or found.startswith(("http:", "https:", "mailto:", "tel:", "#")):
            return found
        return root + found if found or root != "./" else "./"

    return href
