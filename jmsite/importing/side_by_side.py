"""Maps that stand side by side in one table: the same stages again for each persona or state, as stands over them."""

from __future__ import annotations

from jmsite.importing.draft import Remark
from jmsite.importing.grids import CellGrid
from jmsite.importing.labels import Words
from jmsite.importing.state_tables import state_named
from jmsite.importing.table_shapes import WideShape
from jmsite.importing.tables import FoundInTable, TablePart, TableReader
from jmsite.model.value import replace


def read_wide(grid: CellGrid, shape: WideShape, words: Words) -> tuple[FoundInTable, int]:
    """Return what a table with stages across holds, and how many rows stand above it."""
    top = min(at for at in (shape.stages, shape.steps) if at >= 0)
    several = _apart(grid, shape, top)
    if not several:
        return TableReader(grid, words).wide(shape), top
    parts: list[TablePart] = []
    remarks: list[Remark] = []
    for name, own in several:
        found = TableReader(own, words).wide(shape)
        state = state_named(name, words)
        parts += [
            replace(part, state=state) if state else replace(part, persona=name) for part in found.parts
        ]
        remarks += found.remarks
    # a row that is no lane is none in all maps
    return FoundInTable(parts=tuple(parts), remarks=tuple(dict.fromkeys(remarks))), top - 1


def _apart(grid: CellGrid, shape: WideShape, top: int) -> list[tuple[str, CellGrid]]:
    """Return each map with the name over it; none where the stages are not the same ones under several names."""
    over = grid.rows[top - 1] if top else ()
    begins = [at for at in range(shape.first, len(over)) if over[at] and over[at] != over[at - 1]]
    if len(begins) < 2 or begins[0] != shape.first or len({over[at] for at in begins}) < len(begins):
        return []
    ends = [*begins[1:], grid.width]
    heads = [
        [grid.rows[at][begin:end] for at in (shape.stages, shape.steps) if at >= 0]
        for begin, end in zip(begins, ends, strict=True)
    ]
    if any(one != heads[0] for one in heads):
        return []
    return [
        (over[begin], replace(grid, rows=tuple(row[: shape.first] + row[begin:end] for row in grid.rows)))
        for begin, end in zip(begins, ends, strict=True)
    ]
