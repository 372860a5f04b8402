"""Say which entity is under the cursor, where it is written, and what else names it."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.content.link_targets import LinkTarget
from jmsite.editing.errors import RefusedEditError
from jmsite.editing.names_in_readings import names_in_readings
from jmsite.editing.written_site import Target
from jmsite.lsp.state import SiteState
from jmsite.model.diagnostics import Place
from jmsite.model.kinds import KINDS
from jmsite.model.value import Value, replace


class NamedEntity(Value):
    """An entity that is named somewhere: which one, where, and the id as it is written there."""

    target: Target
    place: Place
    written: str


def all_names(site: SiteState) -> Iterator[NamedEntity]:
    """Return every reference of the site, in fields and in links, each with the exact place of its words."""
    for one in site.written.namings:
        word = one.referred.id
        yield NamedEntity(target=one.target, place=exact_place(site, word, one.place), written=word)
    for said in names_in_readings(site.written):
        yield NamedEntity(
            target=said.target, place=exact_place(site, said.word, said.place), written=said.word
        )
    files = _files(site)
    for link, place in site.written.links():
        led = _led(files, link)
        if led is not None:
            yield NamedEntity(target=led, place=place, written=link.href)


def name_at(site: SiteState, path: str, line: int, column: int) -> NamedEntity | None:
    """Return the reference at a place (from 0, in characters), or None."""
    here = [
        one
        for one in all_names(site)
        if one.place.path == path
        and one.place.line == line + 1
        and one.place.column - 1 <= column <= (one.place.end_column or one.place.column) - 1
    ]
    # the shortest: a word may name a stage and stand within one that names a step
    return min(here, key=lambda one: (one.place.end_column or 0) - one.place.column, default=None)


def entity_at(site: SiteState, path: str, line: int, column: int) -> Target | None:
    """Return the entity that a place speaks of: the one that is named there, or the one that is written there."""
    named = name_at(site, path, line, column)
    if named is not None:
        return named.target
    written = [one for kind in KINDS for one in site.entities(kind).values() if path in (one.path, one.body)]
    written += [one for one in site.entities("step").values() if one.path == path]
    begun = [one for one in written if one.line <= line + 1]
    # a journey in one file may begin on the line of its first step: the step is meant then
    last = max(begun, key=lambda one: (one.line, one.kind == "step"), default=None)
    return (last.kind, last.id) if last else None


WHOLE = ("site", "home", "chart", "variant", "page")
"""Kinds that nothing names by an id where a cursor can stand."""


def renamable(site: SiteState, path: str, line: int, column: int) -> tuple[Target, NamedEntity | None]:
    """Return the entity at a place whose id can be changed there. Raises ``RefusedEditError`` where there is none."""
    target, named = entity_at(site, path, line, column), name_at(site, path, line, column)
    if target is None or target[0] in WHOLE:
        raise RefusedEditError("there is no id here to rename")
    return target, named


def definition(site: SiteState, target: Target) -> Place | None:
    """Return where an entity is written."""
    entity = site.find(target)
    return Place(path=entity.path, line=entity.line) if entity else None


def references(site: SiteState, target: Target) -> list[Place]:
    """Return every place that names an entity, in order."""
    return sorted({one.place for one in all_names(site) if one.target == target})


def exact_place(site: SiteState, word: str, place: Place) -> Place:
    """Return the place of an id or title alone, without what stands around it."""
    lines = site.lines(place.path)
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    at = line.find(word, place.column - 1)
    if at < 0:
        return place
    return replace(place, column=at + 1, end_column=at + 1 + len(word))


def _files(site: SiteState) -> dict[str, dict[str, Target]]:
    """Return, by file of the content, what is written in it: the entity by "", entries of registries by id."""
    files: dict[str, dict[str, Target]] = {}
    for kind in KINDS:
        for entity in site.entities(kind).values():
            registry = site.role(entity.path).startswith("registry:")
            for path in (entity.path, entity.body):
                if path:
                    files.setdefault(path, {})[entity.id if registry else ""] = (kind, entity.id)
    return files


def _led(files: dict[str, dict[str, Target]], link: LinkTarget) -> Target | None:
    inside = files.get(link.path, {})
    return inside.get(link.anchor) or inside.get("")
