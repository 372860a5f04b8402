"""Groups of few cases are marked, or hidden with those that would give them away by subtraction."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product
from pathlib import Path

from asking import ask_text
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.data.small_groups import protect_small_groups
from jmsite.model.readings import Measured, Series

DAY = date(2026, 5, 1)
FEW = 10


def of(n: int, **places: str) -> Measured:
    stage = places.get("stage", "")
    return Measured(day=DAY, value=float(n), n=n, journey="buy" if stage else None, **places)


def series(*parts: Measured) -> Series:
    whole = sum(one.n or 0 for one in parts)
    journey = Measured(day=DAY, value=1.0, n=whole, journey="buy")
    return Series(metric="m", total=(of(whole),), parts=(journey, *parts))


def shown(found: Series, by: str) -> dict[str, int]:
    return {getattr(one, by): one.n for one in found.parts if getattr(one, by) and one.n is not None}


def test_a_hidden_group_says_nothing_of_itself() -> None:
    found = protect_small_groups(
        series(of(3, stage="buy/a"), of(40, stage="buy/b"), of(50, stage="buy/c")), FEW, "hide"
    )
    hidden = next(one for one in found.parts if one.stage == "buy/a")
    assert (hidden.value, hidden.n, hidden.low, hidden.high, hidden.counts) == (None, None, None, None, ())
    assert hidden.small


def test_where_one_group_is_missing_from_a_sum_the_smallest_of_the_others_is_hidden_too() -> None:
    found = protect_small_groups(
        series(of(3, stage="buy/a"), of(40, stage="buy/b"), of(50, stage="buy/c")), FEW, "hide"
    )
    assert shown(found, "stage") == {"buy/c": 50}
    assert found.total[0].n == 93


def test_two_that_are_missing_protect_each_other_if_they_are_enough_together() -> None:
    parts = [of(6, stage="buy/a"), of(7, stage="buy/b"), of(50, stage="buy/c"), of(60, stage="buy/d")]
    assert shown(protect_small_groups(series(*parts), FEW, "hide"), "stage") == {"buy/c": 50, "buy/d": 60}
    parts[1] = of(2, stage="buy/b")
    assert shown(protect_small_groups(series(*parts), FEW, "hide"), "stage") == {"buy/d": 60}


def test_rows_that_say_nothing_of_their_stage_are_a_group_that_could_be_had_by_subtraction() -> None:
    whole = Measured(day=DAY, value=1.0, n=94, journey="buy")
    parts = (of(40, stage="buy/b"), of(50, stage="buy/c"))
    found = protect_small_groups(Series(metric="m", total=(of(94),), parts=(whole, *parts)), FEW, "hide")
    assert shown(found, "stage") == {"buy/b": 40, "buy/c": 50}  # 4 are no group that anybody is told of
    few = protect_small_groups(
        Series(metric="m", total=(of(94),), parts=(whole, *parts, of(4, persona="anna"))), FEW, "hide"
    )
    assert shown(few, "stage") == {"buy/c": 50}


def test_a_group_that_is_all_there_is_goes_with_what_is_around_it() -> None:
    found = protect_small_groups(series(of(3, stage="buy/a")), FEW, "hide")
    assert [one.n for one in (*found.total, *found.parts)] == [None, None, None]


def test_marked_groups_keep_their_values() -> None:
    found = protect_small_groups(series(of(3, stage="buy/a"), of(40, stage="buy/b")), FEW, "mark")
    assert [(one.n, one.small) for one in found.parts] == [(43, False), (3, True), (40, False)]


def test_nothing_changes_where_all_groups_are_large_enough() -> None:
    whole = series(of(30, stage="buy/a"), of(40, stage="buy/b"))
    assert protect_small_groups(whole, FEW, "hide") is whole


SIZES = st.lists(st.integers(0, 40), min_size=6, max_size=6)


@settings(max_examples=200, deadline=None)
@given(sizes=SIZES)
def test_no_sum_gives_away_a_group_of_few(sizes: list[int]) -> None:
    cells = {
        (stage, who): n
        for (stage, who), n in zip(product(("buy/a", "buy/b"), ("anna", "ben", "cleo")), sizes, strict=True)
        if n
    }
    sums: dict[tuple[str | None, str | None], int] = defaultdict(int)
    for (stage, who), n in cells.items():
        for key in product((stage, None), (who, None)):
            sums[key] += n
    made = [
        Measured(day=DAY, value=1.0, n=n, stage=stage, journey="buy" if stage else None, persona=who)
        for (stage, who), n in sums.items()
    ]
    found = protect_small_groups(
        Series(
            metric="m",
            total=tuple(one for one in made if not one.stage and not one.persona),
            parts=tuple(one for one in made if one.stage or one.persona),
        ),
        FEW,
        "hide",
    )
    told = {(one.stage, one.persona): one.n for one in (*found.total, *found.parts)}
    assert all(n is None or n >= FEW for n in told.values())
    for stage, who in told:
        for parts in (
            [key for key in told if who and stage is None and key[1] == who and key[0]],
            [key for key in told if stage and who is None and key[0] == stage and key[1]],
            [key for key in told if stage is None and who is None and key[0] and not key[1]],
            [key for key in told if stage is None and who is None and key[1] and not key[0]],
        ):
            missing = [sums[key] for key in (*parts, (stage, who)) if told[key] is None] if parts else []
            assert len(missing) != 1
            if parts and told[(stage, who)] is not None:
                assert not 0 < sum(missing) < FEW


def test_a_metric_hides_small_groups_of_its_file_whatever_it_counts(tmp_path: Path) -> None:
    rows = "".join(
        f"2026-05-03,{who},{score}\n"
        for who, n in (("anna", 3), ("ben", 12), ("cleo", 30))
        for score in [9] * n
    )
    checked = ask_text(tmp_path, "date,persona,value\n" + rows, "nps", persona="persona", min_n=5)
    assert {one.persona: one.n for one in checked.value.parts} == {"anna": None, "ben": None, "cleo": 30}
    assert not any(one.counts for one in checked.value.parts if one.small)


def test_dimensions_of_a_metrics_own_are_sums_each_for_itself(tmp_path: Path) -> None:
    rows = "".join(
        f"2026-05-03,{land},{age},9\n" * n
        for land, age, n in (
            ("Chile", "old", 3),
            ("Perú", "old", 20),
            ("Perú", "young", 15),
            ("Brasil", "young", 30),
        )
    )
    columns = {"by": {"Country": "land", "Age": "age"}, "min_n": 5}
    found = ask_text(tmp_path, "date,land,age,value\n" + rows, "nps", **columns).value
    sizes = {one.own[0]: one.n for one in found.parts}
    assert sizes == {
        ("Country", "Chile"): None,
        ("Country", "Perú"): 35,
        ("Country", "Brasil"): None,
        ("Age", "old"): 23,
        ("Age", "young"): 45,
    }
