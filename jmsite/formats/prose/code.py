"""Code blocks: Pygments finds the parts of speech, some classes show them, the style sheet colours those."""

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

TOKENS = {
    "comment": ("#6a655c", "#a19b90"),
    "keyword": ("#7a2f8f", "#d3a0e6"),
    "string": ("#2f6b2a", "#9ccc8f"),
    "number": ("#8f4a00", "#e8b06a"),
    "name": ("#1d5a8c", "#8fc1ec"),
    "tag": ("#8a2d3b", "#f0a0aa"),
    "inserted": ("#2f6b2a", "#9ccc8f"),
    "deleted": ("#9b2226", "#f29a9a"),
}
"""The literal colours: token → (on light paper, on dark paper)."""

_COLOURED = {
    "comment": ("c", "gp"),
    "keyword": ("k",),
    "string": ("s",),
    "number": ("m",),
    "name": ("nb", "nc", "nd", "nf", "gh"),
    "tag": ("nt", "na"),
    "inserted": ("gi",),
    "deleted": ("gd",),
}

CLASSES = frozenset(_CLASSES.values())


def code_block(code: str, language: str = "") -> str:
    """``code`` as ``<pre>``, highlighted when ``language`` is one that Pygments knows."""
    named = language if _NAMED.fullmatch(language) else ""
    kind = f' class="language-{named}"' if named else ""
    lexer = _lexer(named.lower()) if named and len(code) <= _LONGEST else None
    body = "".join(_spans(lexer, code)) if lexer else escape(code, quote=False)
    return f'<pre class="code" tabindex="0"><code{kind}>{body}</code></pre>\n'


def code_styles() -> str:
    """The style sheet of highlighted code; needs ``color-scheme`` on the root for its dark half."""
    literals = "".join(
        f"  --code-{token}: light-dark({light}, {dark});\n" for token, (light, dark) in TOKENS.items()
    )
    rules = "".join(
        f"{', '.join(f'.code .{name}' for name in names)} {{ color: var(--code-{token}); }}\n"
        for token, names in _COLOURED.items()
    )
    shapes = ".code .c { font-style: italic; }\n.code .gh { font-weight: 600; }\n"
    return f":root {{\n{literals}}}\n{rules}{shapes}"


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
