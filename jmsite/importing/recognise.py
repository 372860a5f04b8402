"""Tell what a file is by its bytes and its shape, and read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jmsite.formats.workbook import SheetError, is_workbook, read_book
from jmsite.importing.archives import is_archive, read_archive
from jmsite.importing.arrows import read_arrows
from jmsite.importing.cards import read_cards
from jmsite.importing.cjml import read_cjml
from jmsite.importing.csv_text import grid_of_text
from jmsite.importing.decode_text import text_of
from jmsite.importing.draft import DraftMap, NoJourneyError, ScaleEnds
from jmsite.importing.drawio import read_drawio
from jmsite.importing.event_logs import why_no_map
from jmsite.importing.json_files import read_govuk, read_theydo
from jmsite.importing.labels import Words, load_words
from jmsite.importing.lucid import read_lucid
from jmsite.importing.markdown_tables import read_tables
from jmsite.importing.mermaid import read_mermaid
from jmsite.importing.outline import read_outline
from jmsite.importing.own_book import rows_of_own_book
from jmsite.importing.own_json import read_own_json
from jmsite.importing.own_rows import OwnRows, read_own_csv, rows_of_own_csv
from jmsite.importing.scales import on_scale
from jmsite.importing.sheets import read_csv, read_workbook
from jmsite.importing.surveys.export import QuestionError, SurveyWish
from jmsite.importing.surveys.families import FAMILIES, PLAIN
from jmsite.importing.surveys.reading import likely_family, likely_family_of_workbook, read_survey
from jmsite.importing.table_rows import entries_in
from jmsite.model.value import Value, replace

LARGEST = 32 * 1024 * 1024
"""Bytes of a file at most: a map of that size is none."""
_NOTION = re.compile(r"[ _-][0-9a-f]{32}(?:_all)?$")
_SHEET_NAME = re.compile(r"\.(?:csv|tsv|tab)$", re.IGNORECASE)


class UnknownFormatError(Exception):
    """There is no format of a name; ``known`` are those there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


class GivenFile(Value):
    """A file as it was given: its name, bytes and text, its stem for titles, and the words to read it with."""

    file: str
    content: bytes
    text: str
    words: Words
    stem: str
    asked: SurveyWish = SurveyWish()


Reader = Callable[[GivenFile], DraftMap]


def _survey(name: str) -> Reader:
    """Return the reader of a family of survey exports."""
    return lambda given: read_survey(name, given.content, given.text, given.asked, given.stem)


READERS: Mapping[str, Reader] = {
    "workbook": lambda given: read_workbook(given.content, given.words, given.stem),
    "lucidchart": lambda given: read_lucid(grid_of_text(given.text), given.words, given.stem),
    "cards": lambda given: read_cards(grid_of_text(given.text), given.words, given.stem),
    "csv": lambda given: read_csv(given.text, given.words, given.stem),
    "drawio": lambda given: read_drawio(given.text, given.words, given.stem),
    "cjml": lambda given: read_cjml(given.text, given.words, given.stem),
    "jmsite": lambda given: read_own_json(given.text),
    "jmsite-rows": lambda given: read_own_csv(given.text),
    "theydo": lambda given: read_theydo(given.text),
    "govuk-step-by-step": lambda given: read_govuk(given.text),
    "mermaid": lambda given: read_mermaid(given.text, given.words, given.stem),
    "markdown-table": lambda given: read_tables(given.text, given.words, given.stem),
    "markdown-outline": lambda given: read_outline(given.text, given.words, given.stem),
    "arrows": lambda given: read_arrows(given.text, given.words, given.stem),
    **{name: _survey(name) for name in FAMILIES},
}
"""The reader of each format, by the name that ``--as`` takes."""
MARKUP = ("drawio", "cjml")
OBJECTS = ("jmsite", "theydo", "govuk-step-by-step")
TOOLS = ("jmsite-rows", "lucidchart", "cards")
"""The formats of programs, with columns of their own: surer than any table that looks like a map."""
SHEETS = ("csv",)
TEXTS = ("mermaid", "markdown-table", "markdown-outline", "arrows")


def formats() -> tuple[str, ...]:
    """Return the names that ``--as`` takes."""
    return tuple(READERS)


