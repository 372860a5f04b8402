"""Find front matter that is not read as such, since it begins otherwise: what it says would be published as prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jmsite.content.validation_messages import known_fields
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.kinds import KINDS
from jmsite.model.rules import fault

OPENING = re.compile(r"^---[ \t]*$", re.MULTILINE)
"""The line that opens fields, and the one that closes them."""
_BEFORE = re.compile(
    r"(?:[\s\u200b-\u200f\u2060\ufeff]++|<!--.*?-->|(?:#|//|%)[^\n]*\n(?=\s*---))+", re.DOTALL
)
"""The lines and signs that may stand above fields in other tools, and are prose here: blank ones, and comments."""
_LINE = r"(?:[ \t]*\n|[ \t]*#[^\n]*\n)*"
# ``---`` above what looks like a field; a word behind the dashes names a language, as Hugo and gray-matter allow it
_DASHES = re.compile(
    rf"[ \t]*---[ \t]*(?P<tongue>[a-z]*)[ \t]*\n{_LINE}[ \t]*[\"']?[A-Za-z_][\w-]*[\"']?:(?=\s)"
)
# Hugo and Zola fence TOML by plus signs, Hugo and others take a JSON object: both are common in what is moved here
_TOML = re.compile(rf"\+\+\+[ \t]*\n{_LINE}[ \t]*(?:\[|\+\+\+|[\"']?[\w.-]+[\"']?[ \t]*=)")
_JSON = re.compile(r"(?:;;;[ \t]*\n\s*)?\{\s*\"[^\"\n]+\"\s*:")
# dashes that a word processor has turned into one long dash are the usual reason why fields are read as prose
_FIELD = re.compile(
    r"\s*(?:^[ \t]*(?:[-‐-―−]+|[^\w\s]{2,}|=+ ?[a-z]+ ?=+)[ \t]*\n\s*)?^[ \t]*([a-z_]+):(?=\s)", re.MULTILINE
)


def unopened_front_matter(text: str, kind: str, path: str) -> Iterator[Diagnostic]:
    """Yield a fault where the ``text`` of a file begins with fields that are not opened by a line of three hyphens."""
    if OPENING.match(text):
        return
    before = _BEFORE.match(text)
    at = before.end() if before else 0
    if dashes := _DASHES.match(text, at):
        yield _too_late(text, at, dashes, path)
    elif _TOML.match(text, at) or _JSON.match(text, at):
        tongue = "TOML" if text.startswith("+++", at) else "JSON"
        message = f"this is read as prose, because front matter must be YAML, not {tongue}"
        hint = "put the fields between two lines with ---, each as 'name: value'"
        yield fault("file/other-front-matter", message, _place(text, at, at + 3, path), hint)
    # only names that are fields of this kind: ``note: …`` at the top of prose is prose
    elif (found := _FIELD.match(text)) and found[1] in known_fields(KINDS[kind].model, ()):
        message = f"this is read as prose, because there is no line with --- before '{found[1]}'"
        hint = "add a line with --- at the very top, and another after the last field"
        yield fault("file/unopened-front-matter", message, _place(text, *found.span(1), path), hint)


def as_draft(fields: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return fields of which not all can be read as those of a draft: nobody knows what stood there of who may read
    them, and a site may take the fault lightly.
    """
    readable = kind in KINDS and "draft" in KINDS[kind].model.model_fields
    return {**fields, "draft": True} if readable else fields


def _too_late(text: str, at: int, dashes: re.Match[str], path: str) -> Diagnostic:
    """Return a fault for a line of hyphens that opens fields, but not as the first of the file and by itself."""
    begin = text.index("---", at)
    if dashes["tongue"]:
        message = f"this is read as prose, because '{dashes['tongue']}' follows the hyphens"
        hint = "write three hyphens and nothing else on that line"
    else:
        message = "this is read as prose, because it does not begin on the first line"
        hint = "move the line with --- to the very top, with no spaces before it; comments go below it, after a #"
    return fault("file/unopened-front-matter", message, _place(text, begin, begin + 3, path), hint)


def _place(text: str, begin: int, end: int, path: str) -> Place:
    """Return the place of what stands on one line of a text from ``begin`` to ``end``."""
    column = begin - text.rfind("\n", 0, begin)
    return Place(
        path=path, line=text.count("\n", 0, begin) + 1, column=column, end_column=column + end - begin
    )
