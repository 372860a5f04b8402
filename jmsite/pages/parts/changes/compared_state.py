"""The compared state of a journey, laid over the steps of this one."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.pages.parts.page.marks import mean


def compared_curve(
    catalog: Catalog, journey: str, steps: Sequence[Entity[Step]]
) -> tuple[tuple[int, float], ...]:
    """Return the mean scores of the compared state, from -2 to 2, each with the place of its step among ``steps``.

    Steps are matched by stage and id. Those of a stage that have no match follow one another as the others of the
    same stage do: what is done anew is seldom called what it was.
    """
    other = catalog.counterpart(journey)
    if other is None:
        return ()
    theirs = {_name(step): mean(catalog.points(step.id)) for step in catalog.journey_steps(other.id)}
    own = [_name(step) for step in steps]
    found = {name: theirs[name] for name in own if name in theirs}
    for stage in dict.fromkeys(map(_stage, own)):
        alone = [name for name in own if _stage(name) == stage and name not in theirs]
        rest = [score for name, score in theirs.items() if _stage(name) == stage and name not in own]
        found |= _in_order(alone, [score for score in rest if score is not None])
    placed = [(place, found.get(name)) for place, name in enumerate(own)]
    return tuple((place, round(score, 2)) for place, score in placed if score is not None)


def _in_order(names: Sequence[str], scores: Sequence[float]) -> dict[str, float | None]:
    """Return a score for each name, in order: of more scores than names the mean of those that fall together."""
    shared: dict[str, float | None] = {}
    for place, name in enumerate(names if scores else ()):
        own = [score for index, score in enumerate(scores) if index * len(names) // len(scores) == place]
        shared[name] = fmean(own) if own else scores[place * len(scores) // len(names)]
    return shared


def _name(step: Entity[Step]) -> str:
    """Return stage and step, as ``stage/step``."""
    return step.id.partition("/")[2]


def _stage(name: str) -> str:
    return name.partition("/")[0]
