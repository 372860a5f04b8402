"""The first screen of a map and its step panel: the whole curve, and a step that opens beside it in every way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
JOURNEYS = sorted(path.parent.name for path in (ROOT / "content" / "journeys").glob("*/journey.*"))
BUY = "journeys/buy-clothes-online/"
pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser, address) -> Iterator[Any]:
    """Open a map in a window of some size, with or without script."""
    contexts = []

    def page(path: str = BUY, width: int = 1440, height: int = 900, **more: Any) -> Any:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **more))
        found = contexts[-1].new_page()
        found.goto(address + path)
        if more.get("java_script_enabled", True):
            found.locator(".toolbar.ready").wait_for(state="attached")
            found.locator("main").dispatch_event("pointerover")
            found.locator(".panel-box.mounted").wait_for(state="attached")
        return found

    yield page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (1920, 1080)])
def test_the_whole_curve_is_in_the_first_screen_with_its_worst_moments_named(opened, journey, width, height):
    page = opened(f"journeys/{journey}/", width, height)
    box = page.locator(".strip .chart").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
    head = page.locator(".intro").bounding_box()
    assert head["height"] <= 200
    points = page.locator(".curve [data-row]").evaluate_all(
        "all => new Set(all.map(p => p.dataset.step)).size"
    )
    columns = page.locator(".along-curve a").count()
    assert points <= columns == page.locator(".map .step").count()
    people = page.locator(".curve [data-line]").evaluate_all(
        "all => [...new Set(all.map(p => p.dataset.line))]"
    )
    for persona in people:
        said = page.locator(f".strip [data-line={persona}] text").all_text_contents()
        scores = page.locator(f".map .readout .persona-{persona} .score").all_inner_texts()
        numbers = sorted({float(score.replace("−", "-")) for score in page_texts(page, persona) or scores})
        for end in (numbers[0], numbers[-1]):
            assert any(word.replace("−", "-").endswith(written(end)) for word in said), (persona, end, said)


def page_texts(page: Any, persona: str) -> list[str]:
    """The scores of a persona as the readouts of the map have them, shown or not."""
    return [
        text.strip()
        for text in page.locator(f".map .readout .persona-{persona} .score").evaluate_all(
            "all => all.map(one => one.textContent)"
        )
    ]


def written(score: float) -> str:
    return "0" if score == 0 else f"{score:+.1f}"


@pytest.mark.parametrize("width", [720, 820, 1280, 1920])
def test_words_at_the_curve_keep_their_size_and_none_lies_on_another(opened, width):
    page = opened(BUY, width)
    words = page.locator(".strip .chart text")
    heights = words.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert max(heights) < 24
    assert min(heights) > 10
    boxes = words.evaluate_all(
        "all => all.map(one => { const b = one.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })"
    )
    boxes += page.locator(".flags a").evaluate_all(
        "all => all.map(one => { const b = one.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })"
    )
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = (
                right <= other[0] + 1 or other[2] <= left + 1 or bottom <= other[1] + 4 or other[3] <= top + 4
            )
            assert apart, (boxes[place], other)


def test_a_clause_stands_over_the_point_that_it_is_about(opened):
    page = opened()
    pole = page.locator(".flags a", has_text="We lose Anna at the size chart").bounding_box()
    step = page.locator(".along-curve a[href='#compare--size']").bounding_box()
    assert pole["x"] == pytest.approx(step["x"] + step["width"] / 2, abs=2)


def test_on_a_tablet_it_is_a_grid_that_keeps_its_names_both_ways(opened):
    page = opened(BUY, 820, 1100)
    assert page.locator(".map").evaluate("map => getComputedStyle(map).display") == "grid"
    page.evaluate("scrollTo(500, 1400)")
    lane = page.locator(".lane[data-lane=pains]").bounding_box()
    assert lane["x"] == pytest.approx(0, abs=1)
    head = page.locator(".step-head").nth(4).bounding_box()
    assert 0 < head["y"] < 260
    assert page.locator(".jump [aria-current]").inner_text() == "Comparing"


def test_a_step_opens_by_pointer_and_by_keys_and_the_address_says_so(opened):
    page = opened()
    panel = page.locator(".panel-box")
    page.locator(".along-curve a").nth(3).click()
    assert page.url.endswith("#compare--size")
    assert panel.get_by_role("heading", level=3).inner_text().startswith("I guess which size I am")
    assert page.evaluate("scrollY") == 0
    page.keyboard.press("ArrowRight")
    assert page.url.endswith("#compare--ask")
    assert page.evaluate("document.activeElement.hash") == "#compare--ask"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ui:panel"
    page.keyboard.press("ArrowLeft")
    assert panel.get_by_role("heading", level=3).inner_text().startswith("I guess which size I am")
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert "#" not in page.url


def test_of_all_steps_on_the_curve_one_is_a_stop_for_tab(opened):
    page = opened()
    stops = "links => links.filter(link => link.tabIndex === 0).length"
    assert page.locator(".along-curve a").evaluate_all(stops) == 1
    page.locator(".along-curve a").first.focus()
    page.keyboard.press("End")
    assert page.locator(".along-curve a").evaluate_all(stops) == 1
    assert page.evaluate("document.activeElement === [...document.querySelectorAll('.along-curve a')].at(-1)")


def test_a_shared_address_opens_the_step_and_back_closes_it(opened):
    page = opened(f"{BUY}#delivery--waiting")
    panel = page.locator(".panel-box")
    assert panel.get_by_role("heading", level=3).inner_text().startswith("I wait and hear nothing")
    page.locator(".panel-close").click()
    page.locator(".along-curve a").first.click()
    page.go_back()
    panel.wait_for(state="hidden")


def test_a_panel_says_all_that_is_known_of_a_step(opened):
    page = opened(f"{BUY}#compare--size")
    panel = page.locator(".panel-box")
    said = panel.inner_text()
    for words in (
        "−1.6",
        "measured",
        "n\u00a0141",
        "−1.7 to −1.3",
        "researched",
        "I'll take both and send one back",
        "The chart measures",
    ):
        assert words in said
    for name in ("Pains", "Touchpoints", "Metrics", "Evidence", "What is being done"):
        assert panel.get_by_role("heading", name=name, exact=True).count() == 1
    for name in ("Edit this step", "Suggest a change"):
        (link,) = panel.get_by_role("link", name=name, exact=True).all()
        (same,) = page.locator("#compare--size .acts a").filter(has_text=name).all()
        assert link.get_attribute("href") == same.get_attribute("href")
    assert panel.locator(".work .facts span").count() >= 2


def test_without_script_the_address_opens_the_step(opened):
    page = opened(f"{BUY}#compare--size", java_script_enabled=False)
    panel = page.locator("#compare--size > .step-panel")
    assert panel.is_visible()
    assert "I guess which size I am" in panel.inner_text()
    panel.locator("[rel=next]").click()
    assert page.locator("#compare--ask > .step-panel").is_visible()
    assert panel.is_hidden()
    page.locator("#compare--ask .panel-close").click()
    assert page.locator(".step-panel:visible").count() == 0


def test_on_a_phone_the_step_is_a_sheet_and_the_curve_stays_in_sight(opened):
    page = opened(BUY, 390, 800)
    page.evaluate("document.querySelector('#delivery--waiting').scrollIntoView()")
    page.locator(".here-sign").wait_for()
    strip = page.locator(".strip").bounding_box()
    assert (strip["y"], strip["height"]) == (0, 96)
    page.locator("#delivery--waiting h3 a").first.click()
    sheet = page.locator(".panel-box").bounding_box()
    assert sheet["y"] > 96
    assert sheet["y"] + sheet["height"] == pytest.approx(800, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_bars_over_the_steps_are_of_those_who_are_looked_at(opened):
    page = opened(f"{BUY}?personas=ben")
    size = page.locator("#compare--size > .step-head")
    assert "heat-p1" in size.get_attribute("class") or "heat-0" in size.get_attribute("class")
    assert page.locator("#ui\\:map-said").inner_text().startswith("Ben only · ")
    assert page.locator(".strip [data-line=anna]:not(.faint)").count() == 0
    page.get_by_role("button", name="Ben", exact=True).click()
    assert "heat-n2" in size.get_attribute("class")


@pytest.mark.parametrize("width", [820, 1024, 1280, 1440, 1920])
def test_beside_a_panel_the_tools_stay_in_sight_and_no_word_is_broken(opened, width):
    page = opened(f"{BUY}#compare--size", width)
    page.locator(".panel-box").wait_for()
    bar, *tools = page.locator(".toolbar, .toolbar > :not([hidden])").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.top, box.bottom])"
    )
    assert len(tools) >= 3
    for top, bottom in tools:
        assert bar[0] - 1 <= top
        assert bottom <= bar[1] + 2
    assert page.locator(".panel .said").evaluate_all(
        "all => all.every(one => one.scrollWidth <= one.clientWidth)"
    )
    row, said = page.locator(".panel .readout li").first, page.locator(".panel .said").first
    assert said.bounding_box()["width"] > row.bounding_box()["width"] * 0.7


@pytest.mark.parametrize("journey", JOURNEYS)
def test_what_stands_over_the_names_of_lanes_is_as_high_as_the_heads(opened, journey):
    page = opened(f"journeys/{journey}/")
    for far in (0, 700, 1000, 1400):
        page.evaluate("far => scrollTo({ top: far, behavior: 'instant' })", far)
        corner = page.locator(".corner > :last-child").bounding_box()
        head = page.locator(".step-head").first.bounding_box()
        assert corner["y"] + corner["height"] == pytest.approx(head["y"] + head["height"], abs=1)


@pytest.mark.parametrize("width", [740, 820, 1024, 1280])
def test_no_word_of_the_legend_is_broken(opened, width):
    page = opened(BUY, width)
    lines = page.locator(".legend li").evaluate_all(
        "all => all.map(one => [one.innerText.trim().split(/\\s+/).length, one.getBoundingClientRect().height])"
    )
    assert lines
    assert [words for words, height in lines if words == 1 and height > 20] == []
