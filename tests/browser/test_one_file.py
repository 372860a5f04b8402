"""``jmsite export html``, opened from disk where nothing can be asked of anybody: all works, and nobody complains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLE
from hosted import told

from jmsite.cli.app import run

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("handed-on")
    for name, ids in (("one", ["buy-clothes-online"]), ("two", ["buy-clothes-online", "exchange-a-size"])):
        assert run(["export", "html", *ids, "-o", str(folder / f"{name}.html"), "--root", str(SAMPLE)]) == 0
    return folder


@pytest.fixture
def alone(browser) -> Iterator[Any]:
    """A page without a network; whatever it asks for beside the file itself is noted, and so is what it says."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce", offline=True
    )
    page = context.new_page()
    messages, asked = told(page), []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert messages == []
    assert [url for url in asked if not re.match(r"file://[^?#]*/(one|two)\.html|data:", url)] == []


def opened(page: Any, file: Path, rest: str = "") -> None:
    page.goto(file.as_uri() + rest)
    page.locator(".toolbar.ready").wait_for()


def test_the_largest_journey_goes_along_with_a_mail(files):
    assert (files / "one.html").stat().st_size < 1_500_000


def test_a_map_is_filtered(alone, files):
    opened(alone, files / "one.html")
    alone.get_by_role("button", name="Anna", exact=True).click()
    assert alone.locator(".curve [data-line=ben]").first.get_attribute("class") == "faint"
    alone.locator("[data-opens]").click()
    alone.get_by_label("Doing", exact=True).uncheck()
    assert alone.locator(".lane[data-lane=doing]").is_hidden()


def test_every_view_is_there(alone, files):
    opened(alone, files / "one.html")
    alone.locator("label", has=alone.locator("#ui\\:view-table")).click()
    alone.locator(".map-table").wait_for()
    alone.locator("label", has=alone.locator("#ui\\:view-blueprint")).click()
    assert alone.locator(".lane[data-lane=thinking]").is_hidden()
    alone.locator("[data-present]").click()
    alone.locator("dialog.present").wait_for()
    alone.keyboard.press("Escape")


def test_a_step_is_opened_in_the_panel(alone, files):
    opened(alone, files / "one.html")
    alone.locator(".step-head h3 a").first.click()
    panel = alone.locator("#ui\\:panel")
    panel.locator("h3").first.wait_for()
    assert panel.is_visible()
    alone.keyboard.press("Escape")
    assert panel.is_hidden()


def test_a_chart_tells_its_numbers(alone, files):
    alone.goto((files / "one.html").as_uri())
    alone.goto((files / "one.html").as_uri() + "?page=journeys/buy-clothes-online/delivery/")
    figure = alone.locator("figure.mounted:has([data-row])").first
    figure.scroll_into_view_if_needed()
    figure.locator("[data-row]").first.hover(force=True)
    assert figure.locator(".tip").is_visible()


def test_links_lead_within_the_file_and_back(alone, files):
    opened(alone, files / "one.html")
    alone.locator(".people a").first.click()
    alone.wait_for_url("**/one.html?page=personas/anna/")
    assert alone.title().startswith("Anna")
    assert alone.locator("h1").inner_text() == "Anna"
    alone.go_back()
    alone.locator(".toolbar.ready").wait_for()


def test_an_address_shows_the_page_the_view_and_the_step(alone, files):
    opened(alone, files / "two.html", "?page=journeys/buy-clothes-online/&view=blueprint#checkout")
    assert alone.locator("#ui\\:view-blueprint").is_checked()
    assert alone.locator("body").get_attribute("class").startswith("map-page")
    assert alone.evaluate("document.querySelector(':target')?.id") == "checkout"


def test_several_journeys_begin_with_what_is_in_the_file(alone, files):
    alone.goto((files / "two.html").as_uri())
    rows = alone.locator(".book-contents > ol").first.locator(":scope > li > a")
    assert rows.all_inner_texts() == ["Buying clothes online", "Exchanging a size"]
    rows.nth(1).click()
    alone.locator(".toolbar.ready").wait_for()
    assert alone.locator("h1").inner_text() == "Exchanging a size"
    alone.locator(".brand").click()
    alone.locator(".book-contents").wait_for()


def test_what_is_not_in_the_file_is_on_the_site(alone, files):
    opened(alone, files / "one.html")
    beyond = alone.locator(".cell a[href*='/departments/']").first.get_attribute("href")
    assert beyond.startswith("https://example.github.io/hemlock-finch-journeys/departments/")


def test_it_is_dark_where_that_is_wanted_and_needs_no_script_to_be_read(browser, files):
    context = browser.new_context(java_script_enabled=False, color_scheme="dark", offline=True)
    page = context.new_page()
    page.goto((files / "one.html").as_uri())
    assert page.locator("h1").inner_text() == "Buying clothes online"
    context.close()
