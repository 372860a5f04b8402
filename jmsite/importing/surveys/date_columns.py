"""The day of each row of an export."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from jmsite.formats import days
from jmsite.importing.surveys.export import Export, QuestionError, SurveyColumn, SurveyWish
from jmsite.model.value import Value


class Dates(Value):
    """A day per row as ISO 8601, "" where there is none; the column they are from, and cells that are no day."""

    days: tuple[str, ...]
    column: str = ""
    odd: tuple[tuple[int, str], ...] = ()
    other: tuple[tuple[int, str], ...] = ()
    """Days that are written otherwise than most."""
    instead: tuple[int, str] | None = None
    """The number of days that are from another column, and which that is."""


def dates_of(export: Export, asked: SurveyWish, answers: Sequence[SurveyColumn]) -> Dates:
    """Return the day of each row, of the best column that has one for all answers, and of the next where it has none.

    Raises ``QuestionError`` where the file has no days, or days that read both ways.
    """
    if asked.day:
        return Dates(days=(asked.day,) * len(export.lines))
    columns = _columns(export, answers)
    if not columns:
        raise QuestionError(
            "the file has no dates; say which day the answers are of, with --dates 2026-03-31"
        )
    first, others = columns[0], columns[1:]
    read = _read(first, asked)
    own = [read.get(one, "") for one in first.cells]
    further = _read(others[0], asked) if others and not all(own) else {}
    found = tuple(
        day or (further.get(others[0].cells[at], "") if further else "") for at, day in enumerate(own)
    )
    filled = sum(bool(day) for day in found) - sum(bool(day) for day in own)
    odd = tuple((at, one) for at, one in enumerate(first.cells) if one and one not in read)
    return Dates(
        days=found,
        column=first.name,
        odd=odd,
        other=_otherwise(first, read),
        instead=(filled, others[0].name) if filled else None,
    )


def _otherwise(column: SurveyColumn, read: dict[str, str]) -> tuple[tuple[int, str], ...]:
    """Return the days that are written in another form than nearly all, with their rows."""
    shapes = [re.sub(r"\d+", "0", days.day_of(one)) for one in column.cells]
    counts = Counter(shapes)
    return tuple(
        (at, one)
        for at, one in enumerate(column.cells)
        if one in read and counts[shapes[at]] * 10 < len(shapes)
    )


def _columns(export: Export, answers: Sequence[SurveyColumn]) -> list[SurveyColumn]:
    """Return the columns of days, the best first: the first known one that no answer lacks, or the fullest."""
    known = [one for name in export.days if (one := export.column(name))]
    known += [one for one in export.columns if one.use == "day" and one not in known]
    answered = [
        at
        for at in export.counting
        if any(one.measure and one.measure.numbers[at] is not None for one in answers)
    ]
    filled = [sum(bool(one.cells[at]) for at in answered) for one in known]
    if not known or not max(filled):
        return []
    best = known[filled.index(max(filled))]
    return [best, *(one for one in known if one is not best and any(one.cells))]


def _read(column: SurveyColumn, asked: SurveyWish) -> dict[str, str]:
    """Return the days of the cells of a column, as ISO 8601, by the cells."""
    bare = {one: days.day_of(one) for one in dict.fromkeys(column.cells) if one}
    serials = {one: day for one in bare if (day := days.serial(one))}
    try:
        found = days.days({day for one, day in bare.items() if one not in serials}, asked.order)
    except days.AmbiguousDaysError as error:
        question = (
            f"the dates of '{column.name}' read both ways: '{error.example}' may have the day or the month first; "
            "say which, with --dates day-first or --dates month-first"
        )
        raise QuestionError(question, ("--dates day-first", "--dates month-first")) from None
    read = {one: found[day].isoformat() for one, day in bare.items() if day in found}
    return read | {one: day.isoformat() for one, day in serials.items()}


def span(found: Sequence[str]) -> tuple[str, str]:
    """Return the first and the last day; "" where there is none."""
    known = sorted(filter(None, found))
    return (known[0], known[-1]) if known else ("", "")
