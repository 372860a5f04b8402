"""Maps in spreadsheets: separators, encodings, merged cells, errors, and what is refused."""

from __future__ import annotations

import builtins
import codecs

import pytest
from workbooks import archive, ods, xlsx

from jmsite.formats import workbook_limits
from jmsite.importing import recognise
from jmsite.importing.csv_text import separator_of
from jmsite.importing.draft import DraftMap, NoJourneyError
from jmsite.importing.recognise import read_map

HEADER = ["Stage", "Action", "Touchpoint", "Emotion (1-5)", "Pain"]
ROWS = [HEADER, ["Look", "Searches", "Website", 2, "Slow"], ["Buy", "Pays", "Shop", 4, "Queue; heat"]]
LONG = (
    "Stage,Action,Touchpoint,Emotion (1-5),Pain\nLook,Searches,Website,2,Slow\nBuy,Pays,Shop,4,Queue; heat\n"
)


def sketched(draft: DraftMap) -> list[tuple[str, float | None, int]]:
    return [
        (stage.title, stage.feelings[0].value if stage.feelings else None, len(stage.lanes.get("pains", ())))
        for journey in draft.journeys
        for stage in journey.stages
    ]


EXPECTED = [("Look", 2, 1), ("Buy", 4, 2)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_separator_is_found(sign, end):
    text = LONG.replace("; ", " und ").replace(",", sign).replace("\n", end)
    assert separator_of(text) == sign
    assert [title for title, _, _ in sketched(read_map("a.csv", text.encode()))] == ["Look", "Buy"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_encoding_is_read(encoding):
    text = LONG.replace("Searches", "Sucht Käse für 3 €")
    draft = read_map("a.csv", text.encode(encoding))
    assert draft.journeys[0].stages[0].lanes["doing"][0].text == "Sucht Käse für 3 €"
    assert sketched(draft) == EXPECTED


def test_excel_may_say_itself_what_separates():
    assert sketched(read_map("a.csv", ("sep=;\n" + LONG.replace(",", ";").replace("; ", "\\ ")).encode()))[0][
        :2
    ] == ("Look", 2)


def test_a_quoted_cell_may_have_lines_and_lines_are_those_of_the_file():
    text = LONG.replace("Searches", '"Searches,\nasks"')
    stages = read_map("a.csv", text.encode()).journeys[0].stages
    assert [entry.text for entry in stages[0].lanes["doing"]] == ["Searches,", "asks"]
    assert stages[1].line == 4


def test_a_workbook_is_read_as_its_cells_are_shown():
    book = xlsx({"Map": [*ROWS, ["", "", "", "#N/A", ""], ["Use", "=1+1=>Drives", "Car", 5, "#REF!"]]})
    draft = read_map("map.xlsx", book)
    assert sketched(draft) == [*EXPECTED, ("Use", 5, 0)]
    assert draft.journeys[0].stages[2].lanes["doing"][0].text == "Drives"
    assert any("'#REF!'" in one.text for one in draft.remarks if one.did == "left out")


def test_a_merged_stage_holds_for_all_its_steps():
    rows = [
        ["Stage", "Step", "Emotion", "Pain"],
        ["Look", "Search", "calm", "Slow"],
        ["", "Ask", "sad", "Slow"],
    ]
    (stage,) = read_map("map.xlsx", xlsx({"Map": rows}, merged=["A2:A3"])).journeys[0].stages
    assert [step.title for step in stage.steps] == ["Search", "Ask"]


def test_open_document_is_read_too():
    assert sketched(read_map("map.ods", ods(ROWS))) == EXPECTED


def test_sheets_are_journeys_and_others_are_named():
    draft = read_map("map.xlsx", xlsx({"Ann": ROWS, "Notes": [["Ask Ben"]], "Cem": ROWS}))
    assert [journey.title for journey in draft.journeys] == ["Ann", "Cem"]
    assert any("'Notes'" in one.text for one in draft.remarks if one.did == "left out")


@pytest.mark.parametrize("content", [b"PK\x03\x04xl/", b"\xd0\xcf\x11\xe0 broken", xlsx({"Map": ROWS})[:-60]])
def test_a_damaged_workbook_is_refused_with_a_reason(content):
    with pytest.raises(NoJourneyError, match=r"damaged"):
        read_map("map.xlsx", content)


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(workbook_limits, "MOST_UNPACKED", 10_000)
    bomb = archive({"xl/workbook.xml": b"0" * 100_000})
    with pytest.raises(NoJourneyError, match="unpacks to more than"):
        read_map("map.xlsx", bomb)


def test_a_sheet_of_more_cells_than_maps_have_is_refused(monkeypatch):
    monkeypatch.setattr(workbook_limits, "MOST_CELLS", 10)
    with pytest.raises(NoJourneyError, match="more than 10 cells"):
        read_map("map.xlsx", xlsx({"Map": ROWS}))


def test_a_file_of_more_bytes_than_maps_have_is_refused(monkeypatch):
    monkeypatch.setattr(recognise, "LARGEST", 20)
    with pytest.raises(NoJourneyError, match="larger than"):
        read_map("a.csv", LONG.encode())


@pytest.mark.parametrize("content", [b"", b"\0\0\0\0", bytes(range(256)) * 4, codecs.BOM_UTF16_LE + b"\xd8"])
def test_what_is_no_text_is_refused(content):
    with pytest.raises(NoJourneyError):
        read_map("a.csv", content)


def test_without_the_extra_a_workbook_names_the_command_that_installs_it(monkeypatch):
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "python_calamine":
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NoJourneyError, match=r"pip install \"jmsite\[exchange\]\""):
        read_map("map.xlsx", xlsx({"Map": ROWS}))
