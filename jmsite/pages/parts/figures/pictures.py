"""Pictures over many journeys, personas or opportunities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.entities.journey import Journey
from jmsite.model.figures import (
    Bubble,
    Comparison,
    CurvePoint,
    Drawing,
    FigureTable,
    HeatMap,
    Line,
    Matrix,
)
from jmsite.model.messages import Messages
from jmsite.model.readings import Point
from jmsite.pages.parts.figures.curve_and_trend import columns as heads
from jmsite.pages.parts.page.marks import mean, one_each
from jmsite.pages.parts.page.people import people
from jmsite.pages.parts.page.scores import end_words, ends_of, score_on_scale, spread

CORNERS = {
    "effort": ("first", "plan", "spare", "leave"),
    "business": ("loved", "first", "leave", "profit"),
}
"""The keys of the names of a matrix's corners, from the top left."""


def heat_map(catalog: Catalog, journey_id: str) -> Drawing:
    """Return how each persona feels in each stage of a journey."""
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
    rows, columns = tuple(mark.title for mark in who), tuple(stage.title for stage in stages)
    words, ends = catalog.words, ends_of(catalog, journey_id)
    figure = HeatMap(rows=rows, columns=columns, cells=cells, signs=words.signs, rtl=words.rtl, scale=ends)
    return _heat_drawing(catalog, journey_id, figure)


def _heat_drawing(catalog: Catalog, journey_id: str, figure: HeatMap) -> Drawing:
    """Return a heat map with its sentence: the coldest cell."""
    words = catalog.words
    rows, columns, cells = figure.rows, figure.columns, figure.cells
    found = {(row, column): score for row, column, score in cells}
    table = FigureTable(
        columns=("", *columns),
        rows=tuple(
            (
                name,
                *(
                    score_on_scale(catalog, found[row, column], journey_id) if (row, column) in found else ""
                    for column in range(len(columns))
                ),
            )
            for row, name in enumerate(rows)
        ),
    )
    if not cells:
        return Drawing(figure=figure, caption=words.phrase("heat.empty"), table=table)
    row, column, score = min(cells, key=lambda cell: cell[2])
    caption = words.phrase(
        "heat.told", who=rows[row], stage=columns[column], score=score_on_scale(catalog, score, journey_id)
    )
    return Drawing(figure=figure, caption=caption, table=table)


def comparison(catalog: Catalog, journey_id: str, personas: Iterable[str] = ()) -> Drawing | None:
    """Return the curves of a journey's personas, one over the other, with their gaps; None with fewer than two."""
    steps = catalog.journey_steps(journey_id)
    journey = catalog.journey(journey_id)
    wanted = tuple(personas) or (journey.fields.personas if journey else ())
    who = people(catalog, wanted)
    if len(who) < 2:
        return None
    points = tuple(
        CurvePoint(
            step=place,
            line=point.persona,
            score=point.score,
            basis=point.basis,
            word=point.word,
            n=point.n,
            low=point.low,
            high=point.high,
        )
        for place, step in enumerate(steps)
        for point in one_each(catalog.points(step.id))
        if point.persona in {mark.id for mark in who}
    )
    titles, lines = tuple(step.title for step in steps), tuple(mark.line for mark in who)
    return _compared(catalog, dict.fromkeys((line.id for line in lines), journey_id), titles, lines, points)


def _compared(
    catalog: Catalog,
    journeys: Mapping[str, str],
    steps: tuple[str, ...],
    lines: tuple[Line, ...],
    points: tuple[CurvePoint, ...],
) -> Drawing:
    """Return curves over the same steps with their gaps and the sentence about the widest; ``journeys`` says of which
    journey each line is.

    Journeys with different scales stand on one axis, each score on the scale of its author.
    """
    words = catalog.words
    gaps = _gaps(points)
    # a whole step of the scale is a gap that one should see; where there is none, the widest is marked all the same
    marked = tuple(gap for gap in gaps if gap[1] >= 1) or gaps[:1]
    first, last = journeys[lines[0].id], journeys[lines[-1].id]
    # then a distance has no unit, and both scores are told instead
    mixed = ends_of(catalog, first) != ends_of(catalog, last)
    table = FigureTable(
        columns=(*heads(words, "step"), *(line.title for line in lines)),
        rows=tuple(
            (title, *(_score(catalog, journeys[line.id], points, place, line.id, mixed) for line in lines))
            for place, title in enumerate(steps)
        ),
    )
    return Drawing(
        figure=Comparison(
            steps=steps,
            lines=lines,
            points=points,
            gaps=marked,
            signs=words.signs,
            rtl=words.rtl,
            scale=ends_of(catalog, first),
            ends=end_words(catalog, first)
            if end_words(catalog, first) == end_words(catalog, last)
            else ("", ""),
            other=ends_of(catalog, last) if mixed else None,
        ),
        caption=_widest(catalog, first, mixed, table, gaps),
        table=table,
    )


def _widest(
    catalog: Catalog, journey_id: str, mixed: bool, table: FigureTable, gaps: tuple[tuple[int, float], ...]
) -> str:
    """Return the sentence about the widest gap: how wide it is, or both scores where their scales are ``mixed``."""
    words = catalog.words
    if not gaps:
        return words.phrase("comparison.empty")
    place, size = gaps[0]
    step, *scores = table.rows[place]
    if mixed:
        return words.phrase("comparison.told-scales", step=step, first=scores[0], second=scores[-1])
    gap = words.number(spread(catalog.scale(journey_id), size), 1, 1)
    return words.phrase("comparison.told", step=step, gap=gap)


