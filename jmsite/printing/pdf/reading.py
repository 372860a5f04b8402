"""A document as PDF, what can be read in it: how many sheets it has, and on which of them a place is."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)")


def print_page(page: Page, day: date | None) -> bytes:
    """Return what a page shows as PDF with tags, bookmarks and the language of the page, as made on ``day``.

    Sheets are as large as the styles of the page want them.
    """
    made = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    # Chromium notes the second; the same content is to make the same file
    noted = (day or date(2000, 1, 1)).strftime("%Y%m%d000000").encode()
    return _DATES.sub(lambda found: b"/%s (D:%s+00'00')" % (found[1], noted), made)


def sheets_in(pdf: bytes) -> int:
    """Return the number of sheets."""
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


def places_in(pdf: bytes) -> dict[str, int]:
    """Return on which sheet, from 1 on, each place is that something leads to, by its id."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    found = {
        name.removeprefix("/"): reader.get_destination_page_number(place)
        for name, place in reader.named_destinations.items()
    }
    return {name: number + 1 for name, number in found.items() if number is not None}
