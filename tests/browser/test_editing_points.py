"""Points that are moved in a page: scores of a map on every scale, and opportunities by effort and value."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from editing import Edited, edited

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

STAGE = "content/journeys/buy/01-find.md"
EASE = "content/metrics/ease.yaml"
A, B = "content/opportunities/a.md", "content/opportunities/b.md"
MAP = "/journeys/buy/"
FILES = {
    "content/site.yaml": "title: A shop\nsearch: false\n",
    "content/personas/anna.md": "---\ntitle: Anna\n---\n",
    "content/journeys/buy/journey.md": "---\ntitle: Buying\npersonas: [anna]\n---\n",
    EASE: "title: Ease\nkind: mean\nscale: {min: 1, max: 5}\nreadings:\n  - {date: 2026-01-01, value: 4, n: 30}\n",
    STAGE: """---
title: Find
steps:
  - title: I look   # in the shop
    emotion: {anna: 1}
  - title: I ask
    emotion: {anna: {metric: ease, word: fine}}
  - title: I choose
    pains: [Too many]
---
""",
    A: "---\ntitle: Ask less  # please\ncustomer_value: 80\neffort: 2\nbusiness_value: 30\n---\n\nText.\n",
    B: "---\ntitle: Show more\ncustomer_value: 40\neffort: 4.5\n---\n",
}
Opened = Callable[..., AbstractContextManager[Edited]]


@pytest.fixture
def opened(browser: Any, cache: DiskCache, tmp_path: Path) -> Opened:
    def start(texts: dict[str, str] | None = None, **look: Any) -> AbstractContextManager[Edited]:
        return edited(browser, cache, tmp_path.resolve() / "site", FILES | (texts or {}), **look)

    return start


def point(site: Edited, name: str) -> Any:
    return site.tab.get_by_role("slider", name=name, exact=True).first


def middle(found: Any) -> tuple[float, float]:
    box = found.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(site: Edited, name: str, across: float, down: float) -> None:
    found = point(site, name)
    found.scroll_into_view_if_needed()
    x, y = middle(found)
    site.tab.mouse.move(x, y)
    site.tab.mouse.down()
    site.tab.mouse.move(x + across, y + down, steps=5)
    site.tab.locator(".grip.moving").wait_for()
    site.tab.mouse.up()


def on_scale(least: str, most: str, *scores: str) -> dict[str, str]:
    steps = "".join(f"  - title: Step {number}\n{score}" for number, score in enumerate(scores, 1))
    scale = f"emotion_scale: {{min: {least}, max: {most}}}\n"
    return {
        "content/site.yaml": FILES["content/site.yaml"] + scale,
        STAGE: f"---\ntitle: Find\nsteps:\n{steps}---\n",
    }


@pytest.mark.parametrize(
    ("least", "most", "score", "higher"),
    [("1", "5", "3", "3.1"), ("-5", "5", "-5", "-4.9"), ("0", "100", "40", "41"), ("-100", "100", "0", "5")],
)
def test_a_point_moves_by_a_step_of_its_scale_also_where_all_are_alike(
    opened: Opened, least: str, most: str, score: str, higher: str
):
    felt = f"    emotion: {{anna: {score}}}\n"
    with opened(on_scale(least, most, felt, felt + "    pains: [Too dear]\n")) as site:
        site.go(MAP)
        grip = point(site, "Anna, Step 2")
        mark = site.tab.locator(".whole-curve g[data-line=anna] > circle[data-row]").last
        assert middle(grip) == pytest.approx(middle(mark), abs=1)
        assert grip.get_attribute("aria-valuemin") == least
        assert grip.get_attribute("aria-valuemax") == most
        assert grip.get_attribute("aria-valuenow") == score
        grip.focus()
        site.tab.keyboard.press("ArrowUp")
        site.tab.keyboard.press("Enter")
        site.becomes(STAGE, f"{felt}    pains", felt.replace(score, higher) + "    pains")
        # the page that is built anew has the focus where it was
        site.shows(
            f"document.activeElement.getAttribute('aria-valuenow') === '{higher}'"
            " && document.querySelector('.whole-curve [style*=translate]') === null"
        )
        site.tab.keyboard.press("Control+z")
        site.live.until(lambda: site.text(STAGE) == site.texts[STAGE], "as it was")


def test_the_only_point_of_a_curve_goes_to_the_ends_of_the_scale(opened: Opened):
    with opened(on_scale("0", "10", "    emotion: {anna: 6}\n")) as site:
        site.go(MAP)
        for key, score in (("Home", "0"), ("End", "10")):
            point(site, "Anna, Step 1").focus()
            site.tab.keyboard.press(key)
            site.tab.keyboard.press("Enter")
            site.live.until(lambda now=f"anna: {score}": now in site.text(STAGE), f"a score of {score}")


def test_a_step_without_a_score_gets_one_by_keys_and_from_its_menu(opened: Opened):
    with opened() as site:
        site.go(MAP)
        empty = point(site, "Anna, I choose")
        assert empty.get_attribute("aria-valuetext") == "No score"
        empty.focus()
        site.tab.keyboard.press("ArrowUp")
        site.tab.keyboard.press("ArrowUp")
        site.tab.keyboard.press("Enter")
        site.becomes(STAGE, "    pains: [Too many]\n", "    emotion: {anna: 0.1}\n    pains: [Too many]\n")
        site.undone(STAGE)
        site.tab.locator("#find--i-choose h3 a").focus()
        site.tab.keyboard.press("F2")
        site.tab.get_by_role("menuitem", name="Set the feeling").click()
        form = site.tab.locator(".editor")
        form.get_by_role("textbox").first.fill("-1")
        form.get_by_role("button", name="Save").click()
        site.live.until(lambda: "-1" in site.text(STAGE), "a score from its form")


def test_a_point_that_is_dragged_changes_the_file_the_curve_the_home_page_and_the_heat_map(opened: Opened):
    with opened() as site:
        shown = {path: site.live.page(path) for path in ("/", "/journeys/")}
        site.go(MAP)
        line = site.tab.locator(".whole-curve g[data-line=anna] > path[stroke]").first
        still = line.get_attribute("d")
        drag(site, "Anna, I look", 0, 70)
        site.live.until(lambda: "anna: 1}" not in site.text(STAGE), "another score")
        score = site.text(STAGE).split("anna: ")[1].split("}")[0]
        assert site.text(STAGE) == site.texts[STAGE].replace("anna: 1}", f"anna: {score}}}")
        told = score.replace("-", "−")
        site.tab.locator("#find--i-look--emotion .score").get_by_text(told).wait_for(state="attached")
        assert line.get_attribute("d") != still
        assert float(score) < 0
        for path, before in shown.items():
            site.live.until(
                lambda path=path, before=before: site.live.page(path) != before, f"another {path}"
            )
        site.tab.goto(site.live.url + "journeys/")
        # the mean of both steps, of which the one is measured
        assert site.tab.locator("table.heat tbody td").first.inner_text().strip() != ""
        site.tab.goto(site.live.url)
        site.tab.locator("main").get_by_text(told).first.wait_for()


def test_a_measured_point_asks_by_keys_by_dragging_and_in_its_form(opened: Opened):
    with opened() as site:
        site.go(MAP)
        ask = site.tab.get_by_role("dialog", name="This score is measured. Write over it?")
        grip = point(site, "Anna, I ask")
        grip.focus()
        site.tab.keyboard.press("ArrowDown")
        site.tab.keyboard.press("Enter")
        ask.wait_for()
        site.tab.keyboard.press("Escape")
        ask.wait_for(state="detached")
        assert grip.get_attribute("aria-valuenow") == "1"
        drag(site, "Anna, I ask", 0, 50)
        ask.get_by_role("button", name="Cancel").click()
        ask.wait_for(state="detached")
        assert site.text(STAGE) == site.texts[STAGE]
        # a word beside the score is no score
        point(site, "Anna, I ask").focus()
        site.tab.keyboard.press("Enter")
        form = site.tab.locator(".editor")
        form.get_by_label("Word").fill("glad")
        form.get_by_role("button", name="Save").click()
        site.becomes(STAGE, "word: fine", "word: glad")
        site.undone(STAGE)
        point(site, "Anna, I ask").focus()
        site.tab.keyboard.press("Enter")
        form.get_by_role("textbox", name="Score").fill("-1")
        form.get_by_role("button", name="Save").click()
        ask.get_by_role("button", name="Write over it").click()
        site.live.until(lambda: "metric: ease" not in site.text(STAGE), "a score by hand")
        site.tab.locator("#find--i-ask--emotion .said").get_by_text("assumed").wait_for(state="attached")


def test_an_opportunity_is_dragged_and_only_its_two_numbers_change(opened: Opened):
    with opened() as site:
        site.go("/opportunities/")
        mark = site.tab.locator(".chart-matrix circle[data-row='0']").first
        assert middle(point(site, "Ask less")) == pytest.approx(middle(mark), abs=1)
        before = middle(mark)
        drag(site, "Ask less", 120, 80)
        site.live.until(lambda: "effort: 2\n" not in site.text(A), "another effort")
        words = site.text(A).split("\n")
        number = {line.partition(":")[0]: float(line.partition(":")[2]) for line in words[2:4]}
        assert number["effort"] > 2.5
        assert number["customer_value"] < 70
        meant = site.texts[A].replace("value: 80\neffort: 2", f"{words[2].split('_')[1]}\n{words[3]}", 1)
        assert site.text(A) == meant
        assert site.text(B) == site.texts[B]
        # and the chart is drawn anew from it
        site.shows("document.querySelector('.chart-matrix [style*=translate]') === null")
        after = middle(site.tab.locator(".chart-matrix circle[data-row='0']").first)
        assert after == pytest.approx((before[0] + 120, before[1] + 80), abs=12)
        site.undone(A)


def test_an_opportunity_is_moved_by_arrow_keys_within_its_ends(opened: Opened):
    with opened() as site:
        site.go("/opportunities/")
        grip = point(site, "Show more")
        grip.focus()
        for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowUp"):
            site.tab.keyboard.press(key)
        assert grip.get_attribute("aria-valuetext") == "Effort 4.7, Value to the customer 46"
        assert (
            site.tab.locator(".score-now:visible").inner_text()
            == "Show more: Effort 4.7, Value to the customer 46"
        )
        site.tab.keyboard.press("Enter")
        site.becomes(B, "value: 40\neffort: 4.5", "value: 46\neffort: 4.7")
        site.undone(B)
        site.shows("document.querySelectorAll('.grip.free')[1].getAttribute('aria-valuenow') === '40'")
        grip = point(site, "Show more")
        grip.focus()
        for _ in range(3):
            site.tab.keyboard.press("Shift+ArrowRight")
        site.tab.keyboard.press("Escape")
        assert grip.get_attribute("aria-valuetext") == "Effort 4.5, Value to the customer 40"
        for _ in range(3):
            site.tab.keyboard.press("Shift+ArrowRight")
        site.tab.keyboard.press("Enter")
        site.becomes(B, "effort: 4.5", "effort: 5")


def test_by_touch_a_point_is_dragged_without_the_page_moving(opened: Opened):
    with opened(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as site:
        site.go("/opportunities/")
        grip = point(site, "Ask less")
        grip.scroll_into_view_if_needed()
        x, y = middle(grip)
        touch = site.tab.context.new_cdp_session(site.tab)

        def to(kind: str, *spot: float) -> None:
            points = [{"x": spot[0], "y": spot[1]}] if spot else []
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        scrolled = site.tab.evaluate("scrollY")
        to("touchStart", x, y)
        for part in range(1, 6):
            to("touchMove", x + 12 * part, y + 6 * part)
        site.tab.locator(".grip.moving").wait_for()
        to("touchEnd")
        site.live.until(lambda: "effort: 2\n" not in site.text(A), "another effort")
        assert site.tab.evaluate("scrollY") == scrolled


def test_what_is_deleted_is_asked_in_a_dialog_of_the_page(opened: Opened):
    insight = {"content/insights/x.md": "---\ntitle: Too much to see\nsteps: [buy/find/i-choose]\n---\n"}
    with opened(insight) as site:
        site.go(MAP)
        title = site.tab.locator("#find--i-choose h3 a")
        title.focus()
        site.tab.keyboard.press("F2")
        site.tab.get_by_role("menuitem", name="Delete").press("Enter")
        ask = site.tab.get_by_role("alertdialog", name="Delete “I choose”?")
        ask.get_by_text("Too much to see").wait_for()
        site.tab.keyboard.press("Enter")  # which is on what does nothing
        ask.wait_for(state="detached")
        assert site.tab.evaluate("document.activeElement.textContent") == "I choose"
        assert site.text(STAGE) == site.texts[STAGE]
