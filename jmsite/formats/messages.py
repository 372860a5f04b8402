"""Phrases, numbers and dates of the interface in the site's language (the door to Babel)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, cast

from jmsite.model.decimals import decimals, decimals_written
from jmsite.model.messages import capitalized
from jmsite.model.value import Value
from jmsite.model.written_durations import WrittenDuration

MINUS = "\u2212"
EXACT = {0: "zero", 2: "two"}
"""Forms that a theme may have for these numbers in any language, as CLDR has them in some."""
ASIDE = "\u200e"
"""Before a sign among words that run from right to left, so that the sign stays before its number."""
RTL = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "ur", "yi"))
STRAIGHT = re.compile(r'"([^"]*)"')


class BabelMessages(Value):
    """The phrases of one language by key, and how it writes numbers and dates.

    A phrase whose form a number decides has a key for each form: ``<key>.one``, ``<key>.other`` and what else CLDR
    knows for the language; ``zero`` and ``two`` are taken for these numbers wherever they are there.
    """

    language: str
    phrases: Mapping[str, str]

    @property
    def rtl(self) -> bool:
        """Return whether it runs from right to left."""
        return direction(self.language) == "rtl"

    @property
    def signs(self) -> str:
        """Return the signs with which figures write numbers, see ``model.figures``."""
        return _signs(self.language)

    @property
    def months(self) -> tuple[str, ...]:
        """Return the twelve months as a scale has them: ``Oct {year}``."""
        return _months(self.language)

    def phrase(self, key: str, **values: Any) -> str:
        """Return the phrase for a key with its blanks filled; the key itself where the theme has none."""
        found = self.phrases.get(key, key)
        return found.format(**values) if values else found

    def plural(self, count: int, key: str, **values: Any) -> str:
        """Return ``3 steps``: the phrase in the form that a count needs, with the number in its blank ``{count}``."""
        return self._form(count, key).format(count=self.number(count), **values)

    def counted(self, count: int, key: str, **values: Any) -> str:
        """Return ``three steps``: what ``plural`` returns, with the number as running text has it."""
        return self._form(count, key).format(count=self.few(count), **values)

    def _form(self, count: int, key: str) -> str:
        phrases = self.phrases
        found = phrases.get(f"{key}.{EXACT[count]}") if count in EXACT else None
        return found or phrases.get(f"{key}.{form(count, self.language)}") or phrases.get(f"{key}.other", key)

    def forms(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return every form of a phrase with its name, the blanks open: for scripts, that count for themselves."""
        found = ((name, self.phrases.get(f"{key}.{name}", "")) for name in forms(self.language))
        return tuple((name, phrase) for name, phrase in found if phrase)

    def few(self, count: int) -> str:
        """Return a count as running text has it: by the words that the language has for small ones, else in digits."""
        small = self.phrases.get("few", "").split()
        return small[count] if count < len(small) else self.number(count, 0)

    def listed(self, parts: Iterable[str]) -> str:
        """Return parts of a sentence one after the other: ``a, b and c``."""
        *first, last = [part for part in parts if part] or [""]
        return self.phrase("and", first=self.row(*first), last=last) if first else last

    def row(self, *parts: str) -> str:
        """Return the parts that say something, with commas between them."""
        return self.phrases.get("comma", ", ").join([part for part in parts if part])

    def sentences(self, *parts: str) -> str:
        """Return the parts that say something as sentences: a capital at the beginning, a full stop at the end."""
        stop = self.phrases.get("stop", ".")
        said = (capitalized(part) for part in parts if part)
        ended = (part if part.endswith((".", "!", "?", stop)) else part + stop for part in said)
        return self.phrases.get("space", " ").join(ended)

    def quote(self, text: str) -> str:
        """Return words in quotation marks."""
        return self.phrase("quote", text=text)

    def inner(self, text: str) -> str:
        """Return words for inside a quotation: their own quotation marks become those of the second kind."""
        (opening, closing), (first, last) = (self._marks(key) for key in ("quote", "quote.inner"))
        if '"' not in text and opening not in text and closing not in text:
            return text
        return STRAIGHT.sub(rf"{first}\1{last}", text.replace(opening, first).replace(closing, last))

    def _marks(self, key: str) -> tuple[str, str]:
        opening, _, closing = self.phrases.get(key, "“{text}”").partition("{text}")
        return opening.strip(), closing.strip()

    def signed(self, score: float, digits: int = 1) -> str:
        """Return a score with its sign: +1.2, −0.5, 0.0."""
        return _signed(score, digits, self.language)

    def number(self, value: float, digits: int | None = None, least: int = 0) -> str:
        """Return a number with at most ``digits`` decimals, in the language's way; by itself one, or what a
        fraction needs, or as many as it was written with.
        """
        places = max(1, decimals(value), decimals_written(value)) if digits is None else digits
        return _number(value, places, least, self.language)

    def percent(self, share: float) -> str:
        """Return a share of one as a percentage."""
        return self.phrase("percent", n=self.number(share * 100, 0))

    def day(self, value: date, style: str = "long") -> str:
        """Return a day: 12 October 2026, or shorter."""
        return _day(value, style, self.language)

    def month(self, value: date) -> str:
        """Return a month: October 2026."""
        return _day(value, "month", self.language)

    def span(self, value: timedelta) -> str:
        """Return a duration as it was written: 30 days, 1 hour 30 minutes; one that was worked out in its largest
        fitting unit.
        """
        parts = value.parts if isinstance(value, WrittenDuration) else ()
        return _written(parts, self.language) if parts else _span(timedelta(0) + value, self.language)


SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def form(count: int, language: str) -> str:
    """Return the form of a phrase that a count needs, as CLDR calls it. English needs no Babel."""
    return ("one" if count == 1 else "other") if language == "en" else _rule(language)(count)


def forms(language: str) -> tuple[str, ...]:
    """Return the forms that whole numbers need in a language, below a hundred thousand."""
    # rules of CLDR look at the last two digits, a few at whole thousands
    return tuple(dict.fromkeys(form(count, language) for count in (0, 1, 2, *range(3, 200), 1000, 10000)))


@cache
def _rule(language: str) -> Callable[[int], str]:
    rule: Callable[[int], str] = _locale(language).plural_form
    return rule


@cache
def _locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        # en_GB has days before months, as our own short ways have
        return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


@cache
def _signs(language: str) -> str:
    if language == "en":
        return ".,"
    # Babel keeps signs by the system of digits, and figures are written in Latin ones
    symbols = _locale(language).number_symbols["latn"]
    return f"{symbols['decimal']}{symbols['group']}" + (ASIDE if direction(language) == "rtl" else "")


@cache
def _months(language: str) -> tuple[str, ...]:
    if language == "en":
        return tuple(f"{month} {{year}}" for month in SHORT)
    from babel.dates import format_skeleton

    # the year is only there to be found again: no name of a month has these digits
    locale, year = _locale(language), 2001
    named = (format_skeleton("yMMM", date(year, month, 1), locale=locale) for month in range(1, 13))
    return tuple(str(name).replace(str(year), "{year}") for name in named)


@lru_cache(maxsize=4096)
def _signed(score: float, digits: int, language: str) -> str:
    written = _number(abs(score), digits, digits, language)
    # what is rounded to nothing has no sign
    if float(f"{score:.{digits}f}") == 0:
        return written
    sign = "+" if score > 0 else MINUS
    return f"{ASIDE}{sign}{written}" if direction(language) == "rtl" else sign + written


@lru_cache(maxsize=4096)
def _number(value: float, digits: int, least: int, language: str) -> str:
    if language == "en":
        written = f"{value:,.{digits}f}"
        whole, _, rest = written.partition(".")
        rest = rest.rstrip("0").ljust(least, "0")
        return (f"{whole}.{rest}" if rest else whole).replace("-", MINUS)
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * least + "#" * (digits - least) if digits else "")
    return str(format_decimal(round(value, digits), pattern, _locale(language))).replace("-", MINUS)


@lru_cache(maxsize=4096)
def _day(value: date, style: str, language: str) -> str:
    if language == "en" and style in ("long", "medium", "month"):
        month = f"{(SHORT if style == 'medium' else MONTHS)[value.month - 1]} {value.year}"
        return month if style == "month" else f"{value.day} {month}"
    from babel.dates import format_date, format_skeleton

    locale = _locale(language)
    if style == "month":
        return str(format_skeleton("yMMMM", value, locale=locale))
    return str(format_date(value, style, locale))


UNITS = {"year": 31_536_000, "month": 2_592_000, "week": 604_800, "day": 86_400, "hour": 3600, "minute": 60}
SIZES: Mapping[str, int] = {**UNITS, "second": 1}
ALL = 1e12
"""So many of a unit that nothing is told in a larger one than is asked for."""
MOST = 1.5
"""From so many of a unit on, a duration is told in it."""


@lru_cache(maxsize=1024)
def _span(value: timedelta, language: str) -> str:
    # as format_timedelta says it, without loading Babel
    if language == "en":
        seconds = abs(value.total_seconds())
        fits = (unit for unit in UNITS.items() if seconds / unit[1] >= MOST)
        name, size = next(fits, ("second", 1))
        count = round(seconds / size)
        return f"{count} {name}" if count == 1 else f"{count} {name}s"
    from babel.dates import format_timedelta

    return str(format_timedelta(value, threshold=MOST, locale=_locale(language)))


@lru_cache(maxsize=1024)
def _written(parts: tuple[tuple[int, str], ...], language: str) -> str:
    if language == "en":
        return " ".join(f"{count:,} {unit}" if count == 1 else f"{count:,} {unit}s" for count, unit in parts)
    from babel.dates import format_timedelta

    locale, tell = _locale(language), cast("Callable[..., str]", format_timedelta)
    told = (tell(timedelta(seconds=count * SIZES[unit]), unit, ALL, locale=locale) for count, unit in parts)
    return " ".join(map(str, told))


@cache
def direction(language: str) -> str:
    """Return ``rtl`` for a language written from right to left, else ``ltr``."""
    return "rtl" if language.partition("-")[0] in RTL else "ltr"
