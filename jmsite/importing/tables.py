"""Maps in tables: rows and columns of a grid become stages, steps and lanes."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.importing.draft import DraftFeeling, DraftMoment, DraftStage, Remark, ScaleEnds, State
from jmsite.importing.draft_builder import DraftBuilder
from jmsite.importing.durations import unit_in
from jmsite.importing.emotions import scale_in, with_scales
from jmsite.importing.grids import CellGrid
from jmsite.importing.labels import Words
from jmsite.importing.outline import stage_title
from jmsite.importing.table_rows import ERRORS, FRACTION, merge_feelings, sums_up
from jmsite.importing.table_shapes import LongShape, WideShape
from jmsite.model.value import Value, replace

_DASHES = frozenset(("-", "–", "—", "−"))
NO_TYPES = frozenset(("image", "dramatic arc", "live data", "storyboard", "chart", "line graph"))
"""The types of lanes that hold no words: pictures, curves that are no emotion, figures from elsewhere."""


class TablePart(Value):
    """The stages of one persona in a table; ``persona`` "" where it names none. ``state``: as it is, or should be."""

    persona: str
    line: int
    stages: tuple[DraftStage, ...]
    state: State = "current"


class FoundInTable(Value):
    """The map that a table holds, and what became of its columns and rows."""

    parts: tuple[TablePart, ...]
    remarks: tuple[Remark, ...] = ()


class _Unit:
    """A stage or step in the making: its builder, and cells of emotions until all of them are known."""

    def __init__(self, title: str, line: int, words: Words) -> None:
        self.said = title
        self.builder = DraftBuilder(stage_title(title, words), line, words)
        self.steps: list[_Unit] = []
        self.cells: list[str] = []
        self.phase = ""

    @property
    def skipped(self) -> bool:
        """Return whether every cell of it is a dash."""
        return bool(self.cells) and all(cell in _DASHES for cell in self.cells)

    def moment(self) -> DraftMoment:
        return self.builder.moment()

    def stage(self) -> DraftStage:
        made = self.builder.stage([step.moment() for step in self.steps], skipped=self.skipped)
        return replace(made, phase=self.phase)


class TableReader:
    """Reads one table."""

    def __init__(self, grid: CellGrid, words: Words, scale: ScaleEnds | None = None) -> None:
        self.grid, self.words, self.scale = grid, words, scale
        self.remarks: list[Remark] = []
        self.parts: list[tuple[str, int, list[_Unit]]] = []

    # -- a row per stage or step
    def long(self, shape: LongShape) -> FoundInTable:
        """Return what a table with a row per stage or step holds."""
        header = self.grid.rows[shape.header]
        self._columns(header, shape)
        stage = step = persona = phase = ""
        for row, line in zip(
            self.grid.rows[shape.header + 1 :], self.grid.lines[shape.header + 1 :], strict=True
        ):
            found = {
                lane: cell
                for lane, cell in zip(shape.columns, row, strict=True)
                if lane in ("stage", "step", "persona", "phase")
            }
            if row == header or sums_up(row, shape.columns):
                why = "is the header again" if row == header else "sums up others"
                self._left(f"the row '{next(filter(None, row), '')}', which {why}", line)
                continue
            if found.get("persona") and found["persona"] != persona:
                persona, stage = found["persona"], ""
                self.parts.append((persona, line, []))
            phase = found.get("phase") or phase
            new = found.get("stage", "") or ("" if "stage" in found else "Steps")
            step = found.get("step", "")
            self._row(new, step, stage, line, phase)
            stage = new or stage
            self._cells(shape, header, row, line)
        return self._found()

    def _row(self, new: str, step: str, stage: str, line: int, phase: str) -> None:
        if not self.parts:
            self.parts.append(("", line, []))
        stages = self.parts[-1][2]
        if (new and new != stage) or not stages:
            unit = _Unit(new or step or "Steps", line, self.words)
            unit.phase = phase
            stages.append(unit)
        if step:
            stages[-1].steps.append(_Unit(step, line, self.words))

    def _columns(self, header: Sequence[str], shape: LongShape) -> None:
        line = self.grid.lines[shape.header]
        for name, lane in zip(header, shape.columns, strict=True):
            if lane == "private":
                self._left(f"the column '{name}', which is about people or files", line)
            elif not lane and name:
                self._changed(f"the column '{name}' is no lane: kept as text of its stage or step", line)

    def _cells(self, shape: LongShape, header: Sequence[str], row: Sequence[str], line: int) -> None:
        unit = self.parts[-1][2][-1]
        unit = unit.steps[-1] if unit.steps else unit
        felt: list[tuple[str, str]] = []
        for name, lane, cell in zip(header, shape.columns, row, strict=True):
            if lane in ("stage", "step", "persona", "number", "private", "phase"):
                continue
            if lane == "emotion":
                felt.append((name, cell))
                unit.cells.append(cell)
            else:
                self._cell(unit, lane, name, cell, line)
        self._feel(unit, felt, line)

    def _cell(self, unit: _Unit, lane: str, name: str, cell: str, line: int) -> None:
        if cell in ERRORS:
            self._left(f"'{cell}' of '{name}': the sheet could not work it out", line)
            return
        if lane:
            unit.cells.append(cell)
            unit.builder.note(_lane(lane), cell, line, unit=unit_in(name), label=name)
        elif cell and cell not in _DASHES:
            unit.builder.say(f"{name}: {cell}" if name else cell)

    def _feel(self, unit: _Unit, felt: Sequence[tuple[str, str]], line: int) -> None:
        """Take the emotions of a row: a word in one column and its score in another are one feeling."""
        groups: list[list[DraftFeeling]] = []
        for name, cell in felt:
            if cell in ERRORS:
                self._left(f"'{cell}' of '{name}': the sheet could not work it out", line)
                continue
            builder = DraftBuilder("", line, self.words)
            builder.note("emotion", cell, line, scale=self._scale(name))
            if builder.feelings:
                groups.append(builder.feelings)
        unit.builder.feelings += merge_feelings(groups)

    def _scale(self, name: str) -> ScaleEnds | None:
        """Return the scale that a header names; of percent, spreadsheets keep fractions of 1."""
        scale = scale_in(name)
        if scale != (0, 100):
            return scale or self.scale
        numbers = [cell for row in self.grid.rows if name in row for cell in row]
        column = [row[row_at] for row_at in _places(self.grid, name) for row in self.grid.rows]
        whole = [float(cell) for cell in (*column, *numbers) if FRACTION.fullmatch(cell)]
        return (0, 1) if whole and max(whole) <= 1 else scale

    # -- stages across
    def wide(self, shape: WideShape) -> FoundInTable:
        """Return what a table with stages across and lanes down holds."""
        stages, steps = self._heads(shape)
        units: dict[int, _Unit] = {}
        made: list[_Unit] = []
        line = self.grid.lines[shape.stages]
        for at, (stage, step) in enumerate(zip(stages, steps, strict=True)):
            if not stage and not step:
                continue
            if not made or stage != made[-1].said:
                made.append(_Unit(stage, line, self.words))
            if step:
                made[-1].steps.append(_Unit(step, self.grid.lines[shape.steps], self.words))
            units[at] = made[-1].steps[-1] if step else made[-1]
        self.parts.append(("", line, made))
        self._lanes_down(shape, units)
        return self._found()

    def _heads(self, shape: WideShape) -> tuple[list[str], list[str]]:
        """Return the stage and the step of each column; a stage goes on until the next one."""
        raw = list(self.grid.rows[shape.stages][shape.first :])
        steps = list(self.grid.rows[shape.steps][shape.first :]) if shape.steps >= 0 else [""] * len(raw)
        filled, last = [], ""
        for at, cell in enumerate(raw):
            used = steps[at] or any(row[shape.first + at] for row in self.grid.rows[shape.stages + 1 :])
            last = cell or last
            filled.append(last if cell or used else "")
        return filled, steps

    def _lanes_down(self, shape: WideShape, units: dict[int, _Unit]) -> None:
        felt: dict[int, list[tuple[str, str]]] = {}
        end = self._end(shape)
        for number, row in enumerate(self.grid.rows[:end]):
            lane = shape.lanes[number]
            if number <= shape.stages or number == shape.steps or lane in ("stage", "step", "phase", "title"):
                continue
            if self._is_lane(row, lane, shape, self.grid.lines[number]):
                for at, unit in units.items():
                    cell = row[shape.first + at]
                    if lane == "emotion":
                        felt.setdefault(at, []).append((row[shape.labels], cell))
                    else:
                        taken = "" if lane in ("private", "number", "persona") else lane
                        self._cell(unit, taken, row[shape.labels], cell, self.grid.lines[number])
        emotion = next(
            (line for line, lane in zip(self.grid.lines, shape.lanes, strict=True) if lane == "emotion"), 0
        )
        for at, some in felt.items():
            self._feel(units[at], some, emotion)
        if end < len(self.grid.rows):
            below = ", ".join(next(filter(None, row)) for row in self.grid.rows[end:])
            self._left(f"what stands below the map: {below}", self.grid.lines[end])

    def _is_lane(self, row: Sequence[str], lane: str, shape: WideShape, line: int) -> bool:
        """Return whether a row is to be taken, and say so where it is no lane."""
        name, cells = row[shape.labels], [cell for cell in row[shape.first :] if cell]
        kind = row[shape.kinds] if shape.kinds >= 0 else ""
        if kind.casefold() in NO_TYPES:
            self._left(f"'{name}' ({kind}): {', '.join(cells)}", line)
            return False
        if not lane and name:
            if not cells:
                self._left(f"'{name}'", line)
                return False
            self._changed(f"'{name}' is no lane: kept as text of its stages or steps", line)
        return bool(cells)

    def _end(self, shape: WideShape) -> int:
        """Return the row behind the map: the first one after a blank one from which on no row is a lane."""
        for at in range(shape.stages + 1, len(self.grid.rows)):
            if self.grid.lines[at] > self.grid.lines[at - 1] + 1 and not any(shape.lanes[at:]):
                return at
        return len(self.grid.rows)

    # -- both
    def _found(self) -> FoundInTable:
        units = [each for _, _, stages in self.parts for stage in stages for each in (stage, *stage.steps)]
        for unit, feelings in zip(
            units, with_scales([tuple(each.builder.feelings) for each in units]), strict=True
        ):
            unit.builder.feelings = list(feelings)
            self.remarks += unit.builder.remarks
        parts = tuple(
            TablePart(persona=persona, line=line, stages=tuple(unit.stage() for unit in stages))
            for persona, line, stages in self.parts if stages
        )  # fmt: skip
        return FoundInTable(
            parts=parts, remarks=tuple(replace(one, spot=one.spot or self.grid.spot) for one in self.remarks)
        )

    def _left(self, text: str, line: int) -> None:
        self.remarks.append(Remark(did="left out", text=text, line=line))

    def _changed(self, text: str, line: int) -> None:
        self.remarks.append(Remark(did="changed", text=text, line=line))


def _places(grid: CellGrid, name: str) -> list[int]:
    """Return the columns in which a header stands."""
    return sorted({at for row in grid.rows for at, cell in enumerate(row) if cell == name})


def _lane(lane: str) -> str:
    """Return the lane of what names the whole journey elsewhere."""
    return {"scenario": "", "trigger": "", "outcome": "needs"}.get(lane, lane)
