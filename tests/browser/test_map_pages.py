"""The journey map with script: what is chosen stands in the address, and everything goes by keyboard."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from hosted import until

MAP = "journeys/buy-clothes-online/"
pytestmark = pytest.mark.browser


def opened(page: Any, address: str, query: str = "") -> None:
    """The map with its script at work."""
    page.goto(address + MAP + query)
    page.locator(".toolbar.ready").wait_for()
    page.locator("main").dispatch_event("pointerover")  # what is not seen at once is loaded when it is used
    page.locator(".map.mounted").wait_for(state="attached")


def at(page: Any, end: str) -> None:
    """The page's address ends so, at once or soon."""
    page.wait_for_url(lambda url: url.endswith(end))


def test_a_persona_is_focused_and_the_address_says_so(page, address):
    opened(page, address)
    page.get_by_role("button", name="Anna", exact=True).click()
    at(page, "?personas=anna")
    assert page.locator("#ui\\:map-said").inner_text().startswith("Anna only · ")
    assert page.locator(".curve [data-line=ben]").first.get_attribute("class") == "faint"
    assert page.locator(".curve [data-line=anna].faint").count() == 0
    assert page.locator(".cell p.of.persona-ben:not(.faint)").count() == 0
    assert page.locator(".cell p.of.persona-anna.faint").count() == 0


def test_a_scale_keeps_the_dots_that_are_not_reached(page, address):
    opened(page, address)
    scales = page.locator(".map .cell:not(.joined) .opportunity .dots").evaluate_all(
        "scales => scales.map(scale => [...scale.children].filter(dot => dot.checkVisibility()).length)"
    )
    assert set(scales) == {5}


def test_the_whole_journey_is_seen_at_a_glance_with_whole_names(page, address):
    opened(page, address)
    assert "I hunt for the pair I already own" in page.locator(".strip").text_content()
    cut = "names => names.filter(name => name.scrollWidth > name.clientWidth).map(name => name.textContent)"
    assert page.locator(".curve-stages a").evaluate_all(cut) == []


def test_a_shared_address_shows_the_same_view(page, address):
    opened(page, address, "?personas=anna&hide=touchpoints,pains&show=time&view=blueprint")
    assert page.locator("#ui\\:view-blueprint").is_checked()
    assert page.locator("[data-persona=anna]").get_attribute("aria-pressed") == "true"
    assert page.locator(".lane[data-lane=touchpoints]").is_hidden()
    assert page.locator(".lane[data-lane=time]").is_visible()
    assert page.locator("[data-opens] .count").inner_text() == "4"


def test_a_lane_is_hidden_and_shown_by_its_box_and_back_goes_back(page, address):
    opened(page, address)
    page.locator("[data-opens]").click()
    page.get_by_label("Doing", exact=True).uncheck()
    page.get_by_label("Policies", exact=True).check()
    at(page, "?hide=doing&show=policies")
    assert page.locator(".lane[data-lane=doing]").is_hidden()
    assert page.locator(".lane[data-lane=policies]").is_visible()
    page.go_back()
    page.go_back()
    assert page.locator(".lane[data-lane=doing]").is_visible()
    assert page.get_by_label("Doing", exact=True).is_checked()
    page.go_forward()
    assert page.locator(".lane[data-lane=doing]").is_hidden()


def test_a_department_dims_the_steps_it_has_no_part_in_until_all_is_reset(page, address):
    opened(page, address)
    page.locator("[data-opens]").click()
    box = page.locator("input[name=departments]").first
    box.check()
    own = box.get_attribute("value")
    for step in page.locator(".step").all():
        parts = (step.get_attribute("data-departments") or "").split()
        assert ("faint" in step.get_attribute("class")) == (own not in parts)
    points = page.locator(".curve [data-step]").evaluate_all(
        "points => points.map(p => [Number(p.dataset.step), p.classList.contains('faint')])"
    )
    faint = page.locator(".step").evaluate_all("steps => steps.map(s => s.classList.contains('faint'))")
    assert points
    assert all(faint[step] == grey for step, grey in points)
    page.locator("[data-reset]").click()
    assert page.locator(".faint").count() == 0
    at(page, MAP)


