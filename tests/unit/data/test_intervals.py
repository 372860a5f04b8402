"""Every interval against SciPy's distributions, which are solved or summed here in another way than in the code."""

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

from jmsite.data.intervals import FEWEST_FOR_MEDIAN, average, promoters
from jmsite.model.wilson import Z, wilson

COUNTS = st.integers(0, 10**6)
CLOSE = 1e-9


def test_the_deviate_is_that_of_the_normal_distribution() -> None:
    assert pytest.approx(stats.norm.ppf(0.975), abs=1e-15) == Z


@given(part=COUNTS, rest=COUNTS)
def test_a_share_has_the_interval_of_scipys_binomial_test(part: int, rest: int) -> None:
    if n := part + rest:
        expected = stats.binomtest(part, n).proportion_ci(0.95, method="wilson")
        found = wilson(part, n)
        assert found is not None
        assert found == pytest.approx((float(expected.low), float(expected.high)), abs=CLOSE)


@given(part=st.integers(1, 500), rest=st.integers(1, 500))
def test_at_the_ends_of_wilsons_interval_the_share_is_just_not_rejected(part: int, rest: int) -> None:
    n = part + rest
    for end in wilson(part, n) or ():
        deviate = (part / n - end) / math.sqrt(end * (1 - end) / n)
        assert 2 * stats.norm.sf(abs(deviate)) == pytest.approx(0.05, abs=CLOSE)


@given(up=COUNTS, down=COUNTS, between=COUNTS)
def test_a_promoter_score_has_the_wald_interval_of_three_answers_more(
    up: int, down: int, between: int
) -> None:
    if n := up + down + between:
        weights = np.array([up + 0.75, down + 0.75, between + 1.5])
        answers = np.array([1.0, -1.0, 0.0])
        mean = np.average(answers, weights=weights)
        deviation = math.sqrt(np.average((answers - mean) ** 2, weights=weights) / (n + 3))
        low, high = stats.norm.interval(0.95, loc=mean, scale=deviation)
        score = (up - down) / n
        expected = (100 * max(-1, min(low, score)), 100 * min(1, max(high, score)))
        assert promoters(up, down, n) == pytest.approx(expected, abs=100 * CLOSE)


@given(n=st.integers(2, 10**6), mean=st.floats(-1e3, 1e3), deviation=st.floats(1e-6, 10))
def test_a_mean_has_students_interval_of_scipy(n: int, mean: float, deviation: float) -> None:
    expected = stats.t.interval(0.95, n - 1, loc=mean, scale=deviation / math.sqrt(n))
    assert average(mean, deviation, n) == pytest.approx(tuple(map(float, expected)), rel=CLOSE, abs=CLOSE)


@pytest.mark.parametrize("n", [30, 31, 32, 33, 60, 121, 1000])
def test_there_is_no_jump_to_the_normal_deviate(n: int) -> None:
    low, high = average(0.0, math.sqrt(n), n) or (0.0, 0.0)
    assert high == -low == pytest.approx(stats.t.ppf(0.975, n - 1), abs=CLOSE)
    assert high > Z


def test_a_mean_of_a_table_has_the_interval_of_its_answers(tmp_path: Path) -> None:
    answers = [1 + (7 * i * i) % 5 for i in range(32)]
    text = "date,value\n" + "".join(f"2026-05-03,{one}\n" for one in answers)
    one = only(ask_text(tmp_path, text, "mean").value)
    low, high = stats.t.interval(0.95, 31, loc=np.mean(answers), scale=stats.sem(answers))
    assert (one.low, one.high) == (pytest.approx(low, abs=CLOSE), pytest.approx(high, abs=CLOSE))


@pytest.mark.parametrize("n", [*range(1, 40), 99, 100, 1001])
def test_a_median_lies_between_ranks_that_enclose_it_in_95_of_100_samples(tmp_path: Path, n: int) -> None:
    text = "date,value\n" + "".join(f"2026-05-03,{rank}\n" for rank in range(1, n + 1))
    one = only(ask_text(tmp_path, text, "median").value)
    if one.low is None or one.high is None:
        assert n < FEWEST_FOR_MEDIAN
        assert 1 - 2 * stats.binom.cdf(0, n, 0.5) < 0.95
        return
    assert one.low + one.high == n + 1
    assert 1 - 2 * stats.binom.cdf(one.low - 1, n, 0.5) >= 0.95
    assert 1 - 2 * stats.binom.cdf(one.low + 1, n, 0.5) < 0.95


def test_scipy_is_loaded_only_where_a_mean_is_worked_out() -> None:
    code = (
        "import sys, jmsite.data\n"
        "from jmsite.data.intervals import average, promoters\n"
        "promoters(1, 1, 3), average(1.0, None, 5)\n"
        "assert 'scipy' not in sys.modules\n"
        "average(1.0, 1.0, 5)\n"
        "assert 'scipy.special' in sys.modules and 'scipy.stats' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
