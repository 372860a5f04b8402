"""The faults of a YAML text, each with its place."""

from __future__ import annotations

from typing import Any

import yaml

from jmsite.formats.yaml.hints import hint
from jmsite.formats.yaml.messages import wording
from jmsite.formats.yaml.places import YamlLines
from jmsite.model.diagnostics import Diagnostic, Place, Related, spanned
from jmsite.model.rules import fault
from jmsite.model.sources import Loc

CORE = "tag:yaml.org,2002:"
"""The beginning of the tags of YAML itself."""


class Faults:
    """Gathers diagnostics of one text of a file; they stand at nodes, marks or spans of its lines."""

    def __init__(self, path: str, lines: YamlLines) -> None:
        self.path = path
        self.lines = lines
        self.found: list[Diagnostic] = []

    def add(
        self, rule: str, message: str, at: Any, hint: str = "", related: tuple[Related, ...] = ()
    ) -> None:
        """Note what is wrong at a node, a mark or a span."""
        self.found.append(fault(rule, message, self.place(at), hint, related))

    def place(self, at: Any) -> Place:
        """Return where a node, a mark or a span stands."""
        if not isinstance(at, tuple):
            at = self.lines.span(at) if isinstance(at, yaml.Node) else self.lines.point(at)
        return spanned(self.path, at)

    def syntax(self, wrong: yaml.MarkedYAMLError) -> None:
        """Note why a text cannot be composed, in our words."""
        words = wording(wrong.context or "", wrong.problem or "")
        mark = wrong.problem_mark or wrong.context_mark
        related: tuple[Related, ...] = ()
        if words.at_start and wrong.context_mark is not None:
            broke, mark = self.place(mark), wrong.context_mark
            related = (
                (Related(place=broke, message="it breaks off here"),)
                if broke.line != self.place(mark).line
                else ()
            )
        self.add(words.rule, words.message, mark, hint(words, *self.lines.around(mark)), related)


def shown_tag(tag: str) -> str:
    """Return a tag as authors write it, in quotation marks."""
    return f"'!!{tag.removeprefix(CORE)}'" if tag.startswith(CORE) else f"'{tag}'"


def named_entry(loc: Loc, index: int) -> str:
    """Return the words for an entry of the list at a location; ``index`` counts from 0."""
    return f"entry {index + 1} of '{loc[-1]}'" if loc and isinstance(loc[-1], str) else f"entry {index + 1}"
