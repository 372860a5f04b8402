"""Find journeys that lack something for those who may read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.content.assemble import Target, UnitEntities
from jmsite.model.catalog import Entity
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.rules import fault
from jmsite.model.sources import Options

COUNTED = ("stage", "touchpoint", "channel", "persona", "journey")
"""Kinds of which the map itself is made, in the order they are counted; evidence and plans may stay in the house."""
FEW = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def partly_hidden(
    units: Sequence[UnitEntities], shown: Sequence[UnitEntities], hidden: set[Target], options: Options
) -> Iterator[Diagnostic]:
    """Return a remark for each journey that an audience may read, and of which it may not read everything.

    It counts and names nothing: what is hidden stands in no report that is made for those who may not see it.
    """
    if options.audience == "internal" or not hidden:
        return
    entities = {(one.kind, one.id): one for unit in units for one in unit.entities}
    away = {key for key in hidden if _is_for_others(entities.get(key), options.audience)}
    for unit, left in zip(units, shown, strict=True):
        journey = next((one for one in left.entities if one.kind == "journey"), None)
        if journey is None:
            continue
        parts = {(one.kind, one.id) for one in unit.entities}
        used = {target for target, use in unit.uses if (use.kind, use.id) in parts}
        counts = Counter(kind for kind, _ in (parts | used) & away)
        if any(counts[kind] for kind in COUNTED):
            yield _lacking(journey, counts, options.audience, unit)


def _is_for_others(entity: Entity[Any] | None, audience: str) -> bool:
    visibility = getattr(entity.fields, "visibility", None) if entity is not None else None
    return visibility is not None and visibility not in ("public", audience)


def _lacking(journey: Entity[Any], counts: Counter[str], audience: str, unit: UnitEntities) -> Diagnostic:
    draft = next(one for one in unit.written if one.kind == "journey")
    said = "visibility" in draft.fields.model_fields_set
    told = [_counted(counts[kind], kind) for kind in COUNTED if counts[kind]]
    listed = " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    verb = "is" if sum(counts[kind] for kind in COUNTED) == 1 else "are"
    seen = "public" if audience == "public" else f"for {audience}"
    return fault(
        "visibility/partly-hidden",
        f"'{journey.title}' is {seen}, but {listed} on it {verb} not",
        draft.place(("visibility",) if said else ()),
        f"to change that, set 'visibility: {audience}' in them, or for their folders in site.yaml",
    )


def _counted(count: int, word: str) -> str:
    number = FEW[count] if count < len(FEW) else str(count)
    return f"{number} {word}{'s' * (count > 1)}"
