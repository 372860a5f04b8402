"""A text of the content as bytes: byte order mark and line ends stay as they are where something else changes."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property

from jmsite.content.parse import yaml_part
from jmsite.editing.errors import RefusedEditError
from jmsite.editing.operations import Operation, apply_operations
from jmsite.editing.written_site import BREAK
from jmsite.editing.yaml_source import YamlSource
from jmsite.model.sources import Inputs

MARK = b"\xef\xbb\xbf"


class FileText:
    """A text of the content. Raises ``RefusedEditError`` where it is no text, or not there."""

    def __init__(self, inputs: Inputs, path: str) -> None:
        found = inputs.content.get(path)
        if found is None:
            raise RefusedEditError(f"{path} is not there")
        self.path = path
        self._mark = MARK if found.data.startswith(MARK) else b""
        try:
            self._text = found.data[len(self._mark) :].decode("utf-8")
        except UnicodeDecodeError:
            raise RefusedEditError(f"{path} is not valid UTF-8; 'jmsite check' shows where") from None

    @cached_property
    def plain(self) -> str:
        """Return the text with lines that end in ``\\n``."""
        return BREAK.sub("\n", self._text)

    @cached_property
    def source(self) -> YamlSource:
        """Return the YAML of the file: all of it, or its front matter."""
        return YamlSource(self.path, self.plain)

    @cached_property
    def _body_start(self) -> int:
        part, first = yaml_part(self.path, self.plain)
        if first == 1:
            return 0
        at = len("".join(line + "\n" for line in self.plain.split("\n")[: first - 1])) + len(part)
        closing = self.plain.find("\n", at)
        return closing + 1 if closing >= 0 else len(self.plain)

    @property
    def body(self) -> str:
        """Return the Markdown below the fields, without the blank lines around it."""
        return self.plain[self._body_start :].strip("\n")

    @property
    def body_line(self) -> int:
        """Return the line on which the Markdown begins, counted from 1."""
        rest = self.plain[self._body_start :]
        return self.plain.count("\n", 0, self._body_start) + 1 + len(rest) - len(rest.lstrip("\n"))

    def with_body(self, body: str) -> bytes:
        """Return the file with other Markdown below its fields; blank lines around it stay."""
        head, rest = self.plain[: self._body_start], self.plain[self._body_start :]
        before = rest[: len(rest) - len(rest.lstrip("\n"))]
        after = rest[len(rest.rstrip("\n")) :] if rest.strip("\n") else ""
        made = BREAK.sub("\n", body).strip("\n")
        if not rest.strip("\n"):
            before, after = before or ("\n" if head else ""), "\n"
            if head and not head.endswith("\n"):
                head += "\n"
        return self.with_text(
            head + (before + made + after if made else before if rest.strip("\n") else rest)
        )

    def with_text(self, text: str) -> bytes:
        """Return the file with another text (lines end in ``\\n``): lines that stay keep their ends, new ones get that
        of the line before them.
        """
        ends = BREAK.findall(self._text)
        if set(ends) <= {"\n"}:
            return self._mark + text.encode("utf-8")
        if len(set(ends)) == 1:
            return self._mark + text.replace("\n", ends[0]).encode("utf-8")
        return self._mark + "".join(self._mixed(text.split("\n"), ends)).encode("utf-8")

    def _mixed(self, lines: Sequence[str], ends: Sequence[str]) -> list[str]:
        """Return lines with ends of several kinds, each with that which it had."""
        old = self.plain.split("\n")
        made: list[str] = []
        match = SequenceMatcher(None, old, lines, autojunk=False)
        for _, first, _, start, stop in match.get_opcodes():
            for number in range(start, stop):
                at = min(first + number - start, len(ends) - 1)
                made += [lines[number], ends[at] if number < len(lines) - 1 else ""]
        return made


def with_operations(text: FileText, operations: Sequence[Operation]) -> bytes:
    """Return a file in which operations are made. Raises ``RefusedEditError``."""
    return text.with_text(apply_operations(text.source, operations).text)
