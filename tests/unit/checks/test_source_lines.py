"""Lines of content files: which of them are prose, and what of prose is code."""

from __future__ import annotations

import pytest

from jmsite.checks.source_lines import lines_of, without_code
from jmsite.model.sources import Source


@pytest.mark.parametrize(
    ("line", "without"),
    [
        ("pay `now` or `later`", "pay       or        "),
        ("pay ``a ` b`` now", "pay           now"),
        # a row that nothing ends is no code, and neither is a part of it
        ("pay ```now`` later", "pay ```now`` later"),
        ("pay `now", "pay `now"),
        # this test would take minutes, if each part of the row looked for an end of its own
        ("pay " + "`" * 100_000 + "a", "pay " + "`" * 100_000 + "a"),
    ],
)
def test_code_in_a_line_is_blank(line: str, without: str):
    assert [*without_code([line])] == [without]


def test_lines_between_fences_are_blank():
    lines = ["a", "```yaml", "b: `c`", "~~~", "```", "d", "~~~~", "```", "~~~~ ", "e"]
    assert [*without_code(lines)] == ["a", "", "", "", "", "d", "", "", "", "e"]


@pytest.mark.parametrize(
    ("lines", "without"),
    [
        (["  ```", "a", "```", "b"], ["", "", "", "b"]),
        (["```", "a", "   ```", "b"], ["", "", "", "b"]),
        (["````", "a", "```", "b"], ["", "", "", ""]),
        (["```", "a", "````", "b"], ["", "", "", "b"]),
        (["```", "a", "``` yaml", "b"], ["", "", "", ""]),
        (["~~~", "a", "```", "~~~", "b"], ["", "", "", "", "b"]),
        (["``", "b"], ["``", "b"]),
        # what follows backticks on their line may hold none, or they are code in words
        (["```a``` and", "b"], ["        and", "b"]),
        (["~~~ a`b", "c", "~~~", "d"], ["", "", "", "d"]),
    ],
)
def test_a_fence_is_closed_by_one_of_its_signs_and_at_least_its_length(lines: list[str], without: list[str]):
    assert [*without_code(lines)] == without


@pytest.mark.parametrize(
    ("path", "text", "begins"),
    [
        ("content/pages/a.md", "---\ntitle: A\n---\nProse", 3),
        ("content/pages/a.md", "\ufeff---\ntitle: A\n---\nProse", 3),
        ("content/pages/a.md", "Prose\n---\nmore", 0),
        ("content/pages/a.md", "---\ntitle: A\n", 0),
        ("content/pages/a.md", "", 0),
        ("content/site.yaml", "title: A\n---\n", 2),
    ],
)
def test_prose_begins_behind_the_fields(path: str, text: str, begins: int):
    lines, begin = lines_of(Source(path=path, digest="", data=text.encode()))
    assert (lines, begin) == (text.splitlines(), begins)
