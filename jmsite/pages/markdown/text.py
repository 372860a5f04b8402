"""Pieces of Markdown: escaped words, links, labels, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jmsite.model.catalog import Entity
from jmsite.model.markdown import escaped
from jmsite.model.messages import Messages, capitalized
from jmsite.model.page import Text

Parts = tuple[str | Text, ...]
"""Pieces of a Markdown page: text, and prose that is Markdown when it is written down."""
LINE = 60
"""Characters that several values may have on one line."""
LABELS = ("lane.", "fact.", "")
"""The families in which the words for a field are looked for, after those of its kind."""
NAMED = {"journey": "map.", "step": "stage."}
"""Kinds whose words have another name in front."""


def link(title: str, url: str) -> str:
    """Return a link to a page of the site, or out of it."""
    return f"[{escaped(title)}](\0{url}\0)"


def to(entity: Entity[Any]) -> str:
    """Return a link to an entity."""
    return link(entity.title, entity.url)


def label(words: Messages, kind: str, name: str) -> str:
    """Return what a field is called in the interface; its own name in words where that has none."""
    name = name.rstrip("_").replace("_", "-")
    for prefix in (f"{kind}.", NAMED.get(kind, ""), *LABELS):
        found = words.phrase(f"{prefix}{name}")
        if found != f"{prefix}{name}" and "{" not in found:
            return capitalized(found)
    return name.replace("-", " ").capitalize()


def choice(words: Messages, kind: str, name: str, value: str) -> str:
    """Return one of the values that a field can have, in words."""
    for key in (f"{kind}.{name}.{value}", f"{name}.{value}"):
        found = words.phrase(key)
        if found != key:
            return found
    return value


def row(name: str, values: Sequence[str], joined: bool) -> str:
    """Return a field as an entry of a list; several values that are sentences are entries of their own."""
    if joined or len(values) == 1 or _names(values):
        return f"- **{name}:** {', '.join(values)}"
    return "\n".join((f"- **{name}:**", *("  - " + value.replace("\n", "\n  ") for value in values)))


def _names(values: Sequence[str]) -> bool:
    """Return whether values are so short that they are read in one go."""
    return sum(map(len, values)) <= LINE and not any("," in value for value in values)


def paragraphs(*parts: str | Text) -> Parts:
    """Return the parts that say something."""
    return tuple(part for part in parts if part)


def bullets(lines: Iterable[str]) -> str:
    """Return lines as a list."""
    return "\n".join(f"- {line}" for line in lines)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; its cells are escaped already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
