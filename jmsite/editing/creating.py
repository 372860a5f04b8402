"""Write a new entity where its kind is kept: in a file of its own, in a registry, or in the stage of a step."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.file_text import FileText, with_operations
from jmsite.editing.moving import number_for
from jmsite.editing.operations import InsertItem, Operation, SetValue
from jmsite.editing.own_id import written_steps
from jmsite.editing.renaming import unknown_id
from jmsite.editing.short_forms import MISSING, FieldForm, WrittenPath, in_short_form, order_names
from jmsite.editing.site_patch import SitePatch, texts_patch
from jmsite.editing.written_site import Target, WrittenSite
from jmsite.formats.yaml.writer import to_markdown, to_yaml
from jmsite.model.addresses import id_from_name, is_device_name
from jmsite.model.entities.journey import ANYTIME, Step
from jmsite.model.entity import WITH_STEPS, Draft
from jmsite.model.fields import ID
from jmsite.model.kinds import KINDS, STEP
from jmsite.model.site_edits import BODY

ID_OF_PAGE = re.compile(rf"{ID[1:-1]}(/{ID[1:-1]})*")


def create(
    site: WrittenSite, target: Target, fields: Mapping[str, Any], before: str, after: str
) -> SitePatch:
    """Return what writes a new entity; a step or stage stands before or behind another one, else at the end.

    Raises ``RefusedEditError`` where it is there already, or has no id that can be one.
    """
    kind, id = target
    _check(site, target)
    if kind == STEP.name:
        return _step(site, id, fields, before, after)
    written = _in_order(kind, fields)
    body = str(fields.get(BODY, ""))
    registry = f"content/{KINDS[kind].folder}.yaml"
    begins = KINDS[kind].home.begins
    folder = f"content/{KINDS[kind].folder}/"
    beside = any(path.startswith(folder) for path in site.inputs.content)
    if (
        KINDS[kind].listed
        and not body
        and (registry in site.inputs.content or (begins == "entry" and not beside))
    ):
        return _entry(site, registry, id, written)
    path = _file(site, target, before, after)
    text = to_yaml(written) if path.endswith(".yaml") else to_markdown(written, body)
    return texts_patch(site.inputs, {path: text.encode("utf-8")})


def _in_order(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields in the order in which authors write them, as short as they may be."""
    model = KINDS[kind].model
    kept = {name: value for name, value in fields.items() if name != BODY}
    short = in_short_form(FieldForm(fields=model), kept)
    order = {name: at for at, name in enumerate(order_names(model))}
    return dict(sorted(short.items(), key=lambda one: order.get(one[0], len(order))))


def _check(site: WrittenSite, target: Target) -> None:
    kind, id = target
    if kind not in (*KINDS, STEP.name) or (kind != STEP.name and not KINDS[kind].home.begins):
        raise RefusedEditError(f"a new '{kind}' cannot be made here")
    depth = {"stage": 2, "step": 3}.get(kind, 1)
    parts = id.split("/")
    if kind != "page" and len(parts) != depth:
        form = "/".join(("JOURNEY", "STAGE", "STEP")[:depth]) if depth > 1 else "a single word"
        raise RefusedEditError(f"'{id}' is no id of a {kind}; it is {form}")
    for part in parts:
        if re.fullmatch(ID, part) is None or is_device_name(part):
            near = f", such as {id_from_name(part)}" if id_from_name(part) else ""
            raise RefusedEditError(
                f"'{part}' is not a valid id; use lower-case letters, digits and hyphens{near}"
            )
    if site.find(target) is not None:
        raise RefusedEditError(f"there is already a {kind} '{id}'")


def _entry(site: WrittenSite, registry: str, id: str, fields: dict[str, Any]) -> SitePatch:
    if registry not in site.inputs.content:
        return texts_patch(site.inputs, {registry: _begun(id, fields).encode("utf-8")})
    made = with_operations(
        FileText(site.inputs, registry), [SetValue(loc=(id,), value=fields or None, entities=bool(fields))]
    )
    return texts_patch(site.inputs, {registry: made})


