"""YAML by its own standard: values, places, and what is refused."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jmsite.formats.yaml import reader
from jmsite.formats.yaml.reader import load
from jmsite.formats.yaml.scalars import WrittenFloat, WrittenInt, unwritten

SUITE = Path(__file__).parents[2] / "corpora" / "yaml-test-suite" / "cases.json"
CASES = json.loads(SUITE.read_text("utf-8"))

# libyaml reads these although the standard refuses them: it is lenient about indentation inside brackets and
# quotation marks, about a comment without a space before it, and about a dash in brackets.
LENIENT = {
    "9C9N", "9JBA", "CVW2", "DK95-1", "G5U8", "MUS6", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y-3", "YJV2",
}  # fmt: skip
# libyaml follows YAML 1.1 in these: "?x" in brackets, spaces at the end of a block, colons in anchors, "!".
OLDER = {"652Z", "HM87-1", "L24T-1", "S4JQ", "UKK6-2", "Y2GN"}


def value(text: str) -> Any:
    checked = load(text, "a.yaml")
    assert checked.diagnostics == ()
    return checked.value.value


def rules(text: str) -> list[tuple[str, int, int]]:
    return [(fault.rule, fault.place.line, fault.place.column) for fault in load(text, "a.yaml").diagnostics]


def test_what_the_suite_refuses_is_a_fault() -> None:
    accepted = {case["id"] for case in CASES if case.get("fail") and not load(case["yaml"], "a").diagnostics}
    assert accepted == LENIENT


def test_what_the_suite_means_is_read_or_refused_never_misread() -> None:
    misread = set()
    read = 0
    for case in CASES:
        checked = load(case["yaml"], "a")
        if "value" in case and not checked.diagnostics:
            read += 1
            if checked.value.value != case["value"]:
                misread.add(case["id"])
    assert misread == OLDER
    assert read > 190


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"), ("on", "on"), ("12:30", "12:30"), ("2026-05-01", "2026-05-01"), ("1_000", "1_000"),
        ("true", True), ("False", False), ("~", None), ("", None), ("null", None), ("0o17", 15), ("0x1F", 31),
        ("-7", -7), ("1.5", 1.5), ("1e3", 1000.0), (".5", 0.5), ("'7'", "7"), ('"true"', "true"), ("!!str 7", "7"),
        ("!!int 7", 7), ("!!float 7", 7), ("+", "+"), (".", "."), ("1.2.3", "1.2.3"), ("0b1", "0b1"),
    ],
)  # fmt: skip
def test_scalars_follow_the_core_schema(written: str, meant: Any) -> None:
    found = unwritten(value(f"a: {written}"))["a"]
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize("written", ["007", "1.10", "+5", "1e3", "0x1F", "5."])
def test_numbers_remember_how_they_are_written(written: str) -> None:
    number = value(f"a: {written}")["a"]
    assert str(number) == written
    assert number != value("a: 0.5")["a"]
    assert pickle.loads(pickle.dumps(number)) == number
    assert type(unwritten({"a": [number]})["a"][0]) in (int, float)


def test_numbers_that_differ_as_text_differ() -> None:
    assert WrittenFloat("1.10") != WrittenFloat("1.1")
    assert WrittenInt("007") != 7
    assert value("a: 1.10") != value("a: 1.1")


def test_keys_are_text_as_written() -> None:
    assert value("{-2: awful, 0: fine, true: yes, ~: x, 1.0: y}") == {
        "-2": "awful", "0": "fine", "true": "yes", "~": "x", "1.0": "y",
    }  # fmt: skip


def test_places_of_values_and_keys() -> None:
    places = load("a: 日本 # x\nb:\n  - c: 'd e'\n  -\nf: |\n  g\n  h\n", "a.yaml", 5).value.places
    assert places.values[("a",)] == (5, 4, 6)
    assert places.keys[("b",)] == (6, 1, 2)
    assert places.values[("b", 0, "c")] == (7, 8, 13)
    assert places.values[("f",)] == (9, 4, 5)
    assert places.value(("b", 0, "c", "made-up", 3)).column == 8
    assert places.key(("b", 0, "c")).column == 5


def test_lines_are_counted_as_editors_do_even_where_yaml_breaks_them_elsewhere() -> None:
    places = load("a: 'x\u2028y'\nb: 1\n", "a.yaml").value.places
    assert places.keys[("b",)] == (2, 1, 2)


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: 1\n\n\n  b: 2\n", "yaml/syntax", 4, 4),
        ("a: 'x'\n\n  \nbad\n\n\nc: 2\n", "yaml/syntax", 4, 1),
        ("a: b: c\n", "yaml/syntax", 1, 5),
        ("a: [1, 2\nb: 3\n", "yaml/syntax", 1, 4),
        ("a: 'x\nb: 2\n", "yaml/syntax", 1, 4),
        ("a: @x\n", "yaml/syntax", 1, 4),
        ("a:\n\tb: 1\n", "yaml/syntax", 2, 1),
        ("\ufeffa: @x\n", "yaml/syntax", 1, 4),
        ("a: 1\r\nb: @x\r\n", "yaml/syntax", 2, 4),
        ("a: \x07\n", "yaml/syntax", 1, 4),
        ("a: \ud800\n", "yaml/syntax", 1, 4),
        ('a: "\\ud800"\n', "yaml/syntax", 1, 7),
        ("a: 1\nb: 2\na: 3\n", "yaml/duplicate-key", 3, 1),
        ("a: {b: 1, b: 2}\n", "yaml/duplicate-key", 1, 11),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", "yaml/merge-key", 3, 3),
        ("[a, b]: c\n", "yaml/complex-key", 1, 1),
        ("'': c\n", "yaml/complex-key", 1, 1),
        ("a: !python/object x\n", "yaml/tag", 1, 4),
        ("a: !!set {b}\n", "yaml/tag", 1, 4),
        ("a: !!int x\n", "yaml/tag", 1, 4),
        ("a: *x\n", "yaml/alias", 1, 4),
        ("a: &x [*x]\n", "yaml/alias", 1, 4),
        ("a: 1\n---\nb: 2\n", "yaml/several-documents", 2, 1),
        ("a: .inf\n", "yaml/not-finite", 1, 4),
        ("a: 1e999\n", "yaml/not-finite", 1, 4),
        ("a: " + "9" * 5000, "yaml/not-finite", 1, 4),
        ("[" * 200 + "]" * 200, "yaml/too-deep", 1, 101),
        ("[" * 120 + "]" * 120, "yaml/too-deep", 1, 101),
        ("{a: " * 100_000, "yaml/too-deep", 1, 401),
        ("- " * 100_000 + "x", "yaml/too-deep", 1, 201),
    ],
)  # fmt: skip
def test_faults_have_their_rule_and_place(text: str, rule: str, line: int, column: int) -> None:
    assert rules(text) == [(rule, line, column)]


def test_a_fault_leaves_the_rest() -> None:
    checked = load("a: 1\na: 2\nb: .nan\nc: !x 3\n? [d]\n: e\nf: [.inf, 4]\n", "a.yaml")
    assert checked.value.value == {"a": 1, "c": 3, "f": [4]}
    assert [fault.rule.partition("/")[2] for fault in checked.diagnostics] == [
        "duplicate-key", "not-finite", "tag", "complex-key", "not-finite",
    ]  # fmt: skip
    assert checked.diagnostics[0].related[0].place.line == 1


def test_a_field_that_cannot_be_parsed_leaves_the_others() -> None:
    checked = load("a: 1\nb: c: d\ne: &x 5\n\n\nf: [1, 2\n'g': *x\nh: 'x\ni: 9\n", "a.yaml", 2)
    assert checked.value.value == {"a": 1, "e": 5, "i": 9}
    assert checked.value.places.value(("i",)).line == 10
    assert [(fault.rule, fault.place.line) for fault in checked.diagnostics] == [
        ("yaml/syntax", 3), ("yaml/syntax", 7), ("yaml/syntax", 9),
    ]  # fmt: skip


def test_aliases_are_expanded_up_to_a_limit() -> None:
    assert value("a: &x [1]\nb: *x\n") == {"a": [1], "b": [1]}
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert [rule for rule, _, _ in rules("\n".join(lines))] == ["yaml/alias"]


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ("a: *\n", "yaml/syntax", "this is not the name of an alias"),
        ("a: & x\n", "yaml/syntax", "this is not the name of an anchor"),
        ("a: !<x\n", "yaml/tag", "this tag cannot be read"),
        ("a: >0\n  b\n", "yaml/syntax", "the indentation is not right"),
        ("%YAML x\n---\na: 1\n", "yaml/syntax", "this line is not a field"),
        ("%TAG x\n---\na: 1\n", "yaml/syntax", "this line is not a field"),
    ],
)
def test_what_is_not_well_formed_is_called_by_what_it_was_to_be(text: str, rule: str, message: str) -> None:
    assert [(fault.rule, fault.message) for fault in load(text, "a.yaml").diagnostics] == [(rule, message)]


def test_messages_are_ours() -> None:
    for case in CASES:
        for fault in load(case["yaml"], "a").diagnostics:
            for theirs in ("token", "scanning", "parsing", "expected <", "mapping values", "Error"):
                assert theirs not in fault.message + fault.hint


@settings(deadline=None)
@given(st.text(st.sampled_from("ab01:-?[]{}#&*!|>'\"%@` \n\t~.<,\u2028é\x00\ud800"), max_size=60))
@example("---")
@example("a: 1\n--- \n")
@example("--- |\n")
def test_nothing_raises_and_every_place_is_in_the_text(text: str) -> None:
    checked = load(text, "a.yaml", 3)
    lines = text.split("\n")
    for line, column, end in (*checked.value.places.values.values(), *checked.value.places.keys.values()):
        assert 3 <= line < 3 + len(lines)
        assert 1 <= column < end
    for fault in checked.diagnostics:
        assert 3 <= fault.place.line < 3 + len(lines)


@pytest.mark.parametrize(
    "text",
    [
        "a: 2 #4\n", "a: true #yes\n", "a: online #sometimes\n", "a: one two # three\n", "a: one two  #three\n",
        "a: one two #TODO four\n", "a: one two #!x\n", "a: 'one two' #4\n", "a: [b, c] #4\n", "# a #4\na: b\n",
        "a: |\n  one #4\n", "a: one#4\n", "a: one two #- b\n", "a: # one\n",
    ],
)  # fmt: skip
def test_a_comment_that_is_one_is_not_told(text: str) -> None:
    assert rules(text) == []


@settings(deadline=None)
@given(st.text(st.sampled_from("ab 4'\"\\,."), min_size=1, max_size=20))
def test_a_text_with_a_number_sign_is_whole_or_told_with_what_makes_it_whole(said: str) -> None:
    text = f"see {said.strip()} ticket #4711 now"
    checked = load(f"a:\n- {text}\n", "a.yaml")
    if checked.value.value == {"a": [text]}:
        return
    assert checked.diagnostics
    for fault in checked.diagnostics:
        if fault.rule == "yaml/comment-in-text":
            written = fault.hint.partition("text: ")[2]
            assert load(f"a:\n- {written}\n", "a.yaml").value.value == {"a": [text]}


def test_aliases_of_a_text_are_bounded_by_its_length() -> None:
    text = "calm " * 10_000
    assert value(f"a: &x {text}\nb: *x\n")["b"] == text.strip()
    checked = load(f"a: &x {text}\nb: [{'*x, ' * 100}]\nc: 1\n", "a.yaml")
    assert [fault.rule for fault in checked.diagnostics] == ["yaml/alias"]
    assert len(str(checked.value.value)) < 3 * len(text)
    assert checked.value.value["c"] == 1


FAULT = "\nfaulty: !!set {}\n"
"""A field after which all places of a text are told at once."""
MAPPINGS = [
    case["yaml"]
    for case in CASES
    if isinstance(load(case["yaml"], "a").value.value, dict)
    and [one.rule for one in load(case["yaml"] + FAULT, "a").diagnostics] == ["yaml/tag"]
]


def without_fault(spans: Any) -> dict[Any, Any]:
    return {loc: span for loc, span in spans.items() if loc and loc[0] != "faulty"}


@pytest.mark.parametrize("text", [text for text in MAPPINGS if not load(text, "a").diagnostics])
def test_places_that_are_looked_for_when_asked_are_those_told_at_once(text: str) -> None:
    later, at_once = load(text, "a", 7).value.places, load(text + FAULT, "a", 7).value.places
    assert isinstance(at_once.values, dict)
    assert not isinstance(later.values, dict)
    assert without_fault(later.values) == without_fault(at_once.values)
    assert without_fault(later.keys) == without_fault(at_once.keys)
    for later_ones, told in ((later.values, at_once.values), (later.keys, at_once.keys)):
        assert {loc: later_ones[loc] for loc in told if loc in later_ones} == dict(later_ones)


def test_a_text_is_read_again_for_places_deep_in_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    places = load("title: Buy\nsteps:\n- title: Find\n- title: Pay\n", "a", 2).value.places
    with monkeypatch.context() as patched:
        patched.setattr(reader, "Composer", None)  # nothing can be read as long as this holds
        assert places.value(("steps", 1)).line == 5
        assert places.key(("steps",)).line == 3
        assert ("nothing",) not in places.keys
    assert (places.value(("steps", 1, "title")).line, places.value(("steps", 1, "title")).column) == (5, 10)
    assert places.key(("steps", 1, "title")).column == 3


def test_places_of_one_text_are_equal_and_those_of_another_are_not() -> None:
    one, same = load("a: {b: 1}", "a").value.places, load("a: {b: 1}", "a").value.places
    assert one == same
    assert one != load("a: {b: 1}", "a", 2).value.places
    assert one != load("a: {b: 2}", "a").value.places
    assert one.values != one.keys
    assert pickle.loads(pickle.dumps(one)) == one


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n  - x\n  - #b\n", "entry 2 of 'a' is empty"),
        ("a:\n  - - x\n    - y\n    - #b\n", "entry 3 is empty"),
        ("- x\n- #b\n", "entry 2 is empty"),
        ("a: #b\n", "'a' is empty"),
    ],
)
def test_what_a_comment_leaves_empty_is_named_by_where_it_stands(text: str, said: str) -> None:
    (found,) = [fault for fault in load(text, "a.yaml").diagnostics if fault.rule == "field/empty"]
    assert found.message.startswith(said)
