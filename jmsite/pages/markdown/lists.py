"""Lists of entities as Markdown: the front page, all of a kind, what shares a tag, personas side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.kinds import KINDS
from jmsite.model.markdown import escaped
from jmsite.pages.markdown.entity import listed
from jmsite.pages.markdown.text import Parts, bullets, link, paragraphs, table
from jmsite.pages.markdown.values import fields
from jmsite.pages.page_kinds import PAGE_KINDS
from jmsite.pages.page_urls import ListOf
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.marks import one_each
from jmsite.pages.parts.page.prose import text
from jmsite.pages.parts.page.scores import score_on_scale
from jmsite.pages.tags import tag, tags

LISTS = [page.pages.kind for page in PAGE_KINDS.values() if isinstance(page.pages, ListOf)]
SHOWN = tuple(kind for kind in KINDS if kind in LISTS)
"""The kinds that have a list of their own."""


def contents(catalog: Catalog, _: str, __: str) -> Parts:
    """Return the front page: what there is, list by list."""
    site, entity = catalog.site, catalog.home
    lead = (entity.fields.summary if entity else None) or site.tagline or ""
    title = entity.title if entity and entity.fields.title else site.title
    lists = bullets(
        link(catalog.words.phrase(f"kind.{kind}"), f"{KINDS[kind].folder}/")
        for kind in SHOWN
        if catalog.entities(kind)
    )
    journeys = listed(catalog.all("journey"))
    return paragraphs(
        f"# {escaped(title)}",
        escaped(lead),
        escaped(site.fictional or ""),
        f"## {catalog.words.phrase('kind.journey')}" if journeys else "",
        journeys,
        f"## {catalog.words.phrase('all')}" if lists else "",
        lists,
        *((text(catalog, entity, ""), "\n".join(fields(catalog, entity))) if entity else ()),
    )


def guide(catalog: Catalog) -> Parts:
    """Return what there is, for programs that read: every map and persona, and the lists of the rest."""
    site, words = catalog.site, catalog.words
    lead = (catalog.home.fields.summary if catalog.home else None) or site.tagline
    parts = [f"# {escaped(site.title)}", f"> {escaped(lead)}" if lead else "", escaped(site.fictional or "")]
    for kind in ("journey", "persona"):
        parts += (
            [f"## {words.phrase(f'kind.{kind}')}", listed(catalog.all(kind))]
            if catalog.entities(kind)
            else []
        )
    rest = [kind for kind in SHOWN if kind not in ("journey", "persona") and catalog.entities(kind)]
    parts += [f"## {words.phrase('all')}"] if rest else []
    return paragraphs(
        *parts, bullets(link(words.phrase(f"kind.{kind}"), f"{KINDS[kind].folder}/") for kind in rest)
    )


def all_of(catalog: Catalog, kind: str, _: str) -> Parts:
    """Return all entities of a kind."""
    return paragraphs(f"# {catalog.words.phrase(f'kind.{kind}')}", listed(catalog.all(kind)))


def compared(catalog: Catalog, _: str, id: str) -> Parts:
    """Return how each step of a journey feels to each of its personas."""
    journey = require_entity(catalog.journey(id))
    words = catalog.words
    steps = catalog.journey_steps(id)
    who = {point.persona for step in steps for point in catalog.points(step.id)}
    people = [persona for persona in catalog.all("persona") if persona.id in who]
    head = (words.phrase("compare.step"), *(escaped(persona.title) for persona in people))
    return paragraphs(
        f"# {words.phrase('map.compare')}: {escaped(journey.title)}",
        link(journey.title, journey.url),
        table(head, (tuple(_scores(catalog, step, people)) for step in steps)) if people else "",
    )


def _scores(catalog: Catalog, step: Entity[Any], people: list[Entity[Any]]) -> Iterator[str]:
    yield link(step.title, step.url)
    scores = {point.persona: point.score for point in one_each(catalog.points(step.id))}
    for persona in people:
        yield (
            score_on_scale(catalog, scores[persona.id], step.id.partition("/")[0])
            if persona.id in scores
            else ""
        )


def all_tags(catalog: Catalog, _: str, __: str) -> Parts:
    """Return all tags."""
    page = tags(catalog, "")
    marks = [mark for _, some in page.view.letters for mark in some]
    return paragraphs(f"# {escaped(page.title)}", bullets(link(mark.title, mark.url) for mark in marks))


def tagged(catalog: Catalog, _: str, id: str) -> Parts:
    """Return what shares a tag."""
    page = tag(catalog, id)
    groups: list[str] = []
    for name, rows in page.view.groups:
        groups += (f"## {escaped(name)}", bullets(link(row.title, row.url) for row in rows))
    return paragraphs(f"# {escaped(page.title)}", *groups)
