"""Tell what a file is by its bytes and its shape, and read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jmsite.importing.arrows import read_arrows
from jmsite.importing.draft import DraftMap, NoJourneyError, Remark
from jmsite.importing.labels import Words, load_words
from jmsite.importing.markdown_tables import read_tables
from jmsite.importing.outline import read_outline
from jmsite.importing.tables import entries_in
from jmsite.importing.texts import text_of
from jmsite.model.value import Value, replace

LARGEST = 32 * 1024 * 1024
"""Bytes of a file at most: a map of that size is none."""


class UnknownFormatError(Exception):
    """There is no format of a name; ``known`` are those there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


class Given(Value):
    """A file as it was given: its name, its text, its stem for titles, and the words to read it with."""

    file: str
    text: str
    words: Words
    stem: str


Reader = Callable[[Given], DraftMap]
READERS: Mapping[str, tuple[str, Reader]] = {
    "markdown-table": ("tables in Markdown", lambda given: read_tables(given.text, given.words, given.stem)),
    "markdown-outline": ("an outline", lambda given: read_outline(given.text, given.words, given.stem)),
    "arrows": ("a flow of arrows", lambda given: read_arrows(given.text, given.words, given.stem)),
}
"""The formats of texts in the order in which they are tried: how each is called, and what reads it."""


def formats() -> tuple[str, ...]:
    """Return the names that ``--as`` takes."""
    return tuple(READERS)


def read_map(
    file: str, content: bytes, forced: str = "", mapping: Mapping[str, Any] | None = None
) -> DraftMap:
    """Return what is in a file. Raises ``NoJourneyError`` with a reason, and ``UnknownFormatError``."""
    if forced and forced not in READERS:
        raise UnknownFormatError(forced, formats())
    if len(content) > LARGEST:
        raise NoJourneyError(
            f"the file has {len(content) / 1048576:.0f} MB, and a map has {LARGEST // 1048576} at most"
        )
    text, remark = text_of(content)
    stem = file.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    given = Given(file=file, text=text, words=load_words(mapping), stem=title_of_stem(stem))
    found = _first(given, [READERS[forced]] if forced else list(READERS.values()))
    remarks = (*((remark,) if remark else ()), *found.remarks)
    return replace(found, remarks=tuple(replace(one, file=one.file or file) for one in remarks))


def title_of_stem(stem: str) -> str:
    """Return the name of a file as words: `my-map` is `My map`."""
    words = stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Journey"


def _first(given: Given, readers: list[tuple[str, Reader]]) -> DraftMap:
    """Return what the reader makes of a file that finds most in it; of those that find the same, the first."""
    reasons: list[NoJourneyError] = []
    found: list[DraftMap] = []
    for _, reader in readers:
        try:
            found.append(reader(given))
        except NoJourneyError as none:
            reasons.append(none)
    if found:
        return max(found, key=_amount)
    told = max(reasons, key=lambda one: len(one.reason))
    raise NoJourneyError(told.reason, told.sought)


def _amount(draft: DraftMap) -> int:
    return sum(entries_in(journey.stages) for journey in draft.journeys) + len(draft.entities)


__all__ = ["LARGEST", "READERS", "Given", "Remark", "UnknownFormatError", "formats", "read_map"]
