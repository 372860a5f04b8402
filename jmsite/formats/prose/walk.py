"""Make ``Prose`` of tokens in one walk: HTML, plain text, headings, anchors, links and charts together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from jmsite.formats.prose import notes
from jmsite.formats.prose.code import Highlighter
from jmsite.formats.prose.draft import ProseBuilder, RawDraft
from jmsite.formats.prose.kept_markdown import BLOCKS
from jmsite.formats.prose.phrases import Phrases
from jmsite.formats.prose.places import Passage, ProseSpot
from jmsite.formats.prose.reader import MarkdownReader, References, reader
from jmsite.formats.prose.sanitize import cleanable
from jmsite.formats.prose.tables import MarkdownRow, TableToken, aligned
from jmsite.model.sources import Prose

_SURROGATES = re.compile(r"[\ud800-\udfff]")

_FIXED = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_close": "</li>\n",
    "hr": "<hr>\n",
    "dl_open": "<dl>\n",
    "dl_close": "</dl>\n",
    "dt_open": "<dt>",
    "dt_close": "</dt>\n",
    "dd_open": "<dd>",
    "dd_close": "</dd>\n",
    "alert_close": "</aside>\n",
    "alert_title_open": "",
    "alert_title_close": "",
    "lane_heading_open": "<p><strong>",
    "lane_heading_close": "</strong></p>\n",
}
"""The HTML of block tokens that always look the same."""


def read(markdown: str, html: Literal["escape", "sanitize"]) -> Prose:
    """Return what ``to_prose`` returns, once it is known that something is to be read."""
    source = normal(markdown)
    if not source or source.isspace():
        return Prose()
    # what would take too long to clean is shown as text
    raw = html == "sanitize" and cleanable(source)
    draft = RawDraft(source) if raw else ProseBuilder(source)
    walk = ProseWalk(reader(html=raw), draft)
    walk.document(source)
    return draft.prose()


def normal(markdown: str) -> str:
    """Return one kind of newline, and nothing that UTF-8 cannot say or that could pass for a slot."""
    text = markdown.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


class ProseWalk:
    """One walk over one document."""

    def __init__(self, grammar: MarkdownReader, draft: ProseBuilder) -> None:
        self.grammar = grammar
        self.draft = draft
        self.references = References()
        self.env: dict[str, Any] = {"references": self.references}
        self._lines: list[str] = []
        self._heading = (0, 0)
        self._highlighter = Highlighter()

    def document(self, source: str) -> None:
        """Write ``source`` and then its footnotes into the draft."""
        self._lines = source.split("\n")
        tokens = self.grammar.tokens(source, self.env)
        body, kept, again = notes.apart(tokens) if "footnotes" in self.env else (tokens, {}, ())
        self.blocks(body)
        notes.write_notes(self.draft, {label: note.tokens for label, note in kept.items()}, self.blocks)
        # last, since footnotes may refer to footnotes
        self._unused([note for label, note in kept.items() if label not in self.draft.uses], again)

    def _unused(self, notes_unused: Iterable[notes.Footnote], again: Iterable[notes.Footnote]) -> None:
        """Tell of what is defined and stands nowhere: nobody refers to it, or it is defined before."""
        for note in notes_unused:
            self._told("link/unused-reference", f"[^{note.label}]:", note.line)
        for note in again:
            self._told("link/defined-twice", f"[^{note.label}]:", note.line)
        for label, line in self.references.unused():
            self._told("link/unused-reference", f"[{label}]:", line)
        for one in self.env.get("duplicate_refs", ()):
            self._told("link/defined-twice", f"[{one['label']}]:", one["map"][0] + 1)

    def _told(self, rule: str, words: str, line: int) -> None:
        """Tell of a definition by its first words, which stand on ``line``."""
        at = self._lines[line - 1].lower().find(words.lower())
        written = self._lines[line - 1][at : at + len(words)] if at >= 0 else words
        spot = ProseSpot(line, at + 1, at + 1 + len(words)) if at >= 0 else ProseSpot(line)
        self.draft.remark(rule, written.removesuffix(":"), spot)

    def blocks(self, tokens: Iterable[Token]) -> None:
        """Write block tokens, reading their inline content on the way."""
        out, keep = self.draft.out, BLOCKS.get
        for token in tokens:
            kind = token.type
            if kept := keep(kind):
                kept(self.draft.kept, token)
            if kind == "inline":
                if token.map:  # only the title of an alert has none, written with its opening
                    self.phrases(token.content, token.map[0] + 1)
            elif token.hidden:
                continue
            elif kind in _FIXED:
                out.append(_FIXED[kind])
            else:
                _BLOCKS[kind](self, token)

    def phrases(self, text: str, line: int, column: int = 0) -> int:
        """Write inline Markdown that begins on ``line``, behind ``column``; the answer is the column behind it."""
        passage = Passage(text, self._lines, line, column)
        Phrases(self.draft, passage).write(self.grammar.phrases(text, self.env))
        self.draft.words.append("\n")
        return passage.after()

    def _heading_open(self, _token: Token) -> None:
        self._heading = (len(self.draft.out), len(self.draft.words))
        # room for the opening tag, whose anchor follows from the words
        self.draft.out.append("")

    def _heading_close(self, token: Token) -> None:
        at, words_at = self._heading
        anchor = self.draft.heading(int(token.tag[1]), words_at)
        self.draft.out[at] = f'<{token.tag} id="{anchor}">'
        self.draft.out.append(f"</{token.tag}>\n")

    def _ordered_list(self, token: Token) -> None:
        start = token.attrs.get("start")
        self.draft.out.append("<ol>\n" if start is None else f'<ol start="{start}">\n')

    def _list_item(self, token: Token) -> None:
        done = token.meta.get("checked")
        if done is None:
            self.draft.out.append("<li>")
            return
        name, state = self.draft.said("task.done" if done else "task.open"), " checked" if done else ""
        self.draft.out.append(
            f'<li class="task"><input type="checkbox" disabled aria-label="{name}"{state}> '
        )

    def _table(self, token: Token) -> None:
        grid: TableToken = token.meta["table"]
        out, classes = self.draft.out, aligned(grid.aligns)
        # tabindex, so that a wide table can be scrolled by keys
        out.append('<div class="prose-table" tabindex="0"><table>\n<thead>\n')
        rows = [self._row(grid.head, [f'th scope="col"{name}' for name in classes], "</th>")]
        out.append("</thead>\n")
        if grid.rows:
            out.append("<tbody>\n")
            for row in grid.rows:
                rows.append(self._row(row, [f"td{name}" for name in classes], "</td>"))
            out.append("</tbody>\n")
        out.append("</table></div>\n")
        self.draft.kept.table(rows, grid.aligns)

    def _row(self, row: MarkdownRow, openings: Sequence[str], closing: str) -> list[str]:
        """Write a row; the answer are its cells as they are kept."""
        out = self.draft.out
        kept: list[str] = []
        out.append("<tr>")
        column = 0
        for opening, cell in zip(openings, row.cells, strict=True):
            out.append(f"<{opening}>")
            column = self.phrases(cell, row.line, column)
            out.append(closing)
            kept.append(self.draft.kept.passage())
        out.append("</tr>\n")
        return kept

    def _alert(self, token: Token) -> None:
        kind = token.info.lower()
        title = self.draft.said(f"alert.{kind}")
        self.draft.out.append(
            f'<aside class="alert alert-{kind}" role="note">\n<p class="alert-title">{title}</p>\n'
        )

    def _code(self, token: Token) -> None:
        self._block_of_code(token, "")

    def _fence(self, token: Token) -> None:
        # CommonMark lets the word behind a fence have escapes
        language = (unescapeAll(token.info).split(maxsplit=1) or [""])[0]
        if language == "chart":
            line = _line(token)
            self.draft.chart(self._as_written(token.content, line), line + 1)
        else:
            self.draft.kept.fence(token.content, token.info, token.markup)
            self._block_of_code(token, language)

    def _as_written(self, text: str, first: int) -> str:
        """Return the lines of a fence, the first of them on ``first``, as far in as they stand: columns count
        from there.
        """
        written = self._lines[first:]
        lines = text.split("\n")
        at = next((at for at, line in enumerate(lines) if line.strip()), None)
        if at is None or not written[at].endswith(lines[at]):
            return text
        margin = " " * (len(written[at]) - len(lines[at]))
        return "\n".join(margin + line if line.strip() else line for line in lines)

    def _block_of_code(self, token: Token, language: str) -> None:
        html, plain = self._highlighter.block(token.content, language)
        self.draft.out.append(html)
        self.draft.words.append(token.content)
        if plain:
            self._told("prose/plain-code", language, _line(token))

    def _raw(self, token: Token) -> None:
        self.draft.raw(token.content, ProseSpot(_line(token)), True)


def _line(token: Token) -> int:
    """Return the line on which a block of code or of HTML begins."""
    assert token.map  # noqa: S101 - the rules that find these blocks all say where
    return token.map[0] + 1


_BLOCKS: dict[str, Callable[[ProseWalk, Token], None]] = {
    "heading_open": ProseWalk._heading_open,
    "heading_close": ProseWalk._heading_close,
    "ordered_list_open": ProseWalk._ordered_list,
    "list_item_open": ProseWalk._list_item,
    "table": ProseWalk._table,
    "alert_open": ProseWalk._alert,
    "code_block": ProseWalk._code,
    "fence": ProseWalk._fence,
    "html_block": ProseWalk._raw,
}
"""The functions that write block tokens which do not always look the same."""
