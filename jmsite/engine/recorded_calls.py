"""The questions put to a step in one build, with its answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jmsite.engine.tracing import Parts, Read, Reads
from jmsite.model.catalog import Catalog


@dataclass(slots=True)
class RecordedCalls:
    """All calls of a step in one build, in order, with their answers and what each answer was read from."""

    calls: list[Any]
    answers: list[Any]
    catalog: Catalog | None = None
    reads: list[Reads] = field(default_factory=list)
    parts: Parts = field(default_factory=dict)

    def changed_calls(self, calls: list[Any]) -> tuple[list[int], list[int | None]]:
        """Return which of the calls were not asked like this, and for each of those where its slot was in the last
        build.

        Nearly always the slots are those of the last build, in order; then nothing is looked up.
        """
        # the list itself may have been kept by a memo of its own (the calls of all pages are)
        if calls is self.calls:
            return [], []
        if len(calls) == len(self.calls):
            pairs = zip(calls, self.calls, strict=True)
            new = [at for at, (now, then) in enumerate(pairs) if now != then]  # identity is looked at first
            # an edit changes arguments, seldom slots
            if all(calls[at][0] == self.calls[at][0] for at in new):
                return new, list(new)
        # something was added, removed or has moved: only now is it worth it to hash every slot
        places = {slot: at for at, (slot, _) in enumerate(self.calls)}
        return list(range(len(calls))), [places.get(slot) for slot, _ in calls]

    def is_valid(self, place: int, arguments: tuple[Any, ...], changed: set[Read]) -> bool:
        """Return whether an answer that was read from a catalog is still right."""
        return bool(self.calls[place][1] == arguments) and changed.isdisjoint(self.reads[place])
