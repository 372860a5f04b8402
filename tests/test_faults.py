"""Each directory under ``faults/`` is a site with a fault, and the report it should get.

``faults/<rule>/`` exists for every rule. More cases of a rule have a name that begins with it:
``faults/yaml/syntax-with-crlf/``.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from io import BufferedReader
from pathlib import Path

import pytest

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.files import opened
from jmsite.model.rules import RULES
from jmsite.model.sources import Inputs, Options
from jmsite.model.value import replace
from jmsite.pipeline import build, check
from jmsite.report import text

FAULTS = Path(__file__).parent / "faults"
CASES = sorted(path.parent.relative_to(FAULTS).as_posix() for path in FAULTS.glob("*/*/expected.txt"))

# A file that cannot be read cannot be kept in git, nor can a folder of somebody else's, a package that is missing or
# a server that has gone away:
# they have tests of their own.
NOT_IN_GIT = {"data/old-answer", "file/unreadable", "site/history", "site/not-installed"}


@pytest.fixture(scope="module")
def memo() -> Memo:
    """One memo for all cases: they share the theme, and must not share anything else."""
    return Memo()


def inputs(case: str) -> Inputs:
    """The site of a case; ``audience.txt`` beside its content says for whom it is looked at, ``today.txt`` when, and
    ``gone.json`` which web addresses are gone.
    """
    audience, today, gone = (FAULTS / case / name for name in ("audience.txt", "today.txt", "gone.json"))
    options = Options(audience=audience.read_text().strip()) if audience.exists() else Options()
    found = discover(FAULTS / case, options)
    if gone.exists():
        found = replace(found, gone=json.loads(gone.read_text("utf-8")))
    return replace(found, today=date.fromisoformat(today.read_text().strip())) if today.exists() else found


@pytest.mark.parametrize("case", CASES)
def test_the_report_is_as_expected(case: str, memo: Memo) -> None:
    found = build(inputs(case), memo)
    assert text(found.diagnostics) == (FAULTS / case / "expected.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def check_memo() -> Memo:
    return Memo()


@pytest.mark.parametrize("case", CASES)
def test_a_check_says_what_a_build_says(case: str, check_memo: Memo) -> None:
    assert text(check(inputs(case), check_memo)) == (FAULTS / case / "expected.txt").read_text("utf-8")


def test_every_rule_has_a_case_that_shows_it() -> None:
    shown = {
        rule
        for rule in RULES
        if rule in CASES and rule in (FAULTS / rule / "expected.txt").read_text("utf-8")
    }
    assert set(RULES) - shown == NOT_IN_GIT


def test_every_case_is_of_a_rule() -> None:
    assert [
        case for case in CASES if not any(case == rule or case.startswith(f"{rule}-") for rule in RULES)
    ] == []


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FAULTS / "field" / "unknown" / "content", tmp_path / "content")
    locked = tmp_path / "content" / "personas" / "ben.md"
    locked.write_text("Ben")

    def refusing(file: str, inside: str) -> BufferedReader:
        if file == str(locked):
            raise PermissionError(13, "Permission denied")
        return opened(file, inside)

    monkeypatch.setattr("jmsite.content.discover.opened", refusing)  # root may read everything
    found = build(discover(tmp_path), Memo())
    assert [(fault.rule, fault.place.path) for fault in found.diagnostics] == [
        ("field/unknown", "content/personas/anna.md"),
        ("field/unknown", "content/personas/anna.md"),
        ("file/unreadable", "content/personas/ben.md"),
    ]
    assert any(output.path == "personas/anna/index.html" for output in found.outputs)
