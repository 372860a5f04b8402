"""Find the columns that readings name, and say which of them a file does not have, or has twice."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.data.question import Question
from jmsite.data.reading_findings import finding_at_word, finding_of_missing_fields
from jmsite.data.table import Column, Table
from jmsite.model.findings import Finding
from jmsite.model.sources import Loc
from jmsite.model.suggestions import probably_meant

STOPPING = frozenset(("data/missing-column", "data/column-twice", "data/ambiguous-days"))
"""Rules whose findings leave nothing to be worked out."""
_SHOWN = 8
"""Columns that a hint names; who has more of them looks into the file."""


def column_of(table: Table, question: Question, field: Loc, column: str) -> Column | Finding:
    """Return the column that ``field`` of the readings names; a finding at it where there is none, or several."""
    found = table.named(column)
    if len(found) == 1:
        return found[0]
    return twice(question, column, len(found)) if found else missing(table, question, field, column, True)


def twice(question: Question, column: str, count: int) -> Finding:
    """Return that several columns have a name: nobody can tell which one is meant."""
    many = "two" if count == 2 else f"{count}"
    message = f"'{question.path}' has {many} columns '{column}'"
    hint = f"write '{column} (1)' for the first, '{column} (2)' for the second"
    return question.finding("data/column-twice", message, hint)


def missing(table: Table, question: Question, field: Loc, column: str, written: bool) -> Finding:
    """Return that a column is missing: where it is named, or where it would be, if its name is the usual one."""
    names = [one for each in table.columns for one in (each.name, *each.others[:1]) if one.strip()]
    metric, rule, name = question.metric, "data/missing-column", field[0]
    message, near = f"'{question.path}' has no column '{column}'", probably_meant(column, names)
    beside = name in ("where", "once", "columns")
    hint = f"its columns are {quoted_names(names)}" if beside else _one_of(name, names)
    if written:
        return finding_at_word(metric, rule, field, message, near.hint or hint, near, named=name == "where")
    if near.found:
        sure: dict[Loc, str] = {field: near.found} if near.certain else {}
        return finding_of_missing_fields(
            metric, rule, message, f"write '{name}: {near.found}' under 'readings'", sure
        )
    return question.finding(rule, message, hint)


def _one_of(name: object, names: Sequence[str]) -> str:
    return f"set '{name}: …' under 'readings' to one of {quoted_names(names)}"


def quoted_names(names: Sequence[str]) -> str:
    """Return names in quotation marks, the first few of them."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(f"'{on_one_line(name)}'" for name in names[:_SHOWN]) + more


def on_one_line(words: str) -> str:
    """Return words on one line, cut where they are long."""
    plain = " ".join(words.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"
