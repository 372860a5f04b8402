"""Authors' own charts: what is told of them, and that none of them can hold up a build."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jmsite.charts import forbidden_specs, sandbox
from jmsite.charts.draw import draw, draw_all
from jmsite.data.rows import LARGEST
from jmsite.model.figures import VegaLiteSpec

HOME = Path(__file__).parent.parent
ROWS = [{"a": 0, "b": 0}, {"a": 1, "b": 2}, {"a": 2, "b": 4}]
XY = {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}
SIMPLE: dict[str, Any] = {"data": {"values": ROWS}, "mark": "point", "encoding": XY}
WIDE = [f"f{number}" for number in range(1500)]
PAGE = "pages/own.md"
POPEN = subprocess.Popen


def own(**more: Any) -> VegaLiteSpec:
    return VegaLiteSpec.of({**SIMPLE, **more})


def x(**more: Any) -> dict[str, Any]:
    return {**XY, "x": {**XY["x"], **more}}


# Each would take all time or memory there is: loops of regular expressions, rows, ticks, letters, and charts of charts.
ENDLESS = {
    "regexp": own(transform=[{"calculate": f"test(regexp('^(a+)+$'), '{'a' * 40}!')", "as": "c"}]),
    "format": own(encoding=x(axis={"format": "9" * 3 + "d", "labelExpr": "format(datum.value, '300000000d')"})),
    "quantile": own(transform=[{"quantile": "a", "step": 1e-9}]),
    "graticule": VegaLiteSpec.of({"data": {"graticule": {"step": [0.01, 0.01]}}, "mark": "geoshape"}),
    "bins": own(encoding=x(scale={"bins": {"step": 1e-8}})),
    "step": own(encoding=x(bin={"step": 1e-9})),
    "fold": own(transform=[{"fold": WIDE}, {"fold": WIDE}, {"fold": WIDE}]),
    "repeat": VegaLiteSpec.of({"data": {"values": ROWS}, "repeat": {"row": WIDE, "column": WIDE}, "spec": SIMPLE}),
    "letters": own(transform=[{"calculate": "'xxxxxxxxxxxxxxxx'", "as": "s"}]
        + [{"calculate": "datum.s + datum.s", "as": "s"}] * 24 + [{"calculate": "upper(datum.s)", "as": "s"}],
        mark="text", encoding={**XY, "text": {"field": "s", "type": "nominal"}}),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_a_chart_that_never_ends_is_stopped_and_told(name, monkeypatch):
    monkeypatch.setattr(sandbox, "WORKING", 1.0)
    stopped, good = draw_all((ENDLESS[name], own()))
    assert stopped.fault == "excess"
    assert stopped.svg.endswith('focusable="false"></svg>')
    assert "circle" in good.svg


def test_a_build_goes_on_and_names_the_line(project, monkeypatch):
    monkeypatch.setattr(sandbox, "WORKING", 1.0)
    block = f"```chart\nchart: vega-lite\nspec: {ENDLESS['regexp'].spec}\n```\n"
    site = project("minimal").edit(PAGE, f"---\ntitle: Own\n---\n\n{block}\n")
    built = site.build()
    assert "chart/too-much" in built.rules
    assert "content/pages/own.md:7:1 error chart/too-much" in built.report
    mended = site.edit(PAGE, "---\ntitle: Own\n---\n\nWords.\n").build()
    assert "chart/too-much" not in mended.rules


def test_many_charts_are_drawn_by_one_process(monkeypatch):
    started = []
    start = sandbox._started
    drawer = sandbox.Drawer()
    monkeypatch.setattr(sandbox, "_drawer", lambda: drawer)
    monkeypatch.setattr(sandbox, "_started", lambda: started.append(start()) or started[-1])
    drawn = draw_all([own(title=str(number)) for number in range(30)])
    assert all(f">{number}<" in one.svg for number, one in enumerate(drawn))
    assert len(started) == 1


def test_a_plain_script_draws_without_starting_itself_again(tmp_path):
    script = tmp_path / "plain.py"
    script.write_text(
        "print('begun')\n"
        "from jmsite.charts.draw import draw\n"
        "from jmsite.model.figures import VegaLiteSpec\n"
        f"print('circle' in draw(VegaLiteSpec({own().spec!r})).svg)\n"
    )
    (tmp_path / "json.py").write_text("raise SystemExit('a file beside the content stood in for a module')\n")
    done = subprocess.run(
        [sys.executable, "-P", str(script)], env={**os.environ, "PYTHONPATH": str(HOME)}, cwd=tmp_path,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("begun\nTrue\n", "")


MONTHS = [{"day": "2026-01-01", "n": 3}, {"day": "2026-02-01 00:30", "n": 4}, {"day": "2026/03/01", "n": 9}]
MONTHLY = {
    "data": {"values": MONTHS},
    "transform": [
        {"calculate": "month(datum.day)", "as": "m"},
        {"filter": {"field": "day", "timeUnit": "year", "equal": 2026}},
    ],
    "mark": "bar",
    "encoding": {
        "x": {"field": "day", "timeUnit": "yearmonth", "type": "ordinal"},
        "y": {"field": "n", "type": "quantitative"},
        "color": {"field": "m", "type": "ordinal"},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def auckland() -> Iterator[None]:
    """A process that draws far from Greenwich: it is told UTC, but a system may not listen."""
    with pytest.MonkeyPatch.context() as patch:
        drawer, start = sandbox.Drawer(), subprocess.Popen
        patch.setattr(sandbox, "_drawer", lambda: drawer)
        patch.setattr(
            sandbox.subprocess,
            "Popen",
            lambda *told, env, **more: start(*told, env={**env, "TZ": "Pacific/Auckland"}, **more),
        )
        yield


def test_days_are_the_same_in_every_time_zone(auckland):
    far = draw(VegaLiteSpec.of(MONTHLY))
    with pytest.MonkeyPatch.context() as patch:
        drawer = sandbox.Drawer()
        patch.setattr(sandbox, "_drawer", lambda: drawer)
        patch.setattr(sandbox.subprocess, "Popen", POPEN)
        assert draw(VegaLiteSpec.of(MONTHLY)) == far
    assert far.svg.count("Jan 2026") == far.svg.count("Mar 2026") == 1
    assert "Dec 2025" not in far.svg


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-01", "2026-01-01 00:00"),
        ("2026-01-01 10:00", "2026-01-01 10:00"),
        ("2026-01-01T10:00:00.5", "2026-01-01 10:00"),
        ("2026-01-01T10:00+02:00", "2026-01-01 08:00"),
        ("2026-01-01T10:00Z", "2026-01-01 10:00"),
        ("01-05-2026", "2026-01-05 00:00"),
        ("Jan 5, 2026", "2026-01-05 00:00"),
        ("5 Jan 2026 10:00 GMT+1", "2026-01-05 09:00"),
        (1767225600000, "2026-01-01 00:00"),
    ],
)
@pytest.mark.parametrize("parse", [{}, {"format": {"parse": {"day": "date"}}}])
def test_days_without_a_zone_are_read_in_utc(written, read, parse, auckland):
    text = {"field": "day", "type": "temporal", "format": "%Y-%m-%d %H:%M"}
    spec = {"data": {"values": [{"day": written}], **parse}, "mark": "text", "encoding": {"text": text}}
    assert f">{read}<" in draw(VegaLiteSpec.of(spec)).svg


def test_validation_does_not_look_at_each_row():
    """As it did, with time that grew with the square of the rows: 12,000 would take a minute, and are stopped."""
    rows = [{"a": number % 7, "b": number} for number in range(12_000)]
    encoding = {**XY, "y": {**XY["y"], "aggregate": "sum"}}
    drawn = draw(VegaLiteSpec.of({"data": {"values": rows}, "mark": "bar", "encoding": encoding}))
    assert drawn.wrong == ""


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (
            "SELECT repeat('x', 100000) AS a, i AS b FROM range(5000) t(i)",
            "add up to more than 400,000 characters",
        ),
        (
            "SELECT list_resize([0], 1000, 1) AS a, i AS b FROM range(5000) t(i)",
            "add up to more than 400,000",
        ),
        (
            "SELECT i AS b, i AS " + "x" * 100 + " FROM range(5000) t(i)",
            "add up to more than 400,000 characters",
        ),
        ("SELECT i AS b FROM range(5001) t(i)", "has more than 5,000 rows"),
        ("SELECT " + ", ".join(f"{n} AS b{n}" for n in range(201)), "has more than 200 columns"),
    ],
)
def test_a_small_file_that_is_large_in_a_page_is_told_and_not_read(project, sql, words):
    site = project("minimal")
    (site.root / "content/data").mkdir(exist_ok=True)
    duckdb.sql(sql).write_parquet(str(site.root / "content/data/large.parquet"))
    block = "```chart\nchart: vega-lite\ndata: data/large.parquet\nspec: {mark: bar, encoding: {x: {field: b}}}\n```\n"
    built = site.edit(PAGE, f"---\ntitle: Own\n---\n\n{block}").build()
    assert built.rules == ["data/unreadable"]
    assert words in built.report


def test_a_table_without_rows_is_told_where_it_is_named(project):
    block = (
        "```chart\nchart: vega-lite\ndata: data/none.csv\nspec: {mark: bar, encoding: {x: {field: b}}}\n```\n"
    )
    site = project("minimal").edit("data/none.csv", "a,b\n").edit(PAGE, f"---\ntitle: Own\n---\n\n{block}")
    report = site.build().report
    assert "own.md:7:7 warning chart/nothing-to-draw  there are no rows to draw" in report
    assert "add rows below the header of this table" in report


def test_a_table_may_be_as_large_as_a_specification():
    assert LARGEST == forbidden_specs.LONGEST


@pytest.mark.parametrize(
    "more",
    [
        {"transform": [{"impute": "b", "key": "a", "keyvals": {"start": 0, "stop": 1, "step": 1e-9}}]},
        {"data": {"sequence": {"start": 0, "stop": 1, "step": 1e-12, "as": "a"}}},
        {"encoding": x(axis={"values": {"expr": "sequence(0, 1e9)"}})},
        {"mark": {"type": "line", "strokeDash": [1e-7, 1e-7]}},
        {"encoding": x(axis={"format": "300000000d"})},
        {"mark": {"type": "text", "fontSize": 1e9, "text": "x"}},
        {"width": 4000, "encoding": x(scale={"range": [0, 1e12]})},
        {"title": {"text": ["x" * 100] * 3000, "fontSize": 4000}},
    ],
)
def test_a_chart_that_is_vast_in_what_it_says_is_no_picture(more):
    drawn = draw(own(**more))
    assert drawn.fault in ("wrong", "excess")
    assert "<path" not in drawn.svg


def test_what_nobody_foresaw_ends_one_chart_and_not_what_draws(monkeypatch):
    deep: Any = {"mark": "point"}
    for _ in range(300):
        deep = {"layer": [deep]}
    broken, good = draw_all((VegaLiteSpec.of({"data": {"values": ROWS}, **deep}), own()))
    assert broken.fault == "wrong"
    assert "circle" in good.svg
