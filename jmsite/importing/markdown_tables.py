"""Maps as tables in Markdown: one, one per persona, or one as it is and one as it should be."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.importing.blocks import TextBlock, blocks_of
from jmsite.importing.draft import (
    DraftJourney,
    DraftMap,
    DraftMoment,
    DraftPersona,
    DraftStage,
    NoJourneyError,
    Remark,
)
from jmsite.importing.evidence import SOUGHT
from jmsite.importing.grids import grid_of_table
from jmsite.importing.heads import Head
from jmsite.importing.labels import Words
from jmsite.importing.sections import Section, sections_of
from jmsite.importing.table_shapes import long_shape, wide_shape
from jmsite.importing.tables import FoundInTable, TableReader
from jmsite.model.value import replace


def read_tables(text: str, words: Words, name: str) -> DraftMap:
    """Return the journeys in the tables of a text. Raises ``NoJourneyError`` where there are none."""
    root = sections_of(blocks_of(text), words)
    maps = [
        (section, block)
        for section in root.all()
        for block in section.blocks
        if block.kind == "table" and _is_map(block, words)
    ]
    if not maps:
        raise NoJourneyError(
            "no table has a header row with a stage or step and two lanes, such as pains", SOUGHT
        )
    journeys: list[DraftJourney] = []
    personas: list[DraftPersona] = []
    remarks: list[Remark] = []
    near = len(maps) > 1
    for section, block in maps:
        head = Head(text, section, [one for one, _ in maps], words, name, near=near)
        found = _read(block, words, head)
        journeys += _journeys(head, found, section, words)
        personas += [
            *head.personas,
            *(DraftPersona(title=part.persona, line=part.line) for part in found.parts if part.persona),
        ]
        remarks += [*head.remarks, *found.remarks]
    return DraftMap(
        format="markdown-table",
        journeys=tuple(compared(journeys)),
        personas=tuple(personas),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _is_map(block: TextBlock, words: Words) -> bool:
    grid = grid_of_table(block)
    return bool(long_shape(grid, words) or wide_shape(grid, words))


def _read(block: TextBlock, words: Words, head: Head) -> FoundInTable:
    grid = grid_of_table(block)
    reader = TableReader(grid, words, head.scale)
    long = long_shape(grid, words)
    if long is not None:
        return reader.long(long)
    wide = wide_shape(grid, words)
    assert wide is not None  # noqa: S101 - a map is one or the other
    return reader.wide(wide)


def _journeys(head: Head, found: FoundInTable, section: Section, words: Words) -> list[DraftJourney]:
    state = next((one for one in (section, *section.above()) if _future(one, words)), None)
    made = []
    for part in found.parts:
        journey = head.journey([_with_truths(stage, head.truths) for stage in part.stages])
        own = (part.persona,) if part.persona else journey.personas
        made.append(replace(journey, personas=own, state="future" if state else "current", line=part.line))
    return made


def _future(section: Section, words: Words) -> bool:
    return words.is_kind(section.title, "future")


def compared(journeys: Sequence[DraftJourney]) -> list[DraftJourney]:
    """Return journeys of which each that should be is compared to one that is, of its title where there is one."""
    now = [at for at, one in enumerate(journeys) if one.state == "current"]
    found = []
    for one in journeys:
        same = [at for at in now if journeys[at].title == one.title] or now
        found.append(replace(one, compares_to=same[0]) if one.state == "future" and same else one)
    return found


def _with_truths(stage: DraftStage, truths: Sequence[str]) -> DraftStage:
    """Return a stage with its moments of truth, as a list beside the map names them."""
    steps = tuple(replace(step, truth=step.truth or _named(step, truths)) for step in stage.steps)
    return replace(stage, steps=steps, truth=stage.truth or _named(stage, truths))


def _named(moment: DraftMoment, truths: Sequence[str]) -> bool:
    title = moment.title.casefold()
    names = [text.replace("*", "").casefold().partition(":")[0].strip() for text in truths]
    return bool(title) and title in names
