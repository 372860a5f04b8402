"""Look at a table before anybody has said what it is: its columns, and the readings that each answer would have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jmsite.formats import numbers
from jmsite.formats.yes_no import NO, YES
from jmsite.importing.surveys.export import Export, RawTable, SurveyColumn, plain_columns, same
from jmsite.importing.surveys.families import PLAIN, sure_family
from jmsite.importing.surveys.kept_columns import (
    PERSONAL,
    SEVERAL,
    TOOL,
    WORDS,
    columns_to_keep,
    mark_personal,
)
from jmsite.importing.surveys.measures import with_measures
from jmsite.importing.surveys.scales import is_nothing
from jmsite.importing.surveys.scores import may_be_scores
from jmsite.importing.surveys.shapes import events_of, metrics_of_shape
from jmsite.model.value import Value, replace

SAMPLES = 3
LONGEST = 24
"""Signs of a sample: it shows what a column is like, and not what somebody said."""
OWN_WORDS = "own words"
NOT_TO_SHARE = (PERSONAL, OWN_WORDS)
"""Guesses of columns that somebody should look at before others see them."""
_SEARCHED = 8
_OTHER = re.compile(r"_TEXT$|\bother\b|specify|sonstige|autre|otro", re.IGNORECASE)
"""Names of columns with what people wrote beside the options."""


class LookedColumn(Value):
    """A column: what it seems to hold, how many cells are filled, how many are different, and a few of them.

    Of columns about people, and of people's own words, there are no samples.
    """

    name: str
    guess: str
    filled: int
    different: int
    samples: tuple[str, ...] = ()


class TableLook(Value):
    """A table as it was found: the tool it is from, its columns, a metric for each answer, by the name of that, and the
    ``events`` of a journey where it is a log.
    """

    format: str
    rows: int
    columns: tuple[LookedColumn, ...]
    metrics: tuple[tuple[str, dict[str, Any]], ...]
    events: dict[str, Any] = {}


def look_at(table: RawTable, file: Mapping[str, str]) -> TableLook:
    """Return what is in a table; ``file`` are the fields of readings that say where it is."""
    export = mark_personal(_export(table))
    export = replace(export, columns=with_measures(export.columns))
    left = {name: reason for reason, names in columns_to_keep(export).left.items() for name in names}
    columns = tuple(_column(one, export, left.get(one.name, "")) for one in export.columns)
    events = events_of(export.columns, file)
    found = [one for one in export.columns if one.measure and one.measure.rank < 4 and any(one.cells)]
    shaped = () if events else tuple(metrics_of_shape(export, _dated(export, file)))
    told = {name for name, _ in shaped} | {one["readings"].get("denominator") for _, one in shaped}
    metrics = tuple(
        (one.name, _metric(one, export, file))
        for one in found
        if one.use != "personal" and one.name not in (*told, *events.values())
    )
    return TableLook(
        format="events" if events else export.format, rows=len(export.lines), columns=columns,
        metrics=(*metrics, *shaped), events=events,
    )  # fmt: skip


def _export(table: RawTable) -> Export:
    family = sure_family(table)
    if family is not None:
        return family.read(table)
    if may_be_scores(table):
        return PLAIN.read(table)
    at = max(range(min(_SEARCHED, len(table.rows))), key=lambda one: (len(set(table.row(one)) - {""}), -one))
    body = table.below(at + 1)
    reasons = tuple("" if any(row) else "wholly blank" for row in body.rows)
    columns = tuple(plain_columns(table.row(at), body))
    return Export(format="table", columns=columns, lines=body.lines, reasons=reasons)


def _column(column: SurveyColumn, export: Export, left: str) -> LookedColumn:
    cells = [one for one in column.cells if one]
    different = list(dict.fromkeys(cells))
    quiet = column.use == "personal" or left in (PERSONAL, WORDS) or bool(_OTHER.search(column.name))
    samples = () if quiet else tuple(" ".join(one.split())[:LONGEST] for one in different[:SAMPLES])
    return LookedColumn(
        name=column.name, guess=_guess(column, export, left), filled=len(cells), different=len(different),
        samples=samples,
    )  # fmt: skip


def _guess(column: SurveyColumn, export: Export, left: str) -> str:
    """Return what a column seems to hold, in a few words."""
    if column.use == "personal":
        return PERSONAL
    if column.use == "day" or column.name in export.days:
        return "date"
    if column.measure is not None:
        scale = column.measure.scale
        return column.measure.kind + (f", {scale[0]:g} to {scale[1]:g}" if scale else "")
    if left == WORDS and all(numbers.read(one, ".") for one in column.cells if one):
        return "numbers"
    told = {WORDS: OWN_WORDS, SEVERAL: "several choices", TOOL: "of the tool"}
    return told.get(left, "") or ("empty" if not any(column.cells) else "words")


def _metric(column: SurveyColumn, export: Export, file: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a metric with the answers of a column."""
    measure = column.measure
    assert measure is not None  # noqa: S101 - only such columns are asked
    scale = {"min": measure.scale[0], "max": measure.scale[1]} if measure.scale else None
    fields = {
        "title": column.part or column.name, "kind": measure.kind,
        "unit": measure.unit or ("%" if measure.kind == "csat" else None),
        "direction": measure.direction if measure.direction == "lower" else None, "scale": scale,
        "readings": _readings(column, export, file),
    }  # fmt: skip
    return {key: value for key, value in fields.items() if value is not None}


