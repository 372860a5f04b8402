"""Resolve links in prose and in fields, as far as that needs no other file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jmsite.model.addresses import field_target, prose_target
from jmsite.model.diagnostics import Place
from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.own_fields import OWN_FIELD_TYPES
from jmsite.model.sources import Loc
from jmsite.model.url_schemes import allowed, hostless
from jmsite.model.value import Value, replace


class LinkTarget(Value):
    """A link in prose or in a field: the file and anchor it leads to, and where it is written.

    ``lines``: on how many lines from there on it may stand. Without a ``path``
    it leads to what no link, or no picture, may lead to.
    """

    path: str
    anchor: str
    href: str
    image: bool
    place: Place
    field: bool = False
    lines: int = 1


def link_targets(draft: Draft, site: Site) -> Iterator[LinkTarget]:
    """Yield where the links of a draft lead: those in its prose, and those in its fields.

    What leads out of the site is left out, and what may not lead anywhere has no path.
    """
    written = [(link, False) for link in draft.prose.links] + [(link, True) for link in draft.prose.refused]
    for link, refused in written:
        # what was refused for its blanks leads to no file: Markdown sees no link there
        target_link = None if refused and " " in link.href else prose_target(draft.body_path, link.href)
        place = Place(path=draft.body_path, line=draft.body_line + link.line - 1)
        place = replace(place, column=link.column, end_column=link.end) if link.column else place
        if target_link is not None:
            file, anchor = target_link
            yield LinkTarget(path=file, anchor=anchor, href=link.href, image=link.image, place=place)
        elif refused or link.image or not allowed(link.href) or hostless(link.href):
            yield LinkTarget(path="", anchor="", href=link.href, image=link.image, place=place)
    for loc, href in _linked(draft, site):
        target_link = field_target(href)
        if target_link is not None:
            file, anchor = target_link
            place = draft.place(loc)
            yield LinkTarget(path=file, anchor=anchor, href=href, image=False, place=place, field=True)


def _linked(draft: Draft, site: Site) -> Iterator[tuple[Loc, str]]:
    """Yield the links in the fields of a draft, and in those of the site's own."""
    yield from ((one.loc, one.id) for one in draft.references if one.kind == "link")
    fields: Any = draft.fields
    owns: list[tuple[Loc, Any, Mapping[str, Any]]] = [((), fields, own_fields_of(draft, site))]
    owns += [(at, step, site.lanes) for at, step in draft.steps()]
    for loc, part, declared in owns:
        written = getattr(part, "fields", None) if draft.kind != "site" else None
        for name, href in (written or {}).items():
            leads = name in declared and OWN_FIELD_TYPES[declared[name].type].leads
            if leads and isinstance(href, str) and allowed(href):
                yield (*loc, "fields", name), href


def own_fields_of(draft: Draft, site: Site) -> dict[str, Any]:
    """Return the fields of the site's own that a draft may have."""
    declared: dict[str, Any] = dict(site.fields.get(draft.kind, {}))
    return {**site.lanes, **declared} if draft.kind in ("stage", "variant") else declared
