"""Tell comments that were meant as text from those that were meant as comments: YAML ends a text at `` #``."""

from __future__ import annotations

import re
from typing import Any

from jmsite.formats.yaml.places import Span, YamlLines

# a sign right behind the number sign: ``Opens ticket #4711`` loses its number, while ``# 4711`` is meant as a comment
_BEHIND = re.compile(r"(?P<gap>[ \t]+)(?P<said>#(?P<first>[^\W_])[^\n]*?)\s*$")
# notes for programmers and tools are written without a blank, and are meant as comments
_NOTE = re.compile(r"#(?:todo|fixme|xxx|hack|note|noqa|nosec|yaml|prettier|yamllint)\b", re.IGNORECASE)
_IN_TEXT = re.compile(r"""[^\s#'"][^\n#'"]*[ ]#\w""")


def text_lost_to_comment(lines: YamlLines, node: Any) -> tuple[Span, str, str] | None:
    """Return what stands behind an unquoted text and was meant to go on with it: its place, words, and how to
    write both.

    So it is where ``#`` and a number follow (``Opens ticket #4711``), and where ``#`` and a word follow several words
    and one blank. A comment has a blank behind ``#``, mostly more than one before it, or begins like a note.
    """
    line, end, _ = lines.point(node.end_mark)
    row = lines.rows[line - lines.first]
    found = _BEHIND.match(row, end - 1)
    if found is None or _NOTE.match(found["said"]):
        return None
    if not (found["first"].isdigit() or (found["gap"] == " " and " " in node.value.strip())):
        return None
    span = (line, found.start("said") + 1, found.end("said") + 1)
    first, begin, _ = lines.span(node)
    whole = row[begin - 1 : found.end("said")] if first == line else ""
    return span, found["said"], quoted(whole)


def quoted(text: str) -> str:
    """Return how to write a text so that ``#`` is part of it, as a hint says it; ``""`` where only the author
    can tell.
    """
    if not text:
        return "put quotation marks around the whole text"
    said = f'"{text}"' if not re.search(r'["\\]', text) else "'{}'".format(text.replace("'", "''"))
    return f"put quotation marks around the text: {said}"


def cut(row: str) -> bool:
    """Return whether a line that breaks off has ``#`` behind some text, so that the rest of it is a comment."""
    return _IN_TEXT.search(row) is not None and not _NOTE.search(row)
