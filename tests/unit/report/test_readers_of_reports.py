"""What reads our reports can read them: SARIF by its published schema, JUnit by a library that others use."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.diagnostics import Diagnostic, Edit, Fix, Place, Related, Severity
from jmsite.model.rules import RULES
from jmsite.pipeline import check
from jmsite.report import junit, sarif

TESTS = Path(__file__).parents[2]
SCHEMA = json.loads((TESTS / "corpora" / "sarif" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)
FAMILIES = sorted(path.name for path in (TESTS / "faults").iterdir() if path.is_dir())

words = st.text(max_size=30)
lines = st.integers(1, 10_000)
places = st.builds(
    lambda path, line, column, width: Place(
        path=path, line=line, column=column, end_column=None if width is None else column + width
    ),
    st.text(min_size=1, max_size=20),
    lines,
    lines,
    st.none() | st.integers(1, 50),
)
fixes = st.builds(
    lambda title, edits: Fix(title=title, edits=tuple(edits)),
    words,
    st.lists(
        st.builds(lambda place, old, new: Edit(place=place, old=old, new=new), places, words, words),
        min_size=1,
        max_size=3,
    ),
)
diagnostics = st.builds(
    Diagnostic,
    rule=st.sampled_from(sorted(RULES)),
    severity=st.sampled_from(Severity),
    message=st.text(min_size=1, max_size=30),
    place=places,
    hint=words,
    related=st.lists(
        st.builds(lambda place, message: Related(place=place, message=message), places, words), max_size=2
    ).map(tuple),
    excerpt=words,
    fix=st.none() | fixes,
)


def results(report: str) -> list[dict[str, object]]:
    log = json.loads(report)
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    return log["runs"][0]["results"]


@given(st.lists(diagnostics, max_size=4))
def test_a_log_of_any_faults_is_valid(faults: list[Diagnostic]):
    found = results(sarif(faults))
    assert [one["ruleId"] for one in found] == [fault.rule for fault in faults]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_log_of_real_faults_is_valid_with_their_lines(family: str):
    for case in sorted((TESTS / "faults" / family).iterdir()):
        faults = check(discover(case), Memo())
        found = results(sarif(faults))
        regions = [one["locations"][0]["physicalLocation"]["region"] for one in found]  # type: ignore[index]
        assert [region["startLine"] for region in regions] == [fault.place.line for fault in faults]
        assert [bool(one.get("fixes")) for one in found] == [fault.fix is not None for fault in faults]


def test_a_fix_says_what_goes_and_what_comes():
    faults = [fault for fault in check(discover(TESTS / "faults" / "field" / "unknown"), Memo()) if fault.fix]
    ((result,), fault) = results(sarif(faults[:1])), faults[0]
    assert fault.fix is not None
    change = result["fixes"][0]["artifactChanges"][0]  # type: ignore[index]
    assert change["artifactLocation"]["uri"] == fault.place.path
    (edit,) = fault.fix.edits
    region = change["replacements"][0]["deletedRegion"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (
        edit.place.line,
        edit.place.column,
        edit.place.end_column,
    )
    assert change["replacements"][0]["insertedContent"]["text"] == edit.new


def suites(report: str) -> list[TestSuite]:
    return list(JUnitXml.fromroot(JUnitXml.fromstring(report.encode())._elem)) if report else []


@given(st.lists(diagnostics, max_size=4))
def test_junit_counts_what_we_count(faults: list[Diagnostic]):
    (suite,) = suites(junit(faults))
    counted = (suite.tests, suite.failures)
    suite.update_statistics()
    assert (suite.tests, suite.failures) == counted
    assert suite.failures == sum(fault.severity is Severity.ERROR for fault in faults)
    cases = list(suite)
    assert len(cases) == max(len(faults), 1)
    for case, fault in zip(cases, faults, strict=False):
        (result,) = case.result
        assert isinstance(result, Failure if fault.severity is Severity.ERROR else Skipped)
        assert not isinstance(result, Error)


def test_junit_names_file_and_line():
    faults = check(discover(TESTS / "faults" / "upkeep" / "without-owner"), Memo())
    path = io.BytesIO(junit(faults).encode())
    ((case,),) = JUnitXml.fromfile(path)
    assert case.classname == faults[0].place.path
    assert f"at {faults[0].place.line}:" in case.name
    assert faults[0].message in case.result[0].message
