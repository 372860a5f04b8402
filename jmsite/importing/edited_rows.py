"""Changes that somebody made in a file that we exported, as edits of the site that it came from.

A value counts as changed where it is not what its stamp in the file says. Where the site says something else as well by
now, the two contradict each other, and neither is taken for right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from jmsite.importing.draft import Remark
from jmsite.importing.own_rows import BESIDE, OBSERVED, OwnRows, fields_of
from jmsite.model.addresses import step_id
from jmsite.model.site_edits import BODY, SiteEdit
from jmsite.model.value import Value
from jmsite.model.value_stamps import ValueKey, by_field, stamp

Row = Mapping[str, str]
Rows = Mapping[ValueKey, Sequence[Row]]
EntityKey = tuple[str, str]
IN_JOURNEYS = ("journey", "stage", "step", "variant")
PART_OF = {"stage": "journey", "step": "stage"}
"""The kind that an entity is a part of, which must be there before it."""
ITSELF = ""
"""The field of the row that says only that an entity is there."""


class SpottedEdit(Value):
    """An edit with the place in the file that says so, and the value of an entity that it belongs to."""

    edit: SiteEdit
    key: ValueKey
    spot: str = ""


class FoundEdits(Value):
    """All edits in a file, in the order in which they are made, and what is none."""

    edits: tuple[SpottedEdit, ...] = ()
    remarks: tuple[Remark, ...] = ()


def edits_in(file: OwnRows, site: Iterable[Row], journey: str = "") -> FoundEdits:
    """Return what was changed in a file, against the rows of the site as it is now; ``journey`` of one journey only."""
    return _EditFinder(file, by_field(site), journey).found()


class _EditFinder:
    def __init__(self, file: OwnRows, site: Rows, journey: str) -> None:
        self.file, self.site, self.journey = file, site, journey
        self.now: Rows = by_field(file.rows)
        self.remarks: list[Remark] = list(file.remarks)

    def found(self) -> FoundEdits:
        there, here = _entities(self.now), _entities(self.site)
        edits: list[SpottedEdit] = []
        for entity in [*there, *(one for one in here if one not in there)]:
            if not self._is_meant(entity):
                self._leave_all(entity)
            elif entity not in here:
                edits += self._new(entity, list(there))
            elif entity in there:
                edits += self._changed(entity)
        edits += [one for entity in here if entity not in there for one in self._gone(entity, there)]
        return FoundEdits(edits=tuple(edits), remarks=tuple(self.remarks))

    def _is_meant(self, entity: EntityKey) -> bool:
        of = entity[1].partition("/")[0] if entity[0] in IN_JOURNEYS else ""
        return not self.journey or of == self.journey

    def _stamped(self, key: ValueKey) -> str:
        """Return the stamp of what stood in the file; where it says nothing of that, what stands on the site."""
        if self.file.stamps is None:
            return stamp(self.site.get(key, ()))
        return self.file.stamps.get(key, stamp(()))

    def _edited(self, entity: EntityKey) -> Iterator[str]:
        """Yield the fields of an entity that somebody has changed, and that the site does not say so already."""
        fields = dict.fromkeys(
            key[2] for rows in (self.now, self.site) for key in rows if key[:2] == entity and key[2]
        )
        for field in fields:
            key = (*entity, field)
            now = stamp(self.now.get(key, ()))
            if now not in (self._stamped(key), stamp(self.site.get(key, ()))):
                yield field

    def _changed(self, entity: EntityKey) -> Iterator[SpottedEdit]:
        fields = list(self._edited(entity))
        if not fields:
            return
        old, new = self._fields(entity, self.site), self._fields(entity, self.now)
        for field in fields:
            key = (*entity, field)
            if field == OBSERVED:
                self._leave(key, "it is worked out from data, and changes with them")
                continue
            # two have edited the same field: the site is the newer one, and nobody's words are lost without being
            # told
            if stamp(self.site.get(key, ())) != self._stamped(key):
                self._leave(key, "it was changed on the site as well since the export")
            elif field in BESIDE and field != "prose":
                self._leave(key, "files are moved by hand")
            elif old is None or new is None:
                self._leave(key, "what is written here is not valid")
            else:
                yield from self._edits(key, old.get(field), new.get(field), old)

    def _edits(self, key: ValueKey, old: Any, new: Any, fields: Mapping[str, Any]) -> Iterator[SpottedEdit]:
        kind, id, field = key
        spot = self.file.spots.get(key, "")
        short = id.rpartition("/")[2]
        if kind == "step" and field == "title" and "id" not in fields and step_id(None, str(new), 0) != short:
            # others refer to a step by its id, which follows from its title where none is written
            held = SiteEdit(op="set", at=f"{kind}:{id}#id", value=short)
            yield SpottedEdit(edit=held, key=key, spot=spot)
        way = BODY if field == "prose" else field
        for edit in differences(f"{kind}:{id}#{way}", old, new):
            yield SpottedEdit(edit=edit, key=key, spot=spot)

    def _fields(self, entity: EntityKey, rows: Rows) -> dict[str, Any] | None:
        own = [row for key, some in rows.items() if key[:2] == entity for row in some]
        try:
            return fields_of(entity[0], own)
        # somebody has made it invalid: it is told where its rows are, and the others are taken
        except ValueError:
            return None

    def _new(self, entity: EntityKey, order: Sequence[EntityKey]) -> Iterator[SpottedEdit]:
        kind, id = entity
        key = (kind, id, ITSELF)
        if self.file.stamps is not None and key in self.file.stamps:
            self._leave(key, "it is no longer on the site")
            return
        fields = self._fields(entity, self.now)
        whole = id.rpartition("/")[0]
        if fields is None:
            self._leave(key, "it is not valid")
        elif kind in PART_OF and not self._comes(PART_OF[kind], whole):
            self._leave(key, f"there is no {PART_OF[kind]} '{whole}'")
        else:
            yield SpottedEdit(
                edit=SiteEdit(
                    op="create", at=f"{kind}:{id}", value=_as_written(fields), **self._near(entity, order)
                ),
                key=key,
                spot=self.file.spots.get(key, ""),
            )

    def _comes(self, kind: str, id: str) -> bool:
        """Return whether an entity is on the site, or comes with the file."""
        return any((kind, id, ITSELF) in rows for rows in (self.site, self.now))

    def _near(self, entity: EntityKey, order: Sequence[EntityKey]) -> dict[str, str]:
        """Return behind or before which step of its stage a new one stands, or which stage of its journey."""
        kind = entity[0]
        if kind not in PART_OF:
            return {}
        whole, at = entity[1].rpartition("/")[0], order.index(entity)
        beside = [(one, id) for one, id in order if one == kind and id.rpartition("/")[0] == whole]
        before = [id for one, id in beside if (one, id) in order[:at]]
        after = [id for one, id in beside if (one, id, ITSELF) in self.site and (one, id) not in order[:at]]
        return (
            {"after": f"{kind}:{before[-1]}"} if before else {"before": f"{kind}:{after[0]}"} if after else {}
        )

    def _gone(self, entity: EntityKey, there: Mapping[EntityKey, None]) -> Iterator[SpottedEdit]:
        """Yield that a step is there no more, of which the file has had the stage."""
        kind, id = entity
        key = (kind, id, ITSELF)
        was_there = self.file.stamps is None or key in self.file.stamps
        if not was_there or not self._is_meant(entity):
            return
        if kind == "step" and ("stage", id.rpartition("/")[0]) in there:
            yield SpottedEdit(edit=SiteEdit(op="delete", at=f"step:{id}"), key=key)
        elif self.file.stamps is not None:
            self._leave(key, "its rows are gone; take it away by hand")

    def _leave_all(self, entity: EntityKey) -> None:
        if entity in _entities(self.now) and any(self._edited(entity)):
            self._leave(
                (*entity, ITSELF), f"it is no part of '{self.journey}'; leave '--into' out to take it"
            )

    def _leave(self, key: ValueKey, why: str) -> None:
        kind, id, field = key
        what = f"'{field}' of the {kind} '{id}'" if field else f"the {kind} '{id}'"
        self.remarks.append(Remark(did="left out", text=f"{what}: {why}", spot=self.file.spots.get(key, "")))


def _as_written(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a new entity as an edit has them, its prose as its body; it has no file yet."""
    made = {name: value for name, value in fields.items() if name not in BESIDE}
    return {**made, BODY: fields["prose"]} if fields.get("prose") else made


