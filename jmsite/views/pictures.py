"""Pictures over many journeys, personas or opportunities."""

from __future__ import annotations

from collections.abc import Iterable

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.entities.journey import Journey
from jmsite.model.figures import (
    Bars,
    Bubble,
    Comparison,
    CurvePoint,
    Drawing,
    FigureTable,
    HeatMap,
    Line,
    Matrix,
)
from jmsite.model.readings import Point
from jmsite.views.figures import signed
from jmsite.views.parts import mean
from jmsite.views.people import people

BASES = ("measured", "researched", "assumed")
BASIS_COLOURS = ("var(--truth)", "var(--edge)", "var(--track)")


def heat_map(catalog: Catalog, journey_id: str) -> Drawing:
    """How each persona feels in each stage of a journey."""
    stages = catalog.stages_of(journey_id)
    points = [
        [point for step in catalog.steps_of(stage.id) for point in catalog.points(step.id)]
        for stage in stages
    ]
    who = people(catalog, (point.persona for stage in points for point in stage))
    cells = tuple(
        (row, column, score)
        for row, mark in enumerate(who)
        for column, stage in enumerate(points)
        if (score := mean(point for point in stage if point.persona == mark.id)) is not None
    )
    return heat_drawing(tuple(mark.title for mark in who), tuple(stage.title for stage in stages), cells)


def heat_drawing(
    rows: tuple[str, ...], columns: tuple[str, ...], cells: tuple[tuple[int, int, float], ...]
) -> Drawing:
    """A heat map with its sentence: the coldest cell."""
    found = {(row, column): score for row, column, score in cells}
    table = FigureTable(
        ("", *columns),
        tuple(
            (
                name,
                *(
                    signed(found[row, column]) if (row, column) in found else ""
                    for column in range(len(columns))
                ),
            )
            for row, name in enumerate(rows)
        ),
    )
    caption = "No score yet."
    if cells:
        row, column, score = min(cells, key=lambda cell: cell[2])
        caption = f"Lowest: {rows[row]} in {columns[column]} ({signed(score)})."
    return Drawing(HeatMap(rows, columns, cells), caption, table)


def comparison(catalog: Catalog, journey_id: str, personas: Iterable[str] = ()) -> Drawing | None:
    """The curves of a journey's personas, one over the other, with their gaps; None with fewer than two."""
    steps = catalog.journey_steps(journey_id)
    journey = catalog.journey(journey_id)
    wanted = tuple(personas) or (journey.fields.personas if journey else ())
    who = people(catalog, wanted)
    if len(who) < 2:
        return None
    points = tuple(
        CurvePoint(place, point.persona, point.score, point.basis, point.word, point.n, point.low, point.high)
        for place, step in enumerate(steps)
        for point in catalog.points(step.id)
        if point.persona in {mark.id for mark in who}
    )
    return compared(tuple(step.title for step in steps), tuple(mark.line for mark in who), points)


def compared(steps: tuple[str, ...], lines: tuple[Line, ...], points: tuple[CurvePoint, ...]) -> Drawing:
    """Curves over the same steps with their gaps and the sentence about the widest."""
    gaps = _gaps(points)
    marked = tuple(gap for gap in gaps if gap[1] >= 1) or gaps[:1]
    caption = "Nothing to compare: no step has two scores."
    if gaps:
        place, size = gaps[0]
        caption = f"They differ most at “{steps[place]}”, by {size:.1f}."
    table = FigureTable(
        ("Step", *(line.title for line in lines)),
        tuple(
            (title, *(_score(points, place, line.id) for line in lines)) for place, title in enumerate(steps)
        ),
    )
    return Drawing(Comparison(steps, lines, points, marked), caption, table)


def _gaps(points: tuple[CurvePoint, ...]) -> tuple[tuple[int, float], ...]:
    """The distance between the highest and the lowest score of each step, widest first."""
    by_step: dict[int, list[float]] = {}
    for point in points:
        by_step.setdefault(point.step, []).append(point.score)
    wide = [(place, round(max(felt) - min(felt), 2)) for place, felt in by_step.items() if len(felt) > 1]
    return tuple(sorted(wide, key=lambda gap: (-gap[1], gap[0])))


