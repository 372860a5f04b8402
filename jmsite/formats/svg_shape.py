"""Count what an SVG draws: a part can show another one many times, which shows a third one many times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

# ``use`` in ``use`` doubles with each level: ten lines can ask for a thousand million circles
MOST_DRAWN = 50_000
PER_ELEMENT = 4
"""So many elements, and so many times as many as it has, may a picture draw: a few bytes must not stop a browser."""


@dataclass(slots=True)
class Shape:
    """The elements of a picture as numbers in their order, with what each of them holds and shows."""

    _holds: list[list[int]] = field(default_factory=list)
    _shows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _named: dict[str, int] = field(default_factory=dict)
    _open: list[int] = field(default_factory=list)

    def open(self, id: str, shown: Iterable[str]) -> None:
        """Begin an element, which shows those with the ids ``shown`` besides what it holds."""
        here = len(self._holds)
        self._holds.append([])
        if self._open:
            self._holds[self._open[-1]].append(here)
        if id:
            # of two with one id browsers show the first
            self._named.setdefault(id, here)
        others = tuple(shown)
        if others:
            self._shows[here] = others
        self._open.append(here)

    def close(self) -> None:
        """End the element that began last."""
        self._open.pop()

    def explodes(self) -> bool:
        """Return whether far more would be drawn than there is, or something shows itself."""
        if not self._shows:
            return False
        most = MOST_DRAWN + PER_ELEMENT * len(self._holds)
        drawn: dict[int, int] = {}
        inside: set[int] = set()
        # a list in place of recursion: parts may show parts more deeply than Python calls
        pending = [0]
        while pending:
            here = pending[-1]
            parts = self._parts(here)
            missing = [part for part in parts if part not in drawn] if here not in inside else []
            if missing:
                inside.add(here)
                if not inside.isdisjoint(missing):
                    return True
                pending += missing
                continue
            pending.pop()
            inside.discard(here)
            drawn[here] = 1 + sum(drawn[part] for part in parts if part in drawn)
            if drawn[here] > most:
                return True
        return False

    def _parts(self, here: int) -> list[int]:
        """Return what an element draws: the elements in it, and those that it shows."""
        shown = (self._named[id] for id in self._shows.get(here, ()) if id in self._named)
        return [*self._holds[here], *shown]
