"""The search in a real browser: from the keyboard, over any page and on its own, below a sub-path."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import TESTS, Project
from hosted import hosted
from live import running

from jmsite.indexing import index_of
from jmsite.outputs.write import write

pytestmark = pytest.mark.browser
STAGE = """---
title: Arrive
steps:
  - title: I find the door
    emotion: 1
    channel: street
    doing: [Looks for the brass lantern]
  - title: I wait
    emotion: -1
    pains: [Nobody says how long the lantern burns]
---
"""
RULES = "---\ntitle: House rules\n---\n\nBefore.\n\n## Umbrellas\n\nEvery umbrella stays at the door, lantern or not.\n"
LIST = "#ui\\:finder-list"
OPTIONS = f"{LIST} [role=option]"


def furnished(root: Path, cache) -> Project:
    """A small site with something to look for."""
    shutil.copytree(TESTS / "sites" / "minimal" / "content", root / "content")
    site = Project(root, cache)
    site.edit("channels.yaml", "street:\n  title: On the street\n")
    site.edit("touchpoints.yaml", "book:\n  title: Guest book\n  summary: It lies at the door.\n")
    site.edit("pages/books.md", f"---\ntitle: Books\n---\n\n{'A guest book is a guest book. ' * 20}\n")
    site.edit("personas/ben.md", "---\ntitle: Ben\n---\n\nBen carries a lantern.\n")
    site.edit("pages/rules.md", RULES)
    return site.edit("journeys/visit/01-arrive.md", STAGE)


@pytest.fixture(scope="module")
def host(cache, tmp_path_factory) -> Path:
    """The site below a folder of its own, with its index."""
    top = tmp_path_factory.mktemp("host")
    outputs = furnished(tmp_path_factory.mktemp("site"), cache).build().build.outputs
    write((*outputs, *index_of(outputs, None).outputs), top / "a" / "b", top / "cache")
    return top


@pytest.fixture(scope="module")
def address(host) -> Iterator[str]:
    with hosted(host) as root:
        yield f"{root}/a/b/"


@pytest.fixture
def page(browser) -> Iterator[Any]:
    """A page that must not say anything in its console, nor ask for anything that is not there."""
    opened = browser.new_page()
    messages: list[str] = []
    opened.on("console", lambda message: messages.append(f"{message.type}: {message.text}"))
    opened.on("pageerror", lambda error: messages.append(str(error)))
    opened.on("response", lambda answer: messages.append(answer.url) if answer.status >= 400 else None)
    yield opened
    opened.close()
    assert messages == []


def look_for(page: Any, words: str) -> None:
    page.keyboard.press("/")
    page.wait_for_selector(".finder-dialog[open]")
    page.keyboard.type(words)
    page.wait_for_selector(f"{LIST}[aria-busy=false] [role=option]")


def count(page: Any, number: int) -> None:
    from playwright.sync_api import expect

    expect(page.locator(OPTIONS)).to_have_count(number)


def titles(page: Any) -> list[str]:
    return page.locator(f"{OPTIONS} b").all_inner_texts()


def test_nothing_of_the_search_is_loaded_before_it_is_wanted(page, address):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert not [url for url in asked if "search" in url or "pagefind" in url]


def test_a_step_is_found_and_opened_from_the_keyboard(page, address):
    page.goto(address + "personas/anna/")
    look_for(page, "brass")
    assert titles(page) == ["I find the door"]
    assert page.locator(f"{LIST} .place").inner_text() == "A visit · Arrive"
    assert page.locator(f"{LIST} mark").inner_text() == "brass"
    assert page.locator(f"{LIST} .mono").inner_text() == "A"
    page.keyboard.press("ArrowDown")
    active = page.locator("[role=combobox]").get_attribute("aria-activedescendant")
    assert page.locator(f"[id='{active}']").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(address + "journeys/visit/#arrive--i-find-the-door")
    assert page.locator(".step:target h3").inner_text().startswith("I find the door")


def test_arrows_go_round_and_enter_takes_the_first_when_none_is_chosen(page, address):
    page.goto(address)
    look_for(page, "lantern")
    last = len(titles(page))
    page.keyboard.press("ArrowUp")
    assert page.locator(f"{OPTIONS}[aria-selected=true]").get_attribute("id") == f"ui:finder-list-{last}"
    page.keyboard.press("ArrowDown")
    assert page.locator(f"{OPTIONS}[aria-selected=true]").get_attribute("id") == "ui:finder-list-1"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Ben")
    page.locator(OPTIONS).first.locator("b", has_text="Ben").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(address + "personas/ben/")


def test_the_name_of_a_touchpoint_finds_it_before_what_only_speaks_of_it(page, address):
    page.goto(f"{address}search/?q=guest+book")
    first = page.locator(OPTIONS).first
    first.wait_for()
    assert page.locator(OPTIONS).count() > 1
    assert first.locator("b").first.text_content() == "Guest book"
    assert "touchpoints/" in first.get_attribute("href")


def test_a_heading_is_a_way_into_its_page(page, address):
    page.goto(address)
    look_for(page, "umbrella")
    assert titles(page) == ["House rules", "Umbrellas"]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(address + "pages/rules/#umbrellas")


def test_escape_closes_and_gives_the_focus_back(page, address):
    page.goto(address)
    page.locator("a.search").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".finder-dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector(".finder-dialog[open]", state="hidden")
    assert page.evaluate("document.activeElement.className") == "search"


def test_facets_narrow_what_is_found_and_can_be_taken_back(page, address):
    page.goto(address)
    look_for(page, "lantern")
    every = titles(page)
    page.get_by_role("button", name="Steps").click()
    count(page, 2)
    assert sorted(titles(page)) == ["I find the door", "I wait"]
    page.get_by_role("button", name="Clear filters").click()
    count(page, len(every))
    page.get_by_role("button", name="Ben").click()
    count(page, 1)
    assert titles(page) == ["Ben"]


def test_tab_leads_from_the_field_to_the_facets(page, address):
    page.goto(address)
    look_for(page, "lantern")
    on = "document.activeElement.getAttribute('data-value')"
    for _ in range(4):  # past what clears the field, and the results where they scroll
        if page.evaluate(on) != "step":
            page.keyboard.press("Tab")
    assert page.evaluate(on) == "step"
    page.keyboard.press("Space")
    assert page.get_by_role("button", name="Steps").get_attribute("aria-pressed") == "true"


def test_what_is_not_there_is_said(page, address):
    page.goto(address)
    page.keyboard.press("/")
    page.wait_for_selector(".finder-dialog[open]")
    page.keyboard.type("zanzibar")
    page.get_by_role("status").get_by_text("No results for “zanzibar”").wait_for()
    assert page.locator(LIST).is_hidden()


def test_the_page_of_the_search_keeps_what_is_looked_for_in_its_address(page, address):
    page.goto(address + "search/?q=carries&type=persona")
    page.wait_for_selector(OPTIONS)
    assert titles(page) == ["Ben"]
    page.get_by_role("button", name="Personas").click()
    page.wait_for_url(address + "search/?q=carries")
    page.keyboard.press("/")
    assert page.locator(".finder-dialog").count() == 0


def test_the_page_of_the_search_has_one_field(page, address):
    page.goto(address + "search/")
    page.locator("main .finder").wait_for()
    assert page.locator(".masthead .search").is_hidden()


def test_without_script_the_page_of_the_search_leads_on(browser, address):
    lame = browser.new_context(java_script_enabled=False)
    page = lame.new_page()
    page.goto(address)
    page.locator("a.search").click()
    page.wait_for_url(address + "search/")
    assert page.get_by_text("Search needs JavaScript").is_visible()
    assert page.locator("main a", has_text="Journeys").is_visible()
    assert page.locator(".finder").is_hidden()
    lame.close()


def test_from_disk_nothing_is_offered_that_needs_a_server(page, host):
    page.goto((host / "a" / "b" / "index.html").as_uri())
    assert page.locator("a.search").is_hidden()
    page.goto((host / "a" / "b" / "search" / "index.html").as_uri())
    assert page.get_by_text("needs a server").is_visible()
    assert page.locator(".finder").is_hidden()


def test_an_edit_is_found_in_the_preview_without_a_reload(page, tmp_path, cache):
    site = furnished(tmp_path.resolve() / "site", cache)
    with running(site.root, cache) as preview:
        preview.until(lambda: "search/pagefind.js" in preview.preview.search, "the index")
        page.goto(preview.url)
        page.evaluate("window.mark = 1")
        look_for(page, "umbrella")
        page.keyboard.press("Escape")
        before = set(preview.preview.search)
        site.replace("pages/rules.md", "Before.", "Mind the xylophone.")
        preview.until(lambda: set(preview.preview.search) != before, "the new index")
        page.keyboard.press("/")
        page.keyboard.type("xylophone")
        page.locator(OPTIONS).first.locator("b", has_text="House rules").wait_for()
        assert page.evaluate("window.mark") == 1
        page.goto("about:blank")


@pytest.mark.parametrize(("width", "beside"), [(390, False), (820, False), (1440, True)])
def test_what_narrows_down_comes_after_the_results_and_beside_them_where_there_is_room(
    page, address, width, beside
):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}search/?q=lantern")
    page.locator(f"{LIST}[aria-busy=false] [role=option]").first.wait_for()
    order = "(list) => list.compareDocumentPosition(document.querySelector('.finder-facets'))"
    assert page.locator(LIST).evaluate(order) & 4  # follows
    found, facets = (page.locator(css).bounding_box() for css in (".finder-found", ".finder-facets"))
    assert (facets["x"] >= found["x"] + found["width"]) is beside
    assert (facets["y"] >= found["y"] + found["height"]) is not beside


def test_what_is_told_of_a_result_is_a_sentence_and_no_list_of_facts(page, address):
    page.goto(f"{address}search/?q=guest+book")
    page.locator(f"{LIST}[aria-busy=false] [role=option]").first.wait_for()
    first = page.locator(OPTIONS).first
    assert first.locator(".words").text_content() == "It lies at the door."
    page.goto(f"{address}search/?q=lantern")
    page.locator(f"{LIST}[aria-busy=false] [role=option]").first.wait_for()
    told = {
        option.locator("b").first.text_content(): option.locator(".words").text_content()
        for option in page.locator(f"{OPTIONS}:has(.words)").all()
    }
    assert told["I wait"] == "Nobody says how long the lantern burns."
    assert told["Umbrellas"] == "Every umbrella stays at the door, lantern or not."
    assert told["Ben"] == "Ben carries a lantern."
    for words in told.values():
        assert not words or (words.lstrip("“")[0].isupper() and words.endswith(("…", ".", "!", "?", "”"))), (
            words
        )
        assert ": " not in words
