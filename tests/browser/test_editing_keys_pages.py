"""Editing by the keyboard alone: a map grows, and after each edit the focus is where somebody goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from editing import Edited, edited
from playwright.sync_api import Route

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

STAGE = "content/journeys/buy/01-find.md"
MAP = "/journeys/buy/"
FILES = {
    "content/site.yaml": "title: A shop\nsearch: false\n",
    "content/personas/anna.md": "---\ntitle: Anna\n---\n",
    "content/journeys/buy/journey.md": "---\ntitle: Buying\npersonas: [anna]\n---\n",
    STAGE: """---
title: Find
steps:
  - title: I look   # in the shop
    emotion: {anna: 1}
  - title: I ask
    emotion: {anna: -1}
  - title: I choose
---
""",
}
FOCUS = """() => {
    let one = document.activeElement;
    while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    return one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent.trim();
}"""


@pytest.fixture
def site(browser: Any, cache: DiskCache, tmp_path: Path) -> Iterator[Edited]:
    with edited(browser, cache, tmp_path.resolve() / "site", FILES) as found:
        found.go(MAP)
        yield found


def focused(site: Edited, words: str) -> None:
    """Wait until what has the focus is called so."""
    try:
        site.tab.wait_for_function(f"words => ({FOCUS})() === words", arg=words, timeout=8_000)
    except Exception as error:
        raise AssertionError(f"{words!r}, but {site.tab.evaluate(FOCUS)[:80]!r}") from error


def press(site: Edited, *keys: str) -> None:
    for key in keys:
        site.tab.keyboard.press(key)


def on(site: Edited, title: str) -> None:
    """Put the focus on the title of a step or stage."""
    site.tab.locator(".map :is(h2, h3) a").filter(has_text=title).first.focus()


def menu(site: Edited, item: str) -> None:
    """Open the menu of what has the focus, and walk down to an item of it."""
    press(site, "F2")
    site.tab.get_by_role("menu").wait_for()
    for _ in range(site.tab.get_by_role("menuitem").count()):
        if site.tab.evaluate(FOCUS) != item:
            press(site, "ArrowDown")
    assert site.tab.evaluate(FOCUS) == item
    press(site, "Enter")


def asked(site: Edited, label: str, words: str) -> None:
    """Answer what is asked for as soon as it has the focus."""
    focused(site, label)
    site.tab.keyboard.insert_text(words)
    press(site, "Enter")


def field(site: Edited, name: str) -> None:
    """Open the form of a field of what has the focus: by the first letters of its name, and Enter."""
    menu(site, "All fields")
    focused(site, "Find a field")
    site.tab.keyboard.type(name)
    press(site, "Enter")


def told(site: Edited, path: str, words: str) -> None:
    site.live.until(lambda: words in site.text(path), f"{words!r} in {path}")


def test_a_stage_and_its_steps_are_made_one_behind_the_other(site: Edited):
    on(site, "Find")
    menu(site, "Add a stage after")
    asked(site, "Title", "Carry home")
    focused(site, "Carry home")
    menu(site, "Add a step")
    asked(site, "Title", "I pack")
    for before, title in (("I pack", "I carry"), ("I carry", "I rest")):
        focused(site, before)
        menu(site, "Add a step after")
        asked(site, "Title", title)
    focused(site, "I rest")
    menu(site, "Move earlier")
    path = str(next((site.live.root / "content/journeys/buy").glob("*-carry-home.md")))
    told(site, path, "title: I rest\n  - id: i-carry\n")
    focused(site, "I rest")


def test_pains_a_quote_and_a_touchpoint_are_typed_without_a_mouse(site: Edited):
    on(site, "I choose")
    field(site, "pain")
    focused(site, "Text")
    # letters that are keys of the page elsewhere
    site.tab.keyboard.type("E / ? e")
    site.tab.get_by_role("button", name="Add another").focus()
    press(site, "e", "Enter")
    asked(site, "Text", "Too dear")
    told(site, STAGE, "    pains:\n      - E / ? e\n      - Too dear\n")
    focused(site, "I choose")
    field(site, "quote")
    asked(site, "Text", "Which one?")
    told(site, STAGE, "Which one?")
    focused(site, "I choose")
    field(site, "touchpoint")
    focused(site, "Touchpoints")
    site.tab.keyboard.type("Front desk")
    press(site, "Enter", "Enter")
    told(site, STAGE, "front-desk")
    told(site, "content/touchpoints.yaml", "title: Front desk")
    focused(site, "I choose")


def test_what_is_deleted_hands_the_focus_to_its_neighbour(site: Edited):
    on(site, "I ask")
    menu(site, "Delete")
    focused(site, "Cancel")
    press(site, "Escape")
    focused(site, "I ask")
    menu(site, "Delete")
    focused(site, "Cancel")
    press(site, "Shift+Tab", "Enter")
    site.live.until(lambda: "I ask" not in site.text(STAGE), "a step less")
    focused(site, "I choose")
    press(site, "Control+z")
    site.live.until(lambda: site.text(STAGE) == FILES[STAGE], "the step again")
    site.tab.get_by_role("status").filter(has_text="Undone").wait_for()


def test_a_first_score_leaves_the_focus_on_its_point(site: Edited):
    site.tab.get_by_role("slider", name="Anna, I choose").focus()
    press(site, "ArrowUp", "ArrowUp", "Enter")
    told(site, STAGE, "title: I choose\n    emotion: {anna: 0.1}")
    site.tab.locator(".grip.empty").wait_for(state="detached")
    focused(site, "Anna, I choose")
    press(site, "ArrowUp", "Enter")
    told(site, STAGE, "{anna: 0.2}")


def test_a_title_is_not_left_empty_without_a_word(site: Edited):
    on(site, "I ask")
    menu(site, "Rename")
    focused(site, "Title")
    press(site, "Delete", "Enter")
    site.tab.get_by_text("Without one, it would be called “I ask”, after its id.").wait_for()
    focused(site, "Title")
    press(site, "Escape")
    focused(site, "I ask")
    menu(site, "Add a step after")
    focused(site, "Title")
    assert site.tab.get_by_role("dialog").get_by_role("heading").inner_text() == "New step"
    press(site, "Enter")
    site.tab.get_by_text("Give it a title.", exact=True).wait_for()
    assert site.text(STAGE) == FILES[STAGE]


def test_the_first_opportunity_is_made_on_the_home_page_and_deleted_on_its_own(site: Edited):
    site.go("/")
    menu(site, "New opportunity")
    asked(site, "Title", "Ask less")
    site.tab.wait_for_url("**/opportunities/ask-less/")
    site.tab.get_by_role("button", name="Editing", exact=True).wait_for()
    menu(site, "Delete")
    focused(site, "Cancel")
    press(site, "Shift+Tab", "Enter")
    site.tab.wait_for_url(lambda url: "ask-less" not in url)
    assert not (site.live.root / "content/opportunities/ask-less.md").exists()


def test_after_the_last_of_a_kind_one_is_on_the_home_page(site: Edited):
    site.go("/")
    menu(site, "New opportunity")
    asked(site, "Title", "Ask less")
    site.tab.wait_for_url("**/opportunities/ask-less/")
    site.tab.get_by_role("button", name="Editing", exact=True).wait_for()
    here: list[str] = []

    def slowly(route: Route) -> None:
        # as if the site without it were not built yet for the first three times that somebody asks
        here.append(route.request.url)
        if sum("ask-less" in url for url in here) <= 3:
            route.fulfill(status=200, body="<title>Still here</title>", content_type="text/html")
        else:
            route.continue_()

    site.tab.route("**/opportunities/**", slowly)
    menu(site, "Delete")
    focused(site, "Cancel")
    press(site, "Shift+Tab", "Enter")
    site.tab.wait_for_url(site.live.url)
    site.tab.get_by_role("button", name="Editing", exact=True).wait_for()
