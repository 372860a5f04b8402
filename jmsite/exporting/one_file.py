"""Pages of the site as one file that asks for nothing: it opens from disk, and goes along with a mail.

A page looks and works as on the site, since it is the same page with the styles, scripts, typefaces and pictures that
it uses put into it. Of several pages the first is shown; the others lie beside it and are shown by their address,
which the script ``one-file`` of the theme reads.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from html import escape
from urllib.parse import quote

from jmsite.exporting.inline_files import SHOWN, inline_media, inline_style, path_of, styles_and_scripts
from jmsite.exporting.site_pages import SitePages, data_url, from_root, split_url
from jmsite.formats.markup import body_of, in_element, retagged, root_of, tag, title_of
from jmsite.model.value import Value

LARGEST = 300_000
"""Bytes of the largest picture that is put into the file; of a larger one its words stand there."""
CHOOSER = "one-file"
"""The script of the theme that shows the page that the address names."""
FIRST = "appearance"
"""The script of the theme that runs before anything is drawn."""
EXPLORED = ("data-explore", "data-vega", "data-root")
"""The attributes that say where what a chart is explored with lies, which would take a library larger than a map."""
SCRIPT = re.compile(r"theme/.*\.js")


class LeafPage(Value):
    """A page of the file: its address, its title, the attributes of its body, and what stands in it.

    ``scripts`` are those that it loads when they are wanted, ``left_out`` what is too large to be shown,
    both by their paths in the site.
    """

    url: str
    title: str
    body: str
    attributes: Mapping[str, str]
    scripts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class OneFile(Value):
    """A file that holds pages, how many these are, and which pictures and recordings were too large for it."""

    content: bytes
    pages: int
    left_out: tuple[str, ...] = ()


def one_file(site: SitePages, urls: Sequence[str]) -> OneFile:
    """Return the pages at ``urls`` as one HTML file, which shows the first of them when it is opened."""
    known = frozenset(urls)
    htmls = {url: site.html(url) for url in urls}
    pages = [_leaf(url, html, site, known) for url, html in htmls.items()]
    front = htmls[urls[0]]
    styles, always = styles_and_scripts(front, urls[0])
    words = {letter for page in pages for letter in page.body}
    sheet = "".join(inline_style(site, path, words) for path in styles)
    # in the head: it sets light or dark before anything is painted
    early = [_script(site, path) for path in always if _stem(path) == FIRST]
    late = [_script(site, path) for path in always if _stem(path) != FIRST]
    parts = {path: _script(site, path) for page in pages for path in page.scripts}
    choosing = [_script(site, site.part(CHOOSER))]
    # by digests: the file may be opened anywhere, and nothing but our own scripts may run in it
    policy = _policy(sheet, [*early, *parts.values(), *choosing, *late])
    head = _head(front, policy, sheet, early, site)
    content = "".join(
        (
            "<!DOCTYPE html>\n",
            tag("html", {**root_of(front), "data-alone": ""}),
            head,
            tag("body", pages[0].attributes),
            pages[0].body,
            *(_kept(page) for page in pages[1:]),
            *(f"{tag('script', {'data-file': path})}{text}</script>\n" for path, text in parts.items()),
            *(f"<script>{text}</script>\n" for text in (*choosing, *late)),
            "</body>\n</html>\n",
        )
    )
    left_out = tuple(dict.fromkeys(path for page in pages for path in page.left_out))
    return OneFile(content=content.encode(), pages=len(pages), left_out=left_out)


def _leaf(url: str, html: str, site: SitePages, known: frozenset[str]) -> LeafPage:
    """Return a page with what it shows in it."""
    scripts: dict[str, None] = {}
    left_out: list[str] = []

    def change(name: str, said: Mapping[str, str]) -> Mapping[str, str]:
        made = {key: value for key, value in said.items() if key not in EXPLORED}
        if name == "a" and "href" in made:
            return _led(made, url, site, known)
        if name in SHOWN:
            held, large = inline_media(made, url, site, LARGEST)
            left_out.extend(large)
            return held
        path = path_of(made.pop("data-src", ""), url)
        if name == "template" or not SCRIPT.match(path):
            return made
        scripts[path] = None
        return {**made, "data-src": path}

    said, body = body_of(html)
    made = retagged(body, change)
    return LeafPage(
        url=url,
        title=title_of(html),
        body=made,
        attributes=said,
        scripts=tuple(scripts),
        left_out=tuple(left_out),
    )


def _led(said: dict[str, str], url: str, site: SitePages, known: frozenset[str]) -> dict[str, str]:
    """Return a link as it leads in the file: to a page of it, to the published site, or nowhere.

    Nor does the one to the search, which needs a server.
    """
    goal = from_root(said["href"], url)
    if goal is None or said["href"].startswith("#"):
        return said
    path, query, anchor = split_url(goal)
    if path in known:
        more = f"&{query[1:]}" if query else ""
        return {**said, "href": f"?page={quote(path, safe='/')}{more}{anchor}"}
    if site.base and said.get("data-part") != "search":
        return {**said, "href": site.base + goal}
    return {key: value for key, value in said.items() if key not in ("href", "data-part", "data-src")}


def _head(front: str, policy: str, sheet: str, early: Iterable[str], site: SitePages) -> str:
    icon = site.file("theme/favicon.svg")
    shown = f'<link rel="icon" href="{data_url("favicon.svg", icon)}">\n' if icon else ""
    return (
        f'\n<head>\n<meta charset="utf-8">\n<title>{escape(title_of(front))}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f"{shown}{''.join(f'<script>{text}</script>' for text in early)}\n<style>{sheet}</style>\n</head>\n"
    )


def _policy(sheet: str, scripts: Iterable[str]) -> str:
    """Return what the file may do: run what is in it, and ask nobody for anything."""
    allowed = " ".join(dict.fromkeys(f"'{_digest(text)}'" for text in scripts)) or "'none'"
    return (
        f"default-src 'none'; style-src '{_digest(sheet)}'; script-src {allowed}; img-src data:; "
        "media-src data:; font-src data:; form-action 'none'; base-uri 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _kept(page: LeafPage) -> str:
    """Return a page that is not shown at first."""
    said = {"data-page": page.url, "data-title": page.title, "data-class": page.attributes.get("class", "")}
    return f"{tag('template', {**said, 'data-url': quote(page.url, safe='/')})}{page.body}</template>\n"


def _script(site: SitePages, path: str) -> str:
    return in_element("script", (site.file(path) or b"").decode())


def _stem(path: str) -> str:
    """Return the name of a script without what changes with its text."""
    return path.rpartition("/")[2].removesuffix(".js").rpartition("-")[0]
