"""The guard of the preview: the hosts, origins, verbs and tokens with which something may be asked."""

from __future__ import annotations

import ipaddress
import re

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from jmsite.live.editing import PREFIX, TOKEN, Editing
from jmsite.model.value import Value

SAFE = {
    # a browser must ask each time: what it has may be from before the edit
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    # no page of another site may show ours as a picture or script, and learn from that
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
}
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:\[\]/@]+?)\.?(?::\d{1,5})?")
"""A Host header: the host, and after it perhaps the dot of a whole name, and a port."""


class Hosts(Value):
    """The hosts that the preview answers to: a name it does not know may be a stranger's that leads here.

    With ``everywhere`` every address in numbers is one, since no stranger can give himself such a name.
    """

    names: frozenset[str]
    everywhere: bool = False

    def __contains__(self, header: str) -> bool:
        """Return whether a Host header names one, with a port or without."""
        found = HOST.fullmatch(header.lower())
        return found is not None and (found[1] in self.names or (self.everywhere and _is_address(found[1])))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


class Guard:
    """Lets through what the preview is for: reading, by a browser on an allowed host, from the site's own pages.

    Where a site can be edited, its own pages may also send edits, which takes the token that they were given.
    """

    def __init__(self, app: ASGIApp, hosts: Hosts, editing: Editing | None = None) -> None:
        self.app = app
        self.hosts = hosts
        self.editing = editing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _refusal(self, method: str, path: str, headers: Headers) -> Response | None:
        writes = self.editing is not None and method == "POST" and path.startswith(PREFIX)
        if method not in ("GET", "HEAD") and not writes:
            return Response("only GET and HEAD are allowed\n", 405, {**SAFE, "allow": "GET, HEAD"})
        # two of them are refused: who reads the first and who the last differs
        named = headers.getlist("host")
        if len(named) != 1 or named[0] not in self.hosts:
            return Response("unknown host\n", 403, SAFE)
        # a page of another site can send requests here; it must not get answers
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{headers['host']}":
            return Response("requests from other sites are refused\n", 403, SAFE)
        return self._no_edit(headers) if writes else None

    def _no_edit(self, headers: Headers) -> Response | None:
        """Return why a request may not write: browsers name the origin of every one that could."""
        # whether the origin is ours has been looked at before; here it must not be missing
        if "origin" not in headers or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return Response("only pages of this preview can edit\n", 403, SAFE)
        # a form of another site can send text or forms without being asked, but not this type
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Response("edits are sent as application/json\n", 415, SAFE)
        if self.editing is None or not self.editing.knows(headers.get(TOKEN, "")):
            return Response("the token of this preview is missing\n", 403, SAFE)
        return None
