"""Find whom an insight or an opportunity concerns at a step: the personas whose feeling counts there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Insight, Opportunity
from jmsite.model.entities.journey import Step
from jmsite.model.entities.lanes import Pain
from jmsite.pages.parts.lists.stages_as_steps import steps_of, with_stages

Personas = frozenset[str] | None
"""Ids of personas; None for everybody."""


def of_insight(catalog: Catalog, entity: Entity[Insight], step: Entity[Step]) -> Personas:
    """Return whom an insight concerns at a step: those whose pains and gains it sums up there, else those it names."""
    own = {pain.persona for pain in pains_and_gains_of(catalog, entity.id, step)}
    if own and None not in own:
        return frozenset(persona for persona in own if persona)
    return frozenset(entity.fields.personas) or None


def of_opportunity(catalog: Catalog, entity: Entity[Opportunity], step: Entity[Step]) -> Personas:
    """Return whom an opportunity concerns at a step: those of its insights that are felt there, else of all of them."""
    every = catalog.found("insight", entity.fields.insights)
    here = [
        each for each in every if step.id in each.fields.steps or pains_and_gains_of(catalog, each.id, step)
    ]
    return combined(of_insight(catalog, each, step) for each in here or every)


def of_opportunities(
    catalog: Catalog, entities: Iterable[Entity[Opportunity]], steps: Iterable[Entity[Step]]
) -> Mapping[str, Personas]:
    """Return for each step whom the opportunities concern that mend it."""
    mends = [(each, {step.id for step in steps_of(catalog, each)}) for each in entities]
    return {
        step.id: combined(of_opportunity(catalog, each, step) for each, ids in mends if step.id in ids)
        for step in steps
    }


def pains_and_gains_of(catalog: Catalog, insight: str, step: Entity[Step]) -> tuple[Pain, ...]:
    """Return the pains and gains of a step, and of its stage as a whole, that an insight sums up."""
    every = (one.fields for one in with_stages(catalog, (step,)))
    return tuple(pain for own in every for pain in (*own.pains, *own.gains) if pain.insight == insight)


def combined(groups: Iterable[Personas]) -> Personas:
    """Return the personas of all groups; everybody where one group is everybody, or there is none."""
    found: set[str] = set()
    for group in groups:
        if group is None:
            return None
        found |= group
    return frozenset(found) or None
