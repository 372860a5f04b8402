"""Facts without holes, a metric that is answered in its first screen, and a solution with one time."""

from __future__ import annotations

from typing import Any

import pytest

PAGES = [
    "personas/anna/",
    "personas/viktor/",
    "touchpoints/size-chart/",
    "systems/crm-core/",
    "departments/care/",
    "metrics/step-satisfaction/",
    "metrics/returned-for-size/",
    "solutions/guest-checkout/",
    "opportunities/size-by-people-like-me/",
    "insights/size-is-a-verdict/",
    "research/interviews-2026-05/",
    "journeys/buy-clothes-online/compare/",
]
LINE = 21
"""Pixels of a row of facts, about: what two columns may differ by, beside the tallest fact."""
COLUMNS = """list => {
  const ends = new Map();
  for (const fact of list.children) {
    const box = fact.getBoundingClientRect();
    ends.set(Math.round(box.left), Math.max(ends.get(Math.round(box.left)) ?? 0, box.bottom));
  }
  const tallest = Math.max(...[...list.children].map((fact) => fact.getBoundingClientRect().height));
  const heading = list.previousElementSibling?.getBoundingClientRect();
  const own = list.getBoundingClientRect();
  const beside = heading && own.top < heading.bottom ? own.bottom - Math.max(heading.bottom, own.top + 120) : 0;
  return { columns: ends.size, ragged: Math.max(...ends.values()) - Math.min(...ends.values()), tallest, beside };
}"""
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 1000, 820])
@pytest.mark.parametrize("path", PAGES)
def test_facts_leave_no_hole(page, address, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path)
    lists = page.locator(".facts-list")
    assert lists.count() == 1
    found = lists.evaluate(COLUMNS)
    assert found["ragged"] <= found["tallest"] + LINE
    assert found["beside"] <= LINE
    many = lists.evaluate("list => list.children.length") > 4
    if many and lists.evaluate("list => !list.closest('.beside')"):
        assert found["columns"] == (2 if width < 960 else 3) or found["columns"] == 4


@pytest.mark.parametrize("path", PAGES)
def test_facts_leave_no_hole_on_paper_and_are_not_squeezed(page, address, path):
    page.set_viewport_size({"width": 688, "height": 1000})  # as wide as a sheet between its margins
    page.emulate_media(media="print")
    page.goto(address + path)
    lists = page.locator(".facts-list")
    found = lists.evaluate(COLUMNS)
    assert found["ragged"] <= found["tallest"] + LINE
    narrowest = (
        "list => Math.min(...[...list.querySelectorAll('dd')].map(dd => dd.getBoundingClientRect().width))"
    )
    assert lists.evaluate(narrowest) > 70
    assert page.evaluate("document.documentElement.scrollWidth") <= 688


def boxes(page: Any, selector: str) -> list[dict[str, float]]:
    return page.locator(selector).evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")


@pytest.mark.parametrize("metric", ["checkout-completion", "step-satisfaction", "crm-nps"])
def test_a_metric_says_in_its_first_screen_where_it_stands_since_when_and_for_whom(page, address, metric):
    page.goto(f"{address}metrics/{metric}/")
    strip, chart = boxes(page, ".now > div"), boxes(page, ".gauge .chart-trend")[0]
    assert 3 <= len(strip) <= 4
    assert strip[0]["left"] == pytest.approx(chart["left"], abs=1)
    (whole,) = boxes(page, ".now")
    assert strip[-1]["right"] == pytest.approx(whole["right"], abs=1)
    assert chart["bottom"] <= 900
    cuts = boxes(page, ".beside .cut")
    assert cuts[0]["bottom"] <= 900
    assert cuts[0]["left"] > chart["right"]
    assert cuts[0]["right"] == pytest.approx(whole["right"], abs=1)


def test_on_a_phone_parts_come_below_the_chart_and_nothing_is_too_wide(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}metrics/checkout-completion/")
    assert boxes(page, ".beside")[0]["top"] > boxes(page, ".gauge .chart-trend")[0]["bottom"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert len({box["left"] for box in boxes(page, ".splits > div")}) == 1


SHIPS = """all => all.map(chart => [...chart.querySelectorAll('line')]
  .filter(line => line.getAttribute('stroke') === 'var(--accent)' && line.getBoundingClientRect().height > 1)
  .map(line => line.getBoundingClientRect()).map(box => [box.left + box.width / 2, box.top, box.bottom]))"""


@pytest.mark.parametrize("width", [1440, 1000])
def test_the_day_a_solution_shipped_is_one_line_through_all_its_charts(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}solutions/guest-checkout/")
    charts = boxes(page, ".change > .chart")
    assert len(charts) == 2
    assert len({(round(box["left"], 1), round(box["width"], 1)) for box in charts}) == 1
    first, second = page.locator(".change > .chart").evaluate_all(SHIPS)
    day = first[0][0]
    here = [[line for line in lines if abs(line[0] - day) < 0.6] for lines in (first, second)]
    assert all(here)
    reaches = [(min(line[1] for line in lines), max(line[2] for line in lines)) for lines in here]
    assert reaches[0][1] >= reaches[1][0]
    assert reaches[0][0] >= charts[0]["top"]
    assert reaches[1][1] < charts[1]["bottom"]


def test_on_a_phone_the_line_of_a_day_stays_in_its_chart(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}solutions/guest-checkout/")
    charts = boxes(page, ".change > .chart")
    for box, lines in zip(charts, page.locator(".change > .chart").evaluate_all(SHIPS), strict=True):
        assert all(box["top"] <= top and bottom <= box["bottom"] for _, top, bottom in lines)
