"""Where a journey may end: at the steps from which no drawn way leads further on."""

from __future__ import annotations

import pytest

from jmsite.data.events.plan import Plan

STRAIGHT = ((1,), (2,), ())


@pytest.mark.parametrize(
    ("plan", "seen", "ends"),
    [
        (Plan(ways=STRAIGHT), (0, 1, 2), (2,)),
        # the last that has events, though the map goes on
        (Plan(ways=STRAIGHT), (0, 1), (1,)),
        # without events lies between
        (Plan(ways=STRAIGHT), (0, 2), (2,)),
        # two ways that meet no more, and a way back
        (Plan(ways=((1, 2), (), ())), (0, 1, 2), (1, 2)),
        (Plan(ways=((1,), (2,), (0,))), (0, 1, 2), (2,)),
        # a moment at any time ends nothing, and does not go on
        (Plan(ways=(*STRAIGHT, ()), anytime=(3,)), (0, 1, 2, 3), (2,)),
        (Plan(ways=(*STRAIGHT, ()), anytime=(3,)), (0, 3), (0,)),
        (Plan(ways=(*STRAIGHT, ()), anytime=(3,)), (3,), ()),
        (Plan(ways=STRAIGHT), (), ()),
    ],
)
def test_a_journey_ends_where_no_way_leads_further_on(
    plan: Plan, seen: tuple[int, ...], ends: tuple[int, ...]
):
    assert plan.ends(seen) == ends