def _begun(id: str, fields: dict[str, Any]) -> str:
    """Return a registry with its first entry."""
    return f"{id}:\n{textwrap.indent(to_yaml(fields), '  ')}" if fields else to_yaml({id: None})


def _file(site: WrittenSite, target: Target, before: str, after: str) -> str:
    """Return the path of the file of a new entity."""
    kind, id = target
    if kind == "journey":
        return f"content/journeys/{id}/journey.md"
    if kind == "stage":
        return _stage_file(site, id, before, after)
    ending = "yaml" if KINDS[kind].home.begins == "yaml" else "md"
    taken = [
        path
        for path in site.inputs.content
        if path.rpartition(".")[0] == f"content/{KINDS[kind].folder}/{id}"
    ]
    if taken:
        raise RefusedEditError(f"{taken[0]} is there already")
    return f"content/{KINDS[kind].folder}/{id}.{ending}"


def _stage_file(site: WrittenSite, id: str, before: str, after: str) -> str:
    journey, _, name = id.partition("/")
    if site.find(("journey", journey)) is None:
        raise unknown_id(site, ("journey", journey))
    beside = before or after
    if beside and site.find(("stage", beside)) is None:
        raise unknown_id(site, ("stage", beside))
    number = number_for(site, journey, before, after)
    return f"content/journeys/{journey}/{number}-{name}.md"


# -- steps
def _step(site: WrittenSite, id: str, fields: Mapping[str, Any], before: str, after: str) -> SitePatch:
    stage, _, short = id.rpartition("/")
    draft = _holder(site, stage)
    order = order_names(Step)
    kept = in_short_form(FieldForm(fields=Step), {"id": short, **fields})
    made = dict(
        sorted(kept.items(), key=lambda one: (one[0] != "id", order.index(one[0]) if one[0] in order else 99))
    )
    name = WITH_STEPS[draft.kind]
    places = draft.places_of((name,))
    text = FileText(site.inputs, places.path)
    way = WrittenPath(KINDS[draft.kind].model, text.source.value, draft.prefix).follow((name,))
    operations = _inserted(way, made, _number(site, draft, before, after))
    return texts_patch(site.inputs, {places.path: with_operations(text, operations)})


def _inserted(way: WrittenPath, made: dict[str, Any], number: int | None) -> list[Operation]:
    if way.there is MISSING or way.there is None:
        return [SetValue(loc=way.loc, value=[made], order=way.order, entities=True)]
    if not isinstance(way.there, list):
        raise RefusedEditError("these steps are not written as a list; do that first")
    return [InsertItem(loc=way.loc, number=len(way.there) if number is None else number, value=made)]


def _holder(site: WrittenSite, stage: str) -> Draft:
    """Return the draft that holds the steps of a stage, or the moments of a journey."""
    journey, _, name = stage.partition("/")
    wanted = ("journey", journey) if name == ANYTIME else ("stage", stage)
    found = next((draft for draft in site.drafts if (draft.kind, draft.id) == wanted), None)
    if found is None:
        raise unknown_id(site, wanted)
    itself = f"{stage}/{name}"
    if wanted[0] == "stage" and site.find(("step", itself)) and not list(written_steps(site, itself)):
        raise RefusedEditError(
            f"'{stage}' is a stage without steps, which is its only step; give it 'steps:' first"
        )
    return found


def _number(site: WrittenSite, draft: Draft, before: str, after: str) -> int | None:
    """Return before which written step of a draft a new one stands, None for the end."""
    beside = before or after
    if not beside:
        return None
    found = next((int(at[1]) for one, at in written_steps(site, beside) if one is draft), None)
    if found is None:
        raise unknown_id(site, ("step", beside))
    return found + (not before)
