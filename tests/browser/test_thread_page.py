"""The page of threads in a browser: filters stand in the address, and what is pointed at lights its thread."""

from __future__ import annotations

from itertools import pairwise

import pytest

pytestmark = pytest.mark.browser
LIT = """(svg) => [...svg.querySelectorAll("[data-line]:not(.aside)")].map((group) => group.dataset.line)"""


TOUCHING = """(svg) => {
  const words = [...svg.querySelectorAll("text")].map((word) => [word.textContent, word.getBoundingClientRect()]);
  const touch = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  return words.flatMap(([one, a], at) => words.slice(at + 1)
    .filter(([, b]) => touch(a, b)).map(([other]) => `${one} / ${other}`));
}"""


@pytest.fixture
def page(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + "thread/?persona=leah")
    page.locator(".sift-rows.ready").wait_for()
    yield page
    context.close()


def test_a_filter_comes_from_the_address_and_goes_there(page):
    rows = page.locator(".thread-table tbody tr")
    assert rows.count() > page.locator(".thread-table tbody tr:visible").count() > 0
    assert page.locator("[data-persona=leah]").get_attribute("aria-pressed") == "true"
    assert all("leah" in (row.get_attribute("data-personas") or "") for row in rows.all() if row.is_visible())
    page.locator("[data-persona=leah]").click()
    assert "persona" not in page.url
    assert rows.count() == page.locator(".thread-table tbody tr:visible").count()
    page.locator("[data-department]").first.click()
    assert "department=" in page.url


def test_what_an_address_asks_in_vain_hides_nothing(page, address):
    page.goto(address + "thread/?persona=nobody&department=nowhere&journey=never")
    page.locator(".sift-rows.ready").wait_for()
    rows = page.locator(".thread-table tbody tr")
    assert rows.count() == page.locator(".thread-table tbody tr:visible").count()
    assert page.locator("svg.chart-alluvial .aside").count() == 0


def test_the_picture_lights_what_is_wanted_and_one_thread_at_a_time(page):
    svg = page.locator("svg.chart-alluvial")
    wanted = set(svg.evaluate(LIT))
    assert "journey/learn-to-drive" in wanted
    assert "journey/adopt-a-crm" not in wanted
    row = page.locator(".thread-table tbody tr:visible").first
    row.locator("a").first.focus()
    one = set(svg.evaluate(LIT))
    assert one < wanted
    assert one == {*knots(row), *strands(row)} & {*wanted}
    assert row.evaluate("(row) => row.classList.contains('lit')")


def knots(row) -> list[str]:
    return [knot for way in (row.get_attribute("data-knots") or "").split(",") for knot in way.split(" ")]


def strands(row) -> list[str]:
    ways = [way.split(" ") for way in (row.get_attribute("data-knots") or "").split(",")]
    return [f"{start} {end}" for way in ways for start, end in pairwise(way)]


def test_no_word_of_the_picture_lies_on_another(page):
    assert page.locator("svg.chart-alluvial").evaluate(TOUCHING) == []
