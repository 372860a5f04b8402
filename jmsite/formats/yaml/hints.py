"""Choose a hint for a fault in a YAML text, from what stands on its line and on the one above."""

from __future__ import annotations

import re

from jmsite.formats.yaml.comments import cut
from jmsite.formats.yaml.messages import YamlMessage

# dashes that word processors make of a hyphen: to YAML they are letters, and the list is one long word
_DASH = re.compile(r"\s*[‐-―−•·*]\s")
# ``key:value`` is one word to YAML, and its author meant a field; an address (``https://``) did mean one word
_GLUED = re.compile(r"""\s*(?:- +)*[^\s:#'"\[{]+:[^\s:/]""")
_CURLY = re.compile(r"(?:^|[:\-,\[{])\s+[“”„‟«»‘’‚]")
_BLOCK = re.compile(r":\s+[|>][-+0-9]*\s*$")
_QUOTED = re.compile(r"""(?:^|[:\-,\[{]\s+)(?:(')[^']*'|"[^"]*")\s*$""")


def hint(words: YamlMessage, above: str, row: str, column: int) -> str:
    """Return the hint for a fault at a column, from 1, of ``row``; ``above`` is the line before that is not blank."""
    before = row[: column - 1]
    return (
        _pasted(row, column, "this line")
        or _pasted(above, 0, "the line above")
        or _hashed(above, row)
        or (
            words.after_colon
            and _CURLY.search(before)
            and "write straight quotation marks around the text: \" or '"
        )
        or (words.after_colon if ": " in before else "")
        or (_GLUED.match(row) and words.glued)
        or (words.glued and _no_field(above, row))
        or (words.misfit and _misfit(words, before, row[column - 1 :]))
        or words.hint
    )


def _pasted(row: str, column: int, where: str) -> str:
    """Return what to do about signs that look like those of YAML, as word processors and web pages have them."""
    if "\t" in row[: _indent(row)] or "\t" in row[column - 1 : column]:
        return f"there is a tab in {where}: replace it with spaces"
    if "\xa0" in row:
        return f"there is a non-breaking space in {where}: retype the spaces of that line"
    if _DASH.match(row):
        return f"begin the list entry in {where} with a hyphen and a space, '- '"
    return ""


def _hashed(above: str, row: str) -> str:
    """Return what to do about a text that was cut, so that what follows does not fit."""
    goes_on = _indent(row) > _indent(above)
    where = "this line" if cut(row) else "the line above" if goes_on and cut(above) else ""
    return (
        f"put quotation marks around the text with ' #' in {where}: the rest is read as a comment"
        if where
        else ""
    )


def _no_field(above: str, row: str) -> str:
    """Return what to do about a line without a colon, where its author had reason to think that it needs none."""
    if _BLOCK.search(above) and _indent(row) <= _indent(above):
        return "indent the lines of the text by two spaces more than its field"
    return "write a plain colon and a space, ': ', in place of '：'" if "：" in row else ""


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _misfit(words: YamlMessage, before: str, rest: str) -> str:
    """Return what to do about something that does not go on as what stands before it."""
    quoted = _QUOTED.search(before)
    if quoted and quoted[1] and rest[:1].isalpha():
        return "put double quotation marks around text that contains an apostrophe"
    if quoted:
        return f"put {'double' if quoted[1] else 'single'} quotation marks around the whole text"
    if before.rstrip().endswith(("]", "}")):
        return "put quotation marks around text that begins with a bracket"
    if before.strip():
        return words.hint
    if rest.startswith("- "):
        return "begin all list entries with '- ' in the same column"
    return "indent it with as many spaces as the fields it belongs with"
