"""How a value is to be written that is clear to a reader."""

from __future__ import annotations

import pytest

from jmsite.steps import meant


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("02.05.2026", "write it as 2026-05-02"),
        ("2. 5. 2026", "write it as 2026-05-02"),
        ("31/1/2026", "write it as 2026-01-31"),
        ("1/31/2026", "write it as 2026-01-31"),
        ("5/2/2026", "write year, month and day in this order"),
        ("5/5/2026", "write it as 2026-05-05"),
        ("2026/1/31", "write it as 2026-01-31"),
        ("2026-04-31", "there is no such day"),
        ("31.04.2026", "there is no such day"),
        ("2026-04", "add the day: 2026-04-01"),
        ("next spring", ""),
    ],
)
def test_a_day_written_as_elsewhere_is_shown_as_it_is_written_here(words: str, hint: str) -> None:
    assert meant.day(words) == hint


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("-1,5", "write it with a point: -1.5"),
        ("−2", "write it with a plain hyphen: -2"),
        ("–1,5", "write it with a point: -1.5"),
        ("60 %", "write the number alone: 60"),
        ("bad", ""),
        ("1.234,5", ""),
    ],
)
def test_a_number_written_as_elsewhere_is_shown_as_it_is_written_here(words: str, hint: str) -> None:
    assert meant.number(words) == hint


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("20 min", "write it as PT20M"),
        ("180 days", "write it as P180D"),
        ("3h", "write it as PT3H"),
        ("6 months", "write it as P6M"),
        ("two days", ""),
        ("5 apples", ""),
    ],
)
def test_a_duration_in_words_is_shown_as_it_is_written_here(words: str, hint: str) -> None:
    assert meant.duration(words) == hint