def _score(points: tuple[CurvePoint, ...], place: int, line: str) -> str:
    return next((signed(point.score) for point in points if point.step == place and point.line == line), "")


def states(catalog: Catalog, journey: Entity[Journey], other: Entity[Journey]) -> Drawing:
    """A journey as it is against the same as it should be, stage by stage."""
    names = {
        stage.id.partition("/")[2]: stage.title
        for each in (journey, other)
        for stage in catalog.stages_of(each.id)
    }
    order = list(names)
    lines = tuple(
        Line(each.id, each.title, colour, shape)
        for each, colour, shape in ((journey, "var(--truth)", "circle"), (other, "var(--accent)", "square"))
    )
    points = tuple(
        CurvePoint(order.index(stage.id.partition("/")[2]), each.id, score, "assumed")
        for each in (journey, other)
        for stage in catalog.stages_of(each.id)
        if (score := _stage_mean(catalog, stage.id)) is not None
    )
    return compared(tuple(names.values()), lines, points)


def _stage_mean(catalog: Catalog, stage_id: str) -> float | None:
    felt: list[Point] = [point for step in catalog.steps_of(stage_id) for point in catalog.points(step.id)]
    return mean(felt)


def matrix(catalog: Catalog, business: bool = False) -> Drawing:
    """Opportunities by value to the customer and effort, or by value to customer and to business."""
    entities: tuple[Entity[Opportunity], ...] = catalog.all("opportunity")
    bubbles = tuple(
        Bubble(entity.id, entity.title, x, fields.customer_value, max(1, len(fields.insights)), fields.status)
        for entity in entities
        for fields in (entity.fields,)
        if fields.customer_value is not None
        and (x := fields.business_value if business else fields.effort) is not None
    )
    titles = ("Value to the business", 100.0) if business else ("Effort", 5.0)
    corners = (
        ("Loved by customers", "Do first", "Leave for now", "Good for business")
        if business
        else ("Do first", "Plan", "When there is time", "Leave for now")
    )
    figure = Matrix(
        bubbles,
        titles[0],
        "Value to the customer",
        titles[1],
        100.0,
        corners,
        "right" if business else "left",
    )
    rows = tuple(
        (bubble.title, f"{bubble.y:.0f}", f"{bubble.x:g}", str(bubble.size), bubble.status)
        for bubble in bubbles
    )
    table = FigureTable(("Opportunity", "Value to the customer", titles[0], "Insights", "Status"), rows)
    return Drawing(figure, _first(figure), table)


def _first(figure: Matrix) -> str:
    half = figure.x_max / 2
    good = [
        bubble
        for bubble in figure.bubbles
        if bubble.y >= 50 and (bubble.x <= half) == (figure.good == "left")
    ]
    verb = "lies" if len(good) == 1 else "lie"
    return f"{len(good) or 'None'} of {len(figure.bubbles)} {verb} in “Do first”."


def evidence(catalog: Catalog, journey_id: str) -> Drawing | None:
    """What the scores of each stage rest on; None where there are none."""
    stages = catalog.stages_of(journey_id)
    points = [
        [point for step in catalog.steps_of(stage.id) for point in catalog.points(step.id)]
        for stage in stages
    ]
    counts = tuple(
        tuple(float(sum(point.basis == basis for point in felt)) for basis in BASES) for felt in points
    )
    total = sum(sum(row) for row in counts)
    if not total:
        return None
    parts = tuple(Line(basis, basis, colour) for basis, colour in zip(BASES, BASIS_COLOURS, strict=True))
    backed = sum(row[0] + row[1] for row in counts) / total
    rows = tuple((stage.title, *(f"{n:.0f}" for n in row)) for stage, row in zip(stages, counts, strict=True))
    caption = f"{backed:.0%} of the scores are measured or researched."
    figure = Bars(tuple(stage.title for stage in stages), counts, parts)
    return Drawing(figure, caption.replace("%", " %"), FigureTable(("Stage", *BASES), rows))
