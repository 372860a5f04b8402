"""A Markdown text as plain blocks with their lines: more lenient than Markdown, as outlines are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jmsite.importing.html_in_text import TABLE, html_table, plain_lines
from jmsite.model.value import Value, replace

_ATX = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_SETEXT = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
_ITEM = re.compile(r"(\s*)(?:[-*+•▪◦‣]|(\d{1,3})\\?[.)、．])\s+(\S.*)$")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*([\w-]*)")
_BOLD = re.compile(r"\s{0,3}(\*\*|__)(?!\s)([^*_].*?)\1[:：]?\s*$")
_IMAGE = re.compile(r"\s*!\[([^\]]*)\]\(([^)\s]+)[^)]*\)\s*$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_DOWN = re.compile(r"\s*(?:↓|⬇️?|▼|v|V|\||│)\s*$")
_CELL = re.compile(r"(?<!\\)\|")


class TextBlock(Value):
    """A line or a block. ``kind``: heading, bold, text, item, quote, table, code, comment, image, rule, blank, chain.

    ``level`` is that of a heading or the indent of an item, ``language`` that of code, ``rows`` are the cells of a
    table, ``lines`` those of one in HTML, and ``items`` the links of a chain of arrows, each with its line.
    """

    kind: str
    text: str
    line: int
    level: int = 0
    language: str = ""
    number: int | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    items: tuple[tuple[str, int], ...] = ()
    lines: tuple[int, ...] = ()


def front_matter(text: str) -> tuple[str, int]:
    """Return the YAML between the dashes that a text begins with, and the number of lines before what follows it."""
    lines = text.split("\n")
    if not lines or lines[0].strip() != "---":
        return "", 0
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)
    return ("\n".join(lines[1:end]), end + 1) if end else ("", 0)


def blocks_of(text: str) -> tuple[TextBlock, ...]:
    """Return the blocks of a Markdown text, behind its front matter, in order."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    _, first = front_matter("\n".join(lines))
    plain = [*lines[:first], *plain_lines(lines[first:])]
    return tuple(_chained(list(_read(plain, first))))


def _read(lines: Sequence[str], at: int) -> Iterator[TextBlock]:
    while at < len(lines):
        block, at = _next(lines, at)
        yield block


def _next(lines: Sequence[str], at: int) -> tuple[TextBlock, int]:
    line = lines[at]
    number = at + 1
    if not line.strip():
        return TextBlock(kind="blank", text="", line=number), at + 1
    if fence := _FENCE.match(line):
        return _code(lines, at, fence)
    if line.lstrip().startswith("<!--"):
        return _comment(lines, at)
    if TABLE.match(line):
        return _html(lines, at)
    if found := _ATX.match(line):
        return TextBlock(kind="heading", text=found[2], line=number, level=len(found[1])), at + 1
    following = lines[at + 1] if at + 1 < len(lines) else ""
    if "|" in line and _TABLE_RULE.match(following) and "-" in following and ("|" in following):
        return _table(lines, at)
    if _RULE.match(line):
        return TextBlock(kind="rule", text="", line=number), at + 1
    if found := _ITEM.match(line):
        return _item(lines, at, found)
    if (found := _SETEXT.match(following)) and not line.lstrip().startswith(">"):
        level = 1 if found[1].startswith("=") else 2
        return TextBlock(kind="heading", text=line.strip(), line=number, level=level), at + 2
    if line.lstrip().startswith(">"):
        return TextBlock(kind="quote", text=line.lstrip().lstrip("> ").strip(), line=number), at + 1
    if found := _IMAGE.match(line):
        return TextBlock(kind="image", text=found[2], line=number), at + 1
    if found := _BOLD.match(line):
        return TextBlock(kind="bold", text=found[2].strip(), line=number), at + 1
    return TextBlock(kind="text", text=line.strip(), line=number), at + 1


