"""Maps of mapping tools, told by what the tools call their rows and columns; and the scale that a tool always has.

None of the tools documents its columns. What their public help pages call lanes, and what the columns of exports that
lie around are called, is what they are known by: a name that only one of them uses, with others beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jmsite.importing.draft import DraftJourney, DraftMap, NoJourneyError, Remark, ScaleEnds
from jmsite.importing.grids import CellGrid
from jmsite.importing.scales import on_scale
from jmsite.model.value import Value, replace

LONGEST = 40
"""Letters of a cell at most that can be the name of a row or column."""


class ToolPreset(Value):
    """A tool: names that are its own, names of which so ``many`` stand beside them, and the scale of its scores."""

    name: str
    own: frozenset[str]
    beside: frozenset[str]
    many: int = 2
    scale: ScaleEnds | None = None


PRESETS = (
    ToolPreset(
        name="Smaply",
        own=frozenset(("dramatic arc", "backstage lane", "live data", "lane type")),
        beside=frozenset(
            ("stages", "steps", "emotional journey", "channel", "channels", "storyboard", "backstage", "persona")
        ),
        scale=(-2, 2),
    ),
    ToolPreset(
        name="UXPressia",
        own=frozenset(
            ("process and channels", "ideas / opportunities", "ideas/opportunities", "process ownership",
             "think & feel")
        ),
        beside=frozenset(
            ("stages", "user goals", "goals", "process", "experience", "problems", "quotes", "touchpoints", "ideas")
        ),
    ),
    ToolPreset(
        name="TheyDo",
        own=frozenset(("experience impact", "step links", "nested journeys", "needs & goals")),
        beside=frozenset(
            ("phase", "phases", "step", "steps", "lane", "insights", "opportunities", "solutions", "metrics")
        ),
    ),
    ToolPreset(
        name="Custellence",
        own=frozenset(("customer activity", "backstage activity", "card title", "card text", "sublane")),
        beside=frozenset(
            ("lane", "column", "emotional journey", "emotional curve", "supporting systems", "customer needs",
             "pain points", "opportunities", "touchpoints")
        ),
    ),
    ToolPreset(
        name="Miro",
        own=frozenset(("sticky_note", "sticky note", "assignee", "last modified", "frame")),
        beside=frozenset(("type", "text", "title", "tags", "author", "created by", "created", "color", "link")),
        many=3,
    ),
)  # fmt: skip
"""The tools, in the order in which they are asked about."""


def tool_of(names: Iterable[str]) -> ToolPreset | None:
    """Return the tool that calls its rows and columns so; None where that is not sure."""
    known = frozenset(re.sub(r"\s+", " ", name.strip().casefold()) for name in names)
    return next((one for one in PRESETS if known & one.own and len(known & one.beside) >= one.many), None)


def names_in(grid: CellGrid) -> Iterable[str]:
    """Yield what may name rows and columns of a table: its first two columns, and the row that has most words."""
    yield from (cell for row in grid.rows for cell in row[:2] if len(cell) <= LONGEST)
    for row in grid.rows[:12]:
        yield from (cell for cell in row if len(cell) <= LONGEST)


def with_preset(draft: DraftMap, grids: Sequence[CellGrid]) -> DraftMap:
    """Return a draft of tables with the tool told that they are of, and its scores on the scale of that tool."""
    tool = next((found for grid in grids if (found := tool_of(names_in(grid)))), None)
    if tool is None:
        return draft
    told = Remark(did="taken", text=f"as a map of {tool.name}, by the names of its rows and columns")
    scaled = _scaled(draft, tool.scale, tool.name) if tool.scale and _scores(draft.journeys) else draft
    return replace(scaled, remarks=(told, *scaled.remarks))


def _scaled(draft: DraftMap, scale: ScaleEnds, name: str) -> DraftMap:
    try:
        return on_scale(draft, scale, f"as {name} has it")
    except NoJourneyError:  # somebody has another scale after all
        return draft


def _scores(journeys: Iterable[DraftJourney]) -> bool:
    return any(
        felt.value is not None
        for journey in journeys
        for stage in journey.stages
        for moment in (stage, *stage.steps)
        for felt in moment.feelings
    )