def test_the_filter_opens_and_closes_by_keyboard(page, address):
    opened(page, address)
    page.locator("[data-opens]").focus()
    page.keyboard.press("Enter")
    assert page.locator("#ui\\:map-filter").is_visible()
    assert page.evaluate("document.activeElement.name") == "lane"
    page.keyboard.press("Escape")
    assert page.locator("#ui\\:map-filter").is_hidden()
    assert page.evaluate("document.activeElement.hasAttribute('data-opens')")


def test_the_view_can_be_copied_as_a_link(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, address, "?personas=ben")
    page.locator("[data-share]").click()
    until(page, "document.getElementById('ui:map-said').textContent === 'Link copied'")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_table_has_every_step_and_is_sorted_by_a_score(page, address):
    opened(page, address)
    page.locator("label", has=page.locator("#ui\\:view-table")).click()
    page.locator(".map-table").wait_for()
    at(page, "?view=table")
    assert page.locator(".map-table tbody tr").count() == page.locator(".step").count()
    heads = page.locator(".map-table thead th").all_inner_texts()
    assert "Pains" in heads
    assert "Policies" not in heads
    button = page.locator(".map-table thead button", has_text="Anna")
    button.click()
    assert button.locator("xpath=..").get_attribute("aria-sort") == "ascending"
    said = [
        text for text in page.locator(".map-table tbody tr td:nth-child(2)").all_inner_texts() if text != "–"
    ]
    scores = [float(text.replace("−", "-")) for text in said]
    assert len(scores) > 8
    assert scores == sorted(scores)


def test_presenting_walks_by_arrows_and_ends_with_escape(page, address):
    opened(page, address, "?present=3")
    show = page.locator("dialog.present")
    show.wait_for()
    assert show.locator("h2").inner_text() == "Comparing"
    page.keyboard.press("ArrowRight")
    at(page, "?present=4")
    assert show.locator(".place").inner_text() == "4 / 9"
    page.keyboard.press("End")
    assert show.locator("h2").inner_text() == "What’s next"
    page.keyboard.press("ArrowLeft")
    assert show.locator("h2").inner_text() == "Worst moments"
    assert "I guess which size I am" in show.locator("li").first.inner_text()
    page.keyboard.press("Home")
    assert show.locator("h2").inner_text() == "Buying clothes online"
    assert "We lose Anna at the size chart" in show.inner_text()
    assert show.get_by_role("button", name="Previous").is_disabled()
    page.keyboard.press("Escape")
    show.wait_for(state="detached")
    at(page, MAP)
    assert page.evaluate("document.activeElement.hasAttribute('data-present')")


@pytest.mark.parametrize("slide", [1, 3, 5, 8, 9])
def test_a_slide_fills_the_screen_is_read_from_afar_and_ends_over_its_foot(page, address, slide):
    page.set_viewport_size({"width": 1920, "height": 1080})
    opened(page, address, f"?present={slide}")
    page.locator("dialog.present").wait_for()
    foot = page.locator(".turn-stages").bounding_box()["y"]
    shown = page.locator(".slide > *").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().bottom)"
    )
    assert max(shown) <= foot
    wide = page.locator(".slide > :not(h2)").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert max(wide) > 1500
    sizes = page.locator(".slide :is(h2, b, li:not(:has(*)), .flags a)").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 22
    assert page.locator(".slide-key li").count() == 2


