"""The rows of its file that a metric rests on, and why the others do not count."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.messages import Messages
from jmsite.model.readings import LeftOut
from jmsite.pages.parts.page.facts import Fact


def rows_counted(catalog: Catalog, metric: str) -> Fact | None:
    """Return how many rows count of how many, and what the others are; None where all of them do."""
    series, words = catalog.series(metric), catalog.words
    if series.rows is None or not series.left_out:
        return None
    used = series.rows - sum(one.count for one in series.left_out)
    told = words.phrase("metric.rows", used=words.number(used), rows=words.number(series.rows))
    value = words.row(told, *(_why(words, one) for one in series.left_out))
    return Fact(key="rows", sort="text", value=value)


def _why(words: Messages, one: LeftOut) -> str:
    key = f"metric.left-out.{one.reason}" + ("-is" if one.words else "")
    return words.phrase(key, n=words.number(one.count), column=one.column, words=one.words)
