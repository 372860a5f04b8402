"""Metrics: how it is going, in numbers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from jmsite.model.dimensions import Dimension
from jmsite.model.fields import (
    MOST,
    Common,
    DataPath,
    Day,
    Fields,
    Link,
    Many,
    Number,
    OfChannel,
    OfJourney,
    OfPersona,
    OfStep,
    Text,
)
from jmsite.model.metric_kinds import HOW_MADE, MetricKindName


class Scale(Fields):
    """The range of an answer."""

    min: Annotated[Number, Field(description="The lowest answer.")]
    max: Annotated[Number, Field(description="The highest answer.")]


class Threshold(Fields):
    """From this value on, readers see this word."""

    value: Annotated[Number, Field(description="The value it begins at.")]
    label: Annotated[Text, Field(description="The word: `good`, `watch`, `act`.")]


class Reading(Fields):
    """One reading, written by hand."""

    date: Annotated[Day, Field(description="The day it is of.")]
    value: Annotated[
        Number | None, Field(description="The value; leave out when a rate has its two parts.")
    ] = None
    n: Annotated[int | None, Field(ge=0, le=MOST, description="How many cases it rests on.")] = None
    numerator: Annotated[Number | None, Field(description="The upper part of a rate.")] = None
    denominator: Annotated[float | None, Field(ge=0, le=MOST, description="The lower part of a rate.")] = None
    journey: Annotated[OfJourney | None, Field(description="The journey it is of.")] = None
    stage: Annotated[Text | None, Field(description="The stage it is of, as `journey/stage`.")] = None
    step: Annotated[OfStep | None, Field(description="The step it is of, as `journey/stage/step`.")] = None
    persona: Annotated[OfPersona | None, Field(description="The persona it is of.")] = None
    channel: Annotated[OfChannel | None, Field(description="The channel it is of.")] = None


class Readings(Fields):
    """Readings from a file or a source: which columns hold what."""

    file: Annotated[
        DataPath | None, Field(description="A table under `content/`: CSV, TSV, Parquet, JSON.")
    ] = None
    source: Annotated[Text | None, Field(description="A source named in site.yaml.")] = None
    sql: Annotated[
        Text | None, Field(description="A query on the source; its columns are then named below.")
    ] = None
    date: Annotated[
        Text,
        Field(description="The column with the day; the day itself, `2026-03-31`, where the file has none."),
    ] = "date"
    value: Annotated[
        Text | None,
        Field(description="The column with the value or the answer; for a funnel, with the person or visit."),
    ] = "value"
    n: Annotated[
        Text | None,
        Field(description="The column with the number of cases. Values beside it are taken as worked out."),
    ] = None
    numerator: Annotated[Text | None, Field(description="The column with the upper part of a rate.")] = None
    denominator: Annotated[Text | None, Field(description="The column with the lower part of a rate.")] = None
    journey: Annotated[Text | None, Field(description="The column with the journey's id.")] = None
    stage: Annotated[
        Text | None, Field(description="The column with the stage: its id, or `journey/stage`.")
    ] = None
    step: Annotated[
        Text | None, Field(description="The column with the step: its id, or `journey/stage/step`.")
    ] = None
    persona: Annotated[Text | None, Field(description="The column with the persona's id.")] = None
    channel: Annotated[Text | None, Field(description="The column with the channel's id.")] = None
    every: Annotated[
        Literal["day", "week", "month", "quarter", "year"],
        Field(description="The period for answers, events and parts of rates; given values keep their day."),
    ] = "month"
    decimal: Annotated[
        Literal[".", ","] | None,
        Field(
            description="What stands before fractions, where the numbers of the file do not tell: `.` or `,`."
        ),
    ] = None
    dates: Annotated[
        Literal["dmy", "mdy", "ymd"] | None,
        Field(
            description="The order of day, month and year, where those of the file do not tell: `dmy` for 31/12/2026."
        ),
    ] = None
    map: Annotated[
        dict[Dimension, dict[Text, Text | None]],
        Field(
            description="What the file calls them: `persona: {Segment A: anna}`. Ids and titles need no line; nothing"
            " behind a name counts it in the total only."
        ),
    ] = {}

    def __hash__(self) -> int:  # what holds names by name has none of its own
        return hash(self.model_dump_json())


def _form(value: Any) -> str:
    return "table" if isinstance(value, (dict, Readings)) else "list"


class Metric(Common):
    """A number that is watched, and which way is better."""

    summary: Annotated[Text | None, Field(description="What it counts, exactly.")] = None
    unit: Annotated[
        Text | None,
        Field(
            description="`%`, `days`, `in 1000`. A rate is a plain quotient unless it is `%`, `in N` or `per N`."
        ),
    ] = None
    kind: Annotated[MetricKindName, Field(description=HOW_MADE)] = "value"
    direction: Annotated[Literal["higher", "lower"], Field(description="Which way is better.")] = "higher"
    scale: Annotated[Scale | None, Field(description="The range of answers, for csat, ces and mean.")] = None
    baseline: Annotated[Number | None, Field(description="Where it stood when work began.")] = None
    target: Annotated[
        Number | None,
        Field(description="Where it should be; for a funnel, how many of a hundred get through."),
    ] = None
    thresholds: Annotated[
        Many[Threshold], Field(description="From which value on it is good, or needs care.")
    ] = ()
    readings: Annotated[
        Annotated[Readings, Tag("table")] | Annotated[Many[Reading], Tag("list")],
        Discriminator(_form),
        Field(description="A list of readings, or where to find them."),
    ] = ()
    link: Annotated[Link | None, Field(description="The dashboard it comes from.")] = None
