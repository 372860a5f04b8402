"""Readings of metrics: written by hand, or where to find them, in one file or in several surveys."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jmsite.model.dimensions import Dimension
from jmsite.model.entities.layout import AnyCondition, AnyOnce, Encoding, RowNumber, RowSpan
from jmsite.model.fields import (
    MOST,
    DataPath,
    Day,
    Fields,
    FilledText,
    Many,
    Number,
    OfChannel,
    OfDepartment,
    OfJourney,
    OfPersona,
    OfStep,
)

Period = Literal["day", "week", "month", "quarter", "half", "year"]
"""The lengths of time that answers are grouped by."""


class Scale(Fields):
    """The range of an answer."""

    min: Annotated[Number, Field(description="The lowest answer.")]
    max: Annotated[Number, Field(description="The highest answer.")]


class Reading(Fields):
    """One reading, written by hand."""

    date: Annotated[Day, Field(description="Date of the reading.")]
    value: Annotated[
        Number | None,
        Field(description="The value; leave it out if a rate has its numerator and denominator."),
    ] = None
    n: Annotated[int | None, Field(ge=0, le=MOST, description="Number of cases.")] = None
    numerator: Annotated[Number | None, Field(description="Numerator of a rate.")] = None
    denominator: Annotated[float | None, Field(ge=0, le=MOST, description="Denominator of a rate.")] = None
    journey: Annotated[OfJourney | None, Field(description="The journey it measures.")] = None
    stage: Annotated[FilledText | None, Field(description="The stage it measures, as `journey/stage`.")] = (
        None
    )
    step: Annotated[OfStep | None, Field(description="The step it measures, as `journey/stage/step`.")] = None
    persona: Annotated[OfPersona | None, Field(description="The persona it measures.")] = None
    channel: Annotated[OfChannel | None, Field(description="The channel it measures.")] = None
    department: Annotated[OfDepartment | None, Field(description="The department it measures.")] = None


class Readings(Fields):
    """Readings from a file or a source: which columns hold what."""

    file: Annotated[
        DataPath | None, Field(description="A table under `content/`: CSV, TSV, Parquet, JSON.")
    ] = None
    source: Annotated[FilledText | None, Field(description="A source named in site.yaml.")] = None
    sql: Annotated[FilledText | None, Field(description="A query on the source; name its columns below.")] = (
        None
    )
    date: Annotated[
        FilledText,
        Field(description="Column with the date; or the date itself, `2026-03-31`, if the file has none."),
    ] = "date"
    value: Annotated[
        FilledText | None,
        Field(description="Column with the value or answer; for a funnel, the person or visit."),
    ] = "value"
    n: Annotated[
        FilledText | None,
        Field(description="Column with the number of cases. Values next to it count as already calculated."),
    ] = None
    numerator: Annotated[FilledText | None, Field(description="Column with the numerator of a rate.")] = None
    denominator: Annotated[FilledText | None, Field(description="Column with the denominator of a rate.")] = (
        None
    )
    journey: Annotated[FilledText | None, Field(description="Column with the id of the journey.")] = None
    stage: Annotated[
        FilledText | None, Field(description="Column with the stage: its id, or `journey/stage`.")
    ] = None
    step: Annotated[
        FilledText | None, Field(description="Column with the step: its id, or `journey/stage/step`.")
    ] = None
    persona: Annotated[FilledText | None, Field(description="Column with the id of the persona.")] = None
    channel: Annotated[FilledText | None, Field(description="Column with the id of the channel.")] = None
    department: Annotated[FilledText | None, Field(description="Column with the id of the department.")] = (
        None
    )
    by: Annotated[
        dict[FilledText, FilledText],
        Field(
            description="Columns by which else readings are told apart, behind the name readers see: `{Country: land}`."
        ),
    ] = {}
    every: Annotated[
        Period,
        Field(
            description="Period by which answers, events and parts of rates are grouped; given values keep their date."
        ),
    ] = "month"
    counts: Annotated[
        dict[Literal["detractors", "passives", "promoters"] | float, FilledText],
        Field(
            description="Columns with how many gave each answer, in place of `value`: `{1: very bad, 2: bad, …}`; for"
            " NPS also `detractors`, `passives` and `promoters`."
        ),
    ] = {}
    weight: Annotated[
        FilledText | None,
        Field(description="Column with the weight of each answer; rows without one are left out."),
    ] = None
    after: Annotated[
        int,
        Field(
            ge=1, le=100, description="For retention: how many periods later somebody is to be seen again."
        ),
    ] = 1
    decimal: Annotated[
        Literal[".", ","] | None,
        Field(description="Decimal separator, if the numbers in the file leave it open: `.` or `,`."),
    ] = None
    dates: Annotated[
        Literal["dmy", "mdy", "ymd"] | None,
        Field(
            description="Order of day, month and year, if the dates in the file leave it open: `dmy` for 31/12/2026."
        ),
    ] = None
    map: Annotated[
        dict[Dimension, dict[FilledText, FilledText | None]],
        Field(
            description="Names in the file and the ids they stand for: `persona: {Segment A: anna}`. Ids and titles"
            " need no entry; a name without an id counts only in the total."
        ),
    ] = {}

    encoding: Annotated[
        Encoding | None, Field(description="Encoding of a text file that is not UTF-8: `windows-1252`.")
    ] = None
    header: Annotated[
        Many[RowNumber],
        Field(description="Row with the column names, as a spreadsheet counts it; `[1, 2]` joins two rows."),
    ] = ()
    names: Annotated[
        Many[FilledText],
        Field(description="Column names, from left to right, if the file has none or others are wanted."),
    ] = ()
    skip_rows: Annotated[
        Many[RowSpan], Field(description="Rows to leave out, as a spreadsheet counts them: `[4, 30-]`.")
    ] = ()
    missing: Annotated[
        Many[FilledText],
        Field(description="Words in the file that stand for no answer, beside `n/a` and `-`."),
    ] = ()
    labels: Annotated[
        dict[FilledText, Number | None],
        Field(
            description="Numbers for answers in words: `{very satisfied: 5, satisfied: 4}`; no number, no answer."
        ),
    ] = {}
    percent: Annotated[
        Literal["points", "share"] | None,
        Field(description="What `14 %` in the file comes to: `points` is 14, `share` is 0.14."),
    ] = None
    thousands: Annotated[
        Literal[".", ",", " ", "'"] | None,
        Field(description="Thousands separator, if the numbers in the file leave it open."),
    ] = None
    time_zone: Annotated[
        FilledText | None,
        Field(
            description="Time zone in which a time becomes a day: `Europe/Berlin`. Default: the day as written."
        ),
    ] = None
    file_zone: Annotated[
        FilledText | None, Field(description="Time zone of times in the file that do not say theirs: `UTC`.")
    ] = None
    where: Annotated[
        dict[FilledText, AnyCondition],
        Field(
            description="Which rows count, by column: `{Status: done, Type: {not: test}, Score: {min: 0}}`."
        ),
    ] = {}
    once: Annotated[
        AnyOnce | None,
        Field(
            description="Rows that are there twice count once: `true`, or the columns that tell them apart."
        ),
    ] = None
    columns: Annotated[
        Many[FilledText],
        Field(
            description="Columns that answer one question, in place of `value`; `map` says what each is of."
        ),
    ] = ()
    choice: Annotated[
        FilledText | None,
        Field(
            description="Option of a multiple-choice question: chosen counts as yes, another answer as no."
        ),
    ] = None
    split: Annotated[
        str | None,
        Field(min_length=1, description='What stands between the options in a cell: `", "`.'),
    ] = None
    options: Annotated[
        Many[FilledText],
        Field(description="Options as they were offered, so that one containing the separator stays whole."),
    ] = ()

    def __hash__(self) -> int:  # what holds names by name has none of its own
        return hash(self.model_dump_json())


class Survey(Readings):
    """One of several surveys of one question, which are pooled."""

    title: Annotated[
        FilledText | None, Field(description="What readers see it called. Default: its file or source.")
    ] = None
    scale: Annotated[
        Scale | None,
        Field(
            description="Its range of answers, if not the metric's: each is carried over by its place between the ends;"
            " `{min: 6, max: 1}` if 1 is best."
        ),
    ] = None


class Pool(Fields):
    """Several surveys of one question, counted together."""

    pool: Annotated[
        Many[Survey], Field(description="The surveys, each with its file or source and its columns.")
    ]
    every: Annotated[Period, Field(description="Period by which their answers are grouped.")] = "month"


def surveys(readings: object) -> tuple[tuple[tuple[str | int, ...], Readings], ...]:
    """Return each part of a metric's readings that asks a file or source, with the way to it in them.

    That is the readings themselves, each survey of a pool, or nothing where they are written by hand.
    """
    if isinstance(readings, Pool):
        return tuple((("pool", at), one) for at, one in enumerate(readings.pool))
    return (((), readings),) if isinstance(readings, Readings) else ()
