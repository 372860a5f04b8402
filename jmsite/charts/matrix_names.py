"""The places for the names of bubbles: beside them, or on a free place near by with a line to it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product

from jmsite.charts.labels import Box, first_free, shorten, width
from jmsite.charts.layers import Row
from jmsite.model.figures import Bubble, Matrix
from jmsite.model.value import Value

WIDE, HIGH = 760, 520
SIZE, PHONE = (
    14,
    29,
)  # how large words are at most where bubbles are named; on a phone, where all are numbered
NAMED = 10  # how many of the backlog are named, however little room there is
LINE = 1.2  # how far apart two lines of a name are, in its size
LONG = 340  # how wide a name is at most
SHORTER = (250, 180, 120)  # where it must be named all the same
CORNER = 20  # how far from the edge the name of a quadrant is
ABOVE = 40  # how far names may stand above the picture, whose best bubbles crowd at its upper edge
MEDIUM = 1.06  # how much wider words are in the medium weight than estimated
NEAR = (14, 22, 32, 44, 58, 74, 92, 112)  # how long lines are, rather short
FAR = (136, 164, 196, 232, 272, 320, 380)
TURNS = tuple(math.radians(15 * turn) for turn in sorted(range(-11, 13), key=abs))
MIDDLES = (
    Box(left=WIDE / 2 - 2, top=0, right=WIDE / 2 + 2, bottom=HIGH),
    Box(left=0, top=HIGH / 2 - 1, right=WIDE, bottom=HIGH / 2 + 1),
    Box(left=0, top=-2, right=WIDE, bottom=2),
)  # words rather not on them
ROOM = Box(left=2, top=-ABOVE, right=WIDE + 24, bottom=HIGH - 2)

Spot = tuple[float, float]
Path = tuple[Spot, Spot]
ALIGNS = ("left", "right", "center", "center", "left", "left", "right", "right")


class NamePlace(Value):
    """A place for words, the side at which they hold on, and the line from their bubble where they stand apart."""

    box: Box
    align: str
    line: Path | None = None


class _Taken:
    """Everything that words keep clear of: the names of quadrants and other words, bubbles, and lines."""

    def __init__(self, words: Sequence[Box], bubbles: Sequence[Box]) -> None:
        self.words = [*words]
        self.bubbles = [*bubbles]
        self.lines: list[Path] = []

    def add(self, place: NamePlace) -> None:
        self.words.append(place.box)
        if place.line:
            self.lines.append(place.line)

    def beside(self, bubble: Box, wide: float, high: float, over_bubbles: bool = False) -> NamePlace | None:
        """Return the first of the places beside a bubble that is free; rather one on no middle line."""
        places = [
            OUTSIDE if any(_crosses(line, box) for line in self.lines) else box
            for box in _beside(bubble, wide, high / 2)
        ]
        taken = self.words if over_bubbles else [*self.words, *self.bubbles]
        found = first_free(places, [*taken, *MIDDLES], ROOM) or first_free(places, taken, ROOM)
        return NamePlace(box=found[1], align=ALIGNS[found[0]]) if found else None

    def apart(
        self, bubble: Box, size: tuple[float, float], reach: float, over_bubbles: bool = False
    ) -> NamePlace | None:
        """Return a free place around a bubble, from which a line so long leads to it and runs over no words."""
        others = [] if over_bubbles else [box for box in self.bubbles if box is not bubble]
        every = [*self.words, *self.bubbles]
        for place in _around_it(bubble, *size, reach):
            line = place.line or ((0, 0), (0, 0))
            if not place.box.within(ROOM) or any(place.box.hits(box) for box in every):
                continue
            if any(_crosses(line, box) for box in (*self.words, *others)) or any(
                _meet(line, other) for other in self.lines
            ):
                continue
            if not any(_crosses(other, place.box) for other in self.lines):
                return place
        return None


OUTSIDE = Box(left=-2, top=-2, right=-1, bottom=-1)


def placed(figure: Matrix, bubbles: Sequence[Bubble], size: int = SIZE) -> tuple[list[Row], list[Row]]:
    """Return words beside bubbles, in order of the backlog; then the numbers within those that have no room for any.

    The first ten are named, apart from their bubble with a line to it where need be, and only over other bubbles where
    nothing else is free. The rest are named where there is room, and have their numbers elsewhere, as all on a phone.
    """
    around = {bubble.id: _around(figure, bubble) for bubble in bubbles}
    taken = _Taken(_named_already(figure, size), tuple(around.values()))
    # in the order of the backlog: where there is not room for all, the first are named
    ranked = sorted(bubbles, key=lambda bubble: (bubble.number, bubble.id))
    beside: list[Row] = []
    inside: list[Row] = []
    without: list[Bubble] = []
    for rank, bubble in enumerate(ranked):
        named = _named(bubble, around[bubble.id], taken, rank < NAMED) if size == SIZE else None
        if named:
            beside += _rows(figure, *named)
        else:
            without.append(bubble)
    for bubble in without:
        number = str(bubble.number)
        room = (width(number, size) * MEDIUM, size * 0.9)
        box = around[bubble.id]
        apart = (taken.apart(box, room, reach) for reach in NEAR[:4])
        place = taken.beside(box, *room) or next((found for found in apart if found), None)
        if place:
            taken.add(place)
            beside += _rows(figure, (number,), place)
        else:
            inside.append(_within(bubble, size))
    return beside, inside


def radius(size: int) -> float:
    """Return the radius of a bubble with so many insights: its area grows with them, and none is too small to see."""
    # 30 at most, or one bubble would cover a quadrant
    return round(6 + 5 * math.sqrt(min(max(size, 0), 30)), 2)


def _named(bubble: Bubble, box: Box, taken: _Taken, must: bool) -> tuple[tuple[str, ...], NamePlace] | None:
    """Return the title of a bubble, in one line or two, and its place; None where there is none, and need be none."""
    for lines, place in _offers(bubble, box, taken, must):
        if place:
            taken.add(place)
            return lines, place
    return None


def _offers(
    bubble: Bubble, box: Box, taken: _Taken, must: bool
) -> Iterator[tuple[tuple[str, ...], NamePlace | None]]:
    """Yield the ways in which a bubble can be named, the best first: whole and near, apart, shortened, over others."""
    whole = shorten(bubble.title, LONG, SIZE)
    forms = ((whole,), two) if (two := _halves(whole)) else ((whole,),)
    for lines in forms if must else forms[:1]:
        yield lines, taken.beside(box, *_size(lines))
    if not must:
        return
    for over_bubbles, reach in product((False, True), (*NEAR, *FAR)):
        for lines in forms:
            yield lines, taken.apart(box, _size(lines), reach, over_bubbles=over_bubbles)
    for over_bubbles in (False, True):
        for long in SHORTER:
            lines = (shorten(bubble.title, long, SIZE),)
            yield lines, taken.beside(box, *_size(lines), over_bubbles=over_bubbles)


def _size(lines: Sequence[str]) -> tuple[float, float]:
    """Return how wide and high the lines of a name are."""
    wide = max(width(line, SIZE) for line in lines) * MEDIUM
    return wide, SIZE * (1.3 + LINE * (len(lines) - 1))


def _halves(name: str) -> tuple[str, str] | None:
    """Return a name in two lines as long as each other as can be; None for one that is short, or one word."""
    ends = [at for at, letter in enumerate(name) if letter == " "]
    if not ends or width(name, SIZE) < 130:
        return None
    at = min(ends, key=lambda end: max(width(name[:end]), width(name[end + 1 :])))
    return name[:at], name[at + 1 :]


def _rows(figure: Matrix, lines: Sequence[str], place: NamePlace) -> Iterator[Row]:
    """Yield the lines of words where they hold on, on the scales of the figure, at their bubble."""
    box = place.box
    x = {"left": box.left, "right": box.right, "center": (box.left + box.right) / 2}[place.align]
    first = (box.top + box.bottom) / 2 - SIZE * LINE * (len(lines) - 1) / 2
    for at, line in enumerate(lines):
        across, up = _on_scales(figure, (x, first + SIZE * LINE * at))
        row = {"x": across, "y": up, "word": line, "align": place.align}
        if place.line and at == 0:
            (x1, y1), (x2, y2) = (_on_scales(figure, spot) for spot in place.line)
            row["line"] = {"x": x1, "y": y1, "x2": x2, "y2": y2}
        yield row


def _within(bubble: Bubble, size: int) -> Row:
    dark = bubble.status == "in-progress" and size == SIZE  # on a phone it is larger than its bubble
    ink = "var(--on-accent)" if dark else "var(--ink)"
    return {"x": bubble.x, "y": bubble.y, "word": str(bubble.number), "ink": ink}


def _on_scales(figure: Matrix, spot: Spot) -> Spot:
    return spot[0] / WIDE * (figure.x_max or 1), (1 - spot[1] / HIGH) * (figure.y_max or 1)


def _around(figure: Matrix, bubble: Bubble) -> Box:
    x, y = bubble.x / (figure.x_max or 1) * WIDE, HIGH - bubble.y / (figure.y_max or 1) * HIGH
    around = radius(bubble.size) + 1
    return Box(left=x - around, top=y - around, right=x + around, bottom=y + around)


def _beside(box: Box, wide: float, half: float) -> list[Box]:
    """Return places for words of half a height: right, left, above, below, and at the corners of right and left."""
    middle, in_reach = (box.left + box.right) / 2, (box.bottom - box.top) * 0.4
    right, left = box.right + 5, box.left - 5 - wide
    across = [
        right,
        left,
        middle - wide / 2,
        middle - wide / 2,
        *[right - in_reach] * 2,
        *[left + in_reach] * 2,
    ]
    level, above, below = (box.top + box.bottom) / 2 - half, box.top - 2 - 2 * half, box.bottom + 2
    down = [level, level, above, below, above + 4, below - 4, above + 4, below - 4]
    return [
        Box(left=x, top=y, right=x + wide, bottom=y + 2 * half) for x, y in zip(across, down, strict=True)
    ]


def _around_it(bubble: Box, wide: float, high: float, reach: float) -> Iterator[NamePlace]:
    """Yield places around a bubble with a line to it, those on its outer side first."""
    x, y = (bubble.left + bubble.right) / 2, (bubble.top + bubble.bottom) / 2
    rim = (bubble.right - bubble.left) / 2 - 1
    outward = 0.0 if x >= WIDE / 2 else math.pi
    for turn in TURNS:
        dx, dy = math.cos(outward + turn), math.sin(outward + turn)
        line = ((x + rim * dx, y + rim * dy), (x + (rim + reach) * dx, y + (rim + reach) * dy))
        yield _held(line, dx, dy, wide, high)


def _held(line: Path, dx: float, dy: float, wide: float, high: float) -> NamePlace:
    """Return the place of words that a line comes to: it meets the middle of the side that is turned to it."""
    x, y = line[1]
    # a line that is nearly upright meets words at their top or bottom, any other at their side
    if abs(dx) > 0.3:
        align, left, top = ("left", x + 3, y - high / 2) if dx > 0 else ("right", x - 3 - wide, y - high / 2)
    else:
        align, left, top = "center", x - wide / 2, y if dy > 0 else y - high
    return NamePlace(
        box=Box(left=left, top=top, right=left + wide, bottom=top + high), align=align, line=line
    )


def _crosses(line: Path, box: Box) -> bool:
    """Return whether a line runs through a box."""
    (x1, y1), (x2, y2) = line
    start, end = 0.0, 1.0
    for at, by, low, high in ((x1, x2 - x1, box.left, box.right), (y1, y2 - y1, box.top, box.bottom)):
        if by == 0:
            if not low < at < high:
                return False
            continue
        enter, leave = sorted(((low - at) / by, (high - at) / by))
        start, end = max(start, enter), min(end, leave)
    return start < end


def _meet(line: Path, other: Path) -> bool:
    """Return whether two lines cross."""
    (a, b), (c, d) = line, other
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(start: Spot, end: Spot, spot: Spot) -> bool:
    """Return on which side of a line a spot lies."""
    return (end[0] - start[0]) * (spot[1] - start[1]) > (end[1] - start[1]) * (spot[0] - start[0])


def _named_already(figure: Matrix, size: int) -> list[Box]:
    """Return where the names of the quadrants and of the upright axis stand."""
    title = width(f"{figure.y_title}  ↑", size) * MEDIUM
    boxes = [Box(left=-WIDE, top=-ABOVE, right=title, bottom=-ABOVE / 4)]
    for index, name in enumerate(figure.corners):
        left, middle = index % 2 * WIDE / 2 + 12, CORNER if index < 2 else HIGH - CORNER
        right = left + width(name, size) * MEDIUM
        boxes.append(Box(left=left, top=middle - size * 0.65, right=right, bottom=middle + size * 0.65))
    return boxes
