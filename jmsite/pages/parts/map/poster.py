"""Choose the sheet of paper on which a whole map can be read as a poster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import ceil
from typing import Any

from jmsite.pages.parts.map.lanes import OFF_MAP, Cell, Lane

SHEETS = (
    ("a3", 132, 93),
    ("a2-strip", 190, 62),
    ("a2", 190, 132),
    ("a1-strip", 272, 91),
    ("a1", 272, 189),
    ("a0-strip", 387, 132),
    ("a0", 387, 272),
)
"""Name, width and height of what can be printed on, in units of the poster's own type (see print.css), small first.

A strip is the half of a sheet, cut along its length: on a whole one, many steps in few lanes leave a half of it blank.
"""

HEAD, NAMES, NARROWEST, WIDEST, CURVE = 19.0, 8.2, 8.4, 14.0, 1.55
Height = Callable[[float], float]
"""The height of a cell, by its width."""
CARD = 14.0
"""The least width of a card in the band of moments."""


def poster(
    lanes: tuple[Lane, ...],
    steps: int,
    cells: dict[str, tuple[Cell, ...]],
    anytime: tuple[tuple[Cell, ...], ...] = (),
) -> str:
    """Return the smallest sheet on which the map fits in both directions.

    ``cells`` are those of each step by its id, and those of each stage, as wide as its steps together; ``anytime``
    those of each moment in the band below.
    """
    shown = {lane.key for lane in lanes if lane.key not in OFF_MAP and "not-map" not in lane.left_out}
    rows = _rows(shown, cells)
    cards = [[_height_of(cell)(CARD) for cell in own if cell.lane not in OFF_MAP] for own in anytime]
    for name, width, height in SHEETS:
        column = min((width - NAMES) / max(steps, 1), WIDEST)
        high = HEAD + _height(rows, column) + _band(cards, width - NAMES)
        if column >= NARROWEST and high <= height:
            return name
    return SHEETS[-1][0]


def _rows(shown: set[str], cells: dict[str, tuple[Cell, ...]]) -> dict[int, list[tuple[int, Height]]]:
    """Return the cells of each row: over how many columns they are, and how high they are by their width."""
    rows: dict[int, list[tuple[int, Height]]] = {}
    steps = Counter(id.rpartition("/")[0] for id in cells)
    for id, own in cells.items():
        for cell in own:
            if cell.lane in shown:
                rows.setdefault(cell.row, []).append((steps[id] or 1, _height_of(cell)))
    return rows


def _height(rows: dict[int, list[tuple[int, Height]]], column: float) -> float:
    """Return the height of all rows: each as high as its highest cell."""
    return sum(max(high(column * columns) for columns, high in row) for row in rows.values())


def _band(cards: list[list[float]], width: float) -> float:
    """Return the height of the band of moments: rows of cards, each as high as its highest."""
    across = max(int(width // CARD), 1)
    highs = [2.2 + sum(card) for card in cards]
    return sum(max(highs[at : at + across]) for at in range(0, len(highs), across))


def _height_of(cell: Cell) -> Height:
    """Return how high a cell is by its width; its words are counted once for all sheets that are tried."""
    if cell.sort == "readout":
        return lambda column: CURVE * column
    each = HEIGHTS.get(cell.sort)
    if each is not None:
        always = 0.8 + sum(each for _ in cell.parts)
        return lambda _: always
    lengths = [len(_words(part)) for part in cell.parts]

    def high(column: float) -> float:
        # an estimate: only a browser could measure words, and a sheet too large is better than one cut off
        letters = max(column - 2.4, 4) * 2.3
        return 0.8 + sum([ceil(length / letters) * 1.1 + 0.24 for length in lengths])

    return high


def _words(part: Any) -> str:
    return f"{getattr(part, 'text', '')}{getattr(part, 'source', '')}"


HEIGHTS = {"touches": 1.4, "metrics": 3.5, "flow": 5.0, "opportunities": 4.1, "words": 0.8, "owners": 0.9}
