"""The sentence that says how a metric is worked out."""

from __future__ import annotations

from jmsite.model.entities.metric import Metric
from jmsite.model.messages import Messages
from jmsite.pages.parts.page.facts import Fact


def how_made(words: Messages, fields: Metric) -> Fact:
    """Return how a metric is worked out, with the part of a quantile and the answers that count as good."""
    if fields.kind == "csat" and fields.top != 2:
        return Fact(key="kind", sort="text", value=words.plural(fields.top, "metric.top-answers"))
    if fields.kind in ("quantile", "duration") and fields.quantile is not None:
        said = words.phrase(f"metric.below.{fields.kind}", share=words.percent(fields.quantile))
        return Fact(key="kind", sort="text", value=said)
    return Fact(key="kind", sort="word", value=f"metric.kind.{fields.kind}")
