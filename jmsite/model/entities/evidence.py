"""Research, insights, opportunities and solutions: how we know, what we know, and what we do about it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jmsite.model.fields import (
    Common,
    DataPath,
    Day,
    DepartmentId,
    FilledText,
    InsightId,
    LinkAddress,
    Many,
    MetricId,
    OpportunityId,
    Percent,
    PersonaId,
    ResearchId,
    Severity3,
    Share01,
    StepId,
)


class Research(Common):
    """Where evidence comes from: an interview round, a survey, an extract."""

    summary: Annotated[FilledText | None, Field(description="What was found, in a sentence or two.")] = None
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
        Field(description="The research method."),
    ] = None
    nature: Annotated[
        Literal["qualitative", "quantitative"] | None, Field(description="Qualitative or quantitative.")
    ] = None
    from_: Annotated[Day | None, Field(alias="from", description="First day of the study.")] = None
    to: Annotated[Day | None, Field(description="Last day of the study.")] = None
    n: Annotated[int | None, Field(ge=0, description="Number of participants or cases.")] = None
    participants: Annotated[FilledText | None, Field(description="Who took part.")] = None
    personas: Annotated[Many[PersonaId], Field(description="The personas it is about.")] = ()
    source: Annotated[FilledText | None, Field(description="Source system: CRM, Typeform, analytics.")] = None
    file: Annotated[DataPath | None, Field(description="Raw data under content/.")] = None
    link: Annotated[LinkAddress | None, Field(description="Where the raw data is kept.")] = None
    confidence: Annotated[Share01 | None, Field(description="How much it can be trusted, 0 to 1.")] = None


class Insight(Common):
    """Something we learned that holds beyond one person."""

    summary: Annotated[FilledText | None, Field(description="The insight in a sentence or two.")] = None
    type: Annotated[Literal["pain", "gain", "need", "observation"], Field(description="Type of insight.")] = (
        "observation"
    )
    personas: Annotated[Many[PersonaId], Field(description="The personas it is about.")] = ()
    severity: Annotated[
        Severity3 | None, Field(description="How bad or good: 1 minor, 2 moderate, 3 severe.")
    ] = None
    weight: Annotated[Percent | None, Field(description="Weight relative to other insights, 0 to 100.")] = (
        None
    )
    experience_impact: Annotated[
        float | None, Field(ge=-2, le=2, description="Emotional impact, -2 to 2.")
    ] = None
    confidence: Annotated[Share01 | None, Field(description="Confidence, 0 to 1.")] = None
    status: Annotated[
        Literal["assumption", "validated"], Field(description="Assumption, or validated by research.")
    ] = "assumption"
    research: Annotated[Many[ResearchId], Field(description="The research that supports it.")] = ()
    steps: Annotated[
        Many[StepId], Field(description="The steps where it shows, as `journey/stage/step`.")
    ] = ()


class Opportunity(Common):
    """What could be better, and what that would be worth."""

    summary: Annotated[FilledText | None, Field(description="The opportunity in a sentence or two.")] = None
    type: Annotated[
        Literal["pain-point", "unmet-need", "adoption-barrier", "delight"] | None,
        Field(description="Type of opportunity."),
    ] = None
    insights: Annotated[Many[InsightId], Field(description="The insights behind it.")] = ()
    steps: Annotated[
        Many[StepId], Field(description="The steps it would improve, as `journey/stage/step`.")
    ] = ()
    customer_value: Annotated[Percent | None, Field(description="Value to customers, 0 to 100.")] = None
    business_value: Annotated[Percent | None, Field(description="Value to the business, 0 to 100.")] = None
    effort: Annotated[float | None, Field(ge=0, le=5, description="Effort, 0 (none) to 5 (very high).")] = (
        None
    )
    confidence: Annotated[Share01 | None, Field(description="Confidence, 0 to 1.")] = None
    status: Annotated[Literal["open", "in-progress", "solved", "dismissed"], Field(description="Status.")] = (
        "open"
    )
    departments: Annotated[
        Many[DepartmentId], Field(description="Departments that would do it; the first one leads.")
    ] = ()
    metrics: Annotated[Many[MetricId], Field(description="The metrics it should improve.")] = ()


class Solution(Common):
    """What is built for an opportunity."""

    summary: Annotated[FilledText | None, Field(description="The solution in a sentence or two.")] = None
    opportunities: Annotated[Many[OpportunityId], Field(description="The opportunities it addresses.")] = ()
    status: Annotated[
        Literal["idea", "planned", "building", "shipped", "dropped"], Field(description="Status.")
    ] = "idea"
    impact: Annotated[
        Percent | None, Field(description="How much of the opportunity it solves, 0 to 100.")
    ] = None
    effort: Annotated[float | None, Field(ge=0, le=5, description="Effort, 0 (none) to 5 (very high).")] = (
        None
    )
    due: Annotated[Day | None, Field(description="Due date.")] = None
    shipped: Annotated[Day | None, Field(description="Date it went live.")] = None
    link: Annotated[LinkAddress | None, Field(description="Its issue in the tracker.")] = None
    metrics: Annotated[Many[MetricId], Field(description="The metrics it should improve.")] = ()
    departments: Annotated[
        Many[DepartmentId], Field(description="Departments that build it; the first one leads.")
    ] = ()