def _gaps(points: tuple[CurvePoint, ...]) -> tuple[tuple[int, float], ...]:
    """Return the distance between the highest and the lowest score of each step, widest first."""
    by_step: dict[int, list[float]] = {}
    for point in points:
        by_step.setdefault(point.step, []).append(point.score)
    wide = [(place, round(max(felt) - min(felt), 2)) for place, felt in by_step.items() if len(felt) > 1]
    # of equal gaps the earlier step first
    return tuple(sorted(wide, key=lambda gap: (-gap[1], gap[0])))


def _score(
    catalog: Catalog,
    journey_id: str,
    points: tuple[CurvePoint, ...],
    place: int,
    line: str,
    among: bool = False,
) -> str:
    here = (point.score for point in points if point.step == place and point.line == line)
    return next((score_on_scale(catalog, score, journey_id, among=among) for score in here), "")


def states(catalog: Catalog, journey: Entity[Journey], other: Entity[Journey]) -> Drawing:
    """Return a journey as it is against the same as it should be, stage by stage."""
    names = {
        stage.id.partition("/")[2]: stage.title
        for each in (journey, other)
        for stage in catalog.stages_of(each.id)
    }
    order = list(names)
    lines = tuple(
        Line(id=each.id, title=each.title, colour=colour, shape=shape)
        for each, colour, shape in ((journey, "var(--truth)", "circle"), (other, "var(--accent)", "square"))
    )
    points = tuple(
        CurvePoint(step=order.index(stage.id.partition("/")[2]), line=each.id, score=score, basis="assumed")
        for each in (journey, other)
        for stage in catalog.stages_of(each.id)
        if (score := _stage_mean(catalog, stage.id)) is not None
    )
    return _compared(catalog, {line.id: line.id for line in lines}, tuple(names.values()), lines, points)


def _stage_mean(catalog: Catalog, stage_id: str) -> float | None:
    felt: list[Point] = [point for step in catalog.steps_of(stage_id) for point in catalog.points(step.id)]
    return mean(felt)


def backlog(catalog: Catalog) -> tuple[Entity[Opportunity], ...]:
    """Return all opportunities: those judged in full first, then by value to the customer."""
    every: tuple[Entity[Opportunity], ...] = catalog.all("opportunity")
    return tuple(sorted(every, key=_place))


def _place(entity: Entity[Opportunity]) -> tuple[int, float, str]:
    fields = entity.fields
    drawn = fields.customer_value is not None and fields.effort is not None
    # what nobody has judged cannot be weighed against others, however much it promises
    rank = 2 if not drawn else 1 if fields.business_value is None else 0
    return rank, -(fields.customer_value or 0), entity.title


def matrix(catalog: Catalog, business: bool = False, keyed: bool = False) -> Drawing:
    """Return opportunities by value to the customer and effort, or by value to customer and to business.

    They are in order of the backlog, and bear its numbers; the sentence says so, unless a key beside it does.
    """
    bubbles = tuple(
        Bubble(
            id=entity.id,
            title=entity.title,
            x=x,
            y=fields.customer_value,
            # one without an insight is an idea, and has to be seen as well
            size=max(1, len(fields.insights)),
            status=fields.status,
            number=number,
        )
        for number, entity in enumerate(backlog(catalog), 1)
        for fields in (entity.fields,)
        if fields.customer_value is not None
        and (x := fields.business_value if business else fields.effort) is not None
    )
    words, measure = catalog.words, "business" if business else "effort"
    figure = Matrix(
        bubbles=bubbles,
        x_title=words.phrase(f"matrix.axis.{measure}"),
        y_title=words.phrase("matrix.axis.value"),
        x_max=100.0 if business else 5.0,
        y_max=100.0,
        corners=_corners(words, CORNERS[measure]),
        good="right" if business else "left",
        signs=words.signs,
    )
    rows = tuple(
        (
            bubble.title,
            words.number(bubble.number, 0),
            words.number(bubble.y, 0),
            words.number(bubble.x),
            words.number(bubble.size, 0),
            words.phrase(f"status.{bubble.status}"),
        )
        for bubble in bubbles
    )
    opportunity, insights, status = heads(words, "opportunity", "insights", "status")
    number = words.phrase("matrix.number")
    columns = (opportunity, number, figure.y_title, figure.x_title, insights, status)
    numbered = "" if keyed else words.phrase("matrix.numbered")
    caption = words.sentences(_first(words, figure, business), numbered)
    return Drawing(figure=figure, caption=caption, table=FigureTable(columns=columns, rows=rows))


def _corners(words: Messages, keys: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    one, two, three, four = (words.phrase(f"matrix.corner.{key}") for key in keys)
    return one, two, three, four


def _first(words: Messages, figure: Matrix, business: bool) -> str:
    half, every = figure.x_max / 2, words.number(len(figure.bubbles), 0)
    high = [bubble for bubble in figure.bubbles if bubble.y >= figure.y_max / 2]
    if business:
        good = sum(bubble.x >= half for bubble in high)
        return words.counted(good, "matrix.told-business", all=every)
    return words.plural(sum(bubble.x <= half for bubble in high), "matrix.told", all=every)
