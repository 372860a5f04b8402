"""The latest reading of a metric in words: how exact it is, of when, and whether a newer one should be there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jmsite.model.catalog import Catalog
from jmsite.model.decimals import decimals
from jmsite.model.messages import Messages
from jmsite.model.readings import Measured, Series


def day_of(words: Messages, series: Series) -> str:
    """Return when the latest reading is of, in words: a day, or the month where readings are of months; "" for none."""
    told = dict(zip(series.total, days_told(words, [one.day for one in series.total]), strict=True))
    return told[series.latest] if series.latest else ""


def freshness(catalog: Catalog, id: str, series: Series, asked: bool = True) -> str:
    """Return when the latest reading of a metric is of, and where it is stale what is out of date; "" without one.

    ``series`` are its readings where it is told, which may be of one place only. ``asked`` says when a source was asked
    whose answer is out of date.
    """
    words, told = catalog.words, day_of(catalog.words, series)
    stale, day = catalog.read("stale_readings", id), catalog.read("asked_days", id)
    if told and stale == "reading":
        return words.phrase("metric.stale", day=told)
    if told and asked and day and stale == "answer":
        return words.phrase("metric.asked", source=told, day=words.day(day))
    return told


def digits_of(value: float | None, series: Series, whole: Series) -> int:
    """Return how many decimals a value has: no more than that of the whole metric, unless it were nothing then."""
    own = decimals(value, series.values)
    most = decimals(whole.latest.value, whole.values) if whole.latest else own
    return most if value and own > most and round(value, most) else own


def interval_of(words: Messages, reading: Measured, digits: int) -> str:
    """Return the 95 % interval of a reading as ``± 3``; from end to end where it is not the same on both sides."""
    value, low, high = reading.value, reading.low, reading.high
    if value is None or low is None or high is None:
        return ""
    below, above = round(value - low, digits), round(high - value, digits)
    if below == above and below:
        return words.phrase("margin", value=words.number(below, digits, digits))
    ends = digits if round(low, digits) != round(high, digits) else decimals(low, (low, high))
    return words.phrase("interval", low=words.number(low, ends, ends), high=words.number(high, ends, ends))


def days_told(words: Messages, days: Sequence[date]) -> tuple[str, ...]:
    """Return days in words of a table: as months, where each is the first of one."""
    if all(day.day == 1 for day in days):
        return tuple(words.month(day) for day in days)
    return tuple(words.day(day, "medium") for day in days)
