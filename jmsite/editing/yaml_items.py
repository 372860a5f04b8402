"""Add items to lists of YAML, take them away, and put them in another order; functions yield the ways there are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from jmsite.editing.yaml_fields import for_brackets, removed_from_brackets, removed_lines
from jmsite.editing.yaml_source import Splice, YamlSource
from jmsite.editing.yaml_values import STEP, Splices, as_item_lines, block_lines, in_flow, indented
from jmsite.formats.yaml.nodes import Node
from jmsite.formats.yaml.writer import WIDTH, flow
from jmsite.model.sources import Loc


def added_item(source: YamlSource, loc: Loc, number: int, value: Any) -> Iterator[Splices]:
    """Yield the ways to put an item into the list at a way, before the one of a number or behind the last."""
    there = source.node(loc)
    if there is None or there.kind != "list":
        return
    if there.flow:
        yield from _in_brackets(source, there, number, value)
    else:
        yield from _on_lines(source, there, number, value)


def _in_brackets(source: YamlSource, there: Node, number: int, value: Any) -> Iterator[Splices]:
    made = flow(value)
    if not there.items:
        at = source.offset(there.start) + 1
        yield (Splice(start=at, end=source.offset(there.end) - 1, new=made),)
    elif number:
        at = source.span(there.items[min(number, len(there.items)) - 1])[1]
        yield (Splice(start=at, end=at, new=f", {made}"),)
    else:
        at = source.offset(there.items[0].start)
        yield (Splice(start=at, end=at, new=f"{made}, "),)


def _on_lines(source: YamlSource, there: Node, number: int, value: Any) -> Iterator[Splices]:
    indent = " " * there.start[1]
    wide = any(one.kind == "mapping" and not one.flow for one in there.items)
    forms = [_item(value, wide), _item(value, not wide), [f"- {flow(value)}"]]
    for lines in forms:
        last = number >= len(there.items)
        if number:
            line = source.last_line(there.items[min(number, len(there.items)) - 1])
            at = source.line_end(line)
            yield (
                Splice(start=at, end=at, new="".join(f"\n{indent}{one}" if one else "\n" for one in lines)),
            )
        if not last:
            at = source.dash(there, number)
            yield (
                Splice(start=at, end=at, new="".join(f"{one}\n{indent}" if one else "\n" for one in lines)),
            )


def _item(value: Any, wide: bool) -> list[str]:
    """Return an item with its hyphen; ``wide``: with a line for each of its fields."""
    if isinstance(value, dict) and value and (wide or len(flow(value)) > WIDTH):
        return as_item_lines(block_lines(value))
    return block_lines([value])


def removed_item(source: YamlSource, loc: Loc) -> Iterator[Splices]:
    """Yield the ways to take an item away, which is not the only one of its list."""
    there, number = source.node(loc[:-1]), int(loc[-1])
    if there is None or there.kind != "list" or number >= len(there.items):
        return
    item = there.items[number]
    following = number + 1 if number + 1 < len(there.items) else None
    end = source.span(item)[1]
    if there.flow:
        after = source.offset(there.items[following].start) if following else None
        yield from removed_from_brackets(source, there, source.offset(item.start), end, number, after)
    else:
        after = source.dash(there, following) if following else None
        yield from removed_lines(source, source.dash(there, number), end, after)


def moved_item(source: YamlSource, loc: Loc, number: int, to: int) -> Iterator[Splices]:
    """Yield the ways to put an item of a list in another place among its items, with the comments right above it."""
    there = source.node(loc)
    if there is None or there.kind != "list" or max(number, to) >= len(there.items):
        return
    order = list(range(len(there.items)))
    order.insert(to, order.pop(number))
    spans = [source.span(item) for item in there.items] if there.flow else _lines_of_items(source, there)
    texts = [source.text[start:end] for start, end in spans]
    if not there.flow and any(before[1] > after[0] for before, after in pairwise(spans)):
        return
    yield tuple(
        Splice(start=start, end=end, new=texts[at])
        for (start, end), at in zip(spans, order, strict=True)
        if source.text[start:end] != texts[at]
    )


def _lines_of_items(source: YamlSource, there: Node) -> list[tuple[int, int]]:
    """Return the lines of each item from its hyphen on, with the comments right above it and behind its last line."""
    spans, floor = [], 0
    for number, item in enumerate(there.items):
        start = source.dash(there, number)
        line = source.line_of(start)
        while number and line - 1 > floor and source.lines[line - 1].lstrip().startswith("#"):
            line -= 1
        last = source.last_line(item) if not item.empty else source.line_of(source.offset(item.start))
        begin = start if line == source.line_of(start) else source.starts[line] + there.start[1]
        spans.append((begin, source.line_end(last)))
        floor = last
    return spans


def wrapped_in_list(source: YamlSource, loc: Loc) -> Iterator[Splices]:
    """Yield the ways to make a list of one of a value that stands for it."""
    node = source.node(loc)
    if node is None or node.empty:
        return
    start, end = source.span(node)
    old = source.text[start:end]
    if "\n" not in old and node.style not in ("|", ">") and (node.kind == "text" or node.flow):
        yield (Splice(start=start, end=end, new=f"[{for_brackets(node, old)}]"),)
    holder = source.node(loc[:-1])
    pair = holder.field(str(loc[-1])) if holder and holder.kind == "mapping" else None
    if pair and not in_flow(source, loc):
        yield from _below(source, pair[0], start, old, node)
    yield (Splice(start=start, end=end, new=flow([source.at(loc)])),)


def _below(source: YamlSource, key: Node, start: int, old: str, node: Node) -> Iterator[Splices]:
    """Yield the way to write the list of one on lines below its key."""
    column = key.start[1]
    first, *rest = old.split("\n")
    if node.kind == "text":
        lines = [f"{' ' * (column + STEP)}- {first}", *indented(rest, STEP)]
        head = len(source.text[:start].rstrip())
        yield (Splice(start=head, end=start + len(old), new="\n" + "\n".join(lines)),)
        return
    yield (Splice(start=start, end=start + len(old), new="\n".join([f"- {first}", *indented(rest, STEP)])),)
