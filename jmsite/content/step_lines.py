"""Find the lines on which fields of steps are written, for who proposes a change at the host of the repository."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.content.assemble import UnitEntities
from jmsite.content.check_participants import step_of
from jmsite.model.entity import WITH_STEPS, Draft
from jmsite.model.lines import FieldLines

_OWN = "fields"


def step_lines(unit: UnitEntities) -> dict[str, FieldLines]:
    """Return the lines of the fields of each step of a unit that stand below the line on which it begins.

    What is written for single personas stands in files of its own, and has no line here.
    """
    shown = {one.id for one in unit.entities if one.kind == "step"}
    found: dict[str, FieldLines] = {}
    for draft in unit.written:
        if draft.kind in WITH_STEPS and draft.kind != "variant":
            for loc, _ in draft.steps():
                id = step_of(draft, loc)
                if id in shown and id not in found and (lines := dict(_lines(draft, loc))):
                    found[id] = lines
    return found


def _lines(draft: Draft, step: tuple[str | int, ...]) -> Iterator[tuple[str, int]]:
    whole = (*draft.prefix, *step)
    first, deep = draft.place(step).line, len(whole)
    for loc, (line, *_) in draft.places.keys.items():
        if loc[:deep] == whole and line > first:
            name = loc[deep:]
            if len(name) == 1 or (len(name) == 2 and name[0] == _OWN):
                yield ".".join(map(str, name)), line - first
