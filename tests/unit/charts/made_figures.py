"""Figures of every kind as Hypothesis makes them: gaps, one point, long names, six languages, tiny and huge numbers."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from jmsite.charts.curves import AREA
from jmsite.formats.messages import BabelMessages
from jmsite.model.alluvial import Alluvial, Knot, Strand
from jmsite.model.figures import (
    Bars,
    Bubble,
    Comparison,
    CurvePoint,
    EmotionCurve,
    Figure,
    FormerCurve,
    HeatMap,
    Line,
    Matrix,
    Sparkline,
    Trend,
    TrendPoint,
    WholeCurve,
)

LANGUAGES = st.sampled_from(
    [BabelMessages(language=name, phrases={}) for name in ("en", "de", "fr", "es", "ja", "ar")]
)
NAMES = st.one_of(
    st.sampled_from(
        [
            "",
            "Pay",
            "Was es kostet, wenn niemand fragt",
            "返品の理由",
            "أختار المقاس",
            "a < b & \"c\" 'd'",
            " ",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40),
)
SCORES = st.one_of(st.floats(-2, 2), st.sampled_from([-2.0, -1.0, 0.0, 0.5, 2.0, -0.0, 1 / 3]))
AMOUNTS = st.one_of(
    st.integers(0, 120).map(float),
    st.floats(0, 100),
    st.floats(-1e6, 1e6),
    st.floats(1e-9, 1e-3),
    st.floats(1e9, 1e15),
)
COLOURS = st.sampled_from([f"var(--series-{number})" for number in range(1, 9)])
DAYS = st.dates(date(1999, 1, 1), date(2031, 12, 31))
NEAR_DAYS = st.dates(date(2026, 1, 20), date(2026, 3, 10))
BASES = st.sampled_from(["measured", "researched", "assumed"])


@st.composite
def lines(draw: st.DrawFn, least: int = 0) -> tuple[Line, ...]:
    """Personas, as a chart knows them."""
    count = draw(st.integers(least, 6))
    shapes = st.sampled_from([*AREA])
    return tuple(
        Line(id=f"p{at}", title=draw(NAMES), colour=draw(COLOURS), shape=draw(shapes)) for at in range(count)
    )


SCALES = st.sampled_from([(-2.0, 2.0), (1.0, 5.0), (0.0, 10.0)])
ENDS = st.tuples(NAMES, NAMES) | st.just(("", ""))


@st.composite
def curve_points(draw: st.DrawFn, known: tuple[Line, ...], steps: int) -> tuple[CurvePoint, ...]:
    """Scores of some steps, now and then two of one."""
    if not known or not steps:
        return ()
    made = st.builds(
        CurvePoint,
        st.integers(0, steps - 1),
        st.sampled_from([line.id for line in known]),
        SCORES,
        BASES,
        NAMES,
        st.none(),
        st.none() | SCORES,
        st.none() | SCORES,
    )
    return tuple(draw(st.lists(made, max_size=12)))


@st.composite
def curves(draw: st.DrawFn) -> EmotionCurve:
    """Emotion curves, some with a ghost and moments of truth."""
    words, steps, known = draw(LANGUAGES), tuple(draw(st.lists(NAMES, max_size=7))), draw(lines())
    places = st.integers(0, max(len(steps) - 1, 0))
    ghost = tuple(draw(st.dictionaries(places, SCORES, max_size=5)).items())
    return EmotionCurve(
        steps=steps,
        lines=known,
        points=draw(curve_points(known, len(steps))),
        beside=draw(curve_points(known, len(steps))),
        ghost=ghost,
        truths=tuple(draw(st.lists(places, max_size=3, unique=True))),
        words=draw(st.booleans()),
        signs=words.signs,
        rtl=words.rtl,
        scale=draw(SCALES),
        ends=draw(ENDS),
    )


@st.composite
def former_curves(draw: st.DrawFn) -> FormerCurve:
    """Curves as they were, some points of which have moved."""
    curve = draw(curves())
    moved = draw(st.lists(st.sampled_from(curve.points), max_size=3)) if curve.points else []
    return FormerCurve(
        steps=len(curve.steps),
        lines=curve.lines,
        points=curve.points,
        moved=tuple((point.step, point.line, draw(SCORES)) for point in moved),
        rtl=curve.rtl,
    )


@st.composite
def whole_curves(draw: st.DrawFn) -> WholeCurve:
    """Whole journeys in one curve, some with clauses of a finding."""
    curve = draw(curves())
    pins = st.sampled_from([(point.step, point.line) for point in curve.points] or [(0, "")])
    stages = draw(st.lists(st.integers(0, 4), max_size=4))
    return WholeCurve(
        steps=curve.steps,
        lines=curve.lines,
        points=curve.points,
        stages=tuple(stages),
        pins=tuple(draw(st.lists(pins, max_size=3))),
        ghost=curve.ghost,
        signs=curve.signs,
        rtl=curve.rtl,
        scale=curve.scale,
    )


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Curves over each other."""
    words, steps, known = draw(LANGUAGES), tuple(draw(st.lists(NAMES, max_size=7))), draw(lines())
    gaps = st.tuples(st.integers(0, 7), st.floats(0, 4))
    points = draw(curve_points(known, len(steps)))
    return Comparison(
        steps=steps,
        lines=known,
        points=points,
        gaps=tuple(draw(st.lists(gaps, max_size=3))),
        signs=words.signs,
        rtl=words.rtl,
        scale=draw(SCALES),
        ends=draw(ENDS),
        other=draw(SCALES) if known and draw(st.booleans()) else None,
    )


