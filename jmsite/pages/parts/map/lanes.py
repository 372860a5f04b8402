"""The lanes of a map in reading order, by role; a lane that no step fills is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.entities.lanes import LANES, ROLES, LaneKind, Lanes, Role
from jmsite.model.lane_order import PlacedLane, lane_order
from jmsite.model.value import Value, replace
from jmsite.pages.parts.map import cells
from jmsite.pages.parts.map.branches import ways
from jmsite.pages.parts.map.cells import NoteMark, People, entity_text
from jmsite.pages.parts.map.flow import flow_at
from jmsite.pages.parts.map.spans import cell_spans, pictured_once
from jmsite.pages.parts.page.own_fields import as_cell, is_written

Make = Callable[[Catalog, Entity[Step], People, LaneKind], tuple[Any, ...]]
FIRST_ROW = 3
COMPANY = ("frontstage", "backstage", "support")
"""The roles over which a blueprint draws a line."""
OFF_MAP = frozenset(lane.key for lane in LANES if not lane.on_map)
"""Lanes that the map leaves out unless they are asked for (see parts/map.css)."""


class Lane(Value):
    """A lane of a map. ``title`` is set for lanes of the site's own; ``rule`` draws a hairline over it.

    It takes a second row (``two``) where a stage has cells of its own in it beside those of its steps. ``left_out``
    are the classes of the views that do not show it.
    """

    key: str
    icon: str
    row: int
    title: str = ""
    rule: bool = True
    group: str = ""
    two: bool = False
    left_out: str = ""


class BlueprintLine(Value):
    """A line of a service blueprint: interaction, visibility, internal.

    ``above`` are the lanes between the line before it and this one, ``below`` all lanes of the company after it. A
    view that shows none of either leaves the line out; ``on_map`` says whether the map shows it.
    """

    key: str
    row: int
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    on_map: bool = True


class Cell(Value):
    """The content of a lane at a step, or at a stage over all its steps.

    ``id`` is its permalink, ``sort`` how it is shown, ``classes`` sort and row. ``columns`` is over how many it spans;
    0 where the cell before it says the same for it. ``edit`` is the address of its field for who edits in the page.
    """

    id: str
    lane: str
    classes: str
    sort: str
    parts: tuple[Any, ...]
    title: str = ""
    row: int = 0
    columns: int = 1
    edit: str = ""


def _notes(catalog: Catalog, step: Entity[Step], people: People, lane: LaneKind) -> tuple[Any, ...]:
    return cells.notes(catalog, step, getattr(step.fields, lane.key), people)


def _pains(catalog: Catalog, step: Entity[Step], people: People, lane: LaneKind) -> tuple[Any, ...]:
    return cells.pains(catalog, step, getattr(step.fields, lane.key), people)


def _links(catalog: Catalog, step: Entity[Step], _: People, lane: LaneKind) -> tuple[Any, ...]:
    """Return the entities that the lane's field refers to; ``systems`` of kind ``system``."""
    return cells.links(catalog, lane.key.removesuffix("s"), getattr(step.fields, lane.key))


MAKERS: Mapping[str, Make] = {
    "notes": _notes,
    "quiet": _notes,
    "voice": lambda all, step, who, lane: cells.quotable(all, step, getattr(step.fields, lane.key), who),
    "image": lambda _, step, _who, _lane: cells.pictures(step.fields),
    "readout": lambda all, step, who, _: cells.readouts(all, step, who),
    "feelings": lambda all, step, who, _: cells.feelings(all, step, who),
    "touches": lambda all, step, _who, _: cells.touches(all, step.fields),
    "pains": _pains,
    "gains": _pains,
    "quotes": lambda all, step, who, _: cells.quotes(all, step, who),
    "time": lambda _, step, _who, _lane: cells.time(step.fields),
    "ways": lambda all, step, _who, _: ways(all, step),
    "fails": lambda all, step, _who, _: cells.fails(all, step, step.fields.fail_point),
    "words": _links,
    "owners": _links,
    "flow": lambda all, step, _who, _: flow_at(all, step),
    "metrics": lambda all, step, _who, _: cells.metrics(all, step),
    "insights": lambda all, step, _who, _: cells.insights(all, step),
    "opportunities": lambda all, step, _who, _: cells.opportunities(all, step),
    "evidence": lambda all, step, _who, _: cells.evidence(all, step.fields),
}
"""The functions that fill a cell, by what the lane holds."""

BOUNDARIES: dict[str, Role] = {"interaction": "customer", "visibility": "frontstage", "internal": "backstage"}
_FIELDS = {"evidence": "research"}
"""The field of a lane that is not called like it, where more than the step fills it."""
Contents = dict[str, tuple[str, tuple[Any, ...]]]
"""By step how a cell is shown, and what is in it."""


class Grid(Value):
    """The lanes of a map, the lines between them, and the cells of each step or stage by its id."""

    lanes: tuple[Lane, ...]
    lines: tuple[BlueprintLine, ...]
    cells: dict[str, tuple[Cell, ...]]


