"""Find lists that YAML reads as one text, since their entries do not begin as it wants them to."""

from __future__ import annotations

import re
from typing import Any

from jmsite.formats.yaml.places import Span, YamlLines

# signs that stand before entries elsewhere: of word processors, in mails, and a hyphen without the blank behind it
_SIGNS = (re.compile(r"-(?=[^\W\d_])"), re.compile(r"[‐-―−•·‣▪◦]\s"))
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_HYPHEN, _AS_HYPHEN = "- ", "begin each entry with a hyphen and a space, '- ', on a line of its own"
_QUOTE = "or put quotation marks around the whole text"


_LISTED = re.compile(r"- |[‐-―−•·‣▪◦]\s|-[^\W\d_]|\d{1,2}[.)]\s")


def may_be_list(text: str) -> bool:
    """Return whether a text may be a list: few are, and only of these is looked at how they are written."""
    return _LISTED.match(text) is not None or " - " in text or "\n- " in text


def swallowed_list(lines: YamlLines, node: Any) -> tuple[Span, str, str] | None:
    """Return what an unquoted text holds that looks like a list: the place of it, what it is read as, and what to do.

    That is a later line that begins with a hyphen and a blank, or lines that all begin as entries do elsewhere.
    """
    line, column, end = lines.span(node)
    first, last = line - lines.first, lines.point(node.end_mark)[0] - lines.first
    if not node.end_mark.column:  # the text ended on a line before
        last -= 1
    below = [(at, row) for at, row in enumerate(lines.rows[first + 1 : last + 1], first + 1) if row.strip()]
    for at, row in below:
        if row.lstrip().startswith(_HYPHEN):
            span = (lines.first + at, len(row) - len(row.lstrip()) + 1, len(row.rstrip()) + 1)
            return (
                span,
                "this is read as part of the text above, not as a list entry",
                _hint(lines, first, column),
            )
    row = lines.rows[first]
    if row[: column - 1].strip():  # something stands before it, as the hyphen of an entry
        return None
    texts = [row[column - 1 :], *(row.lstrip() for _, row in below)]
    if any(all(sign.match(text) for text in texts) for sign in _SIGNS) or (
        below and all(_NUMBERED.match(text) for text in texts)
    ):
        what = (
            "this is read as one text, not as a list"
            if below
            else "this is read as a text, not as a list entry"
        )
        return (line, column, end), what, f"{_AS_HYPHEN}, {_QUOTE}"
    return None


def _hint(lines: YamlLines, first: int, column: int) -> str:
    """Return what to do about an entry below a text; ``column`` is where this begins in its row."""
    before = lines.rows[first][: column - 1].strip()
    how = "begin all list entries with '- ' in the same column" if before.endswith("-") else _AS_HYPHEN
    return f"{how}, {_QUOTE}"
