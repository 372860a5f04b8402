"""Plain tables: a date and a score per row with what was said, or the counts of promoters, passives and detractors."""

from __future__ import annotations

import re

from jmsite.importing.surveys.export import (
    Export,
    Measure,
    RawTable,
    SurveyColumn,
    plain_columns,
    repeated,
    same,
)
from jmsite.importing.surveys.measures import with_measures
from jmsite.model.value import replace

_DATED = re.compile(
    r"\b(?:date|day|month|week|quarter|submitted|timestamp|answered|created|received|completed|when)\b|datum|monat"
    r"|\btag\b|zeitpunkt|(?:start|end|completion|submission)[ _]?time|zeit\b|fecha|hora de|heure de|\bdata\b|дата|日付"
    r"|時刻|日期|时间",
    re.IGNORECASE,
)
_COUNTS = ("detractors", "passives", "promoters")
_SEARCHED = 8
"""Rows from the top in which the header is looked for."""


def is_nps_counts(table: RawTable) -> bool:
    """Return whether there is a column each of promoters, passives and detractors."""
    return set(_COUNTS) <= {same(one) for one in table.row(0)}


def read_nps_counts(table: RawTable) -> Export:
    """Return scores of counted answers with their number; where nobody answered there is no score."""
    body = table.below(1)
    columns = [
        replace(one, use="answer" if same(one.name) in _COUNTS else "day" if _DATED.search(one.name) else "")
        for one in plain_columns(table.row(0), body)
    ]
    counts = [next(one.cells for one in columns if same(one.name) == name) for name in _COUNTS]
    scores: list[float | None] = []
    sizes: list[float | None] = []
    reasons = []
    for row in zip(*counts, strict=True):
        known = [int(one) for one in row if one.isdigit()]
        total = sum(known) if len(known) == len(_COUNTS) else 0
        scores.append(100 * (known[2] - known[0]) / total if total else None)
        sizes.append(total or None)
        reasons.append(
            "" if total else "nobody answered (0, 0, 0)" if len(known) == len(_COUNTS) else "blank"
        )
    kept = [replace(one, use="counted") if one.use == "answer" else one for one in columns]
    measure = Measure(kind="nps", numbers=tuple(scores), sizes=tuple(sizes), unit="points", rank=1)
    score = SurveyColumn(name="NPS", cells=("",) * len(reasons), measure=measure)
    return Export(
        format="nps-counts",
        columns=(*kept, score),
        lines=body.lines,
        reasons=tuple(reasons),
        days=tuple(one.name for one in columns if one.use == "day"),
    )


def is_scores(table: RawTable) -> bool:
    """Return whether a header names a date, and a column below it holds answers about how it was."""
    if not may_be_scores(table):
        return False
    export = read_scores(table)
    ranked = [one.measure for one in with_measures(export.columns)]
    return bool(export.days) and any(
        one is not None and (one.rank == 1 or one.kind == "duration") for one in ranked
    )


def may_be_scores(table: RawTable) -> bool:
    """Return whether a header names a date."""
    return _header(table) is not None


def read_scores(table: RawTable) -> Export:
    """Return the export in a table: what has the same words on the same day again does not count."""
    at = _header(table) or 0
    body = table.below(at + 1)
    columns = [
        replace(one, use="day") if _DATED.search(one.name) and _has_days(one) else one
        for one in plain_columns(table.row(at), body)
    ]
    words = [column for column in columns if _is_prose(column)]
    keys = [row if any(one.cells[at] for one in words) else None for at, row in enumerate(body.rows)]
    dated = [one for one in columns if one.use == "day"]
    reasons = [
        "wholly blank" if not any(one.strip() for one in row)
        else "no date, so no answer" if dated and not any(one.cells[at] for one in dated)
        else "the same row again, with the same words" if twice
        else ""
        for at, (row, twice) in enumerate(zip(body.rows, repeated(keys), strict=True))
    ]  # fmt: skip
    return Export(
        format="scores",
        blank_counts=False,
        columns=tuple(columns),
        lines=body.lines,
        reasons=tuple(reasons),
        days=tuple(one.name for one in dated),
    )


def _header(table: RawTable) -> int | None:
    """Return the row of the header: the first with most different words, and a date among them."""
    rows = table.rows[:_SEARCHED]
    wide = [len({same(one) for one in row if one.strip()}) for row in rows]
    at = wide.index(max(wide)) if wide and max(wide) > 1 else None
    return at if at is not None and any(_DATED.search(one) for one in rows[at]) else None


def _has_days(column: SurveyColumn) -> bool:
    from jmsite.formats import days

    filled = [one for one in column.cells if one]
    read = sum(bool(days.read(days.day_of(one)) or days.serial(one)) for one in filled[:200])
    return bool(filled) and read * 2 > min(len(filled), 200)


def _is_prose(column: SurveyColumn) -> bool:
    filled = [one for one in column.cells if one]
    return bool(filled) and max(len(one.split()) for one in filled) > 2 and len(set(filled)) * 3 > len(filled)
