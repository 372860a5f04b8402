"""The past of a portal: the states that are remembered, and what changed from each to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from jmsite.model.change import Change, StatedValue, Topic
from jmsite.model.value import Value, replace

TOLD: tuple[Topic, ...] = ("structure", "score", "pain", "evidence", "metric", "opportunity", "solution")
"""The topics that are told of the past: those that customers meet with. Words, owners and details are only counted."""


class PastScore(Value):
    """The score of a step for a persona in a state, from -2 to 2; with its 95 % interval, where it was measured."""

    step: str
    persona: str
    score: float
    low: float | None = None
    high: float | None = None


class PastPeriod(Value):
    """A state, and what changed up to it since the one before.

    ``name`` is that of a tag, or the month (``2026-10``); the last one of a history by tags, which has none, is called
    "". ``others`` is the number of changes that are not told. ``scores`` are in the order of steps. ``renamed`` are
    those that are called otherwise than in the state before: kind, id before, id since.
    """

    name: str
    form: Literal["tags", "months"]
    day: date
    changes: tuple[Change, ...] = ()
    others: int = 0
    scores: tuple[PastScore, ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()


def with_current_ids(periods: Sequence[PastPeriod]) -> tuple[PastPeriod, ...]:
    """Return periods, the oldest first, with their scores under the ids that steps and personas have since."""
    found: list[PastPeriod] = []
    since: dict[tuple[str, str], str] = {}
    for period in reversed(periods):
        found.append(replace(period, scores=tuple(_called(one, since) for one in period.scores)))
        since |= {(kind, old): since.get((kind, new), new) for kind, old, new in period.renamed}
    return tuple(reversed(found))


def _called(score: PastScore, since: Mapping[tuple[str, str], str]) -> PastScore:
    step = since.get(("step", score.step), score.step)
    persona = since.get(("persona", score.persona), score.persona)
    return (
        score
        if (step, persona) == (score.step, score.persona)
        else replace(score, step=step, persona=persona)
    )


def by_journey(periods: Sequence[PastPeriod]) -> dict[str, tuple[PastPeriod, ...]]:
    """Return the periods as each journey has lived through them: its own changes and scores."""
    scores: dict[str, dict[int, list[PastScore]]] = {}
    changes: dict[str, dict[int, list[Change]]] = {}
    for at, period in enumerate(periods):
        for score in period.scores:
            scores.setdefault(score.step.partition("/")[0], {}).setdefault(at, []).append(score)
        for change in period.changes:
            changes.setdefault(change.journey, {}).setdefault(at, []).append(change)
    return {
        journey: tuple(
            replace(
                period,
                changes=tuple(changes.get(journey, {}).get(at, ())),
                scores=tuple(scores.get(journey, {}).get(at, ())),
                renamed=(),
                others=0,
            )
            for at, period in enumerate(periods)
        )
        for journey in dict.fromkeys((*scores, *changes))
        if journey
    }


def without_hidden(period: PastPeriod, tables: Mapping[Any, Mapping[Any, Any]]) -> PastPeriod:
    """Return what may be told of a period to those who see what is in the tables, and nothing that is not.

    What is gone is left out, too: nobody can tell it from what has been hidden since.
    """
    kept = tuple(one for one in period.changes if one.what != "removed" and _is_shown(one, tables))
    scores = tuple(
        one
        for one in period.scores
        if one.step in tables.get("step", {})
        and (not one.persona or one.persona in tables.get("persona", {}))
    )
    # former ids and the number of other changes would tell that there is something hidden
    return replace(period, changes=kept, scores=scores, renamed=(), others=0)


def _is_shown(change: Change, tables: Mapping[Any, Mapping[Any, Any]]) -> bool:
    named = [
        (change.kind, change.id),
        ("journey", change.journey),
        ("stage", change.stage),
        ("persona", change.persona),
    ]
    named += [(one.kind, one.id) for one in _all_told(change)]
    # what stands for a stage in the ids of moments is none that could be hidden by itself
    return all(
        id in tables.get(kind, {}) for kind, id in named if kind and id and not id.endswith("/anytime")
    )


def _all_told(change: Change) -> Iterator[StatedValue]:
    for told in (change.before, change.after):
        if told is not None:
            yield from _within(told)


def _within(told: StatedValue) -> Iterator[StatedValue]:
    yield told
    for some in told.details.values():
        for one in some:
            yield from _within(one)
