"""The shapes of real maps (phases, payments, a blueprint of ten, a transition, an enterprise) at every width."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from hosted import until
from test_axe import LAID_OUT, faults

MAPS = {
    "phases-map": "journeys/move-to-another-town/",
    "payments-map": "journeys/take-a-card/",
    "blueprint-of-ten": "journeys/mend-a-bench/",
    "transition-map": "journeys/come-home/",
    "enterprise-map": "journeys/supplied/",
}
WIDTHS = (390, 820, 1440)
TITLES = ".phase h2, .stage-head h2, .step-head h3 > a, .jump a, .curve-stages a:not(.narrow, .narrow-only)"
CUT = "titles => titles.filter(t => t.scrollWidth > t.clientWidth).map(t => t.textContent)"
BOX = "element => { const box = element.getBoundingClientRect(); return [box.left, box.right] }"
pytestmark = pytest.mark.browser


def opened(page: Any, shapes: str, case: str, query: str = "", width: int = 1440) -> None:
    """The map of a shape with its script at work, all of it laid out."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{shapes}/{case}/{MAPS[case]}{query}")
    page.locator(".toolbar.ready").wait_for()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", MAPS)
def test_no_title_is_cut_and_nothing_is_wider_than_the_window(page, shapes, case, width):
    opened(page, shapes, case, width=width)
    assert page.locator(TITLES).evaluate_all(CUT) == []
    heads = page.locator(".masthead, .intro, .toolbar, .about, .colophon")
    assert max(right for _, right in (head.evaluate(BOX) for head in heads.all())) <= width
    if width < 720:
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("case", MAPS)
def test_other_pages_are_not_wider_than_the_window(page, shapes, case):
    page.goto(f"{shapes}/{case}/")
    pages = {link.get_attribute("href") for link in page.locator(".masthead nav a").all()} - {"./"}
    assert len(pages) > 1
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for path in sorted(pages):
            page.goto(f"{shapes}/{case}/{path}")
            assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)


def test_a_band_spans_the_columns_of_its_stages(page, shapes):
    opened(page, shapes, "phases-map")
    bands = page.locator(".stages").evaluate(
        """stages => {
            const bands = [];
            for (const child of stages.children) {
                const { left, right } = child.getBoundingClientRect();
                if (child.matches(".phase")) bands.push({ band: [left, right], stages: [] });
                else bands.at(-1).stages.push([left, right]);
            }
            return bands;
        }"""
    )
    assert [len(band["stages"]) for band in bands] == [4, 3, 5]
    for band in bands:
        left, right = band["band"]
        assert left == pytest.approx(band["stages"][0][0], abs=1)
        assert right == pytest.approx(band["stages"][-1][1], abs=1)


def test_phases_stay_in_sight_and_lead_to_their_stages(page, shapes):
    opened(page, shapes, "phases-map")
    page.mouse.wheel(0, 900)
    until(page, "scrollY > 700")
    top = "element => element.getBoundingClientRect().top"
    bottom = page.locator(".toolbar").evaluate("bar => bar.getBoundingClientRect().bottom")
    assert page.locator(".phase").first.evaluate(top) == pytest.approx(bottom, abs=1)
    names = ["Before the move", "The move", "Arriving"]
    assert page.locator(".jump .jump-phase").all_inner_texts() == names
    assert page.locator(".curve-stages a").all_inner_texts() == names
    page.locator(".jump .jump-phase").last.click()
    until(page, "scrollX > 1000")
    assert page.locator(".phase").last.evaluate("band => band.getBoundingClientRect().left") < 1440


