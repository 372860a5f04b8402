"""Answers of Typeform: a token `#` first; older ones have a column per option, newer ones join options by ` / `."""

from __future__ import annotations

from jmsite.importing.surveys.export import ColumnUse, Export, RawTable, cell, plain_columns, same
from jmsite.importing.surveys.surveymonkey import two_row_columns

_USES: dict[str, ColumnUse] = {
    "#": "personal",
    "network id": "personal",
    **dict.fromkeys(("start date (utc)", "stage date (utc)", "submit date (utc)"), "day"),
    **dict.fromkeys(("response type", "tags", "ending"), "tool"),
}


def is_typeform(table: RawTable) -> bool:
    """Return whether the token stands first, in the first row or below the questions of several options."""
    first, second = cell(table.row(0), 0), cell(table.row(1), 0)
    names = {same(one) for one in table.row(0)}
    return (first == "#" and "network id" in names) or (not first and second == "#")


def read_typeform(table: RawTable) -> Export:
    """Return the export in a table. What was started and not completed does not count."""
    two = cell(table.row(0), 0) != "#"
    body = table.below(2 if two else 1)
    columns = two_row_columns(table) if two else plain_columns(table.row(0), body, _USES)
    kind = next((one.cells for one in columns if same(one.name) == "response type"), ())
    reasons = [
        "Response Type is started, not completed" if kind and same(kind[at]) != "completed" else ""
        for at in range(len(body.rows))
    ]
    return Export(
        format="typeform",
        columns=tuple(columns),
        lines=body.lines,
        reasons=tuple(reasons),
        beside=frozenset(reasons) - {""},
        days=("Submit Date (UTC)", "Stage Date (UTC)", "Start Date (UTC)"),
    )
