"""What next: every opportunity by what it is worth and what it costs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.figures import Drawing, FigureTable, Matrix
from jmsite.model.page import Page
from jmsite.views.chain import SolutionMark, StepMark, solution_mark, step_marks, wished
from jmsite.views.facts import dots, links
from jmsite.views.figures import signed
from jmsite.views.parts import ListRow, Touch
from jmsite.views.pictures import matrix
from jmsite.views.sentences import few, listed, sentence

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
    return Page(
        "opportunities", "opportunities/", "What next", view, description=lead, section="opportunities/"
    )


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
    caption = sentence(f"{few(len(good))} of {len(pairs)} serve customers and the company alike")
    table = FigureTable(drawing.table.columns, tuple(row for _, row in pairs))
    return Drawing(replace(figure, bubbles=tuple(bubble for bubble, _ in pairs)), caption, table)


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
    steps = mended(catalog, entity)
    mends = f"Mends {few(len(steps), 'step')}" if steps else "Names no step"
    if steps and steps[0].score:
        mends += f", {signed(steps[0].score.score)}" + (" at worst" if len(steps) > 1 else "")
    building = [mark for mark in solutions_of(catalog, entity.id) if mark.status != "dropped"]
    doing = ""
    if not building:
        doing = "; nobody is on it" if entity.fields.status == "open" else ""
    elif building[0].day:
        doing = f"; {'shipped' if building[0].shipped else 'due in'} {building[0].day:%B %Y}"
    value = f"{entity.fields.customer_value:.0f}"
    return ListRow(entity.title, entity.url, mends + doing, side=value)


def _lead(catalog: Catalog, every: tuple[Entity[Opportunity], ...]) -> str:
    known = {id for entity in every for id in entity.fields.insights if catalog.insight(id)}
    whole = few(len(every), "opportunity", "opportunities")
    if known:
        whole += f" from {few(len(known), 'insight')}"
    good = [entity for entity in every if cheap(entity)]
    if not good:
        return sentence(whole)
    done = sum(entity.fields.status == "solved" for entity in good)
    going = sum(entity.fields.status == "in-progress" for entity in good)
    idle = sum(entity.fields.status == "open" for entity in good)
    states = listed(
        (
            f"{few(done)} {'is' if done == 1 else 'are'} done" if done else "",
            f"{few(going)} {'is' if going == 1 else 'are'} under way" if going else "",
            f"nobody is on {'the other ' if done or going else ''}{few(idle)} yet" if idle else "",
        )
    )
    verb = "is" if len(good) == 1 else "are"
    worth = f"{few(len(good))} {verb} worth much and {'costs' if len(good) == 1 else 'cost'} little"
    return f"{sentence(whole)} {sentence(f'{worth}: {states}' if states else worth)}"
