"""A table as plain cells with the lines they come from, whatever it was written in."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.importing.blocks import TextBlock
from jmsite.model.value import Value


class CellGrid(Value):
    """Rows of cells, all as wide as the widest; ``lines`` are theirs in the file, ``spot`` the sheet they are on."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    spot: str = ""

    def column(self, at: int) -> tuple[str, ...]:
        """Return the cells of a column."""
        return tuple(row[at] for row in self.rows)

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def below(self, row: int) -> CellGrid:
        """Return the rows from one on."""
        return CellGrid(rows=self.rows[row:], lines=self.lines[row:], spot=self.spot)


def grid_of(rows: Sequence[Sequence[str]], lines: Sequence[int], spot: str = "") -> CellGrid:
    """Return rows as a grid, without rows and columns that are blank to the end."""
    # spreadsheets save blank columns and rows that were once touched, up to thousands
    wide = max((at + 1 for row in rows for at, cell in enumerate(row) if cell.strip()), default=0)
    kept = [
        (tuple(cell.strip() for cell in (*row, *[""] * wide)[:wide]), line)
        for row, line in zip(rows, lines, strict=True)
    ]
    full = [(row, line) for row, line in kept if any(row)]
    return CellGrid(rows=tuple(row for row, _ in full), lines=tuple(line for _, line in full), spot=spot)


def grid_of_table(block: TextBlock) -> CellGrid:
    """Return a table of Markdown; its second line, the one of dashes, is no row."""
    lines = block.lines or [block.line, *(block.line + 2 + at for at in range(len(block.rows) - 1))]
    return grid_of(block.rows, lines)
