"""A map on one sheet, as large as it gets there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from jmsite.model.value import Value
from jmsite.printing.chromium import with_page
from jmsite.printing.pdf.reading import print_page, sheets_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

POSTERS: Mapping[str, tuple[float, float]] = {
    "A0": (1189, 841),
    "A1": (841, 594),
    "A2": (594, 420),
    "A3": (420, 297),
}
"""The sheets of posters, in millimetres."""
MARGIN = 8.0
PIXEL = 25.4 / 96
"""Millimetres of a pixel."""
UNIT = 11.4
"""Pixels of the unit in which the theme lays maps out for paper."""
LAYOUTS: Mapping[str, float] = {
    "a3": 132.5,
    "a2-strip": 190.25,
    "a2": 190.25,
    "a1-strip": 272,
    "a1": 272,
    "a0-strip": 387,
    "a0": 387,
}
"""The layouts that the theme has for maps, and how wide each is at most, in units."""
LEAST = 70.0
"""The width in units that the head of a map needs."""
SMALLER = 0.97
"""By how much a map is made smaller that did not fit after all."""


class MapLayout(Value):
    """The layout of a map: for which of the sheets, how wide and high it is then in pixels."""

    layout: str
    wide: float
    high: float

    def zoom(self, wide: float, high: float) -> float:
        """Return by how much it can be enlarged on a sheet."""
        return min(wide / self.wide, high / self.high)


def poster(document: str, leaves: Sequence[str], sheet: str, day: date | None) -> bytes:
    """Return a document of maps as PDF, each of its ``leaves`` (their ids) on one sheet. Raises ``NoChromiumError``."""
    return with_page(lambda page: _poster(page, document, leaves, sheet, day))


def _poster(page: Page, document: str, leaves: Sequence[str], sheet: str, day: date | None) -> bytes:
    page.emulate_media(media="print")
    page.set_content(document, wait_until="load")
    wide, high = (side - 2 * MARGIN for side in POSTERS[sheet])
    room = wide / PIXEL, high / PIXEL
    chosen = {leaf: max(layouts(page, leaf), key=lambda laid: laid.zoom(*room)) for leaf in leaves}
    zooms = {leaf: laid.zoom(*room) for leaf, laid in chosen.items()}
    for leaf, laid in chosen.items():
        set_layout(page, leaf, laid.layout)
    page.evaluate(SHOW, "")
    # what was measured on a screen may be a line higher on paper: a second sheet tells
    for _ in range(12):
        page.evaluate(STYLE, _style(sheet, zooms))
        pdf = print_page(page, day)
        if sheets_in(pdf) <= len(leaves):
            break
        zooms = {leaf: zoom * SMALLER for leaf, zoom in zooms.items()}
    return pdf


def layouts(page: Page, leaf: str) -> Iterator[MapLayout]:
    """Yield how large a map is in each layout that the theme has."""
    page.evaluate(SHOW, leaf)
    for layout, widest in LAYOUTS.items():
        set_layout(page, leaf, layout)
        page.set_viewport_size({"width": int(widest * UNIT), "height": 600})
        wide = max(page.evaluate(WIDE, leaf), LEAST * UNIT)
        page.set_viewport_size({"width": int(wide) + 1, "height": 600})
        yield MapLayout(layout=layout, wide=int(wide) + 1, high=page.evaluate(HIGH, leaf) + 1)


def set_layout(page: Page, leaf: str, layout: str) -> None:
    """Lay a map out for a sheet."""
    page.evaluate(LAY, [leaf, layout])


def _style(sheet: str, zooms: Mapping[str, float]) -> str:
    wide, high = POSTERS[sheet]
    sizes = " ".join(f"#{leaf} {{ zoom: {zoom:.4f}; }}" for leaf, zoom in zooms.items())
    return f"@page {{ size: {wide}mm {high}mm; margin: {MARGIN}mm; }} .leaf {{ page: auto; }} {sizes}"


SHOW = """leaf => {
  for (const one of document.querySelectorAll(".leaf")) one.hidden = leaf !== "" && one.id !== leaf;
}"""
LAY = """([leaf, layout]) => {
  const one = document.getElementById(leaf);
  one.className = one.className.replace(/(^| )poster-[\\w-]+/, `$1poster-${layout}`);
}"""
WIDE = """leaf => document.querySelector(`#${leaf} .map`).getBoundingClientRect().width"""
HIGH = """leaf => document.getElementById(leaf).getBoundingClientRect().height"""
STYLE = """style => {
  const old = document.getElementById("sheets") ?? document.head.appendChild(document.createElement("style"));
  old.id = "sheets";
  old.textContent = style;
}"""
