"""The site opened from disk, without a server: all but search and Explore works, and nobody complains."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Project
from test_pages import ROOT

from jmsite.outputs.write import write

MAP = "journeys/buy-clothes-online/index.html"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(cache, tmp_path_factory) -> Path:
    top = tmp_path_factory.mktemp("disk")
    write(Project(ROOT, cache).build().build.outputs, top / "site", top / "cache")
    return top / "site"


def opened(page: Any, site: Path, query: str = "") -> None:
    page.goto((site / MAP).as_uri() + query)
    page.locator(".toolbar.ready").wait_for()


def test_a_map_is_filtered_and_the_address_says_so(page, site):
    opened(page, site)
    page.get_by_role("button", name="Anna", exact=True).click()
    page.wait_for_url("**/index.html?personas=anna")
    assert page.locator(".curve [data-line=ben]").first.get_attribute("class") == "faint"
    page.locator("[data-opens]").click()
    page.get_by_label("Doing", exact=True).uncheck()
    assert page.locator(".lane[data-lane=doing]").is_hidden()


def test_a_shared_address_shows_the_same_view(page, site):
    opened(page, site, "?personas=anna&view=blueprint")
    assert page.locator("#ui\\:view-blueprint").is_checked()
    assert page.locator("[data-persona=anna]").get_attribute("aria-pressed") == "true"


def test_the_table_is_there_and_sorted(page, site):
    opened(page, site)
    page.locator("label", has=page.locator("#ui\\:view-table")).click()
    table = page.locator(".map-table")
    table.wait_for()
    table.get_by_role("button", name="Anna").click()
    assert table.locator("th[aria-sort=ascending]").count() == 1


def test_it_is_presented(page, site):
    opened(page, site)
    page.locator("[data-present]").click()
    page.locator("dialog.present").wait_for()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**present=2")
    page.keyboard.press("Escape")
    page.locator("dialog.present").wait_for(state="detached")


def test_what_needs_a_server_is_not_offered(page, site):
    opened(page, site)
    assert page.locator(".masthead .search").is_hidden()
    for button in page.locator(".explore").all():
        assert button.is_hidden()


def test_one_of_each_kind_of_page_opens_in_silence(page, site):
    kinds = {path.parent.parent: path for path in sorted(site.glob("*/*/index.html"))}
    for path in [*kinds.values(), *sorted(site.glob("*/index.html"))]:
        if 'http-equiv="refresh"' not in path.read_text():
            page.goto(path.as_uri())
