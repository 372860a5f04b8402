"""A sheet of which little is written may still be large: its cells count from the first to the last, in both ways."""

from __future__ import annotations

import pytest
from workbooks import xlsx

from jmsite.formats.spreadsheet import Spreadsheet, Style
from jmsite.formats.workbook import SheetError, read_book, read_sheet


def far(rows: int, columns: int) -> bytes:
    """A workbook with a cell at its beginning and one at its end."""
    return xlsx({"Far": [["first"], *([[]] * (rows - 2)), [*[""] * (columns - 1), "last"]]})


@pytest.mark.parametrize(("rows", "columns"), [(1_700, 600), (600, 1_700)])
def test_a_sheet_with_more_than_a_million_cells_is_refused_whichever_way_it_is_long(rows: int, columns: int):
    with pytest.raises(SheetError, match="more than 1,000,000 cells"):
        read_sheet(far(rows, columns))


def test_a_sheet_that_is_small_is_read_with_what_is_empty_in_it():
    assert read_sheet(far(3, 2)) == (("first", ""), ("", ""), ("", "last"))


def test_a_sheet_that_is_nothing_but_a_chart_is_none():
    made = Spreadsheet("Inter", "Numbers")
    made.sheet("Numbers").number(0, 0, 5, Style())
    chart = made.book.add_chart({"type": "line"})
    chart.add_series({"values": "=Numbers!$A$1:$A$1"})
    made.book.add_chartsheet("Drawn").set_chart(chart)
    assert [(sheet.name, sheet.rows) for sheet in read_book(made.content()).sheets] == [
        ("Numbers", (("5",),))
    ]
