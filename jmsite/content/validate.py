"""Check documents against the fields of their kind, and keep what is right of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jmsite.content.classify import malformed_id
from jmsite.content.drop_invalid import as_authors_wrote, drop_invalid
from jmsite.content.validation_messages import is_half_of_number, meant_by, rule_message
from jmsite.formats.yaml.scalars import unwritten
from jmsite.model.diagnostics import Checked, Diagnostic, Place, Related, merged
from jmsite.model.entity import STEPS, Draft
from jmsite.model.field_errors import FieldError, admit
from jmsite.model.fields import ID, Fields
from jmsite.model.kinds import KINDS
from jmsite.model.references import references
from jmsite.model.rules import fault
from jmsite.model.sources import Document, Loc, Places
from jmsite.model.suggestions import ProbablyMeant, correction, probably_meant
from jmsite.model.value import replace

_REGISTRY = "registry:"
_ID = re.compile(ID)
# keys that a form can name in the address of a field, where dots and number signs part its steps
_ADDRESSABLE = re.compile(r"\w[\w \-]*")
READERS = ("draft", "visibility")
"""Fields that say who may read what they stand in."""
_ROUNDS = 12
"""The rounds in which faulty values are left out: what held it may be faulty without it, so that each level of fields
inside each other may take a round. There are some six levels.
"""


def group(documents: Iterable[Document]) -> tuple[tuple[Document, ...], ...]:
    """Return the documents by what they speak of: a ``.yaml`` and a ``.md`` of one name belong together, YAML first.

    Documents in unknown places are left out; parsing has reported them.
    """
    groups: dict[str, list[Document]] = {}
    for document in documents:
        if document.kind:
            groups.setdefault(document.path.rpartition(".")[0], []).append(document)
    # reverse, as "yaml" comes behind "md" in the alphabet
    return tuple(tuple(sorted(parts, key=lambda part: part.path, reverse=True)) for parts in groups.values())


def validate(documents: tuple[Document, ...]) -> Checked[tuple[Draft, ...]]:
    """Return the drafts in the documents of one group: one entity, or the entries of a registry.

    Faulty fields and list entries are left out, each with a diagnostic; an entity of which nothing valid is
    left is not among the drafts.
    """
    if documents[0].kind.startswith(_REGISTRY):
        entries = merged(
            [_entry(document, id, front) for document in documents for id, front in document.front.items()]
        )
        return Checked(
            value=tuple([draft for draft in entries.value if draft]), diagnostics=entries.diagnostics
        )
    first, last = documents[0], documents[-1]
    if last is first:
        made = _draft(first, last, first.id, dict(first.front), first.places, (), None)
        return Checked(value=(made.value,) if made.value else (), diagnostics=made.diagnostics)
    own = {name: value for name, value in last.front.items() if name not in first.front}
    made = _draft(first, last, first.id, {**first.front, **own}, first.places, (), last.places)
    return Checked(
        value=(made.value,) if made.value else (), diagnostics=(*_twice(first, last), *made.diagnostics)
    )


def _entry(document: Document, id: str, front: Any) -> Checked[Draft | None]:
    """Return the draft of one entry of a registry."""
    key = document.places.key((id,))
    faults = [] if _ID.fullmatch(id) else [malformed_id(id, key)]
    if faults and not _ADDRESSABLE.fullmatch(id):
        return Checked(value=None, diagnostics=tuple(faults))
    if front is not None and not isinstance(front, Mapping):
        what = "a list" if isinstance(front, list) else "a single value"
        message = f"'{id}' must be a mapping of fields, not {what}"
        hint = "" if isinstance(front, list) else f"write {id}: {{title: …}}"
        faults.append(fault("field/wrong-type", message, document.places.value((id,)), hint))
        front = {}
    kind = document.kind.removeprefix(_REGISTRY)
    entry = Document(
        path=document.path,
        kind=kind,
        id=id,
        front=front or {},
        places=document.places,
        partial=document.partial,
    )
    made = _draft(entry, entry, id, dict(front or {}), document.places, (id,), None)
    return Checked(value=made.value, diagnostics=(*faults, *made.diagnostics))


def _twice(first: Document, last: Document) -> Iterator[Diagnostic]:
    """Find the fields that stand in both files of an entity."""
    for name in first.front.keys() & last.front.keys():
        place = last.places.key((name,))
        related = (Related(place=first.places.key((name,)), message="it is also set here"),)
        message = f"field '{name}' is set in both files"
        yield fault("field/twice", message, place, "remove one of them", related)


def _draft(
    first: Document,
    last: Document,
    id: str,
    front: dict[str, Any],
    places: Places,
    prefix: Loc,
    beside: Places | None,
) -> Checked[Draft | None]:
    model = KINDS[first.kind].model
    reading = _Reading(model, _plain_numbers(front), places, prefix, beside)
    fields = reading.fields()
    if fields is None:
        return Checked(value=None, diagnostics=tuple(reading.faults))
    draft = Draft(
        kind=first.kind,
        id=id,
        order=first.order,
        fields=fields,
        places=reading.places,
        prefix=prefix,
        # of an entity in two files the Markdown is the last one
        prose=last.prose,
        path=first.path,
        body_path=last.path,
        body_line=last.body_line,
        references=references(fields),
        beside=reading.beside,
        partial=first.partial or last.partial,
    )
    return Checked(value=draft, diagnostics=tuple(reading.faults))


def _plain_numbers(front: dict[str, Any]) -> dict[str, Any]:
    """Return values that no declared type will normalise, normalised."""
    own: dict[str, Any] = {name: unwritten(front[name]) for name in ("fields", "rules") if name in front}
    for name in STEPS:
        if isinstance(front.get(name), list):
            own[name] = [_plain_numbers(step) if isinstance(step, dict) else step for step in front[name]]
    return {**front, **own} if own else front


class _Reading:
    """One entity's fields on their way from written to valid."""

    def __init__(
        self, model: type[Fields], raw: dict[str, Any], places: Places, prefix: Loc, beside: Places | None
    ) -> None:
        self.model, self.raw, self.places, self.prefix, self.beside = model, raw, places, prefix, beside
        self.faults: list[Diagnostic] = []
        self.nulls: dict[Loc, Place] = {}

    def fields(self) -> Fields | None:
        """Return the valid fields; those that are faulty are left out. None when nothing helps."""
        for turn in range(_ROUNDS):
            admitted = admit(self.model, self.raw)
            if isinstance(admitted, Fields):
                return admitted
            # first as if they were not written; what cannot do without them is told at their place then
            faulty = self._nulls(admitted) if turn == 0 else set()
            faulty = faulty or self._faulty(admitted)
            if () in faulty:
                return None
            self._trim(faulty)
        return None

    def _nulls(self, wrongs: Iterable[FieldError]) -> set[Loc]:
        """Return fields with nothing behind the colon, which count as not written."""
        for wrong in wrongs:
            loc = as_authors_wrote(self.raw, wrong.loc)
            named = wrong.kind not in ("missing", "extra_forbidden") and loc and isinstance(loc[-1], str)
            if named and wrong.value is None and not is_half_of_number(loc[-1]):
                self.nulls[loc] = self._place(loc, key=True)
        return set(self.nulls)

    def _faulty(self, wrongs: Iterable[FieldError]) -> set[Loc]:
        """Return where what is wrong stands; reported once, and not what is missing since it was left out."""
        again = bool(self.faults)
        located = [(wrong, as_authors_wrote(self.raw, wrong.loc)) for wrong in wrongs]
        # what is missing beside an unknown field is most likely that field, misspelt
        unknown = {loc[:-1] for wrong, loc in located if wrong.kind == "extra_forbidden" and len(loc) > 1}
        for wrong, loc in located:
            if wrong.kind != "missing" or not (again or loc in unknown):
                self._report(wrong, loc)
        return {loc for _, loc in located}

    def _report(self, wrong: FieldError, loc: Loc) -> None:
        missing = wrong.kind == "missing"
        name = wrong.loc[-1]
        empty = self.nulls.get((*loc, name)) if missing else None
        if empty:
            place, told = empty, ("field/empty", f"'{name}' is empty", "fill it in")
        else:
            by_key = wrong.kind == "extra_forbidden" or name == "[key]"
            place, told = self._place(loc, by_key), rule_message(wrong, loc, self.model)
            place = replace(place, end_column=None) if missing else place
        rule, message, hint = told
        near = ProbablyMeant() if missing else meant_by(wrong, loc, self.model)
        twice = wrong.kind == "extra_forbidden" and self._stands((*loc[:-1], near.found))
        fix = None if twice else correction(place, near)
        self.faults.append(fault(rule, message, place, hint, fix=fix))

    def _stands(self, loc: Loc) -> bool:
        """Return whether a field is written already."""
        return (*self.prefix, *loc) in self.places.keys or (
            self.beside is not None and loc in self.beside.keys
        )

    def _place(self, loc: Loc, key: bool = False) -> Place:
        places = self._file_of(loc)
        here = (*self.prefix, *loc)
        return places.key(here) if key else places.value(here)

    def _file_of(self, loc: Loc) -> Places:
        if (
            loc
            and self.beside is not None
            and (loc[0],) in self.beside.keys
            and loc[:1] not in self.places.keys
        ):
            return self.beside
        return self.places

    def _trim(self, faulty: set[Loc]) -> None:
        beside = {loc for loc in faulty if self._file_of(loc) is self.beside}
        # what cannot be read may have said that nobody is to see it, and a site may take the fault lightly
        hides = any(
            self._is_about_readers(loc[0]) for loc in faulty if len(loc) == 1 and loc not in self.nulls
        )
        raw = self.raw
        raw, self.places = drop_invalid(raw, self.places, self.prefix, faulty - beside)
        if self.beside is not None:
            raw, self.beside = drop_invalid(raw, self.beside, (), beside)
        self.raw = {**raw, "draft": True} if hides and "draft" in self.model.model_fields else raw

    def _is_about_readers(self, name: str | int) -> bool:
        """Return whether a field that cannot be read says who may read what it stands in, or seems to."""
        return isinstance(name, str) and probably_meant(name, self.model.model_fields).found in READERS
