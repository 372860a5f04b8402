"""Journey → stage → step → typed lane."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from jmsite.model.fields import (
    AnyNote,
    ChannelId,
    Common,
    Day,
    DepartmentId,
    Duration,
    Fields,
    Id,
    Image,
    InsightId,
    JourneyId,
    Many,
    MetricId,
    NextId,
    Number,
    OfPersona,
    OpportunityId,
    PersonaId,
    ResearchId,
    Severity3,
    Share01,
    Shorter,
    SystemId,
    Text,
    TouchpointId,
    shorthand,
)


class Objective(Fields):
    """What the company wants from a journey, and how it will know."""

    text: Annotated[Text, Field(description="The objective in a sentence.")]
    metric: Annotated[MetricId | None, Field(description="The metric that shows it.")] = None
    target: Annotated[
        Number | None, Field(description="The value to reach. Default: the metric's target.")
    ] = None
    by: Annotated[Day | None, Field(description="The day to reach it.")] = None


class Journey(Common):
    """What somebody goes through to reach a goal, told from their side."""

    summary: Annotated[Text | None, Field(description="What the map shows, in a sentence or two.")] = None
    finding: Annotated[
        Text | None, Field(description="The one sentence a manager should take home, shown beside the curve.")
    ] = None
    personas: Annotated[Many[PersonaId], Field(description="Whose journey it is.")] = ()
    scenario: Annotated[Text | None, Field(description="The situation in which it is told.")] = None
    trigger: Annotated[Text | None, Field(description="What sets it off.")] = None
    outcome: Annotated[Text | None, Field(description="How it ends when it ends well.")] = None
    scope: Annotated[Text | None, Field(description="Where it begins and ends, and what it leaves out.")] = (
        None
    )
    objectives: Annotated[Many[Objective], Field(description="What the company wants from it.")] = ()
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


class Quote(Fields):
    """What somebody said, word for word."""

    text: Annotated[Text, Field(description="The words.")]
    persona: Annotated[OfPersona | None, Field(description="The persona they stand for.")] = None
    research: Annotated[ResearchId | None, Field(description="Where they were said.")] = None


class Pain(Fields):
    """What makes it hard, or, as a gain, what makes it good."""

    text: Annotated[Text, Field(description="The pain or gain in the customer's terms.")]
    severity: Annotated[Severity3 | None, Field(description="How much it matters: 1 a little, 3 a lot.")] = (
        None
    )
    persona: Annotated[OfPersona | None, Field(description="Whose it is; without, everybody's.")] = None
    research: Annotated[Many[ResearchId], Field(description="What shows it.")] = ()
    insight: Annotated[InsightId | None, Field(description="The insight it is an instance of.")] = None


class FailPoint(Fields):
    """Where the service breaks, how likely, how badly, and what is done then."""

    text: Annotated[Text, Field(description="What goes wrong.")]
    likelihood: Annotated[Share01 | None, Field(description="How often it goes wrong, 0 to 1.")] = None
    impact: Annotated[Severity3 | None, Field(description="How bad that is: 1 a little, 3 a lot.")] = None
    recovery: Annotated[Text | None, Field(description="What puts it right.")] = None


class Next(Fields):
    """A way on from a step, when it is not simply the following one."""

    to: Annotated[NextId, Field(description="A step or stage of this journey, or `stage/step`.")]
    when: Annotated[Text | None, Field(description="The condition.")] = None


class Felt(Fields):
    """How a step feels: a score on the site's scale, or the metric that measures it."""

    score: Annotated[
        float | None, Field(description="A number on the site's emotion scale (default -2 to 2).")
    ] = None
    metric: Annotated[MetricId | None, Field(description="The metric whose latest reading is the score.")] = (
        None
    )
    word: Annotated[Text | None, Field(description="The feeling in a word.")] = None
    research: Annotated[Many[ResearchId], Field(description="What backs the score.")] = ()


def _by_persona(value: Any) -> Any:
    """One feeling for everybody is kept under the empty id."""
    if isinstance(value, dict) and not (value.keys() & {"score", "metric"}):
        return value
    return {} if value is None else {"": value}


def _for_everybody(feelings: dict[str, Any]) -> Any:
    """The one feeling that everybody has, where there is just that."""
    return feelings[""] if feelings.keys() == {""} else feelings


def _emotion_forms(full: dict[str, Any]) -> list[dict[str, Any]]:
    """One feeling, or one per persona."""
    return [full["additionalProperties"], full, {"type": "null"}]


Emotion = Annotated[
    dict[PersonaId, Annotated[Felt, shorthand("score")]],
    Shorter(_by_persona, forms=_emotion_forms, short=_for_everybody),
]
AnyPain = Annotated[Pain, shorthand("text")]


