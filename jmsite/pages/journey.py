"""The page of a journey: its map."""

from __future__ import annotations

from datetime import timedelta

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Phase, Stage, Step
from jmsite.model.figures import Drawing
from jmsite.model.page import Page, Text
from jmsite.model.phases import phase_id, phases
from jmsite.model.value import Value
from jmsite.pages.parts.changes.former_curves import JourneyPast, journey_past
from jmsite.pages.parts.changes.reviews import ReviewMark, review
from jmsite.pages.parts.evidence.coverage import Coverage, coverage
from jmsite.pages.parts.evidence.threads import ThreadTally, tally, threads
from jmsite.pages.parts.figures.curve_and_trend import curve_drawing
from jmsite.pages.parts.figures.glance import points_at
from jmsite.pages.parts.figures.whole_curve import whole_curve
from jmsite.pages.parts.lists.cards import JourneyCard, journey_card
from jmsite.pages.parts.lists.stages_as_steps import stage_as_step, stages_as_steps
from jmsite.pages.parts.map.anytime import MomentView, moment_views
from jmsite.pages.parts.map.branches import close_up
from jmsite.pages.parts.map.cells import NoteMark, entity_text
from jmsite.pages.parts.map.choices import Choices, channels_of, choices
from jmsite.pages.parts.map.flags import JourneyFinding, finding
from jmsite.pages.parts.map.flow import ObservedFlow, observed_flow
from jmsite.pages.parts.map.head import (
    ObjectiveMark,
    about,
    children,
    compare_url,
    crumbs,
    objective_mark,
)
from jmsite.pages.parts.map.lanes import BlueprintLine, Cell, Lane, grid, truth_reason
from jmsite.pages.parts.map.legend import Legend, legend
from jmsite.pages.parts.map.map_names import CurvePart, heads, parts
from jmsite.pages.parts.map.poster import poster
from jmsite.pages.parts.map.step_panel import StepPanel, step_panel
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.facts import Fact
from jmsite.pages.parts.page.marks import IconLink, heat, icon_link, tag_links, worst_each
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.people import PersonaMark, people
from jmsite.pages.parts.page.prose import text
from jmsite.pages.parts.page.scores import end_words


class StepView(Value):
    """A column of the map. ``edit`` is the address of the step for who edits in the page."""

    id: str
    edit: str
    title: str
    heat: str
    heats: tuple[tuple[str, str], ...]
    summary: NoteMark | None
    truth: bool
    reason: NoteMark | None
    people: tuple[PersonaMark, ...]
    nested: IconLink | None
    departments: tuple[str, ...]
    channels: tuple[str, ...]
    cells: tuple[Cell, ...]
    panel: StepPanel
    path: str
    line: int


class StageView(Value):
    """A group of columns. ``edit`` is the address of the stage for who edits in the page."""

    id: str
    edit: str
    title: str
    url: str
    duration: timedelta | None
    when: str
    goal: NoteMark | None
    summary: NoteMark | None
    truth: bool
    reason: NoteMark | None
    cells: tuple[Cell, ...]
    steps: tuple[StepView, ...]


class PhaseView(Value):
    """Stages that stand in a phase, and how many columns they have; without a title where they stand in none."""

    id: str
    title: str
    when: str
    summary: str
    columns: int
    stages: tuple[StageView, ...]


class JourneyView(Value):
    """A whole map with its head."""

    id: str
    lead: str
    finding: JourneyFinding
    whole: Drawing | None
    past: JourneyPast
    people: tuple[PersonaMark, ...]
    objectives: tuple[ObjectiveMark, ...]
    coverage: Coverage | None
    owner: str
    review: ReviewMark
    state: str
    version: str
    poster: str
    steps: int
    parts: tuple[CurvePart, ...]
    heads: str
    phases: tuple[PhaseView, ...]
    phased: bool
    anytime: tuple[MomentView, ...]
    lanes: tuple[Lane, ...]
    lines: tuple[BlueprintLine, ...]
    choices: Choices
    curve: Drawing | None
    curve_row: int
    legend: Legend
    ends: tuple[str, str]
    compare: str
    children: tuple[JourneyCard, ...]
    bare: tuple[IconLink, ...]
    about: tuple[tuple[str, str], ...]
    own: tuple[Fact, ...]
    departments: tuple[IconLink, ...]
    research: tuple[IconLink, ...]
    tags: tuple[IconLink, ...]
    text: Text
    thread: ThreadTally | None
    flow: ObservedFlow | None

    @property
    def stages(self) -> tuple[StageView, ...]:
        """Return the stages of all phases, in order."""
        return tuple(stage for phase in self.phases for stage in phase.stages)


def journey(catalog: Catalog, id: str) -> Page:
    """Return the page of a journey's map."""
    entity = require_entity(catalog.journey(id))
    fields = entity.fields
    summary = fields.summary or fields.scenario or ""
    return Page(
        kind="journey",
        url=entity.url,
        title=entity.title,
        view=_view(catalog, entity, summary),
        description=summary,
        section="journeys/",
        crumbs=crumbs(catalog, entity),
        path=entity.path,
        language=fields.language or "",
        draft=fields.draft or fields.status == "draft",
    )


