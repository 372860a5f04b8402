"""Find the entities that readings name: by hand, in the words of a map, and in the words of their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jmsite.data.dimensions import ident
from jmsite.data.distinct_words import words_of
from jmsite.data.header_row import tidy
from jmsite.data.locate_readings import ends_of
from jmsite.data.measure import snapshot_of
from jmsite.editing.written_site import Target, WrittenSite
from jmsite.model.diagnostics import Place
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import Reading, Readings, surveys
from jmsite.model.value import Value


class NameInReadings(Value):
    """A word of readings that names an entity, and where it is written."""

    target: Target
    word: str
    place: Place


class NameInFile(Value):
    """A word of a file of readings that names an entity by its id: the word, and the id as it comes to."""

    target: Target
    word: str
    id: str


def names_in_readings(site: WrittenSite) -> Iterator[NameInReadings]:
    """Yield the words that authors wrote in the readings of metrics, behind a file's own or in a list by hand."""
    ends: dict[str, dict[str, str]] = {kind: ends_of(site.entities(kind)) for kind in DIMENSIONS}
    for draft in site.drafts:
        readings = draft.fields.readings if isinstance(draft.fields, Metric) else None
        for loc, kind, word, whole in _written(readings):
            id = ends[kind].get(whole) or ends[kind].get(word)
            if id is not None:
                yield NameInReadings(target=(kind, id), word=word, place=draft.place(("readings", *loc)))


def _written(readings: Any) -> Iterator[tuple[tuple[str | int, ...], str, str, str]]:
    """Yield each word with the way to it, its kind, and how it is called as a whole."""
    for way, one in surveys(readings):
        for kind, names in one.map.items():
            yield from (((*way, "map", kind, name), kind, word, word) for name, word in names.items() if word)
    if isinstance(readings, tuple):
        for at, one in enumerate(readings):
            if isinstance(one, Reading) and one.stage:
                yield (at, "stage"), "stage", one.stage, f"{one.journey}/{one.stage}"


def names_in_files(site: WrittenSite, readings: Readings) -> Iterator[NameInFile]:
    """Yield the words of a file of readings that name entities by their ids, or by the end of one that is theirs alone.

    Words that its map knows already, and those that are titles, go on leading where they do.
    """
    blob = snapshot_of(readings, site.settings, site.inputs.snapshots.get)
    if blob is None:
        return
    columns = {kind: column for kind in DIMENSIONS if (column := getattr(readings, kind))}
    for column, words in words_of(blob, tuple(columns.values())).items():
        for kind in (one for one, named in columns.items() if named == column):
            known = {tidy(name) for name in readings.map.get(kind, {})}
            yield from _named(kind, (word for word in words if tidy(word) not in known), site.entities(kind))


def _named(kind: str, words: Iterator[str], entities: Mapping[str, Any]) -> Iterator[NameInFile]:
    ends = ends_of(entities)
    for word in words:
        id = ends.get(ident(word))
        if id is not None and ident(entities[id].title) != ident(word):
            yield NameInFile(target=(kind, id), word=word, id=ident(word))
