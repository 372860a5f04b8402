"""The pages of a site for those exports that are made of them: which belong to a selection, and where links lead."""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from mimetypes import guess_type
from urllib.parse import urlsplit

from jmsite.exporting.selection import Selection
from jmsite.model.page import PageKey
from jmsite.model.url_schemes import leads_out

NOT_HANDED_ON = ("search", "missing")
"""The kinds of pages that mean something on a server only."""
CLOSE = ("journey", "persona")
"""The kinds of which pages go along with what is named; what else a journey refers to is left on the site."""


@dataclass(frozen=True)
class SitePages:
    """A site to take pages from. ``kinds`` are kinds of pages with the kind of entity that each is about, ``base`` is
    the site's own address, or "", ``paths`` are its other files. ``paper_style`` is the stylesheet for what is printed,
    by its path and what is in it; pages that open from disk have none.

    ``html`` returns the page at a URL, ``file`` the bytes of another file, or None where there is none.
    """

    keys: tuple[PageKey, ...]
    kinds: Mapping[str, str]
    base: str
    paths: tuple[str, ...]
    html: Callable[[str], str]
    file: Callable[[str], bytes | None]
    paper_style: tuple[str, bytes] = ("", b"")

    def of(self, selection: Selection, close: bool) -> tuple[PageKey, ...]:
        """Return the pages of a selection, in its order; of the whole site all. ``close``: those alone that belong to
        what was named, with its journeys, their stages, and who takes them.
        """
        if selection.whole:
            return self._ordered(key for key in self.keys if key.kind not in NOT_HANDED_ON)
        journeys = {one.id for one in selection.all("journey")}
        wanted = {
            (one.kind, one.id)
            for one in selection.entities
            if not close or one.kind in CLOSE or (one.kind, one.id) in selection.named
        }
        return self._ordered(key for key in self.keys if self._is_of(key, wanted, journeys))

    def alone(self, selection: Selection) -> tuple[PageKey, ...]:
        """Return the pages of a selection for a file of its own, with that of the one thing that was named first."""
        keys = self.of(selection, close=True)
        if len(selection.named) != 1:
            return keys
        named = [key for key in keys if (self.kinds.get(key.kind), key.id) == selection.named[0]]
        return (*named, *(key for key in keys if key not in named))

    def _ordered(self, keys: Iterable[PageKey]) -> tuple[PageKey, ...]:
        """Return pages in their order, with those of the stages of a journey after its own."""
        apart = list(keys)
        stages = [key for key in apart if self.kinds.get(key.kind) == "stage"]
        made: list[PageKey] = []
        for key in apart:
            if key not in stages:
                own = [stage for stage in stages if key.kind == "journey" and _journey(stage) == key.id]
                made += (key, *own)
        return tuple(made)

    def _is_of(self, key: PageKey, wanted: set[tuple[str, str]], journeys: set[str]) -> bool:
        kind = self.kinds.get(key.kind, "")
        if kind == "stage":
            return _journey(key) in journeys
        return bool(kind) and key.kind != "compare" and (kind, key.id) in wanted

    def part(self, name: str) -> str:
        """Return the path of the script of a part, or ""."""
        pattern = re.compile(rf"theme/{re.escape(name)}-[0-9a-f]+\.js")
        return next((path for path in self.paths if pattern.fullmatch(path)), "")

    def data_url(self, path: str, most: int) -> str:
        """Return a file of the site as an address that holds it; "" where there is none, or it is too large."""
        content = self.file(path)
        return data_url(path, content) if content is not None and len(content) <= most else ""


def _journey(stage: PageKey) -> str:
    return stage.id.partition("/")[0]


def data_url(path: str, content: bytes) -> str:
    """Return an address that is the content itself."""
    kind = guess_type(path)[0] or "application/octet-stream"
    return f"data:{kind};base64,{b64encode(content).decode()}"


def from_root(href: str, url: str) -> str | None:
    """Return where a link on the page at ``url`` leads, from the root of the site; None for what leads elsewhere.

    Query and anchor stay. A link into the page itself has the URL of that page.
    """
    if leads_out(href) or href.startswith("//"):
        return None
    parts = urlsplit(href)
    if not parts.path:
        return url + href
    path = posixpath.normpath(posixpath.join(url.rpartition("/")[0], parts.path))
    path = "" if path == "." else path
    # normpath takes away the last slash, by which a page is told from a file
    if path and parts.path.endswith(("/", ".")):
        path += "/"
    return path.removesuffix("index.html") + href[len(parts.path) :]


def split_url(address: str) -> tuple[str, str, str]:
    """Return the path, the query with its question mark, and the anchor with its number sign of an address."""
    address, sign, anchor = address.partition("#")
    path, mark, query = address.partition("?")
    return path, mark + query, sign + anchor


def urls_of(keys: Iterable[PageKey]) -> frozenset[str]:
    """Return the URLs of pages."""
    return frozenset(key.url for key in keys)
