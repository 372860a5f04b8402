"""Maps in tables that say of each stage how it is and how it should be: `Stage | Current | Future`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jmsite.importing.draft import DraftJourney, Remark, State
from jmsite.importing.grids import CellGrid
from jmsite.importing.labels import Words, plain_label
from jmsite.importing.table_shapes import LongShape, with_units
from jmsite.importing.tables import FoundInTable, TableReader
from jmsite.model.value import Value, replace

_WORDS_OF_A_SENTENCE = 3
_SIGNS_OF_A_SENTENCE = 5
"""Of languages that part no words: Chinese and Japanese."""
_UNPARTED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_OF_BOTH = ("stage", "step", "phase", "persona", "number")


class StatePair(Value):
    """The columns of a table that hold what is and what should be, and what each column is."""

    now: int
    later: int
    columns: tuple[str, ...]


def state_pair(grid: CellGrid, words: Words, of_journey: bool = False) -> StatePair | None:
    """Return how a table with a column for each state is read; None where it is none.

    Plans and comparisons of technology have such columns too, with a name or a figure in each cell. A map tells what
    happens: most cells are sentences. Projects have phases as well: these count in a text that says it is
    ``of_journey``.
    """
    if len(grid.rows) < 3:
        return None
    units = {"stage", "step", "phase"} if of_journey else {"stage", "step"}
    header = [plain_label(cell) for cell in grid.rows[0]]
    now = [at for at, label in enumerate(header) if label in words.kinds["current"]]
    later = [at for at, label in enumerate(header) if label in words.kinds["future"]]
    lanes = [words.lane(cell) for cell in grid.rows[0]]
    if len(now) != 1 or len(later) != 1 or not units & set(lanes) or words.strange(grid.rows[0]):
        return None
    lanes = with_units(lanes, grid.rows[0])
    columns = tuple("doing" if at in (*now, *later) else lane for at, lane in enumerate(lanes))
    cells = [row[at] for row in grid.rows[1:] for at in (*now, *later)]
    if not all(columns) or columns.count("doing") != 2 or not _are_told(cells):
        return None
    return StatePair(now=now[0], later=later[0], columns=columns)


def _are_told(cells: Sequence[str]) -> bool:
    """Return whether most cells that are not blank are sentences, not names and figures."""
    said = [cell for cell in cells if re.search(r"\w", cell)]
    return bool(said) and 2 * sum(map(_is_sentence, said)) > len(said)


def _is_sentence(cell: str) -> bool:
    words = re.findall(r"[^\W\d_]+", cell)
    return len(words) >= _WORDS_OF_A_SENTENCE or len(_UNPARTED.findall(cell)) >= _SIGNS_OF_A_SENTENCE


def read_states(grid: CellGrid, pair: StatePair, words: Words) -> tuple[FoundInTable, FoundInTable]:
    """Return what a table holds as it is, with all lanes beside the two states, and what it holds as it should be."""
    both = [at for at, lane in enumerate(pair.columns) if lane in _OF_BOTH]
    of_now = [at for at in range(grid.width) if at != pair.later]
    now = _read(grid, of_now, pair, words)
    later = _read(grid, sorted((*both, pair.later)), pair, words)
    names = grid.rows[0][pair.now], grid.rows[0][pair.later]
    remarks = [_changed(f"'{names[0]}' and '{names[1]}' are taken as what people do, in two journeys", grid)]
    others = [grid.rows[0][at] for at in of_now if at not in (*both, pair.now)]
    if others:
        remarks.append(_changed(f"{', '.join(others)}: taken for the journey as it is", grid))
    return replace(now, remarks=(*remarks, *now.remarks)), later


def _read(grid: CellGrid, kept: Sequence[int], pair: StatePair, words: Words) -> FoundInTable:
    rows = tuple(tuple(row[at] for at in kept) for row in grid.rows)
    shape = LongShape(header=0, columns=tuple(pair.columns[at] for at in kept))
    return TableReader(replace(grid, rows=rows), words).long(shape)


def _changed(text: str, grid: CellGrid) -> Remark:
    return Remark(did="changed", text=text, line=grid.lines[0], spot=grid.spot)


def state_named(name: str, words: Words) -> State | None:
    """Return the state that a sheet or a part of one is called by; None for other names."""
    states: tuple[State, ...] = ("current", "future")
    return next((state for state in states if plain_label(name) in words.kinds[state]), None)


def with_comparisons(journeys: Sequence[DraftJourney]) -> list[DraftJourney]:
    """Return journeys of which each that should be is compared to one that is, of its title where there is one."""
    now = [at for at, one in enumerate(journeys) if one.state == "current"]
    found = []
    for one in journeys:
        same = [at for at in now if journeys[at].title == one.title] or now
        found.append(replace(one, compares_to=same[0]) if one.state == "future" and same else one)
    return found
