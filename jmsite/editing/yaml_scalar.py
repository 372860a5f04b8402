"""Replace a scalar of YAML where it is written, plain, in quotes or as a block, and keep its style."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jmsite.editing.errors import RefusedEditError
from jmsite.formats.yaml import reader
from jmsite.formats.yaml.scalars import resolve_plain
from jmsite.model.diagnostics import Edit, Place

_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t]+)*")
"""The anchor and the tag that may stand before a value."""
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_HEADER = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")
_PLAIN_ENDS = re.compile(r"[ \t]*(?:$|:(?:[ \t]|$)|[,\]}]|[ \t]#)")


def scalar_edit(lines: Sequence[str], place: Place, old: str, new: str, key: bool = False) -> Edit:
    """Return the edit that writes ``new`` in place of the word ``old``, which stands at ``place``; ``key`` for the
    name of a field.

    Raises ``RefusedEditError`` where the word is not written there by itself.
    """
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    begin = place.column - 1
    begin += len(_PROPERTIES.match(line[begin:])[0])  # type: ignore[index]  # it matches nothing at least
    rest = line[begin:]
    if quoted := _QUOTED.match(rest):
        return _in_quotes(place, begin, quoted[0], old, new)
    if _HEADER.match(rest):
        return _in_block(lines, place, old, new)
    if rest.startswith(old) and _PLAIN_ENDS.match(rest, len(old)):
        return edit_at(place, begin, old, new if key else _safe(new))
    return _somewhere(place, begin, line, old, new)


def edit_at(place: Place, begin: int, old: str, new: str, line: int = 0) -> Edit:
    """Return the edit of the words that begin at a column (from 0) of the line of a place, or of another line."""
    here = Place(path=place.path, line=line or place.line, column=begin + 1, end_column=begin + 1 + len(old))
    return Edit(place=here, old=old, new=new)


def refusal(place: Place, word: str) -> RefusedEditError:
    """Return the refusal to change a word that is not written by itself at its place."""
    return RefusedEditError(
        f"{place.path}:{place.line}: '{word}' is not written out here; change this line by hand first"
    )


def _in_quotes(place: Place, begin: int, quoted: str, old: str, new: str) -> Edit:
    if quoted[1:-1] == old:
        return edit_at(place, begin + 1, old, new)
    # written with escapes, so that the word itself stands nowhere
    if reader.load(quoted, place.path).value.value == old:
        return edit_at(place, begin, quoted, f"{quoted[0]}{new}{quoted[0]}")
    raise refusal(place, old)


def _in_block(lines: Sequence[str], place: Place, old: str, new: str) -> Edit:
    below = ((number, lines[number]) for number in range(place.line, len(lines)) if lines[number].strip())
    number, line = next(below, (0, ""))
    if line.strip() != old:
        raise refusal(place, old)
    return edit_at(place, len(line) - len(line.lstrip()), old, new, number + 1)


def _somewhere(place: Place, begin: int, line: str, old: str, new: str) -> Edit:
    """Return the edit of a word whose place is only that of what holds it: where it stands there once."""
    found = [
        one.start()
        for one in re.finditer(rf"(?<![\w/-]){re.escape(old)}(?![\w/-])", line)
        if one.start() >= begin
    ]
    if len(found) != 1:
        raise refusal(place, old)
    return edit_at(place, found[0], old, new)


def _safe(word: str) -> str:
    """Return a word as it is written without quotes, or in quotes where it would be read as something else."""
    try:
        return word if isinstance(resolve_plain(word), str) else f'"{word}"'
    except ValueError:
        return f'"{word}"'
