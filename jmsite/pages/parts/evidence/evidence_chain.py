"""The marks of research, insights, opportunities and solutions: the chain from what was heard to what is built."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Insight, Research, Solution
from jmsite.model.entities.journey import Step
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.affected_personas import Personas
from jmsite.pages.parts.page.marks import IconLink, ScoreMark, score_mark, stage_title
from jmsite.pages.parts.page.people import PersonaMark, people

Concerned = Callable[[Entity[Step]], Personas]
"""Whom something concerns at a step."""
METHODS = {
    "interview": "chat",
    "survey": "list",
    "analytics": "metric",
    "observation": "search",
    "usability-test": "touch",
    "social-listening": "megaphone",
    "support": "support",
    "workshop": "people",
    "desk": "page",
}


class StepMark(Value):
    """A step, where it stands, and whom it concerns. ``score`` is that of the persona who feels worst; ``place`` names
    her where others feel otherwise.
    """

    title: str
    url: str
    place: str
    score: ScoreMark | None
    people: tuple[PersonaMark, ...]


class InsightMark(Value):
    """An insight in short, with how many studies and opportunities hang on it."""

    title: str
    url: str
    summary: str
    type: str
    severity: int
    status: str
    people: tuple[PersonaMark, ...]
    studies: tuple[IconLink, ...]
    opportunities: int


class SolutionMark(Value):
    """A solution in short: ``day`` is when it shipped, else when it is due."""

    title: str
    url: str
    status: str
    summary: str = ""
    day: date | None = None
    shipped: bool = False


class StudyMark(Value):
    """A study in short. ``rests`` is how many things rest on it."""

    title: str
    url: str
    summary: str
    method: str
    icon: str
    nature: str
    day: date | None
    n: int | None
    confidence: float | None
    rests: int = 0


def method(catalog: Catalog, study: Entity[Research]) -> str:
    """Return how a study was made, in words."""
    return catalog.words.phrase(f"method.{study.fields.method}") if study.fields.method else ""


def step_marks(
    catalog: Catalog, steps: Iterable[Entity[Step]], concerned: Concerned = lambda _: None
) -> tuple[StepMark, ...]:
    """Return steps with the worst first, by the persona who feels worst of those ``concerned``.

    Those that nobody of these has scored stand last.
    """
    found = {step.id: step for step in steps}
    marks = [_step(catalog, step, concerned(step)) for step in found.values()]
    # 9 is beyond any score
    return tuple(sorted(marks, key=lambda mark: mark.score.score if mark.score else 9))


def _step(catalog: Catalog, step: Entity[Step], personas: Personas) -> StepMark:
    points = [
        point
        for point in catalog.points(step.id)
        if catalog.persona(point.persona) and (personas is None or point.persona in personas)
    ]
    points.sort(key=lambda point: point.score)
    who = people(catalog, (point.persona for point in points))
    # where all feel the same, nobody is the one for whom it is worst
    told, where = len({point.score for point in points}) > 1, place(catalog, step)
    lowest = points[0] if points else None
    return StepMark(
        title=step.title,
        url=step.url,
        place=catalog.words.phrase("step.worst-for", place=where, who=who[0].title) if told else where,
        score=score_mark(catalog, lowest.score, lowest, among=True) if lowest else None,
        people=who,
    )


def is_future(catalog: Catalog, step: Entity[Step]) -> bool:
    """Return whether a step is one of a journey as it should be."""
    journey = catalog.journey(step.id.partition("/")[0])
    return journey is not None and journey.fields.state == "future"


def place(catalog: Catalog, step: Entity[Step]) -> str:
    """Return the journey and stage that a step stands in."""
    journey = catalog.journey(step.id.partition("/")[0])
    return catalog.words.row(journey.title if journey else "", stage_title(catalog, step))


def insight_mark(catalog: Catalog, entity: Entity[Insight]) -> InsightMark:
    """Return an insight in short."""
    fields = entity.fields
    return InsightMark(
        title=entity.title,
        url=entity.url,
        summary=fields.summary or "",
        type=fields.type,
        severity=fields.severity or 0,
        status=fields.status,
        people=people(catalog, fields.personas),
        studies=tuple(
            IconLink(
                title=study.title, url=study.url, icon=METHODS.get(study.fields.method or "", "research")
            )
            for study in catalog.found("research", fields.research)
        ),
        opportunities=len(catalog.users("insight", entity.id, "opportunity")),
    )


def by_severity(entity: Entity[Insight]) -> tuple[float, float, str]:
    """Return a key to sort insights by: the most severe first, then by weight, then by title."""
    return -(entity.fields.severity or 0), -(entity.fields.weight or 0), entity.title


def solution_mark(entity: Entity[Solution]) -> SolutionMark:
    """Return a solution in short."""
    fields = entity.fields
    return SolutionMark(
        title=entity.title,
        url=entity.url,
        status=fields.status,
        summary=fields.summary or "",
        day=fields.shipped or fields.due,
        shipped=fields.shipped is not None,
    )


def study_mark(catalog: Catalog, entity: Entity[Research]) -> StudyMark:
    """Return a study in short."""
    fields = entity.fields
    users = {(use.kind, use.id) for use in catalog.uses("research", entity.id)}
    return StudyMark(
        title=entity.title,
        url=entity.url,
        summary=fields.summary or "",
        method=fields.method or "",
        icon=METHODS.get(fields.method or "", "research"),
        nature=fields.nature or "",
        # a study without an end is as old as its beginning
        day=fields.to or fields.from_,
        n=fields.n,
        confidence=fields.confidence,
        rests=len(users),
    )
