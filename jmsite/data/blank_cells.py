"""Read cells in which nothing stands, and those with a word for nothing, as NULL."""

from __future__ import annotations

FOR_NOTHING = (
    "('', 'na', 'n/a', 'nan', 'null', 'none', '-', '–', '—', 'k. a.', 'k.a.', '#n/a', '#div/0!', '#value!', '#ref!',"
    " '#name?', '#num!', '#null!')"
)
"""The words that stand for nothing in exports of spreadsheets, R and Python, and cells whose formula failed."""
_LONGEST = 8  # bytes: none of them is longer


def filled(words: str) -> str:
    """Return SQL for words without blanks around them; NULL where nothing stands."""
    own = f"trim({words})"
    # what is longer than any word for nothing is none, and need not be held against all of them
    return f"(CASE WHEN strlen({own}) > {_LONGEST} THEN {own} WHEN lower({own}) NOT IN {FOR_NOTHING} THEN {own} END)"
