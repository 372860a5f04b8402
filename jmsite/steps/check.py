"""Check what only the whole site can show: links in prose, circles, addresses that collide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from jmsite.model.addresses import prose_target
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Diagnostic, Place, Related
from jmsite.model.entity import Draft
from jmsite.model.page import PageKey
from jmsite.model.rules import fault
from jmsite.model.sources import Blob, ProseLink, Source
from jmsite.steps.resolve import suggestion


def check(
    catalog: Catalog,
    units: Sequence[Sequence[Draft]],
    keys: Sequence[PageKey],
    content: Mapping[str, Source],
    blobs: Mapping[str, Blob],
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong between files."""
    drafts = [draft for unit in units for draft in unit]
    folders = {str(parent) for path in content for parent in PurePosixPath(path).parents}
    files = {*content, *blobs}
    faults = [one for draft in drafts if draft.prose.links for one in _links(draft, catalog, files, folders)]
    by_id = {(draft.kind, draft.id): draft for draft in drafts}
    faults += _circles(by_id)
    faults += _collisions(keys, by_id)
    return tuple(faults)


def _links(draft: Draft, catalog: Catalog, files: set[str], folders: set[str]) -> Iterator[Diagnostic]:
    for link in draft.prose.links:
        goal = prose_target(draft.body_path, link.href)
        if goal is None:
            continue
        path, anchor = goal
        if path != "content" and not path.startswith("content/"):
            yield fault("link/outside-content", f"'{link.href}' leads out of content/", _place(draft, link))
        elif path in files:
            if anchor and anchor not in catalog.table("anchors").get(path, ()) and not link.image:
                near = suggestion(anchor, sorted(catalog.table("anchors").get(path, ())))
                yield fault(
                    "link/missing-anchor", f"'{path}' has no heading '{anchor}'", _place(draft, link), near
                )
        elif path not in folders:
            near = suggestion(path, sorted(files))
            yield fault("link/missing-file", f"there is no file '{path}'", _place(draft, link), near)


def _place(draft: Draft, link: ProseLink) -> Place:
    return Place(draft.body_path, draft.body_line + link.line - 1)


def _circles(drafts: Mapping[tuple[str, str], Draft]) -> Iterator[Diagnostic]:
    """A journey that is its own ancestor, a department above itself, a nested journey that leads back."""
    for kind, field in (("journey", "parent"), ("department", "parent")):
        above = {id: (getattr(draft.fields, field),) for (of, id), draft in drafts.items() if of == kind}
        yield from _around(drafts, kind, above, field)
    nested: dict[str, tuple[str | None, ...]] = {}
    for (kind, id), draft in drafts.items():
        if kind == "stage":
            journey = id.partition("/")[0]
            found = tuple(step.journey for step in draft.fields.steps if step.journey)  # type: ignore[attr-defined]
            nested[journey] = (*nested.get(journey, ()), *found)
    yield from _around(drafts, "journey", nested, "steps")


def _around(
    drafts: Mapping[tuple[str, str], Draft], kind: str, ways: Mapping[str, Iterable[Any]], field: str
) -> Iterator[Diagnostic]:
    """A fault at each member of a circle, once a circle."""
    told: set[str] = set()
    for start in ways:
        circle = _circle(start, ways)
        if circle and start not in told:
            told |= set(circle)
            draft = drafts.get((kind, start))
            if draft:
                message = f"{kind} '{start}' leads back to itself: {' → '.join(circle)}"
                yield fault("ref/cycle", message, draft.place((field,)))


def _circle(start: str, ways: Mapping[str, Iterable[Any]]) -> list[str]:
    seen: set[str] = set()
    pending: list[tuple[str, tuple[str, ...]]] = [(start, (start,))]
    while pending:
        here, way = pending.pop()
        for goal in ways.get(here, ()):
            if goal == start:
                return [*way, start]
            if goal and goal not in seen:
                seen.add(goal)
                pending.append((goal, (*way, goal)))
    return []


def _collisions(
    keys: Sequence[PageKey], drafts: Mapping[tuple[str, str], Draft]
) -> Iterator[Diagnostic]:
    """Two pages under one address, as a file system that folds case sees it; an alias on a page's address."""
    taken: dict[str, PageKey] = {}
    for key in keys:
        other = taken.setdefault(key.url.casefold(), key)
        if other is not key:
            draft, first = drafts.get((key.kind, key.id)), drafts.get((other.kind, other.id))
            related = (Related(first.place(), "the other one"),) if first else ()
            yield fault(
                "url/collision",
                f"two pages have the address '{key.url}'",
                draft.place() if draft else Place("content/site.yaml"),
                "",
                related,
            )
    for draft in drafts.values():
        for index, alias in enumerate(getattr(draft.fields, "aliases", ())):
            if _folder(alias).casefold() in taken:
                yield fault(
                    "alias/collision", f"'{alias}' is the address of a page", draft.place(("aliases", index))
                )


def _folder(alias: str) -> str:
    return alias.strip("/") + "/"
