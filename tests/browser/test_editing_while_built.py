"""A page that scrolls, is built anew or printed while it is edited: what is at hand stays at hand, off the paper."""

from __future__ import annotations

from typing import Any

import pytest
from live import Running
from test_editing_pages import STAGE, live, point, tab

__all__ = ["live", "tab"]  # fixtures

pytestmark = pytest.mark.browser


def elsewhere(tab: Any, live: Running, old: str, new: str, shown: str = "") -> None:
    """Write other words into the file, as an editor beside the page does, and wait until the page shows them."""
    stage = live.root / STAGE
    stage.write_text(stage.read_text().replace(old, new))
    tab.locator(".map").get_by_text(shown or new).first.wait_for()


def menu_button(tab: Any, step: str) -> Any:
    return tab.get_by_role("button", name=f"Edit {step}", exact=True)


def test_the_button_of_a_menu_stays_at_its_step(tab: Any, live: Running):
    tab.locator("#find--i-ask h3").first.hover()
    button = menu_button(tab, "I ask")
    before = button.bounding_box()["y"]
    tab.evaluate("scrollBy({top: 40, behavior: 'instant'})")
    tab.evaluate("() => new Promise(requestAnimationFrame)")
    moved = before - tab.evaluate("scrollY")
    live.until(lambda: button.bounding_box()["y"] == pytest.approx(moved, abs=2), "beside its step")
    elsewhere(tab, live, "Too many", "Far too many")
    assert button.is_visible()
    button.click()
    tab.get_by_role("menuitem", name="Add a step after").wait_for()


def test_a_form_of_a_point_stays_beside_it_and_gives_the_focus_back(tab: Any, live: Running):
    point(tab, "I ask").focus()
    tab.keyboard.press("Enter")
    form = tab.get_by_role("dialog")
    form.wait_for()
    elsewhere(tab, live, "Too many", "Far too many")
    assert "sheet" not in form.get_attribute("class").split()
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == "Anna, I ask"


def test_a_workshop_knows_a_step_that_somebody_else_has_made(tab: Any, live: Running):
    tab.get_by_role("button", name="Workshop").click()
    tab.get_by_role("combobox", name="Kind").select_option("pains")
    step = tab.get_by_role("combobox", name="Step", exact=True)
    step.select_option(label="I ask")
    elsewhere(tab, live, "  - title: I choose", "  - title: I pay\n  - title: I choose", "I pay")
    assert step.locator("option").all_inner_texts() == ["I look", "I ask", "I pay", "I choose"]
    assert step.locator(":checked").inner_text() == "I ask"


ON_PAPER = """() => ({
    high: document.body.scrollHeight,
    rooms: getComputedStyle(document.body).padding,
    shown: [...document.querySelectorAll('jmsite-edit, jmsite-live, .jmsite-points')]
        .filter(one => one.checkVisibility()).length,
    outlined: [...document.querySelectorAll('[data-edit]')]
        .filter(one => getComputedStyle(one).outlineStyle != 'none').length,
})"""


def test_nothing_of_editing_is_printed_or_takes_room_on_the_sheet(tab: Any):
    tab.get_by_role("slider").first.wait_for()
    tab.locator("#find--i-look").get_by_text("Too many").click()
    tab.get_by_role("dialog").wait_for()
    tab.emulate_media(media="print")
    edited = tab.evaluate(ON_PAPER)
    tab.emulate_media(media="screen")
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Editing", exact=True).click()
    tab.get_by_role("button", name="Edit", exact=True).wait_for()
    tab.emulate_media(media="print")
    assert edited == tab.evaluate(ON_PAPER) == {**edited, "shown": 0, "outlined": 0}
