"""Touchpoints that are one step: CJML has one for each of those who take it."""

from __future__ import annotations

from collections.abc import Iterable

from jmsite.importing.draft import DraftFeeling, DraftMoment
from jmsite.model.value import replace

Placed = tuple[str, DraftMoment]
"""The id of a phase, and a step in it."""


def merged_steps(points: Iterable[tuple[str, str, DraftMoment]]) -> list[Placed]:
    """Return touchpoints as steps: those with the ids ``T3.1`` and ``T3.2`` are the same step of several personas."""
    found: list[tuple[str, str, list[DraftMoment]]] = []
    for phase, id, step in points:
        stem = id.rpartition(".")[0]
        if found and stem and found[-1][:2] == (phase, stem) and _is_again(step, found[-1][2]):
            found[-1][2].append(step)
        else:
            found.append((phase, stem, [step]))
    return [(phase, _joined(steps)) for phase, _, steps in found]


def _is_again(step: DraftMoment, before: list[DraftMoment]) -> bool:
    """Return whether a step is that of somebody else, and not the next one."""
    taken = {name for one in before for name in one.personas}
    return bool(step.personas) and step.title == before[0].title and not taken & set(step.personas)


def _joined(steps: list[DraftMoment]) -> DraftMoment:
    first = steps[0]
    if len(steps) == 1:
        return first
    people = tuple(name for one in steps for name in one.personas)
    # CJML has a step for each of two who take it together: they are one step, with two feelings where these differ
    alike = all(_plain(one.feelings) == _plain(first.feelings) for one in steps)
    own = (replace(felt, persona=one.personas[0]) for one in steps for felt in one.feelings)
    prose = tuple(dict.fromkeys(part for one in steps for part in one.prose))
    return replace(first, personas=people, feelings=first.feelings if alike else tuple(own), prose=prose)


def _plain(feelings: tuple[DraftFeeling, ...]) -> list[tuple[str, float | None]]:
    return [(one.word, one.value) for one in feelings]
