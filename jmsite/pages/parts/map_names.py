"""The names of a map's stages where room is short: under the curve at its head, and in the row that leads to each."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Protocol
from unicodedata import east_asian_width

from jmsite.model.value import Value

GLANCE, LETTER = 616, 6.2
"""The curve at the head of a map, and a letter under it, in pixels: about so wide in any font."""
COLUMN, LARGER = 184, 1.35
"""The narrowest column of a map in pixels, and a letter of a stage's name against one under the curve."""
SHORT, LONG = 470, 920
"""Pixels for the row of names beside the other tools in a window of 1440, and of 1920."""
APART = 24
"""Pixels about a name in the row."""


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
    """A part of the curve at the head of a map: its anchor, its name, and whether that can be written under it."""

    id: str
    title: str
    columns: int
    fits: bool


def parts(phases: Sequence[PhaseColumns], columns: int) -> tuple[CurvePart, ...]:
    """Return the phases of a map under its curve, or its stages where it has none."""
    column = GLANCE / max(columns, 1)
    if any(phase.title and phase.columns for phase in phases):
        told = [(f"ui:phase-{phase.id}", phase.title, phase.columns) for phase in phases]
    else:
        told = [(stage.id, stage.title, len(stage.steps)) for phase in phases for stage in phase.stages]
    return tuple(
        CurvePart(id=id, title=title, columns=span, fits=_fits(title, span * column))
        for id, title, span in told
        if span
    )


def room(phases: Sequence[PhaseColumns]) -> str:
    """Return the class of a page whose row of names is too long to stand beside the other tools; else nothing."""
    names = [stage.title for phase in phases for stage in phase.stages if stage.steps]
    names += [phase.title for phase in phases if phase.title and phase.columns]
    long = sum(_wide(name) + APART for name in names)
    return "" if long <= SHORT else "names-long" if long <= LONG else "names-longer"


def heads(phases: Sequence[PhaseColumns]) -> str:
    """Return the class of a map by how many lines its longest stage name needs over its columns, three at most."""
    lines = max((_lines(stage) for phase in phases for stage in phase.stages if stage.steps), default=1)
    return "" if lines == 1 else f"heads-{min(lines, 3)}"


def _lines(stage: StageColumns) -> int:
    """Return the lines of a stage's name, and one more where what stands behind it does not fit beside it."""
    room = len(stage.steps) * COLUMN - 28
    title, more = LARGER * _wide(stage.title), _wide(stage.when)
    return ceil(title / room) + (more > 0 and title % room + more + 8 > room)


def _fits(title: str, room: float) -> bool:
    """Return whether no word of a title is wider than the room; what is written without blanks breaks anywhere."""
    breaks = any(east_asian_width(letter) in "WF" for letter in title)
    return breaks or max(map(_wide, title.split()), default=0) <= room


def _wide(text: str) -> float:
    return LETTER * sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
