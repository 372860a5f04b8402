"""Read a file as a document: what it speaks of, its fields with their places, its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jmsite.content.classify import classify
from jmsite.content.validation_messages import known_fields
from jmsite.formats.yaml import reader
from jmsite.model.diagnostics import Checked, Diagnostic, Place
from jmsite.model.kinds import KINDS
from jmsite.model.rules import fault
from jmsite.model.sources import Document, Places, Prose, Source
from jmsite.model.value import Value

_BREAK = re.compile(r"\r\n?")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"\s*(?:^[ \t]*[-‐-―−]+[ \t]*\n\s*)?^([a-z_]+):(?=\s)", re.MULTILINE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class _Split(Value):
    """A Markdown file as front matter and body, with the lines on which they begin."""

    front: str
    front_line: int
    body: str
    body_line: int
    closed: bool = True


def parse(source: Source, prose: Prose) -> Checked[Document]:
    """Read ``source``, whose ``body`` reads as ``prose``.

    Nothing raises and nothing is dropped in silence: what is not text is replaced, what is not YAML is left
    out, and each is a fault. A file in an unknown place yields a document of kind ``""``.
    """
    role = classify(source.path)
    faults: list[Diagnostic] = list(role.diagnostics)
    if not role.kind:
        return Checked(Document(source.path, "", "", {}, Places(source.path)), tuple(faults))
    text = _text(source, faults)
    if not text.strip():
        faults.append(fault("file/empty", "the file is empty", Place(source.path)))
    split = _split(text) if source.path.endswith(".md") else _Split(text, 1, "", 1)
    if not split.closed:
        message = "the front matter that begins here has no end"
        hint = "put a line with --- after the last field"
        faults.append(fault("file/unclosed-front-matter", message, Place(source.path, 1, 1, 4), hint))
    if source.path.endswith(".md"):
        faults += _unopened(text, role.kind, source.path)
    front, places = _front(split, source.path, faults)
    partial = len(faults) > len(role.diagnostics)
    made = Document(
        source.path, role.kind, role.id, front, places, prose, split.body_line, role.order, partial
    )
    return Checked(made, tuple(faults))


def _unopened(text: str, kind: str, path: str) -> Iterator[Diagnostic]:
    """A warning where prose begins with the name of a field of the kind, or with a line much like the one before it."""
    found = None if _FENCE.match(text) else _FIELD.match(text)
    if found and found[1] in known_fields(KINDS[kind].model, ()):
        column, line = (
            found.start(1) - text.rfind("\n", 0, found.start(1)),
            text.count("\n", 0, found.start(1)) + 1,
        )
        message = f"this is read as prose, since no line with --- opens the fields before '{found[1]}'"
        hint = "begin the file with a line of three hyphens, ---, and put one behind the last field"
        place = Place(path, line, column, column + len(found[1]))
        yield fault("file/unopened-front-matter", message, place, hint)


def _text(source: Source, faults: list[Diagnostic]) -> str:
    """The file's text without byte order mark, with newlines only, and with U+FFFD for what is not text."""
    raw = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        faults.append(_not_utf8(source.path, raw, wrong.start))
        text = raw.decode("utf-8", "replace")
    text = _BREAK.sub("\n", text)
    nul = text.find("\0")
    if nul >= 0:
        place = _place(source.path, text[:nul])
        faults.append(fault("file/nul", "a NUL character stands here", place, "this may not be a text file"))
        text = text.replace("\0", "\ufffd")
    return text


def _not_utf8(path: str, raw: bytes, start: int) -> Diagnostic:
    before = _BREAK.sub("\n", raw[:start].decode("utf-8", "replace"))
    hint = "save it as UTF-8" + (", it looks like UTF-16" if raw.startswith(_UTF16) else "")
    return fault("file/not-utf8", f"byte 0x{raw[start]:02X} is not UTF-8", _place(path, before), hint)


def _place(path: str, before: str) -> Place:
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Place(path, before.count("\n") + 1, column, column + 1)


def _split(text: str) -> _Split:
    opening = _FENCE.match(text)
    if opening is None:
        return _Split("", 1, text, 1)
    begin = opening.end() + 1
    closing = _FENCE.search(text, begin)
    if closing is None:
        return _Split("", 2, text[begin:], 2, closed=False)
    body = text[closing.end() + 1 :]
    return _Split(text[begin : closing.start()], 2, body, text.count("\n", 0, closing.end()) + 2)


def _front(split: _Split, path: str, faults: list[Diagnostic]) -> tuple[dict[str, Any], Places]:
    if not split.front.strip():
        return {}, Places(path)
    tree = reader.load(split.front, path, split.front_line)
    faults.extend(tree.diagnostics)
    value, places = tree.value.value, tree.value.places
    if value is None or isinstance(value, dict):
        return value or {}, places
    what = "a list" if isinstance(value, list) else "a single value"
    message = f"fields were expected here, and this is {what}"
    faults.append(fault("yaml/not-a-mapping", message, places.value(()), "write each as 'field: value'"))
    return {}, places


def body(source: Source) -> str:
    """The Markdown of a file without its front matter; empty for a file that has none."""
    if not source.path.endswith(".md"):
        return ""
    return _split(_text(source, [])).body
