"""Journey → stage → step → typed lane."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from jmsite.model.entities.events import Events
from jmsite.model.entities.lanes import Lanes
from jmsite.model.entities.review import Reviews, Watches
from jmsite.model.entities.site import EmotionScale, widening
from jmsite.model.fields import (
    Common,
    Day,
    DepartmentId,
    Fields,
    FilledText,
    Id,
    JourneyId,
    LaneWords,
    Many,
    MetricId,
    NextId,
    Number,
    OfPersona,
    PersonaId,
    ResearchId,
    shorthand,
)
from jmsite.model.written_durations import Duration

ANYTIME = "anytime"
"""The word that stands for the stage in the ids of moments that belong to none: `buy/anytime/the-parcel-is-lost`."""


class Objective(Fields):
    """A goal of the company in a journey, and how it will know."""

    text: Annotated[FilledText, Field(description="The objective in a sentence.")]
    metric: Annotated[MetricId | None, Field(description="The metric that measures it.")] = None
    target: Annotated[
        Number | None, Field(description="The value to reach. Default: the metric's target.")
    ] = None
    by: Annotated[Day | None, Field(description="The date to reach it by.")] = None


class Clause(Fields):
    """A part of a journey's finding, and the point of the curve that shows it."""

    text: Annotated[FilledText, Field(description="The text: `We lose Anna at the size chart.`")]
    step: Annotated[
        NextId | None,
        Field(description="Where on the curve to show it: a step or stage of this journey, or `stage/step`."),
    ] = None
    persona: Annotated[
        OfPersona | None,
        Field(description="The persona it is about. Default: the one who feels worst there."),
    ] = None


class AtStake(Fields):
    """The worth of a journey, so that what hurts in it can be ranked by what is at stake."""

    metric: Annotated[
        MetricId, Field(description="The metric that says what it is worth: the value of an order, or sales.")
    ]
    per: Annotated[
        Literal["person", "period"],
        Field(
            description="What the metric counts: the value of one `person` who gets through, or of everyone in a"
            " `period` of its readings."
        ),
    ] = "person"


class Phase(Fields):
    """A part of a journey that several stages belong to, drawn as a band above them."""

    id: Annotated[
        Id | None, Field(description="Id that stages use in `phase:`. Default: made from the title.")
    ] = None
    title: Annotated[FilledText, Field(description="Its name: `Before the move`.")]
    summary: Annotated[FilledText | None, Field(description="What its stages have in common.")] = None
    when: Annotated[FilledText | None, Field(description="When it takes place: `6–12 months before`.")] = None


class Next(Fields):
    """A way on from a step, when it is not simply the following one."""

    to: Annotated[NextId, Field(description="A step or stage of this journey, or `stage/step`.")]
    when: Annotated[FilledText | None, Field(description="The condition for going there.")] = None


class Step(Lanes):
    """One thing the customer does, in their own words."""

    id: Annotated[Id | None, Field(description="Stable id. Default: made from the title.")] = None
    title: Annotated[
        FilledText | None, Field(description="The step in the customer's words: `I compare three shops`.")
    ] = None
    summary: Annotated[
        LaneWords | None, Field(description="What happens, in a sentence under the title.")
    ] = None
    personas: Annotated[
        Many[PersonaId], Field(description="Personas who take this step. Default: those of the journey.")
    ] = ()
    next: Annotated[
        Many[Annotated[Next, shorthand("to")]],
        Field(description="Branches and loops: where the journey continues."),
    ] = ()
    watch: Annotated[
        Watches,
        Field(description="What makes a new review due when it changes: paths in a repository, or more."),
    ] = ()


