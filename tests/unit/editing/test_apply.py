"""Edits replace the words that they name, and no other byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.editing import applied, changed
from jmsite.model.diagnostics import Edit, Place

LINES = st.lists(st.text(st.sampled_from("abc é日😀\t'\"#:-"), max_size=12), min_size=1, max_size=6)
BREAKS = st.sampled_from(["\n", "\r\n", "\r"])


@given(LINES, BREAKS, st.booleans(), st.data())
def test_nothing_changes_but_what_is_named(lines: list[str], end: str, mark: bool, data):
    head = b"\xef\xbb\xbf" if mark else b""
    at = data.draw(st.integers(0, len(lines) - 1))
    start = data.draw(st.integers(0, len(lines[at])))
    stop = data.draw(st.integers(start, len(lines[at])))
    old, new = lines[at][start:stop], data.draw(st.text(st.sampled_from("xyz-é"), max_size=5))
    place = Place("a", at + 1, start + 1, stop + 1)
    found = applied(head + end.join(lines).encode(), [Edit(place, old, new)])
    wanted = list(lines)
    if old:
        wanted[at] = lines[at][:start] + new + lines[at][stop:]
    assert found == head + end.join(wanted).encode()


@given(
    LINES, st.lists(st.tuples(st.integers(1, 8), st.integers(1, 14), st.text("abx", max_size=3)), max_size=5)
)
def test_an_edit_that_does_not_fit_is_left_out(lines, spots):
    text = "\n".join(lines).encode()
    edits = [Edit(Place("a", line, column, column + 3), "zzz", word) for line, column, word in spots]
    assert applied(text, edits) == text


def test_several_edits_of_a_line_are_made_at_once_and_those_within_others_left_out():
    edits = [
        Edit(Place("a", 1, 9, 12), "ben", "benjamin"),
        Edit(Place("a", 1, 4, 7), "ana", "anna"),
        Edit(Place("a", 1, 5, 6), "n", "m"),
    ]
    assert applied(b"x: ana, ben\n", [Edit(Place("a", 1, 4, 7), "ana", "anna")]) == b"x: anna, ben\n"
    assert applied(b"x: ana, ben\n", edits) == b"x: anna, benjamin\n"


def test_a_file_that_is_no_text_stays():
    edit = Edit(Place("a", 1, 1, 2), "a", "b")
    assert applied(b"a\xff", [edit]) == b"a\xff"
    assert changed({"a": b"a\xff", "b": b"a"}, {"a": [edit], "b": [edit], "c": [edit]}) == {"b": b"b"}


@pytest.mark.parametrize("line", [0, 3])
def test_a_line_that_is_not_there_is_no_mistake(line: int):
    assert applied(b"a\nb", [Edit(Place("a", line, 1, 2), "a", "b")]) == b"a\nb"
