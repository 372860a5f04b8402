"""Shapes of points as Vega draws them, by name and by the area that they are said to have."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import sqrt

from jmsite.charts.direct.marks import UnknownError
from jmsite.charts.direct.numbers import drawn, rounded

Corners = Sequence[tuple[float, float]]

TALL = 0.8660254037844386
"""Half of the square root of three: the height of a triangle whose half side is one."""
NUMBER = r"-?(?:\d+\.\d+|\d+)"
STEP = re.compile(rf"\s*([ML])\s*({NUMBER})\s*,\s*({NUMBER})|\s*(Z)")


def _cross(r: float) -> Corners:
    s = r / 2.5
    return (
        *((-r, -s), (-r, s), (-s, s), (-s, r), (s, r), (s, s)),
        *((r, s), (r, -s), (s, -s), (s, -r), (-s, -r), (-s, -s)),
    )


SHAPES: dict[str, Callable[[float], Corners]] = {
    "cross": _cross,
    "diamond": lambda r: ((-r, 0), (0, -r), (r, 0), (0, r)),
    "triangle-up": lambda r: ((0, -TALL * r), (-r, TALL * r), (r, TALL * r)),
    "triangle-down": lambda r: ((0, TALL * r), (-r, -TALL * r), (r, -TALL * r)),
    "triangle-right": lambda r: ((TALL * r, 0), (-TALL * r, -r), (-TALL * r, r)),
    "triangle-left": lambda r: ((-TALL * r, 0), (TALL * r, -r), (TALL * r, r)),
}


@lru_cache(maxsize=1024)
def symbol(shape: str, size: float) -> tuple[str, str]:
    """Return the tag of a point and what it says of its outline: a circle its radius, all others their path.

    Raises ``UnknownError`` for a shape that is not known here, or too small to have one.
    """
    r = sqrt(size) / 2
    if not rounded(r):
        raise UnknownError("a point without an outline")
    if shape == "circle":
        return "circle", f' r="{drawn(r)}"'
    if shape == "square":
        wide, side = drawn(r * 2), drawn(-r * 2)
        path = f"M{drawn(-r)},{drawn(-r)}h{wide}v{wide}h{side}Z"
    elif shape in SHAPES:
        path = f"M{'L'.join([f'{drawn(x)},{drawn(y)}' for x, y in SHAPES[shape](r)])}Z"
    else:
        path = _own(shape, r)
    return "path", f' d="{path}"'


def _own(shape: str, r: float) -> str:
    """Return a path of corners that a chart brings along, as large as is said."""
    steps = STEP.findall(shape)
    if not steps or STEP.sub("", shape).strip():
        raise UnknownError(f"a point as {shape}")
    return "".join([end or f"{to}{drawn(r * float(x))},{drawn(r * float(y))}" for to, x, y, end in steps])
