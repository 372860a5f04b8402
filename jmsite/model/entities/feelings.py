"""Emotions that the values of a metric stand for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.fields import Fields, Number


class EmotionMapping(Fields):
    """The emotions that values of a metric stand for, where its kind and scale do not say it, or say it otherwise."""

    at: Annotated[
        dict[float, Number],
        Field(
            description="Values and the scores that they mean on the site's emotion scale, two at least; straight lines"
            " between them: `{0: -2, 60: 0, 100: 2}`."
        ),
    ]


def one_way(mapping: EmotionMapping | None) -> EmotionMapping | None:
    """Return the mapping, if it has two values or more and its scores go one way; a ValueError says if not."""
    if mapping is None:
        return None
    scores = [score for _, score in sorted(mapping.at.items())]
    # a score that rises and falls would give two feelings for values between which nothing lies
    if len(scores) < 2 or scores[0] == scores[-1] or sorted(scores) not in (scores, scores[::-1]):
        raise ValueError("needs two values or more, and scores that only rise or only fall")
    return mapping
