"""The figures in a deck and a workbook of the sample are those of its files, worked out here from the raw rows."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from math import floor, sqrt
from pathlib import Path
from statistics import median
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from jmsite.cli.app import run

ROOT = Path(__file__).parent.parent
DATA = ROOT / "content/data"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NUMBER = r"[−-]?[\d,]+(?:\.\d+)?"
Z = 1.959963984540054
Row = dict[str, str]
Figure = tuple[float, int, tuple[float, float] | None]
"""A value, of how many, and what it may be."""
Sum = Callable[[Sequence[Row]], Figure]


def rows_of(file: str) -> list[Row]:
    """Return the rows of a file as words."""
    if file.endswith(".csv"):
        with (DATA / file).open(encoding="utf-8") as opened:
            return list(csv.DictReader(opened))
    found = duckdb.read_parquet(str(DATA / file))
    return [
        {name: "" if cell is None else str(cell) for name, cell in zip(found.columns, row, strict=True)}
        for row in found.fetchall()
    ]


def ratio(upper: str, lower: str) -> Sum:
    """Return a rate of hundred, with Wilson's interval."""

    def worked_out(rows: Sequence[Row]) -> Figure:
        part, n = sum(int(row[upper]) for row in rows), sum(int(row[lower]) for row in rows)
        share = part / n
        middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        return 100 * share, n, (100 * (middle - half), 100 * (middle + half))

    return worked_out


def promoters(rows: Sequence[Row]) -> Figure:
    """Return a Net Promoter Score, with the interval of the adjusted score."""
    scores = [int(row["score"]) for row in rows]
    n, up, down = len(scores), sum(one >= 9 for one in scores), sum(one <= 6 for one in scores)
    above, below = (up + 0.75) / (n + 3), (down + 0.75) / (n + 3)
    half = Z * sqrt((above + below - (above - below) ** 2) / (n + 3))
    return 100 * (up - down) / n, n, (100 * (above - below - half), 100 * (above - below + half))


def middle(column: str) -> Sum:
    return lambda rows: (median(float(row[column]) for row in rows), len(rows), None)


METRICS: dict[str, tuple[str, str, str, Sum, tuple[str, ...], int]] = {
    "checkout-completion": (
        "Finish the checkout",
        "shop-checkout.csv",
        "month",
        ratio("finished", "begun"),
        ("persona", "channel"),
        1,
    ),
    "returned-for-size": (
        "Sent back for the size",
        "shop-returns.csv",
        "month",
        ratio("returned_for_size", "sold"),
        ("persona",),
        1,
    ),
    "where-is-it": (
        "Ask where the parcel is",
        "shop-where-is-it.csv",
        "month",
        ratio("contacts", "orders"),
        (),
        1,
    ),
    "trial-to-paid": (
        "Trials that become customers",
        "crm-trials.csv",
        "month",
        ratio("paid", "trials"),
        (),
        1,
    ),
    "first-time-pass": (
        "Passed at the first attempt",
        "drive-first-attempts.csv",
        "month",
        ratio("passed", "tests"),
        (),
        1,
    ),
    "recommend-us": ("Would recommend us", "shop-nps.parquet", "answered_on", promoters, ("persona",), 1),
    "days-to-refund": ("Until the money is back", "shop-refunds.csv", "paid_on", middle("days"), (), 1),
    "delivery-days": (
        "From order to doorstep",
        "shop-delivery.parquet",
        "delivered_on",
        middle("days"),
        ("persona",),
        3,
    ),
}
"""By id: title, file, column of days, what is worked out, what it is told by, and the months of a period."""


def worked_out(id: str) -> dict[tuple[tuple[str, str], ...], dict[str, Figure]]:
    """Return the figures of a metric by what they are of, and by the first day of their period."""
    _, file, day, sums, dimensions, months = METRICS[id]
    groups: dict[Any, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows_of(file):
        when = date.fromisoformat(row[day][:10])
        first = when.replace(day=1, month=when.month - (when.month - 1) % months).isoformat()
        for of in _parts(dimensions):
            if all(row[name] for name in of):
                groups[tuple((name, row[name]) for name in of)][first].append(row)
    return {of: {first: sums(rows) for first, rows in days.items()} for of, days in groups.items()}


def _parts(dimensions: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(dimensions) + 1):
        yield from combinations(dimensions, size)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("exported")

    def made(form: str) -> Path:
        file = folder / f"all.{form}"
        assert file.exists() or run(["export", form, "-o", str(file), "--root", str(ROOT)]) == 0
        return file

    return made


@pytest.mark.parametrize("id", METRICS)
def test_a_workbook_holds_each_reading_of_each_part(exported: Callable[[str], Path], id: str):
    sheet = CalamineWorkbook.from_path(str(exported("xlsx"))).get_sheet_by_name("Data")
    head, *rows = sheet.to_python()
    told = [dict(zip(head, row, strict=True)) for row in rows]
    observed = [json.loads(one["details"]) for one in told if (one["id"], one["field"]) == (id, "observed")]
    dimensions = METRICS[id][4]
    found = {
        tuple((name, one[name]) for name in dimensions if name in one): {
            day: (value, n) for day, value, n in one["readings"]
        }
        for one in observed
    }
    raw = worked_out(id)
    assert found.keys() == raw.keys()
    for of, days in raw.items():
        assert found[of] == {
            day: (pytest.approx(value, abs=1e-6), n) for day, (value, n, _) in days.items()
        }, of


def tables(deck: Path) -> Iterator[list[list[str]]]:
    """Yield the tables of a deck, each cell as its words, line by line."""
    with zipfile.ZipFile(deck) as packed:
        for name in packed.namelist():
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                slide = ElementTree.fromstring(packed.read(name))
                for table in slide.iter(f"{DRAWING}tbl"):
                    yield [
                        [_words(cell) for cell in row.iter(f"{DRAWING}tc")]
                        for row in table.iter(f"{DRAWING}tr")
                    ]


def _words(cell: ElementTree.Element) -> str:
    lines = (
        "".join(text.text or "" for text in line.iter(f"{DRAWING}t")) for line in cell.iter(f"{DRAWING}p")
    )
    return "\n".join(lines)


def printed(values: Iterable[float], like: str) -> list[str]:
    """Return values with as many decimals as a printed number has."""
    places = len(like.partition(".")[2])
    return [f"{floor(value * 10**places + 0.5) / 10**places:,.{places}f}" for value in values]


@pytest.mark.parametrize("id", METRICS)
def test_a_deck_prints_the_latest_reading_with_its_interval_and_how_many(
    exported: Callable[[str], Path], id: str
):
    title, days = METRICS[id][0], worked_out(id)[()]
    value, n, around = days[max(days)]
    rows = [
        dict(zip(table[0], row, strict=True))
        for table in tables(exported("pptx"))
        if "Latest" in table[0]
        for row in table[1:]
        if row[0].split("\n")[0] == title
    ]
    assert rows, title
    for row in rows:
        (latest,) = re.findall(NUMBER, row["Latest"].partition(" in 100")[0])
        assert printed([value], latest) == [latest], row
        assert row["n"] == f"{n:,}"
        ends = re.findall(NUMBER, row["95 % interval"])
        if around and "±" in row["95 % interval"]:
            assert printed([(around[1] - around[0]) / 2], ends[0]) == ends, row
        elif around:
            assert printed(around, ends[0]) == ends, row
