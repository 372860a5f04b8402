"""A map as it was found in a file: plain, in the file's own words, each with its line, and with what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from jmsite.model.value import Value

Did = Literal["taken", "changed", "left out"]
Sign = Literal[-1, 0, 1]
State = Literal["current", "future"]
ScaleEnds = tuple[float, float]
"""The worst and the best score of a scale."""


class Remark(Value):
    """Remark on what became of something in the file. ``line`` 0 is the whole file; ``spot`` a sheet, cell or page."""

    did: Did
    text: str
    line: int = 0
    spot: str = ""
    file: str = ""


class DraftEntry(Value):
    """A text of a lane. ``severity``: 1 a little, 3 a lot."""

    text: str
    line: int = 0
    severity: int | None = None


class DraftFeeling(Value):
    """A point of an emotion: ``source`` as written, its ``word`` or face, a score with its scale, and a sign.

    ``value`` is there only where the file gives a number. ``sure`` says that the file names the scale. ``persona`` is
    the title of who feels so, where not everybody does.
    """

    source: str
    word: str = ""
    value: float | None = None
    scale: ScaleEnds | None = None
    sure: bool = False
    sign: Sign | None = None
    line: int = 0
    persona: str = ""


class DraftNext(Value):
    """A way on from a step to another one, by its title."""

    to: str
    when: str = ""


class DraftMoment(Value):
    """A step, or a stage that has none: entries by lane, what is felt, durations as ISO 8601, and further prose."""

    title: str
    line: int = 0
    lanes: Mapping[str, tuple[DraftEntry, ...]] = {}
    feelings: tuple[DraftFeeling, ...] = ()
    duration: str = ""
    wait: str = ""
    truth: bool = False
    prose: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    next: tuple[DraftNext, ...] = ()
    summary: str = ""


class DraftStage(DraftMoment):
    """A stage with its steps. ``skipped``: the file has it and says that nothing happens there."""

    steps: tuple[DraftMoment, ...] = ()
    goal: str = ""
    phase: str = ""
    skipped: bool = False


class DraftPersona(Value):
    """Somebody the map is about."""

    title: str
    line: int = 0
    summary: str = ""


class DraftJourney(Value):
    """A journey. ``personas`` are titles; ``compares_to`` is the place of another journey of the draft."""

    title: str
    line: int = 0
    id: str = ""
    summary: str = ""
    personas: tuple[str, ...] = ()
    scenario: str = ""
    trigger: str = ""
    outcome: str = ""
    state: State = "current"
    compares_to: int | None = None
    status: str = ""
    reviewed: str = ""
    stages: tuple[DraftStage, ...] = ()
    prose: tuple[str, ...] = ()


class DraftEntity(Value):
    """Something else that is written as it stands: its kind, a title, and fields as an author writes them.

    ``file`` and ``prose_file`` are where our own JSON says that it was written, under ``content/``; ``series`` is what
    its readings came to.
    """

    kind: str
    title: str
    fields: Mapping[str, Any]
    body: str = ""
    line: int = 0
    id: str = ""
    file: str = ""
    prose_file: str = ""
    series: Mapping[str, Any] | None = None


class DraftMap(Value):
    """All that was found in a file."""

    format: str
    journeys: tuple[DraftJourney, ...] = ()
    personas: tuple[DraftPersona, ...] = ()
    entities: tuple[DraftEntity, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    """Files to be written as they are, by their paths under ``content/``."""
    remarks: tuple[Remark, ...] = ()
    scale: Mapping[str, Any] | None = None
    """The scale of emotion of the site that our own JSON comes from."""
    asked_scale: ScaleEnds | None = None
    """The scale that somebody said its scores are on."""
    scale_by: str = "as --scale says"
    """The words for who said so."""
    counts: Mapping[str, Any] = {}
    """Of a survey: how many rows count, how many do not and why, and the figures."""

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to write."""
        return not (self.journeys or self.entities or self.personas)


class NoJourneyError(Exception):
    """There is no journey in a file: ``reason`` says why, ``sought`` what was looked for.

    ``sure``: the file is of the format that was looked for, so that no other reason is better. ``near``: the reason
    tells what there is in this file, and not only what there is not. ``what`` is what was looked for in a word.
    """

    def __init__(
        self, reason: str, sought: str = "", sure: bool = False, near: bool = False, what: str = "journey"
    ) -> None:
        super().__init__(reason)
        self.reason, self.sought, self.sure, self.near, self.what = reason, sought, sure, near, what
