"""What a page looks like where it is easily wrong: on paper, and in rows that go on out of sight."""

from __future__ import annotations

from typing import Any

import pytest
from hosted import until
from playwright.sync_api import expect

STAGE = "journeys/buy-clothes-online/compare/"
SHEET = {"width": 688, "height": 1009}
"""What is left of A4 between its margins."""
COLUMNS = "element => getComputedStyle(element).gridTemplateColumns.split(' ').length"
pytestmark = pytest.mark.browser


@pytest.fixture
def paper(page) -> Any:
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize(
    ("path", "part", "columns"),
    [
        ("personas/", ".persons", 3),
        ("health/", ".sum", 4),
        (STAGE, ".story", 3),
        ("solutions/", ".builds > li", 3),
    ],
)
def test_paper_is_laid_out_as_a_wide_window_is(paper, address, path, part, columns):
    paper.goto(address + path)
    assert paper.locator(part).first.evaluate(COLUMNS) == columns


def test_a_stage_on_paper_says_how_its_steps_feel(paper, address):
    paper.goto(address + STAGE)
    assert paper.locator(".story .readout").first.is_visible()


def test_a_stage_shows_the_whole_of_a_picture(page, address):
    page.goto(address + STAGE)
    picture = page.locator(".story img").first
    picture.scroll_into_view_if_needed()
    until(page, "document.querySelector('.story img').complete")
    shape, own = picture.evaluate(
        "image => [image.width / image.height, image.naturalWidth / image.naturalHeight]"
    )
    assert shape == pytest.approx(own, rel=0.02)


def test_a_row_fades_where_it_goes_on_and_not_at_its_end(page, address):
    way = page.locator(".masthead nav")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    expect(way).to_have_class("along goes-on")
    way.evaluate("row => row.scrollTo({ left: row.scrollWidth, behavior: 'instant' })")
    expect(way).to_have_class("along goes-back")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(way).to_have_class("along")


def test_what_was_due_is_late_and_not_past(page, address):
    page.clock.set_fixed_time("2027-01-10T12:00:00Z")
    page.goto(address + "health/")
    assert page.locator("time.late").first.inner_text().endswith(" late")


def test_a_comparison_on_paper_goes_on_over_its_sheets(paper, address):
    paper.goto(address + "compare/buy-clothes-online/")
    breaks = "sections => sections.map(section => getComputedStyle(section).breakInside)"
    assert set(paper.locator(".page > section:has(.sides)").evaluate_all(breaks)) == {"auto"}


def test_the_heads_of_a_sorted_table_are_no_boxes_on_paper(paper, address):
    """Chromium repeats no head on the next sheet in which there is a box that it cannot break."""
    paper.goto(address + "opportunities/")
    heads = paper.locator(".backlog th > button")
    heads.first.wait_for(state="attached")
    shown = "heads => heads.map(head => getComputedStyle(head).display)"
    assert set(heads.evaluate_all(shown)) == {"contents"}


@pytest.mark.parametrize("width", [390, 320])
def test_a_list_of_departments_fits_a_phone(page, address, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address + "departments/")
    page.evaluate("document.documentElement.style.setProperty('--font', 'sans-serif')")  # wider
    assert page.locator(".used").evaluate("table => table.getBoundingClientRect().right") <= width


def test_a_note_that_never_ends_is_cut_on_the_map_and_whole_on_paper(page, address):
    page.goto(address + "journeys/buy-clothes-online/")
    note = page.locator(".map .cell.notes > p").first
    note.evaluate("note => { note.textContent = 'on and on '.repeat(300); }")
    hidden = "note => note.scrollHeight - note.clientHeight"
    assert note.evaluate(hidden) > 100
    page.emulate_media(media="print")
    assert note.evaluate(hidden) == 0


@pytest.mark.parametrize(
    "path", ["touchpoints/", "channels/", "systems/", "departments/", "departments/care/"]
)
def test_the_name_of_a_row_stands_on_the_line_of_its_values(page, address, path):
    page.goto(address + path)
    lines = """rows => rows.map(row => [row.querySelector('th b'), row.querySelector('td.n')].map((cell) => {
      const words = document.createRange();
      words.selectNodeContents(cell);
      return Math.round(words.getClientRects()[0].bottom);
    }))"""
    heads = page.locator(".used tbody tr").evaluate_all(lines)
    assert heads
    assert [(name, value) for name, value in heads if abs(name - value) > 2] == []


@pytest.mark.parametrize("width", [390, 820, 1024])
def test_threads_of_pains_fit_their_window_and_are_named_where_they_are_no_columns(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + "thread/")
    cells = page.locator(".thread-table tbody :is(td, th)")
    assert (
        cells.evaluate_all("cells => Math.max(...cells.map(cell => cell.getBoundingClientRect().right))")
        <= width
    )
    named = "cell => getComputedStyle(cell, '::before').content"
    assert page.locator(".thread-table td:not(.none)").first.evaluate(named) == '"Insight"'
    assert page.locator(".thread-table td.none").first.is_hidden()


def test_no_word_of_a_score_is_cut_where_personas_are_compared_on_a_phone(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "compare/buy-clothes-online/")
    wide = "said => said.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    assert page.locator(".sides .said").evaluate_all(wide) == []


def test_a_step_without_a_score_stands_below_the_others_in_a_chain(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "opportunities/")
    lefts = "links => links.map(link => Math.round(link.getBoundingClientRect().left))"
    assert len(set(page.locator(".chain ul:first-child li > a").evaluate_all(lefts))) == 1


def test_the_head_of_a_map_on_a_phone_takes_the_whole_width(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "journeys/buy-clothes-online/")
    assert page.locator(".intro .top").evaluate("top => top.getBoundingClientRect().width") == 390 - 2 * 16
