"""The names of a map's stages where room is short: under the curve at its head, and in the row that leads to each."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Protocol
from unicodedata import east_asian_width

from jmsite.model.value import Value

WIDEST, NARROWEST, LETTER = 1216, 680, 6.2
"""The curve at the head of a map in windows of 1280 and of 720, and a letter under it, in pixels: about so wide in any
font."""
COLUMN, LARGER = 184, 1.35
"""The narrowest column of a map in pixels, and a letter of a stage's name against one under the curve."""
APART = 8
"""Pixels between two names."""


class StageColumns(Protocol):
    """A stage of a map, with its columns."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def when(self) -> str: ...
    @property
    def steps(self) -> Sequence[object]: ...


class PhaseColumns(Protocol):
    """A phase of a map, without a title where its stages stand in none."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def columns(self) -> int: ...
    @property
    def stages(self) -> Sequence[StageColumns]: ...


class CurvePart(Value):
    """A part of the curve at the head of a map: its anchor, its name, and whether that can be written under it.

    ``fits`` is "always", "wide" in a wide window alone, or "never".
    """

    id: str
    title: str
    columns: int
    fits: str


def parts(phases: Sequence[PhaseColumns], columns: int) -> tuple[CurvePart, ...]:
    """Return the phases of a map under its curve, or its stages where it has none."""
    if any(phase.title and phase.columns for phase in phases):
        told = [(f"ui:phase-{phase.id}", phase.title, phase.columns) for phase in phases]
    else:
        told = [(stage.id, stage.title, len(stage.steps)) for phase in phases for stage in phase.stages]
    return tuple(
        CurvePart(id=id, title=title, columns=span, fits=_fits(title, span / max(columns, 1)))
        for id, title, span in told
        if span
    )


def heads(phases: Sequence[PhaseColumns]) -> str:
    """Return the class of a map by how many lines its longest stage name needs over its columns, three at most."""
    lines = max((_lines(stage) for phase in phases for stage in phase.stages if stage.steps), default=1)
    # a class and no height: styles know how high a line is
    return "" if lines == 1 else f"heads-{min(lines, 3)}"


def _lines(stage: StageColumns) -> int:
    """Return the lines of a stage's name, and one more where what stands behind it does not fit beside it."""
    room = len(stage.steps) * COLUMN - 28
    title, more = LARGER * _wide(stage.title), _wide(stage.when)
    return ceil(title / room) + (more > 0 and title % room + more + 8 > room)


def _fits(title: str, share: float) -> str:
    """Return in which windows no word of a title is wider than its share of the curve."""
    breaks = any(
        east_asian_width(letter) in "WF" for letter in title
    )  # written without blanks, it breaks anywhere
    longest = LETTER * 2 if breaks else max(map(_wide, title.split()), default=0)
    room = longest + APART
    return "always" if room <= share * NARROWEST else "wide" if room <= share * WIDEST else "never"


def _wide(text: str) -> float:
    return LETTER * sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
