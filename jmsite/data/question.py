"""What is asked of a file or a list of readings, and how a metric's kind is made from it."""

from __future__ import annotations

import re
from typing import Literal

from jmsite.model.diagnostics import Place
from jmsite.model.entities.metric import MetricKind, Reading, Readings, Scale
from jmsite.model.sources import Blob
from jmsite.model.value import Value

Way = Literal["answers", "given", "ratio", "funnel"]

SHARES = ("share", "csat")
RATIOS = ("rate", *SHARES)


class Question(Value):
    """All that a metric's series depends on. Equal questions have equal answers.

    ``blob`` is the file, None where ``readings`` are written by hand. ``place`` is where faults are shown.
    """

    metric: str
    kind: MetricKind
    readings: Readings | tuple[Reading, ...]
    blob: Blob | None
    place: Place
    unit: str | None = None
    scale: Scale | None = None

    @property
    def whole(self) -> float:
        """What the whole is: 100 for percent and ``in 100``, 1000 for ``in 1000``, 1 for a plain rate."""
        return whole(self.kind, self.unit)

    @property
    def answers(self) -> tuple[float, float] | None:
        """The range that single answers are from, None where any number is one."""
        if self.kind == "nps":
            return (0.0, 10.0)
        if self.scale is not None:
            return (self.scale.min, self.scale.max)
        return (1.0, 5.0) if self.kind == "csat" else None


def whole(kind: str, unit: str | None) -> float:
    """The number that stands for all: shares are percent or ``in N``, a rate is by its unit."""
    if found := re.fullmatch(r"in (\d+)", unit or ""):
        return float(found[1]) or 1.0
    return 100.0 if kind in SHARES or (unit or "").strip() == "%" else 1.0


def way(question: Question, columns: Readings) -> Way:
    """How a table is read: single answers, given values, the parts of a ratio, or people by stage."""
    if question.kind == "funnel":
        return "funnel"
    if question.kind in RATIOS and columns.numerator and columns.denominator:
        return "ratio"
    return "given" if columns.n or question.kind in ("value", "rate") else "answers"
