"""The backlog of opportunities, by what each is worth and what it costs."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.figures import Drawing, Matrix
from jmsite.model.messages import Messages, capitalized
from jmsite.model.page import Page
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.affected_personas import of_opportunity
from jmsite.pages.parts.evidence.evidence_chain import (
    SolutionMark,
    StepMark,
    is_future,
    solution_mark,
    step_marks,
)
from jmsite.pages.parts.figures.pictures import backlog, matrix
from jmsite.pages.parts.lists.stages_as_steps import steps_of
from jmsite.pages.parts.page.facts import dots, links
from jmsite.pages.parts.page.marks import IconLink, ListRow

WORTH, CHEAP = 50, 2.5
MOST_FIRST = 5
NAMED = 10
"""The most opportunities that a chart names."""
WAITING = ("open", "in-progress")


class BacklogRow(Value):
    """An opportunity in the backlog. ``number`` is that of its bubble, too."""

    number: int
    title: str
    url: str
    mends: tuple[StepMark, ...]
    value: float | None
    business: float | None
    effort: float | None
    dots: tuple[bool, ...]
    insights: int
    departments: tuple[IconLink, ...]
    solutions: tuple[SolutionMark, ...]
    status: str


class Plot(Value):
    """Opportunities by two measures.

    ``named`` are those of the chart that are first in the backlog, told below it where it has no room for names;
    ``first`` are those to begin with, ``points`` the addresses of its bubbles, for who edits in the page.
    """

    drawing: Drawing
    points: tuple[str, ...]
    named: tuple[BacklogRow, ...]
    first: tuple[ListRow, ...]


class OpportunitiesView(Value):
    """All opportunities."""

    lead: str
    matrix: Plot | None
    business: Plot | None
    statuses: tuple[str, ...]
    rows: tuple[BacklogRow, ...]
    chain: tuple[BacklogRow, ...]


def opportunities(catalog: Catalog, _: str) -> Page:
    """Return the list of all opportunities."""
    every = backlog(catalog)
    rows = tuple(_row(catalog, entity, number) for number, entity in enumerate(every, 1))
    statuses = tuple(
        status
        # what is being done first, as in the list below
        for status in ("in-progress", "open", "solved", "dismissed")
        if any(entity.fields.status == status for entity in every)
    )
    lead = _lead(catalog, every)
    view = OpportunitiesView(
        lead=lead,
        matrix=_plot(catalog, rows, matrix(catalog, keyed=True), [one for one in every if is_quick_win(one)]),
        business=_plot(catalog, rows, matrix(catalog, business=True), [one for one in every if _both(one)]),
        statuses=statuses,
        rows=rows,
        chain=tuple(row for row in rows if row.solutions),
    )
    title = catalog.words.phrase("opportunities.title")
    return Page(
        kind="opportunities",
        url="opportunities/",
        title=title,
        view=view,
        description=lead,
        section="opportunities/",
    )


def is_quick_win(entity: Entity[Opportunity]) -> bool:
    """Return whether an opportunity is worth much and costs little."""
    fields = entity.fields
    return (fields.customer_value or 0) >= WORTH and fields.effort is not None and fields.effort <= CHEAP


def _both(entity: Entity[Opportunity]) -> bool:
    """Return whether an opportunity is worth much to the customer and to the business."""
    fields = entity.fields
    return min(fields.customer_value or 0, fields.business_value or 0) >= WORTH


def is_open(entity: Entity[Opportunity]) -> bool:
    """Return whether there is still something to do."""
    return entity.fields.status in WAITING


def _plot(
    catalog: Catalog, rows: tuple[BacklogRow, ...], drawing: Drawing, good: Sequence[Entity[Opportunity]]
) -> Plot | None:
    """Return a matrix with what stands beside it; None without bubbles. ``good`` lie in its good quadrant."""
    assert isinstance(drawing.figure, Matrix)  # noqa: S101 - drawn as one
    numbers = {bubble.number for bubble in drawing.figure.bubbles}
    if not numbers:
        return None
    named = tuple(row for row in rows if row.number in numbers)[:NAMED]
    first = tuple(_first(catalog, entity) for entity in good if is_open(entity))[:MOST_FIRST]
    points = tuple(f"opportunity:{bubble.id}" for bubble in drawing.figure.bubbles)
    return Plot(drawing=drawing, points=points, named=named, first=first)


def _row(catalog: Catalog, entity: Entity[Opportunity], number: int) -> BacklogRow:
    fields = entity.fields
    return BacklogRow(
        number=number,
        title=entity.title,
        url=entity.url,
        mends=improved_steps(catalog, entity),
        value=fields.customer_value,
        business=fields.business_value,
        effort=fields.effort,
        dots=dots(fields.effort),
        insights=len(fields.insights),
        departments=links(catalog.found("department", fields.departments)),
        solutions=solutions_of(catalog, entity.id),
        status=fields.status,
    )


def improved_steps(catalog: Catalog, entity: Entity[Opportunity]) -> tuple[StepMark, ...]:
    """Return the steps that an opportunity mends, as they are today, the worst first."""
    now = (step for step in steps_of(catalog, entity) if not is_future(catalog, step))
    return step_marks(catalog, now, lambda step: of_opportunity(catalog, entity, step))


def solutions_of(catalog: Catalog, id: str) -> tuple[SolutionMark, ...]:
    """Return what is or was built for an opportunity, what is alive first."""
    found = catalog.users("opportunity", id, "solution")
    return tuple(
        solution_mark(each) for each in sorted(found, key=lambda each: each.fields.status == "dropped")
    )


def _first(catalog: Catalog, entity: Entity[Opportunity]) -> ListRow:
    steps, words = improved_steps(catalog, entity), catalog.words
    mends = words.counted(len(steps), "first.mends") if steps else words.phrase("first.stepless")
    if steps and steps[0].score:
        worst = steps[0].score.text
        mends = words.row(mends, words.plural(len(steps), "first.worst", score=worst))
    doing = _doing(catalog, entity)
    under = words.phrase("first.both", mends=mends, doing=doing) if doing else mends
    value = words.number(entity.fields.customer_value or 0, 0)
    return ListRow(title=entity.title, url=entity.url, under=capitalized(under), side=value)


def _doing(catalog: Catalog, entity: Entity[Opportunity]) -> str:
    """Return what is done about an opportunity, or that nobody is on it."""
    words = catalog.words
    building = [mark for mark in solutions_of(catalog, entity.id) if mark.status != "dropped"]
    if not building:
        return words.phrase("first.idle") if entity.fields.status == "open" else ""
    day = building[0].day
    key = "first.shipped" if building[0].shipped else "first.due"
    return words.phrase(key, month=words.month(day)) if day else ""


def _lead(catalog: Catalog, every: tuple[Entity[Opportunity], ...]) -> str:
    words = catalog.words
    known = {id for entity in every for id in entity.fields.insights if catalog.insight(id)}
    whole = words.counted(len(every), "count.opportunities")
    if known:
        insights = words.counted(len(known), "opportunities.from")
        whole = words.phrase("opportunities.lead", opportunities=whole, insights=insights)
    good = [entity for entity in every if is_quick_win(entity)]
    if not good:
        return words.sentences(whole)
    worth = words.counted(len(good), "opportunities.good")
    states = _states(words, [_course(catalog, entity) for entity in good])
    return words.sentences(whole, words.phrase("pair", name=worth, value=states) if states else worth)


COURSES = ("done", "going", "planned")
"""The states of opportunities that somebody is on."""


def _course(catalog: Catalog, entity: Entity[Opportunity]) -> str:
    """Return how far an opportunity is: ``done``, ``going``, ``planned``, ``idle``; "" for one that was dismissed."""
    status = entity.fields.status
    built = {solution.fields.status for solution in catalog.users("opportunity", entity.id, "solution")}
    if status in ("solved", "dismissed"):
        return "done" if status == "solved" else ""
    if status == "in-progress" or built & {"building", "shipped"}:
        return "going"
    return "planned" if "planned" in built else "idle"


def _states(words: Messages, courses: list[str]) -> str:
    """Return how many of the good ones are done, under way, planned, and nobody's."""
    told = [
        words.counted(courses.count(each), f"opportunities.{each}") for each in COURSES if each in courses
    ]
    idle = courses.count("idle")
    rest = "opportunities.rest" if told else "opportunities.idle"
    return words.listed((*told, words.counted(idle, rest) if idle else ""))
