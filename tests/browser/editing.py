"""Pages of a small site that somebody edits, for tests: opened in a real browser, with the files as the truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from live import Running, running
from written import write_files

from jmsite.engine.cache import DiskCache

EMPTY = """card => {
    const box = card.getBoundingClientRect();
    for (let y = 6; y < box.height; y += 6) for (let x = 6; x < box.width; x += 6) {
        const hit = document.elementFromPoint(box.left + x, box.top + y);
        if (hit && card.contains(hit) && !hit.closest('[data-edit], a, button, summary')) return {x, y};
    }
    return null;
}"""


def tap_for_menu(tab: Any, live: Running, step: str, title: str) -> Any:
    """Tap where a card of a step is empty, and return the button of its menu that comes."""
    card = tab.locator(f"#{step}")
    card.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    button = tab.locator("jmsite-edit .handle").and_(tab.get_by_role("button", name=f"Edit {title}"))

    def brought() -> bool:
        # the card grows while typefaces arrive: its empty place is looked for anew each time
        spot = card.evaluate(EMPTY)
        if spot:
            card.tap(position=spot)
        return bool(button.is_visible())

    live.until(brought, "the button of its menu")
    return button


class Edited:
    """A preview with a tab in which it is edited. ``texts`` are the files as they were at first."""

    def __init__(self, live: Running, tab: Any, texts: Mapping[str, str]) -> None:
        self.live, self.tab, self.texts = live, tab, texts

    def go(self, path: str) -> None:
        """Open a page and wait until it can be edited."""
        self.tab.goto(self.live.url.rstrip("/") + path)
        self.tab.get_by_role("button", name="Editing", exact=True).wait_for()

    def text(self, path: str) -> str:
        """What stands in a file now."""
        return (self.live.root / path).read_text()

    def becomes(self, path: str, before: str, after: str) -> None:
        """Wait until a file is what it was but for some words."""
        assert self.texts[path].count(before) == 1
        meant = self.texts[path].replace(before, after)
        self.live.until(lambda: self.text(path) != self.texts[path], f"a change of {path}")
        assert self.text(path) == meant, self.text(path)

    def shows(self, what: str) -> None:
        """Wait until an expression of JavaScript holds on the page."""
        self.live.until(lambda: self.tab.evaluate(what), what)

    def undone(self, path: str) -> None:
        """Undo, and wait until a file is as it was at first."""
        self.tab.locator("h1").first.focus()
        self.tab.keyboard.press("Control+z")
        self.live.until(lambda: self.text(path) == self.texts[path], f"{path} is as it was")

    def fields(self, name: str) -> Any:
        """Open the form of a field of the thing that the page is about; return it."""
        self.tab.get_by_role("button", name="This page").click()
        self.tab.get_by_role("menuitem", name="All fields").click()
        self.tab.get_by_role("searchbox", name="Find a field").fill(name)
        self.tab.locator("dialog.fields .row:visible").first.click()
        form = self.tab.locator(".editor")
        form.wait_for()
        return form


@contextmanager
def edited(
    browser: Any, cache: DiskCache, root: Path, texts: Mapping[str, str], **look: Any
) -> Iterator[Edited]:
    """Run a preview of some files and open a tab in it, that throws no errors."""
    write_files(root, texts)
    wrong: list[str] = []
    with running(root, cache, editing=True) as live:
        wanted = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **look}
        context = browser.new_context(**wanted)
        tab = context.new_page()
        tab.set_default_timeout(60_000)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        yield Edited(live, tab, texts)
        context.close()
    assert wrong == []
