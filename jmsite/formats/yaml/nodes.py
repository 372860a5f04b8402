"""A YAML text as the tree of what is written: where each value begins and ends, and in which style."""

from __future__ import annotations

import re
from typing import Any, Literal

import yaml
from yaml import MappingNode, ScalarNode

from jmsite.formats.yaml.composer import Composer, too_deep
from jmsite.model.sources import Loc
from jmsite.model.value import Value

LineColumn = tuple[int, int]
"""Line and column in a file, from 0."""
# as ``reader`` has it: what lies deeper is refused there, and here would end Python's stack
_DEEPEST = 100
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]|\r")


class Node(Value):
    """A value as written. ``flow`` is in brackets, ``style`` that of a text: "", ``'``, ``"``, ``|`` or ``>``.

    ``end`` is exclusive; that of a list or mapping without brackets is only the beginning of what follows. ``shared``
    is written once and stands in several places, by an anchor.
    """

    kind: Literal["text", "list", "mapping"]
    start: LineColumn
    end: LineColumn
    flow: bool = False
    style: str = ""
    text: str = ""
    items: tuple[Node, ...] = ()
    fields: tuple[tuple[Node, Node], ...] = ()
    shared: bool = False

    def field(self, name: str) -> tuple[Node, Node] | None:
        """Return the key and the value of a field of a mapping."""
        return next((pair for pair in self.fields if pair[0].text == name), None)

    def at(self, loc: Loc) -> Node | None:
        """Return the value at the end of a way, by the keys and numbers that are written; None where there is none."""
        here: Node | None = self
        for part in loc:
            if here is None:
                return None
            if isinstance(part, int):
                here = here.items[part] if part < len(here.items) else None
            else:
                pair = here.field(part)
                here = pair[1] if pair else None
        return here

    @property
    def empty(self) -> bool:
        """Return whether nothing is written: a key with nothing behind it."""
        return self.kind == "text" and self.start == self.end


def nodes(text: str, first_line: int = 0) -> Node | None:
    """Return the tree of a YAML text whose lines end in ``\\n``, and that begins on a line of its file (from 0).

    None for a text that is empty, cannot be read, or breaks lines where editors do not.
    """
    if _ODD_BREAKS.search(text) or too_deep(text, _DEEPEST) is not None:
        return None
    composer: Any = Composer(text)
    try:
        root = composer.get_single_node()
    except yaml.YAMLError:
        return None
    finally:
        composer.dispose()
    return _Tree(first_line).node(root) if root is not None else None


class _Tree:
    def __init__(self, first_line: int) -> None:
        self._first = first_line
        self._seen: set[int] = set()

    def node(self, made: Any) -> Node:
        shared = id(made) in self._seen
        self._seen.add(id(made))
        start, end = self._point(made.start_mark), self._point(made.end_mark)
        if isinstance(made, ScalarNode):
            return Node(
                kind="text", start=start, end=end, style=made.style or "", text=made.value, shared=shared
            )
        flow = bool(made.flow_style)
        if isinstance(made, MappingNode):
            pairs = (
                tuple((self.node(key), self.node(value)) for key, value in made.value) if not shared else ()
            )
            return Node(kind="mapping", start=start, end=end, flow=flow, fields=pairs, shared=shared)
        items = tuple(self.node(part) for part in made.value) if not shared else ()
        return Node(kind="list", start=start, end=end, flow=flow, items=items, shared=shared)

    def _point(self, mark: Any) -> LineColumn:
        return self._first + mark.line, mark.column
