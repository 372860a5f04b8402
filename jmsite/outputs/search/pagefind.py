"""Index what can be found (the door to Pagefind)."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import chain, islice
from typing import IO, Any, TypeVar

from jmsite.model.page import Output
from jmsite.outputs.search.compounds import compounds
from jmsite.outputs.search.entries import FOLDER, Findable, Library
from jmsite.outputs.search.order import ordered

V = TypeVar("V")
OURS = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
FOLDERS = ("fragment/", "index/", "filter/", "wasm.", "pagefind.")
"""The files of the bundle that a site needs: the engine and the index, none of the interfaces that come with them."""
SILENT = (
    "nav",
    "svg",
    "[aria-hidden=true]",
    ".hidden",
    ".numbers",
    ".score",
    ".cell > h4",
    ".readout .muted",
    ".opportunity .facts",
    ".figure-foot",
    "button",
)
"""The parts of a page that nobody looks for."""
APART = (
    ("</dt><", "</dt>: <"),
    ("</dd><", "</dd>. <"),
    ("<small", " <small"),
    ("</blockquote><", "</blockquote> <"),
    # what stands beside and below a name in a list
    ('</b> <span class="state', '</b> · <span class="state'),
    ('</b> <time class="side"', '</b> · <time class="side"'),
    (' <span class="under"', ' · <span class="under"'),
    ("</a> <span>", "</a> · <span>"),  # the same below a quote
)
"""The separator of parts that the look of a page keeps apart; tags of words that touch are apart by then."""
PLACED = re.compile(r'(<span class="under">[^<:]*, [^<:]*): ')
"""A journey and its stage before what hurts there, which is a sentence of its own."""
ASIDE = re.compile(r'(>[^<]*[^\W\d_])((?:\s*</\w+>)*)(?:\s*<span class="muted">[^<]*</span>)?(?=\s*<small)')
"""Matches where small print follows, which is a sentence of its own. Like `UNENDED` it begins with the end of a tag,
for which the text is searched at once; to try at every letter took a seventh of a first build.
"""
TOUCHING = re.compile(r"(</(?:a|b|small|span|strong|time)>)(?=<[a-z])")
"""The joints that keep words apart in boxes that touch: the indexer knows paragraphs, not the look of a page."""
UNSEEN = re.compile(
    r'<span class="hidden">[^<]*</span>|<span class="dots" aria-hidden="true">(?:</?i[^>]*>)*</span>'
)
"""Matches what is only heard, or only seen."""
UNTOLD = re.compile(r"<dt\b[^>]*>[^<]*</dt>\s*<dd\b[^>]*>\s*(?:</?(?:span|i|b)\b[^>]*>\s*)*</dd>")
"""A fact that says nothing in words."""
UNENDED = re.compile(
    r"(>[^<]*[^<\s.!?:;,…。！？؟>”’»)])(?=\s*(?:</(?:a|b|em|i|mark|small|span|strong|time)>\s*)*</(?:p|div|figcaption)>)"
)
"""Matches where a line ends without a full stop: the indexer would go on with the next one in the same sentence."""
FAILED = "the search index could not be made: {} (search: false in site.yaml turns it off)"
POLITE = 10
"""The niceness with which the indexer stands back behind other work of the machine."""

ALLOCATOR = {"_RJEM_MALLOC_CONF": "lg_tcache_max:22"}
"""Has the indexer keep pieces of memory of up to 4 MB for what follows: it takes one to pack each page, and gave it
back to the system each time. Of its 2.5 s of the processor for 1,000 pages that takes 0.45; where it has another
allocator than jemalloc this says nothing.
"""


@cache
def indexer() -> str | None:
    """Return the program that indexes, or None where there is none for this machine.

    It is the extended one, which finds the words in Chinese, Japanese and Thai, where no blanks part them.
    """
    try:
        from pagefind_bin_extended import get_executable

        return str(get_executable())
    except (ImportError, OSError):
        return None


@cache
def search_version() -> str:
    """Return what an index depends on beside what is in it."""
    from importlib.metadata import version

    # the number counts our own ways with words: raised with them, so that no kept index goes on as it was
    return f"pagefind {version('pagefind_bin_extended')} ordered {SILENT} compounds 1 sentences 7"


def index(known: Library, program: str, pause: Callable[[], None] | None = None) -> tuple[Output, ...]:
    """Return the files of the index, in order of path: the same for the same library. Raises ``OSError`` when it fails.

    The entries of the library are fed as they come. With ``pause`` the other work of the machine goes first; it is
    called again and again, and ends this by raising.
    """
    # forced: else Pagefind makes an index for each language it meets, and searches in that of the page alone
    settings = {"force_language": known.language.partition("-")[0], "exclude_selectors": list(SILENT)}
    fed: list[Findable] = []

    def pages() -> Iterator[dict[str, Any]]:
        for entry in known.entries:
            fed.append(entry)
            words = _document(entry, known.language)
            yield {"type": "AddFile", "index_id": 0, "url": entry.url, "file_contents": words}

    try:
        answers = _ask(program, chain([{"type": "NewIndex", "config": settings}], pages()), pause)
    except (OSError, ValueError) as broken:
        raise OSError(FAILED.format(broken)) from broken
    wrong = [answer["message"] for answer in answers if answer["type"] == "Error"]
    if wrong or not answers or "files" not in answers[-1]:
        raise OSError(FAILED.format(wrong[0] if wrong else "its program did not answer"))
    files = {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["files"]}
    engine = tuple(
        Output(path=f"{FOLDER}/{path}", content=content)
        for path, content in sorted(ordered(files).items())
        if path in OURS or path.startswith(FOLDERS)
    )
    return (*compounds(Library(language=known.language, entries=fed)), *engine)


def _document(entry: Findable, language: str) -> str:
    words = UNENDED.sub(r"\1.", UNTOLD.sub("", UNSEEN.sub("", entry.html)))
    if "<small" in words:
        words = ASIDE.sub(r"\1.\2", words)
    words = TOUCHING.sub(r"\1 ", PLACED.sub(r"\1. ", words))
    for touching, apart in APART:
        words = words.replace(touching, apart)
    return f'<html lang="{language}"><body><main data-pagefind-body>{words}</main></body></html>'


def _ask(
    program: str, asked: Iterable[dict[str, Any]], pause: Callable[[], None] | None
) -> list[dict[str, Any]]:
    """Return the answers of the indexing service; for the files it is asked when all else is answered."""
    with subprocess.Popen(  # noqa: S603
        [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**ALLOCATOR, **os.environ}
    ) as service:
        assert service.stdin is not None  # noqa: S101
        assert service.stdout is not None  # noqa: S101
        try:
            if pause:
                _stand_back(service.pid)
            questions = _Questions(service.stdin, asked)
            # beside us: the service answers before it has been told everything, and a full pipe on each side would
            # hold both
            told = threading.Thread(target=questions.tell, daemon=True)
            told.start()
            answers: list[dict[str, Any]] = []
            for answer in _hear(service.stdout):
                answers.append(answer)
                if pause:
                    pause()
                if len(answers) == questions.count:
                    break
            told.join()
            _tell(service.stdin, {"type": "GetFiles", "index_id": 0})
            return [*answers, *islice(_hear(service.stdout), 1)]
        finally:
            # it would wait for more questions; and where the pause raised, nobody wants its answers
            service.kill()


class _Questions:
    """The messages to the service, as they come; ``count`` is their number, known before the last one is sent."""

    def __init__(self, pipe: IO[bytes], asked: Iterable[dict[str, Any]]) -> None:
        self.count = 0
        self._pipe = pipe
        self._asked = asked

    def tell(self) -> None:
        """Tell all of it; where the rest never comes the service is told to end, so that nobody waits for answers."""
        try:
            for number, (payload, is_last) in enumerate(_with_end(self._asked), 1):
                # before it is told: its answer may come at once, and would be waited for beyond the last one
                self.count = number if is_last else 0
                _tell(self._pipe, payload, number)
        finally:
            if not self.count:
                with suppress(OSError):  # what was still to be sent to a service that is gone
                    self._pipe.close()


def _with_end(values: Iterable[V]) -> Iterator[tuple[V, bool]]:
    """Yield each value, of which there is one at least, and whether it is the last one."""
    rest = iter(values)
    last = next(rest)
    for value in rest:
        yield last, False
        last = value
    yield last, True


def _stand_back(process: int) -> None:
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, process, POLITE)


def _tell(pipe: IO[bytes], payload: dict[str, Any], number: int = 0) -> None:
    message = json.dumps({"message_id": number, "payload": payload})
    # a service that is gone, or whose pipe a break has closed, gives no answer
    with suppress(OSError, ValueError):
        pipe.write(base64.b64encode(message.encode()) + b",")
        pipe.flush()


def _hear(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Yield each answer as it comes, until the service ends."""
    parts: list[bytes] = []
    # ``read`` would wait until the whole megabyte is there
    while chunk := pipe.read1(1 << 20):  # type: ignore[attr-defined]
        *ended, rest = chunk.split(b",")
        for piece in ended:
            answer = json.loads(base64.b64decode(b"".join((*parts, piece))))
            parts.clear()
            yield answer["payload"]
        parts.append(rest)
