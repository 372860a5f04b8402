"""What one walk writes down as it goes, in the two ways of treating raw HTML."""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape

from jmsite.formats.prose import sanitize
from jmsite.formats.prose.slots import LINK_END, chart_slot, image_slot, link_slot, word_slot
from jmsite.formats.prose.slugs import slug, unused
from jmsite.formats.prose.urls import allowed, readable
from jmsite.formats.prose.whole import whole
from jmsite.model.sources import Heading, Prose, ProseChart, ProseLink

_SAID = re.compile(r"(chart[0-9a-f]{64}):([a-z.]+):([0-9, ]*):")


class ProseBuilder:
    """The growing pieces of one ``Prose``; raw HTML never reaches it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.words: list[str] = []
        self.headings: list[Heading] = []
        self.anchors: dict[str, None] = {}
        self.links: list[ProseLink] = []
        self.charts: list[ProseChart] = []
        self.refused: list[ProseLink] = []
        self.notes: list[str] = []
        self.uses: dict[str, tuple[int, int]] = {}
        self._counts: dict[str, int] = {}
        self._open = True

    def open_link(self, href: str, line: int) -> None:
        """A link begins; of one whose address no link may have, only the words are kept."""
        self._open = allowed(href)
        if self._open:
            self._link(href, line)
        else:
            self.refused.append(ProseLink(href, line))

    def close_link(self) -> None:
        """The link ends."""
        if self._open:
            self._link_end()

    def image(self, href: str, alt: str, line: int) -> None:
        """An image stands here, or its words."""
        if allowed(href):
            self._image(href, alt, line)
        else:
            self.refused.append(ProseLink(href, line, image=True))
            self.out.append(escape(alt))

    def _link(self, href: str, line: int) -> None:
        self.links.append(ProseLink(readable(href), line))
        self.out.append(link_slot(len(self.links) - 1))

    def _link_end(self) -> None:
        self.out.append(LINK_END)

    def _image(self, href: str, alt: str, line: int) -> None:
        self.links.append(ProseLink(readable(href), line, image=True))
        self.out.append(image_slot(len(self.links) - 1, escape(alt)))

    def chart(self, text: str, line: int) -> None:
        """A chart stands here; ``line`` is that of its first words."""
        self.charts.append(ProseChart(text, line))
        self.out.append(self.chart_mark(len(self.charts) - 1))

    def chart_mark(self, number: int) -> str:
        """What holds the place of chart ``number``."""
        return chart_slot(number) + "\n"

    def said(self, key: str, number: str = "") -> str:
        """What holds the place of words of the interface."""
        return word_slot(key, number)

    def raw(self, html: str, _line: int, _block: bool) -> None:
        """HTML as the author wrote it."""
        self.out.append(escape(html, quote=False))

    def note(self, label: str) -> tuple[int, int]:
        """Note a reference to the footnote ``label``: the footnote's number, and which use of it this is."""
        number, uses = self.uses.get(label, (len(self.notes) + 1, 0))
        if not uses:
            self.notes.append(label)
        self.uses[label] = (number, uses + 1)
        return number, uses + 1

    def heading(self, level: int, words_at: int) -> str:
        """Note the heading whose words began at ``words_at``; the answer is its anchor."""
        text = "".join(self.words[words_at:]).strip()
        anchor = unused(slug(text) or "section", self.anchors, self._counts)
        self.anchors[anchor] = None
        self.headings.append(Heading(level, text, anchor))
        return anchor

    def prose(self) -> Prose:
        """The finished value."""
        return Prose(
            "".join(self.out),
            "".join(self.words).strip(),
            tuple(self.headings),
            tuple(self.anchors),
            tuple(self.links),
            tuple(self.charts),
            tuple(self.refused),
        )


class RawDraft(ProseBuilder):
    """A draft that lets raw HTML through to the cleaner, which also finds the links."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        # no text can contain its own digest, so content cannot write a mark
        self._mark = f"chart{sha256(markdown.encode()).hexdigest()}"

    def _link(self, href: str, line: int) -> None:
        self.out.append(f'<a href="{escape(href)}" data-line="{line}">')

    def _link_end(self) -> None:
        self.out.append("</a>")

    def _image(self, href: str, alt: str, line: int) -> None:
        self.out.append(f'<img src="{escape(href)}" alt="{escape(alt)}" data-line="{line}">')

    def chart_mark(self, number: int) -> str:
        return f"{self._mark}.{number}.\n"

    def said(self, key: str, number: str = "") -> str:
        return f"{self._mark}:{key}:{number}:"

    def raw(self, html: str, line: int, block: bool) -> None:
        kept = whole(html)
        self.out.append(sanitize.marked(kept, line))
        if block or kept != html:
            self.words.append(sanitize.visible(kept))

    def prose(self) -> Prose:
        html, links = sanitize.slotted(sanitize.cleaned("".join(self.out)))
        self.anchors.update(dict.fromkeys(sanitize.ids(html)))
        for number in range(len(self.charts)):
            html = html.replace(self.chart_mark(number).strip(), chart_slot(number))
        html = _SAID.sub(self._slotted, html)
        self.out, self.links = [html], list(links)
        return super().prose()

    def _slotted(self, found: re.Match[str]) -> str:
        return word_slot(found[2], found[3]) if found[1] == self._mark else found[0]
