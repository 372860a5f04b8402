"""The pages that there are of a kind: the ids that they are about, and their URLs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.kinds import KINDS
from jmsite.model.value import Value

Ids = Iterator[tuple[str, str]]
"""The id that each page is about, or "", and its URL from the site's root."""


def always(_: Catalog) -> bool:
    """Return True: the page is there in every site."""
    return True


def _every(_: Catalog, __: Entity[Any]) -> bool:
    return True


class Single(Value):
    """One page at ``url``, of sites of which ``when`` is true."""

    url: str
    when: Callable[[Catalog], bool] = always

    def __call__(self, catalog: Catalog) -> Ids:
        if self.when(catalog):
            yield "", self.url


class ListOf(Value):
    """One page in the folder of a kind, which lists its entities; there where there are any, and ``when`` is true."""

    kind: str
    when: Callable[[Catalog], bool] = always

    def __call__(self, catalog: Catalog) -> Ids:
        if catalog.entities(self.kind) and self.when(catalog):
            yield "", f"{KINDS[self.kind].folder}/"


class EachOf(Value):
    """A page about each entity of a kind of which ``when`` is true: its own, or a further one in ``folder``, or in the
    folder ``below`` its own.
    """

    kind: str
    folder: str = ""
    below: str = ""
    when: Callable[[Catalog, Entity[Any]], bool] = _every

    def __call__(self, catalog: Catalog) -> Ids:
        for entity in catalog.all(self.kind):
            if self.when(catalog, entity):
                own = f"{self.folder}/{entity.id}/" if self.folder else entity.url
                yield entity.id, f"{own}{self.below}/" if self.below else own
