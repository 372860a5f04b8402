"""The clauses of a journey's finding, as flags over the points of its curve that show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Clause, Journey
from jmsite.model.value import Value, replace
from jmsite.pages.parts.figures.glance import points_at, sparkline

SHARE, LEAST = 0.25, 0.17
"""The width of a flag against the curve where nothing limits it, and that below which it cannot be read."""
MANY = 120
"""Steps from which on poles stand where a step begins, for there are names for so many halves."""


class Flag(Value):
    """A clause and its pole, in parts of the curve's width: ``first`` to ``last`` are those of the words.

    ``back``: the words stand before the pole. ``row`` counts from 1, at the top. ``url`` is the fragment of the step.
    """

    text: str
    url: str
    pole: int = 0
    first: int = 0
    last: int = 0
    row: int = 1
    back: bool = False


class Pinned(Value):
    """A clause with the point that shows it: the place of its step, and the persona."""

    clause: Clause
    place: int
    persona: str


class JourneyFinding(Value):
    """The finding of a journey: what stands in its head, and what stands at its curve, which is cut into ``parts``.

    ``lowest`` says where a journey without a finding is lowest.
    """

    text: str
    flags: tuple[Flag, ...] = ()
    parts: int = 0
    rows: int = 0
    lowest: str = ""


def finding_text(catalog: Catalog, fields: Journey) -> str:
    """Return a finding as it is read without the curve: as written, and its clauses as sentences."""
    texts = [clause.text for clause in fields.finding]
    return texts[0] if len(texts) == 1 else catalog.words.sentences(*texts)


def clauses_at_points(catalog: Catalog, entity: Entity[Journey]) -> tuple[Pinned, ...]:
    """Return the clauses that belong to a point of the curve, from its beginning to its end.

    A clause about a stage belongs to the step of it that feels worst; one that says no persona, to who feels worst.
    """
    steps = catalog.journey_steps(entity.id)
    found = []
    for clause in entity.fields.finding:
        felt = [
            (point.score, place, point.persona)
            for place, step in enumerate(steps)
            if clause.step and (step.id == clause.step or step.id.startswith(f"{clause.step}/"))
            for point in points_at(catalog, step, clause.persona or "")
        ]
        if felt:
            # of equal scores the earlier step: the finding is met where the curve first comes to it
            _, place, persona = min(felt)
            found.append(Pinned(clause=clause, place=place, persona=persona))
    return tuple(sorted(found, key=lambda one: one.place))


def finding(catalog: Catalog, entity: Entity[Journey]) -> JourneyFinding:
    """Return a journey's finding: one that is written as a whole for the head, clauses for the curve where they fit."""
    if not entity.fields.finding:
        small = sparkline(catalog, entity.id)
        return JourneyFinding(text="", lowest=small.caption if small else "")
    steps, pins = catalog.journey_steps(entity.id), clauses_at_points(catalog, entity)
    flags, parts = place_flags(pins, steps), _parts(len(steps))
    standing = {pin.clause for pin in pins}
    # what stands at the curve need not stand in the head again
    loose = tuple(clause for clause in entity.fields.finding if clause not in standing)
    text = finding_text(catalog, entity.fields.model_copy(update={"finding": loose})) if loose else ""
    rows = max((flag.row for flag in flags), default=0)
    return JourneyFinding(text=text, flags=flags, parts=parts, rows=rows)


def _parts(steps: int) -> int:
    """Return into how many parts the width of a curve is cut: halves of steps."""
    return steps if steps > MANY else 2 * steps


def place_flags(pins: Sequence[Pinned], steps: Sequence[Entity[Any]]) -> tuple[Flag, ...]:
    """Return the flags with room for their words, in the highest row where they clear those before them."""
    parts = _parts(len(steps))
    flags = [
        Flag(
            text=pin.clause.text,
            url=steps[pin.place].url.partition("#")[2],
            pole=pin.place if parts == len(steps) else 2 * pin.place + 1,
        )
        for pin in pins
    ]
    poles = [flag.pole for flag in flags]
    standing: dict[int, Flag] = {}
    for place in sorted(range(len(flags)), key=lambda place: _turn(poles[place], parts)):
        flag, others = flags[place], standing.values()
        free = (one for one in _ways(flag, poles, parts) if all(_clear(one, other) for other in others))
        # where there is no way, a row of its own under all others: words that an author wrote are never left out
        below = len(flags) + len(standing) + 1
        own_row = _placed(flag, below, flag.pole > parts / 2, max(1, round(SHARE * parts)))
        standing[place] = next(free, own_row)
    return tuple(standing[place] for place in range(len(flags)))


def _turn(pole: int, parts: int) -> tuple[bool, int]:
    """Return the turn of a flag: the last one is first where words stand before poles."""
    at_end = parts - pole < _least(parts)
    return not at_end, -pole if at_end else pole


def _least(parts: int) -> int:
    return max(1, round(LEAST * parts))


def _ways(flag: Flag, poles: Sequence[int], parts: int) -> Iterator[Flag]:
    """Yield where a flag may stand, the best first: high, behind its pole, and short of the next pole."""
    most, least = max(1, round(SHARE * parts)), _least(parts)
    # a near row before a wide flag: words that are broken still stand at the point that they are about
    for row in range(1, len(poles) + 1):
        for back in (False, True):
            edge = flag.pole if back else parts - flag.pole
            near = [
                abs(pole - flag.pole) for pole in poles if pole != flag.pole and (pole < flag.pole) == back
            ]
            short = min([one for one in near if one >= least], default=most)
            yield from (
                _placed(flag, row, back, wide) for wide in range(min(most, edge, short), least - 1, -1)
            )


def _clear(one: Flag, other: Flag) -> bool:
    """Return whether neither the words of two flags meet, nor a pole runs through words below its own."""
    if one.row == other.row and one.first < other.last and other.first < one.last:
        return False
    if other.row <= one.row and one.first < other.pole < one.last:
        return False
    return not (one.row <= other.row and other.first < one.pole < other.last)


def _placed(flag: Flag, row: int, back: bool, wide: int) -> Flag:
    first = flag.pole - wide if back else flag.pole
    return replace(flag, row=row, back=back, first=first, last=first + wide)
