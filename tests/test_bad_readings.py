"""What is wrong with a file of readings is told where it is asked for, alone or in a pool; the rest is built."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Project

GOOD = "date,value,part,whole,n\n2026-05-01,3,1,2,10\n2026-06-01,4,1,2,10\n"
ALONE = """title: Bad
kind: mean
scale: {{min: 1, max: 5}}
readings:
  file: {file}
"""
POOL = """title: Bad
kind: mean
scale: {{min: 1, max: 5}}
readings:
  pool:
    - {{file: data/good.csv}}
    - title: Second
      file: {file}
"""
CASES: dict[str, tuple[str, str, str]] = {
    "missing file": ("data/nowhere.csv", "", "ref/missing-data"),
    "path out of content": ("../outside.csv", GOOD, "ref/missing-data"),
    "missing column": ("data/bad.csv", "date,vlaue\n2026-05-01,3\n", "data/missing-column"),
    "wrong type": ("data/bad.csv", "date,value\n2026-05-01,three\n2026-05-02,3\n", "data/not-a-number"),
    "long rows": ("data/bad.csv", "date,value\n2026-05-01,3\n2026-05-02,3,4,5\n", "data/long-rows"),
    "short rows": ("data/bad.csv", "date,value,x\n2026-05-01,3,1\n2026-05-02,3\n", "data/odd-rows"),
    "mixed dates": ("data/bad.csv", "date,value\n2026-05-01,3\n03/04/2026,3\n", "data/ambiguous-days"),
    "no date": ("data/bad.csv", "date,value\n2026-05-01,3\nsoon,3\n", "data/not-a-day"),
    "empty file": ("data/bad.csv", "", "data/unreadable"),
    "damaged": ("data/bad.xlsx", "PK\x03\x04", "data/unreadable"),
}


@pytest.mark.parametrize(("door", "line"), [(ALONE, 4), (POOL, 7)], ids=["alone", "pool"])
@pytest.mark.parametrize("case", CASES)
def test_it_is_told_at_its_line_and_the_rest_is_built(
    project: Callable[[str], Project], case: str, door: str, line: int
) -> None:
    file, text, rule = CASES[case]
    site = project("minimal").edit("data/good.csv", GOOD)
    site.edit("metrics/good.yaml", "title: Good\nkind: mean\nreadings: {file: data/good.csv}\n")
    if rule != "ref/missing-data" or text:
        site.edit(file, text)
    built = site.edit("metrics/bad.yaml", door.format(file=file)).build()
    told = [(one.rule, one.place.path, one.place.line) for one in built.diagnostics]
    # a name that leads nowhere is told where it stands itself
    at = line + 1 if rule == "ref/missing-data" else line
    assert told == [(rule, "content/metrics/bad.yaml", at)]
    assert "June 2026" in built.page("/metrics/good/").text
    assert "metrics/bad/index.html" in built.files
    if door is POOL:  # the survey beside it still counts
        assert "June 2026" in built.page("/metrics/bad/").text
