"""Gather files into units that are read together, and see that a unit is whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from jmsite.model.diagnostics import Diagnostic, Related
from jmsite.model.entity import Draft
from jmsite.model.rules import fault

JOURNEYS = "content/journeys/"
PARTS = ("journey", "stage", "variant")
Paths = tuple[str, ...]


def group_units(paths: Iterable[str]) -> dict[str, Paths]:
    """Return the paths by unit: the folder of a journey, or a name without its ending."""
    units: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        folder = path.find("/", len(JOURNEYS)) if path.startswith(JOURNEYS) else -1
        units[path[: folder if folder > 0 else path.rfind(".")]].append(path)
    return {unit: tuple(files) for unit, files in units.items()}


def check_units(drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the drafts of a unit together: stages need a journey, and each a number of its own."""
    parts = [draft for draft in drafts if draft.kind in PARTS]
    numbers: dict[float, Draft] = {}
    if parts and not any(draft.kind == "journey" for draft in parts):
        folder = parts[0].id.partition("/")[0]
        message = f"there is no journeys/{folder}/journey.md"
        hint = "a journey is a folder that contains journey.md and the stages"
        yield fault("stage/without-journey", message, parts[0].place(), hint)
    for draft in parts:
        if draft.kind == "stage" and draft.order is not None:
            other = numbers.setdefault(draft.order, draft)
            if other is not draft:
                message = f"two stages have the same number, {draft.order:g}"
                hint = "the number at the start of the file name sets the order of the stages"
                related = (Related(place=other.place(), message="the other one"),)
                yield fault("stage/duplicate-order", message, draft.place(), hint, related)
