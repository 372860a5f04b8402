"""The tables that a folder or a pattern of a source means."""

from __future__ import annotations

import pytest

from jmsite.model.data_files import files_meant

PATHS = [
    "content/data/b.csv",
    "content/data/a.CSV",
    "content/data/2026/c.csv",
    "content/data/2026/q1/d.csv",
    "content/data/notes.md",
    "content/database/e.csv",
    "content/Data/f.csv",
]


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("data", ["2026/c.csv", "2026/q1/d.csv", "a.CSV", "b.csv"]),
        ("/data/", ["2026/c.csv", "2026/q1/d.csv", "a.CSV", "b.csv"]),
        ("data/*", ["a.CSV", "b.csv"]),
        ("data/*.csv", ["b.csv"]),
        ("data/*/*.csv", ["2026/c.csv"]),
        ("data/**/*.csv", ["2026/c.csv", "2026/q1/d.csv"]),
        ("data/2026/?.csv", ["2026/c.csv"]),
        ("data/2026/[ab].csv", []),
        ("data/2027", []),
    ],
)
def test_tables_are_meant_in_order_of_path(pattern: str, meant: list[str]):
    assert [path.removeprefix("content/data/") for path in files_meant(pattern, PATHS)] == meant
