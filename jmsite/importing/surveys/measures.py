"""Tell which columns are answers to measure, of what kind, on what scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from jmsite.formats import numbers
from jmsite.importing.draft import ScaleEnds
from jmsite.importing.surveys.export import Measure, SurveyColumn, same
from jmsite.importing.surveys.scales import folded, is_nothing, scale_of, yes_or_no
from jmsite.model.value import Value, replace

Direction = Literal["higher", "lower"]
MOST_ODD = 0.1
"""The part of the answers that may be no number in a column of numbers."""
_LIKELY = re.compile(
    r"recommend|\be?nps\b|how likely|likelihood|weiterempf|empfehlen|wie wahrscheinlich|recommand|recomend|raccomand"
    r"|推荐|推薦|おすすめ|勧め|рекоменд",
    re.IGNORECASE,
)
_SCORE = re.compile(r"^(?:score|points|bewertung|note|wertung|puntuación)$", re.IGNORECASE)
_STARS = re.compile(r"\bstars\b|\bstar rating\b|\bsterne\b", re.IGNORECASE)
_PLEASED = re.compile(
    r"satisf|zufrieden|csat|\brat(?:e|ed|ing)\b|bewert|quality|how was|how were|overall|wie war|happy|tevred",
    re.IGNORECASE,
)
_EASY = re.compile(r"\beas(?:y|ier|e)\b|\beinfach|\bleicht\b|\bces\b|facile|fácil", re.IGNORECASE)
_EFFORT = re.compile(r"\beffort\b|aufwand|mühe|anstreng", re.IGNORECASE)
_GRADE = re.compile(r"schulnote|\bgrade\b|1 ?= ?(?:sehr gut|very good|best|excellent)", re.IGNORECASE)
_RANK = re.compile(r"\brank", re.IGNORECASE)
_TIME = re.compile(
    r"\b(minute|hour|day|second|minuten?|stunden?|tage?|sekunden?)(?:s|n)?\b|\b(min|hrs?|sec)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"wait|resol|repl|response|respond|duration|took|age\b|time (?:to|from|until)|gewartet|wartezeit|dauer"
    r"|days from|days to|how long",
    re.IGNORECASE,
)
_UNITS = {"m": "minutes", "h": "hours", "st": "hours", "d": "days", "t": "days", "s": "seconds"}
_CODES = re.compile(r"\bversion|\byear\b|\bcode\b|\bnumber of the\b|millis|\bid$", re.IGNORECASE)
_MONEY = re.compile(r"euro|€|\$|usd|gbp|£|amount|spent|price|revenue|ausgegeben|kosten|preis", re.IGNORECASE)
_PERCENT = re.compile("%|percent|prozent", re.IGNORECASE)
_RANGE = re.compile(r"(?<!\d)(-?\d{1,3}) ?(?:-|–|—|to|bis|à|a|…|\.\.+) ?(\d{1,3})(?!\d)", re.IGNORECASE)


class _Numbers(Value):
    """The cells of a column as numbers, and those that are none."""

    values: tuple[float | None, ...]
    odd: tuple[tuple[int, str], ...]

    @property
    def known(self) -> list[float]:
        return [one for one in self.values if one is not None]


def with_measures(columns: Sequence[SurveyColumn]) -> tuple[SurveyColumn, ...]:
    """Return columns with their measures, where their cells are answers; as they are where they are not.

    The rows of a matrix are answered on one scale, so its words are those of all of them.
    """
    words: dict[str, list[str]] = {}
    for column in columns:
        if column.part:
            words.setdefault(_question(column), []).extend(column.cells)
    return tuple(_measured(one, words.get(_question(one), ()) if one.part else ()) for one in columns)


def _question(column: SurveyColumn) -> str:
    return column.name.rpartition(" [")[0]


def _measured(column: SurveyColumn, beside: Sequence[str]) -> SurveyColumn:
    if column.measure is not None or column.use not in ("", "answer"):
        return column
    found = _in_words(column, beside) or _in_numbers(column) or _option(column)
    return replace(column, measure=found) if found else column


def _in_words(column: SurveyColumn, beside: Sequence[str]) -> Measure | None:
    """Return the measure of answers in words: a scale from bad to good, or yes and no.

    ``beside`` are the answers to the other rows of a matrix.
    """
    answers = [one for one in column.cells if not is_nothing(one)]
    if not answers:
        return None
    if values := scale_of([*answers, *(one for one in beside if not is_nothing(one))]):
        hard = "agree" in " ".join(values)
        return Measure(
            kind="mean" if hard else "csat", numbers=_looked_up(column.cells, values), scale=(1, 5), rank=1,
            labels=values,
        )  # fmt: skip
    if values := yes_or_no(answers):
        return Measure(kind="share", numbers=_looked_up(column.cells, values), unit="%", labels=values)
    return None


def _looked_up(cells: Sequence[str], values: object) -> tuple[float | None, ...]:
    return tuple(values.get(folded(one)) for one in cells)  # type: ignore[attr-defined]


def _in_numbers(column: SurveyColumn) -> Measure | None:
    """Return the measure of numbers, by what their column is called and by how far they reach."""
    read = _numbers(column.cells)
    if read is None or len(set(read.known)) < 2 or _are_ids(read.known) or _CODES.search(column.name):
        return None
    kind, scale, unit, direction, rank = _kind(f"{column.name} {column.part}", read.known)
    off = _off_scale(read.values, scale)
    kept = tuple(None if at in off else one for at, one in enumerate(read.values))
    return Measure(
        kind=kind, numbers=kept, scale=None if kind == "nps" else scale, unit=unit, direction=direction, rank=rank,
        odd=read.odd, off_scale=off,
    )  # fmt: skip


def _off_scale(values: Sequence[float | None], scale: ScaleEnds | None) -> tuple[int, ...]:
    if scale is None:
        return ()
    return tuple(at for at, one in enumerate(values) if one is not None and not scale[0] <= one <= scale[1])


def _numbers(cells: Sequence[str]) -> _Numbers | None:
    """Return cells as numbers; None where too many are none. Fractions are written as the column writes them."""
    filled = [(at, one) for at, one in enumerate(cells) if not is_nothing(one)]
    decimal = numbers.number_evidence([one for _, one in filled], labelled=True).decimal or "."
    found: dict[int, float] = {}
    odd: list[tuple[int, str]] = []
    for at, one in filled:
        read = numbers.read(one, decimal, labelled=True) if not re.match(r"0\d", one) else None
        if read is None:
            odd.append((at, one))
        else:
            found[at] = read.value
    if not found or len(odd) > MOST_ODD * len(filled):
        return None
    return _Numbers(values=tuple(found.get(at) for at in range(len(cells))), odd=tuple(odd))


def _are_ids(known: Sequence[float]) -> bool:
    """Return whether numbers are years, codes or ids, and not amounts."""
    whole = all(one.is_integer() for one in known)
    years = whole and all(1900 <= one <= 2100 for one in known)
    return years or (whole and min(known) > 9999 and len(set(known)) > 0.9 * len(known))


def _kind(name: str, known: Sequence[float]) -> tuple[str, ScaleEnds | None, str, Direction, int]:
    """Return kind, scale, unit, direction and rank of the numbers of a column."""
    low, high = min(known), sorted(known)[int(0.95 * (len(known) - 1))]
    whole = all(one.is_integer() for one in known)
    said = _said_scale(name, low, high)
    if whole and low >= 0 and _reaches_ten(name, said, high):
        return "nps", (0, 10), "points", "higher", 1
    rated = whole and low >= (said[0] if said else 1) and high <= (said[1] if said else 7)
    if _GRADE.search(name) and rated:
        return "mean", said or (1, 6), "", "lower", 1
    if rated and (_EASY.search(name) or _EFFORT.search(name)):
        direction: Direction = "higher" if _EASY.search(name) else "lower"
        return "ces", said or (1, 5 if high <= 5 else 7), "", direction, 1
    if _STARS.search(name) and rated and high <= 5:
        return "mean", (1, 5), "of 5", "higher", 1
    if _RANK.search(name) and rated:
        return "mean", None, "", "lower", 3
    if rated and (_PLEASED.search(name) or _SCORE.search(same(name))):
        return "csat", said or (1, 5 if high <= 5 else 7), "", "higher", 1
    return _amount(name, high, said if rated else None)


def _reaches_ten(name: str, said: ScaleEnds | None, high: float) -> bool:
    """Return whether answers are those of a Net Promoter Score: asked for, and from 0 to 10."""
    if said not in (None, (0, 10)):
        return False
    return (bool(_LIKELY.search(name)) and high <= 10) or (bool(_SCORE.search(same(name))) and 5 < high <= 10)


def _said_scale(name: str, low: float, high: float) -> ScaleEnds | None:
    """Return the scale that a column's name tells, if the answers fit it: `(0-10)`, `1 = bad, 6 = good`."""
    found = _RANGE.search(name)
    ends = [int(one) for one in re.findall(r"(?<!\d)(\d{1,3}) ?=", name)]
    pair = (float(found[1]), float(found[2])) if found else (min(ends), max(ends)) if len(ends) > 1 else None
    return pair if pair and pair[0] < pair[1] and pair[0] <= low and high <= pair[1] else None


