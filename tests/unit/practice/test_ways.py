"""A step that nobody can reach is told, whatever leads where."""

from __future__ import annotations

from pathlib import Path

import pytest
from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.pipeline import check

RULES = "title: Journeys\nrules: {completeness/orphan-branch: {severity: warning}}\n"
PERSON = "---\ntitle: {}\n---\n\nWords.\n"


@pytest.mark.parametrize(
    ("steps", "orphans"),
    [
        ("a; b; c", []),
        ("a > c; b; c", ["b"]),
        ("a > c if it fits; b; c", []),
        ("a > c; b > a; c", ["b"]),
        ("a > c, b if it fits; b; c", []),
        ("a > a if it fits; b", []),
        ("a > a; b", ["b", "x", "y"]),
        ("a > need/c; b; c", ["b"]),
        ("a > later; b", ["b"]),
        ("a > later/y; b", ["b", "x"]),
        ("a:anna > c; b:ben; c:anna", []),
        ("a > c; b:ben; c", ["b"]),
    ],
)
def test_what_no_way_leads_to(tmp_path: Path, steps: str, orphans: list[str]):
    files = {
        "site.yaml": RULES,
        "personas/anna.md": PERSON.format("Anna"),
        "personas/ben.md": PERSON.format("Ben"),
        "journeys/buy/journey.md": "---\ntitle: Buying\npersonas: [anna, ben]\n---\n",
        "journeys/buy/01-need.md": f"---\ntitle: Need\nsteps:\n{''.join(map(step, steps.split('; ')))}---\n",
        "journeys/buy/02-later.md": "---\ntitle: Later\nsteps:\n  - title: x\n  - title: y\n---\n",
    }
    write_files(tmp_path / "content", files)
    found = check(discover(tmp_path), Memo())
    assert [one.message for one in found] == [f"no way leads to '{name}'" for name in orphans]


def step(written: str) -> str:
    """A step as YAML: its name, whose it is, and the ways on, each with a condition or without."""
    head, _, ways = written.partition(" > ")
    name, _, persona = head.partition(":")
    whose = f", personas: [{persona}]" if persona else ""
    on = [way.partition(" if ") for way in ways.split(", ")] if ways else []
    following = ", ".join(f"{{to: {to}{f', when: {when}' if when else ''}}}" for to, _, when in on)
    return f"  - {{title: {name}{whose}{f', next: [{following}]' if on else ''}}}\n"
