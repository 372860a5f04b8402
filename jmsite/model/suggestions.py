"""Name what was probably meant by a word that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, words: Iterable[str], likeness: float = 0.6) -> str:
    """Return the one of ``words`` that is most like ``word``, or "" where none is like it by ``likeness`` (0 to 1)."""
    return next(iter(get_close_matches(word, list(words), 1, likeness)), "")


def did_you_mean(found: str) -> str:
    """Return the question that offers what was found, or "" for nothing."""
    return f"did you mean '{found}'?" if found else ""


def suggestion(word: str, words: Iterable[str], likeness: float = 0.6) -> str:
    """Return a hint that names the nearest of the words there are, or "" where none is near."""
    return did_you_mean(nearest(word, words, likeness))
