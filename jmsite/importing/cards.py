"""Boards as tables: a card per row that names its lane and its stage, as Miro and its like write them."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.importing.draft import DraftJourney, DraftMap, NoJourneyError, Remark
from jmsite.importing.emotions import with_scales
from jmsite.importing.evidence import SOUGHT, enough
from jmsite.importing.gathering import Gatherer
from jmsite.importing.grids import CellGrid
from jmsite.importing.labels import FRAME, Words
from jmsite.model.value import Value, replace

_TEXTS = ("title", "text", "content", "card", "note", "name", "item", "description")
_STAGES = ("phase", "stage", "column", "frame", "step", "list", "section")
_LANES = ("lane", "row", "swimlane", "category", "swim lane")


class _Columns(Value):
    text: int
    stage: int
    lane: int
    emotion: int
    tags: int


def read_cards(grid: CellGrid, words: Words, name: str) -> DraftMap:
    """Return the journey on a board. Raises ``NoJourneyError`` where a table is none."""
    columns = _columns(grid.rows[0]) if grid.rows else None
    if columns is None:
        raise NoJourneyError("no header names a text, a stage and a lane for each card", SOUGHT)
    lanes = {words.lane(row[columns.lane]) for row in grid.rows[1:]} - {""}
    if not enough(lanes - FRAME, ()):
        raise NoJourneyError("the lanes of the cards are none of a journey", SOUGHT)
    board = _Board(grid, columns, words)
    stages = board.stages()
    journey = DraftJourney(title=name, line=1, stages=tuple(each.stage() for each in stages))
    untitled = Remark(did="changed", text=f"the journey has no title in the file: it is called '{name}'")
    left = _left_columns(grid.rows[0], columns)
    return DraftMap(format="cards", journeys=(journey,), remarks=(untitled, *left, *board.remarks))


def _columns(header: Sequence[str]) -> _Columns | None:
    names = [cell.strip().casefold() for cell in header]

    def place(some: Sequence[str]) -> int:
        return next((names.index(one) for one in some if one in names), -1)

    emotion, tags = place(("emotion", "mood", "score")), place(("tags", "labels"))
    found = _Columns(text=place(_TEXTS), stage=place(_STAGES), lane=place(_LANES), emotion=emotion, tags=tags)
    return found if min(found.text, found.stage, found.lane) >= 0 else None


def _left_columns(header: Sequence[str], columns: _Columns) -> list[Remark]:
    used = {columns.text, columns.stage, columns.lane, columns.emotion}
    left = [cell for at, cell in enumerate(header) if at not in used and cell]
    text = f"the columns {', '.join(left)}: about people, files and the board"
    return [Remark(did="left out", text=text, line=1)] if left else []


class _Board:
    """The cards of a board by their stages."""

    def __init__(self, grid: CellGrid, columns: _Columns, words: Words) -> None:
        self.grid, self.columns, self.words = grid, columns, words
        self.remarks: list[Remark] = []
        self.made: dict[str, Gatherer] = {}

    def stages(self) -> list[Gatherer]:
        """Return the stages in order: as cards of the lane of stages stand, then as others name them."""
        rows = list(zip(self.grid.rows[1:], self.grid.lines[1:], strict=True))
        for row, line in rows:
            if self.words.lane(row[self.columns.lane]) in ("stage", "phase"):
                self._stage(row[self.columns.stage] or row[self.columns.text], line)
        for row, line in rows:
            self._card(row, line)
        groups = with_scales([tuple(each.feelings) for each in self.made.values()])
        for each, feelings in zip(self.made.values(), groups, strict=True):
            each.feelings = list(feelings)
        return list(self.made.values())

    def _stage(self, title: str, line: int) -> Gatherer:
        if title not in self.made:
            self.made[title] = Gatherer(title, line, self.words)
        return self.made[title]

    def _card(self, row: Sequence[str], line: int) -> None:
        text, stage, lane = (
            row[self.columns.text],
            row[self.columns.stage],
            self.words.lane(row[self.columns.lane]),
        )
        tags = row[self.columns.tags] if self.columns.tags >= 0 else ""
        if lane in ("stage", "phase") or not text:
            return
        if not stage or not lane or lane in FRAME:
            why = "it names no stage" if not stage else "it names no lane"
            self.remarks.append(Remark(did="left out", text=f"the card '{text}': {why}", line=line))
            return
        gatherer = self._stage(stage, line)
        if any(self.words.lane(tag) == "truth" for tag in tags.split(",")):
            gatherer.truth = True
        elif tags:
            self.remarks.append(Remark(did="left out", text=f"the tags of '{text}': {tags}", line=line))
        if lane == "emotion":
            self._felt(gatherer, text, row, line)
        elif lane in ("duration", "wait", "truth"):
            gatherer.note(lane, text, line)
        else:
            gatherer.entry(lane, text, line)

    def _felt(self, gatherer: Gatherer, text: str, row: Sequence[str], line: int) -> None:
        before = len(gatherer.feelings)
        gatherer.note("emotion", text, line)
        score = Gatherer("", line, self.words)
        score.note("emotion", row[self.columns.emotion] if self.columns.emotion >= 0 else "", line)
        if score.feelings and len(gatherer.feelings) > before:
            gatherer.feelings[-1] = replace(gatherer.feelings[-1], value=score.feelings[0].value)
