"""The ways on from a step: branches, loops, and the journey inside it."""

from __future__ import annotations

from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.value import Value
from jmsite.pages.parts.page.marks import IconLink, on_map


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
    nested = close_up(catalog, step)
    if nested:
        found.append(Way(title=nested.title, url=nested.url, when="", icon="zoom"))
    return tuple(found)


def close_up(catalog: Catalog, step: Entity[Step]) -> IconLink | None:
    """Return the nested journey that shows a step close up, or the stage of one with its journey's title."""
    found = catalog.close_up(step.fields.journey)
    return IconLink(title=close_up_title(catalog, found), url=found.url) if found else None


def close_up_title(catalog: Catalog, found: Entity[Any]) -> str:
    """Return what a nested journey is called; a stage of one stands after its journey."""
    journey = catalog.journey(found.id.partition("/")[0]) if found.kind == "stage" else None
    return catalog.words.row(journey.title, found.title) if journey else found.title


def _way(catalog: Catalog, step: Entity[Step], to: str, when: str) -> Way | None:
    journey, stage, _ = step.id.split("/")
    # authors may write a whole id, that of a stage of the journey, or of a step of the stage
    for id in (to, f"{journey}/{to}", f"{journey}/{stage}/{to}"):
        goal: Entity[Any] | None = catalog.step(id) or catalog.stage(id)
        if goal:
            order = [each.id for each in catalog.journey_steps(journey)]
            first = (
                goal.id
                if goal.kind == "step"
                else next((each for each in order if each.startswith(f"{goal.id}/")), "")
            )
            back = {first, step.id} <= {*order} and order.index(first) <= order.index(step.id)
            url = goal.url if goal.kind == "step" else on_map(catalog, goal)
            return Way(title=goal.title, url=url, when=when, icon="loop" if back else "branch")
    return None
