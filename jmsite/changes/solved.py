"""Steps and insights whose opportunities have been solved."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.change import StatedValue
from jmsite.model.value import Value


class Solved(Value):
    """The steps and insights that solved opportunities are about."""

    steps: frozenset[str]
    insights: frozenset[str]


def solved_in(catalog: Catalog) -> Solved:
    """Return what the solved opportunities of a portal are about."""
    done = [one for one in catalog.all("opportunity") if one.fields.status == "solved"]
    ids = {one.id for one in done}
    named = (step.id for step in catalog.all("step") if ids and ids & set(step.fields.opportunities))
    return Solved(
        steps=frozenset([*(step for one in done for step in one.fields.steps), *named]),
        insights=frozenset(insight for one in done for insight in one.fields.insights),
    )


def is_solved(solved: Solved, step: str, pain: StatedValue) -> bool:
    """Return whether a pain of a step has been taken care of."""
    return step in solved.steps or any(one.id in solved.insights for one in pain.details.get("insight", ()))
