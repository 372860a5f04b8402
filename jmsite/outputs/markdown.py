"""Write a page as Markdown: the file beside its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from jmsite.formats.template import root_of
from jmsite.model.addresses import output_path
from jmsite.model.catalog import Catalog
from jmsite.model.markdown import escaped, fill
from jmsite.model.page import Output, Text
from jmsite.pages.markdown import page_markdown
from jmsite.pages.page_kinds import PAGE_KINDS
from jmsite.pages.page_urls import Single

ADDRESS = re.compile("\0([^\0]*)\0")
OUT = re.compile(r"(?:[a-z][a-z0-9+.-]*:|#)", re.IGNORECASE)
ALONE = [row.pages.url for row in PAGE_KINDS.values() if isinstance(row.pages, Single) and not row.markdown]
"""Pages that are not to be had as Markdown."""
SIGNS = {ord(" "): "%20", ord("("): "%28", ord(")"): "%29"}
"""The signs that would end an address in Markdown."""


def markdown_page(catalog: Catalog, kind: str, id: str, url: str) -> Output:
    """Return the page at ``url`` as Markdown, with links to the Markdown of others."""
    root = root_of(url)
    root = "" if root == "./" else root
    notes = (f"-{number}" if number > 1 else "" for number in count(1))  # each text has footnotes of its own
    parts = page_markdown(catalog, kind, id)
    texts = (text_markdown(part, root, next(notes) if isinstance(part, Text) else "") for part in parts)
    return Output(path=markdown_path(url), content=join_texts(texts))


def markdown_path(url: str) -> str:
    """Return the file of a page as Markdown."""
    return output_path(url).removesuffix("html") + "md"


def join_texts(texts: Iterable[str]) -> bytes:
    """Return texts as one file, with a blank line between them."""
    return ("\n\n".join([text for text in texts if text]) + "\n").encode()


def address(url: str, root: str) -> str:
    """Return a way from a Markdown page to a page of the site, as Markdown where there is that; a step is told with
    its stage."""
    if OUT.match(url):
        return url
    path, _, anchor = url.partition("#")
    if "--" in anchor and path.startswith("journeys/"):
        path += f"{anchor.partition('--')[0]}/"
    if not path or path.endswith("/"):
        # by its file: on a disk and on plain servers a folder opens no Markdown
        path += "index.html" if path in ALONE else "index.md"
    return root + path.translate(SIGNS)


def text_markdown(part: str | Text, root: str, notes: str = "") -> str:
    """Return a part of a Markdown page; a chart in prose is the sentence that says what it shows.

    ``notes`` is put behind the labels of footnotes.
    """
    if not isinstance(part, Text):
        return ADDRESS.sub(lambda found: address(found[1], root), part) if "\0" in part else part
    answers = {
        (link.href, link.image): href for link, href in zip(part.prose.links, part.hrefs, strict=False)
    }

    def chart(index: int) -> str:
        drawing = part.drawings[index] if index < len(part.drawings) else None
        return escaped(drawing.caption) if drawing else ""

    def href(written: str, image: bool) -> str | None:
        found = answers.get((written, image))
        return address(found, root) if found is not None else None

    return fill(part.prose.markdown, href, chart, notes)
