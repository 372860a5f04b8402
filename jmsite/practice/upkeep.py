"""Look at who keeps things true, and whether anybody has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.persona import Persona
from jmsite.model.rules.practice.upkeep import Owners
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.suggestions import meant
from jmsite.practice.noticed import Noticed


def review_due(
    catalog: Catalog, entity: Entity[Journey] | Entity[Persona], _: RuleOptions
) -> Iterator[Noticed]:
    """Notice a journey or persona whose last review has run out."""
    fields: Any = entity.fields
    if entity.kind == "journey" and fields.status == "retired":
        return
    name = "reviewed" if fields.reviewed else "validated"
    last, every = getattr(fields, name, None), fields.review_every or catalog.site.review_every
    due = _due(last, every)
    if due and catalog.today and due < catalog.today:
        message = f"the review of '{entity.title}' was due on {due:%Y-%m-%d}"
        yield Noticed(
            message=message, field=(name,), hint="look at it again, and write the day as 'reviewed:'"
        )


def without_owner(_: Catalog, entity: Entity[Any], __: RuleOptions) -> Iterator[Noticed]:
    """Notice what nobody keeps true."""
    if not entity.fields.owner and getattr(entity.fields, "status", "") not in (
        "retired",
        "dismissed",
        "dropped",
    ):
        yield Noticed(
            message=f"nobody owns {entity.kind} '{entity.title}'", hint="name a person or team as 'owner:'"
        )


def unknown_owner(catalog: Catalog, entity: Entity[Any], options: Owners) -> Iterator[Noticed]:
    """Notice an owner who is none of those that the site says there are, where it does."""
    owner = entity.fields.owner
    if not owner or not (options.departments or options.names):
        return
    known = [*options.names, *(_people(catalog) if options.departments else ())]
    # a person may be written with the team after the name
    if owner not in known and owner.partition(",")[0].strip() not in known:
        near = meant(owner, known)
        hint = near.hint or "add the name to 'names:' of this rule, or to the departments"
        yield Noticed(message=f"'{owner}' is nobody the site knows", field=("owner",), hint=hint)


def drafts_inside(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[Noticed]:
    """Notice a published journey of which parts or personas are drafts, where those are left out."""
    if journey.fields.status != "published":
        return
    if journey.fields.draft:
        return
    whole = catalog.read("written", ("journey", journey.id)) or journey
    personas = (catalog.read("written", ("persona", id)) for id in whole.fields.personas)
    drafts = [persona for persona in personas if persona is not None and persona.fields.draft]
    for part in (*drafts, *(catalog.read("draft_stages", journey.id) or ())):
        message = f"'{journey.title}' is published, and {part.kind} '{part.title}' is a draft"
        hint = "finish the draft, or set the status of the journey to 'in-review'"
        yield Noticed(message=message, field=("draft",), hint=hint, entity=(part.kind, part.id))


def _due(last: date | None, every: timedelta | None) -> date | None:
    if last is None or every is None:
        return None
    try:
        return last + every
    except OverflowError:
        return None


def _people(catalog: Catalog) -> Iterator[str]:
    for department in catalog.all("department"):
        fields = department.fields
        yield from filter(None, (department.id, department.title, fields.lead))
