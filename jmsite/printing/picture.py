"""A document as a picture: a whole map, or a chart, as wide as asked."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING

from jmsite.printing.chromium import with_page
from jmsite.printing.poster import HIGH, LEAST, SHOW, UNIT, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST = 16_000
"""Pixels of the longer side that a picture may have: beyond, Chromium draws nothing."""
_SIZE = re.compile(r' (?:width|height)="([\d.]+)"')
SHEET = 4_000
"""Pixels in which a map of any length can be laid out."""


class TooLargeError(Exception):
    """A picture would have more pixels than can be drawn; the message says how many."""


def chart_picture(svg: str, fonts: str, width: float, height: float, scale: float) -> bytes:
    """Return a chart as PNG; ``fonts`` are the stylesheets of its typefaces. Raises ``NoChromiumError``."""
    _refuse(width * scale, height * scale)

    def work(page: Page) -> bytes:
        page.set_viewport_size({"width": round(width), "height": round(height)})
        page.set_content(
            f"<style>{fonts} body {{ margin: 0; }} svg {{ display: block; }}</style>{svg}", wait_until="load"
        )
        page.evaluate("document.fonts.ready.then(() => true)")
        return page.locator("svg").first.screenshot(type="png")

    return with_page(work, scale)


def map_picture(document: str, leaf: str, width: float, scale: float) -> bytes:
    """Return a map, laid out as for paper, as PNG; ``width`` 0: as wide as it is laid out.

    Raises ``NoChromiumError`` and ``TooLargeError``.
    """
    wide, high = with_page(lambda page: _lay_out(page, document, leaf))
    enlarged = (width / wide if width else 1) * scale
    _refuse(wide * enlarged, high * enlarged)

    def work(page: Page) -> bytes:
        _lay_out(page, document, leaf)
        return page.locator(f"#{leaf}").screenshot(type="png")

    return with_page(work, enlarged)


def map_drawing(document: str, leaf: str, width: float) -> str:
    """Return a map, laid out as for paper, as SVG of shapes and words; ``width`` 0: as wide as it is laid out.

    Raises ``NoChromiumError``.
    """

    def work(page: Page) -> str:
        _lay_out(page, document, leaf)
        drawing: str = page.evaluate(f"({_script()})({json.dumps(leaf)})")
        return drawing

    return _widened(with_page(work), width)


def _script() -> str:
    """Return the function that draws an element, in JavaScript."""
    text = (files(__package__) / "drawing.js").read_text(encoding="utf-8")
    return text[text.index("(id) =>") :].rstrip().rstrip(";")


def _widened(svg: str, width: float) -> str:
    """Return a drawing that says that it is as wide as asked."""
    wide, high = (float(side) for side in _SIZE.findall(svg[: svg.index(">")]))
    if not width:
        return svg
    return _SIZE.sub("", svg, count=2).replace(
        "<svg", f'<svg width="{width:g}" height="{width * high / wide:.10g}"', 1
    )


def _lay_out(page: Page, document: str, leaf: str) -> tuple[float, float]:
    """Show a map as wide as its columns want it; return its width and height in pixels."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 600})
    page.set_content(document, wait_until="load")
    page.evaluate(SHOW, leaf)
    wide = int(max(page.evaluate(WIDE, leaf), LEAST * UNIT)) + 1 + 2 * BORDER
    page.set_viewport_size({"width": wide, "height": 600})
    return wide, float(page.evaluate(HIGH, leaf))


BORDER = 24
"""Pixels around a map, by the style that ``map_style`` gives its document."""


def map_style(dark: bool) -> str:
    """Return the style of the document of a map that is to be a picture."""
    night = "html { color-scheme: dark; --paper: var(--surface); }" if dark else ""
    return f"{night} html, body {{ background: var(--surface); }} .leaf {{ padding: {BORDER}px; }}"


def _refuse(wide: float, high: float) -> None:
    if max(wide, high) > MOST:
        raise TooLargeError(
            f"a picture of {wide:.0f} by {high:.0f} pixels is too large; its longer side may have {MOST}"
        )
