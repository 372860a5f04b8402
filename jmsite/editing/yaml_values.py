"""Splice a value in a text of YAML in place: every function yields the ways there are, the most natural one first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.editing.spelling import spellings
from jmsite.editing.yaml_source import Splice, YamlSource
from jmsite.formats.yaml.nodes import Node
from jmsite.formats.yaml.writer import WIDTH, flow, to_yaml
from jmsite.model.sources import Loc

Splices = tuple[Splice, ...]
"""The changes of a text that may make an edit."""
STEP = 2
"""The indentation of a list or mapping below its key."""


def in_flow(source: YamlSource, loc: Loc) -> bool:
    """Return whether what stands at a way is written inside brackets."""
    holders = (source.node(loc[:count]) for count in range(len(loc)))
    return any(node is not None and node.flow for node in holders)


def replaced_value(source: YamlSource, loc: Loc, value: Any, entities: bool = False) -> Iterator[Splices]:
    """Yield the ways to write another value in place of one; ``entities``: where it holds some."""
    node = source.node(loc)
    if node is None:
        return
    inside = in_flow(source, loc)
    if node.empty:
        yield from _filled(source, loc, node, value, entities)
        return
    start, end = source.span(node)
    old = source.text[start:end].split("\n")
    if not isinstance(value, (dict, list)):
        style, indent = (
            (node.style, _block_indent(source, loc, node, old)) if node.kind == "text" else ("", 0)
        )
        indent = indent or _inner(source, loc)
        for made in spellings(value, style, inside, indent, old if node.kind == "text" else ()):
            yield from _put(source, node, made)
        return
    if inside or node.flow or len(flow(value)) <= WIDTH:
        yield (Splice(start=start, end=end, new=flow(value)),)
    if not inside:
        yield from _put(source, node, _block(value, _column(source, loc)))
    yield from _put(source, node, flow(value))


def _put(source: YamlSource, node: Node, made: str) -> Iterator[Splices]:
    """Yield the change that writes something where a value stands, which may have lines of its own below its key."""
    start, end = source.span(node)
    if made.startswith("\n"):
        begin = len(source.text[:start].rstrip(" "))
        yield (Splice(start=begin, end=end, new=made),)
        return
    yield (Splice(start=start, end=end, new=made),)
    head = source.text[:start].rstrip()
    if head.endswith((":", "-")) and "\n" in source.text[len(head) : start]:
        yield (Splice(start=len(head), end=end, new=f" {made}"),)


def _filled(source: YamlSource, loc: Loc, node: Node, value: Any, entities: bool) -> Iterator[Splices]:
    """Yield the ways to write something where nothing stands behind a key or hyphen."""
    at = source.offset(node.start)
    if not isinstance(value, (dict, list)):
        for made in spellings(value, "", in_flow(source, loc), _inner(source, loc)):
            yield (Splice(start=at, end=at, new=f" {made}"),)
        return
    if not in_flow(source, loc) and (entities or isinstance(value, dict)):
        line = source.line_of(at)
        made = _block(value, _column(source, loc), entities)
        yield (Splice(start=source.line_end(line), end=source.line_end(line), new=made),)
    yield (Splice(start=at, end=at, new=f" {flow(value)}"),)


def _column(source: YamlSource, loc: Loc) -> int:
    """Return how far in the key or hyphen of a value stands; of a file's own fields, one step before its margin."""
    holder = source.node(loc[:-1]) if loc else None
    if holder is None:
        return -STEP
    if holder.kind == "list":
        return holder.start[1]
    pair = holder.field(str(loc[-1]))
    return pair[0].start[1] if pair else holder.start[1]


def _inner(source: YamlSource, loc: Loc) -> int:
    return _column(source, loc) + STEP


def _block_indent(source: YamlSource, loc: Loc, node: Node, old: Sequence[str]) -> int:
    """Return how far in the lines of a block of text stand."""
    if node.style in ("|", ">"):
        filled = [line for line in old[1:] if line.strip()]
        if filled:
            return len(filled[0]) - len(filled[0].lstrip(" "))
    return _inner(source, loc)


def _block(value: Any, column: int, entities: bool = False) -> str:
    """Return a list or mapping as lines below a key that stands so far in; a break of lines comes first."""
    if not value:
        return f" {flow(value)}"
    indent = " " * (column + STEP)
    return "".join(f"\n{indent}{line}" if line else "\n" for line in block_lines(value, entities))


def block_lines(value: Any, entities: bool = False) -> list[str]:
    """Return a list or mapping as lines, as authors write them; a list of entities with a line for each field."""
    if isinstance(value, list) and entities:
        return [line for one in value for line in as_item_lines(block_lines(one))]
    if isinstance(value, list):
        lines = to_yaml({"x": value}).split("\n")[:-1]
        if len(lines) > 1:
            return [line.removeprefix("  ") for line in lines[1:]]
        return [f"- {_alone(part)}" for part in value]
    return to_yaml(value).split("\n")[:-1]


def as_item_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines of a mapping as an item of a list."""
    first, *rest = lines
    return [f"- {first}", *indented(rest, STEP)]


def indented(lines: Sequence[str], by: int) -> list[str]:
    """Return lines so much further in; those of blanks alone stay."""
    return [" " * by + line if line.strip() else line for line in lines]


def _alone(value: Any) -> str:
    return next(spellings(value, "", False, 0)) if not isinstance(value, (dict, list)) else flow(value)
