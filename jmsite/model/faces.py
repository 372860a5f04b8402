"""How each persona is told from the others, and where each page of documentation stands among the others."""

from __future__ import annotations

from jmsite.model.value import Value

SERIES = tuple(f"series-{number}" for number in range(1, 9))
"""The theme's colours for personas whose author chose none."""


class Face(Value):
    """What only all personas together decide of one: its place, its letter or two, a colour or the name of a series."""

    place: int
    letter: str
    colour: str


class Turn(Value):
    """Where a page of documentation stands: the ids of those before and after it, and its folder."""

    before: str | None
    after: str | None
    folder: str
