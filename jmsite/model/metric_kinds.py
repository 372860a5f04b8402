"""The kinds of metrics, one row each: how the value is made, of which answers, and what it says about a feeling.

To add a kind, add a row here and its name to every file of ``themes/default/i18n/`` (``metric.kind.<name>``). The field
``kind``, its schema and its reference, the SQL, the interval and the emotion read the row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from jmsite.model.value import Value

Range = tuple[float, float]
OF = re.compile(r"(?:in|per) (\d{1,3}(?:[., '’]\d{3})+|\d+)")
"""A unit that says of how many: ``in 1000``, ``in 10,000``, ``per 1 000``."""
Statistic = Literal["share", "net", "mean", "sum", "count", "quantile", "returned"]
"""The number worked out of single answers; ``data/metric_statistics.py`` says how, and which interval belongs to it."""


class MetricKind(Value, frozen=True, kw_only=True):
    """A kind of metric. ``made`` says how the value comes about, as it ends the sentence "`name` …" for authors.

    ``source`` is what a table of readings holds: values as ``given``, single ``answers`` of which the ``statistic`` is
    worked out, a row for each of the ``people`` in a stage, or one for each of somebody's ``visits``. ``parts`` may be
    given in place of answers, as numerator and denominator.
    ``good`` and ``bad`` are SQL conditions on an answer ``v`` for the statistics that count; ``{best}`` stands for
    the best answer of the scale, ``{top}`` for how many answers count as good. ``classes`` are such conditions, the
    worst first, that an answer is counted by; unless the answers are fixed, they are for answers from 1 on.
    ``answers`` is the range of an answer where the metric has no scale; with ``fixed_answers`` whatever scale it has.
    ``yes_or_no``: an answer is yes or no, and read as 1 or 0. ``whole`` stands for all where the unit does not say
    otherwise. ``emotion`` is the range of values that means -2 to 2: numbers, ``whole`` for from nothing to all, or
    ``scale`` for the metric's own. ``asks`` people how it was, and so may contradict a score somebody wrote.
    """

    name: str
    made: str
    source: Literal["given", "answers", "people", "visits"] = "answers"
    statistic: Statistic = "mean"
    parts: bool = False
    good: str = ""
    bad: str = ""
    classes: tuple[str, ...] = ()
    answers: Range | None = None
    fixed_answers: bool = False
    yes_or_no: bool = False
    whole: float = 1.0
    emotion: Range | Literal["whole", "scale"] = "scale"
    asks: bool = False

    @property
    def is_share(self) -> bool:
        """Return whether single answers make a share, so that a value with its number of cases has a share's
        interval."""
        return self.source in ("answers", "visits") and self.statistic in ("share", "returned")

    def whole_of(self, unit: str | None) -> float:
        """Return the number that stands for all: N for ``in N``, 100 for percent, else the kind's own."""
        if found := OF.fullmatch(" ".join((unit or "").split())):
            # 1 for "in 0", as values are divided by it
            return float(re.sub(r"\D", "", found[1])) or 1.0
        return 100.0 if (unit or "").strip() == "%" else self.whole

    def answers_on(self, scale: Range | None) -> Range | None:
        """Return the range of single answers of a metric with this scale, None where any number is one."""
        return self.answers if self.fixed_answers or scale is None else scale

    def least_on(self, scale: Range | None) -> float:
        """Return the least that a value of a metric with this scale can be, where it is one of its answers; else 0."""
        answers = self.answers_on(scale) if self.emotion == "scale" else None
        return answers[0] if answers else 0.0

    def classes_on(self, scale: Range | None) -> tuple[str, ...]:
        """Return the classes of single answers of a metric with this scale; none where they are others."""
        alike = self.fixed_answers or self.answers_on(scale) == (1.0, float(len(self.classes)))
        return self.classes if alike else ()

    def emotion_on(self, scale: Range | None, whole: float) -> Range | None:
        """Return the values that mean -2 and 2 for a metric with this scale; None where it has none."""
        if self.emotion == "whole":
            return (0.0, whole)
        if self.emotion == "scale":
            return scale if scale is not None and scale[1] > scale[0] else None
        return self.emotion


_NET: dict[str, Any] = {
    "statistic": "net", "good": "v >= 9", "bad": "v < 7", "classes": ("v < 7", "v >= 7 AND v < 9", "v >= 9"),
    "answers": (0.0, 10.0), "fixed_answers": True, "emotion": (-100.0, 100.0), "asks": True,
}  # fmt: skip
"""The part that all net scores have in common."""

METRIC_KINDS: dict[str, MetricKind] = {
    kind.name: kind
    for kind in (
        MetricKind(name="value", made="as given", source="given"),
        MetricKind(name="sum", made="the sum of values", statistic="sum"),
        MetricKind(name="count", made="the number of rows", statistic="count"),
        MetricKind(
            name="nps", made="from answers of 0 to 10: the percentage of 9 and 10 minus that of 0 to 6", **_NET
        ),
        MetricKind(name="enps", made="the same, asked of employees", **_NET),
        MetricKind(
            name="csat", made="the share of the best answers of the scale, two unless `top` says otherwise, in percent",
            statistic="share", parts=True, good="v >= {best} - {top} + 1", whole=100.0,
            classes=("v = 1", "v = 2", "v = 3", "v = 4", "v = 5"), answers=(1.0, 5.0),
            emotion="whole", asks=True,
        ),
        MetricKind(name="ces", made="the mean of answers about effort", asks=True),
        MetricKind(
            name="sentiment", made="the mean of scores of -1 to 1", answers=(-1.0, 1.0), fixed_answers=True,
            emotion=(-1.0, 1.0), asks=True,
        ),
        MetricKind(name="rate", made="numerator by denominator", source="given", parts=True, emotion="whole"),
        MetricKind(name="mean", made="the mean of answers"),
        MetricKind(name="median", made="the median of answers", statistic="quantile"),
        MetricKind(
            name="quantile", made="the value below which the part `quantile` of all answers lies", statistic="quantile"
        ),
        MetricKind(
            name="share", made="the share of “yes” or 1, in percent", statistic="share", parts=True, good="v = 1",
            yes_or_no=True, whole=100.0, emotion="whole",
        ),
        MetricKind(
            name="duration", made="the median of times, or the part `quantile` of them", statistic="quantile"
        ),
        MetricKind(name="funnel", made="people counted by stage", source="people"),
        MetricKind(
            name="retention", made="the share of those seen in a period who are seen again in a later one, in percent",
            source="visits", statistic="returned", parts=True, whole=100.0, emotion="whole",
        ),
    )
}  # fmt: skip

HOW_MADE = (
    "How it is calculated: " + "; ".join(f"`{kind.name}` {kind.made}" for kind in METRIC_KINDS.values()) + "."
)
"""The description of the field ``kind``."""

# mypy reads no Literal that is worked out
if TYPE_CHECKING:
    MetricKindName = str
else:
    MetricKindName = Literal[tuple(METRIC_KINDS)]
