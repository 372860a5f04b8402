"""Research, insights, opportunities and solutions: how we know, what we know, and what we do about it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jmsite.model.fields import (
    Common,
    DataPath,
    Day,
    DepartmentId,
    InsightId,
    Link,
    Many,
    MetricId,
    OpportunityId,
    Percent,
    PersonaId,
    ResearchId,
    Severity3,
    Share01,
    StepId,
    Text,
)


class Research(Common):
    """Where evidence comes from: an interview round, a survey, an extract."""

    summary: Annotated[Text | None, Field(description="What was found, in a sentence or two.")] = None
    method: Annotated[
        Literal[
            "interview",
            "survey",
            "analytics",
            "observation",
            "usability-test",
            "social-listening",
            "support",
            "workshop",
            "desk",
        ]
        | None,
        Field(description="How it was done."),
    ] = None
    nature: Annotated[
        Literal["qualitative", "quantitative"] | None, Field(description="Words, or numbers.")
    ] = None
    from_: Annotated[Day | None, Field(alias="from", description="The first day.")] = None
    to: Annotated[Day | None, Field(description="The last day.")] = None
    n: Annotated[int | None, Field(ge=0, description="How many people or cases.")] = None
    participants: Annotated[Text | None, Field(description="Who they were.")] = None
    personas: Annotated[Many[PersonaId], Field(description="The personas it speaks of.")] = ()
    source: Annotated[
        Text | None, Field(description="The system it comes from: CRM, Typeform, analytics.")
    ] = None
    file: Annotated[DataPath | None, Field(description="The raw material under content/.")] = None
    link: Annotated[Link | None, Field(description="Where the raw material is kept.")] = None
    confidence: Annotated[Share01 | None, Field(description="How far it can be trusted, 0 to 1.")] = None


class Insight(Common):
    """Something we learned that holds beyond one person."""

    summary: Annotated[Text | None, Field(description="The insight in a sentence or two.")] = None
    type: Annotated[
        Literal["pain", "gain", "need", "observation"], Field(description="What sort of insight.")
    ] = "observation"
    personas: Annotated[Many[PersonaId], Field(description="Whom it concerns.")] = ()
    severity: Annotated[Severity3 | None, Field(description="How bad or good: 1 a little, 3 a lot.")] = None
    weight: Annotated[Percent | None, Field(description="How much it counts against others, 0 to 100.")] = (
        None
    )
    experience_impact: Annotated[
        float | None, Field(ge=-2, le=2, description="How far it moves the feeling, -2 to 2.")
    ] = None
    confidence: Annotated[Share01 | None, Field(description="How sure we are, 0 to 1.")] = None
    status: Annotated[
        Literal["assumption", "validated"], Field(description="Supposed, or shown by research.")
    ] = "assumption"
    research: Annotated[Many[ResearchId], Field(description="What shows it.")] = ()
    steps: Annotated[Many[StepId], Field(description="Where it is felt, as `journey/stage/step`.")] = ()


class Opportunity(Common):
    """What could be better, and what that would be worth."""

    summary: Annotated[Text | None, Field(description="The opportunity in a sentence or two.")] = None
    type: Annotated[
        Literal["pain-point", "unmet-need", "adoption-barrier", "delight"] | None,
        Field(description="What sort."),
    ] = None
    insights: Annotated[Many[InsightId], Field(description="What it answers.")] = ()
    steps: Annotated[Many[StepId], Field(description="The steps it mends, as `journey/stage/step`.")] = ()
    customer_value: Annotated[
        Percent | None, Field(description="What it is worth to customers, 0 to 100.")
    ] = None
    business_value: Annotated[
        Percent | None, Field(description="What it is worth to the company, 0 to 100.")
    ] = None
    effort: Annotated[
        float | None, Field(ge=0, le=5, description="What it costs, 0 nothing to 5 a great deal.")
    ] = None
    confidence: Annotated[Share01 | None, Field(description="How sure we are, 0 to 1.")] = None
    status: Annotated[
        Literal["open", "in-progress", "solved", "dismissed"], Field(description="Where it stands.")
    ] = "open"
    departments: Annotated[
        Many[DepartmentId], Field(description="Who would do it; the first one leads.")
    ] = ()
    metrics: Annotated[Many[MetricId], Field(description="The metrics it should move.")] = ()


class Solution(Common):
    """What is built for an opportunity."""

    summary: Annotated[Text | None, Field(description="The solution in a sentence or two.")] = None
    opportunities: Annotated[Many[OpportunityId], Field(description="What it is for.")] = ()
    status: Annotated[
        Literal["idea", "planned", "building", "shipped", "dropped"], Field(description="Where it stands.")
    ] = "idea"
    impact: Annotated[Percent | None, Field(description="How much of it it solves, 0 to 100.")] = None
    effort: Annotated[float | None, Field(ge=0, le=5, description="What it costs, 0 to 5.")] = None
    due: Annotated[Day | None, Field(description="The day it is promised for.")] = None
    shipped: Annotated[Day | None, Field(description="The day it went live.")] = None
    link: Annotated[Link | None, Field(description="Its place in the issue tracker.")] = None
    metrics: Annotated[Many[MetricId], Field(description="The metrics it should move.")] = ()
    departments: Annotated[Many[DepartmentId], Field(description="Who builds it.")] = ()
