"""Maps in spreadsheets: CSV, and workbooks with one sheet per persona; titles and personas stand above the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jmsite.formats.workbook import Book, BookSheet, SheetError, read_book
from jmsite.importing.csv_text import grid_of_text
from jmsite.importing.draft import DraftJourney, DraftMap, DraftPersona, NoJourneyError, Remark
from jmsite.importing.draft_builder import persona_of
from jmsite.importing.failed_cells import without_failures
from jmsite.importing.grids import CellGrid, grid_of
from jmsite.importing.journey_intro import journey_title
from jmsite.importing.labels import Words
from jmsite.importing.likely_map import SOUGHT
from jmsite.importing.own_book import read_own_book, without_anchors
from jmsite.importing.presets import with_preset
from jmsite.importing.side_by_side import read_wide
from jmsite.importing.state_tables import state_named, with_comparisons
from jmsite.importing.table_shapes import long_shape, why_none, wide_shape
from jmsite.importing.tables import FoundInTable, TableReader
from jmsite.model.value import replace

_UNNAMED = re.compile(
    r"^(?:sheet|tabelle|feuille|hoja|planilha|лист|工作表|シート)\s*\d*$|^(?:map|journey|data)$",
    re.IGNORECASE,
)
NO_HEADER = "no header row names a stage or step and two lanes, such as pains"
NO_SHEET = "no sheet has a header row with a stage or step and two lanes, such as pains"
_HEADERS = frozenset(("lane", "lanes", "type", "row"))
"""The words above the names of lanes, which say nothing of the journey."""
_FRAMED = ("persona", "scenario", "trigger", "outcome", "title")


def read_csv(text: str, words: Words, name: str) -> DraftMap:
    """Return the journey in a CSV text. Raises ``NoJourneyError``."""
    grid, failed = without_failures(grid_of_text(text))
    found = _of_grid(grid, words, name)
    if found is None:
        if len(grid.rows) == 1 and len(list(filter(None, grid.rows[0]))) > 1:
            raise NoJourneyError(
                "there is one row, such as a header, and nothing below it", SOUGHT, near=True
            )
        raise why_none([grid], words, NO_HEADER)
    journeys, personas, remarks = found
    draft = DraftMap(
        format="csv",
        journeys=tuple(with_comparisons(journeys)),
        personas=tuple(personas),
        remarks=(*remarks, *failed),
    )
    return with_preset(draft, [grid])


def read_workbook(content: bytes, words: Words, name: str) -> DraftMap:
    """Return the journeys in a workbook, one a sheet and persona. Raises ``NoJourneyError``."""
    try:
        book = read_book(content)
    except SheetError as error:
        raise NoJourneyError(str(error)) from None
    own = read_own_book(book)
    if own is not None:
        return own
    journeys: list[DraftJourney] = []
    personas: list[DraftPersona] = []
    remarks: list[Remark] = []
    grids: list[CellGrid] = []
    for sheet in map(without_anchors, book.sheets):
        if sheet.hidden:
            remarks.append(Remark(did="left out", text=f"the hidden sheet '{sheet.name}'", spot=sheet.name))
            continue
        grid, failed = without_failures(_grid(sheet))
        grids.append(grid)
        remarks += failed
        found = _of_grid(grids[-1], words, name if _UNNAMED.match(sheet.name) else sheet.name)
        if found is None:
            if any(cell for row in sheet.rows for cell in row):
                remarks.append(
                    Remark(did="left out", text=f"the sheet '{sheet.name}', which is no map", spot=sheet.name)
                )
            continue
        journeys += found[0]
        personas += found[1]
        remarks += found[2]
    if not journeys:
        raise why_none(grids, words, NO_SHEET)
    draft = DraftMap(
        format="workbook",
        journeys=tuple(with_comparisons(journeys)),
        personas=tuple(personas),
        remarks=(*remarks, *_beside(book)),
    )
    return with_preset(draft, grids)


def _beside(book: Book) -> list[Remark]:
    told = [Remark(did="left out", text=f"the comment: {text}", spot=cell) for cell, text in book.comments]
    for cell, text in book.errors:
        told.append(Remark(did="left out", text=f"'{text}', which the sheet could not work out", spot=cell))
    if book.coloured:
        told.append(
            Remark(did="left out", text="the colours of cells: write what they mean as text, if it matters")
        )
    return told


def _grid(sheet: BookSheet) -> CellGrid:
    return grid_of(sheet.rows, list(range(1, len(sheet.rows) + 1)), sheet.name)


def _of_grid(
    grid: CellGrid, words: Words, name: str
) -> tuple[list[DraftJourney], list[DraftPersona], list[Remark]] | None:
    """Return the journeys, personas and remarks of a grid; None where it is no map."""
    long = long_shape(grid, words)
    wide = None if long else wide_shape(grid, words)
    if long is not None:
        found = TableReader(grid, words).long(long)
        above = grid.rows[: long.header], grid.lines[: long.header]
    elif wide is not None:
        found, top = read_wide(grid, wide, words)
        above = grid.rows[:top], grid.lines[:top]
    else:
        return None
    return _framed(found, above, words, name, grid.spot)


def _framed(
    found: FoundInTable,
    above: tuple[Sequence[Sequence[str]], Sequence[int]],
    words: Words,
    name: str,
    spot: str,
) -> tuple[list[DraftJourney], list[DraftPersona], list[Remark]]:
    said, remarks = _preamble(above, words, spot)
    personas = [persona_of(text) for text in said["persona"]]
    personas += [DraftPersona(title=part.persona, line=part.line) for part in found.parts if part.persona]
    title = next(filter(None, map(journey_title, said["title"])), "") or name
    if title == name:
        remarks.append(
            Remark(
                did="changed", text=f"the journey has no title in the file: it is called '{title}'", spot=spot
            )
        )
    base = DraftJourney(
        title=title, line=1, personas=tuple(one.title for one in personas if said["persona"]),
        scenario=" ".join(said["scenario"]), trigger=" ".join(said["trigger"]), outcome=" ".join(said["outcome"]),
    )  # fmt: skip
    journeys = [
        replace(
            base,
            stages=part.stages,
            state=part.state if part.state == "future" else state_named(name, words) or "current",
            line=part.line,
            personas=(part.persona,) if part.persona else base.personas,
        )
        for part in found.parts
    ]
    return journeys, personas, [*remarks, *found.remarks]


def _preamble(
    above: tuple[Sequence[Sequence[str]], Sequence[int]], words: Words, spot: str
) -> tuple[dict[str, list[str]], list[Remark]]:
    """Return what stands above a table: a title alone in a row, and labels with their values."""
    said: dict[str, list[str]] = {lane: [] for lane in _FRAMED}
    remarks: list[Remark] = []
    for row, line in zip(*above, strict=True):
        cells = list(dict.fromkeys(cell for cell in row if cell and not cell.isdigit()))
        if cells and cells[0].casefold() in _HEADERS:
            continue
        lane = words.lane(cells[0]) if len(cells) > 1 else ""
        if lane in _FRAMED:
            said[lane] += cells[1:2]
            cells = cells[2:]
        elif not said["title"] and cells:
            said["title"].append(cells[0])
            cells = cells[1:]
        if cells:
            remarks.append(
                Remark(did="left out", text=f"'{' '.join(cells)}' above the table", line=line, spot=spot)
            )
    return said, remarks
