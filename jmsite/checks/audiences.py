"""Check that whoever may read something is an audience that site.yaml names."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog
from jmsite.model.entities.site import Site
from jmsite.model.findings import Finding, Target
from jmsite.model.sources import Loc
from jmsite.model.suggestions import probably_meant


def unknown_audiences(catalog: Catalog) -> Iterator[Finding]:
    """Return a finding for each entity that names an audience there is not."""
    for unit in catalog.table("written_in"):
        for target, audience in catalog.part(_named, unit):
            yield from unknown_audience(audience, catalog.site, target, ("visibility",))


def _named(catalog: Catalog, unit: int) -> tuple[tuple[Target, str], ...]:
    """Return the audiences that are named in a unit."""
    written = catalog.written_in(unit).items()
    return tuple(
        [
            (target, entity.fields.visibility)
            for target, entity in written
            if "visibility" in entity.fields.model_fields_set
        ]
    )


def unknown_audience(audience: str, site: Site, target: Target, field: Loc) -> Iterator[Finding]:
    """Yield a finding where site.yaml names no such audience."""
    known = sorted({"internal", "public", *site.audiences})
    if audience not in known:
        near = probably_meant(audience, known)
        hint = f"{near.hint} the audiences are: {', '.join(known)}".strip()
        message = f"there is no audience '{audience}'"
        yield Finding(
            rule="visibility/unknown-audience",
            entity=target,
            field=field,
            message=message,
            hint=hint,
            meant=near,
        )
