"""The opportunities in a browser: what is first is named, at any width, and no word lies on another or on a bubble."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

# words of a picture that touch another one, or a bubble: an own line between two lines of one name is not one
LAID_OVER = """(svg) => {
  const seen = (one) => one.getBoundingClientRect().width > 0;
  const touch = (one, two) => {
    const [a, b] = [one.getBoundingClientRect(), two.getBoundingClientRect()];
    return a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3.5 && b.top < a.bottom - 3.5;
  };
  const words = [...svg.querySelectorAll("text")].filter(seen);
  const bubbles = [...svg.querySelectorAll("[data-row]")].filter(seen);
  const over = (one, others, named) => others.filter((two) => touch(one, two)).map((two) => [one, two].map(named));
  return words.flatMap((one, at) => [
    ...over(one, words.slice(at + 1), (each) => each.textContent),
    ...over(one, bubbles, (each) => each.textContent || `bubble ${each.dataset.row}`),
  ]);
}"""
WORDS = """(svg) => [...svg.querySelectorAll("text")].filter((one) => one.getBoundingClientRect().width > 0)
  .map((one) => one.textContent).join(" ")"""


@pytest.fixture
def opened(browser, address):
    contexts = []

    def open_at(width):
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.goto(address + "opportunities/")
        return page

    yield open_at
    for context in contexts:
        context.close()


def first_ten(page) -> list[str]:
    return page.locator(".backlog tbody th b").all_inner_texts()[:10]


@pytest.mark.parametrize("width", [820, 1024, 1280, 1440, 1920])
def test_the_first_ten_are_named_on_both_charts_and_nothing_lies_on_anything(opened, width):
    page = opened(width)
    for place in (0, 1):
        svg = page.locator("svg.chart-matrix").nth(place)
        words = svg.evaluate(WORDS)
        assert [title for title in first_ten(page) if title not in words] == []
        assert svg.evaluate(LAID_OVER) == []
        assert page.locator("ul.named").nth(place).is_hidden()


@pytest.mark.parametrize("width", [320, 390, 700])
def test_a_chart_without_room_has_numbers_and_the_names_below_it(opened, width):
    page = opened(width)
    for place in (0, 1):
        svg = page.locator("svg.chart-matrix").nth(place)
        assert svg.evaluate(LAID_OVER) == []
        named = page.locator("ul.named").nth(place)
        assert named.is_visible()
        assert named.locator("a").all_inner_texts() == first_ten(page)
        numbers = svg.evaluate(WORDS).split()
        assert {named.locator(".num").nth(at).inner_text() for at in range(10)} <= set(numbers)


def test_beside_both_charts_stands_what_to_begin_with(opened):
    page = opened(1440)
    for place in (0, 1):
        chart = page.locator(".matrix .figure").nth(place).bounding_box()
        aside = page.locator(".matrix aside").nth(place).bounding_box()
        assert aside["x"] >= chart["x"] + chart["width"]
        assert abs(aside["y"] - chart["y"]) < 40
