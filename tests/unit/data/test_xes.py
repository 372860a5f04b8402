"""Logs in XES: read piece by piece, by a parser that refuses what could fill the memory or reach for files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from logs import flow, flow_in

from jmsite.formats.xml_tree import XmlError, xml_parts

EVENT = '<event><string key="concept:name" value="{}"/><date key="time:timestamp" value="{}"/>{}</event>'
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<log><trace><string key="concept:name" value="&b;"/></trace></log>'
)
OUTSIDE = '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]><log><trace>&x;</trace></log>'


def event(name: str, day: int, more: str = "") -> str:
    return EVENT.format(name, f"2026-03-{day:02}T10:00:00+01:00", more)


def trace(case: str, *events: str, more: str = "") -> str:
    return f'<trace><string key="concept:name" value="{case}"/>{more}{"".join(events)}</trace>'


def log(*traces: str) -> str:
    return f'<log xmlns="http://www.xes-standard.org/"><string key="concept:name" value="a"/>{"".join(traces)}</log>'


def test_the_name_of_an_event_is_not_that_of_its_trace(tmp_path: Path) -> None:
    nameless = '<event><date key="time:timestamp" value="2026-03-04T10:00:00Z"/></event>'
    found = flow(tmp_path, log(trace("a", event("b", 2), nameless)), name="log.xes").value
    assert ({one.step: one.n for one in found.steps}, found.log.no_event) == ({"b": 1}, 1)


def test_attributes_of_a_trace_and_of_an_event_are_columns(tmp_path: Path) -> None:
    of_case, of_event = '<string key="segment" value="A"/>', '<string key="segment" value="B"/>'
    text = log(trace("1", event("a", 2), more=of_case), trace("2", event("a", 2, of_event), more=of_case))
    found = flow(tmp_path, text, name="log.xes", persona="segment", who={"a": "anna", "b": "ben"}).value
    assert {one.persona: one.cases for one in found.parts if one.persona and not one.day} == {
        "anna": 1,
        "ben": 1,
    }


def test_a_column_that_is_no_attribute_is_told_with_those_there_are(tmp_path: Path) -> None:
    text = log(trace("1", event("a", 2, '<string key="segment" value="A"/>')))
    (fault,) = flow(tmp_path, text, name="log.xes", persona="segmant").findings
    assert (fault.rule, fault.meant.found) == ("data/missing-column", "segment")


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_entities_are_refused(tmp_path: Path, text: str) -> None:
    (fault,) = flow(tmp_path, text, name="log.xes").findings
    assert fault.rule == "data/unreadable"
    assert "defines entities" in fault.message


@pytest.mark.parametrize("text", ["", "<log><trace>", "case,time,event\n", "<log>&nothing;</log>"])
def test_what_is_no_xml_is_told(tmp_path: Path, text: str) -> None:
    assert [one.rule for one in flow(tmp_path, text, name="log.xes").findings] == ["data/unreadable"]


def test_what_is_no_file_any_more_is_told(tmp_path: Path) -> None:
    (tmp_path / "log.xes").mkdir()
    (fault,) = flow_in(tmp_path / "log.xes", "a").findings
    assert (fault.rule, fault.message) == (
        "data/unreadable",
        "'content/data/log.xes' cannot be read: Is a directory",
    )


def test_a_missing_package_is_told_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("defusedxml", "defusedxml.ElementTree", "defusedxml.common"):
        monkeypatch.setitem(sys.modules, name, None)
    (fault,) = flow(tmp_path, log(trace("1", event("a", 2))), name="log.xes").findings
    assert 'pip install "jmsite[exchange]"' in fault.message


def test_parts_come_as_soon_as_they_end_and_nothing_else_is_kept() -> None:
    def blocks() -> object:
        yield b"<log>" + b"<noise><x/></noise>" * 3
        for case in range(3):
            yield f'<trace n="{case}"><event/></trace>'.encode()
        yield b"</log>"

    found = xml_parts(blocks(), "trace")  # type: ignore[arg-type]
    first = next(found)
    assert (first.attributes, [one.tag for one in first.children]) == ({"n": "0"}, ["event"])
    assert [one.attributes["n"] for one in found] == ["1", "2"]


def test_xml_that_ends_too_early_is_no_shorter_log() -> None:
    with pytest.raises(XmlError):
        list(xml_parts([b"<log><trace></trace>"], "trace"))


def states(*events: tuple[str, int, str]) -> str:
    return "".join(
        EVENT.format(
            name, f"2026-03-02T{hour:02}:00:00Z", f'<string key="lifecycle:transition" value="{state}"/>'
        )
        for name, hour, state in events
    )


def test_an_activity_is_one_event_whatever_states_it_came_to(tmp_path: Path) -> None:
    """Two at a time are no way back, and how long a step took is from start to start."""
    both = states(("a", 8, "start"), ("b", 9, "START"), ("a", 10, "complete"), ("b", 12, "complete"))
    after = states(("a", 8, "schedule"), ("a", 9, "start"), ("a", 10, "complete"), ("b", 12, "complete"))
    twice = states(("a", 8, "start"), ("a", 9, "complete"), ("b", 10, "start"), ("a", 11, "start"))
    text = log(trace("1", both), trace("2", after), trace("3", twice), trace("4", states(("b", 9, "assign"))))
    found = flow(tmp_path, text, "a|b", name="log.xes")
    assert {one.steps: one.cases for one in found.value.ways} == {
        ("a", "b"): 2,
        ("a", "b", "a"): 1,
        ("b",): 1,
    }
    assert (found.value.log.rows, found.value.log.states) == (8, 5)


def test_the_state_that_where_names_is_the_one_that_counts(tmp_path: Path) -> None:
    both = states(("a", 8, "start"), ("b", 9, "start"), ("b", 10, "complete"), ("a", 12, "complete"))
    where = {"lifecycle:transition": "complete"}
    found = flow(tmp_path, log(trace("1", both)), "a|b", name="log.xes", where=where).value
    assert [one.steps for one in found.ways] == [("b", "a")]
    assert (found.log.filtered, found.log.states) == (2, 0)
