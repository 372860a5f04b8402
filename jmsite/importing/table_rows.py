"""The kinds of rows and cells in tables: sums, errors, numbers, and feelings that stand in two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jmsite.importing.draft import DraftFeeling, DraftStage
from jmsite.model.value import replace

_SUMMARY = re.compile(
    r"^(?:mean|means|average|avg\.?|total|sum|mittel\w*|durchschnitt|summe|schnitt|moyenne|media|média|среднее|итого|平均|合计|合計|Ø|∅|Σ)\b",
    re.IGNORECASE,
)
ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#NV", "#BEZUG!", "#WERT!")
)
FRACTION = re.compile(r"\d+(?:\.\d+)?")
_NUMBER = re.compile(r"[+\-−–]?\d+(?:[.,]\d+)?%?$")


def merge_feelings(groups: Sequence[Sequence[DraftFeeling]]) -> list[DraftFeeling]:
    """Return the feelings of several columns: a number without a word belongs to the word beside it."""
    worded = [group for group in groups if any(one.word for one in group)]
    bare = [group for group in groups if not any(one.word for one in group)]
    if not worded or not bare:
        return [one for group in groups for one in group]
    first, scores = list(worded[0]), bare[0]
    for at, score in enumerate(scores):
        if at < len(first) and first[at].value is None:
            first[at] = replace(first[at], value=score.value, scale=score.scale, sure=score.sure)
    return [*first, *(one for group in worded[1:] for one in group)]


def sums_up(row: Sequence[str], columns: Sequence[str]) -> bool:
    """Return whether a row sums up others: called so, or without a title and with numbers alone."""
    titles = [cell for lane, cell in zip(columns, row, strict=True) if lane in ("stage", "step", "doing")]
    said = [cell for cell in row if cell]
    if any(_SUMMARY.match(cell) for cell in said[:2]) and not all(titles):
        return True
    return bool(said) and not any(titles) and all(_NUMBER.match(cell) or cell in ERRORS for cell in said)


def are_numbers(cells: Sequence[str]) -> bool:
    """Return whether whatever stands in cells is a number."""
    said = [cell for cell in cells if cell]
    return bool(said) and all(_NUMBER.match(cell) for cell in said)


def entries_in(stages: Sequence[DraftStage]) -> int:
    """Return how much stages hold."""
    moments = [moment for stage in stages for moment in (stage, *stage.steps)]
    return sum(len(some) for moment in moments for some in moment.lanes.values()) + len(moments)
