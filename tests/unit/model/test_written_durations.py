"""Durations are told as they were written."""

from __future__ import annotations

import pickle
from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from jmsite.formats.messages import BabelMessages
from jmsite.model.written_durations import Duration, WrittenDuration

READ = TypeAdapter(Duration)


def told(written: str, language: str = "en") -> str:
    return BabelMessages(language=language, phrases={}).span(READ.validate_python(written))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("P30D", "30 days"), ("P1M", "1 month"), ("P4W", "4 weeks"), ("P1Y", "1 year"), ("P365D", "365 days"),
        ("PT90M", "90 minutes"), ("PT1H30M", "1 hour 30 minutes"), ("P1DT12H", "1 day 12 hours"),
        ("PT1.5H", "1 hour 30 minutes"), ("P0.5D", "12 hours"), ("PT45S", "45 seconds"), ("PT3600S", "60 minutes"),
    ],
)  # fmt: skip
def test_a_duration_is_told_as_it_was_written(written: str, shown: str):
    assert told(written) == shown


@pytest.mark.parametrize(
    ("language", "days", "month"),
    [
        ("ar", "30 يومًا", "شهر"),
        ("de", "30 Tage", "1 Monat"),
        ("es", "30 días", "1 mes"),
        ("fr", "30\u00a0jours", "1\u00a0mois"),
        ("ja", "30 日", "1 か月"),
    ],
)
def test_in_every_language(language: str, days: str, month: str):
    assert told("P30D", language) == days
    assert told("P1M", language) == month
    assert told("PT1H30M", language) == f"{told('PT1H', language)} {told('PT30M', language)}"


def test_what_was_worked_out_is_told_in_its_largest_unit_beside_what_was_written():
    words = BabelMessages(language="en", phrases={})
    assert words.span(timedelta(days=30)) == "4 weeks"
    assert words.span(READ.validate_python("P30D")) == "30 days"
    assert words.span(timedelta(days=30)) == "4 weeks"


def test_thirty_days_are_no_month_and_last_as_long():
    days, month = READ.validate_python("P30D"), READ.validate_python("P1M")
    assert days != month
    assert days == timedelta(days=30) == month
    assert (READ.dump_json(days), READ.dump_json(month)) == (b'"P30D"', b'"P1M"')
    assert READ.dump_json(timedelta(days=3)) == b'"P3D"'


def test_it_is_kept_between_processes():
    month = READ.validate_python("P1M")
    again = pickle.loads(pickle.dumps(month))
    assert isinstance(again, WrittenDuration)
    assert (again, again.written) == (month, "P1M")