def _dated(export: Export, file: Mapping[str, str]) -> dict[str, Any]:
    """Return readings with file and date."""
    days = [one for name in export.days if (one := export.column(name)) and any(one.cells)]
    day = max(days, key=lambda one: sum(map(bool, one.cells)), default=None)
    return {**file, "date": _called(day) if day else "2026-01-31"}


def _readings(column: SurveyColumn, export: Export, file: Mapping[str, str]) -> dict[str, Any]:
    readings = {**_dated(export, file), "value": _called(column)}
    labels = column.measure.labels if column.measure else {}
    spelled = {one: labels[same(one)] for one in dict.fromkeys(column.cells) if same(one) in labels}
    if spelled and column.measure and not (column.measure.kind == "share" and _are_yes_or_no(spelled)):
        others = [
            one for one in dict.fromkeys(column.cells) if same(one) not in labels and not is_nothing(one)
        ]
        readings["labels"] = dict(sorted(spelled.items(), key=lambda one: one[1])) | dict.fromkeys(others)
    return readings | _which_count(export)


def _are_yes_or_no(labels: Mapping[str, float]) -> bool:
    return {same(one) for one in labels} <= {*YES, *NO}


def _called(column: SurveyColumn) -> str:
    return column.key or column.name


def _which_count(export: Export) -> dict[str, Any]:
    """Return which rows count, for the tools of which that is known, as far as the file has their columns."""
    where = {
        name: wanted
        for name, wanted in _WHERE.get(export.format, {}).items()
        if export.column(name) is not None
    }
    once = _ONCE.get(export.format)
    found = ({"where": where} if where else {}) | ({"once": once} if once is not None else {})
    if export.format == "salesforce" and export.lines:
        found["skip_rows"] = [f"{max(export.lines) + 1}-"]  # the report says below its records what it is
    return found


_WHERE: Mapping[str, Mapping[str, Any]] = {
    "qualtrics": {"Status": {"not": ["Survey Preview", "Spam"]}, "Finished": True},
    "typeform": {"Response Type": "completed"},
    "zendesk": {"Status": {"not": "Deleted"}, "Tags": {"lacks": "closed_by_merge"}},
}
_ONCE: Mapping[str, Any] = {
    "google-forms": True,
    "google-play": {"by": "Review Link", "keep": "last"},
    "trustpilot": "Review Id",
    "hubspot": "Record ID",
}
