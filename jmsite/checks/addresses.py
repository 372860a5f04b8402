"""Check that no two pages have one address, and no former address is taken by something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jmsite.checks.whole_site import WholeSite
from jmsite.content.assemble import UnitEntities
from jmsite.model.addresses import former, output_path
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Diagnostic, Place, Related
from jmsite.model.entity import Draft
from jmsite.model.page import PageKey
from jmsite.model.rules import fault
from jmsite.outputs.table import FILES, FOLDERS


def addresses(_: Catalog, site: WholeSite) -> Iterator[Diagnostic]:
    """Return what collides: addresses of pages with each other, and former ones with what is there now."""
    return _collisions(site.units, site.pages)


def _collisions(units: Sequence[UnitEntities], keys: Sequence[PageKey]) -> Iterator[Diagnostic]:
    """Two pages under one address, as a file system that folds case sees it; an alias on a page's address."""
    taken: dict[str, PageKey] = {}
    for key in keys:
        other = taken.setdefault(key.url.casefold(), key)
        same = (other.kind, other.id.casefold()) == (key.kind, key.id.casefold())
        if not same:  # two of a kind with one id have been told already
            here, there = _places(key, units), _places(other, units)
            related = tuple(Related(place, "the other one") for place in there)
            place = here[0] if here else Place("content/site.yaml")
            yield fault("url/collision", f"two pages have the address '{key.url}'", place, "", related)
    yield from _aliases(units, {output_path(url) for url in taken})


def _aliases(units: Sequence[UnitEntities], taken: set[str]) -> Iterator[Diagnostic]:
    """Former addresses where no file can stand, or another one stands."""
    files = {*taken, *FILES, *(f"{path.removesuffix('.html')}.md" for path in taken)}
    folders = {folder for path in files for folder in _folders(path)}
    for unit in units:
        for draft in unit.written:
            for index, alias in enumerate(getattr(draft.fields, "aliases", ())):
                place, path = draft.place(("aliases", index)), (former(alias) or "").casefold()
                if not path:
                    hint = "write it as it stood after the site's address: guide/start"
                    yield fault(
                        "alias/malformed", f"'{alias}' cannot be an address of this site", place, hint
                    )
                elif path in files or path in folders or not files.isdisjoint(_folders(path)):
                    yield fault("alias/collision", f"'{alias}' is the address of something else", place)
                elif path.startswith(FOLDERS):
                    yield fault("alias/collision", f"'{alias}' lies in a folder of the site's own", place)
                files.add(path)
                folders.update(_folders(path))


def _folders(path: str) -> Iterator[str]:
    return (path[:at] for at, char in enumerate(path) if char == "/")


def _places(key: PageKey, units: Sequence[UnitEntities]) -> list[Place]:
    return [place for unit in units for draft in unit.written for place in _makes(draft, key)]


def _makes(draft: Draft, key: PageKey) -> Iterator[Place]:
    """Yield where a page is asked for: an entity, or a tag."""
    if (draft.kind, draft.id) == (key.kind, key.id):
        yield draft.place()
    elif key.kind == "tag":
        tags = getattr(draft.fields, "tags", ())
        yield from (draft.place(("tags", index)) for index, tag in enumerate(tags) if tag == key.id)
