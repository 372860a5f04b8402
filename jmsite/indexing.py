"""Index what pages say for the search: beside the build where that can be, and again only when they say something else.

To index a site of 1,000 pages takes 2.9 s of the processor, a third of a first build; beside the build, from the first
pages that are rendered, it takes the time of one core that is free while charts are drawn.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress

from jmsite.engine.memo import Cache
from jmsite.engine.parallel import SideProcess, can_be_copied
from jmsite.engine.serializer import unpacked_or_none
from jmsite.model.addresses import output_path
from jmsite.model.page import Frame, Output, Sheet
from jmsite.model.value import Value
from jmsite.outputs.search import Findable, Library, entries, index, indexer, search_version, searched_in
from jmsite.version import VERSION

INDEX = "search"
"""The key of the one index that is kept."""


class Indexed(Value):
    """The index of a search: a digest of what it knows, its files, and whether it is new."""

    digest: str = ""
    outputs: tuple[Output, ...] = ()
    made: bool = False


NO_INDEX = Indexed()


def index_of(
    outputs: Collection[Output],
    cache: Cache | None,
    last: Indexed = NO_INDEX,
    pause: Callable[[], None] | None = None,
) -> Indexed:
    """Return the index of the pages of a site: ``last`` where they say what they said then, nothing where there is
    no search.

    One index is kept, the latest. It depends on what the pages say and not on how they look. ``pause`` is called
    again and again, and ends this by raising. Raises ``OSError`` when there can be no index.
    """
    return index_of_pages(outputs, searched_in(outputs), cache, last, pause)


def index_of_pages(
    pages: Iterable[Output],
    language: str | None,
    cache: Cache | None,
    last: Indexed = NO_INDEX,
    pause: Callable[[], None] | None = None,
) -> Indexed:
    """Return the index of pages that may come one after the other, which need not all be there at once; nothing where
    there is no ``language`` to search in. The rest is that of ``index_of``.
    """
    program = indexer()
    if language is None or program is None:
        return NO_INDEX
    return _index(_paused(pages, pause), language, program, cache, last, pause)


class Indexing:
    """Indexes the pages of a build beside it, in a copy of this process, from when the first of them are rendered."""

    def __init__(self, cache: Cache | None, jobs: int) -> None:
        self._cache = cache
        self._jobs = jobs
        self._aside: SideProcess[list[Output], Indexed | str] | None = None

    def add_pages(self, frame: Frame, sheets: Sequence[Sheet]) -> None:
        """Take the next pages of a site, in order."""
        program = indexer() if frame.search else None
        if self._aside is None and program and self._jobs > 1 and can_be_copied():
            cache, language = self._cache, frame.language
            self._aside = SideProcess(lambda told: _told_index(told, language, program, cache))
        try:
            if self._aside:
                self._aside.tell([_without_charts(sheet) for sheet in sheets])
        except OSError:
            # the system has no room for what it is told: the pages are indexed at the end, in this process
            self.stop()
            self._aside, self._jobs = None, 1

    def index(self, outputs: Collection[Output]) -> Indexed:
        """Return the index of the pages added, which are those of the outputs. Raises ``OSError`` when there can be
        none.
        """
        made = self._aside.answer() if self._aside else None
        if isinstance(made, str):
            raise OSError(made)
        return made or index_of(outputs, self._cache)

    def stop(self) -> None:
        """End what goes on beside: nobody will ask for the index."""
        if self._aside:
            self._aside.stop()


def _told_index(
    told: Iterable[list[Output]], language: str, program: str, cache: Cache | None
) -> Indexed | str:
    def pages() -> Iterator[Output]:
        with suppress(EOFError):  # nobody is left who wants to know
            for some in told:
                yield from some

    try:
        return _index(pages(), language, program, cache)
    except OSError as error:
        return str(error)


def _without_charts(sheet: Sheet) -> Output:
    return Output(
        path=output_path(sheet.page.url),
        content=b"".join([part for part in sheet.parts if isinstance(part, bytes)]),
    )


def _index(
    pages: Iterable[Output],
    language: str,
    program: str,
    cache: Cache | None,
    last: Indexed = NO_INDEX,
    pause: Callable[[], None] | None = None,
) -> Indexed:
    """Return the index of pages: fed as they come, where no index may still be right and no other work goes first."""
    last = last if last.digest or cache is None else _kept_index(cache)
    reading = _Reading(pages, language)
    found: Iterable[Findable] = tuple(reading) if last.digest or pause else reading
    if last.digest and reading.digest == last.digest:
        return Indexed(digest=last.digest, outputs=last.outputs)
    made = index(Library(language=language, entries=found), program, pause)
    now = Indexed(digest=reading.digest, outputs=made, made=True)
    if cache:
        cache.store({INDEX: _pack_index(now)})
    return now


class _Reading:
    """The entries found in pages, one after the other; ``digest`` is one of all that was found so far."""

    def __init__(self, pages: Iterable[Output], language: str) -> None:
        self._pages = pages
        self._digest = hashlib.sha256(f"search {VERSION} {search_version()} {language}".encode())

    def __iter__(self) -> Iterator[Findable]:
        for page in self._pages:
            for entry in entries(page):
                self._digest.update(f"\0{entry.url}\0{entry.html}".encode("utf-8", "surrogatepass"))
                yield entry

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def _paused(pages: Iterable[Output], pause: Callable[[], None] | None) -> Iterator[Output]:
    for page in pages:
        if pause:
            pause()
        yield page


def _kept_index(cache: Cache) -> Indexed:
    text = cache.fetch([INDEX]).get(INDEX)
    return (unpacked_or_none(_unpack_index, text) if text else None) or NO_INDEX


def _unpack_index(text: str) -> Indexed:
    kept = json.loads(text)
    files = tuple(
        Output(path=path, content=base64.b64decode(content)) for path, content in kept["files"].items()
    )
    return Indexed(digest=kept["digest"], outputs=files)


def _pack_index(made: Indexed) -> str:
    files = {
        file.path: base64.b64encode(file.content).decode()
        for file in made.outputs
        if isinstance(file.content, bytes)
    }
    return json.dumps({"digest": made.digest, "files": files}, ensure_ascii=False, separators=(",", ":"))
