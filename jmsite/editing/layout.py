"""The YAML of a file as lines and nodes, and edits that write something new in the form of what is there."""

from __future__ import annotations

import re

from jmsite.content.parse import yaml_part
from jmsite.editing.written_site import BREAK
from jmsite.formats.yaml.nodes import LineColumn, Node, nodes
from jmsite.formats.yaml.writer import flow, scalar
from jmsite.model.diagnostics import Edit, Place
from jmsite.model.sources import Loc
from jmsite.model.value import Value

_ITEM = re.compile(r"[ \t]*-[ \t]+")


class YamlLayout(Value):
    """A file with fields: its lines, and the tree of its YAML; ``root`` is None where there is nothing to be read."""

    path: str
    lines: tuple[str, ...]
    root: Node | None

    def node(self, loc: Loc) -> Node | None:
        """Return the value at the end of a way."""
        return self.root.at(loc) if self.root else None


def layout(path: str, text: str) -> YamlLayout:
    """Return the lines of a text, and the nodes of its front matter or of all of it."""
    plain = BREAK.sub("\n", text)
    part, first = yaml_part(path, plain)
    return YamlLayout(
        path=path, lines=tuple(plain.split("\n")), root=nodes(part, first - 1) if part else None
    )


def insertion(of: YamlLayout, at: LineColumn, text: str) -> Edit | None:
    """Return the edit that writes something at a point of a line; None in a line that is empty.

    It names the sign before the point, or behind it, as an edit must name what stands where it is made.
    """
    line, column = at
    words = of.lines[line] if line < len(of.lines) else ""
    if not words:
        return None
    begin = min(column, len(words) - 1)
    sign = words[begin]
    place = Place(path=of.path, line=line + 1, column=begin + 1, end_column=begin + 2)
    return Edit(place=place, old=sign, new=f"{text}{sign}" if begin == column else f"{sign}{text}")


def new_field(of: YamlLayout, loc: Loc, name: str, value: object, after: str = "") -> list[Edit]:
    """Return the edits that give the mapping at ``loc`` a field: behind the field ``after`` where that stands on one
    line, else before all others. None are returned where no place for it can be told.
    """
    holder, text = of.node(loc), f"{scalar(name)}: {flow(value)}"
    if holder is None or holder.empty:
        return _first_of_all(of, loc, text)
    if holder.kind != "mapping" or holder.shared:
        return []
    before = holder.field(after) if after else None
    if before and _on_one_line(before[1]):
        if holder.flow:
            return _kept(insertion(of, before[1].end, f", {text}"))
        line, indent = before[1].start[0], " " * before[0].start[1]
        return _kept(insertion(of, (line, len(of.lines[line])), f"\n{indent}{text}"))
    if holder.flow:
        line, column = holder.start
        return _kept(insertion(of, (line, column + 1), f"{text}, " if holder.fields else text))
    first = holder.fields[0][0].start
    return _kept(insertion(of, first, f"{text}\n{' ' * first[1]}"))


def new_item(of: YamlLayout, loc: Loc, word: str) -> list[Edit]:
    """Return the edits that add a word to the list at ``loc``, as its first; a single value becomes a list."""
    there, quoted = of.node(loc), scalar(word, flow=True)
    if there is None or there.shared or there.kind == "mapping":
        return []
    if there.empty:
        return _first_of_all(of, loc, f"[{quoted}]", bare=True)
    if there.kind == "text":
        return _listed(of, there, quoted)
    if there.flow:
        line, column = there.start
        return _kept(insertion(of, (line, column + 1), f"{quoted}, " if there.items else quoted))
    line, column = there.items[0].start
    head = of.lines[line][:column]
    return _kept(insertion(of, (line, column), f"{scalar(word)}\n{head}")) if _ITEM.fullmatch(head) else []


def _listed(of: YamlLayout, there: Node, quoted: str) -> list[Edit]:
    """Return the edit that makes a list of a single value on one line."""
    if not _on_one_line(there):
        return []
    (line, begin), (_, end) = there.start, there.end
    old = of.lines[line][begin:end]
    inside = old if there.style else scalar(there.text, flow=True)
    place = Place(path=of.path, line=line + 1, column=begin + 1, end_column=end + 1)
    return [Edit(place=place, old=old, new=f"[{inside}, {quoted}]")]


def _first_of_all(of: YamlLayout, loc: Loc, text: str, bare: bool = False) -> list[Edit]:
    """Return the edit that writes into what is empty: behind a key, or as the first line of a file."""
    if loc:
        holder = of.node(loc[:-1])
        pair = holder.field(str(loc[-1])) if holder else None
        if pair is None:
            return []
        line, column = pair[0].end
        colon = of.lines[line].find(":", column)
        return (
            _kept(insertion(of, (line, colon + 1), f" {text}" if bare else f" {{{text}}}"))
            if colon >= 0
            else []
        )
    if not of.path.endswith(".md"):
        return []
    # front matter without fields, or none at all
    fenced = of.lines[0].rstrip() == "---"
    return _kept(
        insertion(of, (1, 0), f"{text}\n") if fenced else insertion(of, (0, 0), f"---\n{text}\n---\n\n")
    )


def _on_one_line(node: Node) -> bool:
    """Return whether a value begins and ends on one line, and is no block of lines."""
    flat = node.kind == "text" or node.flow
    return flat and node.start[0] == node.end[0] and node.style not in ("|", ">") and node.start != node.end


def _kept(edit: Edit | None) -> list[Edit]:
    return [edit] if edit else []
