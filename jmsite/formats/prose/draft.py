"""Collect what a walk over Markdown writes, in the two ways of treating raw HTML."""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape

from jmsite.formats.prose import raw, sanitize
from jmsite.formats.prose.kept_markdown import KeptMarkdown
from jmsite.formats.prose.kept_words import words
from jmsite.formats.prose.odd_signs import without_odd_signs
from jmsite.formats.prose.places import ProseSpot
from jmsite.formats.prose.slots import LINK_END, chart_slot, image_slot, link_slot, word_slot
from jmsite.formats.prose.slugs import slug, unused
from jmsite.formats.prose.urls import allowed, readable
from jmsite.formats.prose.whole_html import whole
from jmsite.model import markdown
from jmsite.model.sources import Heading, Prose, ProseChart, ProseLink, ProseRemark

LONGEST_ADDRESS = 4_000
"""Longer addresses are none: no browser and no server would follow them."""
MOST_ADDRESSES = 100_000
"""The length that all addresses of a text may come to where that is more than the text: references write one many
times."""
# the words of a chart are only known later: they stand here as a name that nobody can write, with the digest of its
# block
_SAID = re.compile(r"(chart[0-9a-f]{64}):([a-z.]+):([0-9, ]*):")


class ProseBuilder:
    """The growing pieces of one ``Prose``; raw HTML never reaches it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.out: list[str] = []
        self.words: list[str] = []
        self.kept = KeptMarkdown()
        self.headings: list[Heading] = []
        self.anchors: dict[str, None] = {}
        self.links: list[ProseLink] = []
        self.charts: list[ProseChart] = []
        self.refused: list[ProseLink] = []
        self.remarks: list[ProseRemark] = []
        self.notes: list[str] = []
        self.uses: dict[str, tuple[int, int]] = {}
        self._counts: dict[str, int] = {}
        self._open = True
        self._addresses = 0
        self._too_long: set[str] = set()
        self._most = max(MOST_ADDRESSES, len(source))

    def open_link(self, href: str, spot: ProseSpot) -> bool:
        """Begin a link; of one whose address no link may have, only the words are kept, and the answer is no."""
        self._open = self._is_short(href, spot) and self._is_allowed(href, spot, False)
        if self._open:
            self._link(href, spot)
        return self._open

    def close_link(self) -> None:
        """End the link."""
        if self._open:
            self._link_end()

    def image(self, href: str, alt: str, spot: ProseSpot) -> None:
        """Write an image, or its words."""
        if self._is_short(href, spot) and self._is_allowed(href, spot, True):
            self._image(href, alt, spot)
            self.kept.here.append(markdown.image_slot(readable(href), alt))
        else:
            self.out.append(escape(alt))
            self.kept.here.append(markdown.escaped(alt))

    def remark(self, rule: str, what: str, spot: ProseSpot) -> None:
        """Add a remark for the author about what stands at a spot."""
        self.remarks.append(
            ProseRemark(rule=rule, what=what, line=spot.line, column=spot.column, end=spot.end)
        )

    def _is_allowed(self, href: str, spot: ProseSpot, image: bool) -> bool:
        if not allowed(href):
            self.refused.append(
                ProseLink(href=href, line=spot.line, image=image, column=spot.column, end=spot.end)
            )
            return False
        return True

    def _is_short(self, href: str, spot: ProseSpot) -> bool:
        """Return whether an address can be one, and all of them together are not far more than was written."""
        self._addresses += len(href)
        if len(href) <= LONGEST_ADDRESS and self._addresses <= self._most:
            return True
        told = "" if len(href) <= LONGEST_ADDRESS else href[:40]
        if told not in self._too_long:  # a reference can write it a thousand times
            self._too_long.add(told)
            self.remark("link/too-long", told, spot)
        return False

    def _link(self, href: str, spot: ProseSpot) -> None:
        self.links.append(
            ProseLink(href=readable(href), line=spot.line, image=False, column=spot.column, end=spot.end)
        )
        self.out.append(link_slot(len(self.links) - 1))

    def _link_end(self) -> None:
        self.out.append(LINK_END)

    def _image(self, href: str, alt: str, spot: ProseSpot) -> None:
        self.links.append(
            ProseLink(href=readable(href), line=spot.line, image=True, column=spot.column, end=spot.end)
        )
        self.out.append(image_slot(len(self.links) - 1, escape(alt)))

    def chart(self, text: str, line: int) -> None:
        """Write where a chart stands; ``line`` is that of its first words."""
        self.charts.append(ProseChart(text=text, line=line))
        self.out.append(self.chart_mark(len(self.charts) - 1))
        self.kept.chart(len(self.charts) - 1)

    def chart_mark(self, number: int) -> str:
        """Return what holds the place of chart ``number``."""
        return chart_slot(number) + "\n"

    def said(self, key: str, number: str = "") -> str:
        """Return what holds the place of words of the interface."""
        return word_slot(key, number)

    def raw(self, html: str, _spot: ProseSpot, _block: bool) -> None:
        """Write HTML as the author wrote it."""
        self.out.append(escape(html, quote=False))
        self.kept.here.append(words(html))

    def note(self, label: str) -> tuple[int, int]:
        """Count a reference to the footnote ``label``; return the footnote's number, and which use of it this is."""
        number, uses = self.uses.get(label, (len(self.notes) + 1, 0))
        if not uses:
            self.notes.append(label)
        self.uses[label] = (number, uses + 1)
        return number, uses + 1

    def heading(self, level: int, words_at: int) -> str:
        """Add the heading whose words began at ``words_at``; return its anchor, which no other heading has."""
        text = "".join(self.words[words_at:]).strip()
        anchor = unused(slug(text) or "section", self.anchors, self._counts)
        self.anchors[anchor] = None
        self.headings.append(Heading(level=level, text=text, anchor=anchor))
        return anchor

    def prose(self) -> Prose:
        """Return the finished value."""
        made = Prose(
            html="".join(self.out),
            text="".join(self.words).strip(),
            markdown=self.kept.finished(),
            headings=tuple(self.headings),
            anchors=tuple(self.anchors),
            links=tuple(self.links),
            charts=tuple(self.charts),
            refused=tuple(self.refused),
            remarks=tuple(sorted(self.remarks, key=lambda remark: (remark.line, remark.column))),
        )
        return without_odd_signs(made, self._source) if "&#" in self._source else made


