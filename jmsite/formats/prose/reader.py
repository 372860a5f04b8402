"""The grammar: which Markdown is understood, as one markdown-it object per process and HTML policy."""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from jmsite.formats.prose.blocks import Blocks
from jmsite.formats.prose.inlines import Inlines


class MarkdownReader(MarkdownIt):
    """markdown-it with our grammar. Addresses stay as written."""

    block: Blocks
    inline: Inlines

    def __init__(
        self, *, html: bool, notes: bool = True, line_break: RuleFuncInlineType | None = None
    ) -> None:
        options = {"html": html, "tasklists": True, "alerts": True, "strikethrough_single_tilde": True}
        super().__init__("js-default", options)
        self.block = Blocks()
        self.inline = Inlines()
        if notes:
            # the walk puts footnotes at the end itself, once it knows in which order they are referred to
            self.use(footnote_plugin, inline=False, move_to_end=False)
        self.use(deflist_plugin)
        self.block.settle(html=html)
        self.inline.settle(html=html, notes=notes, line_break=line_break)

    def tokens(self, markdown: str, env: EnvType) -> list[Token]:
        """Return the block tokens of ``markdown``; the walk reads their inline content when it comes to it."""
        found: list[Token] = []
        self.block.parse(markdown, self, env, found)
        return found

    def phrases(self, text: str, env: EnvType) -> list[Token]:
        """Return the inline tokens of ``text``."""
        return self.inline.parse(text, self, env, [])

    def validateLink(self, _url: str) -> bool:  # noqa: N802 - markdown-it calls it by this name
        """Read any ``url`` as one; ``draft`` keeps the words alone of those that no link may have."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Return ``url`` as it is."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Return ``link`` as it is."""
        return link


class References(dict[str, dict[str, Any]]):
    """The link references that markdown-it finds; notes which of them are used."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        """Return what ``key`` stands for, noting that it was asked for."""
        self._asked.add(key)
        return super().get(key, default)

    def unused(self) -> list[tuple[str, int]]:
        """Return the names that nothing asked for, with their lines in the body; not those that comments are
        written with.
        """
        return [
            (name.lower(), one["map"][0] + 1)
            for name, one in self.items()
            # [//]: # (words) is how comments are written where Markdown has none
            if name not in self._asked and not (one["href"].startswith("#") and one["title"])
        ]


@cache
def reader(*, html: bool) -> MarkdownReader:
    """Return the reader for one HTML policy, built once."""
    return MarkdownReader(html=html)
