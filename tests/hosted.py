"""A folder on a host of its own, and what a page in a browser says."""

from __future__ import annotations

import functools
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 30.0
"""Seconds after which a test gives up."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def hosted(folder: Path, handler: type[http.server.SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """The address at which the files of a folder are served meanwhile, without a slash at its end."""
    directed = functools.partial(handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), directed) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def told(page: Any) -> list[str]:
    """What a page says in its console, and which errors it raises, from now on."""
    messages: list[str] = []
    page.on("console", lambda message: messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


def until(page: Any, holds: str, arg: Any = None) -> None:
    """Wait until an expression, or a function of ``arg``, holds in a page.

    The policy of our pages forbids what waits in the page itself: it would look once, and end there.
    """
    latest = time.monotonic() + PATIENCE
    while not page.evaluate(holds, arg):
        assert time.monotonic() < latest, f"never came: {holds}"
        page.wait_for_timeout(20)
