"""Hold what is written against what was meant: the same content but for the ids, and nothing newly wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from jmsite.content.resolve_references import goal_of
from jmsite.editing.relocation import Relocation
from jmsite.editing.written_site import Target, WrittenSite
from jmsite.model.addresses import title_from
from jmsite.model.catalog import Entity
from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.model.entity import STEPS
from jmsite.model.fields import Fields
from jmsite.model.kinds import KINDS, STEP
from jmsite.model.references import references

_OWN = frozenset({"aliases", "id", "readings", *STEPS})
"""The fields in which an edit of an id may write something of its own. What readings come to is measured, and steps
are compared by themselves, wherever they stand.
"""
_LINK = re.compile(r"(?<=\]\()[^)\s]*")
_FILES = ("link", "asset", "data")


def differing_entities(before: WrittenSite, after: WrittenSite, relocation: Relocation) -> list[Target]:
    """Return the entities that are not what they were but for ids: gone, or with other fields, or led elsewhere."""
    kinds = (*KINDS, STEP.name)
    wanted = {
        (kind, relocation.id((kind, id))): one for kind in kinds for id, one in before.entities(kind).items()
    }
    found = {(kind, id): one for kind in kinds for id, one in after.entities(kind).items()}
    gone = [target for target in (*wanted, *found) if (target in wanted) != (target in found)]
    return gone + [
        target
        for target, old in wanted.items()
        if target in found and not _same(old, found[target], before, after, relocation)
    ]


def _same(
    old: Entity[Any], new: Entity[Any], before: WrittenSite, after: WrittenSite, relocation: Relocation
) -> bool:
    titled = old.title == new.title or old.title == title_from(old.id)
    return titled and _told(old, before, relocation) == _told(new, after, Relocation(ids={}))


def _told(entity: Entity[Any], site: WrittenSite, relocation: Relocation) -> tuple[Any, ...]:
    """Return what an entity says: its plain fields, and what each reference leads to after the relocation."""
    fields: Fields = entity.fields
    named = [_led(entity, referred, site, relocation) for referred in references(fields, STEPS)]
    return type(fields).__name__, _plain(fields), named


def _led(entity: Entity[Any], referred: Any, site: WrittenSite, relocation: Relocation) -> Target:
    kind, word = referred.kind, referred.id
    if kind == "next":
        near = entity.id if entity.kind == "step" else f"{entity.id}/anytime/"
        whole = goal_of(word, near, site.known) or word
        kind = "step" if whole.count("/") == 2 else "stage"
        return kind, relocation.id((kind, whole))
    if kind in _FILES:
        return kind, ""
    if word in site.entities(kind):
        return kind, relocation.id((kind, word))
    found = site.lexicons.of(kind).named(word)
    return kind, relocation.id((kind, found[0])) if len(found) == 1 else word


def _plain(fields: Fields) -> Any:
    """Return fields without what they refer to, and without what an edit of an id may write."""
    words = {referred.id for referred in references(fields, STEPS)}
    return _without(fields.model_dump(), words)


def _without(value: Any, words: Iterable[str]) -> Any:
    if isinstance(value, dict):
        return [
            ("", _without(part, words)) if key in words else (key, _without(part, words))
            for key, part in value.items()
            if key not in _OWN and not (isinstance(part, str) and part.endswith((".md", ".yaml")))
        ]
    if isinstance(value, (list, tuple)):
        return [_without(part, words) for part in value]
    if not isinstance(value, str):
        return value
    # of a link only its words are compared: where it leads is checked like every link
    return "" if value in words else _LINK.sub("", value)


def new_faults(
    before: Iterable[Diagnostic], after: Iterable[Diagnostic], remarks: bool = False
) -> Iterator[Diagnostic]:
    """Yield the faults of which there were fewer before, by rule; ``remarks`` those that only inform, too."""
    known = Counter(one.rule for one in before)
    for one in after:
        known[one.rule] -= 1
        if known[one.rule] < 0 and (remarks or one.severity is not Severity.INFO):
            yield one
