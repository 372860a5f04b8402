"""A YAML text becomes plain values, each with its place, and faults with theirs.

PyYAML reads YAML 1.1 and lets the last of two equal keys win. Here it only composes nodes; what they mean is
decided by YAML 1.2's core schema, so ``no``, ``12:30`` and ``2026-05-01`` are words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml
from yaml import MappingNode, ScalarNode

from jmsite.formats.yaml.aliases import Expansion
from jmsite.formats.yaml.composer import Composer, too_deep
from jmsite.formats.yaml.doubtful_texts import doubts
from jmsite.formats.yaml.faults import CORE, Faults, named_entry, shown_tag
from jmsite.formats.yaml.lazy_spans import LazySpans, ReadSpans
from jmsite.formats.yaml.places import Span, YamlLines
from jmsite.formats.yaml.scalars import NotFiniteError, resolve_plain
from jmsite.model.diagnostics import Checked, Related
from jmsite.model.sources import Loc, Places
from jmsite.model.value import Value

_DEEPEST = 100
"""Levels that may stand inside each other. Fields have five or six; whoever walks values here does so by recursion, and
Python ends that at 1,000 calls.
"""
DEPTH_OF_VALUES, DEPTH_OF_KEYS = 2, 1
"""How deep the places that every build asks for stand in a file: steps in those of stages, entries in registries."""
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TYPES: dict[str, tuple[type, ...]] = {
    "bool": (bool,), "int": (int,), "float": (int, float), "null": (type(None),),
}  # fmt: skip
_DROPPED = object()


class YamlTree(Value):
    """A YAML document as plain values with places: dict with text keys, list, str, int, float, bool, None."""

    value: Any
    places: Places


def load(text: str, path: str, first_line: int = 1) -> Checked[YamlTree]:
    """Read one YAML document; ``first_line`` is the line of the file on which ``text`` begins.

    Faults leave out what is faulty and keep the rest: where a mapping cannot be parsed, those of its fields that
    can be by themselves. A text of which nothing can be parsed yields ``{}``.
    """
    build = _Build(text, path, first_line)
    value = build.document()
    if build.broken:
        value = build.rescued()
    return Checked(value=YamlTree(value=value, places=build.places()), diagnostics=tuple(build.faults.found))


def _spans_of_values(text: str, first_line: int) -> dict[Loc, Span]:
    build = _Build(text, "", first_line)
    build.document()
    return build.spans(build.values)


def _spans_of_keys(text: str, first_line: int) -> dict[Loc, Span]:
    build = _Build(text, "", first_line)
    build.document()
    return build.spans(build.keys)


class _Build:
    """One reading of one text: gathers values, their places, and faults."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        # their nodes, or where they stand: most texts have no faults, and nobody asks where all of theirs stands
        self.values: dict[Loc, Any] = {}
        self.keys: dict[Loc, Any] = {}
        self.source = text
        self.lines = YamlLines(text, first_line)
        self.faults = Faults(path, self.lines)
        self.text = self._printable(text)
        # looked for once: most texts have none, and no value of theirs has to be looked at
        self.has_comments = " #" in text or "\t#" in text
        self.open: set[int] = set()
        self.aliases = Expansion(text)
        self.broken = False

    # -- composing
    def document(self) -> Any:
        root = None
        try:
            deep = too_deep(self.text, _DEEPEST)
            if deep is not None:
                self.faults.add("yaml/too-deep", f"more than {_DEEPEST} levels of nesting", deep)
                return {}
            composer: Any = Composer(self.text)
            try:
                if composer.check_node():
                    root = composer.get_node()
                    if composer.check_node():
                        composer.get_node()  # what is broken in the other document is told in place of that
                        span, remedy = self.lines.another_document()
                        self.faults.add(
                            "yaml/several-documents", "another document begins here", span, remedy
                        )
            finally:
                composer.dispose()
        except yaml.MarkedYAMLError as wrong:
            self.faults.syntax(wrong)
            self.broken = root is None
        if self.broken:
            return {}
        value = self._value(root, (), 0) if root is not None else None
        return None if value is _DROPPED else value

    def rescued(self) -> dict[str, Any]:
        """Return the top-level fields that can be parsed by themselves, after a parsing error somewhere.

        Faults are told where the text as a whole has not told any: behind its own. Aliases are not among them,
        since what they name may stand in another field.
        """
        made: dict[str, Any] = {}
        told = max(found.place.line for found in self.faults.found)
        for first_line, block in self.lines.blocks(self.text):
            part = _Build(block, self.faults.path, first_line)
            value = part.document()
            if first_line > told:
                self.faults.found += [found for found in part.faults.found if found.rule != "yaml/alias"]
            # of a key that appears twice, the first one counts
            if isinstance(value, dict) and not value.keys() & made.keys():
                made.update(value)
                self.values.update(part.spans(part.values))
                self.keys.update(part.spans(part.keys))
        return made

    def places(self) -> Places:
        """Return the places of everything that was read: at once where there are faults, else when somebody asks."""
        path = self.faults.path
        if self.faults.found:
            return Places(path=path, values=self.spans(self.values), keys=self.spans(self.keys))
        return Places(
            path=path,
            values=self._lazy(self.values, DEPTH_OF_VALUES, _spans_of_values),
            keys=self._lazy(self.keys, DEPTH_OF_KEYS, _spans_of_keys),
        )

    def _lazy(self, nodes: Mapping[Loc, Any], depth: int, read: ReadSpans) -> LazySpans:
        near = self.spans({loc: node for loc, node in nodes.items() if len(loc) <= depth})
        return LazySpans(near=near, depth=depth, text=self.source, first_line=self.lines.first, read=read)

    def spans(self, nodes: Mapping[Loc, Any]) -> dict[Loc, Span]:
        """Return where nodes stand."""
        return {loc: at if isinstance(at, tuple) else self.lines.span(at) for loc, at in nodes.items()}

    def _printable(self, text: str) -> str:
        """Return the text with characters replaced that YAML does not allow; the first is a fault."""
        text = text.removeprefix("\ufeff")
        found = _UNPRINTABLE.search(text)
        if found is None:
            return text
        message = f"the character U+{ord(found[0]):04X} is not allowed in YAML"
        self.faults.add("yaml/syntax", message, self.lines.span_at(found.start()), "remove it")
        return _UNPRINTABLE.sub("\ufffd", text)

    # -- constructing
    def _value(self, node: Any, loc: Loc, depth: int) -> Any:
        if self.aliases.some and self._expanded(node):
            return _DROPPED
        if isinstance(node, ScalarNode):
            self.values[loc] = node
            return self._scalar(node)
        if self._refused(node, depth):
            return _DROPPED
        self.values[loc] = node
        self.open.add(id(node))
        mapping = isinstance(node, MappingNode)
        if node.tag not in ("q", CORE + ("map" if mapping else "seq")):
            self.faults.add("yaml/tag", f"the tag {shown_tag(node.tag)} is not supported", node, "remove it")
        made = self._mapping(node, loc, depth + 1) if mapping else self._sequence(node, loc, depth + 1)
        self.open.discard(id(node))
        return made

    def _expanded(self, node: Any) -> bool:
        """Return whether a node stands here by an alias, and aliases stand for too much."""
        # what stands inside itself is told as that, see ``_refused``
        if id(node) in self.open or not self.aliases.refuses(node):
            return False
        if not self.aliases.told:
            self.aliases.told = True
            message = f"aliases expand to more than {self.aliases.most:,} values and characters"
            self.faults.add("yaml/alias", message, node, "write out the values instead")
        return True

    def _refused(self, node: Any, depth: int) -> bool:
        """Return whether a collection is too deep, or inside itself."""
        if depth >= _DEEPEST:
            self.faults.add("yaml/too-deep", f"more than {_DEEPEST} levels of nesting", node)
            return True
        if id(node) in self.open:
            self.faults.add("yaml/alias", "an alias refers to the value it is part of", node)
            return True
        return False

    def _sequence(self, node: Any, loc: Loc, depth: int) -> list[Any]:
        made: list[Any] = []
        for part in node.value:
            # counted by what is kept, as those will count who read the list
            value = self._value(part, (*loc, len(made)), depth)
            if value is None and self._commented(named_entry(loc, len(made)), part):
                continue
            if value is not _DROPPED:
                made.append(value)
        return made

    def _mapping(self, node: Any, loc: Loc, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            here = (*loc, key)
            if here in self.keys:
                related = (Related(place=self.faults.place(self.keys[here]), message="it is first set here"),)
                message = f"field {key!r} appears twice"
                self.faults.add("yaml/duplicate-key", message, key_node, "remove one of them", related)
                continue
            self.keys[here] = key_node
            value = self._value(value_node, here, depth)
            if value is _DROPPED:
                del self.keys[here]
                continue
            made[key] = value
            if value is None:
                # what is empty has no place of its own
                self.values[here] = self.keys[here]
                self._commented(f"'{key}'", value_node)
        return made

    def _commented(self, what: str, node: Any) -> bool:
        """Return whether an empty value is followed by a ``#`` that looks like the beginning of one, which is a
        fault.
        """
        found = self.lines.comment_at(node.end_mark)
        if found is None or node.value:
            return False
        hint = f'put quotation marks around it: "{found[1]}"'
        self.faults.add("field/empty", f"{what} is empty, because the rest is a comment", found[0], hint)
        return True

    def _key(self, node: Any) -> str | None:
        """Return a key's text, or None with a fault where it cannot be a key."""
        if not isinstance(node, ScalarNode) or not node.value:
            what = "empty" if isinstance(node, ScalarNode) else "a list or a mapping"
            self.faults.add("yaml/complex-key", f"a key is {what}", node, "use a plain word")
            return None
        key = str(node.value)
        if key == "<<" and node.tag == "p":  # in quotation marks it is a key like any other
            self.faults.add(
                "yaml/merge-key", "the merge key '<<' is not supported", node, "write the fields out"
            )
            return None
        return key

    def _scalar(self, node: Any) -> Any:
        text, tag = node.value, node.tag
        if tag == "p":
            value = self._plain(node, text)
            if isinstance(value, str):
                for doubt in doubts(self.lines, node, self.has_comments):
                    self.faults.add(*doubt)
            return value
        if tag != "q" and tag != CORE + "str":
            return self._tagged(node, text, tag.removeprefix(CORE))
        # double quotes alone have escapes, which can write half a pair of surrogates
        return _SURROGATE.sub("\ufffd", text) if node.style == '"' else text

    def _plain(self, node: Any, text: str) -> Any:
        try:
            return resolve_plain(text)
        except NotFiniteError as wrong:
            self.faults.add("yaml/not-finite", str(wrong), node)
            return _DROPPED

    def _tagged(self, node: Any, text: str, tag: str) -> Any:
        value = self._plain(node, text)
        if tag in _TYPES and (value is _DROPPED or type(value) in _TYPES[tag]):
            return value
        self.faults.add("yaml/tag", f"the tag {shown_tag(node.tag)} is not supported", node, "remove it")
        return value
