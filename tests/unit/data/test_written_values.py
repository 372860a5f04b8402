"""A column of numbers or days is read back as it was written, whichever way that was, or it is told."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from asking import ask_text, rules
from babel.dates import format_date, get_month_names
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.model.diagnostics import Checked
from jmsite.model.readings import Series

TOLD = {"data/ambiguous-numbers", "data/ambiguous-days"}
FIRST = date(2026, 1, 1)
GROUPS = [
    ("", "."),
    (",", "."),
    (" ", "."),
    ("'", "."),
    ("", ","),
    (".", ","),
    (" ", ","),
    ("\u00a0", ","),
    ("\u202f", ","),
    ("\u2009", "."),
    ("’", "."),
    ("’", ","),
]
MINUS = ["-{}", "−{}", "({})", "{}-"]
AROUND = ["{}", "{} %", "{}%", "€ {}", "{} €", "${}", "EUR {}", "{}\u00a0CHF"]
NUMBERS = st.lists(st.decimals(-(10**7), 10**7, places=3).map(float), min_size=1, max_size=12)
PLACES = st.integers(0, 3)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
CLOCKS = ["", " 3:45:12 PM GMT+1", " 15:45", "T23:59:59Z", " 09:41 AM", " 00:10:00+02:00", ", 12:30:00.123"]
FORMS: list[Any] = [
    lambda day: day.isoformat(),
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%d.%m.%y}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%m/%d/%Y}",
    lambda day: f"{day.month}/{day.day}/{day:%y}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%d}-{MONTHS[day.month - 1]}-{day.year}",
    lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day:%Y%m%d}",
]


def _number(value: float, places: int, group: str, decimal: str) -> str:
    written = f"{value:,.{places}f}"
    return written.replace(",", "g").replace(".", decimal).replace("g", group)


def _signed(value: float, places: int, signs: tuple[str, str], around: str, minus: str) -> str:
    """A number between what stands around it; below 0 with a sign that programs and people write for that."""
    written = around.format(_number(abs(value), places, *signs))
    return minus.format(written) if round(value, places) < 0 else written


def _asked(rows: list[tuple[str, str]], **more: Any) -> Checked[Series]:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([("date", "value"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        return ask_text(Path(folder), text.getvalue(), "value", **more)


@settings(max_examples=150, deadline=None)
@given(
    values=NUMBERS,
    places=PLACES,
    signs=st.sampled_from(GROUPS),
    around=st.sampled_from(AROUND),
    minus=st.sampled_from(MINUS),
)
def test_numbers_are_read_back_or_told(
    values: list[float], places: int, signs: tuple[str, str], around: str, minus: str
) -> None:
    written = [_signed(value, places, signs, around, minus) for value in values]
    days = [(FIRST + timedelta(days=at)).isoformat() for at in range(len(values))]
    checked = _asked(list(zip(days, written, strict=True)))
    meant = [round(value, places) + 0.0 for value in values]
    if set(rules(checked)) & TOLD:
        assert checked.value.total == ()
        checked = _asked(list(zip(days, written, strict=True)), decimal=signs[1])
    assert rules(checked) == []
    assert [one.value for one in checked.value.total] == pytest.approx(meant)


@settings(max_examples=150, deadline=None)
@given(
    days=st.lists(st.dates(date(1995, 1, 1), date(2060, 12, 31)), min_size=1, max_size=12, unique=True),
    form=st.integers(0, len(FORMS) - 1),
    clock=st.sampled_from(CLOCKS),
)
def test_days_are_read_back_or_told(days: list[date], form: int, clock: str) -> None:
    rows = [(FORMS[form](day) + clock, "1") for day in days]
    checked = _asked(rows)
    if set(rules(checked)) & TOLD:
        assert checked.value.total == ()
        checked = _asked(rows, dates="mdy" if form in (5, 6) else "dmy")
    assert rules(checked) == []
    assert [one.day for one in checked.value.total] == sorted(days)


LANGUAGES = ("en", "de", "fr", "es", "ar", "ar_SY", "ar_MA", "ar_DZ", "ar_SA")
MONTHS_OF = {
    f"{language} {width}": get_month_names(width, locale=language)
    for language in LANGUAGES
    for width in ("wide", "abbreviated")
}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERIODS: list[tuple[Any, Any]] = [
    (
        lambda day: f"Q{(day.month + 2) // 3} {day.year}",
        lambda day: day.replace(month=(day.month + 2) // 3 * 3 - 2, day=1),
    ),
    (lambda day: f"{day:%G}-W{day:%V}", lambda day: day - timedelta(days=day.weekday())),
    (lambda day: f"{day:%G}-W{day:%V}-{day:%u}", lambda day: day),
    (lambda day: f"{day:%m/%Y}", lambda day: day.replace(day=1)),
    (lambda day: f"{day:%Y-%m}", lambda day: day.replace(day=1)),
    (lambda day: str((day - date(1899, 12, 30)).days), lambda day: day),
]


@settings(max_examples=100, deadline=None)
@given(
    days=st.lists(st.dates(date(1995, 1, 1), date(2060, 12, 31)), min_size=1, max_size=6, unique=True),
    language=st.sampled_from(sorted((*MONTHS_OF, "ja"))),
    clock=st.sampled_from(CLOCKS),
    digits=st.booleans(),
)
def test_months_in_words_are_read_back(days: list[date], language: str, clock: str, digits: bool) -> None:
    names = MONTHS_OF.get(language)
    rows = [
        (
            f"{day.day} {names[day.month]} {day.year}{clock}"
            if names
            else f"{day:%Y}年{day.month}月{day.day}日",
            "1",
        )
        for day in days
    ]
    if digits and language.startswith("ar") and not clock:
        rows = [(written.translate(ARABIC), value) for written, value in rows]
    checked = _asked(rows)
    assert rules(checked) == []
    assert [one.day for one in checked.value.total] == sorted(days)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ja", "ar"])
@pytest.mark.parametrize("form", ["medium", "long", "full"])
def test_days_are_read_back_as_the_languages_of_the_interface_write_them(language: str, form: str) -> None:
    days = [date(2026, month, month + 14) for month in range(1, 13)]
    words = "y年M月d日" if language == "ja" else form
    written = [
        format_date(day, "long" if form == "medium" and language == "ar" else words, language) for day in days
    ]
    checked = _asked([(each, "1") for each in written])
    assert rules(checked) == []
    assert [one.day for one in checked.value.total] == days


@settings(max_examples=100, deadline=None)
@given(
    days=st.lists(st.dates(date(1996, 1, 8), date(2060, 12, 31)), min_size=1, max_size=6),
    form=st.integers(0, len(PERIODS) - 1),
)
def test_periods_and_serial_numbers_are_read_back(days: list[date], form: int) -> None:
    write, first = PERIODS[form]
    checked = _asked([(write(day), "1") for day in days])
    assert set(rules(checked)) <= {"data/repeated-rows"}  # two days of one period are the same row
    assert [one.day for one in checked.value.total] == sorted({first(day) for day in days})


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Jan 2026", "2026-01-01"),
        ("January 2026", "2026-01-01"),
        ("déc. 2026", "2026-12-01"),
        ("5 mars 2026", "2026-03-05"),
        ("5. März 2026", "2026-03-05"),
        ("Q1 2026", "2026-01-01"),
        ("2026 Q4", "2026-10-01"),
        ("3. Quartal 2026", "2026-07-01"),
        ("KW 14 2026", "2026-03-30"),
        ("01/2026", "2026-01-01"),
        ("2026年1月5日", "2026-01-05"),
        ("٥ يناير ٢٠٢٦", "2026-01-05"),
        ("الأحد، 5 كانون الثاني 2026م", "2026-01-05"),
        ("5 يناير 2026 3:45 م", "2026-01-05"),
        ("٢٠٢٦-٠١-٠٥", "2026-01-05"),
        ("آب 2026", "2026-08-01"),
        ("Mon, 5 Jan 2026 10:00:00 +0100", "2026-01-05"),
        ("46205.5", "2026-07-02"),
        ("1767571200000", "2026-01-05"),
    ],
)
def test_days_as_programs_write_them(written: str, day: str) -> None:
    checked = _asked([(written, "1")])
    assert rules(checked) == []
    assert [one.day.isoformat() for one in checked.value.total] == [day]


def test_serial_numbers_among_other_days_are_told() -> None:
    assert rules(_asked([("46205", "1"), ("2026-07-02", "2")])) == ["data/not-a-day"]


@pytest.mark.parametrize(
    "written", ["Monday", "about May 2026", "2026-13-01", "31.02.2026", "3", "1.2.3", "May"]
)
def test_what_is_no_day_is_told(written: str) -> None:
    assert "data/not-a-day" in rules(_asked([("2026-01-01", "1"), (written, "2")]))


@pytest.mark.parametrize("written", ["1.2.3", "12 - 15", "1_000", "ten", "1,2,3", "--5", "$5€", "1.23,4.5"])
def test_what_is_no_number_is_told(written: str) -> None:
    assert rules(_asked([("2026-01-01", "1"), ("2026-01-02", written)])) == ["data/not-a-number"]


@pytest.mark.parametrize(
    ("columns", "text", "value", "n"),
    [
        ({"n": "n"}, "date;value;n\n2026-01-31;71;1.204\n", 71.0, 1204),
        ({"scale": (1, 5)}, "date;value\n2026-01-31;3.125\n", 3.125, 1),
        ({}, "date;value;other\n2026-01-31;1.204;9,5\n", 1204.0, 1),
        ({}, "date;value\n2026-01-31;(1.204,50)\n", -1204.5, 1),
        ({}, "date;value\n2026-01-31;1.234.567\n", 1234567.0, 1),
    ],
)
def test_what_decides_how_numbers_are_written(
    tmp_path: Path, columns: dict[str, Any], text: str, value: float, n: int
) -> None:
    checked = ask_text(tmp_path, text, "mean", **columns)
    assert rules(checked) == []
    assert [(one.value, one.n) for one in checked.value.total] == [(value, n)]


def test_two_ways_in_one_file_are_told(tmp_path: Path) -> None:
    text = "date;value\n2026-01-05;1,234.5\n2026-01-06;12,5\n2026-01-07;1.204\n"
    assert rules(ask_text(tmp_path, text, "mean")) == ["data/ambiguous-numbers"]
    text = "date;value\n2026-01-05;1,234.5\n2026-01-06;1,334.5\n2026-01-07;12,5\n"
    assert rules(ask_text(tmp_path, text, "mean")) == ["data/not-a-number"]


def test_a_percent_sign_is_a_hundredth_of_a_plain_rate(tmp_path: Path) -> None:
    (one,) = ask_text(tmp_path, "date,value\n2026-01-31,71 %\n", "rate").value.total
    assert one.value == pytest.approx(0.71)
    (one,) = ask_text(tmp_path, "date,value\n2026-01-31,71 %\n", "rate", unit="%").value.total
    assert one.value == pytest.approx(71)
