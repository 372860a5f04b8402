"""Tell personas apart (place, letter, colour), and give pages of documentation their neighbours."""

from __future__ import annotations

from jmsite.model.value import Value

SERIES = tuple(f"series-{number}" for number in range(1, 9))
"""The theme's colours for personas whose author chose none."""


class Face(Value):
    """The face of a persona among the others: its place, its letter or two, a colour or the name of a series."""

    place: int
    letter: str
    colour: str


class PageNeighbours(Value):
    """The neighbours of a page of documentation: the ids of those before and after it, and its folder."""

    before: str | None
    after: str | None
    folder: str
