"""From files and lists of readings to series. The only place that knows DuckDB."""

from __future__ import annotations

from jmsite.data.answer import answer
from jmsite.data.question import Question

__all__ = ["Question", "answer"]