def read_map(
    file: str,
    content: bytes,
    forced: str = "",
    mapping: Mapping[str, Any] | None = None,
    asked: SurveyWish | None = None,
    scale: ScaleEnds | None = None,
) -> DraftMap:
    """Return what is in a file. Raises ``NoJourneyError`` with a reason, and ``UnknownFormatError``.

    ``scale`` is the one that somebody says its scores are on, ``asked`` what somebody has said of a survey beforehand;
    ``QuestionError`` says what is missing.
    """
    if forced and forced not in READERS:
        raise UnknownFormatError(forced, formats())
    if len(content) > LARGEST:
        most = LARGEST // 1048576
        raise NoJourneyError(f"the file is larger than {most} MB; import a smaller part of it")
    if is_archive(content) and not is_workbook(content):
        return read_archive(
            content, LARGEST, lambda name, inside: read_map(name, inside, forced, mapping, asked, scale)
        )
    # by the name and the first bytes; a reader that finds nothing passes the file on to the next
    groups: Sequence[Sequence[str]] = ((forced,),) if forced else likely_formats(file, content)
    text, remark = ("", None) if groups == (("workbook",),) else text_of(content)
    stem = file.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    if not text.strip() and groups != (("workbook",),):
        raise NoJourneyError("the file is empty")
    given = GivenFile(
        file=file,
        content=content,
        text=text,
        words=load_words(mapping),
        stem=title_of_stem(stem),
        asked=asked or SurveyWish(),
    )
    if not forced:
        groups = _with_surveys(groups, given)
    try:
        found = _best(given, groups)
    except NoJourneyError as none:
        raise (why_no_map(text) if text and not none.sure else None) or none from None
    found = on_scale(found, scale) if scale else found
    remarks = (*((remark,) if remark else ()), *found.remarks)
    return replace(found, remarks=tuple(replace(one, file=one.file or file) for one in remarks))


def own_rows(content: bytes) -> OwnRows | None:
    """Return the rows of a workbook or table that we have exported; None for any other file.

    Raises ``NoJourneyError`` for a workbook that cannot be read.
    """
    if len(content) > LARGEST:
        return None
    if is_workbook(content):
        try:
            return rows_of_own_book(read_book(content))
        except SheetError as error:
            raise NoJourneyError(str(error)) from None
    return rows_of_own_csv(text_of(content)[0])


def likely_formats(file: str, content: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the formats that a file can have, by its first bytes and its name: the likely ones first, then others."""
    if is_workbook(content):
        return (("workbook",),)
    begin = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb"(?:\w+\s*)?<(?:\?xml|!doctype|mx|cjml|log)", begin, re.IGNORECASE):
        return (MARKUP,)
    if begin[:1] in (b"{", b"["):
        return (OBJECTS,)
    if re.match(rb"\"?kind\"?[,;\t]\"?id\"?[,;\t]", begin):
        return (("jmsite-rows",),)
    return (TOOLS, SHEETS, TEXTS) if _SHEET_NAME.search(file) else (TEXTS, TOOLS, SHEETS)


def _with_surveys(groups: Sequence[Sequence[str]], given: GivenFile) -> tuple[Sequence[str], ...]:
    """Return groups of formats with the exports of surveys: the one that a header makes sure of alone, or first."""
    if groups == (("workbook",),):
        named = likely_family_of_workbook(given.content)
        return (*([(named,)] if named else []), *groups, (PLAIN.name,))
    if not _SHEET_NAME.search(given.file):
        return tuple(groups)
    family = likely_family(given.text)
    return ((family,),) if family else (*groups, (PLAIN.name,))


def title_of_stem(stem: str) -> str:
    """Return the name of a file as words: `my-map` is `My map`, without the id that Notion adds."""
    words = _NOTION.sub("", stem).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Journey"


def _best(given: GivenFile, groups: Sequence[Sequence[str]]) -> DraftMap:
    """Return what the reader makes of a file that finds most in it, of the first group in which one finds something."""
    reasons: dict[str, NoJourneyError] = {}
    for names in groups:
        found: list[DraftMap] = []
        for name in names:
            try:
                found.append(READERS[name](given))
            # the reader knows the file and needs an answer: no other one may guess instead
            except QuestionError:
                raise
            except NoJourneyError as none:
                reasons[name] = none
        if found:
            return max(found, key=_amount)
    raise _refusal(reasons, TEXTS if groups[0] == TEXTS else (*SHEETS, PLAIN.name))


def _refusal(reasons: Mapping[str, NoJourneyError], usual: Sequence[str]) -> NoJourneyError:
    """Return why no reader found anything: as the one says that is sure, or that tells most of what there is.

    Where none does, all that was looked for by the ``usual`` readers of such a file is named.
    """
    looked = [reasons[name] for name in usual if name in reasons] or list(reasons.values())
    telling = [one for one in reasons.values() if one.sure] or [one for one in looked if one.near]
    if telling:
        told = max(telling, key=lambda one: len(one.reason))
        return NoJourneyError(told.reason, told.sought, what=told.what)
    reason = "; ".join(dict.fromkeys(one.reason for one in looked))
    return NoJourneyError(reason, max((one.sought for one in looked), key=len))


def _amount(draft: DraftMap) -> int:
    return sum(entries_in(journey.stages) for journey in draft.journeys) + len(draft.entities)
