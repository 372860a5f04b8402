"""Words for the sentences that pages lead with."""

from __future__ import annotations

from collections.abc import Iterable

FEW = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def few(count: int, noun: str = "", many: str = "") -> str:
    """A count as text has it: words up to twelve, digits beyond; with a noun in its number."""
    written = FEW[count] if count < len(FEW) else f"{count:,}"
    return f"{written} {plural(count, noun, many)}" if noun else written


def plural(count: int, noun: str, many: str = "") -> str:
    """A noun in the number that a count needs."""
    return noun if count == 1 else many or f"{noun}s"


def listed(parts: Iterable[str]) -> str:
    """Parts of a sentence one after the other: ``a, b and c``."""
    *first, last = [part for part in parts if part] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def sentence(words: str) -> str:
    """Words as a sentence: a capital at its beginning, a full stop at its end; nothing stays nothing."""
    if not words:
        return ""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")
