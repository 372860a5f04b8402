"""A catalog that notes what is read from it, and what reads differently in two catalogs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jmsite.model.catalog import Catalog, TableName

Read = tuple[str, Any]
"""A table and a key that was read in it."""
WHOLE = object()
"""The key under which the read of a whole table is noted."""


class TracedCatalog(Catalog):
    """A catalog that notes what is read from it."""

    reads: set[Read]

    def read(self, table: TableName, key: Any) -> Any:
        self.reads.add((table, key))
        return Catalog.read(self, table, key)

    def table(self, name: TableName) -> Any:
        self.reads.add((name, WHOLE))
        return Catalog.table(self, name)


def changes(before: Catalog, now: Catalog) -> set[Read]:
    """Return what reads differently: keys of tables, and each table of which anything differs."""
    changed: set[Read] = set()
    for name in before.tables.keys() | now.tables.keys():
        changed |= {(name, key) for key in _differing(before.tables.get(name, {}), now.tables.get(name, {}))}
    return changed


def _differing(before: Mapping[Any, Any], now: Mapping[Any, Any]) -> set[Any]:
    if before is now:
        return set()
    if list(before) == list(now):  # mostly so; and who read the whole table also read its order
        pairs = zip(now, before.values(), now.values(), strict=True)
        differing = {key for key, then, value in pairs if then is not value and then != value}
        return {*differing, WHOLE} if differing else differing
    known = ((key, before.get(key, WHOLE), value) for key, value in now.items())
    differing = {key for key, then, value in known if then is not value and then != value}
    return {*differing, *(before.keys() - now.keys()), WHOLE}
