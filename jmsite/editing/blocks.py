"""Take an item with its comments out of a list of YAML, and put it into another one, further in or out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.layout import YamlLayout
from jmsite.formats.yaml.nodes import Node
from jmsite.model.sources import Loc
from jmsite.model.value import Value

_DASH = re.compile(r"([ \t]*)-(?=[ \t]|$)")


class ListItem(Value):
    """An item of a list as it is written: its lines, from its comments on, and how far in its hyphen stands."""

    lines: tuple[str, ...]
    indent: int


def cut(of: YamlLayout, loc: Loc) -> tuple[ListItem, list[str]]:
    """Return an item of a list, and the lines of the file without it; a list of which nothing is left goes, too.

    Raises ``RefusedEditError`` where the item does not have lines of its own.
    """
    number = int(loc[-1])
    there = of.node(loc[:-1])
    if there is None or there.kind != "list" or there.flow or there.shared or number >= len(there.items):
        raise _refused(of, loc)
    begin, end = _span(of, there, number)
    block = ListItem(lines=tuple(of.lines[begin:end]), indent=_indent(of, there, number))
    left = [*of.lines[:begin], *of.lines[end:]]
    if len(there.items) == 1:
        holder = of.node(loc[:-2])
        key = holder.field(str(loc[-2])) if holder else None
        if key is None:
            raise _refused(of, loc)
        del left[key[0].start[0]]
    return block, left


def paste(of: YamlLayout, loc: Loc, number: int, block: ListItem) -> list[str]:
    """Return the lines of a file with an item in the list at ``loc``, before the one of a number or behind the last.

    A list that is not there is begun as the last field of what holds it. Raises ``RefusedEditError`` where the list
    is written in brackets.
    """
    there = of.node(loc)
    if there is None or there.empty:
        return _begun(of, loc, block)
    if there.kind != "list" or there.flow or there.shared:
        raise _refused(of, loc)
    indent = _indent(of, there, 0)
    last = number >= len(there.items)
    at = _span(of, there, len(there.items) - 1)[1] if last else _span(of, there, number)[0]
    return [*of.lines[:at], *_shifted(block, indent), *of.lines[at:]]


def _begun(of: YamlLayout, loc: Loc, block: ListItem) -> list[str]:
    """Return the lines of a file with a list that begins with an item."""
    holder = of.root if len(loc) == 1 else of.node(loc[:-1])
    if holder is not None and (holder.kind != "mapping" or holder.flow):
        raise _refused(of, loc)
    pair = holder.field(str(loc[-1])) if holder else None
    if pair is not None:
        at = pair[0].start[0] + 1
        return [*of.lines[:at], *_shifted(block, pair[0].start[1] + 2), *of.lines[at:]]
    column = holder.fields[0][0].start[1] if holder and holder.fields else 0
    at = _fence(of)
    return [*of.lines[:at], f"{' ' * column}{loc[-1]}:", *_shifted(block, column + 2), *of.lines[at:]]


def _fence(of: YamlLayout) -> int:
    """Return the line before which a further field stands: the end of front matter, or of the file."""
    if of.path.endswith(".md"):
        closing = next((at for at, line in enumerate(of.lines) if at and line.rstrip() == "---"), None)
        if closing is None:
            raise RefusedEditError(
                f"{of.path} has no front matter; add the fields between two lines with ---"
            )
        return closing
    return max((at + 1 for at, line in enumerate(of.lines) if line.strip()), default=0)


def _span(of: YamlLayout, there: Node, number: int) -> tuple[int, int]:
    """Return the lines of an item, with the comments right above it."""
    indent, dash = _indent(of, there, number), _dash(of, there, number)
    end = max(dash + 1, _last_line(there.items[number]) + 1)
    while end < len(of.lines) and not _ends(of.lines[end], indent):
        end += 1
    # blank lines and comments that stand as far out as the hyphens are of what follows
    while end > dash + 1 and not of.lines[end - 1].strip():
        end -= 1
    begin = dash
    while begin > 0 and re.match(rf"[ ]{{{indent}}}#", of.lines[begin - 1]):
        begin -= 1
    return begin, end


def _ends(line: str, indent: int) -> bool:
    """Return whether a line stands as far out as the hyphen of an item, or further."""
    return bool(line.strip()) and len(line) - len(line.lstrip(" ")) <= indent


def _last_line(node: Node) -> int:
    """Return the last line on which something of a value certainly stands."""
    inner = [*node.items, *(part for pair in node.fields for part in pair)]
    if node.kind == "text" or node.flow:
        line, column = node.end
        return line - 1 if column == 0 and line > node.start[0] else line
    return max(map(_last_line, inner), default=node.start[0])


def _dash(of: YamlLayout, there: Node, number: int) -> int:
    """Return the line of the hyphen of an item, which may stand on a line of its own."""
    line = there.items[number].start[0]
    floor = _last_line(there.items[number - 1]) if number else there.start[0] - 1
    while line > floor and not _DASH.match(of.lines[line]):
        line -= 1
    if line <= floor and not _DASH.match(of.lines[line]):
        raise RefusedEditError(
            f"{of.path}:{there.items[number].start[0] + 1}: this list cannot be taken apart"
        )
    return line


def _indent(of: YamlLayout, there: Node, number: int) -> int:
    found = _DASH.match(of.lines[_dash(of, there, number)])
    return len(found[1]) if found else 0


def _shifted(block: ListItem, indent: int) -> list[str]:
    """Return the lines of an item with its hyphen so far in."""
    by = indent - block.indent
    return [_indented(line, by) for line in block.lines]


def _indented(line: str, by: int) -> str:
    if not line.strip():
        return line
    if by >= 0:
        return " " * by + line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _refused(of: YamlLayout, loc: Loc) -> RefusedEditError:
    there = of.node(loc)
    line = f":{there.start[0] + 1}" if there else ""
    names: Sequence[object] = [part for part in loc if isinstance(part, str)]
    return RefusedEditError(
        f"{of.path}{line}: '{names[-1] if names else 'list'}' is not written with a line for each item; do that first"
    )
