"""A catalog that notes what is read from it, and what reads differently in two catalogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, TypeVarTuple

from jmsite.model.catalog import Catalog, TableName
from jmsite.model.value import Value

R = TypeVar("R")
Ts = TypeVarTuple("Ts")
Read = tuple[str, Any]
"""A table and a key that was read in it."""
WHOLE = object()
"""The key under which the read of a whole table is noted."""
PART = "part"
"""Stands in place of a table where a part is noted in place of all that it was read from."""


Reads = frozenset[Read]
"""What an answer was read from, as it is kept."""
KnownReads = dict[Read, Read]
"""Reads that were noted, each as the one object that all notes of it share."""


class TracedPart(Value):
    """A piece of pages, and what it was read from."""

    made: Any
    reads: Reads


Parts = dict[tuple[Any, ...], TracedPart]
"""Pieces of pages by the view that makes them, and what they are about."""


class TracedCatalog(Catalog):
    """A catalog that notes what is read from it, and keeps the parts that were made of it.

    After the edit of a score in one of 100 journeys, the pages that list all journeys were made in 97 ms of the
    processor, and are made of their parts in 23 ms.
    """

    reads: set[Read]
    parts: Parts
    known: KnownReads

    def read(self, table: TableName, key: Any) -> Any:
        self.reads.add((table, key))
        return Catalog.read(self, table, key)

    def table(self, name: TableName) -> Any:
        self.reads.add((name, WHOLE))
        return Catalog.table(self, name)

    def part(self, view: Callable[[Catalog, *Ts], R], *about: *Ts) -> R:
        part = self.parts.get((view, *about))
        if part is None:
            # with notes of its own: the page notes the part, in place of all that the part read
            watched = noting(self, self.parts, self.known)
            part = self.parts[view, *about] = TracedPart(made=view(watched, *about), reads=watched.kept_reads)
        self.reads.add((PART, (view, *about)))
        made: R = part.made
        return made

    @property
    def kept_reads(self) -> Reads:
        """Return what was read so far, as it is kept.

        Of 108,000 reads that 1,000 pages and their checks note, 24,000 are different: shared, they take 1.3 in place of
        6.1 MB, 3 KB less a page of a preview.
        """
        known = self.known
        return frozenset({known.setdefault(read, read) for read in self.reads})


def noting(catalog: Catalog, parts: Parts, known: KnownReads) -> TracedCatalog:
    """Return a catalog that notes what is read from it, beginning with nothing."""
    return TracedCatalog(tables=catalog.tables, reads=set(), parts=parts, known=known)


class PartsCatalog(Catalog):
    """A catalog that keeps the parts that were made of it, for a process that builds once and notes no reads.

    Of 100 journeys, threads of pains were made three times each: for their map, the front page and that of threads.
    """

    made: dict[tuple[Any, ...], Any]

    def part(self, view: Callable[[Catalog, *Ts], R], *about: *Ts) -> R:
        key = (view, *about)
        if key not in self.made:
            self.made[key] = view(self, *about)
        part: R = self.made[key]
        return part


def with_kept_parts(catalog: Catalog, last: PartsCatalog | None) -> PartsCatalog:
    """Return a catalog that keeps its parts: the last one, as long as it is asked for the same."""
    if last is not None and last.tables is catalog.tables:
        return last
    return PartsCatalog(tables=catalog.tables, made={})


def valid_parts(parts: Parts, changed: set[Read]) -> tuple[Parts, set[Read]]:
    """Return the parts that are still right, and what has changed with those that are not."""
    while stale := {key for key, part in parts.items() if not changed.isdisjoint(part.reads)}:
        parts = {key: part for key, part in parts.items() if key not in stale}
        changed = changed | {(PART, key) for key in stale}  # they may be parts of others
    return parts, changed


def with_same_tables(before: Catalog | None, now: Catalog) -> Catalog:
    """Return a catalog with the very tables of the one before where they are the same, so that nothing is looked for in
    them.
    """
    if before is None:
        return now
    last = before.tables
    return Catalog(
        tables={
            name: last[name] if name in last and _is_same(last[name], table) else table
            for name, table in now.tables.items()
        }
    )


def _is_same(before: Mapping[Any, Any], now: Mapping[Any, Any]) -> bool:
    # the order of a table is a part of it, which dictionaries do not compare
    return before == now and list(before) == list(now)


def differing_reads(before: Catalog, now: Catalog) -> set[Read]:
    """Return what reads differently: keys of tables, and each table of which anything differs."""
    changed: set[Read] = set()
    for name in before.tables.keys() | now.tables.keys():
        changed |= {(name, key) for key in _differing(before.tables.get(name, {}), now.tables.get(name, {}))}
    return changed


def _differing(before: Mapping[Any, Any], now: Mapping[Any, Any]) -> set[Any]:
    # the common case: a table that no edit touched is the same object
    if before is now:
        return set()
    if list(before) == list(now):  # mostly so; and who read the whole table also read its order
        pairs = zip(now, before.values(), now.values(), strict=True)
        differing = {key for key, then, value in pairs if then is not value and then != value}
        return {*differing, WHOLE} if differing else differing
    # WHOLE is no value of a table, so a key that is new differs from whatever it is now
    known = ((key, before.get(key, WHOLE), value) for key, value in now.items())
    differing = {key for key, then, value in known if then is not value and then != value}
    return {*differing, *(before.keys() - now.keys()), WHOLE}
