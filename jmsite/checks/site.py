"""Check what only the whole site can show: links in prose, circles, addresses that collide."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from jmsite.checks.find_column import find_column
from jmsite.content.assemble import RAW, UnitEntities, UnitProse
from jmsite.content.folders import has_page
from jmsite.content.link_targets import LinkTarget
from jmsite.content.resolve import nearest_file
from jmsite.content.validation_messages import UNSAFE, UNSAFE_HINT, WEB_HINT
from jmsite.model.addresses import former, output_path
from jmsite.model.attachments import PICTURES, ending, is_attachable, plays
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Diagnostic, Place, Related
from jmsite.model.entity import Draft
from jmsite.model.page import PageKey
from jmsite.model.rules import fault
from jmsite.model.schemes import allowed, hostless
from jmsite.model.suggestions import suggestion
from jmsite.model.value import Value
from jmsite.outputs.table import FILES, FOLDERS

MOST_COMPARED = 500
"""Paths that a wrong one is compared with: comparing all with all would cost the square of a site."""


def broken_links(files: Catalog, told: UnitProse) -> tuple[Diagnostic, ...]:
    """The links in the prose of a unit that lead nowhere; ``files`` holds what they can lead to.

    Its tables: ``content`` and ``blobs`` (path → file), ``anchors`` (path → anchors).
    """
    return tuple(one for target_link in told.link_targets for one in _link(target_link, Files(files)))


def check(units: Sequence[UnitEntities], keys: Sequence[PageKey]) -> tuple[Diagnostic, ...]:
    """What is wrong between units: circles, and addresses that collide."""
    faults: list[Diagnostic] = []
    journeys = {draft.id: draft for unit in units for draft in unit.written if draft.kind == "journey"}
    departments = {draft.id: draft for unit in units for draft in unit.written if draft.kind == "department"}
    faults += _circles("journey", _parents(journeys))
    faults += _circles("department", _parents(departments))
    faults += _circles("journey", _nested(units))
    faults += _collisions(units, keys)
    return tuple(faults)


class Files(Value):
    """What links in prose can lead to."""

    tables: Catalog

    def __contains__(self, path: object) -> bool:
        return self.tables.read("content", path) is not None or self.tables.read("blobs", path) is not None

    def anchors(self, path: str) -> frozenset[str]:
        """The anchors of a file."""
        return self.tables.read("anchors", path) or frozenset()

    def is_folder(self, path: str) -> bool:
        """Whether anything lies below a path."""
        return any(file.startswith(f"{path}/") for file in self._paths())

    def place(self, target_link: LinkTarget) -> Place:
        """Where the address of a link stands."""
        if target_link.field:
            return target_link.place
        return find_column(
            target_link.place, target_link.href, self.tables.read("content", target_link.place.path)
        )

    def nearest(self, path: str) -> str:
        """A hint that names the file with the nearest path; in a large site, of those of its name or folder."""
        paths = list(self._paths())
        if len(paths) > MOST_COMPARED:
            folder, _, name = path.rpartition("/")
            paths = [
                other for other in paths if other.endswith(f"/{name}") or other.rpartition("/")[0] == folder
            ]
        return nearest_file(path, paths[:MOST_COMPARED])

    def _paths(self) -> Iterator[str]:
        return itertools.chain(self.tables.table("content"), self.tables.table("blobs"))


def _link(target_link: LinkTarget, files: Files) -> Iterator[Diagnostic]:
    if not target_link.path:
        yield _nowhere(target_link, files.place(target_link))
    elif target_link.path != "content" and not target_link.path.startswith("content/"):
        yield fault(
            "link/outside-content", f"'{target_link.href}' leads out of content/", files.place(target_link)
        )
    elif target_link.path.startswith(RAW) and target_link.path in files:
        message = f"'{target_link.href}' is not in the site: files under data/ are asked for figures and never copied"
        hint = "put what readers may have into content/assets/"
        yield fault("link/outside-content", message, files.place(target_link), hint)
    elif target_link.path in files:
        anchors = files.anchors(target_link.path)
        if target_link.anchor and not target_link.image and target_link.anchor not in anchors:
            message = f"'{target_link.path}' has no heading '{target_link.anchor}'"
            hint = suggestion(target_link.anchor, sorted(anchors))
            yield fault("link/missing-anchor", message, files.place(target_link), hint)
        if target_link.image and not _shows(target_link.path):
            message = f"'{target_link.href}' is shown as a picture, and is none"
            hint = (
                "link to it, without the exclamation mark"
                if not target_link.field
                else "save it as a picture"
            )
            yield fault("link/not-a-picture", message, files.place(target_link), hint)
    elif not files.is_folder(target_link.path):
        message = f"there is no file '{target_link.path}'"
        counts = "content/" if target_link.field else f"{target_link.place.path.rpartition('/')[0]}/"
        hint = files.nearest(target_link.path) or f"a path counts from {counts}; {WEB_HINT}"
        yield fault("link/missing-file", message, files.place(target_link), hint)
    elif target_link.image or not has_page(target_link.path, files):
        message = f"'{target_link.path}' is a folder, and no page shows what lies in it"
        yield fault("link/missing-file", message, files.place(target_link), "link to a file in it")


def _shows(path: str) -> bool:
    """Whether a page can show a file in place of a picture. What may not be published at all is told already."""
    return ending(path) in PICTURES or bool(plays(path)) or not is_attachable(path)


def _nowhere(target_link: LinkTarget, place: Place) -> Diagnostic:
    """Of a link or picture whose address none may have."""
    what, href = "a picture" if target_link.image else "a link", target_link.href[:40]
    if not target_link.field and " " in target_link.href and allowed(target_link.href):
        message = f"this is read as words, not as {what}, since its address has blanks"
        return fault("link/blanks", message, place, f"put angle brackets around it: <{target_link.href}>")
    if target_link.image and allowed(target_link.href):
        message = f"'{href}' lies elsewhere, and a page shows pictures of its own site only"
        return fault("link/picture-elsewhere", message, place, "put the picture into content/assets/")
    if hostless(target_link.href):
        return fault(UNSAFE, f"'{href}' does not say how to reach it", place, WEB_HINT)
    hint = "put the picture into content/assets/" if target_link.image else UNSAFE_HINT
    return fault(UNSAFE, f"{what} cannot lead to '{href}'", place, hint)


Ways = Mapping[str, Mapping[str, Place]]
"""Id → ids that it leads to → where that is written."""


def _parents(drafts: Mapping[str, Draft]) -> Ways:
    parents = {id: getattr(draft.fields, "parent", None) for id, draft in drafts.items()}
    return {id: {parent: drafts[id].place(("parent",))} for id, parent in parents.items() if parent}


def _nested(units: Sequence[UnitEntities]) -> Ways:
    """For each journey the journeys that its steps zoom into."""
    nested: dict[str, dict[str, Place]] = {}
    for unit in units:
        for draft in unit.written:
            if draft.kind in ("stage", "variant"):
                for one in draft.references:
                    inside = one.loc[0] == "steps" or (
                        draft.kind == "stage" and not getattr(draft.fields, "steps", ())
                    )
                    if one.kind == "journey" and one.loc[-1] == "journey" and inside:
                        link_targets = nested.setdefault(draft.id.partition("/")[0], {})
                        link_targets.setdefault(one.id, draft.place(one.loc))
    return nested


def _circles(kind: str, ways: Ways) -> Iterator[Diagnostic]:
    """A fault for each circle: what leads back to itself."""
    told: set[str] = set()
    for start in ways:
        circle = _circle(start, ways)
        if circle and start not in told:
            told |= set(circle)
            message = f"{kind} '{start}' leads back to itself: {' → '.join(circle)}"
            yield fault("ref/cycle", message, ways[start][circle[1]])


def _circle(start: str, ways: Ways) -> list[str]:
    seen: set[str] = set()
    pending: list[tuple[str, tuple[str, ...]]] = [(start, (start,))]
    while pending:
        here, way = pending.pop()
        for target_link in ways.get(here, ()):
            if target_link == start:
                return [*way, start]
            if target_link not in seen:
                seen.add(target_link)
                pending.append((target_link, (*way, target_link)))
    return []


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
    """Where a page is asked for: an entity, or a tag."""
    if (draft.kind, draft.id) == (key.kind, key.id):
        yield draft.place()
    elif key.kind == "tag":
        tags = getattr(draft.fields, "tags", ())
        yield from (draft.place(("tags", index)) for index, tag in enumerate(tags) if tag == key.id)
