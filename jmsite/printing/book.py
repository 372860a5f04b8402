"""A book of pages: a cover, contents that say on which sheet a page begins, and the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from jmsite.printing.chromium import with_page
from jmsite.printing.pdf import places_in, printed

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAPERS: Mapping[str, tuple[float, float]] = {
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
}
"""The sheets of books, in millimetres."""
TRIES = 3
"""Times that contents are numbered at most: longer numbers may move what comes after them."""
Numbered = Callable[[Mapping[str, int]], str]
"""Returns the document whose contents say that places, by their ids, are on these sheets."""


def book_style(paper: str, running: str) -> str:
    """Return the sheets of a book: their size, ``running`` at the foot, and their numbers.

    Maps keep the sheets that the theme has for them: the size is that of a page of its own, called ``book``.
    """
    wide, high = PAPERS[paper]
    said = running.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ").replace("\n", " ")
    foot = "font: 8pt/1 var(--font); color: #57524a; padding-top: 2mm; vertical-align: top;"
    return (
        f'@page {{ @bottom-left {{ content: "{said}"; {foot} }} @bottom-right {{ content: counter(page); {foot} }} }}\n'
        f"@page book {{ size: {wide}mm {high}mm; margin: 15mm 14mm 16mm; }}\n"
        f"@page cover {{ size: {wide}mm {high}mm; margin: 30mm 20mm;"
        " @bottom-left { content: none; } @bottom-right { content: none; } }\n"
    )


def book(numbered: Numbered, day: date | None) -> bytes:
    """Return a book as PDF. Raises ``NoChromiumError``."""
    return with_page(lambda page: _book(page, numbered, day))


def _book(page: Page, numbered: Numbered, day: date | None) -> bytes:
    places: dict[str, int] = {}
    for _ in range(TRIES):
        page.set_content(numbered(places), wait_until="load")
        pdf = printed(page, day)
        found = places_in(pdf)
        if found == places:
            break
        places = found
    return pdf
