"""What stands at the cursor, in whole documents and in those that are being written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.content.discover import discover
from jmsite.content.parse import parse
from jmsite.lsp.cursor import BREAK, Cursor, cursor_at, word_at
from jmsite.model.sources import Prose

CONTENT = discover(Path(__file__).parents[3]).content


@pytest.mark.parametrize("path", sorted(CONTENT))
def test_every_key_of_the_sample_is_found_where_it_stands(path):
    document = parse(CONTENT[path], Prose()).value
    text = CONTENT[path].data.decode().removeprefix("\ufeff")
    lines = BREAK.split(text)
    for loc, (line, column, end) in document.places.keys.items():
        found = cursor_at(text, line - 1, end - 1, path.endswith(".md"))
        assert found is not None, loc
        written = lines[line - 1][column - 1 : end - 1].strip("'\"")
        assert (found.loc, found.word.strip("'\"")) == (loc[:-1], written), loc
        assert found.role in ("key", "either")


@pytest.mark.parametrize("path", sorted(path for path in CONTENT if path.endswith("01-need.md")))
def test_every_value_that_is_named_is_found_below_its_key(path):
    document = parse(CONTENT[path], Prose()).value
    text = CONTENT[path].data.decode()
    for loc, (line, column, _) in document.places.values.items():
        if loc in document.places.keys and not any(
            other[: len(loc)] == loc and other != loc for other in document.places.values
        ):
            found = cursor_at(text, line - 1, column, True)
            assert found is None or found.loc == loc, loc


def at(text: str, markdown: bool = False) -> Cursor | None:
    """The cursor where ``|`` stands."""
    before, _, after = text.partition("|")
    return cursor_at(before + after, before.count("\n"), len(before.rpartition("\n")[2]), markdown)


@pytest.mark.parametrize(
    ("text", "loc", "role", "word"),
    [
        ("ti|", (), "key", "ti"),
        ("title: a\n|", (), "key", ""),
        ("title: |", ("title",), "value", ""),
        ("title:|", ("title",), "value", ""),
        ("steps:\n  - ti|", ("steps", 0), "either", "ti"),
        ("steps:\n- title: a\n  |", ("steps", 0), "key", ""),
        ("steps:\n- title: a\n- |", ("steps", 1), "either", ""),
        ("a:\n  - - x\n    - |", ("a", 0, 1), "either", ""),
        ("a: {b: {c: 1, d|", ("a", "b"), "key", "d"),
        ("a: {b: {c: 1}, d: x|", ("a", "d"), "value", "x"),
        ("a: [x, 'y, z', w|", ("a", 2), "either", "w"),
        ("a: [x,\n  y, z|", ("a", 2), "either", "z"),
        ("a: [{b: 1}, {c|", ("a", 1), "key", "c"),
        ("a: [x] # [\nb: |", ("b",), "value", ""),
        ('"a b": "c|', ("a b",), "value", "c"),
        ("a: x # b: c\nd|", (), "key", "d"),
        ("a:\n    b: 1\n  |", ("a",), "key", ""),
        ("a:\n  b: 1\n|", (), "key", ""),
    ],
)
def test_what_is_being_written(text, loc, role, word):
    found = at(text)
    assert found is not None
    assert (found.loc, found.role, found.word) == (loc, role, word)


@pytest.mark.parametrize("text", ["a: |2\n  te¦", "a: >-\n  some\n\n  te¦"])
def test_in_a_block_of_text_nothing_is_suggested(text):
    before = text.partition("¦")[0]
    assert cursor_at(before, before.count("\n"), len(before.rpartition("\n")[2]), False) is None


@pytest.mark.parametrize("text", ["# Ti|", "|---\na: 1\n---\n", "---\na: 1\n---\nb|", "a: 1\n---\nb|"])
def test_in_markdown_only_front_matter_has_fields(text):
    assert at(text, markdown=True) is None


def test_front_matter_that_has_not_ended_is_front_matter():
    assert at("---\nti|", markdown=True) == Cursor(loc=(), role="key", word="ti", start=0, end=2)


def test_the_keys_beside_are_known_before_and_after():
    found = at("a:\n  - b: 1\n    |\n    c: 2\n  - d: 1\n")
    assert found is not None
    assert found.siblings == {"b", "c"}
    found = at("a: {b: 1, |}\n")
    assert found is not None
    assert found.loc == ("a",)


def test_the_whole_word_is_found_from_within():
    assert word_at("title: x", 0, 2, False) == Cursor(loc=(), role="key", word="title", start=0, end=5)


@given(
    st.text(st.sampled_from("ab: -[]{}'\"#|>,\n\t日😀"), max_size=60),
    st.integers(0, 8),
    st.integers(0, 20),
    st.booleans(),
)
def test_no_text_is_too_strange(text, line, column, markdown):
    width = len(BREAK.split(text)[line]) if line < len(BREAK.split(text)) else 0
    found = cursor_at(text, line, min(column, width), markdown)
    if found is not None:
        assert 0 <= found.start <= found.end