def grid(catalog: Catalog, columns: tuple[Entity[Step], ...], people: People) -> Grid:
    """Return lanes, lines and cells of a journey, with their rows given.

    ``columns`` are its steps, and stages as wholes (see ``whole``), whose cells span the columns of their steps.
    """
    lanes: list[Lane] = []
    lines: list[BlueprintLine] = []
    placed: dict[str, list[Cell]] = {one.id: [] for one in columns}
    handles = {one.id: one.handle for one in columns}
    row = FIRST_ROW
    group: Role | Literal[""] = ""
    for placed_lane, contents in _filled(catalog, columns, people):
        kind, title = placed_lane.kind, placed_lane.own.title if placed_lane.own else ""
        left_out = "".join(f" not-{view}" for view in placed_lane.left_out)
        line = _line_between(group, kind.role)
        if line and lanes:
            lines.append(BlueprintLine(key=line, row=row))
            row += 1
        # stages that say something of all their steps in a lane in which a step says something as well
        shared = {id.rpartition("/")[0] for id in contents} & contents.keys()
        lanes.append(
            Lane(
                key=kind.key,
                icon=kind.icon,
                row=row,
                title=title,
                rule=bool(lanes) and not line,  # a line of the blueprint divides lanes already
                group=kind.role,
                two=bool(shared),
                left_out=left_out,
            )
        )
        own, field = " own" if title else "", _field(placed_lane)
        # found over all columns, since a cell must know what its neighbour says
        wide = cell_spans([*handles], contents)
        for id, (sort, parts) in pictured_once(contents).items():
            at, span = _rows(id, row, shared)
            classes = f"{sort} r-{at}{span}{left_out}{own}"
            cell = Cell(
                id=f"{_anchor(id)}--{kind.key}", lane=kind.key, classes=classes, sort=sort, parts=parts,
                title=title, row=at, columns=wide[id], edit=f"{handles[id]}#{field}",
            )  # fmt: skip
            placed[id].append(cell)
        row, group = row + (2 if shared else 1), kind.role
    return Grid(
        lanes=tuple(lanes),
        lines=_between(lanes, lines),
        cells={id: tuple(found) for id, found in placed.items()},
    )


def _field(lane: PlacedLane) -> str:
    """Return the field that is edited where a lane is shown: of several the first, of what others fill its own."""
    if lane.own:
        return f"fields.{lane.kind.key}"
    shown = lane.kind.filled_by
    return shown[0] if shown else _FIELDS.get(lane.kind.key, lane.kind.key)


def _between(lanes: list[Lane], lines: list[BlueprintLine]) -> tuple[BlueprintLine, ...]:
    """Return the lines with the lanes that they divide."""
    seen = {lane.key for lane in lanes if lane.key not in OFF_MAP and "not-map" not in lane.left_out}
    told: list[BlueprintLine] = []
    above: list[str] = []
    start = 0
    for line in lines:
        own = [lane.key for lane in lanes if start < lane.row < line.row]
        above += own
        below = [lane.key for lane in lanes if lane.row > line.row and lane.group in COMPANY]
        # a line with nothing on one side divides nothing
        shown = not seen.isdisjoint(above) and not seen.isdisjoint(below)
        told.append(replace(line, above=tuple(own), below=tuple(below), on_map=shown))
        above, start = [] if shown else above, line.row
    return tuple(told)


def _rows(id: str, row: int, shared: set[str]) -> tuple[int, str]:
    """Return the row of a cell in a lane that begins at ``row``, and the class of one that takes both rows.

    In a stage that shares the lane with its steps, its cell is above theirs; any other cell has both rows.
    """
    if not shared:
        return row, ""
    if id in shared:
        return row, ""
    return (row + 1, "") if id.rpartition("/")[0] in shared else (row, " two")


def truth_reason(catalog: Catalog, entity: Entity[Any], lanes: Lanes) -> NoteMark | None:
    """Return why a moment of an entity is one of truth, where that is written."""
    return (
        entity_text(catalog, entity, lanes.moment_of_truth)
        if isinstance(lanes.moment_of_truth, str)
        else None
    )


def _line_between(above: Role | Literal[""], below: Role) -> str:
    """Return the blueprint line over the first lane of a group; the outermost one where groups between are empty."""
    if not above or above == below or below not in COMPANY:
        return ""
    return next(line for line, group in BOUNDARIES.items() if ROLES.index(group) >= ROLES.index(above))


def _filled(
    catalog: Catalog, columns: tuple[Entity[Step], ...], people: People
) -> Iterator[tuple[PlacedLane, Contents]]:
    """Yield the lanes in which something stands, in order."""
    written = [(step, {name for name, value in vars(step.fields).items() if value}) for step in columns]
    every = {name for _, names in written for name in names}
    for lane in catalog.part(_in_order):
        filled_by = lane.kind.filled_by
        if filled_by and not lane.own and every.isdisjoint(filled_by):
            continue  # most lanes of most maps: each need not be looked for in every step
        made = _own(catalog, columns, lane) if lane.own else _ours(catalog, written, people, lane.kind)
        if made:
            yield lane, made


def _in_order(catalog: Catalog) -> tuple[PlacedLane, ...]:
    return lane_order(catalog.site.lanes)


def _ours(
    catalog: Catalog, written: list[tuple[Entity[Step], set[str]]], people: People, kind: LaneKind
) -> Contents:
    """Return what stands in a lane of ours; ``written`` are the steps with their fields that hold something."""
    make = MAKERS[kind.holds or kind.sort]
    return {
        step.id: (kind.sort, parts)
        for step, fields in written
        if not (kind.filled_by and fields.isdisjoint(kind.filled_by))
        and (parts := make(catalog, step, people, kind))
    }


def _own(catalog: Catalog, steps: tuple[Entity[Step], ...], lane: PlacedLane) -> Contents:
    """Return what stands in a lane of the site's own."""
    values = ((step, step.fields.fields.get(lane.kind.key)) for step in steps)
    type = lane.own.type if lane.own else "text"
    return {step.id: as_cell(catalog, step, value, type) for step, value in values if is_written(value)}


def _anchor(id: str) -> str:
    """Return the beginning of the permalinks of a step or stage; that of a stage is none that a step could have."""
    _, stage, *step = id.split("/")
    return f"{stage}--{step[0] if step else ''}"
