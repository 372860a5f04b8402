"""A book of pages: a cover, contents that say on which sheet a page begins, and the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from jmsite.model.value import Value
from jmsite.printing.chromium import with_page
from jmsite.printing.pdf.reading import places_in, print_page, sheets_in

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
"""Times that a book is printed at most: contents that become longer by their numbers move what comes after."""
WIDEST = 888
"""The number that stands in the contents while nobody knows the right one: as wide as one of a large book."""


class BookParts(Value):
    """The documents of a book, each made when it is printed.

    ``front`` returns cover and contents, which say that places, by their ids, are on these sheets. ``chapters`` return
    what follows, whose first sheet comes after so many.
    """

    title: str
    front: Callable[[Mapping[str, int]], str]
    chapters: tuple[Callable[[int], str], ...]


def book_style(paper: str, running: str, before: int = 0) -> str:
    """Return the sheets of a book: their size, ``running`` at the foot, and their numbers, from that after ``before``.

    Maps keep the sheets that the theme has for them: the size is that of the pages called ``book`` and ``cover``, whose
    margins and type are the theme's (``styles/paper.css``).
    """
    wide, high = PAPERS[paper]
    said = running.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ").replace("\n", " ")
    size = f"size: {wide}mm {high}mm;"
    return (
        f"html {{ counter-reset: page {before}; }}\n"
        f'@page {{ @bottom-left {{ content: "{said}"; }} @bottom-right {{ content: counter(page); }} }}\n'
        f"@page book {{ {size} }}\n@page cover {{ {size} @bottom-left {{ content: none; }}"
        " @bottom-right { content: none; } }\n"
    )


def book(parts: BookParts, day: date | None) -> bytes:
    """Return a book as PDF. Raises ``NoChromiumError``.

    A document for all pages of a portal takes gigabytes: they are printed by chapters, and joined.
    """
    return with_page(lambda page: _book(page, parts, day))


def _book(page: Page, parts: BookParts, day: date | None) -> bytes:
    # late: it brings pypdf along, which is an extra
    from jmsite.printing.pdf.joining import join_documents

    front = _printed(page, parts.front({}), day)
    for _ in range(TRIES):
        chapters, places = _chapters(page, parts, sheets_in(front), day)
        before, front = front, _printed(page, parts.front(places), day)
        if sheets_in(front) == sheets_in(before):
            break
    return join_documents([front, *chapters], parts.title)


def _chapters(
    page: Page, parts: BookParts, before: int, day: date | None
) -> tuple[list[bytes], dict[str, int]]:
    """Return the chapters of a book, which come after ``before`` sheets, and on which sheet each place in them is."""
    made: list[bytes] = []
    places: dict[str, int] = {}
    for chapter in parts.chapters:
        made.append(_printed(page, chapter(before), day))
        places |= {name: sheet + before for name, sheet in places_in(made[-1]).items()}
        before += sheets_in(made[-1])
    return made, places


def _printed(page: Page, document: str, day: date | None) -> bytes:
    page.set_content(document, wait_until="load")
    return print_page(page, day)
