"""Serve the preview (the door to Starlette and uvicorn): files from memory, events, nothing else."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from jmsite.live.attachments import AttachmentResponse, Attachments
from jmsite.live.media_types import media_type
from jmsite.live.preview import Preview, Published, Rebuild
from jmsite.live.site_files import BrokenPageError
from jmsite.model.diagnostics import Diagnostic, Place, Severity
from jmsite.model.page import Output
from jmsite.model.rules import RULES
from jmsite.model.sources import Blob
from jmsite.model.value import Value
from jmsite.report import grouped, text

EVENTS = "/~live/events"
STATE = "/~live/state"
MOST = 500
"""Pages named in a message; when more have changed, every browser looks."""
MOST_FAULTS = 200
"""Faults told in a message, which goes to every tab; of more, the panel says how many there are."""
NEAR = 300
"""Characters of a source line that are told before a fault, and behind."""
HEARTBEAT = 15.0
"""Seconds between signs of life, so that a browser notices a server that is gone."""
SAFE = {
    # a browser must ask each time: what it has may be from before the edit
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    # no page of another site may show ours as a picture or script, and learn from that
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
}
INERT = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}
"""The headers of everything that is no page, style or script of our own: opened alone it runs nothing."""
PLAYED = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'"}
"""The headers of recordings: they run nothing either, but in a sandbox a browser may not even ask for them."""
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:\[\]/@]+?)\.?(?::\d{1,5})?")
"""A Host header: the host, and after it perhaps the dot of a whole name, and a port."""
EDITOR = "vscode://file{file}:{line}:{column}"


class Audience:
    """The browsers that listen. Used from the server's own thread only."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str | None]] = set()

    def tell(self, message: str | None) -> None:
        """Send a message to everybody who listens; None ends it for all."""
        for waiting in self._queues:
            # queues have no bound: a browser that sleeps must not hold up the others, and misses only short
            # messages
            waiting.put_nowait(message)

    async def listen(self, first: str) -> AsyncIterator[str]:
        """Yield the messages from now on, as an event stream; ``first`` is what holds now."""
        waiting: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(waiting)
        try:
            yield f"retry: 500\ndata: {first}\n\n"
            while True:
                try:
                    message = await asyncio.wait_for(waiting.get(), HEARTBEAT)
                    if message is None:
                        return
                    yield f"data: {message}\n\n"
                except TimeoutError:
                    # a comment of the protocol: proxies and browsers drop a stream on which nothing comes
                    yield ": still here\n\n"
        finally:
            self._queues.discard(waiting)


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
    """Lets through what the preview is for: reading, by a browser on an allowed host, from the site's own pages."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            refusal = self._refusal(scope["method"], Headers(scope=scope))
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _refusal(self, method: str, headers: Headers) -> Response | None:
        if method not in ("GET", "HEAD"):
            return Response("only GET and HEAD are allowed\n", 405, {**SAFE, "allow": "GET, HEAD"})
        # two of them are refused: who reads the first and who the last differs
        named = headers.getlist("host")
        if len(named) != 1 or named[0] not in self.hosts:
            return Response("unknown host\n", 403, SAFE)
        # a page of another site can send requests here; it must not get answers
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{headers['host']}":
            return Response("requests from other sites are refused\n", 403, SAFE)
        return None


def application(preview: Preview, audience: Audience, hosts: Hosts, editor: str = EDITOR) -> ASGIApp:
    """Return the preview as an ASGI application."""

    async def events(_: Request) -> Response:
        stream = audience.listen(json.dumps(state(preview.published, preview, editor)))
        return StreamingResponse(stream, media_type="text/event-stream", headers=SAFE)

    async def now(_: Request) -> Response:
        said = json.dumps(state(preview.published, preview, editor))
        return Response(said, 200, SAFE, "application/json")

    attachments = Attachments()

    async def page(request: Request) -> Response:
        # beside the loop: the page may have to be made first
        return await asyncio.to_thread(looked_up, request.scope["path"], request.url.query)

    def looked_up(path: str, query: str) -> Response:
        name = path.removeprefix("/")
        with preview.looking:
            # first, since none is among the outputs: one is indexed beside them, the others are made when they are
            # asked for
            beside = preview.search.get(name) or preview.twin(name) or preview.download(name)
            if beside:
                return _file(beside, attachments)
            published = preview.published
            found = answer(published, path, attachments, query)
            # a page that knows which site it is of need not fetch itself again to be sure
            found.headers["server-timing"] = f"live;dur={published.number};desc={preview.session}"
            return found

    routes = [Route(EVENTS, events), Route(STATE, now), Route("/{path:path}", page)]
    return Guard(Starlette(routes=routes), hosts)


def answer(published: Published, path: str, attachments: Attachments, query: str = "") -> Response:
    """Return what is at a path of the site. Paths are keys of what was built, never ways into a file system."""
    if not published.outputs.known:  # nothing could be built yet; the browser asks again
        told = f"{text(published.diagnostics)}{published.stumbled}\n"
        return Response(told, 503, {**SAFE, "refresh": "1"}, "text/plain")
    try:
        return _found(published, path, attachments, query)
    except BrokenPageError as error:
        return Response(text(error.faults), 500, SAFE, "text/plain")


def _found(published: Published, path: str, attachments: Attachments, query: str) -> Response:
    name = path.removeprefix("/")
    output = published.find(f"{name}index.html" if name.endswith("/") or not name else name)
    if output is None and published.find(f"{name}/index.html") is not None:
        asked = f"?{query}" if query else ""
        return RedirectResponse(quote(f"{path}/", safe="/") + asked, 307, SAFE)
    if output is None:
        missing = published.find("404.html")
        body = missing.content if missing and isinstance(missing.content, bytes) else b"not found\n"
        return Response(body, 404, SAFE, "text/html" if missing else "text/plain")
    return _file(output, attachments)


def _file(output: Output, attachments: Attachments) -> Response:
    kind = media_type(output.path)
    policy = PLAYED if kind.startswith(("audio/", "video/")) else INERT
    headers = SAFE if _is_trusted(output, kind) else {**SAFE, **policy}
    if isinstance(output.content, Blob):
        return AttachmentResponse(attachments, output.content, headers, kind)
    return Response(output.content, 200, headers, kind)


def _is_trusted(output: Output, kind: str) -> bool:
    """Return whether a file may act: we made it, and it is a page, a style or a script.

    A PDF is not shown at all in a sandbox; the browser's viewer of PDF is one.
    """
    made = not isinstance(output.content, Blob) and output.path.endswith((".html", ".css", ".js"))
    return made or kind == "application/pdf"


def state(published: Published, preview: Preview, editor: str) -> dict[str, Any]:
    """Return what a browser that has just come needs to know: of very many faults, the gravest."""
    told = grouped(published.diagnostics)
    if len(told) > MOST_FAULTS:
        # a stable sort: within each weight they stay in their order
        told.sort(key=lambda one: one[0].severity is not Severity.ERROR)
    return {
        "session": preview.session,
        "number": published.number,
        "faulty": published.faulty,
        "stumbled": published.stumbled,
        "faults": [_fault(*one, preview.root, editor) for one in told[:MOST_FAULTS]],
        "more": max(len(told) - MOST_FAULTS, 0),
        "edit": editor.replace("{file}", f"{quote(str(preview.root))}/{{path}}"),
    }


def news(change: Rebuild, preview: Preview, editor: str) -> dict[str, Any]:
    """Return what a change means to a browser: which pages differ or are gone, and what is wrong.

    Without a list of pages, every page may differ.
    """
    now = state(change.published, preview, editor)
    if len(change.changed) > MOST:
        return now
    return {**now, "changed": [*map(_url, change.changed)], "gone": [*map(_url, change.gone)]}


def _url(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def _place(editor: str, file: str, line: int, column: int) -> str:
    """Return the address that opens the editor at a place; ``editor`` has ``{file}``, ``{line}`` and
    ``{column}`` in it.
    """
    return editor.replace("{file}", file).replace("{line}", str(line)).replace("{column}", str(column))


def _fault(one: Diagnostic, others: Sequence[Place], root: Path, editor: str) -> dict[str, Any]:
    place = one.place
    cut = max(place.column - 1 - NEAR, 0)
    file = quote(str(root / place.path))
    rule = RULES.get(one.rule)
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "message": f"{one.message} (and in {len(others):,} other places)" if others else one.message,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end": place.end_column,
        "excerpt": one.excerpt[cut : cut + 2 * NEAR],
        "cut": cut,
        "hint": one.hint,
        "why": rule.why if rule else "",
        "fix": rule.fix if rule else "",
        "open": _place(editor, file, place.line, place.column),
    }
