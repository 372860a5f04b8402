"""Measure: files and lists of readings become series. The only room that knows DuckDB."""

from __future__ import annotations

from jmsite.data.answer import answer, answer_all, answer_table, combine_answers
from jmsite.data.question import Question, by_table
from jmsite.data.rows import WantedRows, rows

__all__ = [
    "Question",
    "WantedRows",
    "answer",
    "answer_all",
    "answer_table",
    "by_table",
    "combine_answers",
    "data_version",
    "effects_version",
    "rows",
]


def data_version() -> str:
    """Return the version of what reads tables, without loading it, and of how answers are made."""
    from importlib.metadata import version

    return f"duckdb {version('duckdb')} 10"


def effects_version() -> str:
    """Return the version of what works out effects, without loading it, and of how."""
    from importlib.metadata import version

    return f"statsmodels {version('statsmodels')} ruptures {version('ruptures')} 1"
