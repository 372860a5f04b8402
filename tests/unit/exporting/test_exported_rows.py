"""Rows for spreadsheets: no cell is a formula, and every cell is read as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.exporting.rows import COLUMNS, harmless
from jmsite.importing import own_rows
from jmsite.importing.own_rows import _plain


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "'=1"])
def test_no_cell_is_a_formula(cell: str):
    assert harmless(cell) == f"'{cell}"
    assert [harmless(one) for one in ("-2", "3.5", "a=b", "'quoted'")] == ["-2", "3.5", "a=b", "'quoted'"]


@given(st.text(st.sampled_from("'=+-@\t\ra1."), max_size=8))
def test_every_cell_is_read_as_it_was(cell: str):
    assert _plain(harmless(cell)) == cell


def test_reader_and_writer_have_the_same_columns():
    assert own_rows.COLUMNS == COLUMNS
