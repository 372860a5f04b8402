"""Boards as tables: a card per row that names its lane and its stage, as Miro and its like write them."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.importing.draft import DraftJourney, DraftMap, DraftStage, NoJourneyError, Remark
from jmsite.importing.draft_builder import DraftBuilder
from jmsite.importing.emotions import with_scales
from jmsite.importing.failed_cells import without_failures
from jmsite.importing.grids import CellGrid
from jmsite.importing.labels import FRAME, Words
from jmsite.importing.likely_map import SOUGHT, is_likely_map
from jmsite.importing.presets import with_preset
from jmsite.model.value import Value, replace

_TEXTS = ("title", "text", "content", "card", "card title", "note", "name", "item", "description")
_STAGES = ("phase", "stage", "column", "frame", "step", "list", "section")
_LANES = ("lane", "row", "swimlane", "category", "swim lane", "lane name", "lane type", "type", "tags", "tag")
_MORE = ("description", "card text", "details")
_FELT = ("emotion", "mood", "score", "experience impact", "experience", "sentiment")


class _Columns(Value):
    """The places of the columns; -1 where there is none. ``more`` goes on with the text of a card."""

    text: int
    stage: int
    step: int
    lane: int
    more: int
    emotion: int
    tags: int


def read_cards(grid: CellGrid, words: Words, name: str) -> DraftMap:
    """Return the journey on a board. Raises ``NoJourneyError`` where a table is none."""
    grid, failed = without_failures(grid)
    columns = _columns(grid, words) if grid.rows else None
    if columns is None:
        raise NoJourneyError("no header names a text, a stage and a lane for each card", SOUGHT)
    lanes = {words.lane(row[columns.lane]) for row in grid.rows[1:]} - {""}
    if not is_likely_map(lanes - FRAME, ()):
        raise NoJourneyError("the lanes of the cards are none of a journey", SOUGHT)
    board = _Board(grid, columns, words)
    journey = DraftJourney(title=name, line=1, stages=board.stages())
    untitled = Remark(did="changed", text=f"the journey has no title in the file: it is called '{name}'")
    left = _left_columns(grid.rows[0], columns)
    draft = DraftMap(format="cards", journeys=(journey,), remarks=(untitled, *left, *failed, *board.remarks))
    return with_preset(draft, [grid])


def _columns(grid: CellGrid, words: Words) -> _Columns | None:
    names = [cell.strip().casefold() for cell in grid.rows[0]]

    def place(some: Sequence[str], but: Sequence[int] = ()) -> int:
        return next(
            (at for one in some for at, name in enumerate(names) if name == one and at not in but), -1
        )

    lanes = [names.index(one) for one in _LANES if one in names]
    # of several columns that may say it, the one whose cells are lanes
    lane = max(lanes, key=lambda at: sum(bool(words.lane(row[at])) for row in grid.rows[1:]), default=-1)
    text, stage = place(_TEXTS, [lane]), place(_STAGES, [lane])
    step = place(("step", "steps"), [stage])
    tags = place(("tags", "labels"), [lane])
    found = _Columns(
        text=text, stage=stage, step=step, lane=lane, more=place(_MORE, [text]), emotion=place(_FELT), tags=tags
    )  # fmt: skip
    return found if min(found.text, found.stage, found.lane) >= 0 else None


def _left_columns(header: Sequence[str], columns: _Columns) -> list[Remark]:
    used = {columns.text, columns.stage, columns.step, columns.lane, columns.more, columns.emotion}
    left = [cell for at, cell in enumerate(header) if at not in used and cell]
    text = f"the columns {', '.join(left)}: about people, files and the board"
    return [Remark(did="left out", text=text, line=1)] if left else []


class _Board:
    """The cards of a board by their stages and steps."""

    def __init__(self, grid: CellGrid, columns: _Columns, words: Words) -> None:
        self.grid, self.columns, self.words = grid, columns, words
        self.remarks: list[Remark] = []
        self.made: dict[tuple[str, str], DraftBuilder] = {}

    def stages(self) -> tuple[DraftStage, ...]:
        """Return the stages in order: as cards of the lane of stages stand, then as others name them."""
        rows = list(zip(self.grid.rows[1:], self.grid.lines[1:], strict=True))
        for row, line in rows:
            if self.words.lane(row[self.columns.lane]) in ("stage", "phase"):
                self._place(row[self.columns.stage] or row[self.columns.text], "", line)
        for row, line in rows:
            self._card(row, line)
        groups = with_scales([tuple(each.feelings) for each in self.made.values()])
        for each, feelings in zip(self.made.values(), groups, strict=True):
            each.feelings = list(feelings)
        titles = dict.fromkeys(stage for stage, _ in self.made)
        return tuple(self._stage(title) for title in titles)

    def _stage(self, title: str) -> DraftStage:
        """Return a stage with its steps, and with what stands in none of them."""
        steps = [one.moment() for (stage, step), one in self.made.items() if stage == title and step]
        own = self.made.get((title, "")) or DraftBuilder(title, steps[0].line, self.words)
        return own.stage(steps)

    def _place(self, stage: str, step: str, line: int) -> DraftBuilder:
        if (stage, step) not in self.made:
            self.made[stage, step] = DraftBuilder(step or stage, line, self.words)
        return self.made[stage, step]

    def _cell(self, row: Sequence[str], column: int) -> str:
        return row[column] if column >= 0 else ""

    def _card(self, row: Sequence[str], line: int) -> None:
        columns = self.columns
        text, stage, lane = row[columns.text], row[columns.stage], self.words.lane(row[columns.lane])
        tags = self._cell(row, columns.tags)
        if lane in ("stage", "phase") or not text:
            return
        if not stage or not lane or lane in FRAME:
            why = "it names no stage" if not stage else "it names no lane"
            self.remarks.append(Remark(did="left out", text=f"the card '{text}': {why}", line=line))
            return
        builder = self._place(stage, self._cell(row, columns.step), line)
        if any(self.words.lane(tag) == "truth" for tag in tags.split(",")):
            builder.truth = True
        elif tags:
            self.remarks.append(Remark(did="left out", text=f"the tags of '{text}': {tags}", line=line))
        more = self._cell(row, columns.more)
        if lane == "emotion":
            self._felt(builder, text, row, line)
        elif lane in ("duration", "wait", "truth"):
            builder.note(lane, text, line)
        else:
            builder.entry(lane, f"{text}: {more}" if more and more != text else text, line)

    def _felt(self, builder: DraftBuilder, text: str, row: Sequence[str], line: int) -> None:
        before = len(builder.feelings)
        builder.note("emotion", text, line)
        score = DraftBuilder("", line, self.words)
        score.note("emotion", row[self.columns.emotion] if self.columns.emotion >= 0 else "", line)
        if score.feelings and len(builder.feelings) > before:
            builder.feelings[-1] = replace(builder.feelings[-1], value=score.feelings[0].value)
