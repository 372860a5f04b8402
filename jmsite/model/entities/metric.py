"""Metrics: how it is going, in numbers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from jmsite.model.dimensions import Dimension
from jmsite.model.entities.feelings import EmotionMapping, one_way
from jmsite.model.entities.layout import AnyCondition, AnyOnce, Encoding, RowNumber, RowSpan
from jmsite.model.entities.small_groups import FewestCases, WhenSmall
from jmsite.model.fields import (
    MOST,
    Common,
    DataPath,
    Day,
    Fields,
    JourneyId,
    Link,
    Many,
    Number,
    OfChannel,
    OfDepartment,
    OfJourney,
    OfPersona,
    OfStep,
    StepId,
    Text,
    shorthand,
)
from jmsite.model.metric_kinds import HOW_MADE, MetricKindName

Period = Literal["day", "week", "month", "quarter", "half", "year"]
"""The lengths of time that answers are grouped by."""


class Scale(Fields):
    """The range of an answer."""

    min: Annotated[Number, Field(description="The lowest answer.")]
    max: Annotated[Number, Field(description="The highest answer.")]


class Threshold(Fields):
    """From this value on, readers see this word."""

    value: Annotated[
        Number,
        Field(description="The value from which it applies; the lowest of several applies below it too."),
    ]
    label: Annotated[Text, Field(description="Its name: `good`, `watch` or `act`.")]


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
    stage: Annotated[Text | None, Field(description="The stage it measures, as `journey/stage`.")] = None
    step: Annotated[OfStep | None, Field(description="The step it measures, as `journey/stage/step`.")] = None
    persona: Annotated[OfPersona | None, Field(description="The persona it measures.")] = None
    channel: Annotated[OfChannel | None, Field(description="The channel it measures.")] = None
    department: Annotated[OfDepartment | None, Field(description="The department it measures.")] = None


class Readings(Fields):
    """Readings from a file or a source: which columns hold what."""

    file: Annotated[
        DataPath | None, Field(description="A table under `content/`: CSV, TSV, Parquet, JSON.")
    ] = None
    source: Annotated[Text | None, Field(description="A source named in site.yaml.")] = None
    sql: Annotated[Text | None, Field(description="A query on the source; name its columns below.")] = None
    date: Annotated[
        Text,
        Field(description="Column with the date; or the date itself, `2026-03-31`, if the file has none."),
    ] = "date"
    value: Annotated[
        Text | None,
        Field(description="Column with the value or answer; for a funnel, the person or visit."),
    ] = "value"
    n: Annotated[
        Text | None,
        Field(description="Column with the number of cases. Values next to it count as already calculated."),
    ] = None
    numerator: Annotated[Text | None, Field(description="Column with the numerator of a rate.")] = None
    denominator: Annotated[Text | None, Field(description="Column with the denominator of a rate.")] = None
    journey: Annotated[Text | None, Field(description="Column with the id of the journey.")] = None
    stage: Annotated[Text | None, Field(description="Column with the stage: its id, or `journey/stage`.")] = (
        None
    )
    step: Annotated[
        Text | None, Field(description="Column with the step: its id, or `journey/stage/step`.")
    ] = None
    persona: Annotated[Text | None, Field(description="Column with the id of the persona.")] = None
    channel: Annotated[Text | None, Field(description="Column with the id of the channel.")] = None
    department: Annotated[Text | None, Field(description="Column with the id of the department.")] = None
    by: Annotated[
        dict[Text, Text],
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
        dict[Literal["detractors", "passives", "promoters"] | float, Text],
        Field(
            description="Columns with how many gave each answer, in place of `value`: `{1: very bad, 2: bad, …}`; for"
            " NPS also `detractors`, `passives` and `promoters`."
        ),
    ] = {}
    weight: Annotated[
        Text | None,
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
        dict[Dimension, dict[Text, Text | None]],
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
        Many[Text],
        Field(description="Column names, from left to right, if the file has none or others are wanted."),
    ] = ()
    skip_rows: Annotated[
        Many[RowSpan], Field(description="Rows to leave out, as a spreadsheet counts them: `[4, 30-]`.")
    ] = ()
    missing: Annotated[
        Many[Text], Field(description="Words in the file that stand for no answer, beside `n/a` and `-`.")
    ] = ()
    labels: Annotated[
        dict[Text, Number | None],
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
        Text | None,
        Field(
            description="Time zone in which a time becomes a day: `Europe/Berlin`. Default: the day as written."
        ),
    ] = None
    file_zone: Annotated[
        Text | None, Field(description="Time zone of times in the file that do not say theirs: `UTC`.")
    ] = None
    where: Annotated[
        dict[Text, AnyCondition],
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
        Many[Text],
        Field(
            description="Columns that answer one question, in place of `value`; `map` says what each is of."
        ),
    ] = ()
    choice: Annotated[
        Text | None,
        Field(
            description="Option of a multiple-choice question: chosen counts as yes, another answer as no."
        ),
    ] = None
    split: Annotated[
        str | None,
        Field(min_length=1, description='What stands between the options in a cell: `", "`.'),
    ] = None
    options: Annotated[
        Many[Text],
        Field(description="Options as they were offered, so that one containing the separator stays whole."),
    ] = ()

    def __hash__(self) -> int:  # what holds names by name has none of its own
        return hash(self.model_dump_json())


class FunnelEvents(Fields):
    """A funnel counted from the log of a journey."""

    journey: Annotated[JourneyId, Field(description="The journey whose `events:` are counted.")]
    steps: Annotated[
        Many[StepId],
        Field(
            description="The steps of the funnel, as `journey/stage/step`. Default: all with events, in order."
        ),
    ] = ()
    order: Annotated[
        Literal["one-after-the-other", "any"],
        Field(description="Whether each step counts only after the one before, or whenever it was taken."),
    ] = "one-after-the-other"


def _form(value: Any) -> str:
    return "table" if isinstance(value, (dict, Readings)) else "list"


class Metric(Common):
    """A number that is watched, and which way is better."""

    summary: Annotated[Text | None, Field(description="What exactly it measures.")] = None
    unit: Annotated[
        Text | None,
        Field(
            description="Unit: `%`, `days`, `in 1000`. A rate is a plain ratio unless this is `%`, `in N` or `per N`."
        ),
    ] = None
    kind: Annotated[MetricKindName, Field(description=HOW_MADE)] = "value"
    direction: Annotated[
        Literal["higher", "lower"], Field(description="Whether higher or lower is better.")
    ] = "higher"
    scale: Annotated[Scale | None, Field(description="The range of answers, for csat, ces and mean.")] = None
    quantile: Annotated[
        float | None,
        Field(
            ge=0,
            le=1,
            description="For quantile and duration: the part of all answers that lies below, `0.9`; 0.5 by default.",
        ),
    ] = None
    top: Annotated[
        int, Field(ge=1, le=10, description="For csat: how many of the best answers count as satisfied.")
    ] = 2
    min_n: FewestCases = None
    small_groups: WhenSmall = None
    emotion: Annotated[
        EmotionMapping | None,
        AfterValidator(one_way),
        Field(description="How its values feel. Default: by its kind, or along its `scale`."),
    ] = None
    baseline: Annotated[Number | None, Field(description="Value at the start.")] = None
    target: Annotated[
        Number | None,
        Field(description="Target value; for a funnel, the percentage who should get through."),
    ] = None
    thresholds: Annotated[
        Many[Threshold], Field(description="The values from which it is good, or needs attention.")
    ] = ()
    readings: Annotated[
        Annotated[Readings, Tag("table")] | Annotated[Many[Reading], Tag("list")],
        Discriminator(_form),
        Field(description="Readings, or where to find them."),
    ] = ()
    events: Annotated[
        Annotated[FunnelEvents, shorthand("journey")] | None,
        Field(description="For a funnel: the journey whose log of events is counted, in place of readings."),
    ] = None
    link: Annotated[Link | None, Field(description="The dashboard it comes from.")] = None
