"""Editing on a phone, in what its screen and its keyboard leave free; and steps that a mouse drags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from editing import Edited, edited, tap_for_menu
from test_editing_keys_pages import FILES, MAP, STAGE, told
from test_editing_session_pages import git
from test_editing_touch_pages import LEAST, SMALL

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

HEIGHT, KEYBOARD = 844, 340
WITHIN = """() => [...document.querySelector('jmsite-edit').shadowRoot.querySelectorAll('.editor, .menu, dialog')]
    .map(one => one.getBoundingClientRect())
    .every(box => box.left >= 0 && box.right <= innerWidth + 1 && box.top >= 0 && box.bottom <= innerHeight + 1)"""
TYPING = """height => {
    Object.defineProperty(visualViewport, 'height', { configurable: true, get: () => height });
    visualViewport.dispatchEvent(new Event('resize'));
}"""


@pytest.fixture
def site(browser: Any, cache: DiskCache, tmp_path: Path) -> Iterator[Edited]:
    look = {"viewport": {"width": 390, "height": HEIGHT}, "has_touch": True, "is_mobile": True}
    with edited(browser, cache, tmp_path.resolve() / "site", FILES, **look) as found:
        found.go(MAP)
        yield found


def fits(site: Edited) -> None:
    """Hold that what is open is on the screen, and large enough for a finger."""
    assert site.tab.evaluate(WITHIN)
    # the bar at the foot is moved along by a finger
    found = site.tab.evaluate(SMALL, LEAST)
    assert found == []


def menu(site: Edited, step: str, item: str) -> None:
    """Open the menu of a step from the form of its title, and choose from it."""
    title = site.tab.locator(".map .step h3 a").filter(has_text=step).first
    title.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    title.tap()
    site.tab.get_by_role("dialog", name="Title").wait_for()
    fits(site)
    site.tab.get_by_role("button", name=f"Edit {step}", exact=True).last.tap()
    site.tab.get_by_role("menu").wait_for()
    fits(site)
    site.tab.get_by_role("menuitem", name=item, exact=True).tap()


def test_a_step_is_moved_deleted_and_brought_back(site: Edited):
    menu(site, "I look", "Move later")
    site.live.until(lambda: "I ask" in site.text(STAGE).split("I look")[0], "another order")
    site.tab.get_by_role("button", name="Undo").tap()
    site.live.until(lambda: site.text(STAGE) == FILES[STAGE], "the order as it was")
    menu(site, "I ask", "Delete")
    sure = site.tab.get_by_role("alertdialog")
    sure.wait_for()
    fits(site)
    sure.get_by_role("button", name="Delete").tap()
    site.live.until(lambda: "I ask" not in site.text(STAGE), "a step less")
    site.tab.get_by_role("button", name="Undo").tap()
    site.live.until(lambda: site.text(STAGE) == FILES[STAGE], "the step again")


def test_a_touchpoint_is_made_and_an_id_changed_by_touch(site: Edited):
    menu(site, "I choose", "All fields")
    site.tab.get_by_role("searchbox").fill("touchpoint")
    fits(site)
    site.tab.locator(".row[data-field^=touchpoint]").tap()
    site.tab.get_by_role("combobox").fill("Front desk")
    site.tab.get_by_role("option", name="New: “Front desk”").tap()
    fits(site)
    site.tab.get_by_role("button", name="Save").tap()
    told(site, STAGE, "front-desk")
    menu(site, "I choose", "Change the id")
    site.tab.get_by_role("dialog").get_by_role("textbox").fill("choose")
    site.tab.get_by_role("button", name="Change everywhere").tap()
    told(site, STAGE, "id: choose")


def test_what_changed_is_committed_by_touch(site: Edited, monkeypatch: pytest.MonkeyPatch):
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Kim")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "kim@example.org")
    begin(site.live.root)
    menu(site, "I look", "Rename")
    form = site.tab.get_by_role("dialog", name="Title")
    form.get_by_label("Title").fill("I look around")
    form.get_by_role("button", name="Save").tap()
    told(site, STAGE, "I look around")
    site.tab.get_by_role("button", name="Changes").tap()
    panel = site.tab.get_by_role("dialog", name="Changes")
    message = panel.get_by_role("textbox", name="Message")
    message.tap()
    site.tab.evaluate(TYPING, HEIGHT - KEYBOARD)
    message.fill("Say that they look around")
    box, seen = message.bounding_box(), panel.bounding_box()
    assert seen["y"] + seen["height"] <= HEIGHT - KEYBOARD
    assert seen["y"] <= box["y"]
    assert box["y"] + box["height"] <= HEIGHT - KEYBOARD
    site.tab.evaluate(TYPING, HEIGHT)
    fits(site)
    panel.locator("summary").first.tap()
    panel.locator(".diff .new").last.wait_for()
    fits(site)
    done = panel.get_by_role("button", name="Commit")
    done.tap()
    panel.get_by_role("status").filter(has_text="ommitted").wait_for()
    assert done.is_disabled()
    assert git(site.live.root, "log", "--format=%s").split("\n")[:2] == ["Say that they look around", "Begin"]
    panel.wait_for(state="detached")


def begin(root: Path) -> None:
    """Put the files of a site under version control."""
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin")


def test_an_empty_place_of_a_card_brings_the_button_of_its_menu(site: Edited):
    button = tap_for_menu(site.tab, site.live, "find--i-ask", "I ask")
    button.tap()
    site.tab.get_by_role("menuitem", name="Add a step after").wait_for()
    fits(site)


def test_the_keyboard_of_the_screen_covers_neither_field_nor_button(site: Edited):
    site.tab.locator(".map .step h3 a").filter(has_text="I ask").first.tap()
    form = site.tab.get_by_role("dialog", name="Title")
    form.wait_for()
    site.tab.evaluate(TYPING, HEIGHT - KEYBOARD)
    for name in ("Save", "Cancel"):
        box = form.get_by_role("button", name=name).bounding_box()
        assert box["y"] + box["height"] <= HEIGHT - KEYBOARD
    field = form.get_by_label("Title").bounding_box()
    assert field["y"] >= 0
    title = site.tab.locator("[data-edited]").bounding_box()
    assert title["y"] + title["height"] <= field["y"]
    site.tab.evaluate(TYPING, HEIGHT)
    box = form.bounding_box()
    assert box["y"] + box["height"] == pytest.approx(HEIGHT, abs=1)


def test_a_step_is_dragged_by_its_handle_to_between_two_others(
    browser: Any, cache: DiskCache, tmp_path: Path
):
    with edited(browser, cache, tmp_path.resolve() / "wide", FILES) as site:
        site.go(MAP)
        steps = [site.tab.locator(f"#find--{name}") for name in ("i-look", "i-choose")]
        steps[0].locator("h3").hover()
        site.tab.locator("jmsite-edit .handle").hover()
        site.tab.mouse.down()
        goal = steps[1].bounding_box()
        for part in (0.9, 0.95):
            site.tab.mouse.move(goal["x"] + goal["width"] * part, goal["y"] + 20)
        site.tab.locator("jmsite-edit .drop").wait_for()
        site.tab.mouse.up()
        site.live.until(lambda: site.text(STAGE) != FILES[STAGE], "another order")
        first, rest = "  - title: I look   # in the shop\n    emotion: {anna: 1}\n", "  - title: I choose\n"
        assert site.text(STAGE) == FILES[STAGE].replace(first, "").replace(rest, rest + first)
        site.undone(STAGE)
