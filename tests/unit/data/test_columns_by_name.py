"""A column is found by its name, however it is written, and by a number where several are called so or none is."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import blob

from jmsite.data.table import opened

HEADER = 'date,Other,Score ,,other,"How was\nit?",Rate it [Price],Other,Score (2),'
"""Three are called the same or nearly so, two have no name, and one is called as if it were the second of its name."""


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("date", [1]),
        ("DATE", [1]),
        (" date  ", [1]),
        ("score", [3]),
        ("How was it?", [6]),
        ("Price", [7]),
        ("price", [7]),
        ("Other", [2, 8]),
        ("other", [5]),
        ("OTHER", [2, 5, 8]),
        ("Other (1)", [2]),
        ("Other (2)", [8]),
        ("Other (3)", []),
        ("Other (0)", []),
        ("OTHER (3)", [8]),
        ("OTHER (4)", []),
        ("Score (2)", [9]),
        ("Score (1)", [3]),
        ("column 1", [1]),
        ("column 4", [4]),
        ("column 10", [10]),
        ("column 11", []),
        ("column 0", []),
        ("dat", []),
        ("Rate", []),
        ("Nobody", []),
        ("Nobody (1)", []),
    ],
)
def test_a_name_means_the_columns_that_are_called_so(tmp_path: Path, name: str, places: list[int]) -> None:
    file = tmp_path / "t.csv"
    file.write_text(f"{HEADER}\n2026-05-01,1,2,3,4,5,6,7,8,9\n")
    with opened(blob(file), ("date",)) as table:
        assert [table.columns.index(one) + 1 for one in table.named(name)] == places
