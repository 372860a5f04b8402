"""A portal in Arabic: everything begins at the right, and the curve runs as the columns of the map do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Project

from jmsite.outputs.write import write

SITE = Path(__file__).parent.parent / "sites" / "arabic"
MAP = "journeys/clinic-visit/index.html"
PAGES = (
    "index.html",
    MAP,
    "journeys/clinic-visit/book/index.html",
    "compare/clinic-visit/index.html",
    "personas/salma/index.html",
    "metrics/waiting/index.html",
    "opportunities/index.html",
    "pages/in-english/index.html",
)
pytestmark = pytest.mark.browser

MIDDLES = """(marks) => marks.map((mark) => {
  const { left, right } = mark.getBoundingClientRect();
  return (left + right) / 2;
})"""


@pytest.fixture(scope="module")
def site(cache, tmp_path_factory) -> Path:
    top = tmp_path_factory.mktemp("arabic")
    write(Project(SITE, cache).build().build.outputs, top / "site", top / "cache")
    return top / "site"


@pytest.fixture
def open_page(browser, site) -> Iterator[Any]:
    """Opens a page of the site at a width."""
    context = browser.new_context(reduced_motion="reduce")

    def opened(path: str, wide: int) -> Any:
        page = context.new_page()
        page.set_viewport_size({"width": wide, "height": 900})
        page.goto((site / path).as_uri())
        return page

    yield opened
    context.close()


def test_the_map_begins_at_the_right(open_page):
    page = open_page(MAP, 1280)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("html").get_attribute("lang") == "ar"
    names = page.locator(".lanes").bounding_box()
    assert names["x"] + names["width"] == pytest.approx(1280, abs=1)
    middles = page.locator(".step").evaluate_all(MIDDLES)
    assert middles == sorted(middles, reverse=True)


def test_every_point_of_the_curve_stands_in_the_column_of_its_step(open_page):
    page = open_page(MAP, 1280)
    columns = page.locator(".step").evaluate_all(MIDDLES)
    points = page.locator(".curve [data-row]")
    steps = points.evaluate_all("(marks) => marks.map((mark) => Number(mark.dataset.step))")
    assert sorted(set(steps)) == list(range(len(columns)))
    for step, middle in zip(steps, points.evaluate_all(MIDDLES), strict=True):
        assert middle == pytest.approx(columns[step], abs=2)


def test_the_stages_under_the_whole_curve_stand_under_their_part_of_the_curve(open_page):
    page = open_page(MAP, 1280)
    first, last = page.locator(".curve-stages li").evaluate_all(MIDDLES)
    assert first > last
    columns = page.locator(".along-curve a").evaluate_all(MIDDLES)
    assert columns == sorted(columns, reverse=True)
    points = page.locator(".strip .chart [data-row]")
    steps = points.evaluate_all("(marks) => marks.map((mark) => Number(mark.dataset.step))")
    for step, middle in zip(steps, points.evaluate_all(MIDDLES), strict=True):
        assert middle == pytest.approx(columns[step], abs=2)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(open_page, path: str):
    page = open_page(path, 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_page_in_another_language_says_so_and_runs_its_own_way(open_page):
    main = open_page("pages/in-english/index.html", 1280).locator("main")
    assert (main.get_attribute("lang"), main.get_attribute("dir")) == ("en", "ltr")
