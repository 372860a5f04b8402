"""Check that the theme has the icons that the content names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from jmsite.model.catalog import Catalog
from jmsite.model.findings import Finding, Target
from jmsite.model.kinds import ENTITIES
from jmsite.model.sources import Files, Loc
from jmsite.model.suggestions import probably_meant
from jmsite.theme.translations import chain_or_default

WITH_ICONS = tuple(kind.name for kind in ENTITIES.values() if "icon" in kind.model.model_fields)
"""The kinds that may name an icon."""


def missing_icons(catalog: Catalog) -> Iterator[Finding]:
    """Return the icons of entities that the theme does not have."""
    for kind in WITH_ICONS:
        for entity in catalog.written(kind):
            icon = entity.fields.icon
            if icon:
                yield from missing_icon((kind, entity.id), ("icon",), icon, catalog.table("icons"))


def icons_of(themes: Mapping[str, Files], theme: str) -> dict[str, str]:
    """Return the icons of a theme, by name with their paths in it."""
    # a theme that is not there has a fault of its own (theme/missing), and its icons are not missed as well
    files = chain_or_default(themes, theme).files
    found = (path for path in files if path.startswith("icons/") and path.endswith(".svg"))
    return {path.removeprefix("icons/").removesuffix(".svg"): path for path in found}


def missing_icon(target: Target, field: Loc, icon: str, icons: Collection[str]) -> Iterator[Finding]:
    """Yield a finding where the theme has no icon of a name."""
    if icon not in icons:
        near = probably_meant(icon, icons)
        hint = near.hint or "use the name of a file under icons/ in the theme, without its extension"
        message = f"the theme has no icon '{icon}'"
        yield Finding(
            rule="field/not-allowed", entity=target, field=field, message=message, hint=hint, meant=near
        )
