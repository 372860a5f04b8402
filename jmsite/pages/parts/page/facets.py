"""The facets by which the search narrows down pages: type, persona, place in a journey, state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.kinds import ENTITIES
from jmsite.model.references import references
from jmsite.pages.parts.lists.stages_as_steps import with_stages

Facets = tuple[tuple[str, str], ...]
Target = tuple[str, str]

ABOUT = tuple(kind.name for kind in sorted(ENTITIES.values(), key=lambda kind: kind.facet) if kind.facet)
"""The kinds of what a page can be about, in the order in which they are offered."""
FACETS = ("type", *ABOUT, "status")
"""The facets, in the order in which they are offered."""


def facets(catalog: Catalog, entity: Entity[Any]) -> Facets:
    """Return the facets of an entity: persona and status as ids, the others as readers know them; none without
    a search.
    """
    if not catalog.site.search:
        return ()
    found: dict[tuple[str, str], None] = {("type", entity.kind): None}
    for kind, id in _about(catalog, entity):
        other = catalog.find(kind, id)
        if other is not None:
            found[kind, id if kind == "persona" else other.title] = None
    status = getattr(entity.fields, "status", None)
    if status:
        found["status", status] = None
    return tuple(sorted(found, key=lambda facet: (FACETS.index(facet[0]), facet[1])))


def _about(catalog: Catalog, entity: Entity[Any]) -> Iterator[Target]:
    """Yield what an entity is about: itself, what it names, and what those belong to who name it."""
    yield from _inside(catalog, entity.kind, entity.id)
    for referred in references(entity.fields):
        yield from _inside(catalog, referred.kind, referred.id)
    steps: Iterable[Entity[Step]] = ()
    if entity.kind == "journey":
        steps = catalog.moments(entity.id)
    elif entity.kind == "stage":
        steps = catalog.steps_of(entity.id)
    else:
        for use in catalog.uses(entity.kind, entity.id):
            if use.kind in ("step", "stage"):
                yield from _place(use.id)
    for step in steps:
        yield from _step(catalog, step)


def _inside(catalog: Catalog, kind: str, id: str) -> Iterator[Target]:
    """Yield a thing as a facet, and the facets of what it belongs to."""
    if kind in ABOUT:
        yield kind, id
    if kind in ("step", "stage"):
        yield from _place(id)
    if kind == "step" and (step := catalog.step(id)):
        yield from _step(catalog, step)
    if kind == "touchpoint" and (touchpoint := catalog.touchpoint(id)) and touchpoint.fields.channel:
        yield "channel", touchpoint.fields.channel


def _place(id: str) -> Iterator[Target]:
    """Yield the journey and stage that a step or stage stands in."""
    journey, _, rest = id.partition("/")
    yield "journey", journey
    yield "stage", f"{journey}/{rest.partition('/')[0]}"


def _step(catalog: Catalog, step: Entity[Step]) -> Iterator[Target]:
    """Yield who takes a step, and where: what it names itself, and what its stage names for all of its steps."""
    yield from (("persona", id) for id in step.fields.personas)
    for one in with_stages(catalog, (step,)):
        yield from (("channel", id) for id in one.fields.channel)
        yield from (("department", id) for id in one.fields.departments)
        for id in one.fields.touchpoint:
            yield from _inside(catalog, "touchpoint", id)
