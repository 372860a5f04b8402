"""Threads from column to column: knots as bars, and what runs between them as ribbons as thick as it weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from jmsite.charts.axes import labels
from jmsite.charts.labels import shorten
from jmsite.charts.layers import IN_ORDER, WHO, Row, across, end, layer, picture, plainly, text, words_of
from jmsite.model.alluvial import Alluvial, Knot, Strand
from jmsite.model.value import Value

if TYPE_CHECKING:
    import altair as alt

PITCH, BAR = 236, 9
"""The distance of columns, and the width of a knot."""
FULL, MOST = 520.0, 12.0
"""The height of all that begins together, and that of one unit at most."""
LEAST, GAP = 19.0, 5.0
"""The least height of a knot, so that its words do not touch those of the next one, and the gap between two."""
HEAD, FOOT = 34, 4
LOOSE = 26
"""The length of the end of a thread that nobody takes up."""
SIZE = 13


class KnotPlace(Value):
    """The place of a knot, in pixels: its bar from ``top`` down, ``middle`` where its words are."""

    x: float
    top: float
    high: float
    middle: float


def alluvial(figure: Alluvial) -> alt.LayerChart:
    """Draw knots column by column, ribbons between them, and what ends early as a blunt end."""
    places, unit, high = _laid_out(figure)
    wide = PITCH * max(len(figure.columns), 1)
    x = across("x", wide, 0) if figure.rtl else across("x", 0, wide)
    y = across("y", high + FOOT, -HEAD)
    who = {line.id: f"{index}" for index, line in enumerate(figure.lines)}
    over = {"x": x, "y": y, "y2": end("low"), "description": WHO}
    layers = []
    ribbon = {**over, "order": IN_ORDER, "detail": words_of("name")}
    drawn = _ribbons(figure, places, unit, who)
    for name, fill, good in (("ribbons", "var(--track)", False), ("mended", "var(--emotion-p1)", True)):
        if rows := [row for row in drawn if row["good"] is good]:
            look = {"interpolate": "monotone", "fill": fill, "opacity": 0.6, "strokeWidth": 0}
            layers.append(layer(name, "area", rows, ribbon, **look))
    box = {**over, "x2": end("x2"), "fill": plainly("fill")}
    if rows := _ends(figure, places, unit, who):
        layers.append(layer("ends", "rect", rows, box))
    if rows := _bars(figure, places, who):
        layers.append(layer("bars", "rect", rows, box))
    words = _words(figure, places, unit, who)
    align = "right" if figure.rtl else "left"
    if words:
        said = {"x": x, "y": y, "description": WHO}
        layers.append(
            text("words", words, said, size=SIZE, fill="var(--ink)", align=align, dx=-8 if figure.rtl else 8)
        )
    heads: list[Row] = [
        {"x": column * PITCH, "y": 12 - HEAD, "word": title} for column, title in enumerate(figure.columns)
    ]
    layers.append(labels("heads", heads, {"x": x, "y": y}, align=align, fontWeight=600, size=SIZE))
    return picture(layers, wide, HEAD + high + FOOT)


def _laid_out(figure: Alluvial) -> tuple[dict[str, KnotPlace], float, float]:
    """Return where each knot stands, how high a unit of weight is, and how high the picture becomes."""
    first = sum(knot.weight for knot in figure.knots if knot.column == 0)
    unit = min(MOST, FULL / first) if first else MOST
    places: dict[str, KnotPlace] = {}
    most = LEAST
    for column in range(len(figure.columns)):
        top = 0.0
        for knot in _ordered(figure, column, places):
            high = max(2.0, knot.weight * unit)
            room = max(high, LEAST)
            places[knot.id] = KnotPlace(
                x=column * PITCH, top=top + (room - high) / 2, high=high, middle=top + room / 2
            )
            top += room + GAP
        most = max(most, top - GAP)
    return places, unit, most


def _ordered(figure: Alluvial, column: int, places: Mapping[str, KnotPlace]) -> list[Knot]:
    """Return the knots of a column by where what runs into them comes from, so that ribbons seldom cross."""
    sources: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for strand in figure.strands:
        if strand.start in places:
            sources[strand.end].append((places[strand.start].middle, strand.weight))
    knots = [knot for knot in figure.knots if knot.column == column]
    order = {knot.id: index for index, knot in enumerate(knots)}

    def height(knot: Knot) -> tuple[float, int]:
        found = sources[knot.id]
        total = sum(weight for _, weight in found)
        return sum(middle * weight for middle, weight in found) / total if total else 0.0, order[knot.id]

    return sorted(knots, key=height)


def _ribbons(
    figure: Alluvial, places: Mapping[str, KnotPlace], unit: float, who: Mapping[str, str]
) -> list[Row]:
    """Return four places along each ribbon, level where it begins and ends."""
    out: dict[str, float] = defaultdict(float)
    into: dict[str, float] = defaultdict(float)
    starts, ends = {}, {}
    # as their ends stand: ribbons that leave one knot do not cross each other then
    for strand in sorted(figure.strands, key=lambda one: places[one.end].middle):
        starts[strand] = places[strand.start].top + out[strand.start]
        out[strand.start] += strand.weight * unit
    for strand in sorted(figure.strands, key=lambda one: places[one.start].middle):
        ends[strand] = places[strand.end].top + into[strand.end]
        into[strand.end] += strand.weight * unit
    return [
        row
        for strand in figure.strands
        for row in _ribbon(strand, places, starts[strand], ends[strand], strand.weight * unit, who)
    ]


def _ribbon(
    strand: Strand,
    places: Mapping[str, KnotPlace],
    start: float,
    stop: float,
    thick: float,
    who: Mapping[str, str],
) -> list[Row]:
    name = f"{strand.start} {strand.end}"
    left, right = places[strand.start].x + BAR, places[strand.end].x
    rest = {"name": name, "good": strand.good, "who": who[name]}
    return [
        {"x": round(left + share * (right - left), 1), "y": round(y, 2), "low": round(y + thick, 2), **rest}
        # level at both ends, so that ribbons leave and meet their bars at a right angle
        for share, y in ((0, start), (0.3, start), (0.7, stop), (1, stop))
    ]


def _bars(figure: Alluvial, places: Mapping[str, KnotPlace], who: Mapping[str, str]) -> list[Row]:
    return [
        {
            "x": place.x,
            "x2": place.x + BAR,
            "y": round(place.top, 2),
            "low": round(place.top + place.high, 2),
            "fill": "var(--emotion-p2)" if knot.good else "var(--ink-2)",
            "who": who[knot.id],
        }
        for knot in figure.knots
        for place in (places[knot.id],)
    ]


def _ends(
    figure: Alluvial, places: Mapping[str, KnotPlace], unit: float, who: Mapping[str, str]
) -> list[Row]:
    """Return what ends at a knot though nobody has taken it up, at its foot."""
    return [
        {
            "x": place.x + BAR,
            "x2": place.x + BAR + LOOSE,
            "y": round(place.top + place.high - max(2.0, knot.loose * unit), 2),
            "low": round(place.top + place.high, 2),
            "fill": "var(--emotion-n1)",
            "who": who[knot.id],
        }
        for knot in figure.knots
        if knot.loose > 0
        for place in (places[knot.id],)
    ]


def _words(
    figure: Alluvial, places: Mapping[str, KnotPlace], unit: float, who: Mapping[str, str]
) -> list[Row]:
    """Return the name of each knot beside it, and beside what ends there that nobody is on it, if there is room."""
    rows: list[Row] = []
    for knot in figure.knots:
        place = places[knot.id]
        end = place.top + place.high - knot.loose * unit / 2
        two = bool(
            knot.loose and figure.loose_words and end - 9 >= LEAST / 2 + place.top and place.high >= 2 * LEAST
        )
        title = min(place.middle, end - LEAST) if two else place.middle
        rows.append(_word(knot.title, place, title, who[knot.id]))
        if two:
            rows.append(_word(figure.loose_words, place, end, who[knot.id], LOOSE))
    return rows


def _word(words: str, place: KnotPlace, middle: float, who: str, beyond: float = 0) -> Row:
    return {
        "x": place.x + BAR + beyond,
        "y": round(middle, 2),
        "word": shorten(words, PITCH - BAR - 24, SIZE),
        "who": who,
    }
