"""The ease with which words can be read: Flesch's measure, in the languages whose formula and syllables are known.

Each language has a formula of its own, made so that the scale means the same: 100 is easy for a child of eleven, 60 for
one of fourteen, 30 is for those who have studied. Syllables are counted where a word could be hyphenated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jmsite.model.value import Value

# with a blank behind: 3.5 and "e.g.this" end nothing
_SENTENCE = re.compile(r"[.!?…]+(?:\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")


class Formula(Value):
    """Flesch's formula for a language: what it begins with, and what it takes off for long sentences and long words.

    ``patterns`` are those by which its words are hyphenated.
    """

    patterns: str
    base: float
    a_word: float
    a_syllable: float


FORMULAS: Mapping[str, Formula] = {
    "en": Formula(patterns="en_US", base=206.835, a_word=1.015, a_syllable=84.6),  # Flesch 1948
    "de": Formula(patterns="de_DE", base=180.0, a_word=1.0, a_syllable=58.5),  # Amstad 1978
    "es": Formula(patterns="es", base=206.84, a_word=1.02, a_syllable=60.0),  # Fernández Huerta 1959
    "fr": Formula(patterns="fr", base=207.0, a_word=1.015, a_syllable=73.6),  # Kandel and Moles 1958
}
"""The languages that are known, by their code."""


def formula_for(language: str) -> Formula | None:
    """Return the formula for a language, whatever its country (``de-AT``); None for one that is not known."""
    return FORMULAS.get(re.split(r"[-_]", language.casefold())[0])


def words_of(text: str) -> list[str]:
    """Return the words of a text in Markdown, without addresses and numbers."""
    return _WORD.findall(_ADDRESS.sub("]", text))


def reading_ease(texts: Sequence[str], formula: Formula) -> float | None:
    """Return how easily texts can be read, higher is easier; None without a word. Each text ends a sentence."""
    sentences = [words for text in texts for part in _SENTENCE.split(text) if (words := words_of(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return None
    syllables = _syllables(words, formula)
    return (
        formula.base
        - formula.a_word * len(words) / len(sentences)
        - formula.a_syllable * syllables / len(words)
    )


def _syllables(words: Sequence[str], formula: Formula) -> int:
    # late, since its patterns take a while to read
    from pyphen import Pyphen

    patterns = Pyphen(lang=formula.patterns)
    return sum(len(patterns.positions(part)) + 1 for word in words for part in word.casefold().split("-"))
