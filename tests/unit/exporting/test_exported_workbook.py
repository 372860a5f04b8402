"""Workbooks: what they look like inside, and that what is changed in one is all that changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import xlsx

import jmsite
from jmsite.exporting.book.workbook import as_xlsx
from jmsite.exporting.json_document import as_json
from jmsite.exporting.selection import select
from jmsite.formats.spreadsheet import LONGEST_CELL, Spreadsheet, Style, pieces
from jmsite.formats.workbook import Book, read_book
from jmsite.importing.draft import DraftMap
from jmsite.importing.recognise import read_map
from jmsite.model.catalog import Catalog
from jmsite.model.look import Look
from jmsite.resources import example_folder

SITE = "title: Shop\naudiences: public\nlanes: {carbon: {title: Carbon, type: number}}\n"
STEP = """---
title: Look
thinking: All of it
steps:
  - title: I look
    doing: [Looks around, {text: Asks somebody, persona: anna}, {text: Asks nobody, persona: ben}]
    emotion: {anna: -1, ben: [1, -1.5]}
    touchpoint: [window, The door]
    pains: [{text: Too dark, severity: 3, research: visits}, Too far]
    duration: PT20M
    fields: {carbon: 4}
  - title: I find it
    emotion: 1
    gains: It is there
    pains: "=cmd|' /C calc'!A0"
