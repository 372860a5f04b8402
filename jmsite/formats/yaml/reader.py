"""A YAML text becomes plain values, each with its place, and faults with theirs.

PyYAML reads YAML 1.1 and lets the last of two equal keys win. Here it only composes nodes; what they mean is
decided by YAML 1.2's core schema, so ``no``, ``12:30`` and ``2026-05-01`` are words.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml import MappingNode, ScalarNode

from jmsite.formats.yaml.aliases import Expansion
from jmsite.formats.yaml.comments import swallowed
from jmsite.formats.yaml.composer import Composer, too_deep
from jmsite.formats.yaml.hints import hint
from jmsite.formats.yaml.messages import wording
from jmsite.formats.yaml.places import Lines, Span
from jmsite.formats.yaml.scalars import NotFiniteError, plain
from jmsite.model.diagnostics import Checked, Diagnostic, Place, Related, spanned
from jmsite.model.rules import fault
from jmsite.model.sources import Loc, Places
from jmsite.model.value import Value

_DEEPEST = 100
"""Levels that may stand inside each other. Fields have five or six; whoever walks values here does so by recursion, and
Python ends that at 1,000 calls.
"""
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TYPES: dict[str, tuple[type, ...]] = {
    "bool": (bool,), "int": (int,), "float": (int, float), "null": (type(None),),
}  # fmt: skip
_CORE = "tag:yaml.org,2002:"
_DROPPED = object()


class Tree(Value):
    """A YAML document as plain values with places: dict with text keys, list, str, int, float, bool, None."""

    value: Any
    places: Places


def load(text: str, path: str, first_line: int = 1) -> Checked[Tree]:
    """Read one YAML document; ``first_line`` is the line of the file on which ``text`` begins.

    Faults leave out what is faulty and keep the rest: where a mapping cannot be parsed, those of its fields that
    can be by themselves. A text of which nothing can be parsed yields ``{}``.
    """
    build = _Build(text, path, first_line)
    value = build.document()
    if build.broken:
        value = build.rescued()
    return Checked(
        value=Tree(value=value, places=Places(path=path, values=build.values, keys=build.keys)),
        diagnostics=tuple(build.faults),
    )


class _Build:
    """One reading of one text: gathers values, their places, and faults."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.path = path
        self.faults: list[Diagnostic] = []
        self.values: dict[Loc, Span] = {}
        self.keys: dict[Loc, Span] = {}
        self.lines = Lines(text, first_line)
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
                self._fault("yaml/too-deep", f"more than {_DEEPEST} levels of nesting", deep)
                return {}
            composer: Any = Composer(self.text)
            try:
                if composer.check_node():
                    root = composer.get_node()
                    if composer.check_node():
                        composer.get_node()  # what is broken in the other document is told in place of that
                        span, remedy = self.lines.another_document()
                        self._fault("yaml/several-documents", "another document begins here", span, remedy)
            finally:
                composer.dispose()
        except yaml.MarkedYAMLError as wrong:
            self._syntax(wrong)
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
        told = max(found.place.line for found in self.faults)
        for first_line, block in self.lines.blocks(self.text):
            part = _Build(block, self.path, first_line)
            value = part.document()
            if first_line > told:
                self.faults += [found for found in part.faults if found.rule != "yaml/alias"]
            # of a key that appears twice, the first one counts
            if isinstance(value, dict) and not value.keys() & made.keys():
                made.update(value)
                self.values.update(part.values)
                self.keys.update(part.keys)
        return made

    def _printable(self, text: str) -> str:
        """Return the text with characters replaced that YAML does not allow; the first is a fault."""
        text = text.removeprefix("\ufeff")
        found = _UNPRINTABLE.search(text)
        if found is None:
            return text
        message = f"the character U+{ord(found[0]):04X} is not allowed in YAML"
        place = spanned(self.path, self.lines.span_at(found.start()))
        self.faults.append(fault("yaml/syntax", message, place, "remove it"))
        return _UNPRINTABLE.sub("\ufffd", text)

    def _syntax(self, wrong: yaml.MarkedYAMLError) -> None:
        words = wording(wrong.context or "", wrong.problem or "")
        mark = wrong.problem_mark or wrong.context_mark
        related: tuple[Related, ...] = ()
        if words.at_start and wrong.context_mark is not None:
            broke, mark = self._place(mark), wrong.context_mark
            related = (
                (Related(place=broke, message="it breaks off here"),)
                if broke.line != self._place(mark).line
                else ()
            )
        remedy = hint(words, *self.lines.around(mark))
        self.faults.append(fault(words.rule, words.message, self._place(mark), remedy, related))

    def _place(self, mark: Any) -> Place:
        return spanned(self.path, self.lines.point(mark))

    def _fault(self, rule: str, message: str, at: Any, hint: str = "") -> None:
        if not isinstance(at, tuple):
            at = self.lines.span(at) if isinstance(at, yaml.Node) else self.lines.point(at)
        self.faults.append(fault(rule, message, spanned(self.path, at), hint))

    # -- constructing
    def _value(self, node: Any, loc: Loc, depth: int) -> Any:
        if self.aliases.some and self._expanded(node):
            return _DROPPED
        if isinstance(node, ScalarNode):
            self.values[loc] = self.lines.span(node)
            return self._scalar(node)
        if self._refused(node, depth):
            return _DROPPED
        self.values[loc] = self.lines.span(node)
        self.open.add(id(node))
        mapping = isinstance(node, MappingNode)
        if node.tag not in ("q", _CORE + ("map" if mapping else "seq")):
            self._fault("yaml/tag", f"the tag {_shown(node.tag)} is not supported", node, "remove it")
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
            self._fault("yaml/alias", message, node, "write out the values instead")
        return True

    def _refused(self, node: Any, depth: int) -> bool:
        """Return whether a collection is too deep, or inside itself."""
        if depth >= _DEEPEST:
            self._fault("yaml/too-deep", f"more than {_DEEPEST} levels of nesting", node)
            return True
        if id(node) in self.open:
            self._fault("yaml/alias", "an alias refers to the value it is part of", node)
            return True
        return False

    def _sequence(self, node: Any, loc: Loc, depth: int) -> list[Any]:
        made: list[Any] = []
        for part in node.value:
            # counted by what is kept, as those will count who read the list
            value = self._value(part, (*loc, len(made)), depth)
            if value is None and self._commented(_entry(loc, len(made)), part):
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
            here, span = (*loc, key), self.lines.span(key_node)
            if here in self.keys:
                self._twice(key, span, self.keys[here])
                continue
            self.keys[here] = span
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
        self._fault("field/empty", f"{what} is empty, because the rest is a comment", found[0], hint)
        return True

    def _key(self, node: Any) -> str | None:
        """Return a key's text, or None with a fault where it cannot be a key."""
        if not isinstance(node, ScalarNode) or not node.value:
            what = "empty" if isinstance(node, ScalarNode) else "a list or a mapping"
            self._fault("yaml/complex-key", f"a key is {what}", node, "use a plain word")
            return None
        key = str(node.value)
        if key == "<<" and node.tag == "p":  # in quotation marks it is a key like any other
            self._fault("yaml/merge-key", "the merge key '<<' is not supported", node, "write the fields out")
            return None
        return key

    def _twice(self, key: str, span: Span, first: Span) -> None:
        place, before = spanned(self.path, span), spanned(self.path, first)
        related = (Related(place=before, message="it is first set here"),)
        message = f"field {key!r} appears twice"
        self.faults.append(fault("yaml/duplicate-key", message, place, "remove one of them", related))

    def _scalar(self, node: Any) -> Any:
        text, tag = node.value, node.tag
        if tag == "p":
            value = self._plain(node, text)
            if isinstance(value, str) and self.has_comments:
                self._cut(node)
            return value
        if tag != "q" and tag != _CORE + "str":
            return self._tagged(node, text, tag.removeprefix(_CORE))
        # double quotes alone have escapes, which can write half a pair of surrogates
        return _SURROGATE.sub("\ufffd", text) if node.style == '"' else text

    def _cut(self, node: Any) -> None:
        """Warn where a comment goes on with the text before it."""
        found = swallowed(self.lines, node)
        if found is not None:
            span, said, remedy = found
            self._fault(
                "yaml/comment-in-text", f"this is a comment, so the text ends before it: {said}", span, remedy
            )

    def _plain(self, node: Any, text: str) -> Any:
        try:
            return plain(text)
        except NotFiniteError as wrong:
            self._fault("yaml/not-finite", str(wrong), node)
            return _DROPPED

    def _tagged(self, node: Any, text: str, tag: str) -> Any:
        value = self._plain(node, text)
        if tag in _TYPES and (value is _DROPPED or type(value) in _TYPES[tag]):
            return value
        self._fault("yaml/tag", f"the tag {_shown(node.tag)} is not supported", node, "remove it")
        return value


def _shown(tag: str) -> str:
    return f"'!!{tag.removeprefix(_CORE)}'" if tag.startswith(_CORE) else f"'{tag}'"


def _entry(loc: Loc, index: int) -> str:
    return f"entry {index + 1} of '{loc[-1]}'" if loc and isinstance(loc[-1], str) else f"entry {index + 1}"