class Lanes(Fields):
    """The lanes of a step. A stage written without steps may carry them too."""

    touchpoint: Annotated[Many[TouchpointId], Field(description="Where customer and company meet.")] = ()
    channel: Annotated[Many[ChannelId], Field(description="The channel, when no touchpoint names it.")] = ()
    emotion: Annotated[
        Emotion, Field(description="How it feels: a number, `{metric: id}`, or one of these per persona.")
    ] = {}
    feeling: Annotated[Many[AnyNote], Field(description="The feeling in a word or two.")] = ()
    intensity: Annotated[Severity3 | None, Field(description="How strong the feeling is: 1 to 3.")] = None
    doing: Annotated[Many[AnyNote], Field(description="What the customer does.")] = ()
    thinking: Annotated[Many[AnyNote], Field(description="What the customer thinks, in their words.")] = ()
    needs: Annotated[Many[AnyNote], Field(description="What the customer needs here.")] = ()
    expectations: Annotated[Many[AnyNote], Field(description="What the customer expects to happen.")] = ()
    quotes: Annotated[
        Many[Annotated[Quote, shorthand("text")]], Field(description="Words somebody said.")
    ] = ()
    pains: Annotated[Many[AnyPain], Field(description="What makes it hard.")] = ()
    gains: Annotated[Many[AnyPain], Field(description="What makes it good.")] = ()
    moment_of_truth: Annotated[bool, Field(description="Here the relation is won or lost.")] = False
    fail_point: Annotated[
        Many[Annotated[FailPoint, shorthand("text")]], Field(description="Where the service breaks.")
    ] = ()
    frontstage: Annotated[
        Many[AnyNote], Field(description="What the company does in the customer's sight.")
    ] = ()
    backstage: Annotated[Many[AnyNote], Field(description="What it does out of sight.")] = ()
    support: Annotated[Many[AnyNote], Field(description="What others do so that it can.")] = ()
    systems: Annotated[Many[SystemId], Field(description="The systems it runs on.")] = ()
    departments: Annotated[Many[DepartmentId], Field(description="Who does it; the first one leads.")] = ()
    policies: Annotated[Many[AnyNote], Field(description="The rules that bind it.")] = ()
    duration: Annotated[
        Duration | None, Field(description="How long it takes, as ISO 8601: `PT20M`, `P3D`.")
    ] = None
    wait: Annotated[Duration | None, Field(description="How much of that is waiting.")] = None
    metrics: Annotated[Many[MetricId], Field(description="The metrics that watch it.")] = ()
    insights: Annotated[Many[InsightId], Field(description="What is known about it.")] = ()
    opportunities: Annotated[Many[OpportunityId], Field(description="What could be done about it.")] = ()
    research: Annotated[Many[ResearchId], Field(description="What this is built on.")] = ()
    journey: Annotated[JourneyId | None, Field(description="The nested journey that shows it close up.")] = (
        None
    )
    image: Annotated[Image | None, Field(description="A picture of the moment.")] = None
    accessibility: Annotated[Many[AnyNote], Field(description="Barriers for people with disabilities.")] = ()
    fields: Annotated[dict[str, Any], Field(description="Own lanes, declared in site.yaml.")] = {}


class Step(Lanes):
    """One thing the customer does, in their own words."""

    id: Annotated[Id | None, Field(description="Its stable name. Default: from the title.")] = None
    title: Annotated[
        Text | None, Field(description="The step in the customer's words: `I compare three shops`.")
    ] = None
    personas: Annotated[
        Many[PersonaId], Field(description="Who takes it. Default: the journey's personas.")
    ] = ()
    next: Annotated[Many[Annotated[Next, shorthand("to")]], Field(description="Branches and loops.")] = ()


class Stage(Common, Lanes):
    """A part of a journey with a goal of its own."""

    goal: Annotated[Text | None, Field(description="What the customer wants by its end.")] = None
    summary: Annotated[Text | None, Field(description="What happens, in a sentence or two.")] = None
    steps: Annotated[Many[Step], Field(description="Its steps, in order.")] = ()


class StageVariant(Common, Lanes):
    """What differs in a stage for one persona: ``<nn>-<stage>.<persona>.md``."""

    goal: Annotated[Text | None, Field(description="What this persona wants by its end.")] = None
    summary: Annotated[Text | None, Field(description="What differs, in a sentence or two.")] = None
    steps: Annotated[
        Many[Step],
        Field(description="Steps of the stage by `id`: what differs; a new id is a step of their own."),
    ] = ()
