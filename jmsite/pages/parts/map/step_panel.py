"""All that is known of a step, for the panel that opens beside the map."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.entities.journey import Stage, Step
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.evidence_chain import SolutionMark, solution_mark
from jmsite.pages.parts.map.lanes import Cell
from jmsite.pages.parts.page.marks import IconLink, marked

FIRST = ("emotion", "feeling", "quotes", "thinking", "pains", "gains", "touchpoints", "metrics")
"""The lanes that a panel begins with; the others follow as on the map, and what is done comes last."""


class StepWork(Value):
    """The work on a step: an opportunity, ``by`` whom, and its solutions."""

    title: str
    url: str
    status: str
    by: str
    solutions: tuple[SolutionMark, ...]


class StepPanel(Value):
    """A step close up: its place, the fragments of its neighbours, its lanes, and what is done about it."""

    stage: str
    stage_id: str
    number: int
    of: int
    before: str
    after: str
    cells: tuple[Cell, ...]
    work: tuple[StepWork | IconLink, ...]


def step_panel(
    catalog: Catalog, step: Entity[Step], cells: Sequence[Cell], stage: Entity[Stage]
) -> StepPanel:
    """Return the panel of a step with its ``cells`` in the order in which it is looked into."""
    steps = catalog.journey_steps(step.id.partition("/")[0])
    at = [one.id for one in steps].index(step.id)
    shown = [cell for cell in cells if cell.lane not in ("opportunities", "insights")]
    order = {lane: place for place, lane in enumerate(FIRST)}
    return StepPanel(
        stage=stage.title,
        stage_id=stage.id.partition("/")[2],
        number=at + 1,
        of=len(steps),
        before=_fragment(steps[at - 1]) if at else "",
        after=_fragment(steps[at + 1]) if at + 1 < len(steps) else "",
        cells=tuple(sorted(shown, key=lambda cell: order.get(cell.lane, len(FIRST)))),
        work=_work(catalog, step),
    )


def _fragment(step: Entity[Step]) -> str:
    return step.url.partition("#")[2]


def _work(catalog: Catalog, step: Entity[Step]) -> tuple[StepWork | IconLink, ...]:
    """Return what is done about a step, by what it names and what names it."""

    def work(entity: Entity[Opportunity]) -> StepWork:
        teams = [one.title for one in catalog.found("department", entity.fields.departments)]
        solutions = catalog.users("opportunity", entity.id, "solution")
        return StepWork(
            title=entity.title,
            url=entity.url,
            status=entity.fields.status,
            by=catalog.words.listed(teams) if teams else entity.fields.owner or "",
            solutions=tuple(solution_mark(one) for one in solutions),
        )

    naming = (entity.id for entity in catalog.users(step.kind, step.id, "opportunity"))
    return marked(catalog, "opportunity", (*step.fields.opportunities, *naming), work)
