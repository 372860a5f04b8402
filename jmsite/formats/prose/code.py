"""Code blocks: Pygments finds the parts of speech, some classes show them, the theme colours those."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jmsite.formats.prose.lexers import most_signs

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_MOST_SPENT = 4.0
"""The factor by which a text may have more code than its lexer may be given at once."""
_NAMED = re.compile(r"[\w+#.\-]{1,40}")

_CLASSES = {
    "Comment": "c",
    "Keyword": "k",
    "Keyword.Constant": "m",
    "Literal.String": "s",
    "Literal.Number": "m",
    "Name.Attribute": "na",
    "Name.Builtin": "nb",
    "Name.Class": "nc",
    "Name.Decorator": "nd",
    "Name.Function": "nf",
    "Name.Tag": "nt",
    "Generic.Deleted": "gd",
    "Generic.Heading": "gh",
    "Generic.Inserted": "gi",
    "Generic.Prompt": "gp",
}
"""Pygments token type → class, as Pygments names it; a type not listed has that of its nearest ancestor."""

CLASSES = frozenset(_CLASSES.values())


class Highlighter:
    """Shows the code of one text, highlighted as long as that can take no more than moments."""

    def __init__(self) -> None:
        self._spent = 0.0

    def block(self, code: str, language: str = "") -> tuple[str, bool]:
        """Return ``code`` as ``<pre>``, and whether it is plain though Pygments knows ``language``."""
        # what authors write there stands in an attribute
        named = language if _NAMED.fullmatch(language) else ""
        kind = f' class="language-{named}"' if named else ""
        known = named.lower() in _names() if named else False
        lexer = _lexer(named.lower()) if known and self._affords(len(code), named.lower()) else None
        body = "".join(_spans(lexer, code)) if lexer else escape(code, quote=False)
        return f'<pre class="code" tabindex="0"><code{kind}>{body}</code></pre>\n', known and lexer is None

    def _affords(self, length: int, name: str) -> bool:
        """Return whether a lexer may be given so much code, and all code so far took no more time than one text
        may cost.
        """
        longest = most_signs(_names()[name])
        if length > longest:
            return False
        # as if time grew by the square of the length, which that of many lexers does
        self._spent += (length / longest) ** 2
        return self._spent <= _MOST_SPENT


def _spans(lexer: Lexer, code: str) -> Iterator[str]:
    # Pygments takes CRLF, tabs and a missing last newline into its own hands; fences have only plain newlines
    tokens = ((_class(kind), text) for kind, text in lexer.get_tokens(code))
    for name, group in groupby(tokens, key=lambda pair: pair[0]):
        text = escape("".join(text for _, text in group), quote=False)
        yield f'<span class="{name}">{text}</span>' if name else text


@cache
def _class(kind: Any) -> str:
    words = str(kind).split(".")[1:]
    for length in range(len(words), 0, -1):
        found = _CLASSES.get(".".join(words[:length]))
        if found:
            return found
    return ""


@cache
def _names() -> dict[str, str]:
    """Return the first of the names of its lexer for every name of a language."""
    from pygments.lexers import get_all_lexers

    # without plug-ins: the same page must not look different on another machine
    every = (aliases for _, aliases, _, _ in get_all_lexers(plugins=False))
    return {alias: aliases[0] for aliases in every for alias in aliases}


@cache
def _lexer(name: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name

    # or Pygments would cut off blank lines at both ends
    return get_lexer_by_name(name, stripnl=False)
