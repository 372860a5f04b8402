"""Check that no two pages have one address, and no former address is taken by something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jmsite.model.addresses import former_path, output_path
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.findings import SITE, Finding, RelatedField, Target
from jmsite.model.kinds import ENTITIES
from jmsite.model.page import PageKey
from jmsite.model.sources import Loc
from jmsite.outputs.table import FILES, FOLDERS

ALIASED = frozenset(kind.name for kind in ENTITIES.values() if "aliases" in kind.model.model_fields)
"""The kinds of entities that can have former addresses: not steps, of which there are most by far."""


def addresses(catalog: Catalog) -> Iterator[Finding]:
    """Return what collides: addresses of pages with each other, and former ones with what is there now.

    Addresses are told apart as a file system that folds case sees them.
    """
    # a part of its own, since an edit that adds no page leaves it as it is
    yield from catalog.part(_collisions)
    aliased = {
        target: entity
        for unit in catalog.table("written_in")
        for target, entity in catalog.part(_aliased, unit).items()
    }
    # most sites have none, and to think of all files and folders is a tenth of what an edit costs in 1,000 pages
    if aliased:
        pages = catalog.table("pages").values()
        yield from _aliases(aliased, {output_path(page.url.casefold()) for page in pages})


def _collisions(catalog: Catalog) -> tuple[Finding, ...]:
    """Return which pages have the address of another one."""
    taken: dict[str, PageKey] = {}
    found = []
    for page in catalog.table("pages").values():
        other = taken.setdefault(page.url.casefold(), page)
        same = (other.kind, other.id.casefold()) == (page.kind, page.id.casefold())
        if not same:  # two of a kind with one id have been told already
            found.append(_collision(catalog, page, other))
    return tuple(found)


def _aliased(catalog: Catalog, unit: int) -> dict[Target, Entity[Any]]:
    """Return what has former addresses in a unit."""
    written = catalog.written_in(unit).items()
    return {target: entity for target, entity in written if target[0] in ALIASED and entity.fields.aliases}


def _collision(catalog: Catalog, page: PageKey, other: PageKey) -> Finding:
    target, field = next(_makes(catalog, page), (SITE, ()))
    beside = tuple(
        RelatedField(entity=entity, field=loc, message="the other one")
        for entity, loc in _makes(catalog, other)
    )
    return Finding(
        rule="url/collision",
        entity=target,
        field=field,
        message=f"two pages have the same address '{page.url}'",
        related=beside,
    )


def _aliases(aliased: Mapping[Target, Entity[Any]], taken: set[str]) -> Iterator[Finding]:
    """Yield former addresses where no file can stand, or another one stands."""
    # beside each page stands its Markdown
    files = {*taken, *FILES, *(f"{path.removesuffix('.html')}.md" for path in taken)}
    folders = {folder for path in files for folder in _folders(path)}
    for target, entity in aliased.items():
        for index, alias in enumerate(entity.fields.aliases):
            field, path = ("aliases", index), (former_path(alias) or "").casefold()
            if not path:
                hint = "write it without the site's own address: guide/start"
                message = f"'{alias}' is not a valid address on this site"
                yield Finding(rule="alias/malformed", entity=target, field=field, message=message, hint=hint)
            elif path in files or path in folders or not files.isdisjoint(_folders(path)):
                message = f"'{alias}' is already the address of something else"
                yield Finding(rule="alias/collision", entity=target, field=field, message=message)
            elif path.startswith(FOLDERS):
                message = f"'{alias}' is in a folder reserved for the site's own files"
                yield Finding(rule="alias/collision", entity=target, field=field, message=message)
            # no further alias may have it either
            files.add(path)
            folders.update(_folders(path))


def _folders(path: str) -> Iterator[str]:
    return (path[:at] for at, char in enumerate(path) if char == "/")


def _makes(catalog: Catalog, page: PageKey) -> Iterator[tuple[Target, Loc]]:
    """Yield what asks for a page: an entity, or each tag by which a list of tags is called."""
    if catalog.read("written", (page.kind, page.id)) is not None:
        yield (page.kind, page.id), ()
    elif page.kind == "tag":
        for target, entity in catalog.table("written").items():
            tags = enumerate(getattr(entity.fields, "tags", ()))
            yield from ((target, ("tags", index)) for index, tag in tags if tag == page.id)