def test_the_cells_are_one_stop_and_arrows_walk_between_them(page, address):
    opened(page, address)
    until(page, "document.querySelectorAll('.cell[tabindex=\"0\"]').length === 1")
    page.locator('.cell[tabindex="0"]').focus()
    readout = page.locator(".cell:focus > .readout")
    for _ in range(page.locator(".step > .readout").count() - 1):
        page.keyboard.press("ArrowRight")
        box = readout.bounding_box()
        assert box["x"] >= 184
        assert box["x"] + box["width"] <= 1440
    page.keyboard.press("Escape")
    assert readout.is_hidden()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.lane") == "touchpoints"
    assert page.locator('.cell[tabindex="0"]').count() == 1


def test_every_cell_gives_its_link(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, address)
    cell = page.locator(".cell[data-lane=pains]").first
    cell.hover()
    acts = cell.locator(".cell-acts")
    assert acts.locator("a").count() == page.locator(".step-head").first.locator(".acts a").count()
    acts.get_by_role("button").click()
    until(page, "document.getElementById('ui:map-said').textContent === 'Link copied'")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{MAP}#{cell.get_attribute('id')}"


def test_on_a_phone_the_filter_is_a_sheet_and_nothing_is_wider(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    opened(page, address)
    tools = page.locator(".toolbar .end > *:visible")
    reach = [box["x"] + box["width"] for box in (tool.bounding_box() for tool in tools.all())]
    page.locator("[data-opens]").click()
    box = page.locator("#ui\\:map-filter").bounding_box()
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 844)
    assert wide == 390
    assert max(reach) <= 390


@pytest.mark.parametrize("width", [390, 360])
def test_ten_personas_fit_a_phone(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 844})
    opened(page, address)
    page.locator(".whose").evaluate(
        "row => { while (row.children.length < 10) row.append(row.children[0].cloneNode(true)) }"
    )
    tools = page.locator(".toolbar .end > *:visible, .whom")
    reach = [box["x"] + box["width"] for box in (tool.bounding_box() for tool in tools.all())]
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide == width
    assert max(reach) <= width


def test_paper_keeps_the_filters_and_leaves_the_controls(page, address):
    opened(page, address, "?hide=doing")
    page.emulate_media(media="print")
    assert page.locator(".toolbar").is_hidden()
    assert page.locator(".lane[data-lane=doing]").is_hidden()
    assert page.locator(".lane[data-lane=thinking]").is_visible()


def test_the_first_view_is_light(page, address):
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address + MAP)
    page.wait_for_load_state("networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert len(sizes) > 5
    assert sum(sizes.values()) <= 120_000


def test_a_page_that_has_changed_keeps_what_was_chosen(page, address):
    opened(page, address, "?personas=anna&hide=doing")
    page.evaluate("""() => {
        document.querySelector('.toolbar').className = 'toolbar';
        document.getElementById('ui:view-table').checked = true;
        for (const cell of document.querySelectorAll('.left-out, .faint')) cell.classList.remove('left-out', 'faint');
        document.dispatchEvent(new CustomEvent('jmsite:changed'));
    }""")
    assert page.locator(".toolbar.ready [data-opens]").is_visible()
    assert page.locator("#ui\\:view-map").is_checked()
    assert page.locator(".lane[data-lane=doing]").is_hidden()
    assert page.locator(".curve [data-line=ben].faint").count() > 0


def test_nothing_moves_when_the_controls_come(page, address):
    opened(page, address)
    places = """[...document.querySelectorAll('.toolbar > :not(.filter), .views label')]
        .map((part) => part.getBoundingClientRect().x)"""
    after = page.evaluate(places)
    page.evaluate("document.querySelector('.toolbar').classList.remove('ready')")
    assert page.evaluate(places) == after
    assert page.locator("[data-opens]").is_hidden()


def test_without_script_no_control_is_shown_that_does_nothing(browser, address):
    lame = browser.new_context(java_script_enabled=False)
    page = lame.new_page()
    page.goto(address + MAP)
    for selector in ("[data-opens]", "[data-share]", "[data-present]", ".whose", "#ui\\:map-filter"):
        assert page.locator(selector).is_hidden()
    assert page.locator("label", has=page.locator("#ui\\:view-table")).is_hidden()
    lame.close()
