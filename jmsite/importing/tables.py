"""Maps in tables: rows and columns of a grid become stages, steps and lanes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jmsite.importing.draft import DraftFeeling, DraftMoment, DraftStage, Remark, Scale
from jmsite.importing.durations import unit_in
from jmsite.importing.emotions import scale_in, with_scales
from jmsite.importing.gathering import Gatherer
from jmsite.importing.grids import CellGrid
from jmsite.importing.labels import Words
from jmsite.importing.table_shapes import LongShape, WideShape
from jmsite.model.value import Value, replace

_DASHES = frozenset(("-", "–", "—", "−"))
_SUMMARY = re.compile(
    r"^(?:mean|means|average|avg\.?|total|sum|mittel\w*|durchschnitt|summe|schnitt|moyenne|media|média|среднее|итого|平均|合计|合計|Ø|∅|Σ)\b",
    re.IGNORECASE,
)
_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#NV", "#BEZUG!", "#WERT!")
)
_NUMBER = re.compile(r"[+\-−–]?\d+(?:[.,]\d+)?%?$")
NO_TYPES = frozenset(("image", "dramatic arc", "live data", "storyboard", "chart", "line graph"))
"""The types of lanes that hold no words: pictures, curves that are no emotion, figures from elsewhere."""


class TablePart(Value):
    """The stages of one persona in a table; ``persona`` "" where it names none."""

    persona: str
    line: int
    stages: tuple[DraftStage, ...]


class FoundInTable(Value):
    """What a table holds, and what became of its columns and rows."""

    parts: tuple[TablePart, ...]
    remarks: tuple[Remark, ...] = ()


class _Unit:
    """A stage or step in the making: its gatherer, and cells of emotions until all of them are known."""

    def __init__(self, title: str, line: int, words: Words) -> None:
        self.gatherer = Gatherer(title, line, words)
        self.steps: list[_Unit] = []
        self.cells: list[str] = []
        self.phase = ""

    @property
    def skipped(self) -> bool:
        """Whether every cell of it is a dash."""
        return bool(self.cells) and all(cell in _DASHES for cell in self.cells)

    def moment(self) -> DraftMoment:
        return self.gatherer.moment()

    def stage(self) -> DraftStage:
        made = self.gatherer.stage([step.moment() for step in self.steps], skipped=self.skipped)
        return replace(made, phase=self.phase)


class TableReader:
    """Reads one table."""

    def __init__(self, grid: CellGrid, words: Words, scale: Scale | None = None) -> None:
        self.grid, self.words, self.scale = grid, words, scale
        self.remarks: list[Remark] = []
        self.units: list[_Unit] = []
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
            if _summary(row, shape.columns) or row == header:
                self._left(f"the row '{next(filter(None, row), '')}', which sums up others", line)
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
        if cell in _ERRORS:
            self._left(f"'{cell}' of '{name}': the sheet could not work it out", line)
            return
        if lane:
            unit.cells.append(cell)
            unit.gatherer.note(_lane(lane), cell, line, unit=unit_in(name), label=name)
        elif cell and cell not in _DASHES:
            unit.gatherer.say(f"{name}: {cell}" if name else cell)

    def _feel(self, unit: _Unit, felt: Sequence[tuple[str, str]], line: int) -> None:
        """Take the emotions of a row: a word in one column and its score in another are one feeling."""
        groups: list[list[DraftFeeling]] = []
        for name, cell in felt:
            if cell in _ERRORS:
                self._left(f"'{cell}' of '{name}': the sheet could not work it out", line)
                continue
            gatherer = Gatherer("", line, self.words)
            gatherer.note("emotion", cell, line, scale=scale_in(name) or self.scale)
            if gatherer.feelings:
                groups.append(gatherer.feelings)
        unit.gatherer.feelings += _merged(groups)

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
            if not made or stage != made[-1].gatherer.title:
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
        for number, row in enumerate(self.grid.rows):
            if (
                number <= shape.stages
                or number == shape.steps
                or shape.lanes[number] in ("stage", "step", "phase", "title")
            ):
                continue
            name, lane, line = row[shape.labels], shape.lanes[number], self.grid.lines[number]
            kind = row[shape.kinds].casefold() if shape.kinds >= 0 else ""
            cells = [cell for cell in row[shape.first :] if cell]
            if kind in NO_TYPES and cells:
                self._left(f"'{name}' ({row[shape.kinds]}): {', '.join(cells)}", line)
                continue
            if not lane and not cells:
                if name:
                    self._left(f"'{name}'", line)
                continue
            if not lane and name:
                self._changed(f"'{name}' is no lane: kept as text of its stages or steps", line)
            for at, unit in units.items():
                cell = row[shape.first + at]
                if lane == "emotion":
                    felt.setdefault(at, []).append((name, cell))
                else:
                    self._cell(
                        unit, "" if lane in ("private", "number", "persona") else lane, name, cell, line
                    )
        for at, some in felt.items():
            self._feel(
                units[at],
                some,
                next(
                    line for line, lane in zip(self.grid.lines, shape.lanes, strict=True) if lane == "emotion"
                ),
            )

    # -- both
    def _found(self) -> FoundInTable:
        units = [each for _, _, stages in self.parts for stage in stages for each in (stage, *stage.steps)]
        for unit, feelings in zip(
            units, with_scales([tuple(each.gatherer.feelings) for each in units]), strict=True
        ):
            unit.gatherer.feelings = list(feelings)
            self.remarks += unit.gatherer.remarks
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


def _lane(lane: str) -> str:
    """Return the lane of what names the whole journey elsewhere."""
    return {"scenario": "", "trigger": "", "outcome": "needs"}.get(lane, lane)


def _merged(groups: Sequence[Sequence[DraftFeeling]]) -> list[DraftFeeling]:
    """Return the feelings of several columns: a number without a word belongs to the word beside it."""
    worded = [group for group in groups if any(one.word for one in group)]
    bare = [group for group in groups if not any(one.word for one in group)]
    if not worded or not bare:
        return [one for group in groups for one in group]
    first, scores = list(worded[0]), bare[0]
    for at, score in enumerate(scores):
        if at < len(first) and first[at].value is None:
            first[at] = replace(first[at], value=score.value, scale=score.scale, sure=score.sure)
    return [*first, *(one for group in worded[1:] for one in group)]


def _summary(row: Sequence[str], columns: Sequence[str]) -> bool:
    """Return whether a row sums up others: called so, or without a title and with numbers alone."""
    titles = [cell for lane, cell in zip(columns, row, strict=True) if lane in ("stage", "step", "doing")]
    said = [cell for cell in row if cell]
    if any(_SUMMARY.match(cell) for cell in said[:2]) and not all(titles):
        return True
    return bool(said) and not any(titles) and all(_NUMBER.match(cell) or cell in _ERRORS for cell in said)


def entries_in(stages: Sequence[DraftStage]) -> int:
    """Return how much stages hold."""
    moments = [moment for stage in stages for moment in (stage, *stage.steps)]
    return sum(len(some) for moment in moments for some in moment.lanes.values()) + len(moments)
