"""The card of a journey: its curve, its worst moment, its personas."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.figures import Drawing
from jmsite.model.value import Value
from jmsite.pages.parts.figures.glance import lowest_point, sparkline
from jmsite.pages.parts.map.flags import finding_text
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.marks import ScoreMark, score_mark
from jmsite.pages.parts.page.people import PersonaMark, people


class Low(Value):
    """The worst (or best) moment of a journey; ``only`` where no other has a score, ``who`` feels so where that is not
    plain."""

    mark: ScoreMark
    title: str
    url: str
    who: str = ""
    only: bool = False


class JourneyCard(Value):
    """A journey at a glance. ``tag`` is the key of its state or status, ``told`` what it is about where no curve is."""

    title: str
    url: str
    tag: str
    stages: int
    steps: int
    owner: str
    people: tuple[PersonaMark, ...]
    spark: Drawing | None
    low: Low | None
    part_of: str = ""
    told: str = ""


def journey_card(catalog: Catalog, id: str) -> JourneyCard:
    """Return a journey's card: its mean curve, its worst moment and who feels it."""
    entity = require_entity(catalog.journey(id))
    fields, spark = entity.fields, sparkline(catalog, entity.id)
    told = fields.summary or fields.scenario or finding_text(catalog, fields)
    return JourneyCard(
        title=entity.title,
        url=entity.url,
        tag=journey_tag(entity),
        stages=len(catalog.stages_of(entity.id)),
        steps=len(catalog.journey_steps(entity.id)),
        owner=fields.owner or "",
        people=people(catalog, fields.personas),
        spark=spark,
        low=lowest(catalog, entity.id),
        part_of=parent.title if (parent := catalog.journey(fields.parent or "")) else "",
        told="" if spark else told,
    )


def lowest(catalog: Catalog, journey_id: str, persona: str = "") -> Low | None:
    """Return the worst moment of a journey, for all or for one persona; None without scores."""
    found = lowest_point(catalog, catalog.journey_steps(journey_id), persona)
    if found is None:
        return None
    mark = score_mark(catalog, found.point.score, journey=journey_id, among=True)
    return Low(mark=mark, title=found.step.title, url=found.step.url, who=found.who, only=found.only)


def journey_tag(entity: Entity[Journey]) -> str:
    """Return the key of the word on a journey's card: its status where that matters, else its state."""
    fields = entity.fields
    return f"state.{fields.state}" if fields.status == "published" else f"status.{fields.status}"
