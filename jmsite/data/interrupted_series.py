"""Interrupted time series: a metric before and after a day, against its own trend, and its seasons where they show.

A line with a step and a new slope from the day on, and waves a year where the readings cover two years, by least
squares; errors allow for neighbouring readings that err alike. What is told is how far the readings after the
day lie, on average, from where the line before it would have gone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from jmsite.model.effects import FEWEST_A_SIDE, Interrupted
from jmsite.model.readings import Series
from jmsite.model.value import Value

YEAR = 365.25
TWO_YEARS = 2 * YEAR - 46
"""Days from the first to the last reading of two years: a reading stands for the time up to the next."""
MANY = 36
"""Readings from which on a second wave a year can be told from the change: with fewer it would take its place."""
MOST_ALIKE = 0.9
"""The highest autocorrelation that errors are widened by: with more, nothing can be told from so few readings."""


class InterruptedAsk(Value):
    """The readings of a metric, as days and values in order, and the day that interrupts them."""

    readings: tuple[tuple[date, float], ...]
    day: date


def ask_of(series: Series, day: date) -> InterruptedAsk | None:
    """Return what is to be worked out; None where there are too few readings before or after the day."""
    known = tuple((one.day, one.value) for one in series.total if one.value is not None)
    before = sum(one < day for one, _ in known)
    if min(before, len(known) - before) < FEWEST_A_SIDE:
        return None
    return InterruptedAsk(readings=known, day=day)


def fit_interruption(ask: InterruptedAsk) -> Interrupted | None:
    """Return the change with its interval; None where the readings leave nothing to tell by."""
    import numpy as np
    from scipy.stats import t
    from statsmodels.regression.linear_model import OLS

    rows = terms(ask)
    values = np.array([value for _, value in ask.readings])
    after = np.array([day >= ask.day for day, _ in ask.readings])
    if np.linalg.matrix_rank(rows) < rows.shape[1] or len(values) <= rows.shape[1] + 1:
        return None
    fitted = OLS(values, rows).fit()
    # the step and the slope after it, at the mean of the days after
    contrast = np.zeros(rows.shape[1])
    contrast[2:4] = rows[after][:, 2:4].mean(axis=0)
    change = float(np.dot(contrast, fitted.params))
    half = float(t.ppf(0.975, fitted.df_resid)) * _error(fitted, contrast)
    low, high = change - half, change + half
    if not all(map(math.isfinite, (change, low, high))):
        return None
    return Interrupted(
        change=change, low=low, high=high, points=len(values), seasonal=covers_two_years(ask.readings)
    )


def _error(fitted: Any, contrast: Any) -> float:
    """Return the standard error of a contrast: by Newey and West, or plain and widened by how alike neighbours err.

    The greater of both, as with few readings either may come out too small: of series in which nothing happens, the
    first alone finds a change in one of five. The autocorrelation of residuals is too low by about k/n.
    """
    count, width = fitted.model.exog.shape
    lags = math.floor(4 * (count / 100) ** (2 / 9))
    robust = fitted.get_robustcov_results("HAC", maxlags=lags, use_correction=True, use_t=True)
    left = fitted.resid
    alike = float((left[1:] * left[:-1]).sum() / (left * left).sum()) if left.any() else 0.0
    alike = min(MOST_ALIKE, max(0.0, alike + width / count))
    plain = float(fitted.t_test(contrast).sd.item()) * math.sqrt((1 + alike) / (1 - alike))
    return max(plain, float(robust.t_test(contrast).sd.item()))


def covers_two_years(readings: Sequence[tuple[date, float]]) -> bool:
    """Return whether readings cover two years, so that each season was seen twice."""
    return bool(readings) and (readings[-1][0] - readings[0][0]).days >= TWO_YEARS


def terms(ask: InterruptedAsk) -> Any:
    """Return the columns of the regression: one, years, step, years since the step, and the waves of the seasons."""
    import numpy as np

    days = np.array([(day - ask.day).days for day, _ in ask.readings], dtype=float)
    after = days >= 0
    columns = [np.ones(len(days)), days / YEAR, after.astype(float), np.where(after, days / YEAR, 0.0)]
    if covers_two_years(ask.readings):
        waves = (1, 2) if len(days) >= MANY else (1,)
        angles = [2 * math.pi * wave * days / YEAR for wave in waves]
        columns += [turn(angle) for angle in angles for turn in (np.sin, np.cos)]
    return np.column_stack(columns)
