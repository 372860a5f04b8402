"""What the search of a site knows (the door to Pagefind): its pages as they are found, and the index of them."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import IO, Any

from jmsite.model.page import Output

FOLDER = "search"
"""Where the index and the page of the search stand in a site."""
PAGE = f"{FOLDER}/index.html"
OURS = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
FOLDERS = ("fragment/", "index/", "filter/", "wasm.", "pagefind.")
"""What of the bundle a site needs: the engine and the index, none of the interfaces that come with them."""
SILENT = (
    "nav",
    "svg",
    "[aria-hidden=true]",
    ".hidden",
    ".numbers",
    ".score",
    ".cell > h4",
    ".readout .muted",
)
"""What is on a page and yet nothing that somebody looks for."""
POLITE = 10
"""How far the index stands back behind other work of the machine."""

MAIN = re.compile(r"<main\b[^>]*>(.*?)</main>", re.DOTALL)
FACETS = re.compile(r'<ul class="facets" hidden[^>]*>.*?</ul>', re.DOTALL)
RECORD = re.compile(r'<article\b[^>]*\bdata-record="([^"]+)"[^>]*>.*?</article>', re.DOTALL)
HEADED = re.compile(
    r'(<(?:section|article)\b[^>]*?)\sid="([^"]+)"([^>]*>(?:(?!<(?:section|article|h[1-6])\b).)*<h[1-6]\b)(?![^>]*\sid=)',
    re.DOTALL,
)
LANGUAGE = re.compile(r'<html\b[^>]*\blang="([^"]*)"')
TOUCHING = re.compile(r"(?<=[^\s>])(?=<small\b)|(?<=>)(?=<[a-z])")
"""Where two words stand in boxes of their own with nothing between them."""


@dataclass(frozen=True, slots=True)
class Findable:
    """Something that can be found: its address from the site's root, and what stands there as HTML."""

    url: str
    html: str


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that can be found, and the language it is searched in."""

    language: str
    entries: tuple[Findable, ...]


def library(outputs: Iterable[Output]) -> Library | None:
    """What can be found in the pages of a site; None for a site without a page for the search.

    A page is found when it says by which facets. Parts of it that name an address of their own are found there,
    and not as parts of the page.
    """
    pages = {output.path: output.content for output in outputs if output.path.endswith(".html")}
    door = pages.get(PAGE)
    if not isinstance(door, bytes):
        return None
    found = LANGUAGE.search(door.decode())
    entries = [
        entry
        for path, content in pages.items()
        if isinstance(content, bytes)
        for entry in _entries(path.removesuffix("index.html"), content.decode())
    ]
    return Library(found[1] if found else "en", tuple(entries))


def _entries(url: str, page: str) -> Iterator[Findable]:
    main = MAIN.search(page)
    facets = FACETS.search(page, main.end()) if main else None
    if main is None or facets is None:
        return
    yield Findable(url, HEADED.sub(r'\1\3 id="\2"', RECORD.sub("", main[1])) + facets[0])
    for record in RECORD.finditer(main[1]):
        yield Findable(record[1], record[0])


@cache
def indexer() -> str | None:
    """The program that indexes, or None where there is none for this machine."""
    try:
        from pagefind_bin import get_executable

        return str(get_executable())
    except (ImportError, OSError):
        return None


@cache
def search_version() -> str:
    """What an index depends on beside what is in it."""
    from importlib.metadata import version

    return f"pagefind {version('pagefind_bin')} {SILENT}"


def index(known: Library, program: str, patient: bool = False) -> tuple[Output, ...]:
    """The files of the index, in order of path: the same for the same library.

    ``patient`` lets the other work of the machine go first. Raises ``OSError`` when it fails.
    """
    settings = {"force_language": known.language.partition("-")[0], "exclude_selectors": list(SILENT)}
    asked: list[dict[str, Any]] = [{"type": "NewIndex", "config": settings}]
    asked += [
        {
            "type": "AddFile",
            "index_id": 0,
            "url": entry.url,
            "file_contents": _document(entry, known.language),
        }
        for entry in known.entries
    ]
    answers = _ask(program, patient, asked, {"type": "GetFiles", "index_id": 0})
    wrong = next((answer for answer in answers if answer["type"] == "Error"), None)
    if wrong or not answers:
        raise OSError(f"the search could not be indexed: {wrong['message'] if wrong else 'no answer'}")
    files = {file["path"]: file["content"] for file in answers[-1]["files"]}
    return tuple(
        Output(f"{FOLDER}/{path}", base64.b64decode(content))
        for path, content in sorted(files.items())
        if path in OURS or path.startswith(FOLDERS)
    )


def _document(entry: Findable, language: str) -> str:
    words = TOUCHING.sub(" ", entry.html)
    return f'<html lang="{language}"><body><main data-pagefind-body>{words}</main></body></html>'


def _ask(
    program: str, patient: bool, asked: list[dict[str, Any]], last: dict[str, Any]
) -> list[dict[str, Any]]:
    """The answers of the indexing service; the last question is asked when all others are answered."""
    with subprocess.Popen([program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:  # noqa: S603
        assert service.stdin is not None  # noqa: S101
        assert service.stdout is not None  # noqa: S101
        try:
            if patient:
                _stand_back(service.pid)
            told = threading.Thread(target=_tell, args=(service.stdin, asked), daemon=True)
            told.start()
            answers = list(_hear(service.stdout, len(asked)))
            told.join()
            _tell(service.stdin, [last])
            return [*answers, *_hear(service.stdout, 1)]
        finally:
            service.kill()


def _stand_back(process: int) -> None:
    import os

    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, process, POLITE)


def _tell(pipe: IO[bytes], messages: Iterable[dict[str, Any]]) -> None:
    try:
        for number, payload in enumerate(messages, 1):
            message = json.dumps({"message_id": number, "payload": payload})
            pipe.write(base64.b64encode(message.encode()) + b",")
        pipe.flush()
    except OSError:
        return


def _hear(pipe: IO[bytes], count: int) -> Iterator[dict[str, Any]]:
    """So many answers; fewer when the service ends."""
    parts: list[bytes] = []
    while count:
        chunk = pipe.read1(1 << 20)  # type: ignore[attr-defined]
        if not chunk:
            return
        *ended, rest = chunk.split(b",")
        for piece in ended:
            answer = json.loads(base64.b64decode(b"".join((*parts, piece))))
            parts.clear()
            count -= 1
            yield answer["payload"]
        parts.append(rest)
