"""Choose the column that is the answer: the one that somebody names, or the only one that can be."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.importing.draft import NoJourneyError
from jmsite.importing.surveys.export import Export, QuestionError, SurveyColumn, same

WAYS = {
    "nps": "NPS, answers 0 to 10", "csat": "satisfaction", "ces": "effort", "mean": "mean", "share": "share",
    "duration": "time", "value": "value",
}  # fmt: skip

MOST = 30
"""Columns that a list names: who has more of them knows what they look for."""


def answer_columns(export: Export, named: Sequence[str]) -> tuple[SurveyColumn, ...]:
    """Return the columns to make metrics of. Raises ``QuestionError`` where the file does not tell which."""
    able = [one for one in export.columns if one.measure is not None and one.use != "personal"]
    if named:
        found = {one.name: one for one in (_named(name, able, export) for name in named)}
        return tuple(found.values())
    # what people were asked about how it was, then times and answers of yes and no; any other number is asked about
    for rank in (1, 2):
        some = [one for one in able if one.measure and one.measure.rank == rank]
        if len(some) == 1:
            return (some[0],)
        if some:
            question = (
                "several columns could be the answer; name one with --column (or several, each with --column)"
            )
            raise QuestionError(question, choices(some))
    for rank in (3, 4):
        if some := [one for one in able if one.measure and one.measure.rank == rank]:
            question = "no column is a score; these can be read as numbers: name one with --column"
            raise QuestionError(question, choices(some))
    raise NoJourneyError(
        "no column has answers that are numbers, or words of a known scale", sure=True, what="metric"
    )


def _named(name: str, able: Sequence[SurveyColumn], export: Export) -> SurveyColumn:
    """Return the column that a name means: its whole name or key, its part, or the only one that contains it."""
    wanted = same(name)
    for ways in (
        [one for one in able if wanted in (same(one.name), same(one.key))],
        [one for one in able if one.part and wanted == same(one.part)],
        [one for one in able if wanted in same(one.name)],
    ):
        if len(ways) == 1:
            return ways[0]
        if ways:
            raise QuestionError(f"'{name}' can be several columns", choices(ways))
    if any(wanted in same(one.name) or wanted == same(one.key) for one in export.columns):
        reason = (
            f"the column '{name}' has no answers that are numbers or words of a known scale; "
            "several choices in one cell are not divided, since an option may hold the separator too"
        )
        raise QuestionError(reason, choices(able))
    raise QuestionError(f"no column is called '{name}'", choices(able))


def choices(columns: Sequence[SurveyColumn]) -> list[str]:
    """Return columns as somebody chooses among them: the name, and what would be made of it."""
    named = [f"{one.name}  ({WAYS[one.measure.kind]})" for one in columns if one.measure]
    more = len(named) - MOST
    return named if more < 2 else [*named[:MOST], f"… and {more} more"]