def _item(lines: Sequence[str], at: int, found: re.Match[str]) -> tuple[TextBlock, int]:
    """Return an item with the lines that go on with it."""
    indent = len(found[1].expandtabs(4))
    text, end = found[3].strip(), at + 1
    # a line that goes on is indented beyond the sign of the item, and begins no item itself
    while end < len(lines) and lines[end].strip() and not _ITEM.match(lines[end]):
        ahead = len(lines[end].expandtabs(4)) - len(lines[end].expandtabs(4).lstrip())
        if ahead < indent + 2 or _FENCE.match(lines[end]):
            break
        text, end = f"{text} {lines[end].strip()}", end + 1
    number = int(found[2]) if found[2] else None
    return TextBlock(kind="item", text=text, line=at + 1, level=indent, number=number), end


def _code(lines: Sequence[str], at: int, fence: re.Match[str]) -> tuple[TextBlock, int]:
    end = at + 1
    while end < len(lines) and not (
        lines[end].strip().startswith(fence[1]) and not lines[end].strip().strip("`~")
    ):
        end += 1
    body = "\n".join(lines[at + 1 : end])
    return TextBlock(kind="code", text=body, line=at + 1, language=fence[2].lower()), end + 1


def _comment(lines: Sequence[str], at: int) -> tuple[TextBlock, int]:
    end = at
    while end < len(lines) and "-->" not in lines[end]:
        end += 1
    text = "\n".join(lines[at : end + 1]).replace("<!--", "").replace("-->", "").strip()
    return TextBlock(kind="comment", text=text, line=at + 1), end + 1


def _table(lines: Sequence[str], at: int) -> tuple[TextBlock, int]:
    rows, end = [cells_of(lines[at])], at + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        rows.append(cells_of(lines[end]))
        end += 1
    return TextBlock(kind="table", text=lines[at].strip(), line=at + 1, rows=tuple(rows)), end


def _html(lines: Sequence[str], at: int) -> tuple[TextBlock, int]:
    found = html_table(lines, at)
    numbers = tuple(line for line, row in zip(found.lines, found.rows, strict=True) if any(row))
    rows = tuple(row for row in found.rows if any(row))
    if not rows:
        return TextBlock(kind="blank", text="", line=at + 1), found.end
    text = " | ".join(rows[0])
    return TextBlock(kind="table", text=text, line=at + 1, rows=rows, lines=numbers), found.end


def cells_of(line: str) -> tuple[str, ...]:
    """Return the cells of a row; ``\\|`` is a stroke within one."""
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELL.split(inner))


def _chained(blocks: list[TextBlock]) -> Iterator[TextBlock]:
    """Yield blocks with lines joined by ``↓`` as one chain."""
    at = 0
    while at < len(blocks):
        links, end = _links(blocks, at)
        if len(links) > 1:
            yield TextBlock(kind="chain", text=links[0][0], line=blocks[at].line, items=tuple(links))
            at = end
        else:
            yield blocks[at]
            at += 1


def _links(blocks: Sequence[TextBlock], at: int) -> tuple[list[tuple[str, int]], int]:
    links: list[tuple[str, int]] = []
    end = at
    while (
        end < len(blocks)
        and blocks[end].kind in ("text", "item", "bold")
        and not _DOWN.match(blocks[end].text)
    ):
        links.append((blocks[end].text, blocks[end].line))
        after = _beyond_blanks(blocks, end + 1)
        if after >= len(blocks) or not _DOWN.match(blocks[after].text) or blocks[after].kind != "text":
            return links, end + 1
        end = _beyond_blanks(blocks, after + 1)
    return links, end


def _beyond_blanks(blocks: Sequence[TextBlock], at: int) -> int:
    return next((there for there in range(at, len(blocks)) if blocks[there].kind != "blank"), len(blocks))


def shifted(blocks: Sequence[TextBlock], lines: int) -> tuple[TextBlock, ...]:
    """Return blocks of a text that begins so many lines later in its file."""
    return tuple(
        replace(block, line=block.line + lines, lines=tuple(one + lines for one in block.lines))
        for block in blocks
    )
