"""Say of a page what readers of the preview should know: whether it is a draft, and who alone may see it."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.pages.page_kinds import PAGE_KINDS


def preview_badges(catalog: Catalog, kind: str, id: str) -> tuple[bool, str]:
    """Return whether a page is about a draft, and the audience that alone may see it, or "".

    A stage is what its journey is. Without audiences of its own a site is for everybody in the house alike, and
    only what leaves it could be marked: that is told by the build for the public.
    """
    about = list(_about(catalog, PAGE_KINDS[kind].about, id)) if id else []
    draft = any(entity.fields.draft for entity in about)
    seen = {entity.fields.visibility for entity in about} - {"public"}
    named = seen - {"internal"}
    if seen and set(catalog.site.audiences) - {"public", "internal"}:
        return draft, ", ".join(sorted(named or seen))
    return draft, ""


def _about(catalog: Catalog, kind: str, id: str) -> Iterator[Entity]:  # type: ignore[type-arg]
    for one in ((kind, id), *((("journey", id.partition("/")[0]),) if kind == "stage" else ())):
        entity = catalog.find(*one)
        if entity is not None:
            yield entity
