"""Faults as people and programs see them."""

from __future__ import annotations

import json
import unicodedata
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.model.diagnostics import Diagnostic, Place, Related, Severity
from jmsite.model.rules import RULES, fault
from jmsite.model.sources import Source
from jmsite.model.value import replace
from jmsite.report import FORMATS, as_json, explain, github, junit, sarif, summary, text, with_excerpts

PATH = "content/a.md"


def shown(line: str, column: int, end: int | None, hint: str = "") -> list[str]:
    found = fault(
        "ref/unknown-persona",
        "unknown persona 'ana'",
        Place(path=PATH, line=1, column=column, end_column=end),
        hint,
    )
    return text([replace(found, excerpt=line)]).splitlines()


def under(lines: list[str]) -> str:
    """What stands above the carets, counted in columns of a terminal."""
    row, marks = lines[1][8:], lines[2][8:]
    start, stop = marks.index("^"), marks.rindex("^") + 1
    spread = "".join(sign + "\0" * (unicodedata.east_asian_width(sign) in "WF") for sign in row)
    return spread[start:stop].replace("\0", "")


def test_text_is_as_the_design_shows_it() -> None:
    path = "content/journeys/buy-clothes-online/02-consideration.md"
    found = fault(
        "ref/unknown-persona",
        "unknown persona 'ana'",
        Place(path=path, line=14, column=16, end_column=19),
        "did you mean 'anna'?",
    )
    lines = "\n" * 13 + "    personas: [ana]\n"
    (filled,) = with_excerpts([found], {path: Source(path=path, digest="", data=lines.encode())})
    assert text([filled]) == (
        f"{path}:14:16 error ref/unknown-persona  unknown persona 'ana'\n"
        "   14 │     personas: [ana]\n"
        "      │                ^^^ did you mean 'anna'?\n"
    )


LINES = [
    "a: [ana]",
    "日本語: [ana] 日本",
    "\ta: [ana]",
    "x" * 300 + "[ana]" + "y" * 300,
    "日" * 200 + "[ana]",
    "[ana]" + "z" * 400,
    "a\x1b[31m: [ana]",
    "ｆｕｌｌ: [ana]",
]


@pytest.mark.parametrize("line", LINES)
def test_carets_stand_under_the_fault(line: str) -> None:
    column = line.index("ana") + 1
    lines = shown(line, column, column + 3)
    assert under(lines) == "ana"
    assert len(lines[1]) <= 8 + 102


def test_combining_marks_take_no_column() -> None:
    lines = shown("e\u0301e\u0301: [ana]", 8, 11)
    assert lines[2] == "      │      ^^^"


def test_a_place_behind_the_line_has_a_caret_too() -> None:
    assert shown("ab", 9, None)[2] == "      │   ^"


def test_related_places_are_listed_and_a_fault_without_a_line_keeps_its_hint() -> None:
    found = fault(
        "yaml/duplicate-key",
        "twice",
        Place(path=PATH, line=3),
        "keep one",
        (Related(place=Place(path=PATH, line=1, column=2), message="first"),),
    )
    assert text([found]).splitlines()[1:] == ["      │ keep one", "      → content/a.md:1:2 first"]


def test_content_cannot_steer_the_terminal() -> None:
    found = fault("file/empty", "m\x1b[2J\u202e\ud800", Place(path="a\x07.md", line=1), "h\x9b")
    told = text([replace(found, excerpt="\x1b[2J\r\u2066x")])
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in told.replace("\n", ""))


def test_colour_adds_nothing_but_colour() -> None:
    found = replace(
        fault("file/empty", "m", Place(path=PATH, line=2, column=1, end_column=2), "h"), excerpt="x"
    )
    coloured = text([found], colour=True)
    assert "\x1b[33mwarning\x1b[0m" in coloured
    for code in ("0", "1", "2", "33"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == text([found])


def test_excerpts_come_from_the_lines_that_parsing_counts() -> None:
    source = Source(path=PATH, digest="", data="\ufeffone\r\ntwo\u2028still two\rthree".encode())
    found = [
        fault("file/nul", "m", Place(path=PATH, line=line, column=1, end_column=2)) for line in (1, 2, 3, 4)
    ]
    filled = with_excerpts([*found, fault("file/empty", "m", Place(path=PATH))], {PATH: source})
    assert [diagnostic.excerpt for diagnostic in filled] == ["one", "two\u2028still two", "three", "", ""]
    assert with_excerpts(found, {})[0].excerpt == ""


def test_json_has_the_fields_of_the_design() -> None:
    found = fault(
        "ref/cycle",
        "m",
        Place(path=PATH, line=2, column=3, end_column=5),
        "h",
        (Related(place=Place(path="b", line=1), message="r"),),
    )
    assert json.loads(as_json([found])) == [
        {
            "rule": "ref/cycle", "severity": "error", "message": "m", "path": PATH, "line": 2, "column": 3,
            "end_column": 5, "hint": "h",
            "related": [{"path": "b", "line": 1, "column": 1, "end_column": None, "message": "r"}],
        }
    ]  # fmt: skip
    assert json.loads(as_json([])) == []


def test_workflow_commands_are_escaped() -> None:
    found = fault("file/empty", "50 %\nof: a, b", Place(path="a,b:c.md", line=2, column=3, end_column=5))
    assert (
        github([found])
        == "::warning file=a%2Cb%3Ac.md,line=2,col=3,endColumn=4,title=file/empty::50 %25%0Aof: a, b\n"
    )


def test_sarif_refers_to_its_rules() -> None:
    found = [
        fault("ref/cycle", "m", Place(path="ü b.md", line=2, column=3, end_column=5)),
        fault("file/empty", "m", Place(path=PATH)),
    ]
    run = json.loads(sarif(found))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["ref/cycle", "file/empty"]
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {"uri": "%C3%BC%20b.md"},
        "region": {"startLine": 2, "startColumn": 3, "endColumn": 5},
    }


