"""Make of an export the metrics that it has answers for, and a table without what is about people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jmsite.importing.draft import DraftEntity, DraftMap, NoJourneyError, Remark
from jmsite.importing.ids import id_for
from jmsite.importing.safe_text import safe_line
from jmsite.importing.surveys.answer_column import answer_columns
from jmsite.importing.surveys.date_columns import Dates, dates_of, span
from jmsite.importing.surveys.export import Export, Measure, SurveyColumn, SurveyWish
from jmsite.importing.surveys.kept_columns import columns_to_keep, mark_personal
from jmsite.importing.surveys.measures import with_measures
from jmsite.importing.surveys.scales import is_nothing
from jmsite.importing.surveys.table_copy import copy_of, csv_of, name_in_copy, number_words
from jmsite.importing.surveys.tallies import in_words, tally
from jmsite.model.value import replace

LONGEST = 80
"""Signs of a title: a longer question is told whole in the summary."""
_STAGE = re.compile(r"^(?:stage|journey stage|phase|custom field \(journey stage\))$", re.IGNORECASE)
FEW_WORDS = 4
LINES = 12
"""Lines of rows that a remark names."""


def metric_of(export: Export, asked: SurveyWish, name: str) -> DraftMap:
    """Return metrics and their table; ``name`` is that of the file. Raises ``QuestionError``, ``NoJourneyError``."""
    export = mark_personal(export)
    export = _answered(replace(export, columns=with_measures(export.columns)))
    columns = answer_columns(export, asked.columns)
    dates = dates_of(export, asked, columns)
    rows = tuple(at for at in export.counting if dates.days[at])
    if not rows:
        raise NoJourneyError("no row has both a date and an answer that counts", sure=True, what="metric")
    path = f"data/{id_for(name, 'survey')}.csv"
    keep = columns_to_keep(export)
    stage = next((one for one in keep.columns if _STAGE.match(one.name)), None) or _stage_of(export)
    others = [one for one in keep.columns if one is not stage]
    measures = [one for one in export.columns if one.measure is not None and one.use != "personal"]
    copy = copy_of(dates, rows, measures, [*([stage] if stage else []), *others])
    entities = tuple(
        replace(_metric(one, path, stage, export, asked, rows), **_called(one, name, len(columns) == 1))
        for one in columns
    )
    told = [
        *_counted(export, rows, dates),
        *_columns_told(export, keep.left, columns, measures, stage, asked),
    ]
    figures = [_figure(one, export, rows) for one in columns]
    return DraftMap(
        format=export.format,
        entities=entities,
        files=((path, csv_of(copy)),),
        remarks=(*export.remarks, *(remark for remark, _ in figures), *_odd(columns, export, dates), *told),
        counts={
            "rows": len(export.lines),
            "rows_that_count": len(export.counting),
            "do_not_count": {
                reason: export.reasons.count(reason) for reason in dict.fromkeys(export.reasons) if reason
            },
            "first_day": span([dates.days[at] for at in rows])[0],
            "last_day": span([dates.days[at] for at in rows])[1],
            "figures": [one for _, one in figures],
        },
    )


def _answered(export: Export) -> Export:
    """Return an export in which rows without any answer do not count."""
    if export.blank_counts:
        return export
    asked = [one for one in export.columns if one.use in ("", "answer")]
    reasons = tuple(
        reason or ("" if any(_is_answered(one, at) for one in asked) else "nothing answered")
        for at, reason in enumerate(export.reasons)
    )
    return replace(export, reasons=reasons)


def _is_answered(column: SurveyColumn, at: int) -> bool:
    return not is_nothing(column.cells[at]) or bool(
        column.measure and column.measure.numbers[at] is not None and column.measure.rank < 4
    )


def _stage_of(export: Export) -> SurveyColumn | None:
    """Return the column of stages, also where few answers are of one: it names no people."""
    return next((one for one in export.columns if _STAGE.match(one.name) and one.use in ("", "tool")), None)


def _metric(
    column: SurveyColumn,
    path: str,
    stage: SurveyColumn | None,
    export: Export,
    asked: SurveyWish,
    rows: Sequence[int],
) -> DraftEntity:
    """Return the metric of a column, with its readings filled in."""
    measure = column.measure or Measure(kind="value", numbers=())
    title = _title(column)
    readings: dict[str, Any] = {"file": path, "date": "date", "value": name_in_copy(column)}
    if measure.sizes:
        readings["n"] = "n"
    if any(one is not None and not one.is_integer() for one in measure.numbers):
        readings["decimal"] = "."
    if stage is not None and (places := _places(stage, asked, rows)):
        readings |= {"stage": stage.name, "map": {"stage": places}}
    fields: dict[str, Any] = {
        "summary": safe_line(column.name) if title != column.name else None,
        "kind": measure.kind,
        "unit": measure.unit or None,
        "direction": measure.direction,
        "scale": {"min": measure.scale[0], "max": measure.scale[1]} if measure.scale else None,
        "readings": readings,
    }
    line = min(export.lines, default=1)
    return DraftEntity(
        kind="metric",
        title=title,
        line=line,
        fields={key: one for key, one in fields.items() if one is not None},
    )


def _places(stage: SurveyColumn, asked: SurveyWish, rows: Sequence[int]) -> dict[str, str | None]:
    """Return the stage of the site for each name in the file, None where it has none of it or several.

    Nothing where it has none of them.
    """
    found: dict[str, str | None] = {}
    for word in sorted({" ".join(stage.cells[at].split()) for at in rows} - {""}):
        near = [one for one in asked.stages if one.rpartition("/")[2] == id_for(word, "")]
        found[word] = near[0] if len(near) == 1 else None
    return found if any(found.values()) else {}


def _title(column: SurveyColumn) -> str:
    """Return a question as a title: without what stands in brackets, cut where it is long."""
    words = re.sub(r"\s*\([^()]*\)|\s*\{\{[^}]*\}\}", "", column.name).strip() or column.name
    if column.part and len(words) > LONGEST:
        words = f"{column.part}: {words.partition(' [')[0]}"
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:.–- ") + " …"


def _called(column: SurveyColumn, name: str, alone: bool) -> dict[str, str]:
    """Return title and id of a metric: after its file, and after its column where the file gives several.

    A column's name of a word or two says little without the file's.
    """
    title = _title(column)
    short = len(title.split()) < FEW_WORDS
    return {
        "title": f"{name}: {title}" if short else title,
        "id": id_for(name if alone else f"{name} {column.part or title}", ""),
    }


def _counted(export: Export, rows: Sequence[int], dates: Dates) -> list[Remark]:
    """Return how many rows count, and how many do not and why."""
    first, last = span([dates.days[at] for at in rows])
    remarks = [
        Remark(did="taken", text=f"{len(rows):,} of {len(export.lines):,} rows count, from {first} to {last}")
    ]
    for reason in dict.fromkeys(one for one in export.reasons if one):
        remarks.append(_left(reason, [at for at, one in enumerate(export.reasons) if one == reason], export))
    undated = [at for at in export.counting if not dates.days[at]]
    return [*remarks, *([_left("no date", undated, export)] if undated else [])]


def _left(reason: str, rows: Sequence[int], export: Export) -> Remark:
    lines = ", ".join(str(export.lines[at]) for at in rows[:LINES]) + (", …" if len(rows) > LINES else "")
    row, line = ("row does", "line") if len(rows) == 1 else ("rows do", "lines")
    return Remark(
        did="left out",
        text=f"{len(rows):,} {row} not count: {reason} ({line} {lines})",
        line=export.lines[rows[0]],
    )


def _figure(column: SurveyColumn, export: Export, rows: Sequence[int]) -> tuple[Remark, dict[str, Any]]:
    """Return the figure of a column, with the other one beside it where unfinished answers have a score."""
    assert column.measure is not None  # noqa: S101 - only such columns are chosen
    figure = tally(column.measure, rows)
    text = f"'{column.name}': {in_words(figure)}"
    told: dict[str, Any] = {"column": column.name, "kind": column.measure.kind, **figure}
    extra = [at for at, reason in enumerate(export.reasons) if reason in export.beside]
    other = tally(column.measure, sorted([*rows, *extra]))
    if other["n"] > figure["n"]:
        told["with_unfinished"] = other
        text += f"; with the unfinished ones it would be {in_words(other)}"
    return Remark(did="taken", text=text), told


def _odd(columns: Sequence[SurveyColumn], export: Export, dates: Dates) -> list[Remark]:
    """Return what cells are no answer, off the scale, or dates that are not written as the others."""
    remarks = []
    for column in columns:
        measure = column.measure or Measure(kind="value", numbers=())
        for at, word in measure.odd[:LINES]:
            if not export.reasons[at]:
                text = f"'{word}' in '{column.name}' is no number: no answer"
                remarks.append(Remark(did="left out", text=text, line=export.lines[at]))
        for at in measure.off_scale[:LINES]:
            if not export.reasons[at]:
                text = f"'{column.cells[at]}' in '{column.name}' is off the scale: no answer"
                remarks.append(Remark(did="left out", text=text, line=export.lines[at]))
        if measure.labels and measure.kind != "value":
            steps = ", ".join(
                f"{word} = {number_words(value)}"
                for word, value in sorted(measure.labels.items(), key=lambda one: one[1])
            )
            remarks.append(Remark(did="changed", text=f"'{column.name}': words became numbers, {steps}"))
    for at, word in dates.other[:LINES]:
        text = f"the date '{word}' is not written as the others: taken as {dates.days[at]}"
        remarks.append(Remark(did="changed", text=text, line=export.lines[at]))
    if dates.instead:
        text = f"{dates.instead[0]:,} rows have no day in '{dates.column}': taken from '{dates.instead[1]}'"
        remarks.append(Remark(did="changed", text=text))
    for at, word in dates.odd[:LINES]:
        remarks.append(Remark(did="left out", text=f"'{word}' is no date", line=export.lines[at]))
    return remarks


def _columns_told(
    export: Export,
    left: dict[str, tuple[str, ...]],
    columns: Sequence[SurveyColumn],
    measures: Sequence[SurveyColumn],
    stage: SurveyColumn | None,
    asked: SurveyWish,
) -> list[Remark]:
    """Return which columns are not in the copy and why, and which others could be metrics."""
    names = {one.name for one in columns}
    others = [one.name for one in measures if one.name not in names]
    remarks = [
        Remark(
            did="changed",
            text="the table is written with one header row, dates as 2026-03-31, and answers as numbers",
        )
    ]
    if others:
        remarks.append(
            Remark(did="taken", text=f"in the table as well, for metrics of their own: {'; '.join(others)}")
        )
    for reason, some in left.items():
        some = tuple(one for one in some if stage is None or one != stage.name)
        if some:
            what = "column" if len(some) == 1 else "columns"
            remarks.append(Remark(did="left out", text=f"{what} {reason}: {'; '.join(some)}", line=1))
    if stage is not None and not _places(stage, asked, export.counting):
        text = (
            f"the site has none of the stages in '{stage.name}', so answers count in the total only; "
            "to tell them apart, add `stage:` and `map:` to the readings"
        )
        remarks.append(Remark(did="changed", text=text))
    return remarks
