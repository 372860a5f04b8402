"""Read a file as a document: what it speaks of, its fields with their places, its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jmsite.content.classify import classify
from jmsite.content.unread_front_matter import OPENING, as_draft, unopened_front_matter
from jmsite.formats.controls import cleaned, cleaned_tree, forbidden, sign_name
from jmsite.formats.yaml import reader
from jmsite.model.diagnostics import Checked, Diagnostic, Place, Severity
from jmsite.model.rules import fault
from jmsite.model.sources import Document, Loc, Places, Prose, Source
from jmsite.model.value import Value

_BREAK = re.compile(r"\r\n?")
_FENCE = OPENING
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class _Split(Value):
    """A file as front matter and body, with the lines on which they begin; one of YAML has no body."""

    front: str
    front_line: int
    body: str = ""
    body_line: int = 1
    closed: bool = True


def parse(source: Source, prose: Prose) -> Checked[Document]:
    """Read ``source``, whose ``body`` reads as ``prose``.

    Nothing raises and nothing is dropped in silence: what is not text is replaced, what is not YAML is left
    out, and each is a fault. A file in an unknown place yields a document of kind ``""``.
    """
    role = classify(source.path)
    if not role.kind:
        return Checked(
            value=Document(path=source.path, kind="", id="", front={}, places=Places(path=source.path)),
            diagnostics=role.diagnostics,
        )
    read = _text(source)
    text, faults = read.value, list(read.diagnostics)
    if not text.strip():
        faults.append(fault("file/empty", "the file is empty", Place(path=source.path)))
    before = len(faults)
    split = _Split(front=text, front_line=1)
    if source.path.endswith(".md"):
        split = _split(text)
        faults += [*_unclosed(split, source.path), *unopened_front_matter(text, role.kind, source.path)]
    front = _front(split, source.path)
    faults += front.diagnostics
    fields, places = front.value
    # of faults behind the text itself: what they left out may have said that it is a draft
    unsure = any(
        one.severity is Severity.ERROR and one.rule != "file/control-character" for one in faults[before:]
    )
    made = Document(
        path=source.path,
        kind=role.kind,
        id=role.id,
        front=as_draft(fields, role.kind) if unsure else fields,
        places=places,
        prose=prose,
        body_line=split.body_line,
        order=role.order,
        partial=bool(faults),
    )
    return Checked(value=made, diagnostics=(*role.diagnostics, *faults))


def _unclosed(split: _Split, path: str) -> Iterator[Diagnostic]:
    if not split.closed:
        message = "the front matter that begins here is not closed"
        hint = "add a line with --- after the last field"
        place = Place(path=path, line=1, column=1, end_column=4)
        yield fault("file/unclosed-front-matter", message, place, hint)


def _text(source: Source) -> Checked[str]:
    """Return the file's text without byte order mark, with newlines only, and with U+FFFD for what is not text."""
    faults: list[Diagnostic] = []
    # Windows writes this mark; to YAML it would be a part of the first key
    raw = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        faults.append(_not_utf8(source.path, raw, wrong.start))
        # read on all the same: one wrong byte must not hide the other faults of the file
        text = raw.decode("utf-8", "replace")
    text = _BREAK.sub("\n", text)
    for found in forbidden(text):
        place = _place(source.path, text[: found.start()])
        if found[0] == "\0":
            faults.append(fault("file/nul", "NUL character", place, "perhaps this is not a text file"))
        else:
            message = f"control character {sign_name(found[0])}"
            faults.append(fault("file/control-character", message, place, "remove it"))
    return Checked(value=cleaned(text), diagnostics=tuple(faults))


def _not_utf8(path: str, raw: bytes, start: int) -> Diagnostic:
    before = _BREAK.sub("\n", raw[:start].decode("utf-8", "replace"))
    hint = "save it as UTF-8" + (", it looks like UTF-16" if raw.startswith(_UTF16) else "")
    return fault("file/not-utf8", f"byte 0x{raw[start]:02X} is not valid UTF-8", _place(path, before), hint)


def _place(path: str, before: str) -> Place:
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Place(path=path, line=before.count("\n") + 1, column=column, end_column=column + 1)


def _split(text: str) -> _Split:
    opening = _FENCE.match(text)
    if opening is None:
        return _Split(front="", front_line=1, body=text)
    begin = opening.end() + 1
    closing = _FENCE.search(text, begin)
    if closing is None:
        return _Split(front="", front_line=2, body=text[begin:], body_line=2, closed=False)
    body = text[closing.end() + 1 :]
    return _Split(
        front=text[begin : closing.start()],
        front_line=2,
        body=body,
        body_line=text.count("\n", 0, closing.end()) + 2,
    )


def _front(split: _Split, path: str) -> Checked[tuple[dict[str, Any], Places]]:
    """Return the fields of the front matter, and where they are."""
    if not split.front.strip():
        return Checked(value=({}, Places(path=path)))
    tree = reader.load(split.front, path, split.front_line)
    places = tree.value.places
    value, told = without_controls(tree.value.value, places, split.front)
    faults = (*tree.diagnostics, *told)
    if value is None or isinstance(value, dict):
        return Checked(value=(value or {}, places), diagnostics=faults)
    what = "a list" if isinstance(value, list) else "a single value"
    message = f"expected fields here, found {what}"
    wrong = fault("yaml/not-a-mapping", message, places.value(()), "write each as 'field: value'")
    return Checked(value=({}, places), diagnostics=(*faults, wrong))


def without_controls(value: Any, places: Places, written: str) -> tuple[Any, list[Diagnostic]]:
    """Return what was read of YAML, without signs that can only have been written by an escape; and a fault for
    each value.
    """
    if "\\" not in written:
        return value, []
    clean, found = cleaned_tree(value)
    return clean, [_escaped(loc, sign, places) for loc, sign in found]


def _escaped(loc: Loc, sign: str, places: Places) -> Diagnostic:
    message = f"an escape sequence produces the control character {sign_name(sign)} here"
    hint = "to write a backslash, double it, or use single quotation marks"
    return fault("file/control-character", message, places.value(loc), hint)


def yaml_part(path: str, text: str) -> tuple[str, int]:
    """Return the YAML of a text whose lines end in ``\\n``, and its first line: its front matter, or all of it."""
    if not path.endswith(".md"):
        return text, 1
    split = _split(text)
    return split.front, split.front_line


def body(source: Source) -> str:
    """Return the Markdown of a file without its front matter; empty for a file that has none."""
    if not source.path.endswith(".md"):
        return ""
    return _split(_text(source).value).body
