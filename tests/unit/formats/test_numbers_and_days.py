"""Numbers and days as people and programs write them, one by one and as a whole column."""

from __future__ import annotations

from datetime import date

import pytest

from jmsite.formats import days, numbers
from jmsite.formats.days import AmbiguousDaysError, day_of, serial
from jmsite.formats.numbers import Evidence, ParsedNumber, number_evidence
from jmsite.formats.svg_shape import MOST_DRAWN, PER_ELEMENT, Shape


@pytest.mark.parametrize(
    ("words", "point", "comma"),
    [
        ("12", 12, 12),
        ("1.5", 1.5, None),
        ("1,5", None, 1.5),
        ("1.234", 1.234, 1234),
        ("1,234.5", 1234.5, None),
        ("1.234.567,8", None, 1234567.8),
        ("12 345,5", None, 12345.5),
        ("1'234.5", 1234.5, None),
        ("12,34,567.8", 1234567.8, None),
        (".5", 0.5, None),
        ("5.", 5, None),
        ("1e3", 1000, 1000),
        ("2.5E-1", 0.25, None),
        ("-3", -3, -3),
        ("3-", -3, -3),
        ("(3)", -3, -3),
        ("−3", -3, -3),
        ("- 3", -3, -3),
        ("€ -3", -3, -3),
        ("-(3)", None, None),
        ("-3-", None, None),
        ("(3", None, None),
        ("1.23.4", None, None),
        ("0.000", 0, None),
        ("0,000", None, 0),
        ("1e15", 1e15, 1e15),
        ("1.1e15", None, None),
        ("1e999", None, None),
        ("", None, None),
        (".", None, None),
    ],
)
def test_a_number_is_read_in_either_way(words: str, point: float | None, comma: float | None):
    found = [numbers.read(words, decimal) for decimal in numbers.DECIMALS]
    assert [one and one.value for one in found] == [point, comma]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("12 %", ParsedNumber(value=12, percent=True)),
        ("12٪", ParsedNumber(value=12, percent=True)),
        ("€ 3", ParsedNumber(value=3, money="€")),
        ("3 €", ParsedNumber(value=3, money="€")),
        ("CHF 3", ParsedNumber(value=3, money="CHF")),
        ("NZ$3", ParsedNumber(value=3, money="NZ$")),
        ("3 kr.", ParsedNumber(value=3, money="kr.")),
        ("$3€", None),
        ("-0", ParsedNumber(value=0)),
    ],
)
def test_percent_and_currencies_stand_beside_a_number(words: str, read: ParsedNumber | None):
    assert numbers.read(words, ".") == read


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("10 - Extremely likely", 10),
        ("0 = not at all", 0),
        ("9: likely", 9),
        ("3 (neutral)", 3),
        ("Very likely (10)", 10),
        ("Rating: 7", 7),
        ("-2 - bad", -2),
        ("1000 - far too much", None),
        ("10", 10),
        ("likely", None),
        ("10 of 10", None),
    ],
)
def test_an_answer_may_carry_what_it_means(words: str, value: float | None):
    found = numbers.read(words, ".", labelled=True)
    assert (found and found.value) == value
    if not words.isdigit():
        assert numbers.read(words, ".") is None


@pytest.mark.parametrize(
    ("values", "decimal"),
    [
        (["1", "2"], "."),
        (["1.5", "1.234"], "."),
        (["1,5", "1.234"], ","),
        (["1.234"], None),
        (["1.5", "1,5"], "."),
        (["1.5", "2.5", "1,5"], "."),
        (["1.5", "1,5", "2,5"], ","),
        (["1.5", "1,5", "1.234"], None),
        ([], "."),
    ],
)
def test_all_values_tell_how_numbers_are_written(values: list[str], decimal: str | None):
    assert number_evidence(values).decimal == decimal
    halves = number_evidence(values[:1]).and_(number_evidence(values[1:]))
    assert halves == number_evidence(values)


@pytest.mark.parametrize(("most", "decimal"), [(10, "."), (10_000, None), (0.5, None)])
def test_what_can_stand_there_tells_where_the_signs_do_not(most: float, decimal: str | None):
    assert number_evidence(["1.234", "2.500"], lambda value: value <= most).decimal == decimal


