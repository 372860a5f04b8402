"""Add fields to mappings of YAML and take them away; every function yields the ways there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.editing.yaml_source import Splice, YamlSource
from jmsite.editing.yaml_values import STEP, Splices, block_lines, indented
from jmsite.formats.yaml.nodes import Node
from jmsite.formats.yaml.writer import flow, scalar, to_yaml
from jmsite.model.sources import Loc


def added_field(
    source: YamlSource,
    loc: Loc,
    name: str,
    value: Any,
    order: Sequence[str] = (),
    entities: bool = False,
) -> Iterator[Splices]:
    """Yield the ways to give the mapping at a way a field: behind the last of those that come before it in ``order``.

    A file without fields gets its first one. ``entities``: the field is one, or holds some.
    """
    holder = source.node(loc)
    if holder is None or (holder.empty and not loc):
        yield from _first_of_file(source, name, value, entities)
    elif holder.kind == "mapping" and holder.flow:
        yield from _in_brackets(source, holder, name, value, order)
    elif holder.kind == "mapping":
        yield from _on_lines(source, holder, name, value, order, entities)


def _entry(name: str, value: Any, wide: bool = False) -> list[str]:
    """Return the lines of a field; ``wide``: with a line for each field of its own."""
    if wide and isinstance(value, (dict, list)) and value:
        return [f"{scalar(name)}:", *indented(block_lines(value, entities=True), STEP)]
    return to_yaml({name: value}).split("\n")[:-1]


def _before(holder: Node, name: str, order: Sequence[str]) -> int:
    """Return behind how many fields of a mapping a new one belongs."""
    keys = [key.text for key, _ in holder.fields]
    if name not in order:
        return len(keys)
    earlier = set(order[: order.index(name)])
    return max(
        (at + 1 for at, key in enumerate(keys) if key in earlier), default=0 if keys[:1] != ["id"] else 1
    )


def _in_brackets(
    source: YamlSource, holder: Node, name: str, value: Any, order: Sequence[str]
) -> Iterator[Splices]:
    made = flow({name: value})[1:-1]
    number = _before(holder, name, order)
    if number:
        at = source.span(holder.fields[number - 1][1])[1]
        if holder.fields[number - 1][1].empty:
            at = max(at, source.offset(holder.fields[number - 1][0].end))
        yield (Splice(start=at, end=at, new=f", {made}"),)
    start = source.offset(holder.start) + 1
    yield (Splice(start=start, end=start, new=f"{made}, " if holder.fields else made),)


def _on_lines(
    source: YamlSource, holder: Node, name: str, value: Any, order: Sequence[str], entities: bool
) -> Iterator[Splices]:
    indent = " " * holder.fields[0][0].start[1]
    beside = [part.flow for _, part in holder.fields if part.kind == "mapping"]
    of_lines = not all(beside) or (entities and (isinstance(value, list) or not beside))
    lines = _entry(name, value, of_lines and (entities or isinstance(value, dict)))
    number = _before(holder, name, order)
    for behind in dict.fromkeys((number, len(holder.fields), 0)):
        if behind:
            line = source.line_of(source.span(holder.fields[behind - 1][1])[1])
            at = source.line_end(line)
            yield (
                Splice(start=at, end=at, new="".join(f"\n{indent}{one}" if one else "\n" for one in lines)),
            )
        else:
            at = source.offset(holder.fields[0][0].start)
            yield (
                Splice(start=at, end=at, new="".join(f"{one}\n{indent}" if one else "\n" for one in lines)),
            )


def _first_of_file(source: YamlSource, name: str, value: Any, entities: bool) -> Iterator[Splices]:
    """Yield the ways to write the first field of a file."""
    made = "\n".join(_entry(name, value, entities)) + "\n"
    if not source.path.endswith(".md"):
        text = source.text
        end = len(text)
        yield (Splice(start=end, end=end, new=made if not text or text.endswith("\n") else f"\n{made}"),)
        yield (Splice(start=0, end=0, new=made),)
        return
    if source.lines[0].rstrip() == "---" and source.first == 2:
        at = source.starts[1] + len(source.part)
        yield (Splice(start=at, end=at, new=made),)
        yield (Splice(start=source.starts[1], end=source.starts[1], new=made),)
    yield (Splice(start=0, end=0, new=f"---\n{made}---\n\n"),)


def removed_field(source: YamlSource, loc: Loc) -> Iterator[Splices]:
    """Yield the ways to take a field away, which is not the only one of its mapping."""
    holder = source.node(loc[:-1])
    if holder is None or holder.kind != "mapping":
        return
    names = [key.text for key, _ in holder.fields]
    if str(loc[-1]) not in names:
        return
    number = names.index(str(loc[-1]))
    key, node = holder.fields[number]
    start, end = source.offset(key.start), max(source.span(node)[1], source.offset(key.end))
    following = source.offset(holder.fields[number + 1][0].start) if number + 1 < len(holder.fields) else None
    if holder.flow:
        yield from removed_from_brackets(source, holder, start, end, number, following)
        return
    yield from removed_lines(source, start, end, following)


def removed_from_brackets(
    source: YamlSource, holder: Node, start: int, end: int, number: int, following: int | None
) -> Iterator[Splices]:
    """Yield the ways to take something out of brackets with the comma beside it."""
    if following is not None:
        yield (Splice(start=start, end=following, new=""),)
    elif number:
        parts = holder.items or tuple(value for _, value in holder.fields)
        keys = holder.items or tuple(key for key, _ in holder.fields)
        before = max(source.span(parts[number - 1])[1], source.offset(keys[number - 1].end))
        yield (Splice(start=before, end=end, new=""),)
    else:
        first = source.offset(holder.start) + 1
        yield (Splice(start=first, end=source.offset(holder.end) - 1, new=""),)


def removed_lines(source: YamlSource, start: int, end: int, following: int | None) -> Iterator[Splices]:
    """Yield the ways to take away what begins on a line, or behind a hyphen, with what stands behind it on its last
    line; comments on lines of their own stay.
    """
    first, last = source.line_of(start), source.line_of(max(end, start))
    head = source.text[source.starts[first] : start]
    if not head.strip():
        stop = source.starts[last + 1] if last + 1 < len(source.starts) else len(source.text)
        begin = source.starts[first]
        if stop == len(source.text) and begin and not source.text.endswith("\n"):
            begin -= 1
        yield (Splice(start=begin, end=stop, new=""),)
        return
    if following is not None:
        between = source.text[source.line_end(last) : following]
        if not between.strip():
            yield (Splice(start=start, end=following, new=""),)
    begin = len(source.text[:start].rstrip(" "))
    yield (Splice(start=begin, end=source.line_end(last), new=""),)


def wrapped_in_mapping(source: YamlSource, loc: Loc, name: str) -> Iterator[Splices]:
    """Yield the ways to make a mapping with one field of a value that stands for it alone."""
    node = source.node(loc)
    if node is None or node.empty:
        return
    start, end = source.span(node)
    old, key = source.text[start:end], scalar(name)
    inside = loc and source.node(loc[:-1])
    siblings = inside.items if inside and inside.kind == "list" else ()
    block = any(one.kind == "mapping" and not one.flow for one in siblings)
    on_line = "\n" not in old
    short = (Splice(start=start, end=end, new="{" + f"{key}: {for_brackets(node, old)}" + "}"),)
    ways: list[Splices] = (
        [short] if on_line and node.style not in ("|", ">") and (node.kind == "text" or node.flow) else []
    )
    head = source.text[source.starts[node.start[0]] : start]
    if (
        inside
        and not inside.flow
        and inside.kind == "list"
        and head.strip(" -") == ""
        and (on_line or node.style)
    ):
        made = old.split("\n")
        ways.insert(
            0 if block or not on_line else 1,
            (Splice(start=start, end=end, new="\n".join([f"{key}: {made[0]}", *indented(made[1:], STEP)])),),
        )
    yield from ways
    yield from ((Splice(start=start, end=end, new=flow({name: value})),) for value in [source.at(loc)])


def for_brackets(node: Node, old: str) -> str:
    """Return a value of one line as it can stand in brackets: quoted where commas or brackets would end it."""
    if node.kind != "text" or node.style:
        return old
    return (
        old
        if scalar(node.text, flow=True) == node.text or not isinstance(node.text, str)
        else _quoted(node, old)
    )


def _quoted(node: Node, old: str) -> str:
    made = scalar(node.text, flow=True)
    # a number or the like is no text, and must not become one
    return made if scalar(node.text) == node.text else old
