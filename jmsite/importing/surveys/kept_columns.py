"""The columns of an export that are kept in the copy of its table, and why others are not."""

from __future__ import annotations

import re
from collections import Counter

from jmsite.importing.surveys.export import Export, SurveyColumn
from jmsite.importing.surveys.privacy import about_people
from jmsite.model.value import Value, replace

FEWEST = 5
"""Rows that each value of a column must have: fewer people can be told apart."""

_SAID = re.compile(
    r"comment|content|\btext\b|verbatim|feedback|\bwhy\b|anything|\breasons?\b|describe|tell us|suggest|kommentar"
    r"|warum|grund|commentaire|pourquoi|comentario",
    re.IGNORECASE,
)


class KeptColumns(Value):
    """The columns that are kept as they are, and names of those that are not, by reason."""

    columns: tuple[SurveyColumn, ...]
    left: dict[str, tuple[str, ...]]


PERSONAL = "about people"
WORDS = "with people's own words, which somebody should read before they are shown"
FEW = f"with values that fewer than {FEWEST} rows have, by which people can be recognized"
SEVERAL = "with several choices in one cell, not divided, since an option may hold the separator too"
TOOL = "of the tool itself"


def columns_to_keep(export: Export) -> KeptColumns:
    """Return what becomes of the columns that are neither dates nor measured."""
    found: list[SurveyColumn] = []
    left: dict[str, list[str]] = {PERSONAL: [], WORDS: [], SEVERAL: [], FEW: [], TOOL: []}
    for column in export.columns:
        if column.use == "personal":
            left[PERSONAL].append(column.name)
        elif column.measure is not None or column.use in ("day", "counted") or column.name in export.days:
            continue
        elif column.use == "tool":
            left[TOOL].append(column.name)
        elif reason := _why_not(column, export):
            left[reason].append(column.name)
        elif any(column.cells):
            found.append(column)
    return KeptColumns(
        columns=tuple(found), left={reason: tuple(names) for reason, names in left.items() if names}
    )


def mark_personal(export: Export) -> Export:
    """Return an export in which all columns about people are marked."""

    return replace(
        export,
        columns=tuple(
            replace(one, use="personal", measure=None)
            if one.use != "day" and about_people(one.name, one.cells)
            else one
            for one in export.columns
        ),
    )


def _why_not(column: SurveyColumn, export: Export) -> str:
    """Return why a column is not kept; "" where it is."""
    counts = Counter(column.cells[at] for at in export.counting if column.cells[at])
    if not counts:
        return ""
    filled = counts.total()
    for separator in (", ", " / ", ";"):
        parts = Counter(
            part for one, times in counts.items() for part in one.split(separator) for _ in range(times)
        )
        if len(parts) < len(counts) and sum(separator in one for one in counts) * 3 > len(counts):
            return SEVERAL
    lengths = [len(one.split()) for one in counts]
    own = bool(_SAID.search(column.name)) or len(counts) * 2 > filled or sum(lengths) > 5 * len(lengths)
    if max(lengths) > 3 and own:
        return WORDS
    if len(counts) > 20 and len(counts) * 2 > filled:
        return WORDS
    return FEW if min(counts.values()) < FEWEST else ""
