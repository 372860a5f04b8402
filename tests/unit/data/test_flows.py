"""From a log of events to how cases went: counts that can be made by hand, and what adds up whatever the log."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from logs import HEAD, flow, flow_in, written

from jmsite.data.events.plan import Plan
from jmsite.data.events.question import FunnelAsked
from jmsite.model.flow import JourneyFlow, StepFlow
from jmsite.model.wilson import wilson

SURVEYS = Path(__file__).parent.parent.parent / "corpora/surveys"
EXPECTED: dict[str, Any] = json.loads((SURVEYS / "expected.json").read_text("utf-8"))
STAGES = "visit|search|basket|paid"


def counts(found: JourneyFlow) -> dict[str, tuple[int, int, int]]:
    """By step how many reached it, went on, and were left there."""
    return {one.step: (one.n, one.on, one.left) for one in found.steps}


def ways(found: JourneyFlow) -> dict[str, int]:
    return {"".join(way.steps): way.cases for way in found.ways}


# -- what the corpus is known to say


def test_people_per_stage_are_those_of_the_corpus_in_order_and_in_any_order() -> None:
    expected = EXPECTED["events.csv"]
    in_order, ever = FunnelAsked(steps=(0, 1, 2, 3)), FunnelAsked(steps=(0, 1, 2, 3), in_order=False)
    found = flow_in(SURVEYS / "events.csv", STAGES, case="user", time="timestamp", funnels=(in_order, ever))
    after, any_order = (one.counts[0].counts for one in found.value.funnels)
    assert (
        dict(zip(STAGES.split("|"), after, strict=True))
        == (expected["users_per_stage_each_after_the_one_before"])
    )
    assert dict(zip(STAGES.split("|"), any_order, strict=True)) == expected["users_per_stage_in_any_order"]
    assert {one.step: one.n for one in found.value.steps} == expected["users_per_stage_in_any_order"]


def test_what_the_corpus_has_beside_its_stages_is_counted() -> None:
    expected, found = (
        EXPECTED["events.csv"],
        flow_in(SURVEYS / "events.csv", STAGES, case="user", time="timestamp"),
    )
    log = found.value.log
    assert (found.value.cases, log.rows - log.no_case) == (expected["users"], expected["rows_that_count"])
    assert log.no_case == expected["skipped"]["no user"]
    assert [name for name, _ in log.unmapped] == expected["not_a_stage"]
    assert (log.no_time, log.no_event, found.findings) == (0, 0, ())


def test_the_log_in_xes_says_what_the_corpus_knows() -> None:
    expected = EXPECTED["events.xes"]
    names = list(expected["cases_per_activity"])
    found = flow_in(SURVEYS / "events.xes", "|".join(names)).value
    assert {one.step: one.n for one in found.steps} == expected["cases_per_activity"]
    assert {" > ".join(way.steps): way.cases for way in found.ways} == expected["paths"]
    assert (found.cases, found.log.rows) == (expected["traces"], expected["events"])
    offer = next(one for one in found.steps if one.step == "Offer")
    assert (offer.left, offer.back) == (len(expected["not_accepted"]), 1)


def test_the_time_from_asking_to_accepting_is_that_of_the_corpus() -> None:
    expected = EXPECTED["events.xes"]["days_from_asking_to_accepting"]
    found = flow_in(SURVEYS / "events.xes", "Ask for a garden visit|Accept").value
    (transition,) = found.transitions
    assert transition.took is not None
    assert (transition.took.n, round(transition.took.median / 86_400, 2)) == (
        expected["n"],
        expected["median"],
    )


# -- small logs, counted by hand


def test_cases_go_on_or_are_left(tmp_path: Path) -> None:
    found = flow(tmp_path, written("abc", "abc", "ab", "a", "ac")).value
    assert counts(found) == {"a": (5, 4, 1), "b": (3, 2, 1), "c": (3, 0, 3)}
    assert ways(found) == {"abc": 2, "ab": 1, "a": 1, "ac": 1}
    assert [one.last for one in found.steps] == [False, False, True]


def test_a_share_has_wilsons_interval(tmp_path: Path) -> None:
    found = flow(tmp_path, written("abc", "abc", "ab", "a", "ac")).value
    b = found.steps[1]
    assert (b.low, b.high) == wilson(3, 5)


def test_coming_back_is_a_loop_and_two_events_in_a_row_are_one_visit(tmp_path: Path) -> None:
    found = flow(tmp_path, written("aabbc", "abab", "abc")).value
    assert [one.back for one in found.steps] == [1, 1, 0]
    assert ways(found) == {"abc": 2, "abab": 1}
    assert {(one.start, one.to): (one.cases, one.times) for one in found.transitions} == {
        ("a", "b"): (3, 4),
        ("b", "c"): (2, 2),
        ("b", "a"): (1, 1),
    }


def test_ways_that_the_map_does_not_have_are_told_from_those_it_has(tmp_path: Path) -> None:
    drawn = {
        (one.start, one.to): one.drawn
        for one in flow(tmp_path, written("abc", "ac", "abac")).value.transitions
    }
    assert drawn == {("a", "b"): True, ("b", "c"): True, ("a", "c"): False, ("b", "a"): False}


def test_steps_without_events_lie_between_those_with(tmp_path: Path) -> None:
    (transition,) = flow(tmp_path, written("ac", "ac")).value.transitions
    assert (transition.start, transition.to, transition.drawn) == ("a", "c", True)


def test_a_step_that_is_mapped_is_there_though_nobody_takes_it(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text(written("ac", "ac"), "utf-8")
    from asking import blob

    from jmsite.data.events import EventQuestion, flow_of
    from jmsite.model.entities.events import Events

    called = (("a", 0), ("put", 1), ("c", 2))
    events = Events.model_validate({"map": {"put": "b"}})
    question = EventQuestion(
        journey="buy", events=events, blob=blob(file), steps=("a", "b", "c"), called=called, mapped=(1,),
        plan=Plan(ways=((1,), (2,), ())),
    )  # fmt: skip
    found = flow_of(question).value
    assert [(one.step, one.n) for one in found.steps] == [("a", 2), ("b", 0), ("c", 2)]
    assert found.log.unused == ("put",)


def test_how_long_cases_stay_is_the_median_with_its_interval(tmp_path: Path) -> None:
    rows = [f"{case},2026-03-02T00:00Z,a\n{case},2026-03-02T{case:02}:00Z,b\n" for case in range(1, 8)]
    found = flow(tmp_path, HEAD + "".join(rows)).value
    stay = found.steps[0].stay
    assert stay is not None
    assert (stay.n, stay.median, stay.lower, stay.upper) == (7, 4 * 3600, 2.5 * 3600, 5.5 * 3600)
    # of seven values the smallest and the largest enclose the median with 98 %, the next ones with 88 %
    assert (stay.low, stay.high) == (3600, 7 * 3600)
    assert found.steps[1].stay is None


def test_few_times_have_no_interval(tmp_path: Path) -> None:
    stay = flow(tmp_path, written("ab", "ab")).value.steps[0].stay
    assert stay is not None
    assert (stay.median, stay.low, stay.high) == (3600, None, None)


def test_within_a_window_late_events_do_not_count_and_who_may_still_come_is_not_lost(tmp_path: Path) -> None:
    log = HEAD + (
        "1,2026-03-01T00:00Z,a\n1,2026-03-09T00:00Z,b\n"  # eight days later: too late
        "2,2026-03-02T00:00Z,a\n2,2026-03-04T00:00Z,b\n"
        "3,2026-03-08T00:00Z,a\n"  # two days before the log ends
        "4,2026-03-08T00:00Z,a\n4,2026-03-10T00:00Z,c\n"
    )
    found = flow(tmp_path, log, within="P7D", funnels=(FunnelAsked(),)).value
    first = found.steps[0]
    assert (first.n, first.on, first.left, first.open) == (4, 2, 1, 1)
    assert found.log.late == 1
    assert found.funnels[0].counts[0].counts == (4, 1, 0)
    # whoever has come to the end does not go on, however young the case
    assert (found.steps[2].left, found.steps[2].open) == (1, 0)


def test_the_window_of_a_funnel_begins_with_its_first_step(tmp_path: Path) -> None:
    log = HEAD + "1,2026-03-01T00:00Z,a\n1,2026-03-03T00:00Z,b\n1,2026-03-05T00:00Z,c\n"
    whole = flow(tmp_path, log, within="P3D", funnels=(FunnelAsked(steps=(0, 1, 2)),)).value
    assert whole.funnels[0].counts[0].counts == (1, 1, 0)


def test_personas_and_periods_are_told_apart(tmp_path: Path) -> None:
    log = (
        "case,time,event,segment\n"
        "1,2026-03-01T00:00Z,a,A\n1,2026-03-02T00:00Z,b,\n"
        "2,2026-03-05T00:00Z,a,B\n3,2026-04-05T00:00Z,a,A\n4,2026-04-05T00:00Z,a,Z\n"
    )
    found = flow(tmp_path, log, who={"a": "anna", "b": "ben"}, persona="segment").value
    told = {(one.persona, one.day and one.day.month): (one.cases, one.steps[0].left) for one in found.parts}
    assert told == {
        ("anna", None): (2, 1), ("ben", None): (1, 1), (None, 3): (2, 1), (None, 4): (2, 2),
        ("anna", 3): (1, 0), ("ben", 3): (1, 1), ("anna", 4): (1, 1),
    }  # fmt: skip
    assert found.log.nobody == ("Z",)


def test_small_groups_rare_ways_and_their_times_are_kept_back(tmp_path: Path) -> None:
    log = written(*["abc"] * 6, "ab", "ac")
    found = flow(tmp_path, log, min_n=3).value
    assert ways(found) == {"abc": 6}
    assert (found.other_ways, found.other_cases, found.few) == (2, 2, 1)
    assert {(one.start, one.to) for one in found.transitions} == {("a", "b"), ("b", "c")}


def test_a_group_cannot_be_had_by_subtraction(tmp_path: Path) -> None:
    rows = [f"{case},2026-03-01T00:00Z,a,{who}\n" for case, who in enumerate("AAAAABBBBBBCC")]
    found = flow(
        tmp_path, "case,time,event,who\n" + "".join(rows), min_n=5, persona="who",
        who={"a": "anna", "b": "ben", "c": "cleo"},
    ).value  # fmt: skip
    # all less Anna and Ben would be Cleo
    assert {one.persona for one in found.parts if one.persona} == {"ben"}


def test_ties_are_taken_in_the_order_of_the_log_and_counted(tmp_path: Path) -> None:
    log = HEAD + "1,2026-03-01,b\n1,2026-03-01,a\n2,2026-03-01,a\n2,2026-03-01,a\n"
    found = flow(tmp_path, log).value
    assert ways(found) == {"ba": 1, "a": 1}
    assert found.log.tied == 1


def test_rows_that_do_not_count_are_counted(tmp_path: Path) -> None:
    log = (
        HEAD + "1,2026-03-01,a\n,2026-03-01,a\n1,2026-03-01,\n1,soon,a\n1,,a\n"
        "2,2026-03-01,x\n2,2026-03-02,y\n3,2026-03-02,y\n"
    )
    log_counts = flow(tmp_path, log).value.log
    assert (log_counts.rows, log_counts.no_case, log_counts.no_event, log_counts.no_time) == (8, 1, 1, 2)
    assert (log_counts.not_times, log_counts.unmapped, log_counts.without) == (
        "soon",
        (("y", 2), ("x", 1)),
        2,
    )


@pytest.mark.parametrize(
    "time",
    [
        "2026-03-02T10:00:00Z", "2026-03-02T11:00+01:00", "2026-03-02 10:00:00 UTC", "1772445600", "1772445600000",
        "1772445600000000", "2026-03-02 10:00", "02.03.2026 10:00", "2 March 2026 10:00 AM", "2026/03/02 10:00:00",
        "02.03.2026 11:00 +0100",
    ],
)  # fmt: skip
def test_times_are_read_as_programs_and_people_write_them(tmp_path: Path, time: str) -> None:
    (transition,) = flow(tmp_path, f"{HEAD}1,{time},a\n1,2026-03-02T12:30:00Z,b\n").value.transitions
    assert transition.took is not None
    assert transition.took.median == 2.5 * 3600


def test_the_afternoon_is_twelve_hours_later(tmp_path: Path) -> None:
    log = f"{HEAD}1,3/14/2026 12:05 AM,a\n1,3/14/2026 1:05 PM,b\n"
    (transition,) = flow(tmp_path, log).value.transitions
    assert transition.took is not None
    assert transition.took.median == 13 * 3600


def test_a_zone_is_that_of_times_without_one_and_decides_the_period(tmp_path: Path) -> None:
    log = f"{HEAD}1,2026-04-01 00:30,a\n1,2026-03-31T23:00Z,b\n"
    found = flow(tmp_path, log, zone="Europe/Berlin").value
    (transition,) = found.transitions
    assert transition.took is not None
    assert transition.took.median == 1800
    assert [one.day for one in found.parts] == [date(2026, 4, 1)]


@pytest.mark.parametrize(("fields", "rule", "field"), [
    ({"case": "user"}, "data/missing-column", ("events", "case")),
    ({"zone": "Europe/Nowhere"}, "events/unknown-zone", ("events", "zone")),
    ({"dates": None}, "data/ambiguous-days", ("events",)),
])  # fmt: skip
def test_what_cannot_be_read_is_told_where_it_is_asked_for(
    tmp_path: Path, fields: dict[str, Any], rule: str, field: tuple[str, ...]
) -> None:
    found = flow(tmp_path, f"{HEAD}1,3/4/2026 10:00,a\n1,5/6/2026 10:00,b\n", **fields)
    (fault,) = found.findings
    assert (fault.rule, fault.entity, fault.field) == (rule, ("journey", "buy"), field)
    assert found.value.cases == 0


def test_an_empty_log_has_no_cases_and_no_traceback(tmp_path: Path) -> None:
    assert flow(tmp_path, HEAD).value == JourneyFlow(journey="buy")
    assert [one.rule for one in flow(tmp_path, "").findings] == ["data/unreadable"]


def test_parquet_and_json_say_what_csv_says(tmp_path: Path) -> None:
    import duckdb

    log = written("abc", "abc", "ab", "a", "ac", "abab")
    expected = flow(tmp_path, log).value
    csv = tmp_path / "log.csv"
    for name, form in (("log.parquet", "FORMAT parquet"), ("log.json", "FORMAT json")):
        with duckdb.connect() as connection:
            connection.execute(f"COPY (SELECT * FROM '{csv}') TO '{tmp_path / name}' ({form})")
        assert flow_in(tmp_path / name, "a|b|c").value == expected


# -- whatever the log


WAYS = st.lists(st.lists(st.tuples(st.sampled_from("abcx"), st.integers(0, 30)), max_size=8), max_size=12)


def visits(way: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The way of a case as it can be told by hand: by day, and of one day in the order of the log."""
    found: list[tuple[str, int]] = []
    for event, day in sorted((one for one in way if one[0] != "x"), key=lambda one: one[1]):
        if not found or found[-1][0] != event:
            found.append((event, day))
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=WAYS, window=st.none() | st.integers(1, 20))
def test_whoever_comes_goes_on_or_is_left_or_may_still_go_on(
    tmp_path: Path, cases: list[list[tuple[str, int]]], window: int | None
) -> None:
    begin = datetime(2026, 1, 1)
    rows = [
        f"{case},{begin + timedelta(days=day)},{event}\n"
        for case, way in enumerate(cases)
        for event, day in way
    ]
    within = None if window is None else f"P{window}D"
    found = flow(tmp_path, HEAD + "".join(rows), within=within).value
    kept = [[one for one in way if one[0] != "x"] for way in cases]
    firsts = [min(day for _, day in way) if way else 0 for way in kept]
    cut = [
        [one for one in way if window is None or one[1] - first <= window]
        for way, first in zip(kept, firsts, strict=True)
    ]
    told = [visits(way) for way in cut if way]
    assert found.cases == len(told)
    for step in found.steps:
        assert step.n == step.on + step.left + step.open
        assert step.n == sum(any(event == step.step for event, _ in way) for way in told)
        assert step.left + step.open == sum(way[-1][0] == step.step for way in told)
        assert step.begun == sum(way[0][0] == step.step for way in told)
        assert step.back == sum(Counter(event for event, _ in way)[step.step] > 1 for way in told)
    assert {way.steps: way.cases for way in found.ways} | _rest(found) == Counter(
        tuple(event for event, _ in way) for way in told
    )
    assert sum(step.left + step.open for step in found.steps) == found.cases
    assert _by_part(found.parts) == {one.step: (one.n, one.left, one.open) for one in found.steps}


