"""What script adds to lists and pages: a backlog sorted and sifted, a list of keys, a button that prints."""

from __future__ import annotations

from typing import Any

import pytest

BACKLOG = "opportunities/"
MAP = "journeys/buy-clothes-online/"
pytestmark = pytest.mark.browser


def backlog(page: Any, address: str, query: str = "") -> Any:
    page.goto(address + BACKLOG + query)
    page.locator(".sift.ready").wait_for()
    return page.locator("table[data-part=sort]")


def column(table: Any, number: int) -> list[str]:
    """What the visible rows are sorted by in a column, from the top."""
    cells = table.locator(f"tbody tr:not([hidden]) > :nth-child({number})")
    return cells.evaluate_all("cells => cells.map(cell => cell.dataset.sort ?? cell.textContent.trim())")


def test_figures_are_sorted_from_the_highest_and_then_from_the_lowest_unknown_last(page, address):
    table = backlog(page, address)
    before = column(table, 1)
    for sign, most_first in (("-", True), ("", False)):
        table.get_by_role("button", name="Business value").click()
        assert page.url.endswith(f"?sort={sign}business")
        found = [float(value) for value in column(table, 4) if value]
        assert found == sorted(found, reverse=most_first)
        assert "" not in column(table, 4)[: len(found)]
    assert table.locator("th[aria-sort]").count() == 1
    assert table.locator("th[data-key=business]").get_attribute("aria-sort") == "ascending"
    table.get_by_role("button", name="Rank").click()
    assert column(table, 1) == before


def test_words_are_sorted_as_the_language_does_and_states_as_they_are_gone_through(page, address):
    table = backlog(page, address, "?sort=what")
    titles = column(table, 2)
    assert titles == sorted(titles, key=str.casefold)
    table.get_by_role("button", name="Status").click()
    states = column(table, 9)
    assert list(dict.fromkeys(states)) == ["In progress", "Open", "Solved", "Dismissed"]


def test_sorting_goes_by_keyboard(page, address):
    table = backlog(page, address)
    table.get_by_role("button", name="Effort").focus()
    page.keyboard.press("Enter")
    assert table.locator("th[data-key=effort]").get_attribute("aria-sort") == "ascending"
    assert page.evaluate("document.activeElement.closest('th').dataset.key") == "effort"


def test_rows_are_sifted_by_state_and_words_and_the_address_says_so(page, address):
    table = backlog(page, address)
    every = len(column(table, 1))
    page.locator(".sift").get_by_role("button", name="In progress").click()
    assert set(column(table, 9)) == {"In progress"}
    page.get_by_label("Filter by word").fill("SIZE people")
    assert column(table, 2) == ["Size by people like me"]
    assert page.locator(".sift [role=status]").inner_text() == f"1 of {every}"
    assert page.url.endswith("?q=SIZE%20people&status=in-progress")
    page.get_by_label("Filter by word").fill("nobody says that")
    assert page.locator(".sift [role=status]").inner_text() == "No matches"
    page.get_by_role("button", name="Clear filters").click()
    assert len(column(table, 1)) == every
    assert page.url.endswith(BACKLOG)


def test_touchpoints_are_chosen_by_kind_and_sorted_and_the_address_says_so(page, address):
    page.goto(f"{address}touchpoints/?kind=the-test&sort=-pains")
    page.locator(".sift.ready").wait_for()
    table = page.locator("table[data-part=sort]")
    assert set(column(table, 2)) == {"The test"}
    page.locator(".sift").get_by_role("button", name="Before the test").click()
    assert page.url.endswith("?sort=-pains&kind=the-test,before-the-test")
    assert set(column(table, 2)) == {"The test", "Before the test"}
    table.get_by_role("button", name="Kind").click()
    assert column(table, 2) == sorted(column(table, 2), key=["Before the test", "The test"].index)
    page.get_by_role("button", name="Clear filters").click()
    assert len(column(table, 2)) > 50


def test_a_shared_address_shows_the_same_rows(page, address):
    table = backlog(page, address, "?sort=-insights&status=open,solved&q=e")
    assert set(column(table, 9)) == {"Open", "Solved"}
    assert page.get_by_label("Filter by word").input_value() == "e"
    counts = [int(value) for value in column(table, 6)]
    assert counts == sorted(counts, reverse=True)


def test_without_script_no_control_promises_anything(browser, address):
    lame = browser.new_context(java_script_enabled=False)
    page = lame.new_page()
    page.goto(address + BACKLOG)
    assert page.locator(".sift").is_hidden()
    assert page.locator("table[data-part=sort] button").count() == 0
    assert page.locator(".colophon button:visible").count() == 0
    assert page.locator("table[data-part=sort] tbody tr").count() > 10
    lame.close()


def test_the_question_mark_lists_the_keys_of_this_page(page, address):
    page.goto(address + MAP)
    page.locator(".toolbar.ready").wait_for()
    start = page.locator("[data-opens]")
    start.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    dialog.wait_for()
    assert dialog.get_by_role("heading", name="On the map").count() == 1
    assert dialog.get_by_role("heading", name="Search").count() == 1
    assert dialog.get_by_role("heading", name="In a chart").count() == 0
    page.keyboard.press("?")
    assert page.locator("dialog.keys").count() == 1
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.evaluate("document.activeElement.hasAttribute('data-opens')")


def test_the_list_of_keys_is_found_at_the_foot_of_a_page(page, address):
    page.goto(address + "metrics/active-in-week-four/")
    button = page.get_by_role("contentinfo").get_by_role("button", name="Keyboard")
    button.click()
    dialog = page.get_by_role("dialog", name="Keyboard")
    dialog.wait_for()
    assert dialog.get_by_role("heading", name="In a chart").count() == 1
    assert dialog.get_by_role("heading", name="On the map").count() == 0
    dialog.get_by_role("button", name="Close").click()
    dialog.wait_for(state="detached")
    assert page.evaluate("document.activeElement.dataset.part") == "keys"


def test_a_question_mark_in_a_field_is_one(page, address):
    backlog(page, address)
    field = page.get_by_label("Filter by word")
    field.focus()
    page.keyboard.type("why?")
    assert field.input_value() == "why?"
    assert page.locator("dialog").count() == 0


@pytest.mark.parametrize(("path", "name"), [(MAP, "Print"), ("personas/anna/", "Print")])
def test_a_page_is_printed_by_a_button(page, address, path, name):
    page.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.goto(address + path, wait_until="networkidle")
    page.get_by_role("button", name=name, exact=True).first.click()
    assert page.title() == "printed"
