"""Notes on how sure an effect is: windows, the interval of the difference, trend, seasons, what could be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from jmsite.model.effects import FEWEST_A_SIDE, Interrupted
from jmsite.model.messages import Messages
from jmsite.model.readings import Measured
from jmsite.pages.parts.metrics.clear_change import FEWEST_READINGS, chance, detectable, mean_of, unusual


def notes(
    words: Messages,
    digits: int,
    before: Sequence[Measured],
    after: Sequence[Measured],
    study: Interrupted | None,
    history: Sequence[Measured],
) -> tuple[str, ...]:
    """Return sentences on a change: what was compared, how far it may lie from what was found, and what speaks against
    it.
    """
    return tuple(_notes(words, digits, before, after, study, history))


def _notes(
    words: Messages,
    digits: int,
    before: Sequence[Measured],
    after: Sequence[Measured],
    study: Interrupted | None,
    history: Sequence[Measured],
) -> Iterator[str]:
    yield words.phrase("effect.windows", before=_window(words, before), after=_window(words, after))
    is_few = len(before) < FEWEST_READINGS
    half, moved = chance(before, after), mean_of(after) - mean_of(before)
    if is_few:
        half = max(half, unusual(history, len(before)) or 0.0)
    if half:
        yield words.phrase("effect.interval", interval=_ends(words, moved - half, moved + half, digits))
    if study is None:
        # said, since a reader would take silence for certainty
        yield words.plural(FEWEST_A_SIDE, "effect.few")
    else:
        key = "effect.season" if study.seasonal else "effect.trend"
        ends = _ends(words, study.low, study.high, digits)
        yield words.plural(study.points, key, change=words.signed(study.change, digits), interval=ends)
    if study is None or not study.seasonal:
        yield words.phrase("effect.seasonless")
    least = None if is_few else detectable(before, after)
    if least:
        yield words.phrase("effect.power", value=words.number(least, digits, digits))


def _window(words: Messages, readings: Sequence[Measured]) -> str:
    """Return the time that readings are from, by months, or by days where they lie within one."""
    first, last = readings[0].day, readings[-1].day
    if first == last:
        return _day(words, first, len(readings) == 1)
    if (first.year, first.month) == (last.year, last.month):
        return words.phrase("interval", low=words.day(first), high=words.day(last))
    return words.phrase("interval", low=words.month(first), high=words.month(last))


def _day(words: Messages, day: date, alone: bool) -> str:
    return words.month(day) if alone and day.day == 1 else words.day(day)


def _ends(words: Messages, low: float, high: float, digits: int) -> str:
    return words.phrase("interval", low=words.signed(low, digits), high=words.signed(high, digits))
