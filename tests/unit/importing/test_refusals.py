"""What could do harm is refused with a reason, and real workbooks of older programs are read."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import archive, ods, xlsx

from jmsite.cli.app import run
from jmsite.exporting.rows import COLUMNS
from jmsite.formats import workbook_limits
from jmsite.formats.old_workbook import failed_cells
from jmsite.formats.workbook import read_book
from jmsite.importing import csv_text, recognise
from jmsite.importing.draft import NoJourneyError
from jmsite.importing.recognise import read_map

SHEETS = Path(__file__).parents[2] / "corpora/sheets"
HEADER = ["Stage", "Action", "Touchpoint", "Emotion (1-5)", "Pain"]
ROWS = [HEADER, ["Look", "Searches", "Website", 2, "Slow"], ["Buy", "Pays", "Shop", 4, "Queue"]]


def parts(book: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def swapped(book: bytes, name: str, old: str, new: str) -> bytes:
    """A workbook with something else in one of its parts."""
    found = parts(book)
    text = found[name]
    assert isinstance(text, bytes)
    assert old in text.decode()
    return archive({**found, name: text.decode().replace(old, new)})


ROW, CELL = "<table:table-row", "<table:table-cell"
MANY = f'{CELL} table:number-columns-repeated="900000"'
SHEET = "xl/worksheets/sheet1.xml"
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
TEXTS = "<sst><si><t>" + "long " * 4000 + "</t></si></sst>"
REPEATED = '<row><c t="s"><v>0</v></c></row>' * 6_000
DOCTYPE = '<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]><worksheet'


@pytest.mark.parametrize(
    ("book", "why"),
    [
        (swapped(xlsx({"Map": ROWS}), SHEET, "</sheetData>", FAR), "more than 1,000,000 cells"),
        (swapped(xlsx({"Map": ROWS}), SHEET, "<worksheet", DOCTYPE), "declares XML entities"),
        (
            archive({**parts(swapped(xlsx({"Map": ROWS}), SHEET, "</sheetData>", f"{REPEATED}</sheetData>")),
                     "xl/sharedStrings.xml": TEXTS}),
            "more than 100,000,000 signs",
        ),
        (swapped(xlsx({"Map": ROWS}), SHEET, "<row>", '<row r="&#49;">'), "a number in it is none"),
        (
            swapped(ods(ROWS), "content.xml", f"{ROW}>", f'{ROW} table:number-rows-repeated="900000">'),
            "more than 1,000,000 cells",
        ),
        (
            swapped(ods(ROWS), "content.xml", f"{CELL} ", f"{CELL} table:number-columns-repeated='90000' "),
            "more than 1,000,000 cells",
        ),
        (
            swapped(ods(ROWS), "content.xml", f"</{ROW[1:]}>", f'{MANY} office:value-type="float"/></{ROW[1:]}>'),
            "more than 1,000,000 cells",
        ),
        (
            swapped(ods(ROWS), "content.xml", f"</{ROW[1:]}>",
                    f"{MANY}><text:p>x</text:p></{CELL[1:]}></{ROW[1:]}>"),
            "more than 1,000,000 cells",
        ),
        (
            swapped(ods(ROWS), "content.xml", f"</{ROW[1:]}>",
                    f'{CELL} table:number-columns-repeated="6000"><text:p>{"long " * 4000}</text:p></{CELL[1:]}>'
                    f"</{ROW[1:]}>"),
            "more than 100,000,000 signs",
        ),
        (
            swapped(ods(ROWS[-1:]), "content.xml", f"</{ROW[1:]}>",
                    f'{CELL} table:number-columns-repeated="6000"><text:p>{"long " * 4000}</text:p></{CELL[1:]}>'),
            "more than 100,000,000 signs",
        ),
        (archive({**parts(xlsx({"Map": ROWS})), "xl/workbook.bin": b"0"}), "binary workbook"),
        (archive({**parts(xlsx({"Map": ROWS})), SHEET: "<worksheet".encode("utf-16")}), "no UTF-8"),
    ],
    ids=["far", "entities", "texts", "hidden number", "rows", "columns", "a value without words",
         "words without a kind", "repeated texts", "a row without end",
         "binary", "utf-16"],
)  # fmt: skip
def test_a_workbook_that_would_fill_the_memory_is_refused(book: bytes, why: str):
    with pytest.raises(NoJourneyError, match=why):
        read_map("map.xlsx", book)


def test_an_archive_that_lies_of_its_sizes_is_refused():
    book = bytearray(archive({**parts(xlsx({"Map": ROWS})), "xl/big.xml": b"<a>" + b"0" * 50_000}))
    # 50,003 becomes 3, in both of its heads
    said = (50_003).to_bytes(4, "little")
    assert book.count(said) == 2
    with pytest.raises(NoJourneyError, match="damaged"):
        read_map("map.xlsx", bytes(book.replace(said, (3).to_bytes(4, "little"))))


def test_an_archive_is_refused_by_what_it_unpacks_to_not_by_its_own_size(monkeypatch):
    monkeypatch.setattr(workbook_limits, "MOST_UNPACKED", 100_000)
    book = archive({**parts(xlsx({"Map": ROWS})), "xl/media/a.bin": b"0" * 200_000})
    assert len(book) < 5_000
    with pytest.raises(NoJourneyError, match="unpacks to more than"):
        read_map("map.xlsx", book)


def test_a_large_csv_is_read_no_further_than_a_map_can_be(tmp_path, monkeypatch, capsys, project):
    monkeypatch.setattr(recognise, "LARGEST", 2_000)
    large = tmp_path / "large.csv"
    large.write_text("Stage,Action,Pain\n" + "Look,Searches,Slow\n" * 10_000)
    read: list[int] = []
    real = Path.open

    def counting(self: Path, *words: Any, **named: Any) -> Any:
        opened = real(self, *words, **named)
        if self != large:
            return opened
        fetch = opened.read
        opened_read = lambda count=-1: (read.append(count), fetch(count))[1]  # noqa: E731
        return type("Counted", (), {"__enter__": lambda _: _, "__exit__": lambda *_: opened.close(),
                                    "read": staticmethod(opened_read)})()  # fmt: skip

    monkeypatch.setattr(Path, "open", counting)
    assert run(["import", str(large), "--root", str(project("minimal").root)]) == 1
    assert "the file is larger than" in capsys.readouterr().out
    assert read == [2_001]


def test_a_csv_of_more_rows_than_a_map_has_is_refused(monkeypatch):
    monkeypatch.setattr(csv_text, "MOST_ROWS", 100)
    with pytest.raises(NoJourneyError, match="more than 100 rows"):
        read_map("a.csv", b"Stage,Action,Pain\n" + b"Look,Searches,Slow\n" * 200)


FORMULAS = ("=HYPERLINK('http://x.example','y')", "+1+1", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_file_is_words_and_goes_out_as_words(project, capsysbinary, tmp_path, formula: str):
    root = project("minimal").root
    file = tmp_path / "our-map.csv"
    file.write_text(f'Stage,Action,Touchpoint,Pain\nLook,"{formula}",Shop,Slow\nBuy,Pays,Shop,"{formula}"\n')
    assert run(["import", str(file), "--root", str(root)]) == 0
    for format in ("csv", "csv-wide"):
        capsysbinary.readouterr()
        assert run(["export", format, "our-map", "-o", "-", "--root", str(root)]) == 0
        out = capsysbinary.readouterr().out.decode("utf-8-sig")
        assert f"'{formula}" in out
        assert f",{formula}" not in out.replace(f"'{formula}", "")
    target = tmp_path / "out.xlsx"
    assert run(["export", "xlsx", "our-map", "-o", str(target), "--root", str(root)]) == 0
    sheets = [text for name, text in parts(target.read_bytes()).items() if "worksheets/" in name]
    assert not any(b"<f>" in text for text in sheets if isinstance(text, bytes))


TRICKS = ("../../outside", "..", "a/../../b", "/etc/passwd", "C:\\x", "con", ".git", "a\\b", "a\0b", "")


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("format", ["json", "csv", "xlsx"])
def test_no_name_in_a_file_leads_out_of_the_content(project, tmp_path, capsys, trick: str, format: str):
    root = project("minimal").root
    if "\0" in trick and format == "xlsx":
        trick = "a\x01b"
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    file = tmp_path / f"tricks.{format}"
    fields = {"title": "Tricky"}
    if format == "json":
        persona = {"id": trick, "title": "Tricky", "fields": fields, "file": f"personas/{trick}.md"}
        other = {**persona, "id": "fine", "file": f"personas/../../{trick}.md", "prose_file": "../../x.md"}
        told = {"format": "jmsite", "version": 1, "entities": {"persona": [persona, other]}}
        file.write_text(json.dumps(told))
    else:
        rows = [list(COLUMNS)]
        for id, where in ((trick, f"personas/{trick}.md"), ("fine", f"personas/../../{trick}.md")):
            rows += [["persona", id, "Tricky", field, "", text, "", "", "", ""]
                     for field, text in (("", ""), ("title", "Tricky"), ("written in", where))]  # fmt: skip
        plain = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
        file.write_bytes(plain if format == "csv" else xlsx({"Data": rows}))
    run(["import", str(file), "--root", str(root)])
    told_us = capsys.readouterr().out
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before - {file}
    assert {path.relative_to(root).as_posix() for path in made} <= {"content/personas/fine.md"}
    assert "no file can be called like its id" in told_us or not trick or "\0" in trick


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_workbook_of_an_office_program_is_read(ending: str):
    draft = read_map(f"two.{ending}", (SHEETS / f"two-personas.{ending}").read_bytes())
    assert [(one.title, one.personas) for one in draft.journeys] == [
        ("Buying a bicycle", ("Anna",)),
        ("Buying a bicycle", ("Ben",)),
    ]
    anna, ben = draft.journeys
    # the head of two columns that are merged holds for both
    assert [(stage.title, [step.title for step in stage.steps]) for stage in anna.stages] == [
        ("Looking", ["Reads tests", "Visits a shop"]),
        ("Buying", ["Pays"]),
    ]
    steps = [step for stage in (*anna.stages, *ben.stages) for step in stage.steps]
    # formulas are their values, and what could not be worked out is nothing
    assert [[one.value for one in step.feelings] for step in steps] == [[4], [2], [5], [3], [2], [4]]
    assert [[one.text for one in step.lanes.get("pains", ())] for step in steps] == [
        ["Tests contradict each other"], [], ["Waits at the till"], ["Cem is away"], ["No size fits"], [],
    ]  # fmt: skip
    assert steps[0].lanes["needs"][0].text == "2026-03-01"
    told = [one.text for one in draft.remarks if one.did == "left out"]
    assert "the hidden sheet 'Draft'" in told
    assert "the sheet 'Notes', which is no map" in told
    assert not any("Secret" in one.title for one in draft.journeys)


def test_what_an_open_document_could_not_work_out_is_told():
    draft = read_map("two.ods", (SHEETS / "two-personas.ods").read_bytes())
    told = [one.text for one in draft.remarks]
    assert "'#DIV/0!', which the sheet could not work out" in told
    assert "'#N/A', which the sheet could not work out" in told


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("two-personas", {"C7": "#DIV/0!", "D7": "#N/A"}),
        # a workbook so small that its stream lies among the small ones of the file
        ("failed-cells", {"D3": "#N/A", "E3": "#VALUE!", "E4": "#DIV/0!"}),
    ],
)
def test_what_an_old_workbook_could_not_work_out_is_told(name: str, cells: dict[str, str]):
    draft = read_map(f"{name}.xls", (SHEETS / f"{name}.xls").read_bytes())
    told = {one.spot: one.text for one in draft.remarks if "could not work out" in one.text}
    assert told == {cell: f"'{text}', which the sheet could not work out" for cell, text in cells.items()}


@given(data=st.data(), name=st.sampled_from(["two-personas", "failed-cells"]))
def test_an_old_workbook_that_is_damaged_ends_in_no_error(data: st.DataObject, name: str):
    content = bytearray((SHEETS / f"{name}.xls").read_bytes())
    # the header, with where the parts of the file begin, is what breaks most
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, 600) | st.integers(0, len(content) - 1))] = data.draw(
            st.integers(0, 255)
        )
    cut = data.draw(st.integers(0, len(content)) | st.just(len(content)))
    assert all(text.startswith("#") for _, text in failed_cells(bytes(content[:cut])))


def test_pictures_and_settings_in_a_workbook_are_no_parts_to_be_read():
    picture = b"\x89PNG\r\n\x1a\n\0\0<a" + bytes(range(256))
    book = archive({**parts(xlsx({"Map": ROWS})), "xl/media/a.png": picture, "xl/printer.bin": b"\0\0\0<"})
    assert len(read_book(book).sheets[0].rows) == 3
    assert (
        len(read_book(archive({**parts(ods(ROWS)), "Thumbnails/thumbnail.png": picture})).sheets[0].rows) == 3
    )


def test_empty_cells_to_the_end_of_a_sheet_are_no_cells():
    # office programs write them, to say how they look
    book = swapped(
        ods(ROWS), "content.xml", "</table:table-row>",
        '<table:table-cell table:number-columns-repeated="16379"/></table:table-row>',
    )  # fmt: skip
    book = swapped(
        book, "content.xml", "</table:table>",
        f'{ROW} table:number-rows-repeated="1048573">{CELL} table:number-columns-repeated="16384"/>'
        "</table:table-row></table:table>",
    )  # fmt: skip
    assert len(read_book(book).sheets[0].rows) == 3
