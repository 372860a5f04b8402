"""How often an interval holds the truth: 95 of 100 times, give or take one, in samples of known populations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from jmsite.data.intervals import (
    Interval,
    mean_intervals,
    net_intervals,
    quantile_ranks,
    share_intervals,
    total_intervals,
)

Draw = Callable[[np.random.Generator, int], tuple[list[Interval], float]]
"""Some samples: the interval of each, and the truth."""


def share(random: np.random.Generator, samples: int) -> tuple[list[Interval], float]:
    # over many shares at once, as the interval of a share of few cases holds one share more often than another
    truths = random.uniform(0.05, 0.95, samples)
    parts = random.binomial(80, truths)
    return [
        _shifted(one, truth)
        for one, truth in zip(share_intervals(parts, [80] * samples), truths, strict=True)
    ], 0.0


def weighted_share(random: np.random.Generator, samples: int) -> tuple[list[Interval], float]:
    truth, size = 0.4, 300
    weights = random.uniform(0.5, 2.0, (samples, size))
    good = (random.uniform(size=(samples, size)) < truth) * weights
    cases = weights.sum(1) ** 2 / (weights**2).sum(1)
    return share_intervals(good.sum(1) / weights.sum(1) * cases, cases), truth


def net(random: np.random.Generator, samples: int) -> tuple[list[Interval], float]:
    found = random.multinomial(150, (0.25, 0.3, 0.45), samples)
    return net_intervals(found[:, 2], found[:, 0], [150] * samples), 20.0


def mean(random: np.random.Generator, samples: int) -> tuple[list[Interval], float]:
    answers = random.normal(3.5, 1.2, (samples, 12))
    return mean_intervals(answers.mean(1), list(answers.std(1, ddof=1)), [12] * samples), 3.5


def mean_of_answers(random: np.random.Generator, samples: int) -> tuple[list[Interval], float]:
    answers = random.choice([1, 2, 3, 4, 5], p=(0.1, 0.1, 0.2, 0.3, 0.3), size=(samples, 60))
    return mean_intervals(answers.mean(1), list(answers.std(1, ddof=1)), [60] * samples), 3.6


def median(random: np.random.Generator, samples: int) -> tuple[list[Interval], float]:
    return _quantile(random.exponential(10.0, (samples, 500)), 0.5), 10 * np.log(2)


def ninth_decile(random: np.random.Generator, samples: int) -> tuple[list[Interval], float]:
    return _quantile(random.exponential(10.0, (samples, 1500)), 0.9), 10 * np.log(10)


def count(random: np.random.Generator, samples: int) -> tuple[list[Interval], float]:
    found = random.poisson(900, samples)
    return total_intervals(found, found, [1] * samples, [1] * samples), 900.0


def total(random: np.random.Generator, samples: int) -> tuple[list[Interval], float]:
    cases = [random.gamma(4.0, 5.0, size) for size in random.poisson(2_500, samples)]
    sums, squares = [one.sum() for one in cases], [(one**2).sum() for one in cases]
    around = total_intervals(sums, squares, [one.max() for one in cases], [one.min() for one in cases])
    return around, 2_500 * 20.0


def _quantile(values: Any, part: float) -> list[Interval]:
    ranks = quantile_ranks([values.shape[1]], part)[values.shape[1]]
    assert ranks is not None
    ordered = np.sort(values, axis=1)
    return list(zip(ordered[:, ranks[0] - 1], ordered[:, ranks[1] - 1], strict=True))


def _shifted(interval: Interval, truth: float) -> Interval:
    return interval and (interval[0] - truth, interval[1] - truth)


DRAWS: tuple[Draw, ...] = (
    share,
    weighted_share,
    net,
    mean,
    mean_of_answers,
    median,
    ninth_decile,
    count,
    total,
)


def covered(draw: Draw, samples: int) -> float:
    around, truth = draw(np.random.default_rng(20261130), samples)
    return sum(one is not None and one[0] <= truth <= one[1] for one in around) / samples


@pytest.mark.parametrize("draw", DRAWS, ids=lambda draw: draw.__name__)
def test_an_interval_holds_the_truth_in_95_of_100_samples(draw: Draw) -> None:
    assert covered(draw, 4_000) == pytest.approx(0.95, abs=0.01)


@pytest.mark.long
@pytest.mark.parametrize("draw", DRAWS, ids=lambda draw: draw.__name__)
def test_an_interval_holds_the_truth_in_many_more_samples(draw: Draw) -> None:
    assert covered(draw, 60_000) == pytest.approx(0.95, abs=0.01)
