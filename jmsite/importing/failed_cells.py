"""Cells that a spreadsheet could not work out: they say so in words of their own, which are no text of a map."""

from __future__ import annotations

import re

from jmsite.importing.draft import Remark
from jmsite.importing.grids import CellGrid
from jmsite.model.value import replace

FAILED = re.compile(
    r"#(?:N/A|N/D|N/V|NV|Н/Д|REF!|BEZUG!|¡REF!|ССЫЛКА!|VALUE!|WERT!|VALEUR!|¡VALOR!|VALOR!|ЗНАЧ!|NAME\?|NOM\?"
    r"|¿NOMBRE\?|NOMBRE\?|NOME\?|ИМЯ\?|NUM!|ZAHL!|NOMBRE!|¡NUM!|NÚM!|ЧИСЛО!|NULL!|NUL!|¡NULO!|NULO!|ПУСТО!|DIV/0!"
    r"|¡DIV/0!|ДЕЛ/0!|SPILL!|ÜBERLAUF!|CALC!|KALK!|FIELD!|FELD!|BLOCKED!|CONNECT!|UNKNOWN!|GETTING_DATA|ERROR!|#+)"
    r"|(?:Err|Fehler|Erreur|Ошибка):\d{3}",
    re.IGNORECASE,
)
"""The errors that spreadsheets write, in the languages of their programs; and the signs of a column too narrow for a
number."""


def without_failures(grid: CellGrid) -> tuple[CellGrid, list[Remark]]:
    """Return a table in which cells that could not be worked out are empty, and a remark on each."""
    told: list[Remark] = []
    rows: list[tuple[str, ...]] = []
    for row, line in zip(grid.rows, grid.lines, strict=True):
        for cell in filter(FAILED.fullmatch, row):
            text = f"'{cell}', which the sheet could not work out"
            told.append(Remark(did="left out", text=text, line=line, spot=grid.spot))
        rows.append(tuple("" if FAILED.fullmatch(cell) else cell for cell in row))
    return (replace(grid, rows=tuple(rows)), told) if told else (grid, [])
