"""Words, numbers and dates of the interface in the site's language (the door to Babel)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language by key, and how it writes numbers and dates."""

    language: str
    phrases: Mapping[str, str]

    def phrase(self, key: str, **values: Any) -> str:
        """The phrase for a key with its blanks filled; the key itself where the theme has none."""
        found = self.phrases.get(key, key)
        return found.format(**values) if values else found

    def plural(self, count: int, key: str) -> str:
        """``3 steps``: the phrase ``<key>.one`` or ``<key>.many`` with the number."""
        form = "one" if count == 1 else "many"
        return self.phrase(f"{key}.{form}", count=self.number(count))

    def signed(self, score: float, digits: int = 1) -> str:
        """A score with its sign: +1.2, −0.5, 0.0."""
        written = self.number(abs(score), digits, digits)
        if float(f"{score:.{digits}f}") == 0:
            return written
        return ("+" if score > 0 else MINUS) + written

    def number(self, value: float, digits: int = 1, least: int = 0) -> str:
        """A number with at most ``digits`` decimals, in the language's way."""
        return _number(value, digits, least, self.language)

    def percent(self, share: float) -> str:
        """A share of one as a percentage."""
        return self.number(share * 100, 0) + "\u00a0%"

    def day(self, value: date, style: str = "long") -> str:
        """A day: 12 October 2026, or shorter."""
        return _day(value, style, self.language)

    def month(self, value: date) -> str:
        """A month: October 2026."""
        return _day(value, "month", self.language)

    def span(self, value: timedelta) -> str:
        """A duration in its largest fitting unit: 3 days, 20 minutes."""
        return _span(value, self.language)


def _locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


@lru_cache(maxsize=4096)
def _number(value: float, digits: int, least: int, language: str) -> str:
    if language.startswith("en") and abs(value) < 1000:
        written = f"{value:.{digits}f}"
        whole, _, rest = written.partition(".")
        rest = rest.rstrip("0").ljust(least, "0")
        return (f"{whole}.{rest}" if rest else whole).replace("-", MINUS)
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * least + "#" * (digits - least) if digits else "")
    return str(format_decimal(value, pattern, _locale(language))).replace("-", MINUS)


@lru_cache(maxsize=4096)
def _day(value: date, style: str, language: str) -> str:
    from babel.dates import format_date, format_skeleton

    locale = _locale(language)
    if style == "month":
        return str(format_skeleton("yMMMM", value, locale=locale))
    return str(format_date(value, style, locale))


@lru_cache(maxsize=1024)
def _span(value: timedelta, language: str) -> str:
    from babel.dates import format_timedelta

    return str(format_timedelta(value, threshold=1.5, locale=_locale(language)))


def direction(language: str) -> str:
    """``rtl`` for a language written from right to left, else ``ltr``."""
    return "rtl" if language.partition("-")[0] in ("ar", "fa", "he", "ur", "yi", "ps", "dv", "ckb") else "ltr"
