"""Answers in words: scales from the worst to the best, and cells that are no answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

NOTHING = frozenset(
    (
        "",
        "-",
        "–",
        "—",
        "n/a",
        "na",
        "nan",
        "null",
        "none",
        "#n/a",
        "#div/0!",
        "#value!",
        "#ref!",
        "k. a.",
        "k.a.",
    )
)
"""Cells that stand for nothing; they are never 0."""
UNDECIDED = frozenset(
    (
        "don't know",
        "i don't know",
        "not applicable",
        "not sure",
        "no opinion",
        "weiß nicht",
        "ne sait pas",
        "no sabe",
    )
)

_WRITTEN = """
very dissatisfied < dissatisfied < neither satisfied nor dissatisfied|neutral|neither < satisfied < very
  satisfied
extremely dissatisfied < somewhat dissatisfied|moderately dissatisfied < neither satisfied nor dissatisfied <
  somewhat satisfied|moderately satisfied < extremely satisfied
very unsatisfied < unsatisfied < neutral < satisfied < very satisfied
very poor < poor < fair|ok|okay|average|acceptable < good < very good|excellent
poor < fair < good < very good < excellent
terrible < poor < average < good|very good < excellent
horrible|terrible|awful < bad < ok|okay|average < good < excellent|great
very bad < bad < ok|okay|neutral|average < good < very good
strongly disagree < disagree|somewhat disagree < neither agree nor disagree|neutral|undecided < agree|somewhat
  agree < strongly agree
very difficult < difficult < neither easy nor difficult|neutral < easy < very easy
very unlikely < unlikely < neutral|neither likely nor unlikely < likely < very likely
very unfavorably < somewhat unfavorably < neither favorably nor unfavorably (neutral) < somewhat favorably <
  very favorably
sehr unzufrieden < unzufrieden|eher unzufrieden < neutral|teils teils|teils/teils|weder noch < zufrieden|eher
  zufrieden < sehr zufrieden
sehr schlecht < schlecht < mittel|mittelmäßig|geht so|befriedigend < gut < sehr gut
très insatisfait|très insatisfaite < insatisfait|insatisfaite|plutôt insatisfait < neutre|ni satisfait ni
  insatisfait < satisfait|satisfaite|plutôt satisfait < très satisfait|très satisfaite
muy insatisfecho|muy insatisfecha < insatisfecho|insatisfecha < neutral|ni satisfecho ni insatisfecho <
  satisfecho|satisfecha < muy satisfecho|muy satisfecha
muito insatisfeito|muito insatisfeita < insatisfeito|insatisfeita < neutro|indiferente < satisfeito|satisfeita
  < muito satisfeito|muito satisfeita
"""
"""Scales from the worst to the best, one a line; words of one step stand behind `|`."""
_SCALES = tuple(tuple(line.split(" < ")) for line in _WRITTEN.strip().replace("\n  ", " ").splitlines())
_YES_NO: Mapping[str, float] = {
    **dict.fromkeys(("yes", "true", "ja", "oui", "sí", "si", "sim", "да", "はい", "是", "نعم"), 1.0),
    **dict.fromkeys(("no", "false", "nein", "non", "não", "нет", "いいえ", "否", "لا"), 0.0),
}


def folded(cell: str) -> str:
    """Return an answer as it is compared."""
    return re.sub(r"\s+", " ", cell).strip().casefold()


def is_nothing(cell: str) -> bool:
    """Return whether a cell is no answer: blank, a dash, an error, or "don't know"."""
    word = folded(cell)
    return word in NOTHING or word in UNDECIDED or bool(re.fullmatch(r".*\(n/a\)", word))


def scale_of(answers: Iterable[str]) -> Mapping[str, float]:
    """Return numbers 1 to 5 for answers in words, as ``folded`` gives them; nothing where no scale has all of them."""
    words = {folded(one) for one in answers}
    fitting = [values for scale in _SCALES if words <= set(values := _steps(scale))]
    if len(words) < 2 or not fitting:
        return {}
    # a scale on which each word has a step of its own is the one that was asked
    best = max(fitting, key=lambda values: len({values[word] for word in words}))
    return {word: best[word] for word in words}


def _steps(scale: tuple[str, ...]) -> dict[str, float]:
    return {word: float(at) for at, step in enumerate(scale, 1) for word in step.split("|")}


def yes_or_no(answers: Iterable[str]) -> Mapping[str, float]:
    """Return 1 and 0 for answers of yes and no, in words or digits; nothing where there is another answer."""
    words = {folded(one) for one in answers}
    if words == {"0", "1"}:
        return {"1": 1.0, "0": 0.0}
    found = {word: _YES_NO[word] for word in words if word in _YES_NO}
    return found if found and set(found) == words and len(words) > 1 else {}
