"""Tell whether a table is a map, and which way it runs: a row per stage or step, or stages across and lanes down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jmsite.importing.draft import NoJourneyError
from jmsite.importing.grids import CellGrid
from jmsite.importing.labels import CUSTOMER, FRAME, Words, plain_label
from jmsite.importing.likely_map import SOUGHT, because, is_likely_map
from jmsite.importing.table_rows import are_numbers
from jmsite.model.value import Value

DEEPEST = 20
"""Rows above the header of a sheet at most: a title, a persona, a day, a legend."""
_UNITS = ("stage", "step", "phase")
_OF_LANES = frozenset(
    ("lane", "lanes", "section", "sections", "swimlane", "row", "category", "bahn", "zeile", "ligne")
)
"""The headings above the labels of lanes, in tools that have them: stages stand beside it."""
_EXPERIENCE = frozenset(
    (
        "experience",
        "erlebnis",
        "expérience",
        "experiencia",
        "experiência",
        "опыт",
        "体验",
        "体験",
        "user experience",
    )
)
"""The label that maps give the row of emotions, and other tables what somebody has learnt: it counts for no map."""


class LongShape(Value):
    """A row per stage or step: the row of the header, and what each column is."""

    header: int
    columns: tuple[str, ...]


class WideShape(Value):
    """Stages across: the row of the stages, that of the steps or -1, the column of the lanes, and the first of stages.

    ``lanes`` are what each row is, ``kinds`` the column that says of which type a lane is, or -1.
    """

    stages: int
    steps: int
    labels: int
    first: int
    lanes: tuple[str, ...]
    kinds: int = -1


def why_none(grids: Iterable[CellGrid], words: Words, otherwise: str) -> NoJourneyError:
    """Return why none of several tables is a map: the lanes of the one that has most, or what was looked for."""
    best: set[str] = set()
    labels: Sequence[str] = ()
    for grid in grids:
        for some in (*grid.rows[:DEEPEST], *([grid.column(0)] if grid.width else [])):
            lanes = {lane for cell in some if (lane := words.lane(cell)) and lane not in FRAME}
            best, labels = (lanes, some) if len(lanes) > len(best) else (best, labels)
    # one of what people do or need tells nothing: any table has that
    if len(best) < 2 and not best & CUSTOMER:
        return NoJourneyError(otherwise, SOUGHT)
    reason = because(best, words.strange(labels), words.are_weak(labels))
    return NoJourneyError(reason, SOUGHT, near=True)


def long_shape(grid: CellGrid, words: Words) -> LongShape | None:
    """Return how a table with a row per stage or step is read; None where it is none."""
    best: LongShape | None = None
    score = 0
    for at, row in enumerate(grid.rows[:DEEPEST]):
        lanes = [words.lane(cell) for cell in row]
        named = {lane for lane in lanes if lane}
        if not _is_header(row, lanes, words) or len(grid.rows) - at < 2:
            continue
        if len(named) > score:
            below = [[one[column] for one in grid.rows[at + 1 :]] for column in range(len(row))]
            lanes = _named_steps(_with_experience(lanes, row, below), row, words)
            best, score = LongShape(header=at, columns=tuple(with_units(lanes, row))), len(named)
    return best


def _with_experience(
    lanes: Sequence[str], labels: Sequence[str], cells: Sequence[Sequence[str]]
) -> list[str]:
    """Return the lanes of what is known to be a map: what it calls experience is how people feel.

    Beside feelings in words, it is their score, or something else.
    """
    return [
        "emotion"
        if not lane and plain_label(label) in _EXPERIENCE and ("emotion" not in lanes or are_numbers(some))
        else lane
        for lane, label, some in zip(lanes, labels, cells, strict=True)
    ]


def _named_steps(lanes: Sequence[str], labels: Sequence[str], words: Words) -> list[str]:
    """Return the lanes of a table with a row per step, whose titles stand under `Name`, as databases have it."""
    if "stage" not in lanes or "step" in lanes:
        return list(lanes)
    at = next(
        (at for at, label in enumerate(labels) if lanes[at] in ("", "title") and words.is_name(label)), -1
    )
    return ["step" if place == at else lane for place, lane in enumerate(lanes)]


def _is_header(row: Sequence[str], lanes: Sequence[str], words: Words) -> bool:
    """Return whether a row names stages or steps and, with them, what is of the customer; and is of labels alone."""
    said = [cell for cell in row if cell]
    content = {lane for lane in lanes if lane and lane not in FRAME}
    unit = set(lanes) & {*_UNITS, "doing"} or (not row[0] or not lanes[0])
    return (
        bool(unit)
        and is_likely_map(content, words.strange(row), words.are_weak(row))
        and 2 * len([one for one in lanes if one]) >= len(said)
    )


def with_units(lanes: Sequence[str], row: Sequence[str]) -> list[str]:
    """Return what columns are: of phases alone, phases are the stages; the first column is, where nothing else is."""
    found = list(lanes)
    if "phase" in found and "stage" not in found:
        found[found.index("phase")] = "stage"
    elif "phase" in found and "step" not in found:
        found[found.index("stage")], found[found.index("phase")] = "step", "stage"
    if not set(found) & {"stage", "step"} and not found[0]:
        found[0] = "stage"
    # the first of two columns of one name has the titles: ids and numbers come behind
    for unit in ("stage", "step"):
        places = [at for at, lane in enumerate(found) if lane == unit]
        for at in places[1:]:
            found[at] = ""
    return found if any(row) else list(lanes)


def wide_shape(grid: CellGrid, words: Words) -> WideShape | None:
    """Return how a table with stages across is read; None where it is none."""
    for labels in range(min(2, grid.width - 2)):
        lanes = tuple(words.lane(cell) for cell in grid.column(labels))
        content = {lane for lane in lanes if lane and lane not in FRAME}
        kinds = _kinds_column(grid, labels)
        if kinds > 0:
            lanes = tuple(
                lane or words.lane(kind) for lane, kind in zip(lanes, grid.column(kinds), strict=True)
            )
            content |= {lane for lane in lanes if lane and lane not in FRAME}
        strange = words.strange(grid.column(labels))
        if not is_likely_map(content, strange, words.are_weak(grid.column(labels))):
            continue
        first = max(labels, kinds) + 1
        lanes = tuple(_with_experience(lanes, grid.column(labels), [row[first:] for row in grid.rows]))
        shape = _wide(grid, lanes, labels, first, kinds)
        if shape is not None:
            return shape
    return None


def _kinds_column(grid: CellGrid, labels: int) -> int:
    """Return the column beside the labels that says of which type a lane is, or -1."""
    heads = {row[labels + 1].casefold() for row in grid.rows[:DEEPEST] if len(row) > labels + 1}
    return labels + 1 if heads & {"type", "lane type", "typ"} else -1


def _are_over(grid: CellGrid, upper: int, lower: int, labels: int, first: int) -> bool:
    """Return whether a row without a name has the stages of the steps in the row below: some over several."""
    heads, steps = grid.rows[upper][first:], grid.rows[lower][first:]
    whole = all(heads) and all(steps) and not grid.rows[upper][labels] and not grid.rows[lower][labels]
    return whole and 1 < len(set(heads)) < len(heads) and len(set(steps)) == len(steps)


def _wide(grid: CellGrid, lanes: Sequence[str], labels: int, first: int, kinds: int) -> WideShape | None:
    begin = next(
        at
        for at, lane in enumerate(lanes)
        if lane and lane not in ("title", "persona", "scenario", "trigger")
    )
    named = [at for at, lane in enumerate(lanes) if lane in ("stage", "phase")]
    steps = next((at for at, lane in enumerate(lanes) if lane == "step"), -1)
    if steps < 0 and [lanes[at] for at in named] == ["phase", "stage"]:
        # in French a stage of ours is a phase, and what is below it a stage: `Phase` over `Étape`
        steps = named.pop()
    above = [
        at
        for at in range(begin)
        if sum(bool(cell) for cell in grid.rows[at][first:]) >= 1 and at not in named
    ]
    of_lanes = [at for at in above if plain_label(grid.rows[at][labels]) in _OF_LANES]
    if named:
        stages = named[0]
    elif of_lanes:
        stages = of_lanes[0]
    elif steps < 0 and len(above) > 1 and _are_over(grid, above[-2], above[-1], labels, first):
        stages, steps = above[-2], above[-1]
    elif above:
        stages = above[-1]
    else:
        stages = steps
    if stages < 0 or not any(grid.rows[stages][first:]):
        return None
    return WideShape(
        stages=stages,
        steps=steps if steps != stages else -1,
        labels=labels,
        first=first,
        lanes=tuple(lanes),
        kinds=kinds,
    )
