"""Make edits of a site: each becomes a patch of its files in which nothing else is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jmsite.editing.creating import create
from jmsite.editing.deleting import delete
from jmsite.editing.errors import RefusedEditError
from jmsite.editing.file_text import FileText, with_operations
from jmsite.editing.locate_field import WrittenPlace, locate_field
from jmsite.editing.moving import MoveTarget
from jmsite.editing.moving import move as moving_of
from jmsite.editing.operations import Operation, expected_value
from jmsite.editing.renaming import rename
from jmsite.editing.short_forms import MISSING, WrittenPath, add_item, move_item, remove_value, set_value
from jmsite.editing.site_patch import SitePatch, relocated_patch, texts_patch
from jmsite.editing.written_site import WrittenSite
from jmsite.model.entities.journey import Step
from jmsite.model.site_edits import BODY, EditAddress, SiteEdit, address_of
from jmsite.model.value import Value


class FieldConflictError(Exception):
    """A field holds something else than when the edit was made up; ``theirs`` is what it holds now."""

    def __init__(self, yours: Any, theirs: Any) -> None:
        super().__init__("this was changed meanwhile")
        self.yours, self.theirs = yours, theirs


class FoundField(Value):
    """A field as it is written: its value (None where nothing is), its text, its file and line."""

    value: Any
    text: str
    path: str
    line: int


def patch_of_edit(site: WrittenSite, edit: SiteEdit) -> SitePatch:
    """Return what an edit does to the files of a site.

    Raises ``RefusedEditError`` where it cannot be made, and ``FieldConflictError`` where ``was`` is no longer so.
    """
    address = parse_address(edit.at)
    if edit.was is not None and address.loc:
        _hold(site, edit, address)
    make = _MAKERS.get(edit.op)
    if make is None:
        raise RefusedEditError(f"'{edit.op}' is no edit; there are {', '.join(_MAKERS)}")
    return make(site, edit, address)


def parse_address(text: str) -> EditAddress:
    """Return an address taken apart. Raises ``RefusedEditError``."""
    try:
        return address_of(text)
    except ValueError as error:
        raise RefusedEditError(str(error)) from None


def field_at(site: WrittenSite, address: EditAddress) -> FoundField:
    """Return a field as it is written. Raises ``RefusedEditError`` where there is none of the name."""
    if address.loc == (BODY,):
        place = locate_field(site, EditAddress(kind=address.kind, id=address.id))
        text = FileText(site.inputs, place.body_path)
        return FoundField(value=text.body, text=text.body, path=text.path, line=text.body_line)
    place = locate_field(site, address)
    text = FileText(site.inputs, place.path)
    source = text.source
    way = WrittenPath(place.model, source.value, place.prefix, place.people).follow(place.loc)
    there = None if way.there is MISSING or way.operations else way.there
    node = source.node(way.loc) if there is not None else None
    if node is None:
        return FoundField(value=None, text="", path=place.path, line=place.line)
    start, end = source.span(node)
    return FoundField(value=there, text=source.text[start:end], path=place.path, line=node.start[0] + 1)


def _hold(site: WrittenSite, edit: SiteEdit, address: EditAddress) -> None:
    found = field_at(site, address)
    if found.value != edit.was and found.text != edit.was:
        raise FieldConflictError(edit.value, found.value)


def _of_field(make: Callable[[WrittenPath, SiteEdit], list[Operation]]) -> Make:
    def made(site: WrittenSite, edit: SiteEdit, address: EditAddress) -> SitePatch:
        if not address.loc:
            raise RefusedEditError(f"say which field of {address}: {address}#FIELD")
        if address.loc == (BODY,) and edit.op in ("set", "remove"):
            return _body(site, edit, address)
        place = locate_field(site, address)
        text = FileText(site.inputs, place.path)
        pinned = _pinned(address, place, text.source.value)
        value = pinned[-1] if pinned else text.source.value
        way = WrittenPath(place.model, value, place.prefix, place.people).follow(place.loc)
        operations = [*(pinned[0] if pinned else ()), *make(way, edit)]
        return texts_patch(site.inputs, {place.path: with_operations(text, operations)})

    return made


def _pinned(address: EditAddress, place: WrittenPlace, value: Any) -> tuple[list[Operation], Any] | None:
    """Return what writes the id of a step that has it from its title, and what is read then: a new title must not
    make another step of it, which nothing leads to any more.
    """
    if place.model is not Step or address.loc != ("title",):
        return None
    way = WrittenPath(Step, value, place.prefix).follow(("id",))
    if way.there is not MISSING and not way.beside:
        return None
    operations = set_value(way, address.id.rpartition("/")[2])
    for operation in operations:
        value = expected_value(value, operation)
    return operations, value


def _body(site: WrittenSite, edit: SiteEdit, address: EditAddress) -> SitePatch:
    place = locate_field(site, EditAddress(kind=address.kind, id=address.id))
    path = place.body_path
    if not path.endswith(".md"):
        raise RefusedEditError(f"{path} holds no Markdown; create {path.rpartition('.')[0]}.md for it")
    value = edit.value if edit.op == "set" else ""
    if not isinstance(value, str):
        raise RefusedEditError("the Markdown of an entity is a text")
    return texts_patch(site.inputs, {path: FileText(site.inputs, path).with_body(value)})


def _move(site: WrittenSite, edit: SiteEdit, address: EditAddress) -> SitePatch:
    if address.loc:
        if not isinstance(edit.to, int) or isinstance(edit.to, bool):
            raise RefusedEditError("say to which number an entry moves: 'to' counts from 0")
        return _of_field(lambda way, one: move_item(way, int(one.to or 0)))(site, edit, address)
    return relocated_patch(site.inputs, moving_of(site, address.id, _goal(edit)))


def _goal(edit: SiteEdit) -> MoveTarget:
    goals = {"before": edit.before, "after": edit.after, "end": edit.to}
    given = [(side, goal) for side, goal in goals.items() if goal]
    if len(given) != 1:
        raise RefusedEditError(
            "say where: 'before' or 'after' a step or stage, or 'to' the end of a stage or journey"
        )
    side, goal = given[0]
    return MoveTarget(side=side, id=_id_of(str(goal)))  # type: ignore[arg-type]


def _id_of(text: str) -> str:
    return parse_address(text).id if ":" in text else text


def _rename(site: WrittenSite, edit: SiteEdit, address: EditAddress) -> SitePatch:
    if address.loc or not isinstance(edit.value, str) or not edit.value:
        raise RefusedEditError("'rename' takes the address of an entity, and its new id as 'value'")
    return relocated_patch(site.inputs, rename(site, (address.kind, address.id), edit.value))


def _create(site: WrittenSite, edit: SiteEdit, address: EditAddress) -> SitePatch:
    fields = edit.value if edit.value is not None else {}
    if address.loc or not isinstance(fields, dict):
        raise RefusedEditError("'create' takes the address of an entity, and its fields as 'value'")
    return create(site, (address.kind, address.id), fields, _id_of(edit.before), _id_of(edit.after))


def _delete(site: WrittenSite, edit: SiteEdit, address: EditAddress) -> SitePatch:
    if address.loc:
        raise RefusedEditError(
            f"'delete' takes the address of an entity; to take away a field, use 'remove' ({edit.at})"
        )
    return delete(site, (address.kind, address.id))


Make = Callable[[WrittenSite, SiteEdit, EditAddress], SitePatch]
_MAKERS: Mapping[str, Make] = {
    "set": _of_field(lambda way, edit: set_value(way, edit.value)),
    "add": _of_field(
        lambda way, edit: add_item(way, edit.value, edit.to if isinstance(edit.to, int) else None)
    ),
    "remove": _of_field(lambda way, _: remove_value(way)),
    "move": _move,
    "rename": _rename,
    "create": _create,
    "delete": _delete,
}
