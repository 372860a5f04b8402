"""The ways on from a step: branches, loops, and the journey inside it."""

from __future__ import annotations

from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.value import Value
from jmsite.pages.parts.common import on_map


class Way(Value):
    """A way on from a step: to another one, or into a nested journey."""

    title: str
    url: str
    when: str
    icon: str


def ways(catalog: Catalog, step: Entity[Step]) -> tuple[Way, ...]:
    """Return branches and loops, and the nested journey."""
    found = [
        way for way in (_way(catalog, step, goal.to, goal.when or "") for goal in step.fields.next) if way
    ]
    nested = catalog.journey(step.fields.journey or "")
    if nested:
        found.append(Way(nested.title, nested.url, "", "zoom"))
    return tuple(found)


def _way(catalog: Catalog, step: Entity[Step], to: str, when: str) -> Way | None:
    journey, stage, _ = step.id.split("/")
    for id in (to, f"{journey}/{to}", f"{journey}/{stage}/{to}"):
        goal: Entity[Any] | None = catalog.step(id) or catalog.stage(id)
        if goal:
            order = [each.id for each in catalog.journey_steps(journey)]
            first = (
                goal.id
                if goal.kind == "step"
                else next((each for each in order if each.startswith(goal.id)), "")
            )
            back = {first, step.id} <= {*order} and order.index(first) <= order.index(step.id)
            url = goal.url if goal.kind == "step" else on_map(catalog, goal)
            return Way(goal.title, url, when, "loop" if back else "branch")
    return None
