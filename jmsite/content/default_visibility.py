"""Say who may read an entity that does not say it itself: its journey, or site.yaml by its path."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.value import replace

PARTS = ("stage", "variant")
"""Kinds that are parts of a journey, and shown with it."""


def with_visibility(drafts: tuple[Draft, ...], site: Site) -> tuple[Draft, ...]:
    """Return the drafts of a unit with the visibility that holds for each.

    What a draft says itself counts. Without that, a stage is what its journey says, then what site.yaml says of the path
    counts, the longest entry first; then a stage is what its journey is. What nothing is said of is internal.
    """
    journey: Any = next((draft.fields for draft in drafts if draft.kind == "journey"), None)
    said = journey.visibility if journey is not None and "visibility" in journey.model_fields_set else None
    if said is None and not site.visibility:
        return drafts
    return tuple(_seen(draft, said, site) for draft in drafts)


def _seen(draft: Draft, journey: str | None, site: Site) -> Draft:
    fields: Any = draft.fields
    if "visibility" not in type(fields).model_fields or "visibility" in fields.model_fields_set:
        return draft
    inherited = journey if draft.kind in PARTS else None
    held = inherited or said_of(draft.path, site.visibility) or fields.visibility
    copied = fields.model_copy(update={"visibility": held})
    copied.model_fields_set.discard("visibility")  # it is not written there
    return replace(draft, fields=copied)


def said_of(path: str, visibility: Mapping[str, str]) -> str | None:
    """Return what site.yaml says of a file: by its folder, itself with or without its ending, or a pattern with ``*``."""
    found = [entry for entry in visibility if covers(entry, path)]
    return visibility[max(found, key=len)] if found else None


def covers(entry: str, path: str) -> bool:
    """Return whether an entry under ``visibility:`` speaks of a file of content."""
    inside, named = path.removeprefix("content/"), entry.removeprefix("content/").strip("/")
    return (
        inside == named
        or inside.startswith(f"{named}/")
        or inside.rpartition(".")[0] == named
        or ("*" in named and fnmatchcase(inside, named))
    )
