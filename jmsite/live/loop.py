"""Run the preview: one thread watches and builds, the server answers."""

from __future__ import annotations

import asyncio
import errno
import gc
import ipaddress
import json
import socket
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from jmsite.engine.memo import Memo
from jmsite.live.editing import Editing
from jmsite.live.guard import Hosts
from jmsite.live.indexer import Indexer
from jmsite.live.preview import Preview, Rebuild
from jmsite.live.serve import EDITOR, Audience, application, change_message
from jmsite.live.watch import Watch
from jmsite.model.value import Value
from jmsite.sessions.session import EditSession

TICK = 0.1
"""Seconds between looks at whether the server is to end."""
MINUTE = 60.0
"""Seconds between looks at what day it is."""
TRIES = 50
"""Ports tried, one after the other, when the one asked for is taken."""
TAKEN = (errno.EADDRINUSE, errno.EACCES)
"""The errors for which a port cannot be had, though another one may be."""
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - recognised here, not asked for


class Serving(Value):
    """The address to serve at, and what to call when a change has been published or something went wrong.

    ``editing``: pages can send edits, where only this machine can reach them.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    poll: bool = False
    editor: str = EDITOR
    editing: bool = False
    changed: Callable[[Rebuild, float], None] = lambda *_: None
    failed: Callable[[Exception], None] = lambda *_: None
    ready: Callable[[str], None] = lambda *_: None


def bound(host: str, port: int, backlog: int) -> socket.socket:
    """Return a socket that listens on the port, or on the next free one. Raises ``OSError`` when none is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in range(port, port + TRIES):
        listener = socket.socket(family, socket.SOCK_STREAM)
        # else the port of a preview that has just ended is taken for a minute, and open tabs go on asking at it
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            # a port that is bound and not yet listened at can be bound by another preview too
            listener.listen(backlog)
        except OSError as error:
            listener.close()
            if error.errno not in TAKEN:
                raise
            continue
        return listener
    raise OSError(f"no free port between {port} and {port + TRIES - 1}")


def serve(preview: Preview, serving: Serving) -> None:
    """Serve until interrupted. The first build is done before this is called."""
    import uvicorn

    from jmsite.live.sockets import BACKLOG, PatientProtocol, make_room

    make_room()
    # bound here and handed over, so that the address told to the reader is the one that was had
    listener = bound(serving.host, serving.port, BACKLOG)
    number = listener.getsockname()[1]
    shown = f"[{serving.host}]" if ":" in serving.host else serving.host
    audience = Audience()
    everywhere = serving.host in EVERYWHERE
    hosts = Hosts(names=frozenset({*LOOPBACK, shown, socket.gethostname().lower()}), everywhere=everywhere)
    folders = (preview.root / "content", preview.root / "themes")
    watch = Watch(folders, serving.poll)
    editing = editing_of(preview, serving, watch.wrote)
    config = uvicorn.Config(
        application(preview, audience, hosts, serving.editor, editing),
        http=PatientProtocol,
        backlog=BACKLOG,
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    _set_aside()
    gc.enable()
    try:
        with watch, listener:
            asyncio.run(
                _run(server, listener, watch, preview, audience, serving, f"http://{shown}:{number}/")
            )
    finally:
        gc.unfreeze()


def editing_of(
    preview: Preview, serving: Serving, wrote: Callable[[Collection[Path]], None] = lambda _: None
) -> Editing | None:
    """Return what writes for the pages of a preview, and tells which files it wrote; nothing does for one that others
    can reach.
    """
    if not serving.editing or not is_loopback(serving.host):
        return None
    # a preview for some readers, or without drafts, does not look at all that can be edited
    sees_all = preview.options.audience == "internal" and preview.options.drafts
    session = EditSession(
        preview.root, preview if sees_all else Memo(cache=preview.cache), preview.today, wrote
    )
    return Editing(session, lambda: preview.catalog)


async def _run(
    server: Any,
    listener: socket.socket,
    watch: Watch,
    preview: Preview,
    audience: Audience,
    serving: Serving,
    url: str,
) -> None:
    loop = asyncio.get_running_loop()
    indexer = Indexer(preview, serving.failed)

    def tell(change: Rebuild) -> None:
        indexer.wake()
        with suppress(RuntimeError):  # the server may have ended while this was built
            loop.call_soon_threadsafe(
                audience.tell, json.dumps(change_message(change, preview, serving.editor))
            )

    # a thread, since a build holds the processor: the server must go on answering from the last site
    worker = threading.Thread(target=follow, args=(watch, preview, serving, tell), daemon=True)
    worker.start()
    threading.Thread(target=indexer.follow, daemon=True).start()
    indexer.wake()
    loop.call_soon(serving.ready, url)
    farewell = loop.create_task(_farewell(server, audience))
    days = loop.create_task(wake_daily(watch, preview.today))
    try:
        await server.serve(sockets=[listener])
    finally:
        farewell.cancel()
        days.cancel()
        # the threads are woken, and end by themselves; one in the midst of a build goes with the process
        watch.stop()
        indexer.stop()


async def wake_daily(watch: Watch, today: Callable[[], date | None], pause: float = MINUTE) -> None:
    """Wake the watch whenever it has become another day, asked again and again: a computer may have slept meanwhile."""
    day = today()
    while True:
        await asyncio.sleep(pause)
        if (now := today()) != day:
            day = now
            watch.wake()


async def _farewell(server: Any, audience: Audience) -> None:
    """End the event streams when the server is to end: it waits for open connections."""
    while not server.should_exit:
        await asyncio.sleep(TICK)
    audience.tell(None)


def follow(watch: Watch, preview: Preview, serving: Serving, tell: Callable[[Rebuild], None]) -> None:
    """Build again after each burst of changes, and say what came of it, until the watch is stopped.

    It begins with a look at everything: something may have changed between the first build and the watch.
    """
    for touched in chain((None,), watch.bursts()):
        begun = time.perf_counter()
        gc.disable()  # nobody waits for garbage to be looked for while the page is not there yet
        try:
            change = preview.refresh(touched)
        # of whatever kind: the last good site must stay, and the next edit may mend it
        except Exception as error:
            tell(preview.keep_last_site(f"{type(error).__name__}: {error}"))
            serving.failed(error)
            continue
        finally:
            gc.enable()
        if change is not None:
            tell(change)
            serving.changed(change, time.perf_counter() - begun)
            _set_aside()


def _set_aside() -> None:
    """Let go of garbage, and look through what is there now no more: it stays until something takes its place.

    With readings of 1,000 metrics, an edit had the half million objects looked through that came with the engine and
    the statistics, at its first question: 61 ms of the processor in each.
    """
    gc.collect()
    gc.freeze()


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a host."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


__all__ = ["Preview", "Serving", "bound", "follow", "is_loopback", "serve"]
