"""Whether something helped: against statsmodels, against ruptures, and against the truth in simulations."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.power import NormalIndPower, TTestIndPower

from jmsite.data.interrupted_series import InterruptedAsk, ask_of, fit_interruption, terms
from jmsite.data.turns import turns
from jmsite.model.effects import Interrupted
from jmsite.model.page import Link
from jmsite.model.readings import Measured, Series
from jmsite.model.value import replace
from jmsite.pages.parts.metrics import clear_change as decided
from jmsite.pages.parts.metrics.clear_change import chance, change, detectable, sides
from jmsite.pages.parts.metrics.effects import Effect, allowed, answer, judged

START = date(2024, 1, 1)


def made(
    chance: random.Random, count: int, effect: float = 0.0, half: float | None = None, slope: float = 0.0
) -> tuple[Series, date]:
    """Monthly readings of something that goes up by ``slope`` each month and by ``effect`` half way."""
    day = START + timedelta(days=30 * (count // 2))
    readings = []
    for at in range(count):
        value = 50 + slope * at + (effect if at >= count // 2 else 0.0) + chance.gauss(0, 1)
        ends = (None, None) if half is None else (value - half, value + half)
        readings.append(Measured(day=START + timedelta(days=30 * at), value=value, low=ends[0], high=ends[1]))
    return Series(metric="m", total=tuple(readings)), day


def verdict(series: Series, day: date) -> bool | None:
    return told(series, day)[0]


def told(series: Series, day: date, overlapped: bool = False) -> tuple[bool | None, str]:
    """Return whether a metric is told to be better, and the key of the sentence that answers whether it helped."""
    before, after = sides(series.total, day)
    ask = ask_of(series, day)
    study = fit_interruption(ask) if ask else None
    history = tuple(one for one in series.total if one.day <= before[-1].day)
    moved = judged(before, after, 2, "higher", study, history)
    also = (Link(title="Another", url="another/"),) if overlapped else ()
    weighed = study is not None and study.seasonal
    effect = Effect(
        title="M", url="m/", unit="", words="", change=moved, count=len(before), weighed=weighed, also=also
    )
    return moved.better, answer(Keys(), (effect,))  # type: ignore[arg-type]


class Keys:
    """Words of which the test needs to know only which they are."""

    def counted(self, _: int, key: str) -> str:
        return key

    def phrase(self, key: str) -> str:
        return key

    def sentences(self, *parts: str) -> str:
        return " ".join(parts)


def test_a_metric_that_tells_nothing_makes_no_answer_less_sure():
    better = decided.Difference(amount=3, digits=1, up=True, better=True)
    known = Effect(title="M", url="m/", unit="", words="", change=better, count=24, weighed=True)
    empty = Effect(title="E", url="e/", unit="", words="")
    for moved in ((known,), (known, empty)):
        assert answer(Keys(), moved) == "solution.all.better"  # type: ignore[arg-type]
    assert answer(Keys(), (known, replace(known, weighed=False))) == "solution.perhaps.better"  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "waves"), [(23, 0), (24, 1), (35, 1), (36, 2)])
def test_two_years_of_readings_tell_a_wave_a_year_and_three_a_second_one(count: int, waves: int):
    readings = tuple((START + timedelta(days=round(365.25 / 12 * at)), 50.0) for at in range(count))
    found = terms(InterruptedAsk(readings=readings, day=readings[count // 2][0]))
    assert found.shape == (count, 4 + 2 * waves)


def test_the_change_is_that_of_statsmodels_and_no_surer_than_newey_and_west():
    series, day = made(random.Random(1), 30, effect=3)
    ask = ask_of(series, day)
    found = fit_interruption(ask) if ask else None
    assert ask is not None
    assert found is not None
    rows, values = terms(ask), np.array([value for _, value in ask.readings])
    errors = {"maxlags": math.floor(4 * (30 / 100) ** (2 / 9)), "use_correction": True}
    fitted = OLS(values, rows).fit(cov_type="HAC", cov_kwds=errors, use_t=True)
    contrast = np.zeros(rows.shape[1])
    contrast[2:4] = rows[15:, 2:4].mean(axis=0)
    told = fitted.t_test(contrast)
    assert found.change == pytest.approx(told.effect[0], abs=1e-9)
    low, high = told.conf_int()[0]
    assert found.low <= low + 1e-9
    assert found.high >= high - 1e-9
    assert (found.points, found.seasonal) == (30, True)


def test_a_slope_and_a_season_are_no_effect():
    chance_ = random.Random(2)
    days = [START + timedelta(days=7 * at) for at in range(130)]
    values = [
        20 + 0.1 * at + 9 * math.sin(2 * math.pi * day.timetuple().tm_yday / 365.25)
        for at, day in enumerate(days)
    ]
    readings = tuple((day, value + chance_.gauss(0, 1)) for day, value in zip(days, values, strict=True))
    none = fit_interruption(InterruptedAsk(readings=readings, day=days[100]))
    assert none is not None
    assert none.seasonal
    assert not none.clear
    moved = tuple((day, value - 8 * (day >= days[100])) for day, value in readings)
    found = fit_interruption(InterruptedAsk(readings=moved, day=days[100]))
    assert found is not None
    assert found.clear
    assert found.low < -8 < found.high


def test_with_few_readings_or_no_noise_nothing_is_worked_out():
    series, day = made(random.Random(3), 14)
    assert ask_of(series, day) is None
    same = tuple((START, 1.0) for _ in range(20))
    assert fit_interruption(InterruptedAsk(readings=same, day=START)) is None


@pytest.mark.parametrize("half", [None, 1.96], ids=["scatter", "intervals"])
@pytest.mark.parametrize("count", [12, 24])
def test_where_nothing_happened_one_cannot_tell_in_94_of_100_and_a_big_effect_is_found(count, half):
    chance_, times = random.Random(4), 300
    found = [verdict(*made(chance_, count, half=half)) for _ in range(times)]
    assert found.count(None) >= 0.94 * times
    seen = [verdict(*made(chance_, count, effect=6, half=half)) for _ in range(times // 5)]
    assert seen.count(True) >= 0.9 * len(seen)
    assert seen.count(False) == 0


def test_a_trend_alone_does_not_pass_for_an_effect():
    chance_ = random.Random(5)
    found = [verdict(*made(chance_, 24, slope=0.8)) for _ in range(100)]
    assert found.count(None) >= 90


def monthly(
    chance: random.Random, count: int, after: int, effect: float = 0.0, slope: float = 0.0, season: float = 0.0,
    half: float | None = None,
) -> tuple[Series, date]:  # fmt: skip
    """Readings of months that differ by 1 among themselves, however many answered, with what happened in them."""
    days = [date(2023 + at // 12, at % 12 + 1, 1) for at in range(count)]
    begins, readings = chance.random() * 2 * math.pi, []
    for at, day in enumerate(days):
        value = 50 + slope * at + season * math.sin(2 * math.pi * at / 12 + begins) + chance.gauss(0, 1)
        value += effect if at >= count - after else 0.0
        ends = (None, None) if half is None else (value - half, value + half)
        readings.append(Measured(day=day, value=value, low=ends[0], high=ends[1]))
    return Series(metric="m", total=tuple(readings)), days[-after]


YES, NO = "solution.all.better", "solution.all.worse"
NOTHING = [
    {"count": 12, "after": 1}, {"count": 12, "after": 2}, {"count": 12, "after": 3},
    {"count": 12, "after": 1, "half": 0.3}, {"count": 12, "after": 3, "half": 0.3},
    {"count": 12, "after": 6, "half": 0.3}, {"count": 24, "after": 8, "half": 0.3},
    {"count": 12, "after": 6, "slope": 1.0}, {"count": 24, "after": 8, "slope": 1.0},
    {"count": 12, "after": 6, "season": 3.0}, {"count": 18, "after": 8, "season": 3.0},
    {"count": 24, "after": 8, "season": 3.0}, {"count": 36, "after": 12, "season": 3.0, "slope": -0.5},
]  # fmt: skip


@pytest.mark.parametrize("case", NOTHING, ids=str)
def test_where_it_did_nothing_a_plain_yes_or_no_is_hardly_ever_said(case):
    chance_, times = random.Random(8), 80
    said = [told(*monthly(chance_, **case))[1] for _ in range(times)]
    assert said.count(YES) + said.count(NO) <= 0.06 * times


@pytest.mark.parametrize("case", [one for one in NOTHING if not {"slope", "season"} & set(one)], ids=str)
def test_where_nothing_moves_but_by_chance_nothing_is_told_to_have_moved(case):
    """However narrow the intervals are: months differ by more than by who happened to answer."""
    chance_, times = random.Random(9), 100
    moved = [told(*monthly(chance_, **case))[0] for _ in range(times)]
    assert moved.count(None) >= 0.9 * times


def test_a_plain_yes_takes_two_years_a_clear_change_and_nothing_else_that_shipped():
    chance_ = random.Random(10)
    series, day = monthly(chance_, 36, 12, effect=8.0, season=3.0)
    assert told(series, day) == (True, YES)
    assert told(series, day, overlapped=True) == (True, "solution.perhaps.better")
    assert told(*monthly(chance_, 36, 12, effect=-8.0, season=3.0)) == (False, NO)
    assert told(*monthly(chance_, 12, 6, effect=8.0)) == (True, "solution.perhaps.better")
    assert told(*monthly(chance_, 12, 6, effect=-8.0)) == (False, "solution.perhaps.worse")
    # two readings are told by how all earlier ones scatter, where there are six of these
    assert told(*monthly(chance_, 12, 2, effect=8.0)) == (True, "solution.perhaps.better")
    assert told(*monthly(chance_, 9, 2, effect=-8.0)) == (False, "solution.perhaps.worse")
    assert told(*monthly(chance_, 7, 2, effect=80.0)) == (None, "effect.unknown")


@pytest.mark.parametrize("freedom", [5, 6, 10, 30, 300])
def test_students_t_is_that_of_scipy(freedom):
    assert decided._student(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=1e-3)


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_what_could_be_seen_is_that_of_statsmodels(count):
    series, day = made(random.Random(6), 2 * count)
    before, after = list(series.total[:count]), list(series.total[count:])
    freedom = 2 * count - 2
    spread = math.sqrt(np.mean([np.var([one.value for one in side], ddof=1) for side in (before, after)]))
    assert chance(before, after) == pytest.approx(
        stats.t.ppf(0.975, freedom) * spread * math.sqrt(2 / count), rel=1e-4
    )
    size = TTestIndPower().solve_power(nobs1=count, alpha=0.05, power=0.8)
    assert detectable(before, after) == pytest.approx(size * spread, rel=1e-3)
    # with intervals of known width that say more than the readings' own scatter, as of a normal with that error
    sure = [Measured(day=day, value=50.0, low=50 - 1.96, high=50 + 1.96) for _ in series.total]
    size = NormalIndPower().solve_power(nobs1=count, alpha=0.05, power=0.8)
    assert detectable(sure[:count], sure[count:]) == pytest.approx(size, rel=2e-3)
    assert (
        pytest.approx(1 + stats.norm.ppf(0.8) / stats.norm.ppf(0.975), rel=1e-5) == decided.POWER_OF_INTERVALS
    )


def test_a_turn_is_found_where_it_is_and_seldom_where_none_is():
    chance_ = random.Random(7)
    series, day = made(chance_, 24, effect=6)
    (turn,) = turns(series)
    assert turn.day == day
    assert turn.before == pytest.approx(50, abs=1.5)
    assert turn.after == pytest.approx(56, abs=1.5)
    assert sum(bool(turns(made(chance_, 24)[0])) for _ in range(100)) <= 10
    assert turns(Series(metric="m", total=series.total[:7])) == ()
    assert turns(Series(metric="m", total=(*(Measured(day=day, value=1.0),) * 20,))) == ()


def test_a_change_stands_where_the_trend_was_not_asked_and_falls_where_it_says_otherwise():
    moved = change(*([Measured(day=START, value=value)] for value in (1.0, 3.0)), 0, "higher")
    assert allowed(moved, None).better is True
    sure, unsure = (Interrupted(change=2, low=low, high=4, points=20, seasonal=False) for low in (1, -1))
    assert allowed(moved, sure).better is True
    assert allowed(moved, unsure).better is None
    assert allowed(moved, Interrupted(change=-2, low=-3, high=-1, points=20, seasonal=False)).better is None