def _view(catalog: Catalog, entity: Entity[Journey], summary: str) -> JourneyView:
    fields, stages, every = entity.fields, catalog.stages_of(entity.id), catalog.moments(entity.id)
    steps, anytime = catalog.journey_steps(entity.id), catalog.anytime(entity.id)
    takers = [*fields.personas, *(id for one in every for id in one.fields.personas)]
    over = stages_as_steps(stages)
    who = {mark.id: mark for mark in people(catalog, takers)}
    drawn, moments = grid(catalog, (*over, *steps), who), moment_views(catalog, anytime, who, fields.personas)
    emotion = next((lane.row for lane in drawn.lanes if lane.key == "emotion"), 0)
    curve, found = curve_drawing(catalog, entity.id) if emotion else None, finding(catalog, entity)
    bands = _bands(catalog, fields, stages, drawn.cells)
    return JourneyView(
        id=entity.id,
        lead=found.text or summary,
        finding=found,
        whole=whole_curve(catalog, entity, curve),
        past=journey_past(catalog, entity, curve, sum(map(len, drawn.cells.values()))),
        people=people(catalog, fields.personas),
        objectives=tuple(objective_mark(catalog, objective) for objective in fields.objectives),
        coverage=coverage(tuple(point for step in every for point in catalog.points(step.id))),
        owner=fields.owner or "",
        review=review(catalog, entity),
        state=fields.state,
        version=fields.version or "",
        poster=poster(drawn.lanes, len(steps), drawn.cells, tuple(one.cells for one in moments)),
        steps=len(steps),
        parts=parts(bands, len(steps)),
        heads=heads(bands),
        phases=bands,
        phased=any(band.title and band.columns for band in bands),
        anytime=moments,
        lanes=drawn.lanes,
        lines=drawn.lines,
        choices=choices(catalog, (*every, *over)),
        curve=curve,
        curve_row=emotion,
        legend=legend(catalog, entity, steps),
        ends=end_words(catalog, entity.id),
        compare=compare_url(catalog, entity),
        children=tuple(catalog.part(journey_card, child.id) for child in children(catalog, entity.id)),
        bare=tuple(icon_link(stage, stage.handle) for stage in stages if not catalog.read("steps", stage.id)),
        about=about(fields, found.text or summary),
        own=own_facts(catalog, entity),
        departments=_links(catalog, "department", fields.departments),
        research=_links(catalog, "research", fields.research),
        tags=tag_links(fields.tags),
        text=text(catalog, entity, entity.url),
        thread=tally(catalog, threads(catalog, entity.id)),
        flow=observed_flow(catalog, entity),
    )


def _bands(
    catalog: Catalog, fields: Journey, stages: tuple[Entity[Stage], ...], cells: dict[str, tuple[Cell, ...]]
) -> tuple[PhaseView, ...]:
    return tuple(
        _phase(phase, tuple(_stage(catalog, stage, cells, fields) for stage in found))
        for phase, found in phases(fields, stages)
    )


def _stage(
    catalog: Catalog, stage: Entity[Stage], cells: dict[str, tuple[Cell, ...]], journey: Journey
) -> StageView:
    steps = tuple(
        _step(catalog, step, cells.get(step.id, ()), journey, stage) for step in catalog.steps_of(stage.id)
    )
    own = stage.fields
    over = cells.get(stage.id, ())
    truth = bool(own.steps) and bool(own.moment_of_truth)
    return StageView(
        id=stage.id.partition("/")[2],
        edit=stage.handle,
        title=stage.title,
        url=stage.url,
        duration=own.duration,
        when=own.when or "",
        goal=entity_text(catalog, stage, own.goal),
        summary=entity_text(catalog, stage, own.summary),
        truth=truth,
        reason=truth_reason(catalog, stage, own) if truth else None,
        cells=over,
        steps=steps,
    )


def _phase(phase: Phase | None, stages: tuple[StageView, ...]) -> PhaseView:
    columns = sum(len(stage.steps) for stage in stages)
    return PhaseView(
        id=phase_id(phase) if phase else "",
        title=phase.title if phase else "",
        when=(phase and phase.when) or "",
        summary=(phase and phase.summary) or "",
        columns=columns,
        stages=stages,
    )


def _step(
    catalog: Catalog,
    step: Entity[Step],
    cells: tuple[Cell, ...],
    journey: Journey,
    stage: Entity[Stage],
) -> StepView:
    """Return the column of a step; what its stage says of all its steps holds for it, too."""
    fields = step.fields
    both = (step, *stage_as_step(stage))
    worst = worst_each(points_at(catalog, step))
    # a step that all take says nothing of personas: names stand only where somebody is missing
    only = () if set(fields.personas) >= set(journey.personas) else people(catalog, fields.personas)
    return StepView(
        id=step.url.partition("#")[2],
        edit=step.handle,
        title=step.title,
        heat=heat(min(worst.values(), default=None)),
        heats=tuple((id, heat(score)) for id, score in worst.items()),
        summary=entity_text(catalog, step, fields.summary),
        truth=bool(fields.moment_of_truth),
        reason=truth_reason(catalog, step, fields),
        people=only,
        nested=close_up(catalog, step),
        departments=tuple(
            dict.fromkeys(id for each in both for id in each.fields.departments if catalog.department(id))
        ),
        channels=tuple(dict.fromkeys(id for each in both for id in channels_of(catalog, each))),
        cells=cells,
        panel=step_panel(catalog, step, cells, stage),
        path=step.path,
        line=step.line,
    )


def _links(catalog: Catalog, kind: str, ids: tuple[str, ...]) -> tuple[IconLink, ...]:
    return tuple(icon_link(entity) for entity in catalog.found(kind, ids))
