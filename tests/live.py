"""A preview that runs, for tests: the real server and watch in this process, with what they did noted."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.live.loop import Serving, serve
from jmsite.live.preview import Preview, Rebuild
from jmsite.model.sources import Options

PATIENCE = 60.0
"""Seconds after which a test gives up; a good run takes a hundredth of it."""
CALM = 0.6
"""Seconds without a rebuild after which nothing is taken to follow."""


class Running:
    """A preview that runs. ``changes`` are its rebuilds so far, ``errors`` those that failed."""

    def __init__(
        self, root: Path, url: str, preview: Preview, changes: list[Rebuild], errors: list[Exception]
    ):
        self.root = root
        self.url = url
        self.preview = preview
        self.changes = changes
        self.errors = errors
        self.port = int(url.rstrip("/").rpartition(":")[2])

    def post(self, name: str, asked: Any, **headers: str) -> tuple[int, Any]:
        """Status and answer of a question to what edits; headers are those of a page of the preview, or others."""
        token = re.findall(r'data-token="([^"]*)"', self.page("/"))
        own = {
            "origin": self.url.rstrip("/"),
            "content-type": "application/json",
            "x-jmsite-token": "".join(token),
        }
        sent = {**own, **{key.replace("_", "-"): value for key, value in headers.items()}}
        body = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(
            "POST", f"/~edit/{name}", body, {key: value for key, value in sent.items() if value}
        )
        answer = connection.getresponse()
        said = answer.read()
        connection.close()
        return answer.status, json.loads(said) if said.startswith(b"{") else said.decode()

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of what is at a path."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def page(self, path: str) -> str:
        status, _, body = self.get(path)
        assert status == 200, f"{status} for {path}"
        return body.decode()

    def state(self) -> dict[str, Any]:
        return dict(json.loads(self.page("/~live/state")))

    def sees(self, path: str, words: str) -> None:
        """Wait until a page shows some words."""
        self.until(lambda: words in self.get(path)[2].decode(), f"{words!r} on {path}")

    def until(self, holds: Callable[[], bool], what: str = "it") -> None:
        latest = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < latest, f"{what} never came; rebuilds: {len(self.changes)}"
            time.sleep(0.01)

    def calm(self) -> None:
        """Wait until no more rebuilds follow."""
        seen = -1
        while seen != len(self.changes):
            seen = len(self.changes)
            time.sleep(CALM)


@contextmanager
def running(
    root: Path, cache: DiskCache, poll: bool = False, editing: bool = False, audience: str = "internal"
) -> Iterator[Running]:
    """The preview of a site, until the end of the ``with``."""
    changes: list[Rebuild] = []
    errors: list[Exception] = []
    addresses: list[str] = []
    servers: list[uvicorn.Server] = []

    class Server(uvicorn.Server):
        def __init__(self, config: uvicorn.Config) -> None:
            super().__init__(config)
            servers.append(self)

    preview = Preview(
        root, Options(audience=audience, drafts=True, preview=True, editing=editing), Memo(cache=cache)
    )
    preview.refresh()
    serving = Serving(
        port=18400,
        poll=poll,
        editing=editing,
        changed=lambda change, _: changes.append(change),
        failed=errors.append,
        ready=addresses.append,
    )
    original, uvicorn.Server = uvicorn.Server, Server  # type: ignore[misc]
    thread = threading.Thread(target=serve, args=(preview, serving), daemon=True)
    thread.start()
    latest = time.monotonic() + PATIENCE
    while not addresses and time.monotonic() < latest:
        time.sleep(0.01)
    uvicorn.Server = original  # type: ignore[misc]
    found = Running(root, addresses[0], preview, changes, errors)
    found.until(lambda: servers[0].started, "the server")
    try:
        yield found
    finally:
        servers[0].should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()