def test_junit_fails_for_errors_only() -> None:
    suite = ElementTree.fromstring(
        junit([fault("ref/cycle", "<&\x01", Place(path=PATH)), fault("file/empty", "m", Place(path=PATH))])
    )[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [child.tag for case in suite for child in case] == ["failure", "skipped"]
    assert ElementTree.fromstring(junit([]))[0].get("failures") == "0"


def test_summary_counts() -> None:
    error, warning = fault("ref/cycle", "m", Place(path=PATH)), fault("file/empty", "m", Place(path=PATH))
    assert summary([]) == "no problems"
    assert summary([error, warning, error, error]) == "3 errors, 1 warning"
    assert summary([replace(warning, severity=Severity.INFO)]) == "1 remark"


def test_every_rule_explains_itself_in_sentences() -> None:
    for id, rule in RULES.items():
        assert rule.id == id
        assert id.count("/") == 1
        for words in (rule.title, rule.why, rule.fix):
            assert words[0].isupper() or words[0] == "`"
            assert words.endswith(".")
            assert words in explain(id)


def test_a_fault_takes_its_weight_from_the_table_and_unknown_rules_are_refused() -> None:
    assert fault("file/empty", "m", Place(path=PATH)).severity == Severity.WARNING
    with pytest.raises(KeyError):
        fault("file/none", "m", Place(path=PATH))
    with pytest.raises(KeyError):
        explain("file/none")


def test_a_file_name_that_is_not_unicode_breaks_no_format() -> None:
    found = [fault("file/empty", "m", Place(path="content/a\udcff.md", line=1, column=1, end_column=2))]
    for form in FORMATS.values():
        form(found).encode("utf-8")


WORDS = st.text(max_size=200)


@settings(deadline=None)
@given(WORDS, WORDS, WORDS, st.integers(1, 250), st.none() | st.integers(1, 250))
def test_no_words_break_a_format(message: str, hint: str, line: str, column: int, end: int | None) -> None:
    place = Place(path=message or "a", line=1, column=column, end_column=end)
    found: list[Diagnostic] = [
        replace(fault("ref/cycle", message, place, hint), excerpt=line.replace("\n", ""))
    ]
    for name, form in FORMATS.items():
        form(found).encode("utf-8")
        assert form([]) == "" or name in ("json", "sarif", "junit")
    json.loads(as_json(found))
    json.loads(sarif(found))
    ElementTree.fromstring(junit(found))
    assert github(found).count("\n") == 1


def many(count: int) -> list[Diagnostic]:
    places = [Place(path=f"content/{'ab'[at % 2]}.md", line=3 + at, column=5) for at in range(count)]
    return [fault("field/unknown", "there is no field 'carbon'", place, "remove it") for place in places]


def test_what_is_said_of_many_places_is_said_once_with_all_of_them() -> None:
    other = fault("field/unknown", "there is no field 'water'", Place(path=PATH, line=99), "remove it")
    told = text([*many(12), other]).splitlines()
    assert told[0].startswith("content/a.md:3:5 error field/unknown  there is no field 'carbon'")
    assert told[2] == (
        "      → the same in 11 other places: content/b.md:4, 6, 8, 10, 12, 14; content/a.md:5, 7, 9, 11, 13"
    )
    assert [line for line in told if "carbon" in line] == told[:1]
    assert told[3].startswith("content/a.md:99")
    assert told[2].replace("11", "54").partition(":")[0] in text(many(55))
    assert "; and 34 more" in text(many(55))


def test_a_few_equal_faults_are_told_one_by_one_and_programs_hear_of_each() -> None:
    assert text(many(5)).count("carbon") == 5
    assert len(json.loads(as_json(many(55)))) == 55
    assert github(many(55)).count("carbon") == 55


def test_of_a_very_long_line_only_what_is_near_is_shown() -> None:
    line = "a, " * 100_000 + "ana, " + "b, " * 100_000
    told = shown(line, 300_001, 300_004)
    assert under(told) == "ana"
    assert told[1].startswith("    1 │ …")
    assert told[1].endswith("…")
    assert len(told[1]) < 130
