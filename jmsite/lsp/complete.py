"""Suggest what can be written at the cursor: fields, values, ids with the titles of what they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from jmsite.lsp.allowed_values import Slot, model_of, slot_at
from jmsite.lsp.cursor import Cursor, cursor_at
from jmsite.lsp.state import SiteState
from jmsite.model.catalog import Entity
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.sources import Loc
from jmsite.model.value import Value

Sort = Literal["field", "value", "reference"]


class Suggestion(Value):
    """Something that can be written from ``start`` up to ``end`` of the line (columns from 0, in characters).

    ``text`` is what is written, ``detail`` stands beside it, ``about`` explains it.
    """

    sort: Sort
    label: str
    text: str
    start: int
    end: int
    detail: str = ""
    about: str = ""


def complete(site: SiteState, path: str, line: int, column: int) -> tuple[Suggestion, ...]:
    """Return what can be written at a place of a file, fields in the order they are declared, ids by title."""
    cursor = cursor_at(site.text(path), line, column, path.endswith(".md"))
    if cursor is None:
        return ()
    found = model_of(site.role(path), cursor.loc)
    if found is None:
        return ()
    model, loc = found
    slot = slot_at(model, loc)
    made = [*_keys(site, slot, cursor, loc, path), *_values(site, slot, cursor, path)]
    return tuple(made)


def _keys(site: SiteState, slot: Slot, cursor: Cursor, loc: Loc, path: str) -> Iterator[Suggestion]:
    if cursor.role == "value":
        return
    for field in slot.fields:
        if field.name not in cursor.siblings:
            detail = "must be there" if field.required else ""
            yield _at(cursor, "field", field.name, f"{field.name}: ", detail, field.description)
    for kind in slot.key_kinds:
        for id, entity in _by_title(site, kind, path):
            if id not in cursor.siblings:
                yield _at(cursor, "reference", id, f"{id}: ", entity.title, summary(entity))
    if loc[-1:] == ("fields",):
        for name, title, about in _own(site, path, loc):
            if name not in cursor.siblings:
                yield _at(cursor, "field", name, f"{name}: ", title, about)


def _values(site: SiteState, slot: Slot, cursor: Cursor, path: str) -> Iterator[Suggestion]:
    if cursor.role == "key":
        return
    for choice in slot.choices:
        yield _at(cursor, "value", choice, choice)
    for kind in slot.kinds:
        for id, entity in _by_title(site, kind, path):
            yield _at(cursor, "reference", id, id, entity.title, summary(entity))


def _at(cursor: Cursor, sort: Sort, label: str, text: str, detail: str = "", about: str = "") -> Suggestion:
    return Suggestion(
        sort=sort, label=label, text=text, start=cursor.start, end=cursor.end, detail=detail, about=about
    )


def _by_title(site: SiteState, kind: str, path: str) -> list[tuple[str, Entity]]:  # type: ignore[type-arg]
    """Return the ids that a reference of a kind can name, by title; a way on leads to steps and stages of its
    journey.
    """
    if kind != "next":
        return sorted(site.entities(kind).items(), key=lambda one: (one[1].title.casefold(), one[0]))
    journey = path.removeprefix("content/journeys/").partition("/")[0]
    near = {**site.entities("step"), **site.entities("stage")}
    return [(id.rpartition("/")[2], one) for id, one in near.items() if id.startswith(f"{journey}/")]


def _own(site: SiteState, path: str, loc: Loc) -> Iterator[tuple[str, str, str]]:
    """Yield the fields of the site's own that can stand somewhere: lanes in steps, others by kind of entity."""
    settings, kind = site.compiled().catalog.site, site.role(path).removeprefix("registry:")
    in_step = kind in ("stage", "variant") or (kind == "journey" and loc[:1] == (ANYTIME,))
    lanes = settings.lanes if in_step else {}
    fields = settings.fields.get(kind, {}) if len(loc) == 1 else {}
    for name, own in (*lanes.items(), *fields.items()):
        yield name, own.title, own.description or ""


def summary(entity: Entity) -> str:  # type: ignore[type-arg]
    """Return the sentence that an entity says about itself, or ""."""
    for name in ("summary", "quote", "goal", "scenario"):
        words = getattr(entity.fields, name, None)
        if isinstance(words, str) and words:
            return words
    return ""
