"""Gather drafts into units that are settled together: a journey with its stages, or one other entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from jmsite.model.diagnostics import Checked, Diagnostic, Related
from jmsite.model.entity import Draft
from jmsite.model.rules import fault

PARTS = ("journey", "stage", "variant")


def gather(drafts: Sequence[Draft]) -> Checked[tuple[tuple[Draft, ...], ...]]:
    """The units, in order of path; an id that is taken twice is a fault, and the first one stays."""
    faults: list[Diagnostic] = []
    units: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in _unique(drafts, faults):
        journey = draft.kind in PARTS
        units[("journey", draft.id.partition("/")[0]) if journey else (draft.kind, draft.id)].append(draft)
    for unit in units.values():
        faults += _whole(unit)
    return Checked(tuple(tuple(unit) for unit in units.values()), tuple(faults))


def _unique(drafts: Sequence[Draft], faults: list[Diagnostic]) -> Iterator[Draft]:
    first: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        taken = first.setdefault((draft.kind, draft.id.casefold()), draft)
        if taken is draft:
            yield draft
            continue
        same = taken.id == draft.id
        rule = "id/duplicate" if same else "id/case-collision"
        message = f"there is another {draft.kind} '{taken.id}'" + ("" if same else ", different only in case")
        faults.append(
            fault(
                rule,
                message,
                draft.key(()),
                "give one of them another name",
                (Related(taken.key(()), "the first one"),),
            )
        )


def _whole(unit: Sequence[Draft]) -> Iterator[Diagnostic]:
    """A journey's stages need a journey, and each a number of its own."""
    if unit[0].kind not in PARTS:
        return
    numbers: dict[float, Draft] = {}
    if not any(draft.kind == "journey" for draft in unit):
        folder = unit[0].id.partition("/")[0]
        yield fault(
            "stage/without-journey",
            f"there is no journeys/{folder}/journey.md",
            unit[0].place(),
            "a journey is a folder with a journey.md and its stages",
        )
    for draft in unit:
        if draft.kind == "stage" and draft.order is not None:
            other = numbers.setdefault(draft.order, draft)
            if other is not draft:
                yield fault(
                    "stage/duplicate-order",
                    f"two stages have the number {draft.order:g}",
                    draft.place(),
                    "the number at the start of the file's name orders the stages",
                    (Related(other.place(), "the other one"),),
                )