---
"""
ALONE = "---\ntitle: Pay\nemotion: 2\ndoing: Pays\n---\n"
VARIANT = "---\nsteps: [{id: i-look, doing: Sits down}]\n---\n"


@pytest.fixture
def catalog(project) -> Catalog:
    made = project("minimal").edit("site.yaml", SITE).delete("journeys/visit/01-arrive.md")
    made.edit("journeys/visit/journey.md", "---\ntitle: Visit\npersonas: [anna, ben]\n---\n")
    made.edit("journeys/visit/02-look.md", STEP).edit("journeys/visit/03-pay.md", ALONE)
    made.edit("journeys/visit/02-look.ben.md", VARIANT)
    made.edit("personas/ben.md", "---\ntitle: Ben\n---\n")
    made.edit("research/visits.md", "---\ntitle: Visits\n---\n")
    made.edit("touchpoints.yaml", "window: {title: The window}\nshelf: {title: The shelf}\n")
    return jmsite.load(made.root)


def book_of(catalog: Catalog) -> bytes:
    return as_xlsx(catalog, select(catalog), Look())


Rows = list[list[str]]


def changed(content: bytes, sheet: str, change: Callable[[Rows], None]) -> DraftMap:
    """What is read from a workbook in which somebody has changed a sheet."""
    sheets = {one.name: [list(row) for row in one.rows] for one in read_book(content).sheets}
    change(sheets[sheet])
    return read_map("map.xlsx", xlsx(sheets))


def column(rows: Rows, step: str) -> int:
    return next(row.index(f"visit/{step}") for row in rows if f"visit/{step}" in row)


def put(step: str, lane: str, text: str) -> Callable[[Rows], None]:
    """Write a text into the cell of a step and a lane, as the anchors of a map say where it is."""

    def change(rows: Rows) -> None:
        row = next(row for row in rows if row[1] == lane)
        row[column(rows, step)] = text

    return change


def entities(draft: DraftMap) -> dict[tuple[str, str], dict[str, Any]]:
    return {(one.kind, one.id): {**one.fields, "prose": one.body, "at": one.file} for one in draft.entities}


def different(before: Any, after: Any, path: str = "") -> dict[str, tuple[Any, Any]]:
    """Where two values are different, and what stands there."""
    if isinstance(before, dict) and isinstance(after, dict):
        return {
            where: pair
            for key in dict.fromkeys([*before, *after])
            for where, pair in different(before.get(key), after.get(key), f"{path}/{key}").items()
        }
    return {} if before == after else {path.lstrip("/"): (before, after)}


def steps(draft: DraftMap) -> list[dict[str, Any]]:
    return list(entities(draft)["stage", "visit/look"]["steps"])


def test_a_workbook_says_what_json_says(catalog: Catalog):
    read = read_map("a.xlsx", book_of(catalog))
    assert entities(read) == entities(read_map("a.json", as_json(catalog, select(catalog))))
    assert read.remarks == ()


def test_the_same_content_is_the_same_bytes(catalog: Catalog):
    assert book_of(catalog) == book_of(catalog)


def test_the_sheets_are_an_overview_maps_and_data(catalog: Catalog):
    book = read_book(book_of(catalog))
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("Overview", False), ("Visit", False), ("Ben · Visit", False), ("Data", False), ("Links", False),
        ("jmsite cells", True), ("jmsite curves", True), ("jmsite stamps", True),
    ]  # fmt: skip
    visit = {row[0]: row[2:] for row in book.sheets[1].rows}
    assert visit["Stage"] == ("Look", "Look", "Pay")
    assert visit["Step"] == ("I look", "I find it", "Pay")
    assert visit["Emotion · Anna"] == ("-1", "1", "2")
    assert visit["Emotion · Ben"] == ("1 → -1.5", "1", "2")
    assert (
        visit["Doing"][0] == "• Looks around\n• Asks somebody (Anna)\n• Asks nobody (Ben)\n• Sits down (Ben)"
    )
    assert visit["Thinking (whole stage)"] == ("All of it", "All of it", "")
    assert visit["Carbon"] == ("4", "", "")
    ben = {row[0]: row[2:] for row in book.sheets[2].rows}
    assert ben["Doing"][0] == "• Looks around\n• Asks nobody (Ben)\n• Sits down (Ben)"
    assert "Emotion · Anna" not in ben
    links = [row for row in book.sheets[4].rows if row[1] == "visit/look/i-look"]
    assert ("step", "visit/look/i-look", "I look", "touchpoint", "touchpoint", "window") in {
        one[:6] for one in links
    }


def test_maps_are_frozen_coloured_and_printed_on_one_page_across(catalog: Catalog):
    look = Look(colors={"emotion-n2": "#b84e0a", "emotion-n1": "#eda766", "emotion-0": "#ddd8cf"})
    with zipfile.ZipFile(io.BytesIO(as_xlsx(catalog, select(catalog), look))) as archive:
        sheet, styles = (
            archive.read("xl/worksheets/sheet2.xml").decode(),
            archive.read("xl/styles.xml").decode(),
        )
        names = archive.read("xl/workbook.xml").decode()
        curve = archive.read("xl/drawings/drawing1.xml").decode()
    assert 'editAs="oneCell"' in curve  # it goes along where rows are put in above it
    assert 'xSplit="2" ySplit="4"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "<mergeCell " in sheet
    assert "'Visit'!$A:$A,'Visit'!$3:$4" in names or "Visit!$A:$A,Visit!$3:$4" in names
    assert "FFEDA766" in styles  # -1


def test_lines_have_the_colours_that_their_personas_have_everywhere(project):
    made = project("minimal").edit("personas/anna.md", "---\ntitle: Anna\ncolour: '#0a7a3b'\n---\n")
    with zipfile.ZipFile(io.BytesIO(book_of(jmsite.load(made.root)))) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert 'srgbClr val="0A7A3B"' in chart


def test_lines_of_several_personas_are_named_in_their_chart(catalog: Catalog):
    with zipfile.ZipFile(io.BytesIO(as_xlsx(catalog, select(catalog), Look()))) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "/charts/chart" in name]
    lines = [chart.count("<c:ser>") for chart in charts]
    assert max(lines) > 1
    assert min(lines) == 1
    assert ["<c:legend>" in chart for chart in charts] == [count > 1 for count in lines]


def test_nothing_in_a_workbook_is_a_formula(catalog: Catalog):
    content = book_of(catalog)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        styles = archive.read("xl/styles.xml").decode()
    assert len(sheets) == 8
    assert not any(re.search(r"<f[ >]", sheet) for sheet in sheets)
    # nor becomes one when somebody changes a sign of it
    assert 'quotePrefix="1"' in styles


@given(st.text(max_size=30))
@settings(max_examples=60)
def test_every_text_is_read_as_it_was_written(text: str):
    book = Spreadsheet("Arial", "A")
    sheet = book.sheet(text)
    sheet.text(0, 0, text, Style())
    sheet.text(0, 1, "behind", Style(typed=True))
    (read,) = read_book(book.content()).sheets
    assert read.rows[0][0] == text


@given(st.lists(st.text(max_size=40), max_size=5))
def test_sheets_have_names_that_programs_take(names: list[str]):
    book = Spreadsheet("Arial", "A")
    made = [book.sheet(name).name for name in names]
    assert len({name.casefold() for name in made}) == len(made)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in made)


@given(st.text(st.sampled_from("a😀é"), max_size=5), st.integers(0, 20_000))
@settings(max_examples=20)
def test_long_texts_are_parted_and_nothing_is_lost(text: str, times: int):
    parted = pieces(text * times)
    assert "".join(parted) == text * times
    assert all(len(part.encode("utf-16-le")) // 2 <= LONGEST_CELL for part in parted)


def test_a_text_longer_than_a_cell_comes_back(project):
    prose = "Long words. " * 9_000
    made = project("minimal").edit("personas/anna.md", f"---\ntitle: Anna\n---\n\n{prose}\n")
    catalog = jmsite.load(made.root)
    assert entities(read_map("a.xlsx", book_of(catalog)))["persona", "anna"]["prose"] == prose.strip()


@pytest.mark.parametrize(
    ("lane", "text", "field", "now"),
    [
        ("pains", "• Too dim\n• Too far", "pains",
         [{"text": "Too dim", "severity": 3, "research": ["visits"]}, {"text": "Too far"}]),
        ("pains", "Too far", "pains", [{"text": "Too far"}]),
        ("pains", "Too far\nToo late", "pains", [{"text": "Too far"}, {"text": "Too late"}]),
        ("pains", "", "pains", None),
        ("doing", "• Looks around\n• Waits (Anna)\n• Sits down (Ben)", "doing",
         [{"text": "Looks around"}, {"text": "Waits", "persona": "anna"}, {"text": "Sits down", "persona": "ben"}]),
        ("touchpoints", "The shelf\nThe door", "touchpoint", ["shelf", "The door"]),
        ("touchpoints", "The window\nThe roof", "touchpoint", ["window", "The roof"]),
        ("gains", "It is near (Anna)", "gains", [{"text": "It is near", "persona": "anna"}]),
        ("emotion:anna", "0.5", "emotion", {"anna": [{"score": 0.5}], "ben": [{"score": 1}, {"score": -1.5}]}),
        ("emotion:ben", "2 → 1", "emotion", {"anna": [{"score": -1}], "ben": [{"score": 2}, {"score": 1}]}),
        ("emotion:ben", "", "emotion", {"anna": [{"score": -1}]}),
        ("emotion:ben", "-1", "emotion", {"anna": [{"score": -1}], "ben": [{"score": -1}]}),
    ],
)  # fmt: skip
def test_what_is_changed_in_a_map_is_all_that_changes(
    catalog: Catalog, lane: str, text: str, field: str, now: Any
):
    content = book_of(catalog)
    draft = changed(content, "Visit", put("look/i-look", lane, text))
    before, after = entities(read_map("a.xlsx", content)), entities(draft)
    old = before["stage", "visit/look"]["steps"]
    (told,) = draft.remarks
    assert (told.did, told.spot[:6]) == ("changed", "Visit!")
    new = steps(draft)
    assert different(before, after).keys() == {"('stage', 'visit/look')/steps"}
    assert new[1] == old[1]
    assert {name: value for name, value in new[0].items() if name != field} == {
        name: value for name, value in old[0].items() if name != field
    }
    assert _plain(new[0].get(field)) == now


def _plain(value: Any) -> Any:
    """A value without what is empty in it."""
    if isinstance(value, dict):
        return {key: kept for key, one in value.items() if (kept := _plain(one)) not in (None, "", [])}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def test_one_persona_may_feel_otherwise_from_now_on(catalog: Catalog):
    draft = changed(book_of(catalog), "Visit", put("look/i-find-it", "emotion:ben", "-2"))
    felt = {who: [one["score"] for one in some] for who, some in steps(draft)[1]["emotion"].items()}
    assert felt == {"anna": [1], "ben": [-2]}


def test_a_stage_without_steps_is_changed_as_one(catalog: Catalog):
    draft = changed(book_of(catalog), "Visit", put("pay/pay", "doing", "Pays by card"))
    assert [one["text"] for one in entities(draft)["stage", "visit/pay"]["doing"]] == ["Pays by card"]


def test_titles_are_changed_and_ids_stay(catalog: Catalog):
    def rename(rows: Rows) -> None:
        rows[0][0] = "A visit"
        for row in rows:
            row[2:] = [{"I look": "I look twice", "Look": "Search"}.get(cell, cell) for cell in row[2:]]

    draft = changed(book_of(catalog), "Visit", rename)
    assert entities(draft)["journey", "visit"]["title"] == "A visit"
    assert entities(draft)["stage", "visit/look"]["title"] == "Search"
    assert (steps(draft)[0]["title"], steps(draft)[0]["id"]) == ("I look twice", "i-look")
    assert "id" not in steps(draft)[1]


def test_a_column_that_is_new_is_a_step_and_one_that_is_gone_is_none(catalog: Catalog):
    def insert(rows: Rows) -> None:
        at = column(rows, "look/i-look") + 1
        for row in rows:
            new = {"stage": "Look", "step": "I turn", "pains": "• Slow\n• Dark", "emotion:anna": "-2"}
            row.insert(at, new.get(row[1], ""))

    def remove(rows: Rows) -> None:
        at = column(rows, "look/i-look")
        for row in rows:
            del row[at]

    draft = changed(book_of(catalog), "Visit", insert)
    assert [one["title"] for one in steps(draft)] == ["I look", "I turn", "I find it"]
    assert [one["text"] for one in steps(draft)[1]["pains"]] == ["Slow", "Dark"]
    assert steps(draft)[1]["emotion"]["anna"][0]["score"] == -2
    gone = changed(book_of(catalog), "Visit", remove)
    assert [one["title"] for one in steps(gone)] == ["I find it"]
    assert "the step 'I look' is there no more" in [one.text for one in gone.remarks]


@pytest.mark.parametrize(
    ("lane", "text", "why"),
    [
        ("time", "3 hours", "this is worked out"),
        ("own:carbon", "7", "this is worked out"),
        ("emotion:anna", "fine", "'fine' is no score"),
    ],
)
def test_what_cannot_be_changed_in_a_map_is_told(catalog: Catalog, lane: str, text: str, why: str):
    content = book_of(catalog)
    draft = changed(content, "Visit", put("look/i-look", lane, text))
    (told,) = draft.remarks
    assert (told.did, told.spot[:7]) == ("left out", "Visit!C")
    assert why in told.text
    assert entities(draft) == entities(read_map("a.xlsx", content))


def test_what_is_changed_among_the_data_counts_and_rows_may_be_sorted(catalog: Catalog):
    def change(rows: Rows) -> None:
        for row in rows:
            row[:] = ["Wide" if cell == "Too far" else cell for cell in row]
        rows[1:] = sorted(rows[1:], key=lambda row: row[5])

    draft = changed(book_of(catalog), "Data", change)
    assert [
        one["text"] for one in next(one for one in steps(draft) if one["title"] == "I look")["pains"]
    ] == [
        "Too dark",
        "Wide",
    ]


def test_a_program_may_leave_only_the_first_of_merged_cells(catalog: Catalog):
    """OpenDocument files do not say in what is read of them which cells are one."""

    def part(rows: Rows) -> None:
        for row in rows:
            if row[1] == "stage" or row[1].startswith("stage:"):
                for at in range(len(row) - 1, 2, -1):
                    row[at] = "" if row[at] == row[at - 1] else row[at]

    content = book_of(catalog)
    draft = changed(content, "Visit", part)
    assert draft.remarks == ()
    assert entities(draft) == entities(read_map("a.xlsx", content))


def test_a_map_alone_is_read_as_any_sheet(catalog: Catalog):
    (sheet,) = [one for one in read_book(book_of(catalog)).sheets if one.name == "Visit"]
    draft = read_map("map.xlsx", xlsx({"Visit": sheet.rows}))
    (journey,) = draft.journeys
    assert journey.title == "Visit"
    assert [(stage.title, [step.title for step in stage.steps]) for stage in journey.stages] == [
        ("Look", ["I look", "I find it"]),
        ("Pay", ["Pay"]),
    ]


def test_no_map_of_the_sample_says_anything_but_what_was_written():
    catalog = jmsite.load(example_folder().parent)
    draft = read_map("a.xlsx", as_xlsx(catalog, select(catalog), Look()))
    assert draft.remarks == ()


def test_a_workbook_of_arabic_runs_from_right_to_left(project):
    made = project("minimal").edit("site.yaml", "title: A\nlanguage: ar\n")
    with zipfile.ZipFile(io.BytesIO(book_of(jmsite.load(made.root)))) as archive:
        assert 'rightToLeft="1"' in archive.read("xl/worksheets/sheet2.xml").decode()


def test_a_book_that_is_not_ours_is_none() -> None:
    from jmsite.importing.own_book import read_own_book

    assert read_own_book(Book(sheets=())) is None