class RawDraft(ProseBuilder):
    """A draft that lets raw HTML through to the cleaner, which also finds the links."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        # no text can contain its own digest, so content cannot write a mark
        self._mark = f"chart{sha256(source.encode()).hexdigest()}"

    def _link(self, href: str, spot: ProseSpot) -> None:
        self.out.append(f'<a href="{escape(href)}" {sanitize.place(spot)}>')

    def _link_end(self) -> None:
        self.out.append("</a>")

    def _image(self, href: str, alt: str, spot: ProseSpot) -> None:
        self.out.append(f'<img src="{escape(href)}" alt="{escape(alt)}" {sanitize.place(spot)}>')

    def chart_mark(self, number: int) -> str:
        return f"{self._mark}.{number}.\n"

    def said(self, key: str, number: str = "") -> str:
        return f"{self._mark}:{key}:{number}:"

    def raw(self, html: str, spot: ProseSpot, block: bool) -> None:
        kept = whole(html)
        self.out.append(sanitize.marked(kept, spot))
        if block or kept != html:
            self.words.append(sanitize.visible(kept))
        self._keep(html, kept, block)

    def _keep(self, html: str, kept: str, block: bool) -> None:
        """Write raw HTML where it is kept, of which ``kept`` is left."""
        text = raw.block(kept) if block else raw.among_words(html, kept)
        if block and text.startswith("<"):
            self.kept.block("html", text)
        elif text:
            self.kept.here.append(text)
        else:
            self.kept.comment()
        if block:
            self.kept.paragraph()

    def prose(self) -> Prose:
        # cleaned first, since the patterns of the others know only what nh3 writes
        html, links = sanitize.slotted(sanitize.single(sanitize.cleaned("".join(self.out))))
        self.anchors.update(dict.fromkeys(sanitize.ids(html)))
        for number in range(len(self.charts)):
            html = html.replace(self.chart_mark(number).strip(), chart_slot(number))
        html = _SAID.sub(self._slotted, html)
        self.out, self.links = [html], list(links)
        return super().prose()

    def _slotted(self, found: re.Match[str]) -> str:
        return word_slot(found[2], found[3]) if found[1] == self._mark else found[0]