def test_on_a_phone_and_on_paper_phases_stand_over_their_stages(page, shapes):
    opened(page, shapes, "phases-map", width=390)
    tops = page.locator(".phase, .stage").evaluate_all(
        "parts => parts.map(p => p.getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)
    assert page.locator(".jump-phase").first.is_visible()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.locator(".phase h2").evaluate_all(CUT) == []
    assert page.locator(".phase").first.is_visible()


def test_ten_people_are_chosen_by_name_and_leave_room_for_the_stages(page, shapes):
    opened(page, shapes, "blueprint-of-ten")
    assert page.locator(".jump").evaluate("row => row.scrollWidth <= row.clientWidth")
    page.locator("[data-opens]").click()
    people = page.locator(".whose.many .whom")
    assert people.count() == 10
    people.filter(has_text="Head of depot").click()
    page.wait_for_url(lambda url: url.endswith("?personas=head-of-depot"))
    assert page.locator(".step.faint").count() == 10


def test_on_a_phone_a_step_without_a_customer_says_what_the_company_does(page, shapes):
    opened(page, shapes, "blueprint-of-ten", width=390)
    bare = page.locator(".step").evaluate_all(
        """steps => steps.filter(step => step.querySelector(".cell:not(.not-map)"))
            .filter(step => ![...step.querySelectorAll(".cell")].some(cell => cell.checkVisibility()))
            .map(step => step.id)"""
    )
    assert bare == []


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("", ["Line of interaction"]),
        ("?show=policies", ["Line of interaction", "Line of internal interaction"]),
        ("?hide=systems", []),
        ("?view=blueprint", ["Line of interaction", "Line of internal interaction"]),
        ("?view=blueprint&hide=policies", ["Line of interaction"]),
    ],
)
def test_a_line_of_the_blueprint_is_drawn_where_it_divides_something(page, shapes, query, lines):
    opened(page, shapes, "enterprise-map", query)
    shown = page.locator(".divide").evaluate_all(
        "lines => lines.filter(l => getComputedStyle(l).display !== 'none').map(l => l.textContent)"
    )
    assert shown == lines


def test_without_script_the_map_leaves_out_lines_that_divide_nothing(browser, shapes):
    lame = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = lame.new_page()
    page.goto(f"{shapes}/enterprise-map/{MAPS['enterprise-map']}")
    shown = [line.inner_text() for line in page.locator(".divide").all() if line.is_visible()]
    lame.close()
    assert shown == ["Line of interaction"]


def test_what_a_stage_says_of_all_its_steps_counts_for_each_and_fades_with_them(page, shapes):
    opened(page, shapes, "payments-map", "?departments=settlement")
    faint = page.locator(".stage").evaluate_all(
        """stages => stages.map(stage => [stage.id, stage.querySelector(".whole")?.classList.contains("faint") ?? null,
            [...stage.querySelectorAll(".step")].every(step => step.classList.contains("faint"))])"""
    )
    assert faint == [
        ["sign-up", None, True],
        ["accept", True, True],
        ["settle", False, False],
        ["dispute", True, True],
    ]


@pytest.mark.parametrize("case", MAPS)
def test_axe_finds_nothing_in_a_shape(browser, shapes, case):
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{shapes}/{case}/{MAPS[case]}")
    page.locator(".toolbar.ready").wait_for()
    page.add_style_tag(content=LAID_OUT)
    page.evaluate(AXE_SCRIPT)
    found = [fault for look in ("light", "dark", "phone", "paper") for fault in faults(page, look)]
    context.close()
    assert found == []


OWN = {"evidence-of-it": "customer", "records": "backstage", "tools": "support"}


@pytest.mark.parametrize(
    ("width", "query", "shown"),
    [
        (1440, "", {"evidence-of-it"}),
        (1440, "?view=blueprint", {*OWN}),
        (390, "", {"evidence-of-it"}),
        (390, "?view=blueprint", {*OWN}),
    ],
)
def test_own_lanes_stand_in_the_views_of_their_role_on_every_screen_and_on_paper(
    page, shapes, width, query, shown
):
    opened(page, shapes, "blueprint-of-ten", query, width)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        if media == "print":
            page.set_viewport_size({"width": 1440, "height": 900})
        seen = {
            lane
            for lane in OWN
            if any(cell.is_visible() for cell in page.locator(f".cell[data-lane={lane}]").all())
        }
        assert seen == shown, media
