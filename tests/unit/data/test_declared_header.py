"""A header that somebody has declared is the one that is read, by the delimiter that fits it best."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from asking import ask_text, only, rules

DAY = "2026-05-01"


@pytest.mark.parametrize(
    ("text", "header"),
    [
        (f"date,value\n{DAY},4\n", (1,)),
        (f"Export, of, May\ndate,value\n{DAY},4\n", (2,)),
        # the title has more commas than the header has of its own delimiter
        (f"Export, of, May, and June\ndate;value\n{DAY};4\n", (2,)),
        (f"a;b;c\ndate\tvalue\n{DAY}\t4\n", (2,)),
        (f"date,value,in % | of all | who answered\n{DAY},4,\n", (1,)),
        # blank rows count, and what stands between the rows of a header
        (f"\n\ndate,value\n{DAY},4\n", (3,)),
        (f"date,Rated\nnot read,at all\n,value\n{DAY},4\n", (1, 3)),
        # what looks more like a header above it is none
        (f"date,value,persona\nday,score,who\n{DAY},4,anna\n", (2,)),
    ],
)
def test_the_declared_row_is_the_header(tmp_path: Path, text: str, header: tuple[int, ...]) -> None:
    columns: dict[str, Any] = {"date": "day", "value": "score"} if "day," in text else {}
    checked = ask_text(tmp_path, text, "mean", header=header, **columns)
    assert (rules(checked), only(checked.value).value) == ([], 4.0)


@pytest.mark.parametrize("header", [(3,), (9,), (1, 3)])
def test_a_header_beyond_the_end_of_the_file_is_told(tmp_path: Path, header: tuple[int, ...]) -> None:
    checked = ask_text(tmp_path, f"date,value\n{DAY},4\n", "mean", header=header)
    assert rules(checked) == ["data/unreadable"]
    assert f"has no row {header[-1]}" in checked.diagnostics[0].message
