"""Every interval: as SciPy and statsmodels have it for one case, as our own formulas had it, and loaded late."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from asking import ask_text, only
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from jmsite.data.intervals import (
    mean_intervals,
    net_intervals,
    quantile_ranks,
    share_intervals,
    total_intervals,
)

COUNTS = st.integers(0, 10**6)
CLOSE = 1e-9
Z = 1.959963984540054


def wilson(part: float, n: float) -> tuple[float, float]:
    """The formula that stood here before the libraries did."""
    share, wide = part / n, 1 + Z * Z / n
    middle = (share + Z * Z / (2 * n)) / wide
    half = Z / wide * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def net(up: float, down: float, n: float) -> tuple[float, float]:
    """The formula that stood here before the libraries did."""
    score, above, below = (up - down) / n, (up + 0.75) / (n + 3), (down + 0.75) / (n + 3)
    middle = above - below
    half = Z * math.sqrt((above + below - middle * middle) / (n + 3))
    return 100 * max(-1.0, min(score, middle - half)), 100 * min(1.0, max(score, middle + half))


@given(cases=st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=5))
def test_shares_have_the_interval_of_scipys_binomial_test_and_of_the_formula_before(
    cases: list[tuple[int, int]],
) -> None:
    found = share_intervals([part for part, _ in cases], [part + rest for part, rest in cases])
    for (part, rest), interval in zip(cases, found, strict=True):
        if part + rest == 0:
            assert interval is None
            continue
        expected = stats.binomtest(part, part + rest).proportion_ci(0.95, method="wilson")
        assert interval == pytest.approx((float(expected.low), float(expected.high)), abs=CLOSE)
        assert interval == pytest.approx(wilson(part, part + rest), abs=CLOSE)


@given(part=st.floats(0, 1), n=st.floats(0.5, 1e6))
def test_a_share_of_weighted_answers_has_the_interval_of_statsmodels(part: float, n: float) -> None:
    (found,) = share_intervals([part * n], [n])
    assert found == pytest.approx(proportion_confint(part * n, n, method="wilson"), abs=CLOSE)
    assert found == pytest.approx(wilson(part * n, n), abs=CLOSE)


@given(up=COUNTS, down=COUNTS, between=COUNTS)
def test_a_net_score_has_the_wald_interval_of_three_answers_more(up: int, down: int, between: int) -> None:
    if n := up + down + between:
        weights = np.array([up + 0.75, down + 0.75, between + 1.5])
        answers = np.array([1.0, -1.0, 0.0])
        mean = np.average(answers, weights=weights)
        deviation = math.sqrt(np.average((answers - mean) ** 2, weights=weights) / (n + 3))
        low, high = stats.norm.interval(0.95, loc=mean, scale=deviation)
        score = (up - down) / n
        expected = (100 * max(-1, min(low, score)), 100 * min(1, max(high, score)))
        (found,) = net_intervals([up], [down], [n])
        assert found == pytest.approx(expected, abs=100 * CLOSE)
        assert found == pytest.approx(net(up, down, n), abs=100 * CLOSE)


@given(n=st.integers(2, 10**6), mean=st.floats(-1e3, 1e3), deviation=st.floats(1e-6, 10))
def test_a_mean_has_students_interval_of_scipy(n: int, mean: float, deviation: float) -> None:
    expected = stats.t.interval(0.95, n - 1, loc=mean, scale=deviation / math.sqrt(n))
    (found,) = mean_intervals([mean], [deviation], [n])
    assert found == pytest.approx(tuple(map(float, expected)), rel=CLOSE, abs=CLOSE)


@pytest.mark.parametrize("weight", ["", "0.3"], ids=["plain", "weighted"])
def test_answers_that_are_all_the_same_are_no_certainty(tmp_path: Path, weight: str) -> None:
    assert mean_intervals([5.0, 1e6, 0.1], [0.0, 1e-9, 1e-17], [12, 12, 12]) == [None] * 3
    rows = [("2026-05-03", 5)] * 12 + [("2026-06-03", 1), ("2026-06-04", 2)]
    ends = [f",{weight}" if weight and at % 2 else ",0.7" if weight else "" for at in range(14)]
    text = f"date,value{',w' if weight else ''}\n" + "".join(
        f"{day},{value}{end}\n" for (day, value), end in zip(rows, ends, strict=True)
    )
    same, other = ask_text(tmp_path, text, "mean", **({"weight": "w"} if weight else {})).value.total
    assert (same.value, same.n, same.low, same.high) == (5.0, 12, None, None)
    assert other.low is not None


@pytest.mark.parametrize("n", [30, 31, 32, 33, 60, 121, 1000])
def test_there_is_no_jump_to_the_normal_deviate(n: int) -> None:
    ((low, high),) = mean_intervals([0.0], [math.sqrt(n)], [n])
    assert high == -low == pytest.approx(stats.t.ppf(0.975, n - 1), abs=CLOSE)
    assert high > Z


@given(n=st.integers(1, 10**5))
def test_a_count_has_the_exact_interval_of_statsmodels(n: int) -> None:
    (found,) = total_intervals([n], [n], [1], [1])
    low, high = confint_poisson(n, 1, method="exact-c")
    assert found == pytest.approx((float(low), float(high)), rel=CLOSE)


@given(values=st.lists(st.floats(0.01, 1e4), min_size=1, max_size=30), by=st.floats(0.01, 100))
def test_the_interval_of_a_sum_holds_the_sum_and_grows_with_its_unit(values: list[float], by: float) -> None:
    def around(values: list[float]) -> tuple[float, float]:
        squares = sum(one * one for one in values)
        ((low, high),) = total_intervals([sum(values)], [squares], [max(values)], [min(values)])
        return low, high

    low, high = around(values)
    assert 0 <= low <= sum(values) <= high
    assert around([by * one for one in values]) == pytest.approx((by * low, by * high), rel=1e-6)


def test_a_sum_with_what_is_below_nothing_is_taken_to_be_normal() -> None:
    (found,) = total_intervals([3.0], [25.0], [4.0], [-3.0])
    assert found == pytest.approx(tuple(map(float, stats.norm.interval(0.95, loc=3, scale=5))))


@given(n=st.integers(1, 400), part=st.sampled_from([0.1, 0.25, 0.5, 0.9, 0.99]))
def test_a_quantile_lies_between_the_values_of_scipys_quantile_test(n: int, part: float) -> None:
    values = np.arange(1, n + 1, dtype=float)
    expected = stats.quantile_test(values, q=0, p=part).confidence_interval(0.95)
    found = quantile_ranks([n], part)[n]
    ends = (None if math.isnan(end) else float(end) for end in expected)
    assert found == (None if None in (pair := tuple(ends)) else pair)


@pytest.mark.parametrize("n", [*range(1, 40), 99, 100, 1001])
def test_a_median_lies_between_ranks_that_enclose_it_in_95_of_100_samples(tmp_path: Path, n: int) -> None:
    text = "date,value\n" + "".join(f"2026-05-03,{rank}\n" for rank in range(1, n + 1))
    one = only(ask_text(tmp_path, text, "median").value)
    if one.low is None or one.high is None:
        assert 1 - 2 * stats.binom.cdf(0, n, 0.5) < 0.95
        return
    assert one.low + one.high == n + 1
    assert 1 - 2 * stats.binom.cdf(one.low - 1, n, 0.5) >= 0.95
    assert 1 - 2 * stats.binom.cdf(one.low, n, 0.5) < 0.95


def test_a_mean_of_a_table_has_the_interval_of_its_answers(tmp_path: Path) -> None:
    answers = [1 + (7 * i * i) % 5 for i in range(32)]
    text = "date,value\n" + "".join(f"2026-05-03,{one}\n" for one in answers)
    one = only(ask_text(tmp_path, text, "mean").value)
    low, high = stats.t.interval(0.95, 31, loc=np.mean(answers), scale=stats.sem(answers))
    assert (one.low, one.high) == (pytest.approx(low, abs=CLOSE), pytest.approx(high, abs=CLOSE))


def test_libraries_of_statistics_are_loaded_only_where_something_is_worked_out() -> None:
    code = (
        "import sys, jmsite.data, jmsite.pipeline\n"
        "from jmsite.data.intervals import mean_intervals, net_intervals, share_intervals\n"
        "net_intervals([], [], []), share_intervals([-1], [0]), mean_intervals([1.0], [None], [1])\n"
        "assert not {'scipy', 'statsmodels', 'numpy'} & {*sys.modules}\n"
        "mean_intervals([1.0], [1.0], [5])\n"
        "assert 'scipy.stats' in sys.modules and 'statsmodels' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
