"""All personas, in groups by kind."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.persona import Persona
from jmsite.model.page import Page
from jmsite.model.value import Value
from jmsite.pages.parts.lists.cards import Low, lowest
from jmsite.pages.parts.page.people import PersonaMark, people
from jmsite.pages.persona import journeys_of


class PersonCard(Value):
    """A persona in the list of all."""

    who: PersonaMark
    kind: str
    status: str
    quote: str
    portrait: str
    journeys: int
    low: Low | None


class PersonasView(Value):
    """All personas, in groups by kind."""

    groups: tuple[tuple[str, tuple[PersonCard, ...]], ...]
    count: int


def personas(catalog: Catalog, _: str) -> Page:
    """Return the list of all personas."""
    cards = [_card(catalog, entity) for entity in catalog.all("persona")]
    groups = tuple(
        (kind, found)
        for kind in ("primary", "secondary", "backstage", "anti")
        if (found := tuple(card for card in cards if card.kind == kind))
    )
    return Page(
        kind="personas",
        url="personas/",
        title=catalog.words.phrase("kind.persona"),
        view=PersonasView(groups=groups, count=len(cards)),
        description=catalog.words.phrase("personas.description"),
        section="personas/",
    )


def _card(catalog: Catalog, entity: Entity[Persona]) -> PersonCard:
    mine = journeys_of(catalog, entity.id)
    lows = [
        low
        for journey in mine
        if journey.fields.state == "current" and (low := catalog.part(lowest, journey.id, entity.id))
    ]
    low = min(lows, key=lambda low: low.mark.score, default=None)
    fields = entity.fields
    return PersonCard(
        who=people(catalog, [entity.id])[0],
        kind=fields.kind,
        status=fields.status,
        quote=catalog.words.inner(fields.quote or ""),
        portrait=fields.portrait or "",
        journeys=len(mine),
        low=low,
    )
