"""Edits replace the words that they name, and no other byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.editing import edited_files, with_edits
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
    place = Place(path="a", line=at + 1, column=start + 1, end_column=stop + 1)
    found = with_edits(head + end.join(lines).encode(), [Edit(place=place, old=old, new=new)])
    wanted = list(lines)
    if old:
        wanted[at] = lines[at][:start] + new + lines[at][stop:]
    assert found == head + end.join(wanted).encode()


@given(
    LINES, st.lists(st.tuples(st.integers(1, 8), st.integers(1, 14), st.text("abx", max_size=3)), max_size=5)
)
def test_an_edit_that_does_not_fit_is_left_out(lines, spots):
    text = "\n".join(lines).encode()
    edits = [
        Edit(place=Place(path="a", line=line, column=column, end_column=column + 3), old="zzz", new=word)
        for line, column, word in spots
    ]
    assert with_edits(text, edits) == text


def test_several_edits_of_a_line_are_made_at_once_and_those_within_others_left_out():
    edits = [
        Edit(place=Place(path="a", line=1, column=9, end_column=12), old="ben", new="benjamin"),
        Edit(place=Place(path="a", line=1, column=4, end_column=7), old="ana", new="anna"),
        Edit(place=Place(path="a", line=1, column=5, end_column=6), old="n", new="m"),
    ]
    assert (
        with_edits(
            b"x: ana, ben\n",
            [Edit(place=Place(path="a", line=1, column=4, end_column=7), old="ana", new="anna")],
        )
        == b"x: anna, ben\n"
    )
    assert with_edits(b"x: ana, ben\n", edits) == b"x: anna, benjamin\n"


def test_a_file_that_is_no_text_stays():
    edit = Edit(place=Place(path="a", line=1, column=1, end_column=2), old="a", new="b")
    assert with_edits(b"a\xff", [edit]) == b"a\xff"
    assert edited_files({"a": b"a\xff", "b": b"a"}, {"a": [edit], "b": [edit], "c": [edit]}) == {"b": b"b"}


@pytest.mark.parametrize("line", [0, 3])
def test_a_line_that_is_not_there_is_no_mistake(line: int):
    assert (
        with_edits(
            b"a\nb", [Edit(place=Place(path="a", line=line, column=1, end_column=2), old="a", new="b")]
        )
        == b"a\nb"
    )
