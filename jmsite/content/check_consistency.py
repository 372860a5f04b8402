"""Find values that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.evidence import Research
from jmsite.model.entities.journey import Journey
from jmsite.model.entity import Draft
from jmsite.model.rules import fault


def check_consistency(draft: Draft) -> Iterator[Diagnostic]:
    """Values that contradict each other, or the id of the entity that has them."""
    fields = draft.fields
    if isinstance(fields, Journey) and fields.compares_to == draft.id:
        message = f"journey '{draft.id}' is compared to itself"
        hint = "name the journey as it should be, or as it is"
        yield fault("ref/cycle", message, draft.place(("compares_to",)), hint)
    if isinstance(fields, Research) and fields.from_ and fields.to and fields.to < fields.from_:
        message = f"'to' is {fields.to}, before 'from', which is {fields.from_}"
        yield fault("field/out-of-range", message, draft.place(("to",)))
