"""Twice as much of anything is at most about twice the work: counted in calls, and in bytes of the site.

From 2n to 4n a linear kind adds twice as much as from n to 2n, a quadratic one four times as much. How long it takes is
measured by ``benchmarks/bench_growth.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from conftest import Project

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.sources import Blob
from jmsite.pipeline import build
from jmsite.report import text

Files = dict[str, str]
STAGE = {"journeys/j/journey.md": "---\ntitle: J\n---\n", "journeys/j/01-s.md": "---\ntitle: S\n---\n"}


def page(front: str) -> Files:
    return {"pages/a.md": f"---\ntitle: A\n{front}---\n"}


def journey(personas: str) -> Files:
    return {**STAGE, "journeys/j/journey.md": f"---\ntitle: J\npersonas: [{personas}]\n---\n"}


def people(count: int) -> Files:
    files = {f"personas/p{at}.md": f"---\ntitle: P{at}\n---\n" for at in range(count)}
    return {**files, **journey(", ".join(f"p{at}" for at in range(count)))}


KINDS: dict[str, tuple[int, Callable[[int], Files]]] = {
    "fields nobody knows": (100, lambda n: page("".join(f"k{at}: 1\n" for at in range(n)))),
    "empty fields": (100, lambda n: page("".join(f"k{at}:\n" for at in range(n)))),
    "comments for values": (100, lambda n: page("".join(f"k{at}: #a\n" for at in range(n)))),
    "duplicate keys": (100, lambda n: page("summary: a\n" * n)),
    "broken fields": (100, lambda n: page("summary: [a\nk: 'b\n" * n)),
    "unknown ids on one line": (100, lambda n: journey(", ".join(f"nobody-{at}" for at in range(n)))),
    "tags of a page": (50, lambda n: page(f"tags: [{', '.join(f't{at}' for at in range(n))}]\n")),
    "pages with tags of their own": (
        90,
        lambda n: {f"pages/p{at}.md": f"---\ntitle: P{at}\ntags: [t{at}]\n---\n" for at in range(n)},
    ),
    "pages in a folder": (90, lambda n: {f"pages/f/p{at}.md": f"# P{at}\n" for at in range(n)}),
    "personas": (50, people),
    "readings": (
        100,
        lambda n: {
            "metrics/m.yaml": "title: M\nreadings:\n"
            + "".join(f"  - {{date: 2026-01-{1 + at % 28:02}, value: {at % 5}}}\n" for at in range(n))
        },
    ),
}


def wide(form: str, count: int) -> str:
    """A table with so many columns beside the two that are read."""
    if form == "csv":
        return f"date,value,{','.join(f'c{at}' for at in range(count))}\n2026-01-01,1{',2' * count}\n"
    more = "".join(f', "k{at}": 2' for at in range(count))
    return f'[{{"date": "2026-01-01", "value": 1{more}}}]'


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize(("count", "rules"), [(4_000, []), (30_000, ["data/unreadable"])])
def test_a_table_of_very_many_columns_is_told_and_not_opened(
    project: Callable[[str], Project], form: str, count: int, rules: list[str]
):
    made = project("minimal").edit(f"data/a.{form}", wide(form, count))
    built = made.edit("metrics/m.yaml", f"title: M\nreadings: {{file: data/a.{form}}}\n").build()
    assert built.rules == rules
    assert ("more than 5,000 columns" in built.report) == bool(rules)


def work(root: Path, files: Files) -> tuple[int, int]:
    """Calls of a first build with its report, and bytes of the site."""
    for path, content in {"site.yaml": "title: Growth\ncharts: false\n", **files}.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    calls = 0

    def count(_frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        made = build(discover(root), Memo(), 1)
        told = text(made.diagnostics)
    finally:
        sys.setprofile(None)
    sizes = [len(one.content) for one in made.outputs if not isinstance(one.content, Blob)]
    return calls, sum(sizes) + len(told)


@pytest.mark.parametrize("kind", KINDS)
def test_twice_as_much_is_twice_the_work(tmp_path: Path, kind: str):
    least, files = KINDS[kind]
    work(tmp_path / "first", files(least))  # what is loaded and compiled once
    one, two, four = (work(tmp_path / str(size), files(least * size)) for size in (1, 2, 4))
    for single, double, quadruple in zip(one, two, four, strict=True):
        assert quadruple - double < 2.7 * max(double - single, single / 20)
