"""The composition of the figures of a metric in words: of which surveys, or of parts that count alike."""

from __future__ import annotations

from jmsite.model.messages import Messages
from jmsite.model.readings import Series


def pooled_from(words: Messages, series: Series) -> str:
    """Return of which surveys a series is, with how many answers each has; "" where it is of no more than one file."""
    each = [
        words.phrase("metric.pooled.of", title=one.title, cases=words.phrase("n", n=words.number(one.n)))
        for one in series.surveys
    ]
    return words.plural(len(each), "metric.pooled", surveys=words.listed(each)) if each else ""


def counted_alike(words: Messages, series: Series) -> str:
    """Return that parts without numbers of cases count alike where they are put together; "" where they do not."""
    return words.phrase("metric.alike") if series.alike else ""
