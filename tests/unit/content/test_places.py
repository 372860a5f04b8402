"""Findings of the catalog stand where their entity and field are written, wherever that moves to."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import write_files

from jmsite.content.discover import discover
from jmsite.content.places import with_places
from jmsite.engine.memo import Memo
from jmsite.model.findings import Finding, RelatedField
from jmsite.pipeline import Compiled, compiled

FILES = {
    "site.yaml": "title: Journeys\nlanes: {risk: {title: Risk, icon: nothing}}\n",
    "index.md": "---\naliases: [personas/anna]\n---\n\n```chart\nchart: trend\nmetric: mood\n```\n",
    "channels.yaml": "web: {title: Web}\nshop: {title: Shop, icon: nothing}\n",
    "data/mood.csv": "date,value\n2026-01-01,many\n",
    "metrics/calm.yaml": "title: Calm\n",
    "metrics/mood.yaml": "title: Mood\nunit: '%'\nreadings: {file: data/mood.csv}\n",
    "personas/anna.md": "---\ntitle: Anna\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "research/talks.md": "---\nfrom: 2026-02-01\nto: 2026-01-01\n---\n",
    "journeys/buy/journey.md": "---\npersonas: [anna, ben]\nparent: buy\n---\n",
    "journeys/buy/01-pay.md": (
        "---\nsteps:\n  - {title: Look, emotion: {metric: calm}}\n  - {title: Pay, emotion: {anna: {metric: mood}}}\n"
        "---\n"
    ),
    "journeys/buy/01-pay.ben.md": "---\nsteps:\n  - id: pay\n    emotion: {metric: mood}\n    pains: [Late]\n---\n",
}


def write(root: Path, files: dict[str, str]) -> None:
    write_files(root / "content", files)


def made(root: Path, memo: Memo) -> Compiled:
    return compiled(discover(root), memo)


def told(site: Compiled) -> dict[tuple[str, str, str], tuple[int, int]]:
    faults = site.site.diagnostics
    return {(one.rule, one.message, one.place.path): (one.place.line, one.place.column) for one in faults}


STEP = ("step", "buy/pay/pay")


@pytest.mark.parametrize(
    ("finding", "place"),
    [
        (Finding(rule="ref/cycle", entity=STEP, field=(), message="…"), ("journeys/buy/01-pay.md", 4, 5)),
        (
            Finding(rule="ref/cycle", entity=STEP, field=("title",), message="…"),
            ("journeys/buy/01-pay.md", 4, 13),
        ),
        (
            Finding(rule="ref/cycle", entity=STEP, field=("title",), message="…", named=True),
            ("journeys/buy/01-pay.md", 4, 6),
        ),
        (
            Finding(rule="ref/cycle", entity=STEP, field=("emotion", "anna", "metric"), message="…"),
            ("journeys/buy/01-pay.md", 4, 43),
        ),
        (
            Finding(rule="ref/cycle", entity=STEP, field=("emotion", "ben", "metric"), message="…"),
            ("journeys/buy/01-pay.ben.md", 4, 23),
        ),
        (
            Finding(rule="ref/cycle", entity=STEP, field=("pains",), message="…"),
            ("journeys/buy/01-pay.ben.md", 5, 12),
        ),
        (
            Finding(rule="ref/cycle", entity=STEP, field=("wait",), message="…"),
            ("journeys/buy/01-pay.md", 4, 5),
        ),
        (
            Finding(rule="ref/cycle", entity=("channel", "shop"), field=("icon",), message="…"),
            ("channels.yaml", 2, 27),
        ),
        (
            Finding(rule="ref/cycle", entity=("channel", "shop"), field=(), message="…"),
            ("channels.yaml", 2, 1),
        ),
        (
            Finding(rule="ref/cycle", entity=("metric", "mood"), field=("readings", "file"), message="…"),
            ("metrics/mood.yaml", 3, 18),
        ),
        (
            Finding(rule="ref/cycle", entity=("chart", "content/index.md#0"), field=("metric",), message="…"),
            ("index.md", 7, 9),
        ),
        (Finding(rule="ref/cycle", entity=("persona", "nobody"), field=(), message="…"), ("site.yaml", 1, 1)),
    ],
)
def test_a_finding_stands_where_its_field_is_written(
    tmp_path: Path, finding: Finding, place: tuple[str, int, int]
):
    write(tmp_path, FILES)
    drafts = [draft for unit in made(tmp_path, Memo()).content.units for draft in unit.written]
    (fault,) = with_places([finding], drafts)
    assert (fault.place.path.removeprefix("content/"), fault.place.line, fault.place.column) == place


def test_what_stands_beside_a_finding_has_its_place_too(tmp_path: Path):
    write(tmp_path, FILES)
    drafts = [draft for unit in made(tmp_path, Memo()).content.units for draft in unit.written]
    beside = RelatedField(entity=("persona", "ben"), field=("title",), message="this one")
    (fault,) = with_places(
        [Finding(rule="ref/cycle", entity=STEP, field=(), message="…", related=(beside,))], drafts
    )
    (related,) = fault.related
    assert (related.place.path, related.place.line, related.message) == (
        "content/personas/ben.md",
        2,
        "this one",
    )


MOVED = ("metrics/mood.yaml", "channels.yaml", "research/talks.md", "journeys/buy/journey.md", "site.yaml")


@given(st.lists(st.integers(0, 3), min_size=len(MOVED), max_size=len(MOVED)))
@settings(deadline=None, max_examples=15)
def test_lines_above_move_what_is_found_and_change_nothing_else(lines: list[int]):
    with tempfile.TemporaryDirectory() as folder:
        root, memo = Path(folder), Memo()
        write(root, FILES)
        first = told(made(root, memo))
        expected = dict(first)
        moved = dict(FILES)
        for path, count in zip(MOVED, lines, strict=True):
            front, at = ("---\n", FILES[path][4:]) if FILES[path].startswith("---\n") else ("", FILES[path])
            moved[path] = front + "# a remark\n" * count + at
            for key, (line, column) in first.items():
                if key[2] == f"content/{path}":
                    expected[key] = (line + count, column)
        write(root, moved)
        assert told(made(root, memo)) == expected
        assert told(made(root, Memo())) == expected
        assert not memo.made["answer"], "readings are not asked again because a line has moved"


def test_the_site_of_these_tests_has_findings_of_all_sorts(tmp_path: Path):
    write(tmp_path, FILES)
    rules = {rule for rule, _, _ in told(made(tmp_path, Memo()))}
    assert {
        "alias/collision", "data/not-a-number", "field/not-allowed", "field/out-of-range",
        "metric/no-scale", "ref/cycle",
    } <= rules  # fmt: skip
