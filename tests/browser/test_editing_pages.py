"""Editing in the page: by mouse, keyboard and touch, in a real browser, with the files as the truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from live import Running, running
from written import write_files

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

STAGE = "content/journeys/buy/01-find.md"
MAP = "/journeys/buy/"
TEXT = """---
title: Find
# what we know so far
steps:
  - title: I look   # in the shop
    emotion: {anna: {score: 1, word: curious}}
    pains: [Too many, {text: Too dear, severity: 2}]
  - title: I ask
    emotion: {anna: -1}
  - title: I choose
    emotion: {anna: 0.5}
---

Looking.
"""

FILES = {
    "content/site.yaml": "title: A shop\nsearch: false\n",
    "content/personas/anna.md": "---\ntitle: Anna\n---\n",
    "content/journeys/buy/journey.md": "---\ntitle: Buying\npersonas: [anna]\n---\n",
    STAGE: TEXT,
}


@pytest.fixture
def live(tmp_path: Path, cache: DiskCache) -> Iterator[Running]:
    root = tmp_path.resolve() / "site"
    write_files(root, FILES)
    with running(root, cache, editing=True) as found:
        yield found


@pytest.fixture
def tab(browser: Any, live: Running) -> Iterator[Any]:
    """A tab with the map open for editing, that throws no errors."""
    wrong: list[str] = []
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = opened.new_page()
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(live.url.rstrip("/") + MAP)
    page.get_by_role("button", name="Editing", exact=True).wait_for()
    yield page
    opened.close()
    assert wrong == []


def written(live: Running, path: str = STAGE) -> str:
    return (live.root / path).read_text()


def wait_for(live: Running, words: str, path: str = STAGE) -> str:
    live.until(lambda: words in written(live, path), f"{words!r} in {path}")
    return written(live, path)


def cell(tab: Any, step: str, lane: str) -> Any:
    return tab.locator(f"#find--{step}--{lane}")


def press(tab: Any, lane: str, words: str) -> None:
    """Click on words in a cell of the first step, clear of the bar at the foot of the window."""
    found = cell(tab, "i-look", lane).get_by_text(words)
    found.evaluate("one => one.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'})")
    found.click()


def point(tab: Any, step: str) -> Any:
    return tab.get_by_role("slider", name=f"Anna, {step}")


def type_title(tab: Any, words: str) -> None:
    """Answer the question for a title."""
    tab.get_by_role("dialog").get_by_role("textbox").fill(words)
    tab.keyboard.press("Enter")


def choose(tab: Any, step: str, item: str) -> None:
    """Open the menu of a step by its keyboard way, and press an item."""
    title = tab.locator(".map .step h3 a").filter(has_text=step).first
    title.focus()
    tab.keyboard.press("F2")
    tab.get_by_role("menuitem", name=item, exact=True).click()


def test_a_cell_is_changed_by_a_click_and_enter_and_nothing_else_in_the_file(tab: Any, live: Running):
    press(tab, "pains", "Too many")
    tab.get_by_role("dialog").get_by_label("Text").fill("Too many of them")
    tab.keyboard.press("Enter")
    assert wait_for(live, "of them") == TEXT.replace("Too many,", "Too many of them,")
    tab.get_by_text("Too many of them").first.wait_for()


def test_escape_leaves_all_as_it_was_and_the_focus_where_it_was(tab: Any, live: Running):
    title = tab.locator("#find--i-look h3 a")
    title.focus()
    tab.keyboard.press("Enter")
    tab.get_by_role("dialog").get_by_label("Title").fill("Something else")
    tab.keyboard.press("Escape")
    assert tab.get_by_role("dialog").count() == 0
    assert tab.evaluate("document.activeElement.textContent") == "I look"
    assert written(live) == TEXT


def test_a_lane_is_edited_by_the_keyboard_alone_and_undone(tab: Any, live: Running):
    tab.mouse.move(600, 500)  # what is done with cells waits for the first sign of a reader
    readout = tab.locator(".cell[data-stop]")
    readout.focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.get_by_role("dialog").get_by_role("button", name="Add another").press("Enter")
    tab.keyboard.type("Too far")
    tab.keyboard.press("Enter")
    assert "Too far" in wait_for(live, "Too far")
    tab.get_by_role("dialog").wait_for(state="detached")
    tab.keyboard.press("Control+z")
    live.until(lambda: written(live) == TEXT, "the file is as it was")
    tab.keyboard.press("Control+Shift+z")
    wait_for(live, "Too far")


def test_a_point_is_dragged_and_only_its_score_changes(tab: Any, live: Running):
    grip = point(tab, "I look")
    line = tab.locator(".whole-curve g[data-line=anna] > path[stroke]").first
    box = grip.bounding_box()
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    still = line.get_attribute("d")
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 60, steps=6)
    live.until(lambda: line.get_attribute("d") != still, "the line follows")
    tab.mouse.up()
    live.until(lambda: "score: 1," not in written(live), "another score")
    before, after = TEXT.split("score: 1,")
    assert written(live).startswith(before)
    assert written(live).endswith(after)


def test_a_point_is_moved_by_arrow_keys_and_says_its_score(tab: Any, live: Running):
    grip = point(tab, "I ask")
    grip.focus()
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    assert grip.get_attribute("aria-valuenow") == "-0.8"
    tab.keyboard.press("Enter")
    assert wait_for(live, "anna: -0.8") == TEXT.replace("anna: -1", "anna: -0.8")
    # and not at all by Escape
    again = point(tab, "I choose")
    again.focus()
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Escape")
    assert "anna: 0.5" in written(live)


def test_steps_are_made_moved_and_deleted(tab: Any, live: Running):
    choose(tab, "I ask", "Add a step after")
    type_title(tab, "I wait")
    assert "title: I wait" in wait_for(live, "I wait").split("I ask")[1].split("I choose")[0]
    tab.locator(".map .step h3").filter(has_text="I wait").first.wait_for()
    choose(tab, "I wait", "Move earlier")
    live.until(lambda: written(live).find("I wait") < written(live).find("I ask"), "moved")
    heads = "[...document.querySelectorAll('.map .step h3 a:first-child')].map(one => one.textContent)"
    live.until(lambda: tab.evaluate(heads).index("I wait") == 1, "the page shows it where it is now")
    choose(tab, "I wait", "Delete")
    tab.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    tab.locator(".map .step h3").filter(has_text="I wait").first.wait_for(state="detached")
    live.until(lambda: "I wait" not in written(live), "deleted")
    assert "# what we know so far" in written(live)
    assert "# in the shop" in written(live)


def test_a_stage_is_added_behind_another(tab: Any, live: Running):
    stage = tab.locator(".map .stage-head h2 a").first
    stage.focus()
    tab.keyboard.press("F2")
    tab.get_by_role("menuitem", name="Add a stage after").click()
    type_title(tab, "Pay")
    live.until(lambda: list((live.root / "content/journeys/buy").glob("*-pay.md")), "a file")


def test_a_map_begins_with_a_journey_a_persona_a_stage_and_a_step(tab: Any, live: Running):
    def begin(item: str, title: str) -> None:
        tab.get_by_role("button", name="This page").click()
        tab.get_by_role("menuitem", name=item, exact=True).click()
        type_title(tab, title)

    begin("New persona", "Kim")
    tab.wait_for_url("**/personas/kim/")
    tab.get_by_role("button", name="Editing", exact=True).wait_for()
    begin("New journey", "Buying")  # a title that stands there already, by another id
    tab.wait_for_url("**/journeys/buying/")
    tab.get_by_role("button", name="Editing", exact=True).wait_for()
    tab.locator("h1").filter(has_text="Buying").wait_for()
    for stage in ("Pay", "Carry home"):
        begin("Add a stage", stage)
        bare = tab.locator("main li[data-entity]").filter(has_text=stage)
        bare.hover()
        tab.get_by_role("button", name=stage, exact=False).click()
        tab.get_by_role("menuitem", name="Add a step", exact=True).click()
        type_title(tab, f"I {stage}")
        tab.locator(".map .step h3").filter(has_text=f"I {stage}").first.wait_for()
    # what script marked on the map does not keep it from growing
    tab.wait_for_function("document.querySelector('.map').classList.contains('n-2')")
    tab.locator(".map.mounted").wait_for()
    assert "I Pay" in next((live.root / "content/journeys/buying").glob("*-pay.md")).read_text()


def test_each_persona_feels_for_itself_where_none_did_yet(tab: Any, live: Running):
    (live.root / "content/personas/kim.md").write_text("---\ntitle: Kim\n---\n")
    (live.root / "content/journeys/buy/journey.md").write_text(
        "---\ntitle: Buying\npersonas: [anna, kim]\n---\n"
    )
    live.sees(MAP, "Kim")
    choose(tab, "I choose", "Add a step after")
    type_title(tab, "I pay")
    tab.locator(".map .step h3").filter(has_text="I pay").first.wait_for()
    choose(tab, "I pay", "All fields")
    tab.get_by_role("searchbox", name="Find a field").fill("emotion")
    tab.get_by_role("button", name="Emotion").first.click()
    form = tab.get_by_role("dialog")
    form.get_by_role("textbox", name="Kim").fill("-1")
    form.get_by_role("button", name="Save").click()
    wait_for(live, "{kim: -1}")


def test_an_empty_lane_is_opened_and_a_touchpoint_made_there(tab: Any, live: Running):
    choose(tab, "I ask", "All fields")
    tab.get_by_role("searchbox", name="Find a field").fill("touchpoint")
    tab.get_by_role("button", name="Touchpoint", exact=False).first.click()
    tab.get_by_role("combobox").fill("Front desk")
    tab.get_by_role("option", name="New: “Front desk”").click()
    tab.get_by_role("button", name="Save").click()
    wait_for(live, "front-desk")
    live.sees("/touchpoints/front-desk/", "Front desk")


def test_an_edit_that_would_be_an_error_is_refused_in_its_field(tab: Any, live: Running):
    press(tab, "pains", "Too dear")
    form = tab.get_by_role("dialog")
    form.get_by_label("Text").fill("")
    form.get_by_role("button", name="Save").click()
    form.locator(".wrong:not([hidden])").first.wait_for()
    assert written(live) == TEXT


def test_what_another_one_wrote_meanwhile_is_shown_and_kept(tab: Any, live: Running):
    press(tab, "pains", "Too many")
    form = tab.get_by_role("dialog")
    form.get_by_label("Text").fill("Mine")
    other = TEXT.replace("Too many", "Theirs")
    (live.root / STAGE).write_text(other)
    live.sees(MAP, "Theirs")
    form.get_by_role("button", name="Save").click()
    form.get_by_role("heading", name="What is there now").wait_for()
    assert "Theirs" in form.inner_text()
    assert "Mine" in form.inner_text()
    assert written(live) == other


def test_editing_can_be_turned_off_and_stays_so(tab: Any, live: Running):
    tab.get_by_role("button", name="Editing", exact=True).click()
    press(tab, "pains", "Too many")
    assert tab.get_by_role("dialog").count() == 0
    tab.reload()
    tab.get_by_role("button", name="Edit", exact=True).wait_for()
    assert tab.get_by_role("slider").count() == 0


def test_a_workshop_turns_lines_into_steps_and_pains_and_a_note(tab: Any, live: Running):
    tab.get_by_role("button", name="Workshop").click()
    line = tab.get_by_role("textbox", name="Line")
    line.fill("I pay at the counter")
    tab.keyboard.press("Enter")
    wait_for(live, "I pay at the counter")
    tab.get_by_role("combobox", name="Kind").select_option("pains")
    tab.get_by_role("combobox", name="Step", exact=True).select_option(label="I look")
    line.fill("Nobody helps")
    tab.keyboard.press("Enter")
    assert "Nobody helps" in wait_for(live, "Nobody helps").split("I ask")[0]


def test_by_touch_on_a_phone_a_sheet_opens(browser: Any, live: Running):
    opened = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    page = opened.new_page()
    page.set_default_timeout(60_000)
    page.goto(live.url.rstrip("/") + MAP)
    page.get_by_role("button", name="Editing", exact=True).wait_for()
    cell(page, "i-look", "pains").get_by_text("Too many").tap()
    form = page.get_by_role("dialog")
    form.get_by_label("Text").fill("Too many by touch")
    form.get_by_role("button", name="Save").tap()
    wait_for(live, "Too many by touch")
    box = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert box[0] <= box[1]
    opened.close()