def test_the_least_of_what_does_not_tell_is_the_example():
    assert number_evidence(["3.456", "1.234", "2.345"]) == Evidence(open="1.234")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-05-01", date(2026, 5, 1)),
        ("2026/5/1", date(2026, 5, 1)),
        ("2026-05", date(2026, 5, 1)),
        ("20260501", date(2026, 5, 1)),
        ("05/2026", date(2026, 5, 1)),
        ("2026", date(2026, 1, 1)),
        ("3026", None),
        ("1777593600", date(2026, 5, 1)),
        ("1777593600000", date(2026, 5, 1)),
        ("Q2 2026", date(2026, 4, 1)),
        ("2026-Q4", date(2026, 10, 1)),
        ("1. Quartal 2026", date(2026, 1, 1)),
        ("2026-W18", date(2026, 4, 27)),
        ("2026-W18-5", date(2026, 5, 1)),
        ("KW 1 2026", date(2025, 12, 29)),
        ("2026-W54", None),
        ("1 May 2026", date(2026, 5, 1)),
        ("May 1st, 2026", date(2026, 5, 1)),
        ("1. Mai 2026", date(2026, 5, 1)),
        ("1er août 2026", date(2026, 8, 1)),
        ("Freitag, 1. Mai 2026", date(2026, 5, 1)),
        ("Jan 2026", date(2026, 1, 1)),
        ("1 dic 26", date(2026, 12, 1)),
        ("2026 May 7", date(2026, 5, 7)),
        ("1 May or June 2026", None),
        ("1 Ma 2026", None),
        ("31 April 2026", None),
        ("31.12.26", date(2026, 12, 31)),
        ("31.12.68", date(2068, 12, 31)),
        ("31.12.69", date(1969, 12, 31)),
        ("31.13.2026", None),
        ("2026年5月1日", date(2026, 5, 1)),
    ],
)
def test_a_day_is_read(words: str, day: date | None):
    found = days.read(words)
    assert (found and found.dmy) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-05-01T10:20:30Z", "2026-05-01"),
        ("2026-05-01 9:05", "2026-05-01"),
        ("1 May 2026, 9:05 pm (CEST)", "1 May 2026"),
        ("01.05.2026 um 14:30 Uhr", "01.05.2026"),
        ("2026-05-01 25:00", "2026-05-01 25:00"),
        ("2026-05-01 9:60", "2026-05-01 9:60"),
    ],
)
def test_the_time_behind_a_day_is_left_out(words: str, day: str):
    assert day_of(words) == day


def test_the_whole_column_tells_whether_the_day_or_the_month_is_first():
    assert days.days(["01/02/2026", "13/02/2026"])["01/02/2026"] == date(2026, 2, 1)
    assert days.days(["01/02/2026", "02/13/2026"])["01/02/2026"] == date(2026, 1, 2)
    assert days.days(["05/05/2026", "06/06/2026"])["05/05/2026"] == date(2026, 5, 5)
    for column in (["01/02/2026"], ["01/02/2026", "13/02/2026", "02/13/2026"]):
        with pytest.raises(AmbiguousDaysError) as raised:
            days.days(column)
        assert raised.value.example == "01/02/2026"
    assert days.days(["01/02/2026"], "mdy") == {"01/02/2026": date(2026, 1, 2)}
    assert days.days(["01/02/03"], "ymd") == {"01/02/03": date(2001, 2, 3)}
    assert days.days(["13/02/2026"], "mdy") == {}


def test_numbers_of_spreadsheets_are_days_where_there_is_nothing_else():
    assert days.days(["46143", "46144.5"]) == {"46143": date(2026, 5, 1), "46144.5": date(2026, 5, 2)}
    assert days.days(["46143", "2026-05-02"]) == {"2026-05-02": date(2026, 5, 2)}
    assert [serial(one) for one in ("19999", "20000", "79999", "80000", "4614")] == [
        None, date(1954, 10, 3), date(2119, 1, 10), None, None,
    ]  # fmt: skip


def copies(shown: int) -> Shape:
    """A picture of a part with a hundred elements, and what shows that part so many times."""
    made = Shape()
    made.open("", ())
    made.open("part", ())
    for _ in range(100):
        made.open("", ())
        made.close()
    made.close()
    for _ in range(shown):
        made.open("", ["part"])
        made.close()
    made.close()
    return made


@pytest.mark.parametrize(("shown", "explodes"), [(0, False), (513, False), (514, True)])
def test_a_picture_may_draw_four_times_as_much_as_it_has_and_fifty_thousand_more(shown: int, explodes: bool):
    drawn, most = 1 + 101 + 102 * shown, MOST_DRAWN + PER_ELEMENT * (102 + shown)
    assert (drawn > most) is explodes
    assert copies(shown).explodes() is explodes


def test_what_shows_itself_by_another_is_refused_and_what_is_not_there_is_nothing():
    made = Shape()
    made.open("", ())
    for id, other in (("a", "b"), ("b", "a")):
        made.open(id, [other])
        made.close()
    made.close()
    assert made.explodes()
    made = Shape()
    made.open("a", ["gone"])
    made.close()
    assert not made.explodes()


@pytest.mark.parametrize(
    "words", ["a" * 200 + "@", "1" * 200 + "@", "Donaudampfschifffahrtsgesellschaft" * 9 + "!"]
)
def test_a_long_word_is_no_day_and_is_read_once(words: str):
    # with a pattern that could divide it in any way this test would never end
    assert days.read(words) is None
