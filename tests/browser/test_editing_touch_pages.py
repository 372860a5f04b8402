"""Editing by touch alone: whatever can be edited is reached by a tap, nothing waits for a pointer that hovers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from editing import tap_for_menu
from live import Running, running
from test_editing_pages import FILES, MAP, STAGE, TEXT, cell
from written import write_files

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

SMALL = """least => {
    const shown = one => one.checkVisibility() && getComputedStyle(one).visibility != 'hidden';
    const target = one => one.matches('[type=checkbox]') ? one.closest('.field, .inline') ?? one : one;
    return [...document.querySelector('jmsite-edit').shadowRoot.querySelectorAll(
        'button, input, select, textarea, summary, [role=option]')].filter(shown).map(target)
        .map(one => [one.className || one.tagName, one.textContent, one.getBoundingClientRect()])
        .filter(([, , box]) => box.width < least - 0.5 || box.height < least - 0.5)
        .map(([name, words, box]) => `${name} ${words}: ${box.width} x ${box.height}`);
}"""
LEAST = 44


@pytest.fixture
def live(tmp_path: Path, cache: DiskCache) -> Iterator[Running]:
    root = tmp_path.resolve() / "site"
    write_files(root, FILES)
    with running(root, cache, editing=True) as found:
        yield found


@pytest.fixture
def tablet(browser: Any, live: Running) -> Iterator[Any]:
    opened = browser.new_context(
        viewport={"width": 1024, "height": 768}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    page = opened.new_page()
    page.set_default_timeout(60_000)
    page.goto(live.url.rstrip("/") + MAP)
    page.get_by_role("button", name="Editing", exact=True).wait_for()
    yield page
    opened.close()


def has(live: Running, words: str) -> str:
    live.until(lambda: words in (live.root / STAGE).read_text(), f"{words!r} in the stage")
    return (live.root / STAGE).read_text()


def large(page: Any) -> None:
    """Hold that all that can be touched now is large enough for a finger."""
    assert page.evaluate(SMALL, LEAST) == []


def steps_menu(page: Any, live: Running, item: str) -> None:
    """Open the menu of the first step by two taps, and choose from it."""
    tap_for_menu(page, live, "find--i-look", "I look").tap()
    page.get_by_role("menu").wait_for()
    large(page)
    page.get_by_role("menuitem", name=item, exact=True).tap()


def test_a_cell_and_its_form_are_edited_by_touch(tablet: Any, live: Running):
    cell(tablet, "i-look", "pains").get_by_text("Too dear").tap()
    form = tablet.get_by_role("dialog")
    form.get_by_text("More fields").tap()
    large(tablet)
    form.get_by_label("Text").fill("Too dear for me")
    form.get_by_role("button", name="Save").tap()
    has(live, "Too dear for me")
    tablet.get_by_role("button", name="Undo").tap()
    has(live, "{text: Too dear, severity: 2}")
    large(tablet)


def test_the_menu_of_a_step_opens_by_touch(tablet: Any, live: Running):
    steps_menu(tablet, live, "Add a step after")
    tablet.get_by_role("dialog").get_by_role("textbox").fill("I wait")
    tablet.get_by_role("button", name="Create").tap()
    has(live, "title: I wait")


def test_a_point_of_the_curve_is_drawn_by_a_finger(tablet: Any, live: Running):
    grip = tablet.get_by_role("slider", name="Anna, I ask")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box["width"] >= LEAST
    assert box["height"] >= LEAST
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = tablet.context.new_cdp_session(tablet)

    def touch(kind: str, at: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": at}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", y)
    for number in range(1, 6):
        touch("touchMove", y - 10 * number)
    tablet.locator(".score-now:not([hidden])").wait_for()
    touch("touchEnd", y)
    live.until(lambda: "anna: -1}" not in (live.root / STAGE).read_text(), "another score")
    before, after = TEXT.split("{anna: -1}")
    text = (live.root / STAGE).read_text()
    assert text.startswith(before)
    assert text.endswith(after)


def test_a_drag_that_the_system_ends_keeps_no_other_step_from_its_menu(tablet: Any, live: Running):
    box = tap_for_menu(tablet, live, "find--i-look", "I look").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = tablet.context.new_cdp_session(tablet)
    for kind, spots in (
        ("touchStart", [{"x": x, "y": y}]), ("touchMove", [{"x": x + 30, "y": y}]), ("touchCancel", []),
    ):  # fmt: skip
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})
    tap_for_menu(tablet, live, "find--i-ask", "I ask").tap()
    tablet.get_by_role("menu", name="Edit I ask").wait_for()
    assert (live.root / STAGE).read_text() == TEXT


def test_all_fields_changes_and_the_workshop_are_large_enough_for_fingers(tablet: Any, live: Running):
    tablet.get_by_role("button", name="Workshop").tap()
    tablet.get_by_role("textbox", name="Line").wait_for()
    large(tablet)
    tablet.get_by_role("button", name="End").tap()
    tablet.get_by_role("button", name="Changes").tap()
    tablet.get_by_role("dialog", name="Changes").wait_for()
    large(tablet)
    tablet.get_by_role("dialog", name="Changes").get_by_role("button", name="Close").tap()
    steps_menu(tablet, live, "All fields")
    tablet.get_by_role("searchbox").wait_for()
    large(tablet)
    tablet.get_by_role("button", name="Touchpoint", exact=False).first.tap()
    tablet.get_by_role("combobox").fill("Front desk")
    tablet.get_by_role("option").first.wait_for()
    large(tablet)
