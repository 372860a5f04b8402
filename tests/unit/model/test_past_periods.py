"""What is told of the past: under the ids of today, of each journey its own, and nothing of what is not seen now."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jmsite.model.change import Change, StatedValue
from jmsite.model.past import PastPeriod, PastScore, by_journey, with_current_ids, without_hidden
from jmsite.model.value import replace

SEEN: dict[str, dict[str, Any]] = {
    "journey": {"buy": 1},
    "stage": {"buy/find": 1},
    "step": {"buy/find/look": 1},
    "persona": {"anna": 1},
}


def period(*changes: Change, scores: tuple[PastScore, ...] = (), **more: Any) -> PastPeriod:
    return PastPeriod(
        name="2026-05", form="months", day=date(2026, 5, 1), changes=changes, scores=scores, **more
    )


def score(step: str = "buy/find/look", persona: str = "") -> PastScore:
    return PastScore(step=step, persona=persona, score=1.0)


def change(**more: Any) -> Change:
    said = {
        "what": "changed",
        "topic": "pain",
        "kind": "step",
        "id": "buy/find/look",
        "title": "I look",
        "journey": "buy",
    }
    return Change(**{**said, **more})


@pytest.mark.parametrize(
    ("step", "persona", "is_told"),
    [
        ("buy/find/look", "", True),
        ("buy/find/look", "anna", True),
        ("buy/find/look", "ben", False),
        ("buy/find/gone", "", False),
        ("buy/find/gone", "anna", False),
    ],
)
def test_a_score_is_told_where_its_step_and_its_persona_are_seen(step: str, persona: str, is_told: bool):
    one = score(step, persona)
    assert without_hidden(period(scores=(one,)), SEEN).scores == ((one,) if is_told else ())


@pytest.mark.parametrize(
    ("more", "is_told"),
    [
        ({}, True),
        ({"stage": "buy/find", "persona": "anna"}, True),
        ({"stage": "buy/anytime"}, True),
        ({"what": "removed"}, False),
        ({"id": "buy/find/gone"}, False),
        ({"journey": "rent"}, False),
        ({"stage": "buy/pay"}, False),
        ({"persona": "ben"}, False),
        ({"before": StatedValue(form="entity", kind="persona", id="anna")}, True),
        ({"before": StatedValue(form="entity", kind="persona", id="ben")}, False),
        ({"after": StatedValue(form="entity", kind="persona", id="ben")}, False),
        (
            {
                "after": StatedValue(
                    text="It is slow", details={"persona": (StatedValue(kind="persona", id="anna"),)}
                )
            },
            True,
        ),
        (
            {
                "after": StatedValue(
                    text="It is slow", details={"persona": (StatedValue(kind="persona", id="ben"),)}
                )
            },
            False,
        ),
    ],
)
def test_a_change_is_told_where_all_that_it_names_is_seen(more: dict[str, Any], is_told: bool):
    one = change(**more)
    assert without_hidden(period(one), SEEN).changes == ((one,) if is_told else ())


def test_nothing_tells_how_much_is_not_told():
    told = without_hidden(period(renamed=(("persona", "ben", "bea"),), others=3), SEEN)
    assert (told.renamed, told.others) == ((), 0)


def test_scores_stand_under_the_ids_that_steps_and_personas_have_since():
    first = period(scores=(score("a/b/c", "x"),))
    second = period(
        scores=(score("a/b/d", "y"),), renamed=(("step", "a/b/c", "a/b/d"), ("persona", "x", "y"))
    )
    third = period(scores=(score("a/b/e", "y"),), renamed=(("step", "a/b/d", "a/b/e"),))
    told = with_current_ids([first, second, third])
    assert [one.scores for one in told] == [(score("a/b/e", "y"),)] * 3
    # and not under one that something else was called by before
    other = replace(first, scores=(score("a/b/d"),))
    assert with_current_ids([other, period(renamed=(("step", "a/b/c", "a/b/d"),))])[0].scores == (
        score("a/b/d"),
    )


def test_a_journey_has_its_own_changes_and_scores_of_every_period():
    mine, theirs, nobodys = (
        change(),
        change(id="rent/ask/call", journey="rent"),
        change(kind="persona", id="anna", journey=""),
    )
    first = period(mine, theirs, nobodys, others=2)
    second = period(scores=(score(), score("swap/a/b")), renamed=(("persona", "a", "b"),))
    found = by_journey([first, second])
    assert {journey: [one.changes for one in periods] for journey, periods in found.items()} == {
        "swap": [(), ()],
        "buy": [(mine,), ()],
        "rent": [(theirs,), ()],
    }
    assert [one.scores for one in found["buy"]] == [(), (score(),)]
    assert {(one.others, one.renamed) for periods in found.values() for one in periods} == {(0, ())}
