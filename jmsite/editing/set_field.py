"""Set a field of an entity in its file, and leave every other sign of the file as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jmsite.formats.yaml.writer import flow, to_yaml
from jmsite.model.sources import Loc, Places

_COMMENT = re.compile(r"(?<=\s)#[^\n]*$")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""A line with its break; other signs that break lines elsewhere do not count here, as in the places of a file."""
_QUOTE = re.compile("[\"']")


class NoPlaceError(ValueError):
    """The file is written so that a field cannot be set without touching others; ``lines`` are to be added by hand."""

    def __init__(self, lines: str) -> None:
        super().__init__(lines)
        self.lines = lines


def with_field(
    text: str, places: Places, prefix: Loc, name: str, value: Mapping[str, Any] | list[Any]
) -> str:
    """Return the text of a file with a field set to a value that stands on lines of its own.

    ``places`` are those of the file, ``prefix`` where in it the fields of the entity begin. Comments stay; those
    within the old value stand above the new one. Raises ``NoPlaceError``.
    """
    made = to_yaml({name: value}).splitlines()
    lines = _LINE.findall(text)
    ending = "\r\n" if "\r\n" in text else "\n"
    key = places.keys.get((*prefix, name))
    if key is None:
        at, indent = _behind(lines, places, prefix, made)
        if at is None:
            return f"---{ending}{_joined(made, 0, ending)}---{ending}{text}"
        before = "".join(lines[:at])
        broken = ending if before and not before.endswith("\n") else ""
        return "".join([before, broken, _joined(made, indent, ending), *lines[at:]])
    line, column, end = key
    before = lines[line - 1][: column - 1]
    if before.strip():
        return _in_flow(lines, places.values.get((*prefix, name)), value, made)
    last = _last_of_block(lines, line - 1)
    comments = [_own_comment(one, before) for one in lines[line : last + 1]]
    first, own = _head(lines[line - 1], end, made[0], name)
    kept = [f"{one}{ending}" for one in comments if one]
    body = _joined(made[1:], len(before), ending)
    return "".join([*lines[: line - 1], f"{first}{own}{ending}", *kept, body, *lines[last + 1 :]])


def _joined(lines: Sequence[str], indent: int, ending: str) -> str:
    return "".join(f"{' ' * indent}{line}{ending}" for line in lines)


def _head(line: str, end: int, made: str, name: str) -> tuple[str, str]:
    """Return the line of the key with the beginning of the new value, and the comment that stands behind."""
    key = line[: end - 1]
    comment = _COMMENT.search(line.rstrip("\r\n")) if not _QUOTE.search(line[end:]) else None
    return f"{key}{made.removeprefix(name)}", f"  {comment[0].rstrip()}" if comment else ""


def _own_comment(line: str, indent: str) -> str:
    """Return a comment of a line that goes, as a line of its own."""
    plain = line.strip()
    if plain.startswith("#"):
        return line.rstrip("\r\n")
    found = None if _QUOTE.search(plain) else _COMMENT.search(plain)
    return f"{indent}  {found[0]}" if found else ""


def _in_flow(
    lines: Sequence[str],
    span: tuple[int, int, int] | None,
    value: Mapping[str, Any] | list[Any],
    made: Sequence[str],
) -> str:
    """Return a text in which a value between brackets is replaced, where it stands on one line."""
    if span is None:
        raise NoPlaceError(_joined(made, 0, "\n"))
    line, column, end = span
    row = lines[line - 1]
    old = row[column - 1 : end - 1]
    if old.count("{") != old.count("}") or old.count("[") != old.count("]"):
        raise NoPlaceError(_joined(made, 0, "\n"))
    changed = f"{row[: column - 1]}{flow(value)}{row[end - 1 :]}"
    return "".join([*lines[: line - 1], changed, *lines[line:]])


def _behind(lines: Sequence[str], places: Places, prefix: Loc, made: Sequence[str]) -> tuple[int | None, int]:
    """Return before which line a field can be added, and how far in; None for a file without any fields."""
    if prefix:
        line, column, _ = places.keys[prefix]
        inner = [span[1] for loc, span in places.keys.items() if loc[:-1] == prefix]
        # between brackets, or with its fields on the line of its name
        if any(span[0] == line for loc, span in places.keys.items() if loc[:-1] == prefix):
            raise NoPlaceError(_joined(made, 0, "\n"))
        return _last_of_block(lines, line - 1) + 1, (min(inner) if inner else column + 2) - 1
    if not places.path.endswith(".md"):
        if any(line.lstrip().startswith("{") for line in lines[:1]):
            raise NoPlaceError(_joined(made, 0, "\n"))
        if lines and not lines[-1].endswith("\n"):
            # behind a last line without a break, a break could become part of its text
            return min((span[0] for loc, span in places.keys.items() if len(loc) == 1), default=1) - 1, 0
        filled = [at for at, line in enumerate(lines) if line.strip() and line.rstrip() != "..."]
        return (filled[-1] + 1 if filled else len(lines)), 0
    if not lines or lines[0].removeprefix("\ufeff").rstrip() != "---":
        return None, 0
    end = next(at for at, line in enumerate(lines) if at and line.rstrip() == "---")
    if any(line.startswith("{") for line in lines[1:end]):
        raise NoPlaceError(_joined(made, 0, "\n"))
    return end, 0


def _last_of_block(lines: Sequence[str], at: int) -> int:
    """Return the last line of the field that begins on a line; comments and blank lines behind it are not its."""
    depth, last = _depth(lines[at]), at
    for index in range(at + 1, len(lines)):
        plain = lines[index].strip()
        if not plain or plain.startswith("#"):
            continue
        item = _depth(lines[index]) == depth and (plain == "-" or plain.startswith("- "))
        if _depth(lines[index]) <= depth and not item:
            break
        last = index
    return last


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
