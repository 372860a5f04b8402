"""Write a page as Markdown: its twin, which stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from jmsite.formats.prose import fill, to_markdown
from jmsite.formats.template import root_of
from jmsite.model.addresses import output_path
from jmsite.model.catalog import Catalog
from jmsite.model.messages import Messages
from jmsite.model.page import Output, Text
from jmsite.pages.markdown import told
from jmsite.pages.page_kinds import PAGE_KINDS, Single

ADDRESS = re.compile("\0([^\0]*)\0")
OUT = re.compile(r"(?:[a-z][a-z0-9+.-]*:|#)", re.IGNORECASE)
ALONE = [row.pages.url for row in PAGE_KINDS.values() if isinstance(row.pages, Single) and not row.twin]
"""Pages without a twin."""
SIGNS = {ord(" "): "%20", ord("("): "%28", ord(")"): "%29"}
"""What would end an address in Markdown."""


def twin(catalog: Catalog, kind: str, id: str, url: str) -> Output:
    """Return the twin of the page at ``url``, with links to the twins of others."""
    root = root_of(url)
    root = "" if root == "./" else root
    texts = (written(part, root, catalog.words) for part in told(catalog, kind, id))
    return Output(twin_path(url), joined(texts))


def twin_path(url: str) -> str:
    """Return the file of the twin of a page."""
    return output_path(url).removesuffix("html") + "md"


def joined(texts: Iterable[str]) -> bytes:
    """Return texts as one file, with a blank line between them."""
    return ("\n\n".join([text for text in texts if text]) + "\n").encode()


def address(url: str, root: str) -> str:
    """Return a way from a twin to a page of the site, to its twin where it has one; a step is told with its stage."""
    if OUT.match(url):
        return url
    path, _, anchor = url.partition("#")
    if "--" in anchor and path.startswith("journeys/"):
        path += f"{anchor.partition('--')[0]}/"
    if not path or path.endswith("/"):
        path += "index.html" if path in ALONE else "index.md"
    return root + path.translate(SIGNS)


def written(part: str | Text, root: str, words: Messages) -> str:
    """Return a part of a twin; a chart in prose is the sentence that says what it shows."""
    if not isinstance(part, Text):
        return ADDRESS.sub(lambda found: address(found[1], root), part) if "\0" in part else part
    answers = dict(zip(part.prose.links, part.hrefs, strict=False))

    def chart(index: int) -> str:
        drawing = part.drawings[index] if index < len(part.drawings) else None
        return f"<p>{escape(drawing.caption)}</p>" if drawing else ""

    def href(found: str | None) -> str | None:
        return address(found, root) if found is not None else None

    def say(key: str, number: str) -> str:
        return words.phrase(key, n=number) if number else words.phrase(key)

    return to_markdown(fill(part.prose, lambda link: href(answers.get(link)), chart, say))
