"""Whoever goes on before the preview answers: what is opened last is open alone, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from live import Running
from playwright.sync_api import Route
from test_editing_pages import STAGE, cell, choose, live, tab, type_title, wait_for, written

__all__ = ["live", "tab"]  # fixtures

pytestmark = pytest.mark.browser


class Held:
    """Answers of the preview to one kind of question, that do not come until they are let go."""

    def __init__(self, tab: Any, action: str) -> None:
        self.tab = tab
        self.routes: list[Route] = []
        self.holding = True
        tab.route(f"**/~edit/{action}", self.hold)

    def hold(self, route: Route) -> None:
        if self.holding:
            self.routes.append(route)
        else:
            route.continue_()

    def asked(self, count: int) -> None:
        """Wait until so many questions are held."""
        for _ in range(2_000):
            if len(self.routes) == count:
                return
            self.tab.wait_for_timeout(10)
        raise AssertionError(f"{len(self.routes)} questions came, not {count}")

    def let_go(self) -> None:
        """Answer what was held, and whatever comes, and wait until that has arrived."""
        self.holding = False
        for route in self.routes:
            with self.tab.expect_response(route.request.url):
                route.continue_()
        self.tab.evaluate("() => new Promise(done => setTimeout(done, 100))")


def only(tab: Any, words: str) -> None:
    """Hold that one form is open, of a text that says `words`."""
    tab.get_by_role("dialog").last.wait_for()
    assert tab.get_by_role("dialog").count() == 1
    assert tab.get_by_role("dialog").get_by_label("Text").input_value() == words


def press(tab: Any, words: str) -> None:
    cell(tab, "i-look", "pains").get_by_text(words).click()


def test_of_two_cells_the_later_is_edited(tab: Any):
    held = Held(tab, "form")
    press(tab, "Too dear")
    held.asked(1)
    press(tab, "Too many")
    held.asked(2)
    held.let_go()
    only(tab, "Too many")


def test_a_second_click_opens_no_second_form(tab: Any):
    held = Held(tab, "form")
    cell(tab, "i-look", "pains").get_by_text("Too dear").dblclick()
    held.asked(2)
    held.let_go()
    only(tab, "Too dear")


def test_a_menu_stays_alone_when_the_form_before_it_comes_late(tab: Any):
    held = Held(tab, "form")
    tab.locator("#find--i-look").get_by_text("I look").first.click()
    held.asked(1)
    tab.get_by_role("button", name="Edit I look", exact=True).click()
    tab.get_by_role("menu").wait_for()
    held.let_go()
    assert tab.get_by_role("dialog").count() == 0
    tab.get_by_role("menuitem", name="Add a step after", exact=True).click()
    tab.get_by_role("dialog", name="New step").wait_for()
    assert tab.get_by_role("dialog").count() == 1


@pytest.mark.parametrize(
    ("item", "action"), [("All fields", "form"), ("Delete", "dependents"), ("Change the id", "dependents")]
)
def test_what_a_menu_asks_for_does_not_open_over_what_came_after(tab: Any, item: str, action: str):
    held = Held(tab, action)
    tab.locator("#find--i-look").hover(position={"x": 8, "y": 8})
    tab.get_by_role("button", name="Edit I look", exact=True).click()
    tab.get_by_role("menuitem", name=item, exact=True).click()
    held.asked(1)
    tab.get_by_role("button", name="This page").click()
    tab.get_by_role("menu").wait_for()
    held.let_go()
    assert tab.get_by_role("menu").count() == 1
    assert tab.get_by_role("dialog").count() == 0
    assert tab.get_by_role("alertdialog").count() == 0


def test_what_is_saved_does_not_close_what_was_opened_meanwhile(tab: Any, live: Running):
    held = saved(tab, "Far too dear")
    press(tab, "Too many")
    only(tab, "Too many")
    held.let_go()
    wait_for(live, "Far too dear")
    tab.locator("jmsite-edit .status.shown").wait_for()
    only(tab, "Too many")


def test_what_is_refused_after_somebody_went_on_is_told_with_its_words(tab: Any, live: Running):
    held = saved(tab, "Far too dear")
    stage = live.root / STAGE
    stage.write_text(stage.read_text().replace("Too dear", "A bit dear"))
    press(tab, "Too many")
    only(tab, "Too many")
    held.let_go()
    told = tab.locator("jmsite-edit .status.error")
    told.wait_for()
    assert "Far too dear" in told.inner_text()
    only(tab, "Too many")


def test_enter_that_is_pressed_twice_saves_once(tab: Any, live: Running):
    choose(tab, "I look", "Add a step after")
    tab.get_by_role("dialog").get_by_role("textbox").fill("I wait")
    held = Held(tab, "apply")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    held.asked(1)
    held.let_go()
    wait_for(live, "I wait")
    tab.get_by_role("dialog").wait_for(state="detached")
    assert len(held.routes) == 1
    assert tab.locator("jmsite-edit .status.error").count() == 0


def test_what_can_be_undone_is_not_counted_by_an_answer_that_came_late(tab: Any, live: Running):
    held = Held(tab, "changes")
    tab.reload()
    held.asked(1)
    answers = [route.fetch() for route in held.routes]
    choose(tab, "I look", "Add a step after")
    type_title(tab, "I wait")
    undo = tab.get_by_role("button", name="Undo")
    undo.and_(tab.locator(":enabled")).wait_for()
    with tab.expect_response("**/~edit/changes"):
        held.routes[0].fulfill(response=answers[0])
    tab.evaluate("() => new Promise(done => setTimeout(done, 100))")
    undo.click()
    live.until(lambda: "I wait" not in written(live), "undone")


def test_choices_stay_where_the_field_is_left_and_come_back_to_at_once(tab: Any):
    choose(tab, "I ask", "All fields")
    tab.locator("dialog.fields .row[data-field^=touchpoint]").click()
    field = tab.get_by_role("combobox")
    field.fill("Front desk")
    field.evaluate("one => { one.blur(); one.focus(); return new Promise(done => setTimeout(done, 300)); }")
    tab.get_by_role("option", name="New: “Front desk”").click(timeout=5_000)
    assert tab.locator("jmsite-edit .chips").inner_text().startswith("Front desk")


def test_what_is_closed_is_gone_and_takes_no_focus_later(tab: Any):
    choose(tab, "I ask", "All fields")
    row = tab.locator("dialog.fields .row[data-field=title]")
    left = row.evaluate("""one => {
        const all = one.getRootNode();
        one.click();
        return all.querySelectorAll('dialog').length;
    }""")
    assert left == 0
    tab.get_by_role("dialog", name="Title").wait_for()


def test_a_move_that_is_refused_says_why(tab: Any, live: Running):
    def refuse(route: Route) -> None:
        route.fulfill(status=423, json={"refused": "an anchor stands there"})

    tab.route("**/~edit/apply", refuse)
    choose(tab, "I look", "Move later")
    tab.get_by_role("status").filter(has_text="an anchor stands there").wait_for()


def saved(tab: Any, words: str) -> Held:
    """Save other words of a pain, and hold the answer."""
    press(tab, "Too dear")
    tab.get_by_role("dialog").get_by_label("Text").fill(words)
    held = Held(tab, "apply")
    tab.get_by_role("button", name="Save").click()
    held.asked(1)
    return held
