"""A comment silences a finding at its place, for a reason, and is missed by nobody once it is not needed."""

from __future__ import annotations

import pytest

from jmsite.checks.ignores import apply_ignores, ignore_comments
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.rules import fault
from jmsite.model.sources import Source

RULE = "upkeep/without-owner"
BECAUSE = f"jmsite: ignore {RULE} because it is so"


def left(name: str, text: str, lines: range, looked_for: bool = True) -> list[str]:
    """What is told of a file with a finding on each of some lines: a line by its number, a comment by its rule."""
    path = f"content/{name}"
    source = Source(path=path, digest="", data=text.encode())
    found: list[Diagnostic] = [fault(RULE, str(line), Place(path=path, line=line)) for line in lines]
    told = apply_ignores(found, ignore_comments({path: source}), lambda _: looked_for)
    return [one.message if one.rule == RULE else one.rule for one in told]


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        (f"# {BECAUSE}\na: 1\nb: 2\n", {1, 2, 3}),
        (f"# about this file\n\n# {BECAUSE}\na: 1\nb: 2\n", {1, 2, 3, 4, 5}),
        (f"a: 1\n# {BECAUSE}\nb: 2\nc: 3\n", {3}),
        (f"a: 1\n# {BECAUSE}\n\n# why\nb: 2\nc: 3\n", {5}),
        (f"a: 1\nb: 2  # {BECAUSE}\nc: 3\n", {2}),
        (f"a:\n  # {BECAUSE}\n  - x: 1\n    y: 2\n  - x: 3\n", {3, 4}),
        (f"a: 1\n# {BECAUSE}\nb:\n- x: 1\n- x: 2\nc: 3\n", {3, 4, 5}),
        (f"a:\n- x: 1  # {BECAUSE}\n  y: 2\n- x: 3\n", {2, 3}),
        (f"a: 1\nb: [  # {BECAUSE}\n  2,\n]\nc: 3\n", {2, 3, 4}),
        (f"a: 1\n# {BECAUSE}\nb: |\n  2\n\n  3\nc: 3\n", {3, 4, 5, 6}),
    ],
)
def test_in_yaml_it_covers_the_field_or_item_and_all_of_it(text: str, covered: set[int]):
    lines = range(1, text.count("\n") + 1)
    assert left("systems.yaml", text, lines) == [str(line) for line in lines if line not in covered]
    # the same in front matter, one line further down
    shown = f"---\n{text}---\n\nWords.\n"
    whole = 1 in covered
    lines = range(1, shown.count("\n") + 1)
    expected = [str(line) for line in lines if not whole and line - 1 not in covered]
    assert left("personas/anna.md", shown, lines) == expected


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        (f"One.\n\n<!-- {BECAUSE} -->\nTwo\ntwo.\n\nThree.\n", {3, 4, 5}),
        (f"One.\n\n<!-- {BECAUSE} -->\n\nTwo\ntwo.\n\nThree.\n", {3, 4, 5, 6}),
        (f"One\none <!-- {BECAUSE} -->.\n\nTwo.\n", {2}),
        (f"One\n<!-- {BECAUSE} -->\none.\n\nTwo.\n", {2, 3}),
        (f"One\n<!-- {BECAUSE} -->\n\nTwo.\n", {2}),
        (f"One.\n\n<!-- jmsite: ignore {RULE}\nbecause it\nis so -->\nTwo.\n\nThree.\n", {3, 4, 5, 6}),
        (f"<!-- {BECAUSE} -->\n\nOne.\n\nTwo.\n", {1, 2, 3, 4, 5}),
    ],
)
def test_in_prose_it_covers_the_paragraph(text: str, covered: set[int]):
    lines = range(1, text.count("\n") + 1)
    assert left("pages/a.md", text, lines) == [str(line) for line in lines if line not in covered]


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("ignore", ["ignore/malformed"]),
        ("ignore because it is so", ["ignore/malformed"]),
        (f"ignore {RULE}", ["ignore/without-reason"]),
        (f"ignore {RULE} because", ["ignore/without-reason"]),
        (f"ignore {RULE} since it is so", ["ignore/malformed"]),
        ("ignore upkeep/no-owner because it is so", ["ignore/unknown-rule"]),
        ("ignore ref/unknown-persona because it is so", ["ignore/an-error"]),
        (f"ignore {RULE}, link/blanks because it is so", ["ignore/unused"]),
        (f"ignore  {RULE}  because  it is so", []),
    ],
)
def test_what_is_wrong_with_a_comment_is_told(comment: str, told: list[str]):
    silent = told in ([], ["ignore/unused"])
    assert left("a.yaml", f"# jmsite: {comment}\na: 1\n", range(2, 3)) == ([] if silent else ["2"]) + told
    shown = left("pages/a.md", f"<!-- jmsite: {comment} -->\na\n", range(2, 3))
    assert shown == ([] if silent else ["2"]) + told


@pytest.mark.parametrize("name", ["systems.yaml", "personas/anna.md"])
@pytest.mark.parametrize(
    "comment",
    [
        "# jmsite: ignore a/b",
        "b: 2  # jmsite: ignore a/b",
        "<!-- jmsite: ignore a/b -->",
        "Words <!-- jmsite: ignore a/b\nbecause it is so --> and words.",
    ],
)
def test_what_is_wrong_with_a_comment_is_told_where_it_stands(name: str, comment: str):
    prose = "<!--" in comment
    if prose and not name.endswith(".md"):
        return
    text = f"a: 1\n\n{comment}\nc: 3\n"
    if name.endswith(".md"):
        text = f"---\nc: 3\n---\n\nOne.\n\n{comment}\n" if prose else f"---\n{text}---\n"
    path = f"content/{name}"
    told = apply_ignores(
        [], ignore_comments({path: Source(path=path, digest="", data=text.encode())}), lambda _: True
    )
    assert "ignore/unknown-rule" in {one.rule for one in told}
    lines = text.splitlines()
    line, row = next((at, row) for at, row in enumerate(lines, 1) if "jmsite:" in row)
    column = row.index("<!--" if prose else "#") + 1
    assert {one.place for one in told} == {
        Place(path=path, line=line, column=column, end_column=len(row) + 1),
    }


@pytest.mark.parametrize(
    "text",
    [
        f"```\n<!-- {BECAUSE} -->\n```\n\nWords.\n",
        f"````md\n```\n<!-- {BECAUSE} -->\n```\n<!-- {BECAUSE} -->\n````\n",
        f"Write `<!-- {BECAUSE} -->` above it.\n",
        f"# {BECAUSE}\n",
    ],
)
def test_a_page_may_show_how_it_is_written(text: str):
    assert left("pages/a.md", text, range(0)) == []


def test_a_comment_that_is_not_needed_is_told_where_its_rule_was_looked_for():
    text = f"# {BECAUSE}\na: 1\n"
    assert left("a.yaml", text, range(0)) == ["ignore/unused"]
    assert left("a.yaml", text, range(0), looked_for=False) == []


def test_errors_are_told_whatever_a_comment_says():
    source = Source(
        path="content/a.yaml", digest="", data=b"# jmsite: ignore ref/cycle because it is so\na: 1\n"
    )
    found = fault("ref/cycle", "round", Place(path="content/a.yaml", line=2))
    told = apply_ignores([found], ignore_comments({source.path: source}), lambda _: True)
    assert [one.rule for one in told] == ["ref/cycle", "ignore/an-error"]
