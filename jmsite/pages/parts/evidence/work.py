"""The work on a step that hurts, by whom and until when: the furthest of what was planned, built or shipped for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity, Solution
from jmsite.model.entities.journey import Step
from jmsite.model.page import Link
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.threads import answers_at, answers_to, insights_of
from jmsite.pages.parts.lists.stages_as_steps import with_stages

ORDER = ("building", "planned", "shipped", "idea")
"""The states of solutions, that which tells most of what happens next first."""
WorkState = Literal["nobody", "open", "in-progress", "solved", "idea", "planned", "building", "shipped"]


class Work(Value):
    """The work on a step: ``state`` is that of a solution or else an opportunity, ``nobody`` without any.

    ``day`` is when it is due, or was shipped; ``by`` the departments that do it.
    """

    state: WorkState
    what: Link | None = None
    day: date | None = None
    by: tuple[Link, ...] = ()


def work_on(catalog: Catalog, subject: Entity[Step]) -> Work:
    """Return what is done about a step or a whole stage."""
    opportunities = opportunities_for(catalog, subject)
    solutions = solutions_for(catalog, opportunities)
    if solutions:
        first = min(
            solutions, key=lambda each: (ORDER.index(each.fields.status), each.fields.due or date.max)
        )
        return work_of(catalog, first)
    states = ("in-progress", "solved", "open")
    found = min(opportunities, key=lambda each: states.index(each.fields.status), default=None)
    return _work(catalog, found, None) if found else Work(state="nobody")


def work_of(catalog: Catalog, solution: Entity[Solution]) -> Work:
    """Return a solution as what is done."""
    return _work(catalog, solution, solution.fields.shipped or solution.fields.due)


def _work(catalog: Catalog, entity: Entity[Solution] | Entity[Opportunity], day: date | None) -> Work:
    by = tuple(
        Link(title=one.title, url=one.url) for one in catalog.found("department", entity.fields.departments)
    )
    return Work(state=entity.fields.status, what=Link(title=entity.title, url=entity.url), day=day, by=by)  # type: ignore[arg-type] # those that say nobody is on it are left out


def opportunities_for(catalog: Catalog, subject: Entity[Step]) -> tuple[Entity[Opportunity], ...]:
    """Return the opportunities that answer a step or an insight behind its pains, without those dismissed."""
    found = list(answers_at(catalog, subject))
    for pain in subject.fields.pains:
        for insight in insights_of(catalog, subject, pain):
            found += answers_to(catalog, insight)
    return tuple({each.id: each for each in found}.values())


def solutions_for(
    catalog: Catalog, opportunities: Iterable[Entity[Opportunity]]
) -> tuple[Entity[Solution], ...]:
    """Return what is or was built for some opportunities, each once, without what was dropped."""
    found = (each for one in opportunities for each in catalog.users("opportunity", one.id, "solution"))
    return tuple({each.id: each for each in found if each.fields.status != "dropped"}.values())


def concerned(catalog: Catalog, subject: Entity[Step]) -> tuple[str, ...]:
    """Return the departments that have a part in a step, or its stage, or in what is done about it."""
    found = [id for one in with_stages(catalog, (subject,)) for id in one.fields.departments]
    opportunities = opportunities_for(catalog, subject)
    found += [id for each in opportunities for id in each.fields.departments]
    found += [id for each in solutions_for(catalog, opportunities) for id in each.fields.departments]
    return tuple(dict.fromkeys(found))
