"""Serve the preview (the door to Starlette and uvicorn): files from memory, events, nothing else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from jmsite.live.attachments import AttachmentResponse, Attachments
from jmsite.live.editing import MOST as MOST_BYTES
from jmsite.live.editing import PREFIX, Editing
from jmsite.live.guard import SAFE, Guard, Hosts
from jmsite.live.media_types import media_type
from jmsite.live.preview import Preview, Published, Rebuild
from jmsite.live.site_files import BrokenPageError
from jmsite.model.diagnostics import Diagnostic, Place, Severity
from jmsite.model.page import Output
from jmsite.model.rules import RULES
from jmsite.model.sources import Blob
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
INERT = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}
"""The headers of everything that is no page, style or script of our own: opened alone it runs nothing."""
PLAYED = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'"}
"""The headers of recordings: they run nothing either, but in a sandbox a browser may not even ask for them."""
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


def application(
    preview: Preview, audience: Audience, hosts: Hosts, editor: str = EDITOR, editing: Editing | None = None
) -> ASGIApp:
    """Return the preview as an ASGI application; with ``editing`` its pages can send edits."""

    async def events(_: Request) -> Response:
        stream = audience.listen(json.dumps(current_state(preview.published, preview, editor)))
        return StreamingResponse(stream, media_type="text/event-stream", headers=SAFE)

    async def now(_: Request) -> Response:
        said = json.dumps(current_state(preview.published, preview, editor))
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
            beside = preview.search.get(name) or preview.markdown_page(name) or preview.download(name)
            if beside:
                return _file(beside, attachments)
            published = preview.published
            found = answer(published, path, attachments, query, editing.token if editing else "")
            # a page that knows which site it is of need not fetch itself again to be sure
            found.headers["server-timing"] = f"live;dur={published.number};desc={preview.session}"
            return found

    async def edit(request: Request) -> Response:
        body = await body_of(request, MOST_BYTES)
        if body is None or editing is None:
            return Response("this is too much for an edit\n", 413, SAFE)
        status, said = await asyncio.to_thread(editing.answer, request.path_params["name"], body)
        return Response(json.dumps(said), status, SAFE, "application/json")

    edits = [Route(PREFIX + "{name}", edit, methods=["POST"])] if editing else []
    routes = [Route(EVENTS, events), Route(STATE, now), *edits, Route("/{path:path}", page)]
    return Guard(Starlette(routes=routes), hosts, editing)


async def body_of(request: Request, most: int) -> bytes | None:
    """Return what was sent, None where it is more than ``most`` bytes, which is then not waited for."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            return None
    return body


def answer(
    published: Published, path: str, attachments: Attachments, query: str = "", token: str = ""
) -> Response:
    """Return what is at a path of the site. Paths are keys of what was built, never ways into a file system.

    Pages get the ``token`` with which they can send edits.
    """
    if not published.outputs.known:  # nothing could be built yet; the browser asks again
        told = f"{text(published.diagnostics)}{published.build_error}\n"
        return Response(told, 503, {**SAFE, "refresh": "1"}, "text/plain")
    try:
        return _found(published, path, attachments, query, token)
    except BrokenPageError as error:
        return Response(text(error.faults), 500, SAFE, "text/plain")


def _found(published: Published, path: str, attachments: Attachments, query: str, token: str) -> Response:
    name = path.removeprefix("/")
    output = published.find(f"{name}index.html" if name.endswith("/") or not name else name)
    if output is None and published.find(f"{name}/index.html") is not None:
        asked = f"?{query}" if query else ""
        return RedirectResponse(quote(f"{path}/", safe="/") + asked, 307, SAFE)
    if output is None:
        missing = published.find("404.html")
        body = missing.content if missing and isinstance(missing.content, bytes) else b"not found\n"
        return Response(body, 404, SAFE, "text/html" if missing else "text/plain")
    if token and output.path.endswith(".html") and isinstance(output.content, bytes):
        # the page alone knows it: no other site can read a page of this one
        marked = output.content.replace(b"<html ", f'<html data-token="{token}" '.encode(), 1)
        return Response(marked, 200, SAFE, media_type(output.path))
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


def current_state(published: Published, preview: Preview, editor: str) -> dict[str, Any]:
    """Return what a browser that has just come needs to know: of very many faults, the gravest."""
    told = grouped(published.diagnostics)
    if len(told) > MOST_FAULTS:
        # a stable sort: within each weight they stay in their order
        told.sort(key=lambda one: one[0].severity is not Severity.ERROR)
    return {
        "session": preview.session,
        "number": published.number,
        "faulty": published.faulty,
        "stumbled": published.build_error,
        "faults": [_fault(*one, preview.root, editor) for one in told[:MOST_FAULTS]],
        "more": max(len(told) - MOST_FAULTS, 0),
        "edit": editor.replace("{file}", f"{quote(str(preview.root))}/{{path}}"),
    }


def change_message(change: Rebuild, preview: Preview, editor: str) -> dict[str, Any]:
    """Return what a change means to a browser: which pages differ or are gone, and what is wrong.

    Without a list of pages, every page may differ.
    """
    now = current_state(change.published, preview, editor)
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
    # a line of a table or a picture may be a megabyte long: what is near is enough
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
