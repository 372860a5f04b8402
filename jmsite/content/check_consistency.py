"""Find values that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.addresses import title_from
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.evidence import Research
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.entity import Draft
from jmsite.model.rules import fault


def check_consistency(draft: Draft) -> Iterator[Diagnostic]:
    """Yield values that contradict each other, or the id of the entity that has them."""
    fields = draft.fields
    if isinstance(fields, Journey) and fields.compares_to == draft.id:
        message = f"journey '{draft.id}' is compared to itself"
        hint = "name the journey as it should be, or as it is"
        yield fault("ref/cycle", message, draft.place(("compares_to",)), hint)
    if isinstance(fields, Research) and fields.from_ and fields.to and fields.to < fields.from_:
        message = f"'to' is {fields.to}, before 'from', which is {fields.from_}"
        yield fault("field/out-of-range", message, draft.place(("to",)))


def check_title(draft: Draft, loc: tuple[str | int, ...], step: Step, id: str) -> Iterator[Diagnostic]:
    """Yield a step whose title is not written; what could not be read has a fault of its own."""
    if not step.title and (*loc, "title") not in draft.places.keys:
        message = f"this step has no title, and is called '{title_from(id)}'"
        yield fault("step/without-title", message, draft.place(loc), "write 'title:' in the customer's words")
