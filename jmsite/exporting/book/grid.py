"""A map as a sheet has it: steps across, lanes down, and for every line in a cell where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.exporting.lanes import lane_names, lines_of, own_lines
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.entities.lanes import LANES, ROLES
from jmsite.model.messages import capitalized
from jmsite.model.readings import Point
from jmsite.model.value import Value

Lines = tuple[tuple[int, str], ...]
"""The lines of a cell, each with its place among the values of the field, from 1 on."""
WHOLE = "stage:"
"""The prefix of a lane's name in the anchor of a row that is of whole stages."""
FELT = "emotion:"
"""The prefix of a persona's id in the anchor of a row with their scores."""
ARROW = " → "
"""The separator of the scores of a step that has several, in order."""


class GridCell(Value):
    """The content of a cell, in the columns from ``first`` to ``last``. ``score``, from -2 to 2, colours it."""

    first: int
    last: int
    id: str
    lines: Lines = ()
    score: float | None = None


class GridRow(Value):
    """A row: its anchor, its name, the role of its lane, and its cells that say something."""

    anchor: str
    name: str
    role: str
    cells: tuple[GridCell, ...]


class MapGrid(Value):
    """A map: its stages, each with its columns, its steps, and its rows. ``persona``: it is theirs alone."""

    journey: str
    title: str
    persona: str
    stages: tuple[GridCell, ...]
    steps: tuple[GridCell, ...]
    rows: tuple[GridRow, ...]


def grids(catalog: Catalog, journey: Entity[Journey]) -> Iterator[MapGrid]:
    """Yield the map of a journey, and one for each persona of whom it is told what is different."""
    yield grid(catalog, journey)
    apart = (
        one.id.rpartition("/")[2]
        for stage in catalog.stages_of(journey.id)
        for one in catalog.variants_of(stage.id)
    )
    for persona in dict.fromkeys(apart):
        if catalog.persona(persona):
            yield grid(catalog, journey, persona)


def grid(catalog: Catalog, journey: Entity[Journey], persona: str = "") -> MapGrid:
    """Return a map; with ``persona``, what is theirs and everybody's in it, in the steps that they take."""
    parts = list(_parts(catalog, journey, persona))
    steps = [step for _, some in parts for step in some]
    stages, at = [], 0
    for stage, some in parts:
        # without a stage: moments that belong to none
        id = stage.id if stage else ""
        title = stage.title if stage else capitalized(catalog.words.phrase("map.anytime"))
        stages.append(GridCell(first=at, last=at + len(some) - 1, id=id, lines=((0, title),)))
        at += len(some)
    heads = (GridCell(first=at, last=at, id=one.id, lines=((0, one.title),)) for at, one in enumerate(steps))
    whole = [
        (stage, cell) for (stage, _), cell in zip(parts, stages, strict=True) if stage and stage.fields.steps
    ]
    rows = [*_felt(catalog, steps, persona), *_lanes(catalog, steps, whole, persona), *_own(catalog, steps)]
    order = ("emotion", *ROLES)
    return MapGrid(
        journey=journey.id,
        title=journey.title,
        persona=persona,
        stages=tuple(stages),
        steps=tuple(heads),
        rows=tuple(sorted((row for row in rows if row.cells), key=lambda row: order.index(row.role))),
    )


def _parts(
    catalog: Catalog, journey: Entity[Journey], persona: str
) -> Iterator[tuple[Entity[Stage] | None, tuple[Entity[Step], ...]]]:
    every: list[tuple[Entity[Stage] | None, tuple[Entity[Step], ...]]] = [
        (stage, catalog.steps_of(stage.id)) for stage in catalog.stages_of(journey.id)
    ]
    for stage, steps in [*every, (None, catalog.anytime(journey.id))]:
        taken = tuple(one for one in steps if not persona or persona in one.fields.personas)
        if taken:
            yield stage, taken


def _felt(catalog: Catalog, steps: list[Entity[Step]], persona: str) -> Iterator[GridRow]:
    """Yield a row of scores for each persona."""
    points = {step.id: catalog.points(step.id) for step in steps}
    who = dict.fromkeys(point.persona for some in points.values() for point in some)
    lane = capitalized(catalog.words.phrase("lane.emotion"))
    for id in who if not persona else (one for one in who if one in (persona, "")):
        found = catalog.persona(id) if id else None
        cells = (
            _felt_in(catalog, at, step.id, [one for one in points[step.id] if one.persona == id])
            for at, step in enumerate(steps)
        )
        name = f"{lane} · {found.title if found else id}" if id else lane
        yield GridRow(anchor=f"{FELT}{id}", name=name, role="emotion", cells=tuple(filter(None, cells)))


def _felt_in(catalog: Catalog, at: int, step: str, points: list[Point]) -> GridCell | None:
    if not points:
        return None
    scale = catalog.scale(step.partition("/")[0])
    text = ARROW.join(f"{scale.written(one.score):.10g}" for one in points)
    # the lowest, never the mean: who has one bad moment in a step has it
    lowest = min(one.score for one in points)
    return GridCell(first=at, last=at, id=step, lines=((1, text),), score=lowest)


def _lanes(
    catalog: Catalog, steps: list[Entity[Step]], whole: list[tuple[Entity[Stage], GridCell]], persona: str
) -> Iterator[GridRow]:
    """Yield the lanes that are written in words, with what holds for whole stages below."""
    roles = {lane.key: lane.role for lane in LANES}
    for key, name in lane_names(catalog.words):
        if key == "emotion":
            continue
        role, said = roles.get(key, "customer"), capitalized(name)
        cells = [
            GridCell(first=at, last=at, id=step.id, lines=lines)
            for at, step in enumerate(steps)
            if (lines := lines_of(catalog, step, key, persona))
        ]
        yield GridRow(anchor=key, name=said, role=role, cells=tuple(cells))
        over = [
            GridCell(first=cell.first, last=cell.last, id=stage.id, lines=lines)
            for stage, cell in whole
            if (lines := lines_of(catalog, stage, key, persona))
        ]
        told = catalog.words.phrase("export.whole", lane=said)
        yield GridRow(anchor=f"{WHOLE}{key}", name=told, role=role, cells=tuple(over))


def _own(catalog: Catalog, steps: list[Entity[Step]]) -> Iterator[GridRow]:
    """Yield the lanes of the site's own; they are changed in the sheet with all data only."""
    for name, lane in catalog.site.lanes.items():
        cells = [
            GridCell(first=at, last=at, id=step.id, lines=lines)
            for at, step in enumerate(steps)
            if (lines := own_lines(catalog, step, name))
        ]
        yield GridRow(anchor=f"own:{name}", name=lane.title, role=lane.role, cells=tuple(cells))
