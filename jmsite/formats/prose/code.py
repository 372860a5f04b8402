"""Code blocks: Pygments finds the parts of speech, some classes show them, the theme colours those."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_LONGEST = 50_000
"""Longer code stays plain: some lexers need more than linear time."""

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


def code_block(code: str, language: str = "") -> str:
    """``code`` as ``<pre>``, highlighted when ``language`` is one that Pygments knows."""
    named = language if _NAMED.fullmatch(language) else ""
    kind = f' class="language-{named}"' if named else ""
    lexer = _lexer(named.lower()) if named and len(code) <= _LONGEST else None
    body = "".join(_spans(lexer, code)) if lexer else escape(code, quote=False)
    return f'<pre class="code" tabindex="0"><code{kind}>{body}</code></pre>\n'


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
def _names() -> frozenset[str]:
    from pygments.lexers import get_all_lexers

    # without plug-ins: the same page must not look different on another machine
    return frozenset(alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases)


@cache
def _lexer(name: str) -> Lexer | None:
    if name not in _names():
        return None
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(name, stripnl=False)