def _rest(found: JourneyFlow) -> dict[tuple[str, ...], int]:
    """No ways but those that are told, of which there are few here."""
    assert found.other_ways == 0 or len(found.ways) >= 12
    return {}


def _by_part(parts: Any) -> dict[str, tuple[int, int, int]]:
    """What became of the cases of all periods together."""
    total: dict[str, list[int]] = {}
    for part in parts:
        for one in part.steps:
            _add(total.setdefault(one.step, [0, 0, 0]), one)
    return {step: (n, left, still) for step, (n, left, still) in total.items()}


def _add(total: list[int], one: StepFlow) -> None:
    total[0], total[1], total[2] = total[0] + one.n, total[1] + one.left, total[2] + one.open


SHOPS = (
    "case,time,event,country,amount\n"
    "1,2026-01-05T10:00,a,de,5\n1,2026-01-05T11:00,b,de,7\n2,2026-01-05T10:00,a,fr,9\n"
    "3,2026-01-06T10:00,a, DE ,90\n3,2026-01-06T12:00,c,de,1\n"
)


@pytest.mark.parametrize(
    ("where", "steps", "rows", "filtered"),
    [
        ({"country": "de"}, {"a": 2, "b": 1, "c": 1}, 4, 1),
        ({"country": {"not": "de"}}, {"a": 1}, 1, 4),
        ({"country": "de", "amount": {"min": 5, "max": 50}}, {"a": 1, "b": 1}, 2, 3),
        ({"time": {"min": "2026-01-06"}}, {"a": 1, "c": 1}, 2, 3),
    ],
)
def test_rows_of_a_log_count_by_conditions_as_those_of_readings(
    tmp_path: Path, where: dict[str, Any], steps: dict[str, int], rows: int, filtered: int
) -> None:
    found = flow(tmp_path, SHOPS, where=where)
    assert found.findings == ()
    assert {one.step: one.n for one in found.value.steps if one.n} == steps
    assert (found.value.log.rows, found.value.log.filtered) == (rows, filtered)


def test_a_condition_on_a_column_that_is_not_there_is_told_where_it_stands(tmp_path: Path) -> None:
    (wrong,) = flow(tmp_path, SHOPS, where={"contry": "de"}).findings
    assert (wrong.rule, wrong.field) == ("data/missing-column", ("events", "where", "contry"))
    assert wrong.hint == "did you mean 'country'?"