@st.composite
def trends(draw: st.DrawFn) -> Trend:
    """Readings over months or over years, tiles as well."""
    words, known = draw(LANGUAGES), draw(lines())
    days = draw(st.sampled_from([DAYS, NEAR_DAYS]))
    amounts = draw(st.sampled_from([AMOUNTS, st.floats(40, 41), st.integers(0, 3).map(float)]))
    names = st.sampled_from(["", *(line.id for line in known)])
    bound = st.none() | amounts
    made = st.builds(TrendPoint, days, amounts, st.none(), bound, bound, names)
    return Trend(
        points=tuple(draw(st.lists(made, max_size=20))),
        title=draw(NAMES),
        unit=draw(st.sampled_from(["", "%", "€", "minutes", "a very long unit"])),
        target=draw(bound),
        baseline=draw(bound),
        ships=tuple(draw(st.lists(st.tuples(days, NAMES), max_size=4))),
        lines=known,
        small=draw(st.booleans()),
        signs=words.signs,
        months=draw(st.sampled_from([words.months, ()])),
    )


@st.composite
def heat_maps(draw: st.DrawFn) -> HeatMap:
    """Scores by row and column, some missing."""
    words = draw(LANGUAGES)
    rows, columns = (tuple(draw(st.lists(NAMES, max_size=5))) for _ in range(2))
    cell = st.tuples(st.integers(-1, 5), st.integers(-1, 5), SCORES)
    cells = tuple(draw(st.lists(cell, max_size=9)))
    told = tuple(draw(st.lists(NAMES, max_size=len(cells))))
    return HeatMap(rows=rows, columns=columns, cells=cells, words=told, signs=words.signs, rtl=words.rtl)


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Opportunities by two measures."""
    words = draw(LANGUAGES)
    wide, high = draw(st.tuples(st.sampled_from([5.0, 100.0, 0.0, 3.3]), st.sampled_from([100.0, 7.0])))
    status = st.sampled_from(["open", "in-progress", "solved", "dismissed"])
    bubble = st.builds(
        Bubble,
        NAMES,
        NAMES,
        st.floats(0, wide),
        st.floats(0, high),
        st.integers(0, 40),
        status,
        st.integers(0, 99),
    )
    corners = draw(st.tuples(NAMES, NAMES, NAMES, NAMES))
    bubbles = tuple(draw(st.lists(bubble, max_size=9)))
    return Matrix(
        bubbles=bubbles,
        x_title=draw(NAMES),
        y_title=draw(NAMES),
        x_max=wide,
        y_max=high,
        corners=corners,
        good=draw(st.sampled_from(["left", "right"])),
        signs=words.signs,
    )


@st.composite
def bars(draw: st.DrawFn) -> Bars:
    """Values by name, some in parts, some below zero."""
    words, parts = draw(LANGUAGES), draw(st.just(()) | lines(2))
    names = tuple(draw(st.lists(NAMES, max_size=6)))
    count = len(parts) or 1
    values = tuple(tuple(draw(AMOUNTS) for _ in range(count)) for _ in names)
    told = tuple(draw(st.lists(NAMES, max_size=len(names))))
    target = draw(st.none() | AMOUNTS)
    return Bars(
        names=names,
        values=values,
        parts=parts,
        unit=draw(st.sampled_from(["", "%"])),
        target=target,
        signs=words.signs,
        words=told,
    )


@st.composite
def sparklines(draw: st.DrawFn) -> Sparkline:
    """Journeys at a glance."""
    scores = tuple(draw(st.lists(st.none() | SCORES, max_size=12)))
    wide, high = draw(st.sampled_from([(320, 64), (620, 64)]))
    rises = draw(st.just(()) | st.tuples(*(st.floats(0, 2) for _ in scores)))
    highest = tuple(None if low is None else low + rise for low, rise in zip(scores, rises, strict=False))
    return Sparkline(scores=scores, wide=wide, high=high, rtl=draw(st.booleans()), highest=highest)


@st.composite
def alluvials(draw: st.DrawFn) -> Alluvial:
    """Threads over up to four columns, some of which end early."""
    count = draw(st.integers(1, 4))
    amounts = st.floats(0.1, 9).map(lambda n: round(n, 2))
    knots = tuple(
        Knot(
            id=f"{column}/{index}",
            title=draw(NAMES),
            column=column,
            weight=draw(amounts),
            loose=draw(st.just(0.0) | amounts),
            good=draw(st.booleans()),
        )
        for column in range(count)
        for index in range(draw(st.integers(0, 4)))
    )
    pairs = [(one.id, other.id) for one in knots for other in knots if one.column < other.column]
    some = draw(st.lists(st.sampled_from(pairs), max_size=8, unique=True)) if pairs else []
    strands = tuple(
        Strand(start=start, end=end, weight=draw(amounts), good=draw(st.booleans())) for start, end in some
    )
    return Alluvial(
        columns=tuple(draw(NAMES) for _ in range(count)),
        knots=knots,
        strands=strands,
        loose_words=draw(NAMES),
        rtl=draw(st.booleans()),
    )


KINDS: dict[str, st.SearchStrategy[Figure]] = {
    "Alluvial": alluvials(),
    "EmotionCurve": curves(),
    "WholeCurve": whole_curves(),
    "FormerCurve": former_curves(),
    "Sparkline": sparklines(),
    "Trend": trends(),
    "HeatMap": heat_maps(),
    "Comparison": comparisons(),
    "Matrix": matrices(),
    "Bars": bars(),
}
"""Figures of each kind of ours, by the names of their classes."""
