"""What takes long is told and waited for: a book of a large portal is laid out for minutes on a slow machine."""

from __future__ import annotations

from typing import Any

from jmsite.cli import export_pages
from jmsite.cli.site_pages import built_site
from jmsite.exporting.selection import select
from jmsite.printing.chromium import _page


class FakeBrowser:
    """A browser that notes what is asked of its only page."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        def call(*words: Any, **_: Any) -> FakeBrowser:
            self.asked.append((name, words))
            return self

        return call


def test_a_document_may_take_as_long_as_it_takes():
    browser = FakeBrowser()
    _page(browser, 1)  # type: ignore[arg-type]
    assert ("set_default_timeout", (0,)) in browser.asked


def test_what_is_printed_is_told_while_it_is(project, monkeypatch):
    built = built_site(project("minimal").root, "internal", False)
    told: list[str] = []

    def printing(parts: Any, _: Any) -> bytes:
        parts.front({})
        told.append(built.doing.words)
        for chapter in parts.chapters:
            chapter(3)
            told.append(built.doing.words)
        return b""

    monkeypatch.setattr(export_pages, "book", printing)
    monkeypatch.setattr(export_pages, "sheets_in", lambda _: 3)
    made = export_pages.as_book(built, select(built.catalog, ["visit"]), "A4")
    count = made.count.partition(" on ")[0]
    whole = [
        f"printing the contents of {count}",
        f"printing pages 1 to {count.split()[0]} of {count.split()[0]}",
    ]
    assert told == whole
    monkeypatch.setattr(export_pages, "CHAPTER", 1)
    told.clear()
    export_pages.as_book(built, select(built.catalog, ["visit"]), "A4")
    assert told[1:3] == [f"printing page {at} of {count.split()[0]}" for at in (1, 2)]
