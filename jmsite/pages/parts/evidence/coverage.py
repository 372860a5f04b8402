"""The evidence coverage of a map: how many of its scores are measured, researched or assumed."""

from __future__ import annotations

from jmsite.model.readings import Point
from jmsite.model.value import Value


class Coverage(Value):
    """The scores of a map by what they rest on: ``backed`` is the share not assumed, the rest are parts of a bar."""

    measured: int
    researched: int
    assumed: int
    backed: float
    bars: tuple[tuple[str, float, float], ...]


def coverage(points: tuple[Point, ...]) -> Coverage | None:
    """Return how well a map's scores are backed; None where it has none."""
    if not points:
        return None
    counts = {
        basis: sum(point.basis == basis for point in points)
        for basis in ("measured", "researched", "assumed")
    }
    # percent: a gap, so that parts are told apart without colours; a part of a single score keeps half a percent
    gap, start = 0.8, 0.0
    bars = []
    for name, basis in (("value", "measured"), ("rest", "researched"), ("open", "assumed")):
        width = round(counts[basis] / len(points) * 100, 1)
        if width:
            bars.append((name, round(start, 1), round(max(width - gap, 0.5), 1)))
        start += width
    backed = (counts["measured"] + counts["researched"]) / len(points)
    return Coverage(
        measured=counts["measured"],
        researched=counts["researched"],
        assumed=counts["assumed"],
        backed=backed,
        bars=tuple(bars),
    )
