"""A fault of a link points at its address, where it is written."""

from __future__ import annotations

import pytest

from jmsite.checks.find_column import find_column
from jmsite.model.diagnostics import Place
from jmsite.model.sources import Source

TEXT = 'First\r\nSee [a](b.md) and [c](x/b.md "b.md").\rThird b.md\n<b.md>'


def found(line: int, words: str, column: int = 1, end: int | None = None, data: bytes | None = None):
    source = Source(path="content/a.md", digest="", data=TEXT.encode() if data is None else data)
    place = find_column(Place(path="content/a.md", line=line, column=column, end_column=end), words, source)
    return place.line, place.column, place.end_column


@pytest.mark.parametrize(
    ("line", "words", "columns"),
    [
        (2, "b.md", (9, 13)),
        (2, "x/b.md", (23, 29)),
        (3, "b.md", (7, 11)),
        (4, "b.md", (2, 6)),
        (1, "First", (1, 6)),
    ],
)
def test_an_address_is_found_whatever_ends_the_lines(line: int, words: str, columns: tuple[int, int]):
    assert found(line, words) == (line, *columns)


def test_an_address_is_looked_for_only_where_its_link_stands():
    assert found(2, "b.md", 20, 37) == (2, 31, 35)  # the title, for want of an address of its own
    assert found(2, "b.md", 5, 14) == (2, 9, 13)
    assert found(2, "b.md", 5, 12) == (2, 5, 12)


def test_where_the_words_do_not_stand_the_place_is_as_it_was():
    assert found(1, "b.md") == (1, 1, None)
    assert found(9, "b.md") == (9, 1, None)
    assert found(2, "") == (2, 1, None)
    assert find_column(Place(path="content/a.md", line=2), "b.md", None) == Place(path="content/a.md", line=2)


def test_a_byte_order_mark_takes_no_column():
    assert found(1, "b.md", data=b"\xef\xbb\xbf(b.md)") == (1, 2, 6)
