"""Check that nothing leads back to itself: parents, and journeys that steps zoom into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jmsite.checks.whole_site import WholeSite
from jmsite.content.assemble import UnitEntities
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.entity import Draft
from jmsite.model.rules import fault


def circles(_: Catalog, site: WholeSite) -> Iterator[Diagnostic]:
    """Return a fault for each circle of parents, and of journeys inside journeys."""
    for kind in ("journey", "department"):
        drafts = {draft.id: draft for unit in site.units for draft in unit.written if draft.kind == kind}
        yield from _circles(kind, _parents(drafts))
    yield from _circles("journey", _nested(site.units))


Ways = Mapping[str, Mapping[str, Place]]
"""Id → ids that it leads to → where that is written."""


def _parents(drafts: Mapping[str, Draft]) -> Ways:
    parents = {id: getattr(draft.fields, "parent", None) for id, draft in drafts.items()}
    return {id: {parent: drafts[id].place(("parent",))} for id, parent in parents.items() if parent}


def _nested(units: Sequence[UnitEntities]) -> Ways:
    """For each journey the journeys that its steps zoom into."""
    nested: dict[str, dict[str, Place]] = {}
    for unit in units:
        for draft in unit.written:
            if draft.kind in ("stage", "variant"):
                for one in draft.references:
                    inside = one.loc[0] == "steps" or (
                        draft.kind == "stage" and not getattr(draft.fields, "steps", ())
                    )
                    if one.kind == "journey" and one.loc[-1] == "journey" and inside:
                        link_targets = nested.setdefault(draft.id.partition("/")[0], {})
                        link_targets.setdefault(one.id, draft.place(one.loc))
    return nested


def _circles(kind: str, ways: Ways) -> Iterator[Diagnostic]:
    """Yield a fault for each circle: what leads back to itself."""
    told: set[str] = set()
    for start in ways:
        circle = _circle(start, ways)
        if circle and start not in told:
            told |= set(circle)
            message = f"{kind} '{start}' leads back to itself: {' → '.join(circle)}"
            yield fault("ref/cycle", message, ways[start][circle[1]])


def _circle(start: str, ways: Ways) -> list[str]:
    seen: set[str] = set()
    pending: list[tuple[str, tuple[str, ...]]] = [(start, (start,))]
    while pending:
        here, way = pending.pop()
        for target_link in ways.get(here, ()):
            if target_link == start:
                return [*way, start]
            if target_link not in seen:
                seen.add(target_link)
                pending.append((target_link, (*way, target_link)))
    return []
