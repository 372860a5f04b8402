"""Say which fields of readings have no effect, since another one that they belong to is not there."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.data.question import Question
from jmsite.data.reading_findings import finding_at_word
from jmsite.model.entities.readings import Readings
from jmsite.model.findings import Finding
from jmsite.model.suggestions import ProbablyMeant

_BELONGS = {"split": "choice", "options": "split", "file_zone": "time_zone"}
"""The fields that do nothing alone, and the field that each belongs to."""


def unused_fields(question: Question, readings: Readings) -> Iterator[Finding]:
    """Yield which fields have no effect, each at its own line."""
    for name, other in _BELONGS.items():
        if getattr(readings, name) and not getattr(readings, other):
            message, hint = (
                f"'{name}' has no effect without '{other}'",
                f"add '{other}: …', or remove '{name}'",
            )
            yield _told(question, name, message, hint)
    if readings.thousands and readings.thousands == readings.decimal:
        message = f"'{readings.thousands}' cannot stand both between thousands and before fractions"
        yield _told(question, "thousands", message, "correct 'thousands' or 'decimal'")
    if readings.columns and "value" in readings.model_fields_set:
        message = "'value' has no effect beside 'columns'"
        yield _told(question, "value", message, "keep one of the two")


def _told(question: Question, name: str, message: str, hint: str) -> Finding:
    return finding_at_word(question.metric, "data/idle-field", (name,), message, hint, ProbablyMeant())
