"""Durations as somebody wrote them: a month is not thirty days, though a calculation takes one for the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any

from pydantic import WithJsonSchema, WrapSerializer, WrapValidator
from pydantic_core import PydanticCustomError

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_DAYS, _TIMES = ("year", "month", "week", "day"), ("hour", "minute", "second")
_WRITTEN = re.compile(
    "P" + "".join(f"(?:{_NUMBER}{unit[0].upper()})?" for unit in _DAYS)
    + "(?:T" + "".join(f"(?:{_NUMBER}{unit[0].upper()})?" for unit in _TIMES) + ")?"
)  # fmt: skip
_SMALLER = {"year": (12, "month"), "week": (7, "day"), "day": (24, "hour"), "hour": (60, "minute")}
MINUTE = 60
"""Seconds from which on a duration in seconds alone is one that a program wrote."""


class WrittenDuration(timedelta):
    """A duration with ``written``, what stands for it in a file: `P1M`, `PT90M`."""

    written: str = ""

    @classmethod
    def of(cls, lasting: timedelta, written: str) -> WrittenDuration:
        """Return how long something lasts, as it is written."""
        made = cls(lasting.days, lasting.seconds, lasting.microseconds)
        made.written = written
        return made

    @property
    def parts(self) -> tuple[tuple[int, str], ...]:
        """Return the numbers that are written, each with its unit: those of `P1DT12H` are a day and twelve hours."""
        found = _WRITTEN.fullmatch(self.written)
        numbers = zip(found.groups() if found else (), (*_DAYS, *_TIMES), strict=False)
        parts = tuple(
            part
            for number, unit in numbers
            if number
            for part in _whole(float(number.replace(",", ".")), unit)
        )
        return () if len(parts) == 1 and parts[0][1] == "second" and parts[0][0] >= MINUTE else parts

    def __eq__(self, other: object) -> bool:
        if isinstance(other, WrittenDuration) and self.written != other.written:
            return False
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = timedelta.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return WrittenDuration.of, (timedelta(self.days, self.seconds, self.microseconds), self.written)


def _whole(number: float, unit: str) -> tuple[tuple[int, str], ...]:
    """Return a number of a unit in whole ones: an hour and a half is an hour and thirty minutes."""
    count, size = int(number), _SMALLER.get(unit)
    rest = _whole(round((number - count) * size[0], 6), size[1]) if size and number > count else ()
    return (((count, unit),) if count else ()) + rest


def _iso_duration(value: Any, lasting: Callable[[Any], timedelta]) -> timedelta:
    # pydantic would take numbers as seconds, and "3:00" as three hours: nobody could tell what was meant
    if isinstance(value, timedelta):
        return value
    if isinstance(value, str) and value.startswith("P"):
        return WrittenDuration.of(lasting(value), value)
    kind = "time_delta_parsing" if isinstance(value, str) else "time_delta_type"
    raise PydanticCustomError(kind, "durations are written as ISO 8601")


def _as_written(value: timedelta, told: Callable[[Any], str]) -> str:
    return value.written if isinstance(value, WrittenDuration) else told(value)


Duration = Annotated[
    timedelta,
    WrapValidator(_iso_duration),
    WrapSerializer(_as_written, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "duration", "examples": ["P2D", "PT20M"]}),
]
