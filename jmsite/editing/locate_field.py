"""Find where a field of an entity is written: in which file, and where in it, whatever a page shows it beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jmsite.content.merge_variants import marked_with_persona
from jmsite.content.places import SETTINGS
from jmsite.editing.errors import RefusedEditError
from jmsite.editing.own_id import written_steps
from jmsite.editing.renaming import unknown_id
from jmsite.editing.written_site import WrittenSite
from jmsite.model.addresses import step_id
from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.fields import Fields
from jmsite.model.kinds import ENTITIES
from jmsite.model.site_edits import EditAddress
from jmsite.model.sources import Loc
from jmsite.model.value import Value, replace


class WrittenPlace(Value):
    """The place in the text of a field: the file, where in it the fields of the entity begin, and the way on.

    ``body_path`` is the file with its Markdown, ``line`` that of the field or of what holds it, ``people`` are those
    whom the entity is about.
    """

    path: str
    body_path: str
    line: int
    prefix: Loc
    loc: Loc
    model: type[Fields]
    people: tuple[str, ...] = ()


def locate_field(site: WrittenSite, address: EditAddress) -> WrittenPlace:
    """Return where a field is written, or would be. Raises ``RefusedEditError`` for what is not there."""
    if address.kind == "site":
        return WrittenPlace(path=SETTINGS, body_path="", line=1, prefix=(), loc=address.loc, model=Site)
    if address.kind not in ENTITIES or site.find((address.kind, address.id)) is None:
        raise unknown_id(site, (address.kind, address.id))
    parts = _parts(site, address)
    draft, at, loc = _part_of(parts, address)
    places = draft.places_of((*at, *loc))
    prefix = (*draft.prefix, *at) if places is draft.places else at
    # what a variant says of a step has the fields of a step; a stage without steps is one itself
    model = ENTITIES[address.kind].model if at or address.kind != "step" else ENTITIES[draft.kind].model
    return WrittenPlace(
        path=places.path,
        body_path=draft.body_path,
        line=draft.place((*at, *loc)).line,
        prefix=prefix,
        loc=loc,
        model=model,
        people=_people(site, address),
    )


def _people(site: WrittenSite, address: EditAddress) -> tuple[str, ...]:
    """Return the personas whose step or journey it is."""
    entity = site.find((address.kind, address.id))
    own: tuple[str, ...] = getattr(entity.fields, "personas", ()) if entity else ()
    journey = (
        site.find(("journey", address.id.partition("/")[0])) if address.kind in ("step", "stage") else None
    )
    every: tuple[str, ...] = own or (journey.fields.personas if journey else ())
    return every


Part = tuple[Draft, Loc]


def _parts(site: WrittenSite, address: EditAddress) -> list[Part]:
    """Return where an entity is written, its own place first; then what is written of it for single personas."""
    if address.kind == "step":
        found = sorted(written_steps(site, address.id), key=lambda one: one[0].kind)
        if found and found[0][0].kind != "variant":
            return found
        stage, _, short = address.id.rpartition("/")
        alone = [draft for draft in site.drafts if draft.kind == "stage" and draft.id == stage]
        itself: list[Part] = [(draft, ()) for draft in alone if stage.rpartition("/")[2] == short]
        own = _variants(site, stage) if itself else []
        return [*itself, *own, *found]
    drafts: list[Part] = [
        (draft, ()) for draft in site.drafts if (draft.kind, draft.id) == (address.kind, address.id)
    ]
    return [*drafts[:1], *(_variants(site, address.id) if address.kind == "stage" else [])]


def _variants(site: WrittenSite, stage: str) -> list[Part]:
    return [(draft, ()) for draft in site.drafts if draft.kind == "variant" and draft.stage == stage]


def _part_of(parts: Sequence[Part], address: EditAddress) -> tuple[Draft, Loc, Loc]:
    """Return in which of the parts of an entity a field is written, and the way to it there."""
    if not parts:
        raise RefusedEditError(f"{address} is not written by itself")
    (base, at), others, loc = parts[0], parts[1:], address.loc
    name = str(loc[0]) if loc else ""
    if not others or not name:
        return base, at, loc
    own = _fields(base, at)
    values = [
        (part, getattr(_fields(*part), name, None))
        for part in others
        if name in _fields(*part).model_fields_set
    ]
    if name == "emotion" and len(loc) > 1:
        return _emotion_place(base, at, others, loc)
    if isinstance(getattr(own, name, None), tuple) and len(loc) > 1 and isinstance(loc[1], int):
        return _entry(parts, name, loc)
    if name == "fields" and len(loc) > 1:
        values = [(part, value) for part, value in values if loc[1] in (value or {})]
    replaces = name not in ("title", "id", "personas", "tags", "goal") and not isinstance(
        getattr(own, name, ()), tuple
    )
    if name == "summary" and getattr(own, name, None):
        replaces = False
    return (*values[-1][0], loc) if values and replaces else (base, at, loc)


def _fields(draft: Draft, at: Loc) -> Any:
    here: Any = draft.fields
    for part in at:
        here = getattr(here, part) if isinstance(part, str) else here[part]
    return here


def _emotion_place(base: Draft, at: Loc, others: Sequence[Part], loc: Loc) -> tuple[Draft, Loc, Loc]:
    """Return where the feeling of a persona is written: in a file for the persona, where that has one."""
    for draft, own in reversed(others):
        felt = _fields(draft, own).emotion
        persona = draft.id.rpartition("/")[2]
        if loc[1] in felt:
            return draft, own, loc
        if "" in felt and loc[1] == persona:
            return draft, own, (loc[0], "", *loc[2:])
    return base, at, loc


def _entry(parts: Sequence[Part], name: str, loc: Loc) -> tuple[Draft, Loc, Loc]:
    """Return where an entry of a lane is written: those of the stage come first, then what each persona adds."""
    number, seen = int(loc[1]), list[Any]()
    for draft, at in parts:
        written = getattr(_fields(draft, at), name, ())
        persona = draft.id.rpartition("/")[2]
        base = tuple(seen)
        for index, part in enumerate(written):
            shown = marked_with_persona(part, persona) if draft.kind == "variant" else part
            if draft.kind == "variant" and shown in base:
                continue
            if len(seen) == number:
                return draft, at, (name, index, *loc[2:])
            seen.append(shown)
    draft, at = parts[0]
    return draft, at, loc


def address_at(site: WrittenSite, path: str, line: int, column: int) -> str:
    """Return the address of what is written at a place, as near as can be; "" where no entity is."""
    best, found = (-1, -1), ""
    for draft in site.drafts:
        for places in filter(None, (draft.places, draft.beside)):
            if places.path != path:
                continue
            for loc, span in (*places.keys.items(), *places.values.items()):
                inside = loc[: len(draft.prefix)] == draft.prefix
                if inside and best < (span[0], span[1]) <= (line, column):
                    best, found = (span[0], span[1]), str(_addressed(draft, loc[len(draft.prefix) :]))
            found = found or f"{draft.kind}:{draft.id}"
    return found


def _addressed(draft: Draft, loc: Loc) -> EditAddress:
    whole = EditAddress(kind=draft.kind, id=draft.id, loc=loc)
    for at, step in draft.steps():
        if loc[: len(at)] == at:
            id = step_id(step.id, step.title, int(at[1]))
            return replace(whole, kind="step", id=f"{draft.stage}/{id}", loc=loc[len(at) :])
    return whole
