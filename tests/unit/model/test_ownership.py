"""The block of lines that is written into CODEOWNERS: everything around it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.model.ownership import BEGIN, END, OwnedPath, block, with_block

LINES = block((OwnedPath(path="content/journeys/buy/", owners=("@acme/crm", "@anna")),))


def test_a_block_has_a_line_for_each_path_between_its_marks():
    first, note, path, last = LINES.splitlines()
    assert (first, path, last) == (BEGIN, "/content/journeys/buy/ @acme/crm @anna", END)
    assert note.startswith("# ")
    assert "/maps/content/my\\ map.md @anna\n" in block(
        (OwnedPath(path="content/my map.md", owners=("@anna",)),), "maps/"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", LINES),
        ("* @all\n", f"* @all\n\n{LINES}"),
        ("* @all", f"* @all\n\n{LINES}"),
        ("\n", f"\n{LINES}"),
        (f"* @all\n{BEGIN}\nold\nolder\n{END}\n/web @web\n", f"* @all\n{LINES}/web @web\n"),
        (f"{BEGIN}\n{END}\n", LINES),
        (f"  {BEGIN}  \nold\n\t{END}\nx @y\n", f"{LINES}x @y\n"),
        # an end that stands before the beginning ends nothing
        (f"{END}\n{BEGIN}\nold\n{END}\nx @y\n", f"{END}\n{LINES}x @y\n"),
    ],
)
def test_a_block_takes_the_place_of_the_last_one(before: str, after: str):
    assert with_block(before, LINES) == after


def test_a_block_ends_its_lines_as_the_file_does():
    assert with_block("* @all\r\n", LINES) == "* @all\r\n\r\n" + LINES.replace("\n", "\r\n")


def test_a_block_without_an_end_is_refused_with_its_line():
    with pytest.raises(ValueError, match=f"line 2 begins a block, and no line '{END}' ends it"):
        with_block(f"* @all\n{BEGIN}\nold\n", LINES)


@given(*[st.lists(st.sampled_from(["", "* @all", "# note", "/web @web"]), max_size=4)] * 3)
def test_lines_around_a_block_stay(above: list[str], inside: list[str], below: list[str]):
    head, tail = ("".join(f"{line}\n" for line in lines) for lines in (above, below))
    old = "".join(f"{line}\n" for line in (BEGIN, *inside, END))
    made = with_block(head + old + tail, LINES)
    assert made == head + LINES + tail
    assert with_block(made, LINES) == made
