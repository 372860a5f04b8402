"""Journey → stage → step → typed lane."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from jmsite.model.entities.lanes import Lanes
from jmsite.model.entities.site import EmotionScale, widening
from jmsite.model.fields import (
    Common,
    Day,
    DepartmentId,
    Duration,
    Fields,
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
    Text,
    shorthand,
)

ANYTIME = "anytime"
"""The word that stands for the stage in the ids of moments that belong to none: `buy/anytime/the-parcel-is-lost`."""


class Objective(Fields):
    """What the company wants from a journey, and how it will know."""

    text: Annotated[Text, Field(description="The objective in a sentence.")]
    metric: Annotated[MetricId | None, Field(description="The metric that shows it.")] = None
    target: Annotated[
        Number | None, Field(description="The value to reach. Default: the metric's target.")
    ] = None
    by: Annotated[Day | None, Field(description="The day to reach it.")] = None


class Clause(Fields):
    """A part of a journey's finding, and the point of the curve that shows it."""

    text: Annotated[Text, Field(description="The clause: `We lose Anna at the size chart.`")]
    step: Annotated[
        NextId | None, Field(description="Where it shows: a step or stage of this journey, or `stage/step`.")
    ] = None
    persona: Annotated[
        OfPersona | None, Field(description="Whom it is about. Default: whoever feels worst there.")
    ] = None


class Phase(Fields):
    """A part of a journey that several stages belong to, drawn as a band above them."""

    id: Annotated[
        Id | None, Field(description="What a stage calls it by `phase:`. Default: from the title.")
    ] = None
    title: Annotated[Text, Field(description="Its name: `Before the move`.")]
    summary: Annotated[Text | None, Field(description="What the stages in it have in common.")] = None
    when: Annotated[Text | None, Field(description="When it is, in words: `6–12 months before`.")] = None


class Next(Fields):
    """A way on from a step, when it is not simply the following one."""

    to: Annotated[NextId, Field(description="A step or stage of this journey, or `stage/step`.")]
    when: Annotated[Text | None, Field(description="The condition.")] = None


class Step(Lanes):
    """One thing the customer does, in their own words."""

    id: Annotated[Id | None, Field(description="Its stable name. Default: from the title.")] = None
    title: Annotated[
        Text | None, Field(description="The step in the customer's words: `I compare three shops`.")
    ] = None
    summary: Annotated[
        LaneWords | None, Field(description="What happens, in a sentence under the title.")
    ] = None
    personas: Annotated[
        Many[PersonaId], Field(description="Who takes it. Default: the journey's personas.")
    ] = ()
    next: Annotated[Many[Annotated[Next, shorthand("to")]], Field(description="Branches and loops.")] = ()


class Journey(Common):
    """What somebody goes through to reach a goal, told from their side."""

    summary: Annotated[Text | None, Field(description="What the map shows, in a sentence or two.")] = None
    finding: Annotated[
        Many[Annotated[Clause, shorthand("text")]],
        Field(
            description="What a manager should take home, in a sentence; in a list of clauses, each stands at its "
            "point of the curve."
        ),
    ] = ()
    personas: Annotated[Many[PersonaId], Field(description="Whose journey it is.")] = ()
    scenario: Annotated[Text | None, Field(description="The situation in which it is told.")] = None
    trigger: Annotated[Text | None, Field(description="What sets it off.")] = None
    outcome: Annotated[Text | None, Field(description="How it ends when it ends well.")] = None
    scope: Annotated[Text | None, Field(description="Where it begins and ends, and what it leaves out.")] = (
        None
    )
    objectives: Annotated[Many[Objective], Field(description="What the company wants from it.")] = ()
    phases: Annotated[
        Many[Annotated[Phase, shorthand("title")]],
        Field(
            description="The phases that its stages belong to, in order; a stage names its own by `phase:`."
        ),
    ] = ()
    anytime: Annotated[
        Many[Annotated[Step, shorthand("title")]],
        Field(
            description="Moments that belong to no stage and may come at any time: written as steps are, or as a title."
        ),
    ] = ()
    departments: Annotated[Many[DepartmentId], Field(description="Who has a part in it.")] = ()
    state: Annotated[Literal["current", "future"], Field(description="As it is, or as it should be.")] = (
        "current"
    )
    compares_to: Annotated[
        JourneyId | None,
        Field(description="The other state of the same journey; both are drawn in one picture."),
    ] = None
    status: Annotated[
        Literal["draft", "in-review", "published", "retired"],
        Field(description="Where the map is in its life."),
    ] = "published"
    parent: Annotated[JourneyId | None, Field(description="The journey that this one is a part of.")] = None
    level: Annotated[
        Text | None, Field(description="Its level in the hierarchy: `lifecycle`, `journey`, `task`.")
    ] = None
    research: Annotated[Many[ResearchId], Field(description="What it is built on.")] = ()
    reviewed: Annotated[
        Day | None, Field(description="The day somebody last checked it against the world.")
    ] = None
    review_every: Annotated[
        Duration | None, Field(description="How long that holds. Default: the site's.")
    ] = None
    version: Annotated[Text | None, Field(description="The map's own version.")] = None
    emotion_scale: Annotated[
        EmotionScale | None,
        AfterValidator(widening),
        Field(description="The scale of its emotion scores. Default: the site's."),
    ] = None


class Stage(Common, Lanes):
    """A part of a journey with a goal of its own."""

    phase: Annotated[
        Text | None, Field(description="The phase it belongs to: the id of one of the journey's `phases:`.")
    ] = None
    when: Annotated[Text | None, Field(description="When it is, in words: `6–12 months before`.")] = None
    goal: Annotated[LaneWords | None, Field(description="What the customer wants by its end.")] = None
    summary: Annotated[LaneWords | None, Field(description="What happens, in a sentence or two.")] = None
    steps: Annotated[Many[Step], Field(description="Its steps, in order.")] = ()


class StageVariant(Common, Lanes):
    """What differs in a stage for one persona: ``<nn>-<stage>.<persona>.md``."""

    goal: Annotated[LaneWords | None, Field(description="What this persona wants by its end.")] = None
    summary: Annotated[LaneWords | None, Field(description="What differs, in a sentence or two.")] = None
    steps: Annotated[
        Many[Step],
        Field(description="Steps of the stage by `id`: what differs; a new id is a step of their own."),
    ] = ()
