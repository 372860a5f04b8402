"""Look at who keeps things true, and whether anybody has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.persona import Persona
from jmsite.model.reviews import expiry_day, last_reviewed
from jmsite.model.rules.practice.upkeep import Owners, WebLinks
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.suggestions import probably_meant
from jmsite.model.url_schemes import on_the_web
from jmsite.practice.rule_types import EntityFinding, TextFinding

# as far as an address may go, but for the signs behind it that belong to the sentence (``_AFTER``)
_WEB = re.compile(r"https?://[^\s<>\"`\[\]{}|\\^]+", re.IGNORECASE)
_AFTER = ".,;:!?*_~'’”»"
"""Signs behind an address that belong to the text around it."""


def review_due(
    catalog: Catalog, entity: Entity[Journey] | Entity[Persona], _: RuleOptions
) -> Iterator[EntityFinding]:
    """Notice a journey or persona whose last review has run out."""
    fields: Any = entity.fields
    if entity.kind == "journey" and fields.status == "retired":
        return
    name = "reviewed" if fields.reviewed else "validated"
    last = last_reviewed(fields.reviewed) or getattr(fields, "validated", None)
    due = expiry_day(last, fields.review_every or catalog.site.review_every)
    if due and catalog.today and due < catalog.today:
        message = f"the review of '{entity.title}' was due on {due:%Y-%m-%d}"
        yield EntityFinding(
            message=message, field=(name,), hint=f"look at it again, and run: jmsite review {entity.id}"
        )


def without_owner(_: Catalog, entity: Entity[Any], __: RuleOptions) -> Iterator[EntityFinding]:
    """Notice what nobody keeps true."""
    if not entity.fields.owner and getattr(entity.fields, "status", "") not in (
        "retired",
        "dismissed",
        "dropped",
    ):
        yield EntityFinding(
            message=f"nobody owns {entity.kind} '{entity.title}'", hint="name a person or team as 'owner:'"
        )


def unknown_owner(catalog: Catalog, entity: Entity[Any], options: Owners) -> Iterator[EntityFinding]:
    """Notice an owner who is none of those that the site says there are, where it does."""
    written, in_file = (
        entity.fields.owner,
        options.codeowners and catalog.read("code_owners", "site") is not None,
    )
    if not written or not (options.departments or options.names or in_file):
        return
    known = [*options.names, *(_people(catalog) if options.departments else ())]
    reachable = _reachable(catalog) if in_file else frozenset()
    # several may own it by CODEOWNERS, and a person may be written with the team after the name
    ways = (written, written.partition(",")[0].strip())
    if any(owner in known or owner.casefold() in reachable for owner in ways):
        return
    near = probably_meant(written, [*known, *sorted(reachable)])
    hint = near.hint or f"add the name to {_lists(options, in_file)}"
    where = "nobody in CODEOWNERS" if in_file and not known else "nobody the site knows"
    yield EntityFinding(message=f"'{written}' is {where}", field=("owner",), hint=hint)


def link_gone(catalog: Catalog, text: str, options: WebLinks) -> Iterator[TextFinding]:
    """Notice a web address that leads nowhere any more, where somebody has asked the web."""
    for start, address in web_addresses(text):
        why = catalog.read("gone", asked_as(address))
        if why and not is_exempt(address, options.allow):
            message = f"this address leads nowhere any more: {why}"
            hint = "link to where it has moved, to a copy in an archive, or to a file in content/assets/"
            yield TextFinding(start=start, end=start + len(address), message=message, hint=hint)


def web_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Yield the web addresses in a text with where they begin, without the signs around them."""
    for found in _WEB.finditer(text):
        address = found[0].rstrip(_AFTER)
        # a bracket belongs to an address only if it was opened in it
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_AFTER)
        if on_the_web(address):
            yield found.start(), address


def asked_as(address: str) -> str:
    """Return an address as its server is asked for it: without the heading that it leads to."""
    return address.partition("#")[0]


def is_exempt(address: str, allowed: Iterable[str]) -> bool:
    """Return whether an address is one of those that a site allows: by its host, by a host above it, or by its
    beginning.
    """
    host = (urlsplit(address).hostname or "").casefold()
    return any(
        host == one.casefold() or host.endswith(f".{one.casefold()}") or address.startswith(one)
        for one in allowed
    )


def drafts_inside(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[EntityFinding]:
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
        yield EntityFinding(message=message, field=("draft",), hint=hint, entity=(part.kind, part.id))


def _lists(options: Owners, in_file: bool) -> str:
    places = [
        "'names:' of this rule" if options.names else "",
        "the departments" if options.departments else "",
    ]
    return " or ".join(filter(None, [*places, "CODEOWNERS" if in_file else ""]))


def _reachable(catalog: Catalog) -> frozenset[str]:
    """Return everybody whom CODEOWNERS names, in small letters: as it stands there, and departments of that name."""
    names: frozenset[str] = catalog.read("code_owners", "names") or frozenset()
    departments = [
        name.casefold()
        for one in catalog.all("department")
        if any(owner.casefold() in names for owner in one.fields.code_owner)
        for name in (one.id, one.title, one.fields.lead or "")
    ]
    return names.union(filter(None, departments))


def _people(catalog: Catalog) -> Iterator[str]:
    for department in catalog.all("department"):
        fields = department.fields
        yield from filter(None, (department.id, department.title, fields.lead))
