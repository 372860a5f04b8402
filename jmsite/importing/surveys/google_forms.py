"""Answers of Google Forms: a timestamp first, and a column per row of a matrix, `Question [Row]`."""

from __future__ import annotations

import re

from jmsite.importing.surveys.export import ColumnUse, Export, RawTable, cell, plain_columns, repeated, same
from jmsite.model.value import replace

_STAMPS = frozenset(
    ("timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora", "informazioni cronologiche",
     "отметка времени", "タイムスタンプ", "时间戳记", "tijdstempel")
)  # fmt: skip
_PART = re.compile(r"^(.*?)\s*\[(.*)\]$", re.DOTALL)


def is_google_forms(table: RawTable) -> bool:
    """Return whether the first column is the timestamp that the forms write, with questions beside it."""
    header = table.row(0)
    asked = sum(len(one) > 20 or one.strip().endswith("?") for one in header)
    return same(cell(header, 0)) in _STAMPS and asked > 0


def read_google_forms(table: RawTable) -> Export:
    """Return the export in a table. Blank rows, and one sent twice in the same second, do not count."""
    body = table.below(1)
    uses: dict[str, ColumnUse] = {same(cell(table.row(0), 0)): "day"}
    columns = plain_columns(table.row(0), body, uses)
    columns = [replace(one, part=found[2]) if (found := _PART.match(one.name)) else one for one in columns]
    blank = [not any(one.strip() for one in row) for row in body.rows]
    again = repeated([None if empty else row for row, empty in zip(body.rows, blank, strict=True)])
    reasons = [
        "wholly blank" if empty else "the same row again, to the second" if twice else ""
        for empty, twice in zip(blank, again, strict=True)
    ]
    return Export(
        format="google-forms",
        columns=tuple(columns),
        lines=body.lines,
        reasons=tuple(reasons),
        days=(columns[0].name,),
    )