def _entities(rows: Rows) -> dict[EntityKey, None]:
    return dict.fromkeys((kind, id) for kind, id, _ in rows)


def differences(at: str, old: Any, new: Any) -> Iterator[SiteEdit]:
    """Yield the edits that make one plain value of another, each of the smallest part that is not the same.

    They are to be made in this order: those of a list begin at its end, so that no number moves before its turn.
    """
    if old == new:
        return
    if new in (None, [], {}):
        yield SiteEdit(op="remove", at=at)
    elif isinstance(old, list) and isinstance(new, list) and old:
        yield from _of_lists(at, old, new)
    # a dot in a key would be read as a step of the address: such a mapping is written as a whole
    elif isinstance(old, dict) and isinstance(new, dict) and not any("." in key for key in (*old, *new)):
        for key in dict.fromkeys((*old, *new)):
            yield from differences(f"{at}.{key}", old.get(key), new.get(key))
    else:
        yield SiteEdit(op="set", at=at, value=new)


def _of_lists(at: str, old: list[Any], new: list[Any]) -> Iterator[SiteEdit]:
    before, after = [repr(one) for one in old], [repr(one) for one in new]
    # from 200 entries on difflib would take frequent ones for junk, and rewrite more than was changed
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for tag, first, last, begin, end in reversed(codes):
        if tag == "equal":
            continue
        both = min(last - first, end - begin)
        for number in range(last - 1, first + both - 1, -1):
            yield SiteEdit(op="remove", at=f"{at}.{number}")
        for number in range(begin + both, end):
            yield SiteEdit(op="add", at=at, value=new[number], to=first + number - begin)
        for number in reversed(range(both)):
            yield from differences(f"{at}.{first + number}", old[first + number], new[begin + number])
