"""Reports of Google Analytics: tables one below the other, with `#` lines that tell the period."""

from __future__ import annotations

import re
from datetime import date, timedelta

from jmsite.importing.draft import NoJourneyError, Remark
from jmsite.importing.surveys.export import Export, Measure, RawTable, SurveyColumn, cell, same
from jmsite.model.value import replace

_START = re.compile(r"^#\s*start date:\s*(\d{4})(\d\d)(\d\d)", re.IGNORECASE)
_DAY = re.compile(r"^(?:nth day|date|day)$", re.IGNORECASE)


def is_ga4(table: RawTable) -> bool:
    """Return whether lines with `#` stand above a table, and one of them is the start of a period."""
    first = table.rows[:40]
    return (
        bool(first) and cell(first[0], 0).startswith("#") and any(_START.match(cell(row, 0)) for row in first)
    )


def read_ga4(table: RawTable) -> Export:
    """Return the table that has days; the others have no readings over time, and are named."""
    remarks: list[Remark] = []
    found: Export | None = None
    start: date | None = None
    for block in _blocks(table):
        head = block.row(0)
        for row in block.rows:
            if at := _START.match(cell(row, 0)):
                start = date(*map(int, at.groups()))
        rows = [at for at, row in enumerate(block.rows) if not cell(row, 0).startswith("#")]
        if not rows:
            continue
        head, line = block.rows[rows[0]], block.lines[rows[0]]
        body = block.below(rows[0] + 1)
        if found is None and start and _DAY.match(cell(head, 0)):
            found = _daily(head, body, start)
        else:
            named = ", ".join(one for one in head if one)
            text = f"the table of {named}: it has no days, so it gives no readings over time"
            remarks.append(Remark(did="left out", text=text, line=line))
    if found is None:
        raise NoJourneyError("no table of the report has a column of days", sure=True, what="metric")

    note = Remark(
        did="taken", text="a figure per day; users of several days do not add up, so nothing is summed"
    )
    return replace(found, remarks=(note, *remarks))


def _blocks(table: RawTable) -> list[RawTable]:
    """Return the parts of a table that blank lines divide."""
    found: list[RawTable] = []
    begin = 0
    for at in range(len(table.rows) + 1):
        if at == len(table.rows) or not any(one.strip() for one in table.rows[at]):
            if at > begin:
                found.append(RawTable(rows=table.rows[begin:at], lines=table.lines[begin:at]))
            begin = at + 1
    return found


def _daily(head: tuple[str, ...], body: RawTable, start: date) -> Export:
    """Return the readings of days, counted from the start of the period or written out; totals are none."""
    cells = [cell(row, 0) for row in body.rows]
    nth = same(cell(head, 0)) == "nth day"
    days = tuple(
        (start + timedelta(days=int(one))).isoformat() if nth and one.isdigit()
        else re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", one)
        for one in cells
    )  # fmt: skip
    columns = [SurveyColumn(name="date", cells=days, use="day")]
    for at, name in enumerate(head[1:], 1):
        numbers = tuple(_number(cell(row, at)) for row in body.rows)
        measure = Measure(kind="value", numbers=numbers, rank=1)
        columns.append(
            SurveyColumn(name=name.strip(), cells=tuple(cell(row, at) for row in body.rows), measure=measure)
        )
    return Export(
        format="ga4",
        columns=tuple(columns),
        lines=body.lines,
        reasons=tuple("" if one else "a row of totals" for one in cells),
        days=("date",),
    )


def _number(words: str) -> float | None:
    try:
        return float(words)
    except ValueError:
        return None
