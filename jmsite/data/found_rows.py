"""The rows of an open table that are asked at present, and what was answered of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

FEW = 1_000
"""Rows of an answer that are kept: an answer of more is large, and seldom asked for twice."""
Rows = list[tuple[Any, ...]]


@dataclass(slots=True)
class FoundRows:
    """The rows that ``found`` holds at present, by the name of their table, with answers of these and of others.

    The name is "" for all rows as they were read, and None as long as nothing is found. Metrics of one file ask much
    the same of it: which words are in a column, how it writes its days.
    """

    name: str | None = None
    answers: dict[tuple[str | None, str], Rows] = field(default_factory=dict)

    def keep(self, query: str, answer: Rows) -> Rows:
        """Return the answer of the rows that are found to a query, kept for who asks them the same."""
        if len(answer) <= FEW:
            self.answers[self.name, query] = answer
        return answer

    def known(self, query: str) -> Rows | None:
        """Return what the rows that are found have answered to a query; None where nobody asked."""
        return self.answers.get((self.name, query))
