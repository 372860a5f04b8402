"""An entity as validated, before it is linked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.model.diagnostics import Place
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.fields import Fields
from jmsite.model.references import WrittenReference
from jmsite.model.sources import Loc, Places, Prose
from jmsite.model.value import Value

WITH_STEPS: dict[str, str] = {"stage": "steps", "variant": "steps", "journey": ANYTIME}
"""The kinds in which steps are written, and in which of their fields."""
STEPS = tuple(dict.fromkeys(WITH_STEPS.values()))
"""The fields that hold steps."""


class Draft(Value):
    """One entity with valid fields, whose references nobody has followed yet.

    ``path`` is the file its fields are written in, ``prefix`` where in that file they begin: ``("chat",)``
    in a registry, else ``()``. ``prose`` is from ``body_path``, whose body begins on ``body_line``.
    ``beside`` are the places of fields that stand in the second file of the entity. ``partial`` is that of its
    documents.
    """

    kind: str
    id: str
    order: float | None
    fields: Fields
    places: Places
    prefix: Loc
    prose: Prose
    path: str
    body_path: str
    body_line: int
    references: tuple[WrittenReference, ...]
    beside: Places | None = None
    partial: bool = False

    @property
    def stage(self) -> str:
        """Return the id of the stage that its steps are of; for a journey, what stands for one in ids of moments."""
        return f"{self.id}/{ANYTIME}" if self.kind == "journey" else "/".join(self.id.split("/")[:2])

    def steps(self) -> Iterator[tuple[Loc, Any]]:
        """Yield the steps written in it, and of a journey its moments at any time, each with where it stands."""
        name = WITH_STEPS.get(self.kind, "")
        for index, step in enumerate(getattr(self.fields, name) if name else ()):
            yield (name, index), step

    def place(self, loc: Loc = ()) -> Place:
        """Return where the value of a field is written; without ``loc``, where the entity begins."""
        return self.places_of(loc).value((*self.prefix, *loc)) if loc else self._beginning()

    def key(self, loc: Loc) -> Place:
        """Return where the key of a field is written; without ``loc``, where the entity begins."""
        return self.places_of(loc).key((*self.prefix, *loc)) if loc else self._beginning()

    @property
    def line(self) -> int:
        """Return the line on which the entity begins: that of its key in a registry, else 1."""
        return self.places.key(self.prefix).line if self.prefix else 1

    def _beginning(self) -> Place:
        return self.places.key(self.prefix) if self.prefix else Place(path=self.path)

    def places_of(self, loc: Loc) -> Places:
        """Return the places of the file in which a field is written, or would be."""
        if self.beside is not None and loc[:1] in self.beside.keys and loc[:1] not in self.places.keys:
            return self.beside
        return self.places
