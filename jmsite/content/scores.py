"""Read scores of emotion by the scale of their journey: numbers within it, and the words that it declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.lanes import Felt, Lanes
from jmsite.model.entities.site import EmotionScale, Site
from jmsite.model.entity import Draft
from jmsite.model.rules import fault
from jmsite.model.sources import Loc
from jmsite.model.suggestions import ProbablyMeant, correction, probably_meant


def scale_of(journey: Draft | None, site: Site) -> EmotionScale:
    """Return the scale on which the scores of a journey are written: its own, else the site's."""
    fields = journey.fields if journey else None
    own = fields.emotion_scale if isinstance(fields, Journey) else None
    return own or site.emotion_scale


def read_scores(step: Lanes, scale: EmotionScale) -> Mapping[str, tuple[Felt, ...]]:
    """Return the feelings of a step, with numbers where words of the scale are written; unknown words have no score."""
    return {persona: tuple(_read(felt, scale) for felt in points) for persona, points in step.emotion.items()}


def _read(felt: Felt, scale: EmotionScale) -> Felt:
    if not isinstance(felt.score, str):
        return felt
    return felt.model_copy(update={"score": scale.read(felt.score)})


def off_scale(step: Lanes, draft: Draft, loc: Loc, scale: EmotionScale) -> Iterator[Diagnostic]:
    """Yield the scores of a step that lie outside of the scale, and words that it does not declare."""
    for persona, at, felt in _points(step):
        where = (*loc, "emotion", persona, at)
        score = scale.read(felt.score) if isinstance(felt.score, str) else felt.score
        if score is None and isinstance(felt.score, str):
            near = probably_meant(felt.score, _words(scale))
            place = draft.place(where)
            message, hint = f"'{felt.score}' is not a word of the emotion scale", _known(near, scale)
            yield fault("emotion/unknown-word", message, place, hint, fix=correction(place, near))
        elif score is not None and not scale.min <= score <= scale.max:
            yield fault(
                "emotion/out-of-scale",
                f"{score:g} is outside the emotion scale from {scale.min:g} to {scale.max:g}",
                draft.place(where),
                "the scale is set by 'emotion_scale', in site.yaml or in the journey",
            )


def _points(step: Lanes) -> Iterator[tuple[str, int, Felt]]:
    """Yield every point of a step, whose it is and which one of theirs."""
    for persona, points in step.emotion.items():
        yield from ((persona, at, felt) for at, felt in enumerate(points))


def _words(scale: EmotionScale) -> list[str]:
    return [each for _, some in sorted(scale.words.items()) for each in some]


def _known(near: ProbablyMeant, scale: EmotionScale) -> str:
    """Return what may be written in place of an unknown word."""
    words = _words(scale)
    if not words:
        return "write a number, or define words in site.yaml: 'emotion_scale: {words: {1: glad}}'"
    return f"{near.hint} the words of the scale are {', '.join(words)}".strip()
