"""Every page of the sample, opened in a real browser: no message, no request that leaves the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Project
from hosted import hosted, told

from jmsite.outputs.write import write

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(cache, tmp_path_factory) -> Path:
    """The sample below a folder of its own, so that it is not at the root of its host; without search."""
    top = tmp_path_factory.mktemp("host")
    write(Project(ROOT, cache).build(search=False).build.outputs, top / "a" / "b", top / "cache")
    return top


@pytest.fixture(scope="module")
def address(site) -> Iterator[str]:
    with hosted(site) as host:
        yield f"{host}/a/b/"


def pages(site: Path) -> list[str]:
    """The pages to open; a redirect shows nothing of its own."""
    root = site / "a" / "b"
    own = (path for path in sorted(root.rglob("*.html")) if 'http-equiv="refresh"' not in path.read_text())
    found = (path.relative_to(root).as_posix() for path in own)
    return [path.removesuffix("index.html") for path in found if path != "404.html"]


def test_every_page_opens_without_a_message_and_asks_nobody_else(browser, site, address):
    page = browser.new_page()
    messages = told(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "response",
        lambda answer: messages.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
    )
    said = {}
    for path in pages(site):
        page.goto(address + path)
        if messages:
            said[path] = list(messages)
            messages.clear()
    page.close()
    assert said == {}
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


@pytest.mark.parametrize(
    "path", ["", "journeys/buy-clothes-online/", "personas/anna/", "opportunities/", "metrics/"]
)
def test_nothing_is_wider_than_a_phone(browser, address, path):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + path)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide <= 390


def test_without_script_everything_is_there(browser, address):
    lame = browser.new_context(java_script_enabled=False)
    page = lame.new_page()
    page.goto(address + "journeys/buy-clothes-online/")
    assert page.locator(".curve svg").count() == 1
    assert page.locator(".step").count() > 10
    assert page.get_by_role("heading", name="Delivery").count() >= 1
    lame.close()


def test_from_disk_links_lead_to_files(browser, site):
    page = browser.new_page()
    messages = told(page)
    page.goto((site / "a" / "b" / "index.html").as_uri())
    page.get_by_role("navigation").first.get_by_role("link", name="Journeys").click()
    page.wait_for_url("**/journeys/index.html")
    assert page.locator("h1").inner_text() == "Journeys"
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    page.close()
    assert messages == []


def test_the_map_keeps_its_headers_in_sight_both_ways(browser, address):
    page = browser.new_page(viewport={"width": 1200, "height": 700})
    page.goto(address + "journeys/buy-clothes-online/")
    page.evaluate("window.scrollTo(1400, 1400)")
    page.wait_for_timeout(100)
    lane = page.locator(".lanes .lane:visible").first.bounding_box()
    head = page.locator(".stage-head").nth(3).bounding_box()
    page.close()
    assert lane["x"] == 0
    assert 0 <= head["y"] < 120


@pytest.mark.parametrize(("journey", "wide"), [("buy-clothes-online", 184), ("help-on-a-monday", 240)])
def test_points_stand_in_the_middle_of_their_columns_and_few_take_more_room(browser, address, journey, wide):
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    page.goto(f"{address}journeys/{journey}/")
    assert page.locator(".step").first.bounding_box()["width"] == pytest.approx(wide, abs=1)
    columns = page.locator(".step").evaluate_all(
        "steps => steps.map(s => { const b = s.getBoundingClientRect(); return b.x + b.width / 2; })"
    )
    points = page.locator(".curve svg [data-step]").evaluate_all(
        "marks => marks.filter(m => m.tagName === 'path').map(m => { const b = m.getBoundingClientRect();"
        " return [Number(m.dataset.step), b.x + b.width / 2]; })"
    )
    page.close()
    assert len(points) >= len(columns)
    assert max(abs(x - columns[step]) for step, x in points) < 1


UNDER_WHAT_STAYS = """async (step) => {
  const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let last = -1; last !== scrollY; await settled()) last = scrollY;
  const stage = step.closest(".stage").querySelector(".stage-head");
  return step.getBoundingClientRect().top - stage.getBoundingClientRect().bottom;
}"""
"""How far a step stands under the head of its stage, which stays at the top of the screen, when scrolling has ended."""


def test_on_a_phone_a_link_to_a_step_leads_there_though_steps_before_it_are_not_laid_out(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + "journeys/buy-clothes-online/#return-or-review--exchange")
    under = page.locator(":target").evaluate(UNDER_WHAT_STAYS)
    assert 0 <= under < 40
    page.close()
