"""Metrics: how it is going, in numbers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from jmsite.model.entities.feelings import EmotionMapping, one_way
from jmsite.model.entities.readings import Pool, Reading, Readings, Scale
from jmsite.model.entities.small_groups import FewestCases, WhenSmall
from jmsite.model.fields import (
    Common,
    Fields,
    FilledText,
    JourneyId,
    LinkAddress,
    Many,
    Number,
    StepId,
    shorthand,
)
from jmsite.model.metric_kinds import HOW_MADE, MetricKindName


class Threshold(Fields):
    """From this value on, readers see this word."""

    value: Annotated[
        Number,
        Field(description="The value from which it applies; the lowest of several applies below it too."),
    ]
    label: Annotated[FilledText, Field(description="Its name: `good`, `watch` or `act`.")]


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
    if isinstance(value, Pool) or (isinstance(value, dict) and "pool" in value):
        return "pool"
    return "table" if isinstance(value, (dict, Readings)) else "list"


class Metric(Common):
    """A number that is watched, and which way is better."""

    summary: Annotated[FilledText | None, Field(description="What exactly it measures.")] = None
    unit: Annotated[
        FilledText | None,
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
        Annotated[Readings, Tag("table")]
        | Annotated[Many[Reading], Tag("list")]
        | Annotated[Pool, Tag("pool")],
        Discriminator(_form),
        Field(description="Readings, or where to find them."),
    ] = ()
    events: Annotated[
        Annotated[FunnelEvents, shorthand("journey")] | None,
        Field(description="For a funnel: the journey whose log of events is counted, in place of readings."),
    ] = None
    link: Annotated[LinkAddress | None, Field(description="The dashboard it comes from.")] = None
