"""One solution: did it help?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Solution
from jmsite.model.page import Link, Page, Text
from jmsite.views.chain import StepMark, dots, links, step_marks
from jmsite.views.effects import Effect, effects
from jmsite.views.entity_page import Fact, entity_page, free, host, outward, own_facts
from jmsite.views.parts import OpportunityCard, Touch, opportunity_card, tag_links
from jmsite.views.prose import text
from jmsite.views.sentences import few, listed, sentence

FACTS = ("status", "shipped", "due", "impact", "effort", "departments", "owner", "link")
SECTIONS = (*FACTS, "metrics", "opportunities", "steps")


@dataclass(frozen=True, slots=True)
class SolutionView:
    """A whole solution. ``answer`` says whether it helped."""

    summary: str
    status: str
    due: date | None
    shipped: date | None
    impact: float | None
    effort: float | None
    dots: tuple[bool, ...]
    departments: tuple[Link, ...]
    owner: str
    link: Fact | None
    facts: tuple[Fact, ...]
    answer: str
    effects: tuple[Effect, ...]
    opportunities: tuple[OpportunityCard, ...]
    steps: tuple[StepMark, ...]
    tags: tuple[Touch, ...]
    text: Text
    free: tuple[str, ...]


def solution(catalog: Catalog, id: str) -> Page:
    """The page of a solution."""
    entity = catalog.solution(id)
    assert entity is not None  # noqa: S101 - a page key is made of an entity that is there
    return entity_page(entity, "solution", _view(catalog, entity), entity.fields.summary or "")


def _view(catalog: Catalog, entity: Entity[Solution]) -> SolutionView:
    fields = entity.fields
    answered = catalog.found("opportunity", fields.opportunities)
    moved = effects(catalog, entity)
    address = outward(fields.link)
    return SolutionView(
        fields.summary or "",
        fields.status,
        fields.due,
        fields.shipped,
        fields.impact,
        fields.effort,
        dots(fields.effort),
        links(catalog.found("department", fields.departments)),
        fields.owner or "",
        Fact("", host(address), address) if address else None,
        own_facts(catalog, entity),
        answer(moved),
        moved,
        tuple(opportunity_card(opportunity) for opportunity in answered),
        step_marks(
            catalog,
            (step for each in answered for step in catalog.found("step", each.fields.steps)),
        ),
        tag_links(fields.tags),
        text(catalog, entity, entity.url),
        free(entity, SECTIONS),
    )


def answer(moved: tuple[Effect, ...]) -> str:
    """Whether it helped, over all its metrics, in a sentence; "" where no metric has both sides."""
    judged = [each for each in moved if each.count]
    if not judged:
        return ""
    verdicts = {each.better for each in judged}
    if len(verdicts) == 1:
        who = (
            ("the metric", "both metrics")[len(judged) - 1]
            if len(judged) < 3
            else f"all {few(len(judged))} metrics"
        )
        return sentence(f"{OPENINGS[judged[0].better]}: {who} {TOLD[judged[0].better]}")
    counts = [(sum(each.better is verdict for each in judged), told) for verdict, told in TOLD.items()]
    return sentence(
        f"of {few(len(judged))} metrics, " + listed(f"{few(count)} {told}" for count, told in counts if count)
    )


OPENINGS = {True: "yes", False: "no", None: "not that one could tell"}
TOLD = {True: "got better", False: "got worse", None: "did not clearly change"}
