"""The question that a metric asks of its file or list of readings, and the row of its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any, Literal

from jmsite.data.dimensions import is_dimension
from jmsite.data.reading_findings import finding_at_query
from jmsite.data.row_shape import RowShape, shape_of
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.entities.readings import Pool, Reading, Readings, Scale, surveys
from jmsite.model.entities.small_groups import SmallGroups
from jmsite.model.findings import Finding
from jmsite.model.metric_kinds import METRIC_KINDS, MetricKind, MetricKindName
from jmsite.model.sources import Blob, Loc
from jmsite.model.value import Value

ReadingsLayout = Literal["answers", "given", "ratio", "funnel", "retention"]

STANDS_FOR: Mapping[Any, float] = {"detractors": 0.0, "passives": 8.0, "promoters": 10.0}
"""Answers that stand for those of a class, which are counted together."""


class Question(Value):
    """All that a metric's series depends on. Equal questions have equal answers.

    ``blob`` is the file, None where ``readings`` are written by hand. ``titles`` are what else the ids of each
    dimension are called, as columns are compared: pairs of name and id. ``pool`` are the questions to the surveys that
    are pooled; none where there is one file.
    """

    metric: str
    kind: MetricKindName
    readings: Readings | Pool | tuple[Reading, ...]
    blob: Blob | None
    unit: str | None = None
    scale: Scale | None = None
    quantile: float | None = None
    top: int = 2
    fiscal_year: int = 1
    min_n: int = 0
    small_groups: SmallGroups = "hide"
    titles: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    pool: tuple[Question, ...] = ()
    ways: tuple[Loc, ...] = ()
    """The way to each of ``pool`` in the readings of the metric."""

    @property
    def own(self) -> tuple[str, ...]:
        """Return the names of the metric's own dimensions."""
        return tuple(dict.fromkeys(name for _, one in surveys(self.readings) for name in one.by))

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Return the names of what tells groups apart: the dimensions of all metrics, then this metric's own."""
        return (*DIMENSIONS, *(f"own_{at}" for at in range(len(self.own))))

    def finding(self, rule: str, message: str, hint: str = "") -> Finding:
        """Return what is wrong with the readings, to be shown where the metric asks for them."""
        return finding_at_query("metric", self.metric, rule, message, hint)

    @property
    def path(self) -> str:
        """Return the path of the file, or of several, one after the other; "" where there is none."""
        return self.blob.path if self.blob else " ".join(one.path for one in self.pool)

    @property
    def row(self) -> MetricKind:
        """Return the row of the metric's kind."""
        return METRIC_KINDS[self.kind]

    @property
    def whole(self) -> float:
        """Return the number that stands for the whole: 100 for percent, 1000 for ``in 1000``, 1 for a plain rate."""
        return self.row.whole_of(self.unit)

    @property
    def part(self) -> float:
        """Return the share of answers that lies below the quantile, of one: 0.5 for a median."""
        return 0.5 if self.quantile is None or self.kind == "median" else self.quantile

    @property
    def answers(self) -> tuple[float, float] | None:
        """Return the range that single answers are from; None where any number is one."""
        return self.row.answers_on((self.scale.min, self.scale.max) if self.scale else None)

    @property
    def figures(self) -> tuple[float, float] | None:
        """Return the range of values once they are worked out; None where any number is one."""
        if self.row.statistic == "net" and not isinstance(self.row.emotion, str):
            return self.row.emotion
        return (0.0, 100.0) if self.row.parts and self.whole == 100 else None


def by_table(questions: Iterable[Question]) -> list[tuple[Question, ...]]:
    """Return what is asked of each table, in one shape, together: questions, and each survey of those that are pooled.

    Readings that are written by hand ask none.
    """
    tables: dict[tuple[Blob | None, RowShape], dict[Question, None]] = defaultdict(dict)
    for question in questions:
        for one in question.pool if isinstance(question.readings, Pool) else (question,):
            if isinstance(one.readings, Readings):
                tables[(one.blob, shape_of(one.readings))][one] = None
    return [tuple(some) for some in tables.values()]


def readings_layout(question: Question, columns: Readings) -> ReadingsLayout:
    """Return how a table is read: single answers, given values, the parts of a ratio, people by stage, or visits."""
    kind = question.row
    if kind.source == "people":
        return "funnel"
    if kind.parts and columns.numerator and columns.denominator:
        return "ratio"
    if columns.n or kind.source == "given":
        return "given"
    return "retention" if kind.source == "visits" else "answers"


def asked_columns(question: Question, columns: Readings) -> dict[str, str]:
    """Return the columns that a question needs beside the date: what for, and how they are named.

    ``counts.3`` is the column with how many gave the answer 3.
    """
    how = readings_layout(question, columns)
    needed = {
        "answers": ("weight",) if columns.counts else ("value", "weight"), "given": ("value", "n"),
        "ratio": ("numerator", "denominator"), "funnel": ("n",) if columns.n else ("value",), "retention": ("value",),
    }[how]  # fmt: skip
    named = {name: getattr(columns, name) for name in (*needed, *DIMENSIONS)}
    named |= {f"own_{at}": column for at, column in enumerate(columns.by.values())}
    counts = (
        {f"counts.{answer}": column for answer, column in columns.counts.items()} if how == "answers" else {}
    )
    made = {"value"} if columns.columns else set()
    return {name: column for name, column in {**named, **counts}.items() if column and name not in made}


def is_count(name: str) -> bool:
    """Return whether what a column is needed for cannot be below nothing: cases, their counts by answer, weights."""
    return name in ("n", "denominator", "weight") or name.startswith("counts.")


def must_hold(name: str, asked: Container[str]) -> bool:
    """Return whether a row counts only where something stands in the column for ``name``, one of those ``asked``.

    A given value also counts where its number of cases is left open.
    """
    return not is_dimension(name) and not (name == "n" and "value" in asked)


def field_of(name: str) -> str:
    """Return the field of readings that names the column for something."""
    return "by" if name.startswith("own_") else name.partition(".")[0]