def _amount(
    name: str, high: float, said: ScaleEnds | None
) -> tuple[str, ScaleEnds | None, str, Direction, int]:
    """Return what numbers are that nobody was asked about how it was: times, money, shares, or just numbers."""
    unit = _TIME.search(name)
    if unit:
        word = (unit[1] or unit[2]).lower()
        named = _UNITS.get(word[:2]) or _UNITS.get(word[0], "")
        lasting = bool(_LASTING.search(name))
        return (
            "duration" if lasting else "mean",
            None,
            named,
            "lower" if lasting else "higher",
            2 if lasting else 3,
        )
    if _MONEY.search(name):
        return "mean", None, "EUR" if re.search("euro|€", name, re.IGNORECASE) else "", "higher", 3
    return "mean", said, "%" if _PERCENT.search(name) and high > 1 else "", "higher", 3


def _option(column: SurveyColumn) -> Measure | None:
    """Return the measure of an option of several: its column holds its own label or nothing."""
    filled = {folded(one) for one in column.cells if one}
    if len(filled) != 1 or sum(bool(one) for one in column.cells) < 2:
        return None
    label = next(iter(filled))
    if label not in (same(column.part), same(column.name), "1", "x", "true"):
        return None
    return Measure(kind="share", numbers=tuple(1.0 if one else 0.0 for one in column.cells), unit="%", rank=4)