class Journey(Common):
    """What somebody goes through to reach a goal, told from their side."""

    summary: Annotated[FilledText | None, Field(description="What the map shows, in a sentence or two.")] = (
        None
    )
    finding: Annotated[
        Many[Annotated[Clause, shorthand("text")]],
        Field(
            description="The key finding in a sentence; or a list of findings, each shown at its point on the curve."
        ),
    ] = ()
    personas: Annotated[Many[PersonaId], Field(description="The personas who take this journey.")] = ()
    scenario: Annotated[FilledText | None, Field(description="The situation the journey takes place in.")] = (
        None
    )
    trigger: Annotated[FilledText | None, Field(description="What starts the journey.")] = None
    outcome: Annotated[FilledText | None, Field(description="The outcome when it ends well.")] = None
    scope: Annotated[
        FilledText | None, Field(description="Where the map begins and ends, and what it leaves out.")
    ] = None
    objectives: Annotated[Many[Objective], Field(description="Business objectives for this journey.")] = ()
    phases: Annotated[
        Many[Annotated[Phase, shorthand("title")]],
        Field(description="Phases that group the stages, in order; each stage names its phase in `phase:`."),
    ] = ()
    anytime: Annotated[
        Many[Annotated[Step, shorthand("title")]],
        Field(
            description="Moments that belong to no stage and can happen at any time: steps, or just titles."
        ),
    ] = ()
    reach: Annotated[
        MetricId | None,
        Field(
            description="The metric that counts how many people take its stages or steps. Default: its only funnel."
        ),
    ] = None
    value: Annotated[
        Annotated[AtStake, shorthand("metric")] | None,
        Field(
            description="What it is worth, to rank what hurts by what is at stake: `{metric: order-value}`."
        ),
    ] = None
    departments: Annotated[Many[DepartmentId], Field(description="Departments involved.")] = ()
    state: Annotated[
        Literal["current", "future"], Field(description="As-is (`current`) or to-be (`future`).")
    ] = "current"
    compares_to: Annotated[
        JourneyId | None,
        Field(description="The same journey in its other state; both are compared in one chart."),
    ] = None
    status: Annotated[
        Literal["draft", "in-review", "published", "retired"],
        Field(description="Status of the map."),
    ] = "published"
    parent: Annotated[JourneyId | None, Field(description="The journey this one is part of.")] = None
    level: Annotated[
        FilledText | None, Field(description="Its level in the hierarchy: `lifecycle`, `journey`, `task`.")
    ] = None
    research: Annotated[Many[ResearchId], Field(description="The research it is based on.")] = ()
    events: Annotated[
        Events | None,
        Field(description="A log of what people really did, and the steps that its events stand for."),
    ] = None
    reviewed: Annotated[
        Reviews,
        Field(description="Date of the last review; `jmsite review` also writes what was reviewed."),
    ] = ()
    watch: Annotated[
        Watches,
        Field(description="What makes a new review due when it changes: paths in a repository, or more."),
    ] = ()
    review_every: Annotated[
        Duration | None, Field(description="How long a review is valid. Default: set in site.yaml.")
    ] = None
    version: Annotated[FilledText | None, Field(description="Version of the map.")] = None
    emotion_scale: Annotated[
        EmotionScale | None,
        AfterValidator(widening),
        Field(description="Scale of its emotion scores. Default: set in site.yaml."),
    ] = None


class Stage(Common, Lanes):
    """A part of a journey with a goal of its own."""

    phase: Annotated[
        FilledText | None, Field(description="The phase it belongs to: an id from the journey's `phases:`.")
    ] = None
    when: Annotated[FilledText | None, Field(description="When it takes place: `6–12 months before`.")] = None
    goal: Annotated[
        LaneWords | None, Field(description="What the customer wants to achieve in this stage.")
    ] = None
    summary: Annotated[LaneWords | None, Field(description="What happens, in a sentence or two.")] = None
    steps: Annotated[Many[Step], Field(description="Its steps, in order.")] = ()


class StageVariant(Common, Lanes):
    """What differs in a stage for one persona: ``<nn>-<stage>.<persona>.md``."""

    goal: Annotated[
        LaneWords | None, Field(description="What this persona wants to achieve in this stage.")
    ] = None
    summary: Annotated[
        LaneWords | None, Field(description="What is different for this persona, in a sentence or two.")
    ] = None
    steps: Annotated[
        Many[Step],
        Field(
            description="What is different in the stage's steps, by `id`; a new id adds a step for this persona."
        ),
    ] = ()
