"""Pages of the site one after the other in one document, to be printed: a book, or maps as posters.

Each page is a leaf of it: what stands in its ``main``, with ids of its own, so that links between pages lead from
leaf to leaf. Nothing that needs a script or a screen comes along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from jmsite.exporting.inline_files import (
    SHOWN,
    inline_media,
    inline_style,
    inline_style_text,
    styles_and_scripts,
)
from jmsite.exporting.site_pages import SitePages, from_root, split_url
from jmsite.formats.markup import body_of, retagged, root_of, tag
from jmsite.model.url_schemes import IN_BOOK
from jmsite.model.value import Value

LARGEST = 12_000_000
"""Bytes of the largest picture that is printed."""
OWN = "ui:"
"""The beginning of the ids of the theme, which styles know: these stay."""
NAMED = ("aria-labelledby", "aria-controls", "aria-describedby", "for")
"""Attributes that name ids of their page."""
# with all that is in it: on paper nothing runs, and what is not open is not read
_NOSCRIPT = re.compile(r"<(noscript|template|script|dialog)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_MAIN = re.compile(r"<main\b.*</main\s*>", re.DOTALL | re.IGNORECASE)
_FOOT = re.compile(r'<footer class="colophon.*?</footer\s*>', re.DOTALL | re.IGNORECASE)
_SYMBOL = re.compile(r'<symbol\b[^>]*\bid="([^"]*)".*?</symbol\s*>', re.DOTALL | re.IGNORECASE)
_ID = re.compile(r'\sid="([^"]*)"')
_GOAL = re.compile(r'\shref="[^"#]*#([^"]+)"')


class PaperLeaf(Value):
    """A page as it stands in the document: ``name`` is its id there, ``ids`` are those that it brings along."""

    url: str
    name: str
    html: str
    ids: frozenset[str]


def paper(
    site: SitePages,
    urls: Sequence[str],
    title: str,
    style: str,
    kind: str,
    looks: Mapping[str, str] | None = None,
) -> str:
    """Return the pages at ``urls`` as one document called ``title``, with ``style`` after those of the theme.

    ``kind`` is ``book`` or ``poster``: the class of the whole, by which the theme knows it. ``looks`` are classes for
    leaves in place of those of their pages, by URL. A poster keeps the foot of its page.
    """
    return Paper(site, urls, title, kind, looks or {}).document(urls, style)


class Paper:
    """Pages that are printed together, in one document or in several, in which links lead from one to the other."""

    def __init__(
        self,
        site: SitePages,
        urls: Sequence[str],
        title: str,
        kind: str,
        looks: Mapping[str, str] | None = None,
    ) -> None:
        self.site, self.title, self.kind, self.looks = site, title, kind, looks or {}
        htmls = {url: site.html(url) for url in urls}
        self.leaves = {
            url: PaperLeaf(url=url, name=f"leaf-{at}", html=html, ids=frozenset(_ID.findall(html)))
            for at, (url, html) in enumerate(htmls.items(), 1)
        }
        self.goals = {goal for html in htmls.values() for goal in _GOAL.findall(html)}
        """Ids that links lead to, on whatever page."""

    def chapters(self, largest: int, apart: Sequence[str]) -> list[list[str]]:
        """Return the URLs in order without those ``apart``, as many together as have ``largest`` characters.

        A page that has more stands by itself.
        """
        made: list[list[str]] = []
        room = 0
        for url, leaf in self.leaves.items():
            if url in apart:
                continue
            if len(leaf.html) > room:
                made.append([])
                room = largest
            made[-1].append(url)
            room -= len(leaf.html)
        return made

    def document(self, urls: Sequence[str], style: str) -> str:
        """Return some of the pages as one document, with ``style`` after those of the theme.

        What links of other documents may lead to is named in it, and links to those have the scheme ``book:``.
        """
        inside = {url: self.leaves[url] for url in urls}
        made = [self._leaf(leaf, inside) for leaf in inside.values()]
        first = inside[urls[0]].html
        words = {letter for text in made for letter in text}
        screen = "".join(
            inline_style(self.site, path, words) for path in styles_and_scripts(first, urls[0])[0]
        )
        printed = inline_style_text(self.site, *self.site.paper_style, words)
        root = {**root_of(first), "class": self.kind, "data-theme": "light"}
        return (
            f'<!DOCTYPE html>\n{tag("html", root)}\n<head>\n<meta charset="utf-8">\n'
            f"<title>{escape(self.title)}</title>\n"
            f"<style>{screen}</style>\n<style>{printed}</style>\n<style>{style}</style>\n</head>\n<body>\n"
            f"{_sprite(leaf.html for leaf in inside.values())}\n{''.join(made)}"
            f"{'' if len(inside) == len(self.leaves) else self._named_places(inside)}</body>\n</html>\n"
        )

    def _leaf(self, leaf: PaperLeaf, inside: Mapping[str, PaperLeaf]) -> str:
        look = self.looks.get(leaf.url)
        said, body = body_of(leaf.html)
        main, foot = _MAIN.search(body), _FOOT.search(body) if self.kind == "poster" else None
        shown = _NOSCRIPT.sub("", (main[0] if main else "") + (foot[0] if foot else ""))

        def change(name: str, attributes: Mapping[str, str]) -> Mapping[str, str]:
            made = _changed(name, attributes, leaf, self.site)
            return self._led(made, leaf, inside) if name == "a" and "href" in made else made

        classes = " ".join(filter(None, ("leaf", said.get("class", "") if look is None else look)))
        return f"{tag('div', {'class': classes, 'id': leaf.name})}{retagged(shown, change)}</div>\n"

    def _led(self, said: dict[str, str], leaf: PaperLeaf, inside: Mapping[str, PaperLeaf]) -> dict[str, str]:
        """Return a link as it leads in the document: to a leaf or a place on it, to the published site, or nowhere."""
        goal = from_root(said["href"], leaf.url)
        if goal is None:
            return said
        path, _, anchor = split_url(goal)
        there = self.leaves.get(path)
        if there is not None:
            known = anchor[1:] in there.ids and not anchor.startswith(f"#{OWN}")
            place = _named(anchor[1:], there) if known else there.name
            return {**said, "href": f"{'#' if path in inside else IN_BOOK}{place}"}
        rest = {key: value for key, value in said.items() if key != "href"}
        return {**rest, "href": self.site.base + goal} if self.site.base else rest

    def _named_places(self, inside: Mapping[str, PaperLeaf]) -> str:
        """Return links that nobody sees to what other documents may lead to: only what has one is a place in a PDF."""
        places = [
            place
            for leaf in inside.values()
            for place in (leaf.name, *(_named(id, leaf) for id in sorted(leaf.ids & self.goals)))
        ]
        links = "".join(f"{tag('a', {'href': f'#{place}'})}</a>" for place in places)
        return f"<nav hidden>{links}</nav>\n"


def _changed(name: str, said: Mapping[str, str], leaf: PaperLeaf, site: SitePages) -> dict[str, str]:
    """Return the attributes of an element as they stand in the document."""
    made = {key: value for key, value in said.items() if not key.startswith("data-") or key in LOOKED_AT}
    if "id" in made:
        made["id"] = _named(made["id"], leaf)
    for key in NAMED:
        if key in made:
            made[key] = " ".join(_named(one, leaf) for one in made[key].split())
    if name == "input" and "name" in made:
        # else the buttons of all maps were one choice, and only the last map would show its view
        made["name"] = f"{leaf.name}-{made['name']}"
    if name in SHOWN:
        return inline_media(made, leaf.url, site, LARGEST)[0]
    return made


LOOKED_AT = ("data-lane", "data-line", "data-row")
"""Attributes by which styles know what they are about."""


def _named(id: str, leaf: PaperLeaf) -> str:
    return id if id.startswith(OWN) else f"{leaf.name}.{id}"


def _sprite(htmls: Iterable[str]) -> str:
    """Return the icons of all pages, each once."""
    symbols = {found[1]: found[0] for html in htmls for found in _SYMBOL.finditer(html)}
    return f'<svg class="sprite" aria-hidden="true">{"".join(symbols.values())}</svg>'
