"""Moments at any time, several points of feeling within a step, and the words at the ends of the axis, as drawn."""

from __future__ import annotations

from typing import Any

import pytest
from hosted import until

MAPS = {
    "anytime": "journeys/move/",
    "several-points": "journeys/find/",
    "enterprise-map": "journeys/supplied/",
    "phases-map": "journeys/move-to-another-town/",
}
MOMENTS = ["The keys are lost", "An illness", "Ben is called away"]
BOX = "e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] }"
BOXES = f"all => all.map({BOX})"
pytestmark = pytest.mark.browser


def opened(page: Any, shapes: str, case: str, query: str = "", width: int = 1440) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{shapes}/{case}/{MAPS[case]}{query}")
    page.locator(".toolbar.ready").wait_for()


def overlap(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_moments_stand_below_the_map_within_the_window_and_apart(page, shapes, width):
    opened(page, shapes, "anytime", width=width)
    cards = page.locator(".moment")
    assert cards.locator("h3 > a:first-child").all_inner_texts() == MOMENTS
    boxes = cards.evaluate_all(BOXES)
    assert max(right for _, _, right, _ in boxes) <= width
    assert not any(overlap(one, other) for at, one in enumerate(boxes) for other in boxes[:at])
    last = page.locator(".stage").last.evaluate(BOX)
    assert min(top for _, top, _, _ in boxes) >= last[3] - 1


def test_the_jump_bar_leads_to_the_moments(page, shapes):
    opened(page, shapes, "anytime", width=390)
    page.locator(".jump a[href='#anytime']").click()
    until(page, "document.querySelector('#anytime').getBoundingClientRect().top < 400")
    assert page.url.endswith("#anytime")


def test_a_moment_says_how_each_feels_in_it(page, shapes):
    opened(page, shapes, "anytime")
    felt = page.locator(".moment").nth(1).locator("ul.readout > li")
    assert felt.count() == 2
    assert all(one.is_visible() for one in felt.all())
    page.emulate_media(media="print")
    assert all(one.is_visible() for one in felt.all())


def test_moments_go_with_the_views_of_the_map(page, shapes):
    opened(page, shapes, "anytime", "?view=blueprint")
    assert page.locator(".moment").count() == len(MOMENTS)
    assert page.locator(".moment h3").first.is_visible()


def points(page: Any, line: str, step: int) -> list[tuple[float, float]]:
    """Where the points of a persona in a step are drawn, as they come in the document."""
    marks = page.locator(f'.curve g[data-line="{line}"][stroke-width="2"] > [data-step="{step}"]')
    boxes = marks.evaluate_all(BOXES)
    return sorted(((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in boxes)


def test_several_points_of_a_step_are_drawn_in_order_from_left_to_right(page, shapes):
    opened(page, shapes, "several-points")
    ada = points(page, "ada", 1)
    assert len(ada) == 4
    heights = [y for _, y in ada]
    assert heights[0] < heights[1] < heights[2], "it falls twice, from fine to lost"
    assert heights[3] < heights[0], "and rises above where it began"
    step = page.locator(".step").nth(1).evaluate(BOX)
    assert all(step[0] < x < step[2] for x, _ in ada)
    assert len(points(page, "ben", 1)) == 1


def test_on_a_phone_every_point_of_a_step_is_told(page, shapes):
    opened(page, shapes, "several-points", width=390)
    readouts = page.locator(".step").nth(1).locator("ul.readout > li")
    assert readouts.count() == 5
    assert all(one.is_visible() for one in readouts.all())


@pytest.mark.parametrize("case", ["enterprise-map", "several-points"])
def test_the_words_of_the_scale_stand_at_the_axis_over_nothing(page, shapes, case):
    opened(page, shapes, case)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        words = page.locator(".axis span")
        assert words.count() == 2
        named = page.locator(
            ".lane[data-lane=emotion] > span, .lane[data-lane=emotion] .legend li, .axis .icon"
        )
        for word in words.evaluate_all(BOXES):
            assert not any(overlap(word, other) for other in named.evaluate_all(BOXES)), (media, word)
        best, worst = words.evaluate_all(BOXES)
        lane = page.locator(".lane[data-lane=emotion]").evaluate(BOX)
        assert lane[1] - 4 <= best[1] < worst[1] < worst[3] <= lane[3] + 4


@pytest.mark.parametrize("case", MAPS)
def test_a_poster_is_one_sheet_and_a_long_map_a_strip(page, shapes, case):
    opened(page, shapes, case)
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    assert sheet.count(b"/Type /Page\n") == 1
    if case == "phases-map":
        assert page.locator("body").evaluate("body => body.className").split()[1] == "poster-a0-strip"
