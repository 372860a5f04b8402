"""How a value is to be written that is clear to a reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jmsite.content import value_hints


@pytest.mark.parametrize(
    ("say", "words", "hint"),
    [
        (value_hints.day, "02.05.2026", "write it as 2026-05-02"),
        (value_hints.day, "2. 5. 2026", "write it as 2026-05-02"),
        (value_hints.day, "31/1/2026", "write it as 2026-01-31"),
        (value_hints.day, "1/31/2026", "write it as 2026-01-31"),
        (value_hints.day, "5/2/2026", "write year, month and day in that order"),
        (value_hints.day, "5/5/2026", "write it as 2026-05-05"),
        (value_hints.day, "12/1/2026", "write year, month and day in that order"),
        (value_hints.day, "1/12/2026", "write year, month and day in that order"),
        (value_hints.day, "13/1/2026", "write it as 2026-01-13"),
        (value_hints.day, "1/13/2026", "write it as 2026-01-13"),
        (value_hints.day, "12.1.2026", "write it as 2026-01-12"),
        (value_hints.day, "2026/1/31", "write it as 2026-01-31"),
        (value_hints.day, "2026-04-31", "there is no such date"),
        (value_hints.day, "31.04.2026", "there is no such date"),
        (value_hints.day, "2026-04", "add the day: 2026-04-01"),
        (value_hints.day, "next spring", ""),
        (value_hints.number, "-1,5", "write it with a point: -1.5"),
        (value_hints.number, "−2", "write it with a plain hyphen: -2"),
        (value_hints.number, "–1,5", "write it with a point: -1.5"),
        (value_hints.number, "60 %", "write the number alone: 60"),
        (value_hints.number, "bad", ""),
        (value_hints.number, "1.234,5", "write it with a point: 1234.5"),
        (value_hints.number, "1,234.5", "write it without a thousands separator: 1234.5"),
        (
            value_hints.number,
            "1,000",
            "write it without a thousands separator, 1000, or a fraction with a point",
        ),
        (
            value_hints.number,
            "-1.204",
            "write it without a thousands separator, -1204, or a fraction with a point",
        ),
        (value_hints.number, "€ 12", "write the number alone: 12"),
        (value_hints.number, "3,0", "write it as: 3"),
        (value_hints.number, "1.234,00", "write it without a thousands separator: 1234"),
        (value_hints.whole, "1,000", "write it without a thousands separator: 1000"),
        (value_hints.whole, "1.000", "write it without a thousands separator: 1000"),
        (value_hints.whole, "12 310", "write it without a thousands separator: 12310"),
        (value_hints.whole, "1.204", "write it without a thousands separator: 1204"),
        (value_hints.whole, "1,204.00", "write it without a thousands separator: 1204"),
        (value_hints.whole, "1.204,00", "write it without a thousands separator: 1204"),
        (value_hints.whole, "3,0", "write it as: 3"),
        (value_hints.whole, "−3", "write it with a plain hyphen: -3"),
        (value_hints.whole, "1,5", ""),
        (value_hints.whole, "many", ""),
        (value_hints.whole, "4,000 %", "write the number alone: 4000"),
        (value_hints.whole, "40 %", "write the number alone: 40"),
        (value_hints.duration, "20 min", "write it as PT20M"),
        (value_hints.duration, "180 days", "write it as P180D"),
        (value_hints.duration, "3h", "write it as PT3H"),
        (value_hints.duration, "6 months", "write it as P6M"),
        (value_hints.duration, "two days", ""),
        (value_hints.duration, "5 apples", ""),
    ],
)
def test_a_value_written_as_elsewhere_is_shown_as_it_is_written_here(
    say: Callable[[str], str], words: str, hint: str
) -> None:
    assert say(words) == hint
