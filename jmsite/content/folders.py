"""Resolve links to folders of the content: to the page that lists what lies in one."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from jmsite.model.kinds import KINDS

ROOT = "content"
_PARTS = ("stage", "variant", "page")
"""Kinds whose folder is another one's, or which have a page for each folder."""


def folders(tables: Mapping[str, Mapping[Any, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the path of each folder that has a page in this build, and the URL of that page."""
    yield ROOT, ""
    for kind in KINDS.values():
        if kind.folder and kind.name not in _PARTS and tables.get(kind.name):
            yield f"{ROOT}/{kind.folder}", f"{kind.folder}/"
    if tables["page"]:
        yield f"{ROOT}/pages", "pages/"
    for folder, name in (("journeys", "journey"), ("pages", "page")):
        for entity in tables[name].values():
            if entity.id:
                yield f"{ROOT}/{folder}/{entity.id}", entity.url


def has_page(folder: str, files: Container[str]) -> bool:
    """Return whether a folder of the content can have a page at all, which lists or introduces what lies in it."""
    kind, _, inner = folder.removeprefix(ROOT).strip("/").partition("/")
    if not inner:
        return not kind or any(one.folder == kind for one in KINDS.values())
    if kind == "journeys":
        return "/" not in inner
    beside = (f"{folder}.md", f"{folder}/index.md")
    return kind == "pages" and any(path in files for path in beside)
