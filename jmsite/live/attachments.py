"""Serve what content attaches: the very bytes that were looked at when the site was built, whole or a range of them."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from collections.abc import Mapping
from io import BufferedReader

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from jmsite.files import CHUNK, as_found
from jmsite.model.sources import Blob

# few digits, as ``int`` refuses numbers of thousands
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
Stamp = tuple[int, int, int, int, int]
"""The facts that the system knows of a file: nobody changes one without changing this."""


class Attachments:
    """Opens attachments, and remembers which files were found to be what they should be."""

    def __init__(self) -> None:
        self._known: dict[Blob, Stamp] = {}

    def opened(self, blob: Blob) -> BufferedReader | None:
        """Open a file at its beginning; None where it is gone, or is not what was looked at."""
        try:
            stream = as_found(blob)
        except OSError:
            return None
        if self._is_as_found(stream, blob):
            stream.seek(0)
            return stream
        stream.close()
        return None

    def _is_as_found(self, stream: BufferedReader, blob: Blob) -> bool:
        before = _stamp(stream)
        if self._known.get(blob) == before:
            return True
        found = hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
        # the stamp again: it may have been written to while it was read
        if found != blob.digest or _stamp(stream) != before:
            return False
        self._known[blob] = before
        return True


def _stamp(stream: BufferedReader) -> Stamp:
    known = os.fstat(stream.fileno())
    # also when its entry changed: the time of its content can be set back by anybody
    return known.st_dev, known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns


class AttachmentResponse(Response):
    """A file of the content, or a range of it, as players of recordings ask for."""

    def __init__(self, attachments: Attachments, blob: Blob, headers: Mapping[str, str], kind: str) -> None:
        super().__init__(b"", 200, {**headers, "accept-ranges": "bytes"}, kind)
        self.attachments = attachments
        self.blob = blob

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # beside the loop: to look at a large recording for the first time takes a while
        stream = await asyncio.to_thread(self.attachments.opened, self.blob)
        if stream is None:
            gone = Response(
                "this file has just been deleted or changed\n", 404, {"cache-control": "no-store"}
            )
            await gone(scope, receive, send)
            return
        with stream:
            await self._send(stream, scope, send)

    async def _send(self, stream: BufferedReader, scope: Scope, send: Send) -> None:
        start, stop = self._asked(Headers(scope=scope))
        self.headers["content-length"] = str(max(stop - start, 0))
        if start >= stop and self.status_code == 416:
            self.headers["content-range"] = f"bytes */{self.blob.size}"
        elif self.status_code == 206:
            self.headers["content-range"] = f"bytes {start}-{stop - 1}/{self.blob.size}"
        head = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        await send(head)
        await asyncio.to_thread(stream.seek, start)
        left = 0 if scope["method"] == "HEAD" else max(stop - start, 0)
        # in a thread: reading a video from a slow disk must not hold up the other requests
        while left and (piece := await asyncio.to_thread(stream.read, min(CHUNK, left))):
            left -= len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _asked(self, headers: Headers) -> tuple[int, int]:
        """Return the range that is asked for; several ranges, and what makes no sense, are answered as the whole."""
        size = self.blob.size
        found = RANGE.fullmatch(headers.get("range", "").strip())
        # "if-range" compares with a mark of the file that we never sent, so it cannot be the same
        if found is None or not (found[1] or found[2]) or "if-range" in headers:
            return 0, size
        if not found[1]:
            start, stop = max(size - int(found[2]), 0), size
        else:
            start, stop = int(found[1]), min(int(found[2]) + 1 if found[2] else size, size)
        self.status_code = 206 if start < stop else 416
        return (start, stop) if start < stop else (0, 0)
