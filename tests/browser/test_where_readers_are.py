"""What tells readers where they are: the head of a long table, the contents of a page, and where there is nothing."""

from __future__ import annotations

import http.server
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hosted import Quiet, hosted, told, until

GUIDE = "pages/read-the-charts/"
HOME = "/hemlock-finch-journeys/"
HERE = ".contents [aria-current]"
SHIFTS = """window.shift = 0;
new PerformanceObserver(list => { for (const one of list.getEntries()) window.shift += one.value; })
  .observe({ type: "layout-shift", buffered: true });"""
"""Adds up how far what is shown moves while it loads."""
MARKED = "hash => document.querySelector('.contents [aria-current]')?.getAttribute('href') === hash"
WIDTHS = [1440, 1000, 820, 390, 320]
pytestmark = pytest.mark.browser


class Missing(Quiet):
    """A host that answers with the site's own page where it has nothing, as hosts of static sites do."""

    def send_error(self, code: int, *_: Any) -> None:
        body = Path(self.directory, HOME.strip("/"), "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def astray(sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample in the folder that its own address names."""
    top = tmp_path_factory.mktemp("astray")
    (top / HOME.strip("/")).symlink_to(sample_site / "a")
    handler: type[http.server.SimpleHTTPRequestHandler] = Missing
    with hosted(top, handler) as host:
        yield host + HOME


def near(page: Any, address: str) -> list[str]:
    """Where the pages lead that are offered in place of an address."""
    page.goto(address)
    page.locator(".nearest.ready").wait_for()
    links = page.locator(".nearest a")
    return [link.split(HOME)[1] for link in links.evaluate_all("links => links.map(link => link.href)")]


@pytest.fixture
def lost(browser: Any) -> Iterator[Any]:
    """A page that complains of nothing but that what was asked for is not there."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    messages = told(page)
    yield page
    context.close()
    assert [message for message in messages if "404" not in message] == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("journeys/buy-cloths-onlin/", "journeys/buy-clothes-online/"),
        ("metrics/anna", "personas/anna/"),
        ("solutions/checkout-guest.html", "solutions/guest-checkout/"),
        ("Metrics/Chekout%20Completion/index.html", "metrics/checkout-completion/"),
    ],
)
def test_where_there_is_nothing_the_page_with_the_nearest_address_comes_first(lost, astray, wrong, right):
    found = near(lost, astray + wrong)
    assert found[0] == right
    assert 1 <= len(found) <= 5
    assert lost.locator("[data-none]").is_hidden()
    asked: list[str] = []
    lost.on("request", lambda request: asked.append(request.url))
    lost.locator(".nearest a").first.click()
    lost.wait_for_url(astray + right)
    assert [url for url in asked if not url.startswith(astray)] == []


def test_where_nothing_is_near_it_says_so_and_words_are_ready_to_be_searched_for(lost, astray):
    assert near(lost, astray + "xyz/qqqq-wwww/") == []
    assert lost.locator("[data-none]").is_visible()
    assert lost.locator(".search-door").evaluate("link => link.href") == f"{astray}search/?q=qqqq+wwww"
    lost.locator(".search-door").click()
    lost.locator(".finder input").wait_for()
    assert lost.locator(".finder input").input_value() == "qqqq wwww"


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_offered_moves_nothing(lost, astray, width):
    lost.set_viewport_size({"width": width, "height": 844})
    lost.add_init_script(SHIFTS)
    assert near(lost, astray + "journeys/buy-cloths-onlin/")
    lost.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert lost.evaluate("window.shift") == 0


def test_without_script_a_missing_page_leads_to_the_search_and_to_all_lists(browser, astray):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(astray + "a/b/c/")
    assert page.locator(".nearest").is_hidden()
    links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert f"{HOME}search/" in links
    assert f"{HOME}journeys/" in links
    context.close()


def test_the_contents_mark_the_heading_that_was_passed_last(page, address):
    page.goto(address + GUIDE)
    page.locator(".contents.mounted").wait_for()
    hashes = page.locator(".contents a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert page.locator(HERE).count() == 0
    scroll = "([hash, top]) => scrollBy(0, document.querySelector(hash).getBoundingClientRect().top - top)"
    for hash in hashes[:3]:
        page.evaluate(scroll, [hash, 60])
        until(page, MARKED, hash)
        assert page.locator(HERE).count() == 1
    page.evaluate(scroll, [hashes[2], 400])
    until(page, MARKED, hashes[1])


def test_at_the_end_of_a_page_its_last_heading_is_marked_and_a_link_marks_where_it_leads(page, address):
    page.goto(address + GUIDE)
    page.locator(".contents.mounted").wait_for()
    links = page.locator(".contents a")
    last, other = links.last.get_attribute("href"), links.nth(-2).get_attribute("href")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    until(page, MARKED, last)
    assert links.last.get_attribute("aria-current") == "location"
    links.nth(-2).click()
    until(page, MARKED, other)
    page.mouse.wheel(0, 5000)
    until(page, MARKED, last)
    assert page.locator(HERE).count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_the_head_of_the_backlog_stays_in_sight_and_goes_with_its_table(page, address, width):
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address + "opportunities/")
    page.locator(".sift.ready").wait_for()
    head, table = page.locator(".backlog thead"), page.locator(".backlog table")
    assert table.evaluate("table => table.getBoundingClientRect().right") <= width
    page.locator(".backlog tbody tr").nth(12).evaluate(
        "row => row.scrollIntoView({ block: 'center', behavior: 'instant' })"
    )
    box = page.locator(".backlog thead th").nth(1).evaluate("cell => cell.getBoundingClientRect().toJSON()")
    assert box["top"] == 0
    on_top = "box => !!document.elementFromPoint(box.left + 8, box.bottom - 4)?.closest('.backlog thead')"
    assert page.evaluate(on_top, box)
    page.evaluate(
        "scrollTo(0, document.querySelector('.backlog').getBoundingClientRect().bottom + scrollY + 5)"
    )
    assert head.evaluate("head => head.rows[0].cells[1].getBoundingClientRect().bottom") <= 0


def test_on_paper_the_head_of_the_backlog_is_repeated_and_covers_nothing(page, address):
    page.emulate_media(media="print")
    page.goto(address + "opportunities/")
    styles = "head => [getComputedStyle(head).display, getComputedStyle(head.rows[0].cells[1]).position]"
    assert page.locator(".backlog thead").evaluate(styles) == ["table-header-group", "static"]
