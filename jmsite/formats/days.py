"""Read a day as people and programs write it, and find out whether a file writes the day or the month first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from jmsite.model.value import Value

Order = Literal["dmy", "mdy", "ymd"]
"""The part that stands first in a day of three numbers."""

CLOCK = (
    r"(?i)[T ,]+(?:at |um |à )?(?:[01]?[0-9]|2[0-4])[:h][0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?"
    r"(?: ?(?:[ap][.]?m[.]?|[صم]))?(?: ?uhr)?"
    r"(?: ?(?:[a-z]{1,5})?(?: ?[+-][0-9]{1,2}(?::?[0-9]{2})?)?)?(?: ?[(][^)]*[)])?$"
)
"""The time of day behind a day, with its zone: the day is the one that is written. Python and DuckDB read it alike."""

_PLAIN = str.maketrans({
    **dict.fromkeys("\u00a0\u2007\u2009\u202f\u205f", " "),
    **dict.fromkeys("\u200e\u200f\u061c\u0640"),  # str.translate leaves out what stands for None
    **{sign: str(number % 10) for number, sign in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")},  # two rows of ten digits
    "،": ",",
})  # fmt: skip
"""Blanks of all kinds, marks of direction and signs that only lengthen a word, and the digits of Arabic and Persian."""
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.] ?|年)(\d{1,2})(?:(?:[-/.] ?|月)(\d{1,2})日?|月?)")
# both signs between the numbers are the same: ``1/2-2026`` is no day but a slip, or something else
_TRIPLE = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_QUARTER = re.compile(
    r"(?:Q|T)([1-4])[ /.-]?(\d{4})|(\d{4})[ /-]?Q([1-4])|([1-4])\. ?Quartal (\d{4})", re.IGNORECASE
)
_WEEK = re.compile(r"(?:KW|W) ?(\d{1,2})[ /-](\d{4})|(\d{4})[ /-]?W(\d{1,2})(?:-?([1-7]))?", re.IGNORECASE)
# eight digits are a day only in these two centuries: any others are a number
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
# the days from 1954 to 2119; with seconds, from 1970 to 2033, below
_SERIAL = re.compile(r"([2-7]\d{4})(?:[.,]\d+)?")
_EPOCH = re.compile(r"([01]\d{9})(?:\d{3})?")
# words, numbers and what stands between them; whether the words are months is asked afterwards. Possessive (++): a
# long word could be divided in any way, and giving letters back would take time that doubles with each of them
_WORDED = re.compile(r"(?:[^\W\d_]++\.?|\d{1,4}+(?:st|nd|rd|th|er)?\.?|[-/, '’])++")
_IN_TWO_WORDS = re.compile(r"\b(كانون|تشرين) (الثاني|ال[أا]ول)\b")
"""Months of the Levant that have two words."""
_NAMES = (
    "january januar janvier enero gennaio janeiro januari يناير كانونالثاني جانفي",
    "february februar février febrero febbraio fevereiro فبراير شباط فيفري",
    "march märz maerz mars marzo março maart مارس آذار",
    "april avril abril aprile أبريل إبريل نيسان أفريل",
    "may mai mayo maggio maio mei مايو أيار ماي",
    "june juni juin junio giugno junho يونيو يونيه حزيران جوان",
    "july juli juillet julio luglio julho يوليو يوليه يوليوز تموز جويلية",
    "august août agosto augustus أغسطس آب أوت غشت",
    "september septembre septiembre settembre setembro سبتمبر أيلول شتنبر",
    "october oktober octobre octubre ottobre outubro أكتوبر تشرينالأول",
    "november novembre noviembre novembro نوفمبر تشرينالثاني نونبر",
    "december dezember décembre diciembre dicembre dezembro ديسمبر كانونالأول دجنبر",
)
_BESIDE_NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag"
    " sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes"
    " sábado domingo الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت"
)
_LITTLE = frozenset(
    ("م", "من", "يوم", "of", "de", "del", "the", "der", "den", "le", "el", "st", "nd", "rd", "th", "er")
)


class AmbiguousDaysError(Exception):
    """Days that can be read as day/month and as month/day, with one of them."""

    def __init__(self, example: str) -> None:
        super().__init__(example)
        self.example = example


class PossibleDay(Value):
    """A day as it can be read: with the day first, with the month first, with the year first; None where it cannot.

    ``clear``: it is the same whatever a file puts first.
    """

    dmy: date | None = None
    mdy: date | None = None
    ymd: date | None = None
    clear: bool = True


def normalized(words: str) -> str:
    """Return words with plain blanks, commas and digits, and without what only shows their direction."""
    return words.translate(_PLAIN).strip()


def day_of(words: str) -> str:
    """Return the words of a day without the time behind it."""
    return re.sub(CLOCK, "", normalized(words))


def read(words: str) -> PossibleDay | None:
    """Return the day that words are, also the first one of a week, month, quarter or year; None where they are none."""
    words = words.translate(_PLAIN).strip()
    if found := _TRIPLE.fullmatch(words):
        return _triple(*found.groups())
    certain: date | None = _numbered(words) or _period(words) or _worded(words)
    return PossibleDay(dmy=certain, mdy=certain, ymd=certain) if certain else None


def _triple(first: str, sign: str, second: str, last: str) -> PossibleDay | None:
    year = _full(last)
    one, other = int(first), int(second)
    dmy = _made(year, other, one)
    # nobody writes the month first with full stops
    if sign == ".":
        return PossibleDay(dmy=dmy, mdy=dmy, ymd=dmy) if dmy else None
    mdy = _made(year, one, other)
    ymd = _made(_full(first), other, int(last)) if len(last) == 2 and len(first) == 2 else None
    return PossibleDay(dmy=dmy, mdy=mdy, ymd=ymd, clear=False) if dmy or mdy or ymd else None


def _full(year: str) -> int:
    """Return a year of two digits as POSIX takes it: up to 68 of this century."""
    return int(year) if len(year) == 4 else int(year) + (2000 if int(year) <= 68 else 1900)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbered(words: str) -> date | None:
    # with the year in front nobody means year, day, month
    if found := _YEAR_FIRST.fullmatch(words) or _COMPACT.fullmatch(words):
        return _made(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _MONTH_YEAR.fullmatch(words):
        return _made(int(found[2]), int(found[1]), 1)
    if found := _EPOCH.fullmatch(words):
        return date(1970, 1, 1) + timedelta(seconds=int(found[1]))
    return _made(int(words), 1, 1) if re.fullmatch(r"[12]\d{3}", words) else None


def _period(words: str) -> date | None:
    """Return the first day of a quarter or week."""
    if found := _QUARTER.fullmatch(words):
        quarter, year = found[1] or found[4] or found[5], found[2] or found[3] or found[6]
        return _made(int(year), int(quarter) * 3 - 2, 1)
    if found := _WEEK.fullmatch(words):
        try:
            return date.fromisocalendar(
                int(found[2] or found[3]), int(found[1] or found[4]), int(found[5] or 1)
            )
        except ValueError:
            return None
    return None


def is_year_or_quarter(words: str) -> bool:
    """Return whether words are a year or a quarter, of which two calendars may have different ones."""
    return bool(re.fullmatch(r"[12]\d{3}", normalized(words)) or _QUARTER.fullmatch(normalized(words)))


def _worded(words: str) -> date | None:
    """Return a day with its month in words, in English, German, French, Spanish, Arabic and their neighbours."""
    words = _IN_TWO_WORDS.sub(r"\1\2", words)
    if not _WORDED.fullmatch(words):
        return None
    letters = [_folded(word) for word in re.findall(r"[^\W\d_]+", words)]
    numbers = re.findall(r"\d+", words)
    months = [month for word in letters if (month := _month(word))]
    others = [word for word in letters if not _month(word) and not _beside(word)]
    if len(months) != 1 or others or not 1 <= len(numbers) <= 2:
        return None
    # two numbers beside the month: one has four digits, or the last one is the year
    first_is_year = len(numbers[0]) == 4
    year, day = (numbers[0], numbers[1:]) if first_is_year else (numbers[-1], numbers[:-1])
    if len(year) not in (2, 4) or (day and len(day[0]) > 2):
        return None
    return _made(_full(year), months[0], int(day[0]) if day else 1)


def _folded(word: str) -> str:
    """Return a word without capitals, accents, and what Arabic writes over or under its letters."""
    # March is März and Maerz, février and fevrier: accents come and go on the way through programs
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


_MONTHS = tuple(tuple(_folded(names).split()) for names in _NAMES)
_BESIDE = tuple(_folded(_BESIDE_NAMES).split())


def _month(word: str) -> int:
    """Return the number of the month that a word is the name of, or the beginning with three letters at least; 0 where
    there is not one.
    """
    for number, names in enumerate(_MONTHS, 1):
        if word in names:
            return number
    found = [
        number
        for number, names in enumerate(_MONTHS, 1)
        if len(word) > 2 and any(name.startswith(word) for name in names)
    ]
    return found[0] if len(found) == 1 else 0


def _beside(word: str) -> bool:
    return word in _LITTLE or any(name.startswith(word) for name in _BESIDE if len(word) > 1)


def serial(words: str) -> date | None:
    """Return the day that a number stands for in the cells of a spreadsheet."""
    found = _SERIAL.fullmatch(words.strip())
    # 1899-12-30, since spreadsheets count a 29 February 1900 that never was
    return date(1899, 12, 30) + timedelta(days=int(found[1])) if found else None


def days(written: Iterable[str], order: Order | None = None) -> Mapping[str, date]:
    """Return the day of each of the words of a column that is one. Raises ``AmbiguousDaysError``.

    ``order`` is what somebody has declared; else what the whole column tells. Numbers of spreadsheets are days where
    the column has nothing else.
    """
    # in order, so that every build names the same example
    words = sorted(written)
    serials = {one: day for one in words if (day := serial(one))}
    if serials and len(serials) == len(words):
        return serials
    found = {one: each for one in words if (each := read(one))}
    order = order or _order(found)
    return {one: day for one, each in found.items() if (day := _only(each, order))}


def _only(day: PossibleDay, order: Order | None) -> date | None:
    if order:
        return {"dmy": day.dmy, "mdy": day.mdy, "ymd": day.ymd}[order]
    # nothing is open here: what can be read in both ways is the same day in both
    return day.dmy or day.mdy


def _order(found: Mapping[str, PossibleDay]) -> Order | None:
    """Return what comes first in days of three numbers; None where each of them can be read in one way only."""
    unclear = {words: day for words, day in found.items() if not day.clear}
    open = [words for words, day in unclear.items() if day.dmy and day.mdy and day.dmy != day.mdy]
    if not open:
        return None
    first = {
        "dmy": any(not day.mdy for day in unclear.values()),
        "mdy": any(not day.dmy for day in unclear.values()),
    }
    if first["dmy"] == first["mdy"]:
        raise AmbiguousDaysError(open[0])
    return "dmy" if first["dmy"] else "mdy"
