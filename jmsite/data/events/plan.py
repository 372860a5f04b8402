"""Read from a map which ways are drawn: from which step to which a case may go, and where the journey may end.

Steps are numbers here, their places among all of the journey.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from jmsite.model.catalog import Entity
from jmsite.model.entities.journey import Step
from jmsite.model.value import Value


class Plan(Value):
    """The ways of a map: ``ways`` are the steps that follow each step as it is drawn, nothing for ``anytime`` moments,
    which may come before and after any step; ``passed`` are steps that not everybody takes.
    """

    ways: tuple[tuple[int, ...], ...] = ()
    passed: tuple[int, ...] = ()
    anytime: tuple[int, ...] = ()

    def drawn(self, seen: Collection[int]) -> set[tuple[int, int]]:
        """Return from which to which of the steps with events a case may go, by ways that the map has.

        Steps without events lie between, and so may those that some people do not take.
        """
        stops = frozenset(seen) - frozenset(self.passed)
        walked = {(start, to) for start in seen for to in self._reached(start, stops) if to in seen}
        free = {(start, to) for start in seen for to in seen if start != to and {start, to} & {*self.anytime}}
        return walked | free

    def ends(self, seen: Collection[int]) -> tuple[int, ...]:
        """Return the steps with events from which no drawn way leads further on: there the journey may end."""
        along = [step for step in seen if step not in self.anytime]
        drawn = self.drawn(along)
        return tuple(sorted(set(along) - {start for start, to in drawn if to > start}))

    def _reached(self, start: int, stops: frozenset[int]) -> set[int]:
        reached, pending = set[int](), list(self.ways[start])
        while pending:
            at = pending.pop()
            if at not in reached:
                reached.add(at)
                pending += [] if at in stops else self.ways[at]
        return reached


def plan_of(
    steps: Sequence[Entity[Step]],
    moments: Sequence[Entity[Step]],
    personas: Collection[str],
    first_of: Callable[[str], str],
) -> Plan:
    """Return the ways of a journey with its steps, its moments at any time after them, and its personas.

    The following step comes next, unless a way on without a condition leads elsewhere. ``first_of`` is the first step
    of a stage, or a step itself.
    """
    place, last = {step.id: at for at, step in enumerate((*steps, *moments))}, len(steps) - 1
    ways = []
    for at, step in enumerate(steps):
        goals = [place[goal] for way in step.fields.next if (goal := first_of(way.to)) in place]
        # where each way on has a condition, none of them may hold
        follows = at < last and all(way.when for way in step.fields.next)
        ways.append(tuple(dict.fromkeys([*goals, at + 1] if follows else goals)))
    some = (
        at for at, step in enumerate(steps) if step.fields.personas and {*personas} - {*step.fields.personas}
    )
    return Plan(
        ways=(*ways, *((),) * len(moments)),
        passed=tuple(some),
        anytime=tuple(range(len(steps), len(steps) + len(moments))),
    )
