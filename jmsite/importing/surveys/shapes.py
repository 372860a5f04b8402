"""Guess what a table holds that is no table of scores: counts by class, parts of a whole, chosen options, events."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jmsite.importing.surveys.export import Export, SurveyColumn, same

COUNTS = ("detractors", "passives", "promoters")
SEPARATORS = (", ", ";", " / ", "|")
MOST_OPTIONS = 6
"""Options of a question of which a metric is shown: the most chosen ones; others are written alike."""
FEWEST_OPTIONS, MOST_WORDS = 2, 12
_WHOLE = re.compile(
    r"total|^all\b|\bof all\b|denominator|\bbase\b|visits|sessions|sent|asked|invited|gesamt|insgesamt|nenner|alle\b",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"^case(?:[ _:-]|$)|\b(?:session|visit|visitor|user|customer|order|ticket|trace|case)[ _-]?(?:id|no|number)\b"
    r"|^(?:session|visit|trace)$",
    re.IGNORECASE,
)
_EVENT = re.compile(r"^(?:event|activity|action)(?:[ _-]?name)?$|^concept:name$", re.IGNORECASE)
_TIME = re.compile(r"time|timestamp|date|\bat$|_at$|zeit", re.IGNORECASE)

ReadingFields = dict[str, Any]


def metrics_of_shape(export: Export, readings: Mapping[str, Any]) -> Iterator[tuple[str, ReadingFields]]:
    """Yield what a metric would be, by the name of its column or question; ``readings`` say file and date."""
    yield from _counts(export, readings)
    yield from _parts(export, readings)
    for column in export.columns:
        if column.use == "" and column.measure is None:
            yield from _options(column, readings)


def _counts(export: Export, readings: Mapping[str, Any]) -> Iterator[tuple[str, ReadingFields]]:
    found = {name: column.name for name in COUNTS if (column := export.column(name))}
    if len(found) == len(COUNTS):
        yield "NPS", {"title": "NPS", "kind": "nps", "readings": {**readings, "counts": found}}


def _parts(export: Export, readings: Mapping[str, Any]) -> Iterator[tuple[str, ReadingFields]]:
    """Yield rates of columns with whole numbers that are never more than those of the one that is the whole."""
    figures = {one.name: cells for one in export.columns if (cells := _whole_numbers(one))}
    wholes = [name for name in figures if _WHOLE.search(name)]
    if len(wholes) != 1:
        return
    whole = figures[wholes[0]]
    for name, part in figures.items():
        pairs = [(a, b) for a, b in zip(part, whole, strict=True) if a is not None and b is not None]
        if name != wholes[0] and pairs and all(a <= b for a, b in pairs) and same(name) not in COUNTS:
            fields = {"title": name, "kind": "rate", "unit": "%"}
            yield name, {**fields, "readings": {**readings, "numerator": name, "denominator": wholes[0]}}


def _whole_numbers(column: SurveyColumn) -> tuple[int | None, ...]:
    """Return the counts in a column; nothing where a cell is none, or where it is about something else."""
    usable = column.use in ("", "tool") and (column.measure is None or column.measure.rank > 1)
    digits = [one.isascii() and one.isdigit() for one in column.cells if one]
    if not usable or not digits or not all(digits):
        return ()
    return tuple(int(one) if one else None for one in column.cells)


def _options(column: SurveyColumn, readings: Mapping[str, Any]) -> Iterator[tuple[str, ReadingFields]]:
    """Yield the shares of those who chose an option, the most chosen first: of several in a cell, or of one."""
    split = separator_of(column)
    if not split and not (column.name.endswith("?") and _are_options(column)):
        return
    parts = (one.split(split) if split else [one] for one in column.cells if one)
    counts = Counter(option for some in parts for one in dict.fromkeys(some) if (option := one.strip()))
    beside = {"split": split} if split else {}
    for option, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_OPTIONS]:
        asked = {**readings, "value": column.name, "choice": option, **beside}
        yield column.name, {"title": f"{column.name} {option}", "kind": "share", "readings": asked}


def separator_of(column: SurveyColumn) -> str:
    """Return what stands between the options in the cells of a column; "" where a cell holds one."""
    cells = [one for one in column.cells if one]
    for sign in SEPARATORS:
        options = {part.strip() for one in cells for part in one.split(sign)}
        several = sum(sign in one for one in cells)
        short = max((len(one.split()) for one in options), default=0) <= MOST_WORDS
        # the same options again in other combinations, and not sentences with a comma
        if several * 4 > len(cells) and short and len(options) < max(len(set(cells)), len(cells) / 2):
            return sign
    return ""


def _are_options(column: SurveyColumn) -> bool:
    """Return whether a column has a few answers that come again and again, as where one of a list is chosen."""
    cells = [one for one in column.cells if one]
    different = set(cells)
    return FEWEST_OPTIONS <= len(different) <= MOST_WORDS and len(different) * 3 <= len(cells)


def events_of(columns: Sequence[SurveyColumn], file: Mapping[str, str]) -> ReadingFields:
    """Return the fields of a log, where columns are called as those of case, event and time are; else nothing."""
    case = next((one.name for one in columns if _CASE.search(one.name)), None)
    event = next((one.name for one in columns if _EVENT.search(one.name)), None)
    times = [one.name for one in columns if one.name not in (case, event) and _TIME.search(one.name)]
    if case is None or event is None or not times:
        return {}
    return {**file, "case": case, "event": event, "time": times[0]}
