"""The lanes of a map in reading order, by role; a lane that no step fills is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.entities.site import OwnLane
from jmsite.model.value import Value
from jmsite.pages.parts import cells
from jmsite.pages.parts.cells import People
from jmsite.pages.parts.facts import address

Make = Callable[[Catalog, Entity[Step], People], tuple[Any, ...]]
FIRST_ROW = 3


class LaneKind(Value):
    """A lane there can be: ``sort`` is how its cells are shown, ``group`` where it stands on a blueprint.

    ``fields`` are those of a step without which a cell has nothing to show; empty where more than fields fill it.
    """

    key: str
    icon: str
    sort: str
    group: str
    make: Make
    fields: tuple[str, ...] = ()


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


def _lines(key: str, icon: str, sort: str, group: str) -> LaneKind:
    """A lane of the lines of one field."""

    def make(_: Catalog, step: Entity[Step], people: People) -> tuple[Any, ...]:
        return cells.notes(getattr(step.fields, key), people)

    return LaneKind(key, icon, sort, group, make, (key,))


LANES: tuple[LaneKind, ...] = (
    LaneKind("image", "image", "image", "customer", lambda _, step, _who: cells.pictures(step.fields), ("image",)),
    _lines("doing", "doing", "notes", "customer"),
    LaneKind("thinking", "thinking", "voice", "customer",
             lambda all, step, who: cells.voiced(all.words, step.fields.thinking, who), ("thinking",)),
    LaneKind("emotion", "emotion", "readout", "customer", cells.readouts),
    LaneKind("touchpoints", "touch", "touches", "customer",
             lambda all, step, _who: cells.touches(all, step.fields), ("touchpoint", "channel")),
    LaneKind("pains", "pain", "pains", "customer",
             lambda all, step, who: cells.pains(all, step.fields.pains, who), ("pains",)),
    LaneKind("gains", "gain", "gains", "customer",
             lambda all, step, who: cells.pains(all, step.fields.gains, who), ("gains",)),
    LaneKind("quotes", "quote", "quotes", "customer",
             lambda all, step, who: cells.quotes(all, step.fields, who), ("quotes",)),
    _lines("needs", "need", "notes", "customer"),
    _lines("expectations", "expect", "notes", "customer"),
    _lines("accessibility", "accessibility", "notes", "customer"),
    LaneKind("time", "clock", "time", "customer",
             lambda _, step, _who: cells.time(step.fields), ("duration", "wait")),
    LaneKind("next", "branch", "ways", "customer",
             lambda all, step, _who: cells.ways(all, step), ("next", "journey")),
    _lines("frontstage", "front", "quiet", "frontstage"),
    _lines("backstage", "back", "quiet", "backstage"),
    _lines("policies", "policy", "quiet", "backstage"),
    LaneKind("fail", "fail", "fails", "backstage",
             lambda _, step, _who: cells.fails(step.fields.fail_point), ("fail_point",)),
    _lines("support", "support", "quiet", "support"),
    LaneKind("systems", "system", "words", "support",
             lambda all, step, _who: cells.links(all, "system", step.fields.systems), ("systems",)),
    LaneKind("departments", "people", "owners", "evidence",
             lambda all, step, _who: cells.links(all, "department", step.fields.departments), ("departments",)),
    LaneKind("metrics", "metric", "metrics", "evidence",
             lambda all, step, _who: cells.metrics(all, step), ("metrics",)),
    LaneKind("insights", "insight", "links", "evidence", lambda all, step, _who: cells.insights(all, step)),
    LaneKind("opportunities", "idea", "opportunities", "evidence",
             lambda all, step, _who: cells.opportunities(all, step)),
    LaneKind("evidence", "research", "links", "evidence", lambda all, step, _who: cells.evidence(all, step.fields)),
)  # fmt: skip
GROUPS = ("customer", "frontstage", "backstage", "support", "evidence")
BOUNDARIES = {"interaction": "customer", "visibility": "frontstage", "internal": "backstage"}
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
    row, group = FIRST_ROW, ""
    for kind, title, contents in filled:
        line = _line_between(group, kind.group)
        if line and lanes:
            lines.append(BlueprintLine(line, row))
            row += 1
        lanes.append(Lane(kind.key, kind.icon, row, title, bool(lanes) and not line, kind.group))
        for id, (sort, parts) in contents.items():
            classes = f"{sort} r-{row} own-lane" if title else f"{sort} r-{row}"
            placed[id].append(Cell(f"{_anchor(id)}--{kind.key}", kind.key, classes, sort, parts, title))
        row, group = row + 1, kind.group
    return Grid(tuple(lanes), tuple(lines), {id: tuple(found) for id, found in placed.items()})


def _line_between(above: str, below: str) -> str:
    """The blueprint line over the first lane of a group; the outermost one where groups between are empty."""
    if not above or above == below or below not in ("frontstage", "backstage", "support"):
        return ""
    return next(line for line, group in BOUNDARIES.items() if GROUPS.index(group) >= GROUPS.index(above))


def _filled(catalog: Catalog, steps: tuple[Entity[Step], ...], people: People) -> Filled:
    written = [(step, {name for name, value in vars(step.fields).items() if value}) for step in steps]
    found: Filled = []
    for group in GROUPS:
        for kind in LANES:
            if kind.group == group:
                made = {
                    step.id: (kind.sort, parts)
                    for step, fields in written
                    if not (kind.fields and fields.isdisjoint(kind.fields))
                    and (parts := kind.make(catalog, step, people))
                }
                found += [(kind, "", made)] if made else []
        found += _own(catalog, steps, group)
    return found


def _own(catalog: Catalog, steps: tuple[Entity[Step], ...], group: str) -> Iterator[Any]:
    """The site's own lanes of a group."""
    for name, lane in catalog.site.lanes.items():
        if lane.role == group:
            made = {step.id: _own_cell(catalog, step, name, lane) for step in steps if _has(step, name)}
            if made:
                yield LaneKind(name, lane.icon or "tag", "notes", group, _nothing), lane.title, made


def _own_cell(catalog: Catalog, step: Entity[Step], name: str, lane: OwnLane) -> tuple[str, tuple[Any, ...]]:
    if lane.type == "link":
        return "links", address(catalog, str(step.fields.fields.get(name)))
    return cells.own(step.fields.fields.get(name), lane.type)


def _has(step: Entity[Step], name: str) -> bool:
    return step.fields.fields.get(name) not in (None, "", (), [])


def _nothing(_: Catalog, __: Entity[Step], ___: People) -> tuple[Any, ...]:
    return ()


def _anchor(step_id: str) -> str:
    _, stage, step = step_id.split("/")
    return f"{stage}--{step}"
