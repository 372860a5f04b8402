"""Check the fields and lanes of the site's own: they are declared in site.yaml, each with a type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.content.link_targets import own_fields_of
from jmsite.content.validation_messages import UNSAFE, UNSAFE_HINT, WEB_HINT
from jmsite.model.addresses import title_from
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.journey import Step
from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.own_fields import OWN_FIELD_TYPES
from jmsite.model.rules import fault
from jmsite.model.sources import Loc
from jmsite.model.url_schemes import allowed, incomplete

LANES_KEY = "'lanes:'"


def check_own_lanes(step: Step, draft: Draft, loc: Loc, site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the own lanes of a step, which is written at a place of a draft."""
    yield from _declared(step.fields, dict(site.lanes), draft, (*loc, "fields"), LANES_KEY)


def check_own_fields(draft: Draft, site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the own fields of an entity, and the own lanes of a stage."""
    written = getattr(draft.fields, "fields", None)
    # in site.yaml, 'fields' are the declarations themselves
    if not isinstance(written, dict) or draft.kind == "site":
        return
    declared = own_fields_of(draft, site)
    where = LANES_KEY if draft.kind in ("stage", "variant") else f"'fields:' and in it '{draft.kind}:'"
    yield from _declared(written, declared, draft, ("fields",), where)


def _declaration(name: str, value: Any, where: str) -> str:
    """Return how an own field is declared, with the first type that its value fits; ready to be pasted."""
    types = (type for type in ("number", "text", "list", "image") if OWN_FIELD_TYPES[type].fits(value))
    role = ", role: customer" if where == LANES_KEY else ""
    line = f"{name}: {{title: {title_from(name)}, type: {next(types, 'text')}{role}}}"
    return f"add it to site.yaml, under {where}: {line}"


def _declared(
    written: dict[str, Any], declared: dict[str, Any], draft: Draft, loc: Loc, where: str
) -> Iterator[Diagnostic]:
    for name, value in written.items():
        own = OWN_FIELD_TYPES[declared[name].type] if name in declared else None
        if own is None:
            yield fault(
                "field/undeclared",
                f"custom field '{name}' is not declared",
                draft.key((*loc, name)),
                _declaration(name, value, where),
            )
        # before anything else about the value: an address that runs a script must not be told as a mere slip
        elif own.leads and isinstance(value, str) and not allowed(value):
            message = f"'{name}' cannot lead to '{value[:40]}'"
            yield fault(UNSAFE, message, draft.place((*loc, name)), UNSAFE_HINT)
        elif own.leads and isinstance(value, str) and incomplete(value):
            message = f"'{name}' must be a web address, not '{value[:40]}'"
            yield fault("field/malformed", message, draft.place((*loc, name)), WEB_HINT)
        elif not own.fits(value):
            yield fault(
                "field/wrong-type-own",
                f"'{name}' is declared as type {own.name}",
                draft.place((*loc, name)),
            )
