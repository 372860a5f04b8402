"""The scale that somebody says the scores of a file are on, where the file itself does not."""

from __future__ import annotations

import re

from jmsite.importing.draft import (
    DraftFeeling,
    DraftMap,
    DraftMoment,
    DraftStage,
    NoJourneyError,
    ScaleEnds,
    Sign,
)
from jmsite.model.value import replace

_SCALE = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:\.\.\.?|…|:|\bto\b)\s*([+-]?\d+(?:\.\d+)?)")
GUESS = "scores are taken as from"
"""The beginning of a remark on which scale a reader took; untrue once somebody has said another one."""


def scale_of(words: str) -> ScaleEnds | None:
    """Return the scale that is asked for as ``1..5`` or ``-2..2``; None where words are none."""
    found = _SCALE.fullmatch(words.strip().replace("−", "-"))
    low, high = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return (low, high) if low < high else None


def on_scale(draft: DraftMap, scale: ScaleEnds, by: str = "") -> DraftMap:
    """Return a draft whose scores are on a scale; those for which the file names one stay on that.

    Mermaid's scores are from 1 to 5 unless somebody says otherwise. ``by`` says in words who knows the scale, where
    that is not the user, who may still say another one. Raises ``NoJourneyError`` for a score off the scale.
    """
    own = draft.format != "mermaid"
    journeys = tuple(
        replace(journey, stages=tuple(_stage(one, scale, own, not by) for one in journey.stages))
        for journey in draft.journeys
    )
    remarks = tuple(one for one in draft.remarks if not one.text.startswith(GUESS))
    return replace(
        draft, journeys=journeys, remarks=remarks, asked_scale=scale, scale_by=by or "as --scale says"
    )


def _stage(stage: DraftStage, scale: ScaleEnds, own: bool, sure: bool) -> DraftStage:
    steps = tuple(replace(step, feelings=_felt(step, scale, own, sure)) for step in stage.steps)
    return replace(stage, feelings=_felt(stage, scale, own, sure), steps=steps)


def _felt(moment: DraftMoment, scale: ScaleEnds, own: bool, sure: bool) -> tuple[DraftFeeling, ...]:
    return tuple(_put(one, scale, own, sure) for one in moment.feelings)


def _put(felt: DraftFeeling, scale: ScaleEnds, own: bool, sure: bool) -> DraftFeeling:
    """Return a feeling on the scale; one that is on a scale of its ``own``, or has no number, as it is."""
    if felt.value is None or (felt.sure and own):
        return felt
    low, high = scale
    if not low <= felt.value <= high:
        told = (
            f"the score {felt.value:g} in line {felt.line} is not from {low:g} to {high:g}, as --scale says"
        )
        raise NoJourneyError(told, sure=True)
    middle = (low + high) / 2
    sign: Sign = 1 if felt.value > middle else -1 if felt.value < middle else 0
    worded = felt.word and felt.sign is not None
    return replace(felt, scale=scale, sure=sure, sign=felt.sign if worded else sign)
