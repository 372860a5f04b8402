"""The content as it is written: which entities there are, and every place that names one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from jmsite.checks.find_column import find_column
from jmsite.content.assemble import UnitEntities, UnitProse
from jmsite.content.classify import classify
from jmsite.content.link_targets import LinkTarget
from jmsite.content.resolve_references import Lexicons, goal_of, known_ids
from jmsite.model.catalog import Entity
from jmsite.model.diagnostics import Place
from jmsite.model.entities.site import Site
from jmsite.model.entity import STEPS, Draft
from jmsite.model.references import WrittenReference
from jmsite.model.sources import Inputs, Source
from jmsite.model.value import Value

BREAK = re.compile(r"\r\n?|\n")
"""The end of a line, as faults and editors count lines."""
Target = tuple[str, str]
"""The kind and the id of an entity."""


class Naming(Value):
    """A reference with the entity that it means, the draft it is written in, and where its word stands.

    ``key``: as the name of a field.
    """

    target: Target
    referred: WrittenReference
    draft: Draft
    place: Place
    key: bool


class WrittenSite:
    """A site as it is written, hidden parts and drafts included: those can be referred to as well."""

    def __init__(
        self, inputs: Inputs, units: Sequence[UnitEntities], proses: Sequence[UnitProse], settings: Site
    ) -> None:
        self.inputs, self.settings = inputs, settings
        self._units, self._proses = units, proses
        self.known = known_ids(units)
        self.lexicons = Lexicons(self.known)

    def entities(self, kind: str) -> Mapping[str, Entity[Any]]:
        """Return the entities of a kind by id."""
        return self.known.get(kind, {})

    def find(self, target: Target) -> Entity[Any] | None:
        """Return an entity, if it is there."""
        return self.entities(target[0]).get(target[1])

    @cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """Return everything that was written, with its places."""
        return tuple(draft for unit in self._units for draft in unit.written)

    def text(self, path: str) -> str:
        """Return the text of a file; "" where there is none."""
        source = self.inputs.content.get(path)
        return text_of(source) if source else ""

    def lines(self, path: str) -> list[str]:
        """Return the lines of a file, as faults and editors count them."""
        return BREAK.split(self.text(path))

    def role(self, path: str) -> str:
        """Return what a file speaks of: a kind, ``registry:<kind>``, or ""."""
        return classify(path).kind

    @cached_property
    def namings(self) -> tuple[Naming, ...]:
        """Return each reference with the entity that it means by its id, its title or a former name."""
        return tuple(self._namings())

    def links(self) -> Iterator[tuple[LinkTarget, Place]]:
        """Yield every link to a file of the site, in prose and in fields, with the exact place of its address."""
        for prose in self._proses:
            for link in prose.link_targets:
                if link.path:
                    yield link, self._address(link)

    def _address(self, link: LinkTarget) -> Place:
        """Return where the address of a link is written; in a block of lines that may be below its field."""
        source = self.inputs.content.get(link.place.path)
        for line in range(link.place.line, link.place.line + link.lines):
            place = link.place if line == link.place.line else Place(path=link.place.path, line=line)
            found = find_column(place, link.href, source)
            if self.lines(found.path)[line - 1 : line] and self._says(found, link.href):
                return found
        return link.place

    def _says(self, place: Place, word: str) -> bool:
        return self.lines(place.path)[place.line - 1].startswith(word, place.column - 1)

    def _namings(self) -> Iterator[Naming]:
        for draft in self.drafts:
            for referred in draft.references:
                target = self._target(draft, referred) or self._called(referred)
                if target is not None:
                    key = _is_key(draft, referred)
                    place = draft.key(referred.loc) if key else draft.place(referred.loc)
                    yield Naming(target=target, referred=referred, draft=draft, place=place, key=key)

    def _called(self, referred: WrittenReference) -> Target | None:
        """Return the only entity that is called so otherwise than by its id, as a link by title leads to it."""
        if referred.kind == "next":
            return None
        found = self.lexicons.of(referred.kind).named(referred.id)
        return (referred.kind, found[0]) if len(found) == 1 else None

    def _target(self, draft: Draft, referred: WrittenReference) -> Target | None:
        """Return the entity that a reference names; a way on from a step leads to a step or a stage near it."""
        if referred.kind != "next":
            return (referred.kind, referred.id) if referred.id in self.entities(referred.kind) else None
        whole = goal_of(referred.id, f"{draft.stage}/", self.known) if "/" in draft.stage else None
        return ("step" if whole.count("/") == 2 else "stage", whole) if whole else None


def text_of(source: Source) -> str:
    """Return the text of a file without the mark with which some editors begin it."""
    return source.data.decode("utf-8", "replace").removeprefix("\ufeff")


def _is_key(draft: Draft, referred: WrittenReference) -> bool:
    """Return whether a reference is written as the name of a field, and not as a value."""
    key = (*draft.prefix, *referred.loc)
    return referred.loc[-1:] == (referred.id,) and key in draft.places_of(referred.loc).keys


def step_of(referred: WrittenReference) -> int | None:
    """Return the number of the written step that a reference stands in; None for one beside the steps."""
    inside = len(referred.loc) > 1 and referred.loc[0] in STEPS and isinstance(referred.loc[1], int)
    return int(referred.loc[1]) if inside else None
