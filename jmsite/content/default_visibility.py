"""Say who may read an entity that does not say it itself: its journey, or site.yaml by its path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.value import replace

PARTS = ("stage", "variant")
"""Kinds that are parts of a journey, and shown with it."""


def with_visibility(drafts: tuple[Draft, ...], site: Site) -> tuple[Draft, ...]:
    """Return the drafts of a unit with the visibility that holds for each.

    What a draft says itself counts; then, for a stage, what its journey says; then the longest entry of site.yaml that
    speaks of its file, or of that of its journey. What nothing is said of is internal.
    """
    journey = next((draft for draft in drafts if draft.kind == "journey"), None)
    # nearly all units: nothing is said of them but by themselves
    if not site.visibility and (journey is None or _said(journey) is None):
        return drafts
    return tuple(_seen(draft, journey if draft.kind in PARTS else None, site) for draft in drafts)


def _said(draft: Draft) -> str | None:
    """Return what an entity says itself."""
    fields: Any = draft.fields
    return fields.visibility if "visibility" in fields.model_fields_set else None


def _seen(draft: Draft, journey: Draft | None, site: Site) -> Draft:
    fields: Any = draft.fields
    if "visibility" not in type(fields).model_fields or _said(draft) is not None:
        return draft
    paths = (draft.path, journey.path) if journey else (draft.path,)
    held = (journey and _said(journey)) or visibility_setting(paths, site.visibility) or fields.visibility
    copied = fields.model_copy(update={"visibility": held})
    copied.model_fields_set.discard("visibility")  # it is not written there
    return replace(draft, fields=copied)


def visibility_setting(paths: Sequence[str], visibility: Mapping[str, str]) -> str | None:
    """Return what site.yaml says of files: the longest entry that covers one of them counts."""
    found = [entry for entry in visibility if any(covers(entry, path) for path in paths)]
    return visibility[max(found, key=len)] if found else None


def covers(entry: str, path: str) -> bool:
    """Return whether an entry speaks of a file of content: by a folder, the file, its name without ending, or ``*``."""
    inside, named = path.removeprefix("content/"), entry.removeprefix("content/").strip("/")
    return (
        inside == named
        or inside.startswith(f"{named}/")
        or inside.rpartition(".")[0] == named
        # fnmatchcase, since fnmatch folds case on Windows
        or ("*" in named and fnmatchcase(inside, named))
    )
