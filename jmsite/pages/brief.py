"""The brief of a department, on one sheet: what was found, where it hurts, what is at stake, and what is being done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Solution
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.entities.registry import Department
from jmsite.model.figures import Drawing
from jmsite.model.page import Link, Page
from jmsite.model.readings import Point
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.next_rows import NextGroup, next_group
from jmsite.pages.parts.evidence.priorities import ranking
from jmsite.pages.parts.evidence.work import Work, opportunities_for, solutions_for, work_of, work_on
from jmsite.pages.parts.figures.curve_and_trend import curve_drawing
from jmsite.pages.parts.figures.curve_points import feeling_word
from jmsite.pages.parts.figures.glance import lowest_sentence
from jmsite.pages.parts.figures.whole_curve import whole_curve
from jmsite.pages.parts.lists.responsibilities import leads
from jmsite.pages.parts.lists.stages_as_steps import steps_with, with_stages
from jmsite.pages.parts.lists.usage import is_current
from jmsite.pages.parts.map.flags import finding_text
from jmsite.pages.parts.metrics.effects import answer, effects
from jmsite.pages.parts.page.entity_page import entity_page, require_entity
from jmsite.pages.parts.page.lane_texts import words as lane_words
from jmsite.pages.parts.page.marks import ListRow, ScoreMark, score_mark, stage_title
from jmsite.pages.parts.page.people import PersonaMark, mark

MOST = 3
"""Lows, steps at stake, solutions and assumptions: a sheet has room for so many, and so has a meeting."""


class LowMark(Value):
    """A low: where, whose, in whose words (from a study, its ``source``, of ``n`` people), or else the worst pain."""

    title: str
    url: str
    place: str
    mark: ScoreMark
    who: PersonaMark | None
    quote: str
    pain: str
    source: str
    n: int | None


class ShippedRow(Value):
    """A solution that was shipped, and whether it helped."""

    title: str
    url: str
    day: str
    told: str


class BriefView(Value):
    """A department on one sheet. ``journey`` is that in which it has most steps; ``curve`` is of it.

    ``assumed`` counts the scores of its steps that rest on nothing, of ``scores``; ``guesses`` are the worst of them.
    """

    id: str
    lead: str
    led: str
    journey: Link
    finding: str
    curve: Drawing | None
    stages: tuple[tuple[str, int], ...]
    lows: tuple[LowMark, ...]
    stake: NextGroup | None
    coming: tuple[Work, ...]
    shipped: tuple[ShippedRow, ...]
    assumed: int
    scores: int
    guesses: tuple[ListRow, ...]


def brief(catalog: Catalog, id: str) -> Page:
    """Return the brief of a department."""
    entity = require_entity(catalog.department(id))
    view = _view(catalog, entity)
    title = catalog.words.phrase("brief.title", department=entity.title)
    page = entity_page(catalog, entity, "brief", view, view.finding)
    up = Link(title=entity.title, url=entity.url)
    return Page(
        kind="brief",
        url=f"{entity.url}brief/",
        title=title,
        view=view,
        description=view.finding,
        section=page.section,
        crumbs=(*page.crumbs, up),
        path=page.path,
        line=page.line,
        language=page.language,
        draft=page.draft,
    )


def _view(catalog: Catalog, entity: Entity[Department]) -> BriefView:
    steps = tuple(_steps(catalog, entity.id))
    journey = _journey(catalog, steps)
    felt = [(point, step) for step in steps for point in catalog.points(step.id)]
    guesses = [(point, step) for point, step in felt if point.basis == "assumed"]
    words = catalog.words
    led = sum(leads(catalog, step, entity.id) for step in steps)
    lots = ranking(catalog, department=entity.id).lots
    return BriefView(
        id=entity.id,
        lead=entity.fields.lead or "",
        led=words.phrase("departments.of", n=words.number(led, 0), all=words.number(len(steps), 0)),
        journey=Link(title=journey.title, url=journey.url),
        finding=finding_text(catalog, journey.fields) or lowest_sentence(catalog, journey.id),
        curve=whole_curve(catalog, journey, curve_drawing(catalog, journey.id)),
        stages=tuple(
            (stage.title, len(catalog.steps_of(stage.id))) for stage in catalog.stages_of(journey.id)
        ),
        lows=tuple(_lows(catalog, felt)),
        stake=next_group(catalog, lots[0], MOST) if lots else None,
        coming=_coming(catalog, entity.id, (row.subject for row in lots[0].rows[:MOST]) if lots else ()),
        shipped=tuple(_shipped(catalog, entity.id, steps))[:MOST],
        assumed=len(guesses),
        scores=len(felt),
        guesses=tuple(_guess(catalog, point, step) for point, step in lowest_scores(guesses)[:MOST]),
    )


def _steps(catalog: Catalog, id: str) -> Iterator[Entity[Step]]:
    """Yield the steps of journeys as they are in which a department has a part."""
    for step in steps_with(catalog, "department", id):
        journey = catalog.journey(step.id.partition("/")[0])
        if journey and is_current(journey):
            yield step


def _journey(catalog: Catalog, steps: tuple[Entity[Step], ...]) -> Entity[Journey]:
    """Return the journey in which most of some steps are; of several that of the lower id."""
    counts = Counter(step.id.partition("/")[0] for step in steps)
    return require_entity(catalog.journey(min(counts, key=lambda id: (-counts[id], id))))


def lowest_scores(felt: Iterable[tuple[Point, Entity[Step]]]) -> list[tuple[Point, Entity[Step]]]:
    """Return the lowest score of each step, the lowest first."""
    found: dict[str, tuple[Point, Entity[Step]]] = {}
    for point, step in sorted(felt, key=lambda pair: (pair[0].score, pair[1].id)):
        found.setdefault(step.id, (point, step))
    return list(found.values())


def _lows(catalog: Catalog, felt: list[tuple[Point, Entity[Step]]]) -> Iterator[LowMark]:
    """Yield the lowest scores, one a step, with what was said there."""
    for point, step in lowest_scores(felt)[:MOST]:
        quote, source, n = _said(catalog, step, point.persona)
        yield LowMark(
            title=step.title,
            url=step.url,
            place=stage_title(catalog, step),
            mark=score_mark(catalog, point.score, point, feeling_word(step, point)),
            who=mark(catalog, point.persona),
            quote=quote,
            pain="" if quote else _pain(catalog, step, point.persona),
            source=source,
            n=n,
        )


def _said(catalog: Catalog, step: Entity[Step], persona: str) -> tuple[str, str, int | None]:
    """Return what somebody said at a step or in its stage, the study that it is from, and how many took part."""
    for one in with_stages(catalog, (step,)):
        for quote in one.fields.quotes:
            if quote.persona in (None, persona):
                study = catalog.research(quote.research or "")
                text = catalog.words.inner(lane_words(catalog, quote.text))
                return text, study.title if study else "", study.fields.n if study else None
    return "", "", None


def _pain(catalog: Catalog, step: Entity[Step], persona: str) -> str:
    """Return the worst pain of somebody at a step or in its stage, "" without any."""
    pains = [
        pain
        for one in with_stages(catalog, (step,))
        for pain in one.fields.pains
        if pain.persona in (None, persona)
    ]
    worst = max(pains, key=lambda pain: pain.severity or 1, default=None)
    return lane_words(catalog, worst.text) if worst else ""


def _coming(catalog: Catalog, id: str, subjects: Iterable[Entity[Step]]) -> tuple[Work, ...]:
    """Return what is planned or built for some steps, by whomever, and then what else a department is at."""
    found = [work_on(catalog, subject) for subject in subjects]
    every = [each for each in found if each.what and each.state not in ("shipped", "solved")]
    every += [work_of(catalog, each) for each in _own(catalog, id) if not each.fields.shipped]
    # each thing once, in the place where it was met first
    return tuple({each.what: each for each in every}.values())[:MOST]


def _own(catalog: Catalog, id: str) -> list[Entity[Solution]]:
    """Return the solutions of a department that were not dropped, what is due first."""
    found = [
        each
        for each in catalog.users("department", id, "solution")
        if id in each.fields.departments and each.fields.status != "dropped"
    ]
    return sorted(found, key=lambda each: (each.fields.due or date.max, each.id))


def _shipped(catalog: Catalog, id: str, steps: Iterable[Entity[Step]]) -> Iterator[ShippedRow]:
    """Yield what a department has shipped, or somebody for its steps, the latest first."""
    answering = {each.id: each for step in steps for each in opportunities_for(catalog, step)}
    every = (*_own(catalog, id), *solutions_for(catalog, answering.values()))
    # a solution for two opportunities is shipped once
    found = {each.id: each for each in every if each.fields.shipped}.values()
    for each in sorted(found, key=lambda one: (one.fields.shipped, one.id), reverse=True):
        told = answer(catalog.words, effects(catalog, each))
        day = catalog.words.day(each.fields.shipped) if each.fields.shipped else ""
        yield ShippedRow(title=each.title, url=each.url, day=day, told=told)


def _guess(catalog: Catalog, point: Point, step: Entity[Step]) -> ListRow:
    return ListRow(
        title=step.title,
        url=step.url,
        under=stage_title(catalog, step),
        score=score_mark(catalog, point.score, point),
    )
