"""Stay responsive with very many connections: idle ones are closed to make room for others."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

PATIENCE = 20.0
"""Seconds in which somebody who has connected asks for something."""
WANTED = 4096
"""Open files that a preview asks the system for, where it has fewer."""
BACKLOG = 8
"""Connections that are accepted in a turn of the loop, before the first of them can be looked at."""
RESERVED = 64
"""Open files kept for the work of building, and for three turns: what is closed is given back two turns later."""


class PatientProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """uvicorn's own protocol, which ends connections that ask for nothing, the oldest first when there are too many."""

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self.idle = asyncio.get_running_loop().call_later(PATIENCE, transport.close)
        if len(self.connections) > _most():
            waiting = [one for one in self.connections if not one.idle.cancelled()]
            for oldest in sorted(waiting, key=lambda one: one.idle.when())[:1]:
                oldest.idle.cancel()
                oldest.transport.close()

    def data_received(self, data: bytes) -> None:
        """Wait no more."""
        self.idle.cancel()
        super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self.idle.cancel()
        super().connection_lost(exc)


def make_room() -> None:
    """Ask for as many open files as a preview may want."""
    # Windows has no such limit and no such module; where we may not raise it, fewer readers at once have to do
    with suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < WANTED:
            most = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _most() -> int:
    """Return how many connections there may be at a time."""
    with suppress(ImportError):
        import resource

        return max(resource.getrlimit(resource.RLIMIT_NOFILE)[0] - RESERVED, 1)
    return WANTED
