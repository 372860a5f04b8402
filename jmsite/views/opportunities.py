"""What next: every opportunity by what it is worth and what it costs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.figures import Drawing, FigureTable, Matrix
from jmsite.model.page import Page
from jmsite.model.words import Wording
from jmsite.views.chain import SolutionMark, StepMark, solution_mark, step_marks, wished
from jmsite.views.facts import dots, links
from jmsite.views.parts import ListRow, Touch
from jmsite.views.pictures import matrix

WORTH, CHEAP = 50, 2.5
MOST_FIRST = 5
WAITING = ("open", "in-progress")


@dataclass(frozen=True, slots=True)
class BacklogRow:
    """An opportunity in the backlog. ``number`` is that of its bubble where the bubble has no room for words."""

    number: int
    title: str
    url: str
    mends: tuple[StepMark, ...]
    value: float | None
    business: float | None
    effort: float | None
    dots: tuple[bool, ...]
    insights: int
    departments: tuple[Touch, ...]
    solutions: tuple[SolutionMark, ...]
    status: str


@dataclass(frozen=True, slots=True)
class OpportunitiesView:
    """All opportunities. ``sizes`` are the fewest and most insights of a bubble."""

    lead: str
    matrix: Drawing | None
    business: Drawing | None
    statuses: tuple[str, ...]
    first: tuple[ListRow, ...]
    rows: tuple[BacklogRow, ...]
    chain: tuple[BacklogRow, ...]


def opportunities(catalog: Catalog, _: str) -> Page:
    """The list of all opportunities."""
    every = in_order(catalog)
    rows = tuple(_row(catalog, entity, number) for number, entity in enumerate(every, 1))
    order = {entity.id: place for place, entity in enumerate(every)}
    statuses = tuple(
        status
        for status in ("in-progress", "open", "solved", "dismissed")
        if any(entity.fields.status == status for entity in every)
    )
    lead = _lead(catalog, every)
    view = OpportunitiesView(
        lead,
        _ordered(matrix(catalog), order),
        _complete(catalog, _ordered(matrix(catalog, business=True), order)),
        statuses,
        tuple(_first(catalog, entity) for entity in every if cheap(entity) and waiting(entity))[:MOST_FIRST],
        rows,
        tuple(row for row in rows if row.solutions),
    )
    title = catalog.words.phrase("opportunities.title")
    return Page("opportunities", "opportunities/", title, view, description=lead, section="opportunities/")


def in_order(catalog: Catalog) -> tuple[Entity[Opportunity], ...]:
    """All opportunities: those judged in full first, then by value to the customer."""
    every: tuple[Entity[Opportunity], ...] = catalog.all("opportunity")
    return tuple(sorted(every, key=_place))


def _place(entity: Entity[Opportunity]) -> tuple[int, float, str]:
    fields = entity.fields
    drawn = fields.customer_value is not None and fields.effort is not None
    rank = 2 if not drawn else 1 if fields.business_value is None else 0
    return rank, -(fields.customer_value or 0), entity.title


def cheap(entity: Entity[Opportunity]) -> bool:
    """Whether an opportunity is worth much and costs little."""
    fields = entity.fields
    return (fields.customer_value or 0) >= WORTH and fields.effort is not None and fields.effort <= CHEAP


def waiting(entity: Entity[Opportunity]) -> bool:
    """Whether there is still something to do."""
    return entity.fields.status in WAITING


def _ordered(drawing: Drawing, order: dict[str, int]) -> Drawing | None:
    """A matrix with its bubbles in order of the backlog, whose numbers they bear; None without bubbles."""
    figure = drawing.figure
    if not isinstance(figure, Matrix) or not figure.bubbles:
        return None
    pairs = sorted(zip(figure.bubbles, drawing.table.rows, strict=True), key=lambda pair: order[pair[0].id])
    table = FigureTable(drawing.table.columns, tuple(row for _, row in pairs))
    return replace(drawing, figure=replace(figure, bubbles=tuple(bubble for bubble, _ in pairs)), table=table)


def _complete(catalog: Catalog, drawing: Drawing | None) -> Drawing | None:
    """The second matrix with what the first one has, too, so that numbers are the same in both."""
    figure = drawing.figure if drawing else None
    if drawing is None or not isinstance(figure, Matrix):
        return None
    pairs = [
        (bubble, row)
        for bubble, row in zip(figure.bubbles, drawing.table.rows, strict=True)
        if (entity := catalog.opportunity(bubble.id)) and entity.fields.effort is not None
    ]
    if not pairs:
        return None
    good = [bubble for bubble, _ in pairs if bubble.x >= figure.x_max / 2 and bubble.y >= figure.y_max / 2]
    words = catalog.words
    told = words.counted(len(good), "matrix.told-business", all=words.number(len(pairs), 0))
    table = FigureTable(drawing.table.columns, tuple(row for _, row in pairs))
    return Drawing(
        replace(figure, bubbles=tuple(bubble for bubble, _ in pairs)), words.sentences(told), table
    )


def _row(catalog: Catalog, entity: Entity[Opportunity], number: int) -> BacklogRow:
    fields = entity.fields
    return BacklogRow(
        number,
        entity.title,
        entity.url,
        mended(catalog, entity),
        fields.customer_value,
        fields.business_value,
        fields.effort,
        dots(fields.effort),
        len(fields.insights),
        links(catalog.found("department", fields.departments)),
        solutions_of(catalog, entity.id),
        fields.status,
    )


def mended(catalog: Catalog, entity: Entity[Opportunity]) -> tuple[StepMark, ...]:
    """The steps that an opportunity mends, as they are today, the worst first."""
    steps = catalog.found("step", entity.fields.steps)
    return step_marks(catalog, (step for step in steps if not wished(catalog, step)))


def solutions_of(catalog: Catalog, id: str) -> tuple[SolutionMark, ...]:
    """What is or was built for an opportunity, what is alive first."""
    found = catalog.users("opportunity", id, "solution")
    return tuple(
        solution_mark(each) for each in sorted(found, key=lambda each: each.fields.status == "dropped")
    )


def _first(catalog: Catalog, entity: Entity[Opportunity]) -> ListRow:
    steps, words = mended(catalog, entity), catalog.words
    mends = words.counted(len(steps), "first.mends") if steps else words.phrase("first.stepless")
    if steps and steps[0].score:
        worst = words.signed(steps[0].score.score)
        mends = words.row(mends, words.plural(len(steps), "first.worst", score=worst))
    doing = _doing(catalog, entity)
    under = words.phrase("first.both", mends=mends, doing=doing) if doing else mends
    value = words.number(entity.fields.customer_value or 0, 0)
    return ListRow(entity.title, entity.url, under[:1].upper() + under[1:], side=value)


def _doing(catalog: Catalog, entity: Entity[Opportunity]) -> str:
    """What is done about an opportunity, or that nobody is on it."""
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
    good = [entity for entity in every if cheap(entity)]
    if not good:
        return words.sentences(whole)
    worth = words.counted(len(good), "opportunities.good")
    states = _states(words, [entity.fields.status for entity in good])
    return words.sentences(whole, words.phrase("pair", name=worth, value=states) if states else worth)


def _states(words: Wording, statuses: list[str]) -> str:
    """How many of the good ones are done, under way, and nobody's."""
    done, going, idle = (statuses.count(status) for status in ("solved", "in-progress", "open"))
    rest = "opportunities.rest" if done or going else "opportunities.idle"
    return words.listed(
        (
            words.counted(done, "opportunities.done") if done else "",
            words.counted(going, "opportunities.going") if going else "",
            words.counted(idle, rest) if idle else "",
        )
    )
