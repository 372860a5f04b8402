"""Outlines of lines, areas and bars as Vega draws them, with its arithmetic, as the data of a path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import copysign, inf, isnan, nan

from jmsite.charts.direct.numbers import drawn, placed

PointXY = tuple[float, float]
Pieces = Sequence[Sequence[PointXY]]
Curve = Callable[[Sequence[PointXY], str], str]

# Vega's number: 1 - 0.551915024494, by which four curves come nearest to a circle
BEND = 0.448084975506
"""The distance of a curve's handles from its corner, as a share of the radius."""


def unbroken(places: Iterable[PointXY | None]) -> list[list[PointXY]]:
    """Return the pieces of a line that breaks where there is no place."""
    pieces: list[list[PointXY]] = [[]]
    for place in places:
        if place is None:
            pieces.append([])
        else:
            pieces[-1].append(place)
    return [piece for piece in pieces if piece]


def line(pieces: Pieces, curve: str) -> str:
    """Return the path of a line in its pieces; a piece of one place is a dot."""
    return "".join([CURVES[curve](piece, "M") + ("Z" if _lone(piece, curve) else "") for piece in pieces])


def _lone(piece: Sequence[PointXY], curve: str) -> bool:
    # d3 closes such a piece, or nothing of it would be drawn
    return len(piece) == 1 or (curve == "monotone" and len(_apart(piece)) == 1)


def area(above: Pieces, below: Pieces, curve: str) -> str:
    """Return the path around areas whose pieces are drawn forth above and back below."""
    draw = CURVES[curve]
    return "".join(
        [f"{draw(forth, 'M')}{draw(back[::-1], 'L')}Z" for forth, back in zip(above, below, strict=True)]
    )


def _straight(piece: Sequence[PointXY], first: str) -> str:
    return first + "L".join([f"{drawn(x)},{drawn(y)}" for x, y in piece])


def _monotone(piece: Sequence[PointXY], first: str) -> str:
    """Return a curve that never overshoots (Steffen, 1990), in the arithmetic of d3."""
    places = _apart(piece)
    begun = f"{first}{drawn(places[0][0])},{drawn(places[0][1])}"
    if len(places) < 3:
        return begun + "".join([f"L{drawn(x)},{drawn(y)}" for x, y in places[1:]])
    return begun + "".join(_bends(places, _slopes(places)))


def _bends(places: Sequence[PointXY], slopes: Sequence[float]) -> Iterator[str]:
    for index in range(len(places) - 1):
        (x0, y0), (x1, y1) = places[index], places[index + 1]
        third = (x1 - x0) / 3
        yield (
            f"C{drawn(x0 + third)},{drawn(y0 + third * slopes[index])},"
            f"{drawn(x1 - third)},{drawn(y1 - third * slopes[index + 1])},{drawn(x1)},{drawn(y1)}"
        )


def _apart(piece: Sequence[PointXY]) -> list[PointXY]:
    """Return the places without those that only repeat the one before."""
    return [place for at, place in enumerate(piece) if not at or place != piece[at - 1]]


def _slopes(places: Sequence[PointXY]) -> list[float]:
    inner = [_slope(*places[at : at + 3]) for at in range(len(places) - 2)]
    return [_end_slope(places[0], places[1], inner[0]), *inner, _end_slope(places[-2], places[-1], inner[-1])]


def _slope(before: PointXY, here: PointXY, after: PointXY) -> float:
    h0, h1 = here[0] - before[0], after[0] - here[0]
    # as d3 writes it: ``h0 || h1 < 0 && -0``
    s0 = _ratio(here[1] - before[1], h0 or (-0.0 if h1 < 0 else 0.0))
    s1 = _ratio(after[1] - here[1], h1 or (-0.0 if h0 < 0 else 0.0))
    p = _ratio(s0 * h1 + s1 * h0, h0 + h1)
    if isnan(s0) or isnan(s1) or isnan(p):
        return 0.0
    slope = (_sign(s0) + _sign(s1)) * min(abs(s0), abs(s1), 0.5 * abs(p))
    return 0.0 if isnan(slope) else slope


def _end_slope(one: PointXY, other: PointXY, slope: float) -> float:
    long = other[0] - one[0]
    return (3 * (other[1] - one[1]) / long - slope) / 2 if long else slope


def _sign(value: float) -> int:
    return -1 if value < 0 else 1


def _ratio(over: float, under: float) -> float:
    """Divide as JavaScript does, which knows what is over nothing."""
    if under:
        return over / under
    return nan if not over or isnan(over) else copysign(inf, over) * copysign(1, under)


CURVES: dict[str, Curve] = {"linear": _straight, "monotone": _monotone}


def bar(x: float, y: float, wide: float, high: float, round_by: float) -> str:
    """Return the path of a rectangle with rounded corners, whose numbers are not rounded before they are cleaned."""
    r = max(0, min(round_by, min(wide, high) / 2))
    if r <= 0:
        return f"M{placed(x)},{placed(y)}h{placed(wide)}v{placed(high)}h{placed(-wide)}Z"
    right, bottom, bend = x + wide, y + high, BEND * r
    steps = (
        ("M", x + r, y),
        ("L", right - r, y),
        ("C", right - bend, y, right, y + bend, right, y + r),
        ("L", right, bottom - r),
        ("C", right, bottom - bend, right - bend, bottom, right - r, bottom),
        ("L", x + r, bottom),
        ("C", x + bend, bottom, x, bottom - bend, x, bottom - r),
        ("L", x, y + r),
        ("C", x, y + bend, x + bend, y, x + r, y),
    )
    return "".join([step[0] + ",".join([placed(at) for at in step[1:]]) for step in steps]) + "Z"
