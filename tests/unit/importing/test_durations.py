"""How long things take, as people write it in several languages."""

from __future__ import annotations

import pytest

from jmsite.importing.durations import time_taken, unit_in


@pytest.mark.parametrize(
    ("text", "duration", "wait", "exact"),
    [
        ("9 min", "PT9M", "", True),
        ("1 h 20 min", "PT1H20M", "", True),
        ("1,5 Stunden", "PT1H30M", "", True),
        ("2 weeks", "P2W", "", True),
        ("5–10 minutes", "PT10M", "", False),
        ("1–2 дня", "P2D", "", False),
        ("1 час", "PT1H", "", True),
        ("40分", "PT40M", "", True),
        ("3 小时", "PT3H", "", True),
        ("40 минут, из них 30 минут ожидания", "PT40M", "PT30M", True),
        ("50 min, davon 20 min Wartezeit", "PT50M", "PT20M", True),
        ("PT12M30S", "PT12M30S", "", True),
    ],
)
def test_a_duration_is_read(text, duration, wait, exact):
    found = time_taken(text)
    assert found is not None
    assert (found.duration, found.wait, found.exact) == (duration, wait, exact)


@pytest.mark.parametrize("text", ["", "until noon", "12", "she waited there for about 3 minutes in all"])
def test_what_says_no_duration_is_none(text):
    assert time_taken(text) is None


def test_a_header_names_the_unit_of_bare_numbers():
    found = time_taken("12,5", unit_in("Dauer (Min.)"))
    assert found is not None
    assert found.duration == "PT12M30S"
