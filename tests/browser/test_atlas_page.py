"""The atlas in a browser: filters stand in the address, the tree shows what is a part of what, and heat is clear."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

pytestmark = pytest.mark.browser
TITLES = ".tree li:not(.aside) > .branch :is(h3, h4)"
SWATCHES = """() => [...document.querySelectorAll(".heat-key li:not(.none)")].map((one) => {
  const told = getComputedStyle(one, "::before"), canvas = document.createElement("canvas").getContext("2d");
  const cell = document.querySelector(`.heat td.${one.className}`);
  const text = cell ? getComputedStyle(cell.querySelector("b")).color : getComputedStyle(one).color;
  return [told.backgroundColor, text].map((colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  });
})"""


@pytest.fixture
def atlas(page, address):
    page.goto(address + "journeys/")
    page.locator(".sift-rows.ready").wait_for()
    return page


def shown(page) -> list[str]:
    return [title.inner_text() for title in page.locator(TITLES).all() if title.is_visible()]


def test_journeys_that_show_a_part_of_another_stand_below_it(atlas):
    assert shown(atlas) == [
        "Buying clothes online",
        "Exchanging a size",
        "Choosing and adopting a CRM",
        "Getting help on a Monday",
        "Learning to drive",
        "Buying clothes online, 2027",
    ]
    below = atlas.locator(".tree > li", has_text="Buying clothes online").first.locator("ul li h4")
    assert below.all_inner_texts() == ["Exchanging a size"]
    boxes = [atlas.get_by_role("heading", name=name, exact=True).bounding_box() for name in shown(atlas)[:2]]
    assert boxes[1]["x"] > boxes[0]["x"]


def test_what_is_pressed_stands_in_the_address_and_is_said(atlas):
    atlas.get_by_role("button", name="Anna").focus()
    atlas.keyboard.press("Space")
    atlas.get_by_role("button", name="As-is").focus()
    atlas.keyboard.press("Enter")
    assert atlas.url.endswith("journeys/?persona=anna&state=current")
    assert shown(atlas) == ["Buying clothes online", "Exchanging a size"]
    assert atlas.get_by_role("status").inner_text() == "2 of 6"
    assert atlas.get_by_role("button", name="Anna").get_attribute("aria-pressed") == "true"
    assert atlas.locator("table.heat:visible caption").all_inner_texts() == shown(atlas)
    assert atlas.locator("table.heat tbody tr:visible th").all_inner_texts() == ["A\nAnna", "A\nAnna"]
    atlas.get_by_role("button", name="Clear filters").click()
    assert atlas.url.endswith("journeys/")
    assert len(shown(atlas)) == 6
    assert atlas.locator("table.heat:visible").count() == 6


def test_an_address_is_filtered_and_a_parent_stays_for_what_is_below_it(atlas, address):
    atlas.goto(address + "journeys/?status=in-review&persona=nobody")
    atlas.locator(".sift-rows.ready").wait_for()
    assert shown(atlas) == ["Exchanging a size", "Getting help on a Monday", "Buying clothes online, 2027"]
    parent = atlas.get_by_role("heading", name="Buying clothes online", exact=True)
    assert parent.is_visible()
    assert atlas.get_by_role("heading", name="Learning to drive").count() == 0
    assert "Buying clothes online" not in atlas.locator("table.heat:visible caption").all_inner_texts()


def test_a_department_finds_the_journeys_in_whose_steps_it_works(atlas):
    atlas.get_by_role("button", name="Warehouse and delivery").click()
    assert "department=warehouse" in atlas.url
    assert 0 < len(shown(atlas)) < 6
    assert "Learning to drive" not in shown(atlas)


def test_without_script_there_is_the_tree_and_no_filter(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "journeys/?persona=anna")
    assert page.locator(".tree .branch:visible").count() == 6
    assert page.locator(".sift-rows").is_hidden()
    context.close()


def test_a_cell_of_the_heat_leads_to_the_worst_step_which_it_names(atlas, address):
    cell = atlas.locator("td.heat-n2 a", has_text="I failed and queue a second time").first
    assert cell.is_visible()
    cell.click()
    assert atlas.url.startswith(address + "journeys/learn-to-drive/#")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_neighbours_on_the_scale_of_heat_look_different_and_their_words_can_be_read(browser, address, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address + "journeys/")
    found = page.evaluate(SWATCHES)
    context.close()
    assert len(found) == 5
    assert min(apart(a, b) for (a, _), (b, _) in pairwise(found)) > 12
    assert min(contrast(ground, ink) for ground, ink in found) >= 4.5


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_stages_of_all_journeys_stand_in_one_grid(browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address + "journeys/")
    rows = [row.locator("td").all() for row in page.locator("table.heat tbody tr").all()]
    lefts = [[cell.bounding_box()["x"] for cell in cells] for cells in rows]
    longest = max(lefts, key=len)
    assert {len(left) for left in lefts} > {2, 4}
    assert max(abs(a - b) for left in lefts for a, b in zip(left, longest, strict=False)) <= 1.5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def linear(colour: list[int]) -> list[float]:
    return [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]


def contrast(one: list[int], other: list[int]) -> float:
    light = [
        sum(a * b for a, b in zip(linear(c), (0.2126, 0.7152, 0.0722), strict=True)) for c in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def oklab(colour: list[int]) -> tuple[float, float, float]:
    r, g, b = linear(colour)
    cones = (
        0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
        0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
        0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
    )
    long, middle, short = (cone ** (1 / 3) for cone in cones)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def apart(one: list[int], other: list[int]) -> float:
    """How different two colours look, in OKLab, times 100."""
    return 100 * math.dist(oklab(one), oklab(other))
