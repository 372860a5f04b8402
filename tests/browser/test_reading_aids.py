"""Pages as readers see them who enlarge them fourfold, or whose system forces its own colours on every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser

BUY = "journeys/buy-clothes-online/"
PAGES = (
    "",
    "journeys/",
    BUY,
    f"{BUY}compare/",
    "compare/adopt-a-crm/",
    "metrics/active-in-week-four/",
    "next/",
    "opportunities/",
    "thread/",
    "health/",
)
CONTRAST = """(element, name) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const light = (colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
            .map(one => one / 255).map(one => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const probe = document.body.appendChild(document.createElement('div'));
    probe.style.backgroundColor = 'Canvas';
    const [one, other] = [getComputedStyle(element)[name], getComputedStyle(probe).backgroundColor].map(light);
    probe.remove();
    return (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
}"""
VISIBLE = 3.0
"""The least contrast of what has to be seen, by WCAG."""


@pytest.fixture(params=["light", "dark"])
def forced(browser: Any, request: Any) -> Iterator[Any]:
    """A page in forced colours, whose reader has chosen the other appearance."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        forced_colors="active",
        color_scheme=request.param,
        reduced_motion="reduce",
    )
    other = "light" if request.param == "dark" else "dark"
    context.add_init_script(f"localStorage.setItem('theme', '{other}')")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("width", "height"), [(320, 256), (640, 450)], ids=["400 %", "200 %"])
def test_an_enlarged_page_is_read_by_scrolling_one_way(page: Any, address: str, width: int, height: int):
    page.set_viewport_size({"width": width, "height": height})
    wider = []
    for path in PAGES:
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wider.append(path)
    assert wider == []


def test_forced_colours_leave_curves_words_and_people_visible(forced: Any, address: str):
    forced.goto(address + BUY)
    drawing = forced.locator(".whole-curve .chart-whole-curve")
    for who in ("anna", "ben"):
        curve = drawing.locator(f"g[data-line={who}] > path[stroke]").first
        assert curve.evaluate(CONTRAST, "stroke") >= VISIBLE, who
        mark = forced.locator(f".intro .persona-{who} .mono, .intro .persona-{who}.mono").first
        assert mark.evaluate("one => getComputedStyle(one).boxShadow") != "none"
    for words in drawing.locator("text").all():
        assert words.evaluate(CONTRAST, "fill") >= VISIBLE


def test_forced_colours_say_where_one_is_and_what_is_chosen(forced: Any, address: str):
    forced.goto(address + BUY)
    under = "one => getComputedStyle(one).borderBlockEndColor"
    links = forced.locator(".masthead nav a")
    here = forced.locator(".masthead nav a[aria-current]")
    assert [link.evaluate(under) for link in links.all()].count(here.evaluate(under)) == 1
    assert here.evaluate(CONTRAST, "borderBlockEndColor") >= VISIBLE
    line = "one => getComputedStyle(one).outlineStyle"
    assert [one.evaluate(line) for one in forced.locator(".views label").all()].count("solid") == 1


def test_forced_colours_keep_marks_that_have_no_words(forced: Any, address: str):
    forced.goto(f"{address}{BUY}compare/")
    dot = forced.locator(".dots i:not(.off)").first
    assert dot.evaluate(CONTRAST, "backgroundColor") >= VISIBLE
    forced.goto(f"{address}journeys/")
    assert forced.locator(".heat td.heat-n2").first.evaluate(CONTRAST, "backgroundColor") >= VISIBLE
