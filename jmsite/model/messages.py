"""The messages that views need of a language: phrases, and how it counts, joins, quotes, writes numbers and days.

``formats.messages`` has the one that is made of a theme's phrases.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Protocol


class Messages(Protocol):
    """The words of a site, in its language."""

    @property
    def rtl(self) -> bool:
        """Return whether it runs from right to left."""

    @property
    def signs(self) -> str:
        """Return the signs with which figures write numbers, see ``model.figures``."""

    @property
    def months(self) -> tuple[str, ...]:
        """Return the twelve months as a scale has them: ``Oct {year}``."""

    def phrase(self, key: str, **values: Any) -> str:
        """Return the phrase for a key with its blanks filled."""

    def plural(self, count: int, key: str, **values: Any) -> str:
        """Return ``3 steps``: the phrase in the form that a count needs, with the number in its blank ``{count}``."""

    def forms(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return every form of a phrase with its name, the blanks open: for scripts, that count for themselves."""

    def counted(self, count: int, key: str, **values: Any) -> str:
        """Return ``three steps``: what ``plural`` returns, with the number as running text has it."""

    def listed(self, parts: Iterable[str]) -> str:
        """Return parts of a sentence one after the other: ``a, b and c``."""

    def row(self, *parts: str) -> str:
        """Return the parts that say something, with commas between them."""

    def sentences(self, *parts: str) -> str:
        """Return the parts that say something as sentences, one after the other."""

    def inner(self, text: str) -> str:
        """Return words for inside a quotation."""

    def signed(self, score: float, digits: int = 1) -> str:
        """Return a score with its sign."""

    def number(self, value: float, digits: int | None = None, least: int = 0) -> str:
        """Return a number with at most ``digits`` and at least ``least`` decimals; by itself one, or what a
        fraction needs.
        """

    def percent(self, share: float) -> str:
        """Return a share of one as a percentage."""

    def day(self, value: date, style: str = "long") -> str:
        """Return a day."""

    def month(self, value: date) -> str:
        """Return a month."""

    def span(self, value: timedelta) -> str:
        """Return a duration."""


def capitalized(words: str) -> str:
    """Return words as they begin a sentence or a cell: ``str.capitalize`` would make all letters behind small."""
    return words[:1].upper() + words[1:]
