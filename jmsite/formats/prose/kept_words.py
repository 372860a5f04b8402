"""Keep words as their author wrote them, and so that they are read as words elsewhere, too."""

from __future__ import annotations

import re

MARKS = "*_~`"
_BLOCK = re.compile(
    r"^[ \t]*(?:(?P<number>\d+)(?=[.)](?:\s|$))|(?P<note>\[\^[^\]\n]*\])(?=:)"
    r"|(?P<rule>(?P<line>[_*])[ \t]*(?:(?P=line)[ \t]*){2,}$)|(?P<tildes>~{3,})"
    r"|(?=#{1,6}(?:\s|$)|[+*-](?:\s|$)|>|=+[ \t]*$|-[ \t]*(?:-[ \t]*){2,}$"
    r"|`{3,}[^`\n]*$|[:~][ \t]"
    r"|[|:-][-|: \t]*$))",
    re.MULTILINE,
)
"""The signs that would begin a block at the beginning of a line."""
_MARK = re.compile(f"[{MARKS}]")
# a ``<`` that begins no tag is a sign like others, so that ``a < b`` stays as written
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_TAG_OR_END = re.compile(rf"{_TAG.pattern}|<\Z")
_LIKE_MARKUP = re.compile(r"[*~\[\]\\]|(?<![^\W_])_|_(?![^\W_])")


def words(text: str) -> str:
    """Return words as their author wrote them, in which nothing is a tag, a link or a footnote elsewhere either."""
    if "[^" in text:
        text = text.replace("[^", "[\\^")
    if "](" in text:
        text = text.replace("](", "\\](")
    return _TAG.sub(r"\\<", text) if "<" in text else text


def words_of_link(text: str) -> str:
    """Return words of a link, which are only words without the link as well."""
    return _TAG_OR_END.sub(r"\\<", _LIKE_MARKUP.sub(r"\\\g<0>", text))


def no_block(text: str) -> str:
    """Return lines of which none begins a block."""

    def broken(found: re.Match[str]) -> str:
        signs = found["rule"] or found["tildes"]  # a run in which not all are escaped could be emphasis
        return _MARK.sub(r"\\\g<0>", signs) if signs else f"{found[0]}\\"

    return _BLOCK.sub(broken, text)


def code(content: str, marks: str) -> str:
    """Return code among words."""
    room = " " if content[:1] in ("`", " ") or content[-1:] in ("`", " ") else ""
    return f"{marks}{room if content.strip(' ') else ''}{content}{room if content.strip(' ') else ''}{marks}"
