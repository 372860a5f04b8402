"""The copy of an export's table: one header row, dates as ISO 8601, answers as numbers, and no formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from jmsite.importing.surveys.date_columns import Dates
from jmsite.importing.surveys.export import SurveyColumn, same
from jmsite.model.value import Value


class TableCopy(Value):
    """The table that is written: its names and rows."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def copy_of(
    dates: Dates, rows: Sequence[int], measures: Sequence[SurveyColumn], others: Sequence[SurveyColumn]
) -> TableCopy:
    """Return the table of some rows: their days, measures and other columns, and sizes where there are some."""
    names = ["date", *(name_in_copy(one) for one in measures), *(name_in_copy(one) for one in others)]
    sizes = next((one.measure.sizes for one in measures if one.measure and one.measure.sizes), ())
    found = []
    for at in rows:
        cells = [dates.days[at]]
        cells += [number_words(one.measure.numbers[at]) for one in measures if one.measure]
        cells += [" ".join(one.cells[at].split()) for one in others]
        found.append((*cells, number_words(sizes[at])) if sizes else tuple(cells))
    return TableCopy(names=(*names, "n") if sizes else tuple(names), rows=tuple(found))


def name_in_copy(column: SurveyColumn) -> str:
    """Return the name of a column in the copy; those that are ours keep theirs."""
    return f"{column.name} (answer)" if same(column.name) in ("date", "n") else column.name


def number_words(value: float | None) -> str:
    """Return a number as it is written in the copy; "" for none."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def csv_of(copy: TableCopy) -> bytes:
    """Return the table as CSV in UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(copy.names)
    writer.writerows([[_harmless(one) for one in row] for row in copy.rows])
    return out.getvalue().encode()


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay as they are."""
    return (
        f"'{cell}"
        if cell[:1] in "=+-@\t" and cell and not re.fullmatch(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", cell)
        else cell
    )
