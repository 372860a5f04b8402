"""The YAML of a file with the offsets of its values, for edits that replace some signs and leave all others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

from jmsite.content.parse import yaml_part
from jmsite.editing.errors import RefusedEditError
from jmsite.formats.controls import forbidden
from jmsite.formats.yaml.nodes import LineColumn, Node, nodes
from jmsite.formats.yaml.reader import load
from jmsite.formats.yaml.scalars import unwritten
from jmsite.model.sources import Loc
from jmsite.model.value import Value

PROPERTIES = "&!*"
"""The signs with which an anchor, a tag or an alias begins."""


class Splice(Value):
    """The part of a text from ``start`` up to ``end`` that becomes ``new``; offsets count signs from 0."""

    start: int
    end: int
    new: str


class YamlSource:
    """A file whose lines end in ``\\n``, with the tree of its YAML and what is read of it.

    ``value`` is None where nothing is written. Raises ``RefusedEditError`` where what is written cannot be read as a
    whole: then nothing could be held against what an edit means.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.part, self.first = yaml_part(path, text)
        read = load(self.part, path, self.first)
        self.value: Any = unwritten(read.value.value)
        self.faults = len(read.diagnostics)
        self.root = nodes(self.part, self.first - 1) if self.part.strip() else None

    @cached_property
    def lines(self) -> list[str]:
        """Return the lines, without their ends."""
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """Return the offset of each line, in characters."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)][:-1]

    def at(self, loc: Loc) -> Any:
        """Return the value at a place that is written."""
        here: Any = self.value
        for part in loc:
            here = here[part]
        return here

    def offset(self, point: LineColumn) -> int:
        """Return the offset of a point; one behind the last line is the end of the text."""
        line, column = point
        return self.starts[line] + column if line < len(self.starts) else len(self.text)

    def line_of(self, offset: int) -> int:
        """Return the number of the line, from 0, that an offset lies in."""
        return bisect_right(self.starts, offset) - 1

    def line_end(self, line: int) -> int:
        """Return the offset of the end of a line, before its line break."""
        return self.starts[line] + len(self.lines[line])

    def check(self) -> None:
        """Raise ``RefusedEditError`` for a text in which no value can be changed for certain."""
        if next(iter(forbidden(self.text)), None) is not None:
            raise self.refused("the file has control characters")
        if self.part.strip() and self.root is None and self.value is not None:
            raise self.refused("its YAML cannot be read, or breaks lines where editors do not")

    def refused(self, why: str, node: Node | None = None) -> RefusedEditError:
        """Return the error that says why something cannot be changed here."""
        line = f":{node.start[0] + 1}" if node else ""
        return RefusedEditError(f"{self.path}{line}: {why}")

    def node(self, loc: Loc) -> Node | None:
        """Return the value at a way as it is written, None where nothing is.

        Raises ``RefusedEditError`` where the way leads through what is written once and stands in several places.
        """
        here = self.root
        for part in (*loc, None):
            if here is None or part is None:
                break
            self._unshared(here)
            here = self._inner(here, part)
        if here is not None:
            self._unshared(here)
        return here

    def _inner(self, node: Node, part: str | int) -> Node | None:
        if node.kind == "list":
            return node.items[int(part)] if int(part) < len(node.items) else None
        pair = node.field(str(part))
        return pair[1] if pair else None

    def _unshared(self, node: Node) -> None:
        sign = self.text[self.offset(node.start) : self.offset(node.start) + 1]
        if node.shared or (sign and sign in PROPERTIES and not node.empty):
            what = "a tag" if sign == "!" else "an anchor"
            raise self.refused(
                f"this is written with {what}, which an edit could not keep; change it by hand", node
            )

    # -- where values end
    def span(self, node: Node) -> tuple[int, int]:
        """Return the offsets of a value, without comments and blank lines behind it."""
        start = self.offset(node.start)
        return start, self._end(node)

    def _end(self, node: Node) -> int:
        if node.kind == "text" and node.style in ("|", ">"):
            return self._block_end(node)
        if node.kind == "text" or node.flow:
            start, end = self.offset(node.start), self.offset(node.end)
            return start + len(self.text[start:end].rstrip()) if node.style == "" else end
        inner = node.items or tuple(part for _, part in node.fields)
        return self._end(inner[-1])

    def dash(self, node: Node, number: int) -> int:
        """Return the offset of the hyphen of an item of a list without brackets: all of them stand below each other."""
        item, (line, column) = node.items[number], node.start
        if number == 0:
            return self.starts[line] + column
        for near in range(item.start[0], line, -1):
            words = self.lines[near]
            if words[column : column + 1] == "-" and not words[:column].strip():
                return self.starts[near] + column
        raise self.refused("this list cannot be taken apart", item)

    def _block_end(self, node: Node) -> int:
        """Return the end of a block of text: blank lines below it are its own only where its head says so."""
        (header, column), (stop, rest) = node.start, node.end
        sign = self.lines[header][column:].split()[0]
        last = min(stop if rest else stop - 1, len(self.lines) - 1)
        depths = [
            len(line) - len(line.lstrip(" ")) for line in self.lines[header + 1 : last + 1] if line.strip()
        ]
        indent = min(depths, default=0)
        # a line of blanks that reaches further in than the text does is part of it
        while (
            last > header
            and "+" not in sign
            and not self.lines[last][indent:]
            and not self.lines[last].strip()
        ):
            last -= 1
        return self.line_end(last) if last > header else self.starts[header] + column + len(sign)

    def last_line(self, node: Node) -> int:
        """Return the number of the last line of a value."""
        start, end = self.span(node)
        return self.line_of(max(end - 1, start))

    def changed(self, changes: Sequence[Splice]) -> YamlSource:
        """Return the file with some changes made; they must not overlap."""
        return YamlSource(self.path, spliced(self.text, changes))


def spliced(text: str, changes: Sequence[Splice]) -> str:
    """Return a text with changes made; they must not overlap."""
    parts, done = [], 0
    for one in sorted(changes, key=lambda change: (change.start, change.end)):
        parts += [text[done : one.start], one.new]
        done = one.end
    return "".join([*parts, text[done:]])
