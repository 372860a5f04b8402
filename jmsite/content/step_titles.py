"""Check that steps have titles."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.addresses import title_from
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.journey import Step
from jmsite.model.entity import Draft
from jmsite.model.rules import fault


def check_title(draft: Draft, loc: tuple[str | int, ...], step: Step, id: str) -> Iterator[Diagnostic]:
    """Yield a step whose title is not written; what could not be read has a fault of its own."""
    if not step.title and (*loc, "title") not in draft.places.keys:
        message = f"this step has no title, so it is called '{title_from(id)}'"
        yield fault("step/without-title", message, draft.place(loc), "add a 'title:' in the customer's words")
