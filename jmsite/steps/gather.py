"""Gather sources into units that are read together, and see that a unit is whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from jmsite.model.diagnostics import Diagnostic, Related
from jmsite.model.entity import Draft
from jmsite.model.rules import fault
from jmsite.model.sources import Source

JOURNEYS = "content/journeys/"
PARTS = ("journey", "stage", "variant")


def gather(content: Mapping[str, Source]) -> dict[str, tuple[Source, ...]]:
    """The sources by unit: the folder of a journey, or the files of one name without their ending."""
    units: dict[str, list[Source]] = defaultdict(list)
    for path, source in content.items():
        if path.startswith(JOURNEYS):
            units[path[: path.find("/", len(JOURNEYS))]].append(source)
        else:
            units[path[: path.rfind(".")]].append(source)
    return {unit: tuple(sources) for unit, sources in units.items()}


def whole(drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """What is wrong with the drafts of a unit together: stages need a journey, and each a number of its own."""
    parts = [draft for draft in drafts if draft.kind in PARTS]
    numbers: dict[float, Draft] = {}
    if parts and not any(draft.kind == "journey" for draft in parts):
        folder = parts[0].id.partition("/")[0]
        message = f"there is no journeys/{folder}/journey.md"
        hint = "a journey is a folder with a journey.md and its stages"
        yield fault("stage/without-journey", message, parts[0].place(), hint)
    for draft in parts:
        if draft.kind == "stage" and draft.order is not None:
            other = numbers.setdefault(draft.order, draft)
            if other is not draft:
                message = f"two stages have the number {draft.order:g}"
                hint = "the number at the start of the file's name orders the stages"
                related = (Related(other.place(), "the other one"),)
                yield fault("stage/duplicate-order", message, draft.place(), hint, related)
