"""The lanes of a map in reading order, by role; a lane that no step fills is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.entities.lanes import LANES, ROLES, LaneKind, Role
from jmsite.model.value import Value
from jmsite.pages.parts import cells
from jmsite.pages.parts.cells import People
from jmsite.pages.parts.own_fields import as_cell, is_written

Make = Callable[[Catalog, Entity[Step], People, LaneKind], tuple[Any, ...]]
FIRST_ROW = 3


class Lane(Value):
    """A lane of a map. ``title`` is set for lanes of the site's own; ``rule`` draws a hairline over it."""

    key: str
    icon: str
    row: int
    title: str = ""
    rule: bool = True
    group: str = ""


class BlueprintLine(Value):
    """A line of a service blueprint: interaction, visibility, internal."""

    key: str
    row: int


class Cell(Value):
    """What a step has in a lane. ``id`` is its permalink, ``sort`` how it is shown, ``classes`` sort and row."""

    id: str
    lane: str
    classes: str
    sort: str
    parts: tuple[Any, ...]
    title: str = ""


def _notes(catalog: Catalog, step: Entity[Step], people: People, lane: LaneKind) -> tuple[Any, ...]:
    return cells.notes(catalog, step, getattr(step.fields, lane.key), people)


def _pains(catalog: Catalog, step: Entity[Step], people: People, lane: LaneKind) -> tuple[Any, ...]:
    return cells.pains(catalog, step, getattr(step.fields, lane.key), people)


def _links(catalog: Catalog, step: Entity[Step], _: People, lane: LaneKind) -> tuple[Any, ...]:
    """The entities that the lane's field refers to; ``systems`` of kind ``system``."""
    return cells.links(catalog, lane.key.removesuffix("s"), getattr(step.fields, lane.key))


MAKERS: Mapping[str, Make] = {
    "notes": _notes,
    "quiet": _notes,
    "voice": lambda all, step, who, lane: cells.voiced(all, step, getattr(step.fields, lane.key), who),
    "image": lambda _, step, _who, _lane: cells.pictures(step.fields),
    "readout": lambda all, step, who, _: cells.readouts(all, step, who),
    "feelings": lambda all, step, who, _: cells.feelings(all, step, who),
    "touches": lambda all, step, _who, _: cells.touches(all, step.fields),
    "pains": _pains,
    "gains": _pains,
    "quotes": lambda all, step, who, _: cells.quotes(all, step, who),
    "time": lambda _, step, _who, _lane: cells.time(step.fields),
    "ways": lambda all, step, _who, _: cells.ways(all, step),
    "fails": lambda all, step, _who, _: cells.fails(all, step, step.fields.fail_point),
    "words": _links,
    "owners": _links,
    "metrics": lambda all, step, _who, _: cells.metrics(all, step),
    "insights": lambda all, step, _who, _: cells.insights(all, step),
    "opportunities": lambda all, step, _who, _: cells.opportunities(all, step),
    "evidence": lambda all, step, _who, _: cells.evidence(all, step.fields),
}
"""What stands in a cell, by what the lane holds."""

BOUNDARIES: dict[str, Role] = {"interaction": "customer", "visibility": "frontstage", "internal": "backstage"}
Filled = list[tuple[LaneKind, str, dict[str, tuple[str, tuple[Any, ...]]]]]
"""Lanes that have content: the kind, its own title, and by step how the cell is shown and what is in it."""


class Grid(Value):
    """The lanes of a map, the lines between them, and the cells of each step by its id."""

    lanes: tuple[Lane, ...]
    lines: tuple[BlueprintLine, ...]
    cells: dict[str, tuple[Cell, ...]]


def grid(catalog: Catalog, steps: tuple[Entity[Step], ...], people: People) -> Grid:
    """Lanes, lines and cells of a journey, with their rows given."""
    filled = _filled(catalog, steps, people)
    lanes: list[Lane] = []
    lines: list[BlueprintLine] = []
    placed: dict[str, list[Cell]] = {step.id: [] for step in steps}
    row = FIRST_ROW
    group: Role | Literal[""] = ""
    for kind, title, contents in filled:
        line = _line_between(group, kind.role)
        if line and lanes:
            lines.append(BlueprintLine(line, row))
            row += 1
        lanes.append(Lane(kind.key, kind.icon, row, title, bool(lanes) and not line, kind.role))
        for id, (sort, parts) in contents.items():
            classes = f"{sort} r-{row} own-lane" if title else f"{sort} r-{row}"
            placed[id].append(Cell(f"{_anchor(id)}--{kind.key}", kind.key, classes, sort, parts, title))
        row, group = row + 1, kind.role
    return Grid(tuple(lanes), tuple(lines), {id: tuple(found) for id, found in placed.items()})


def _line_between(above: Role | Literal[""], below: Role) -> str:
    """The blueprint line over the first lane of a group; the outermost one where groups between are empty."""
    if not above or above == below or below not in ("frontstage", "backstage", "support"):
        return ""
    return next(line for line, group in BOUNDARIES.items() if ROLES.index(group) >= ROLES.index(above))


def _filled(catalog: Catalog, steps: tuple[Entity[Step], ...], people: People) -> Filled:
    written = [(step, {name for name, value in vars(step.fields).items() if value}) for step in steps]
    found: Filled = []
    for group in ROLES:
        for kind in LANES:
            if kind.role == group:
                make = MAKERS[kind.holds or kind.sort]
                made = {
                    step.id: (kind.sort, parts)
                    for step, fields in written
                    if not (kind.filled_by and fields.isdisjoint(kind.filled_by))
                    and (parts := make(catalog, step, people, kind))
                }
                found += [(kind, "", made)] if made else []
        found += _own(catalog, steps, group)
    return found


def _own(catalog: Catalog, steps: tuple[Entity[Step], ...], group: Role) -> Iterator[Any]:
    """The site's own lanes of a group."""
    for name, lane in catalog.site.lanes.items():
        if lane.role == group:
            values = [(step, step.fields.fields.get(name)) for step in steps]
            made = {
                step.id: as_cell(catalog, step, one, lane.type) for step, one in values if is_written(one)
            }
            if made:
                yield LaneKind(key=name, role=group, icon=lane.icon or "tag"), lane.title, made


def _anchor(step_id: str) -> str:
    _, stage, step = step_id.split("/")
    return f"{stage}--{step}"
