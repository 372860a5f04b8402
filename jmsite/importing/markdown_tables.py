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
    Remark,
    State,
)
from jmsite.importing.grids import grid_of_table
from jmsite.importing.journey_intro import JourneyIntro
from jmsite.importing.labels import Words
from jmsite.importing.sections import Section, label_in, sections_of
from jmsite.importing.state_tables import StatePair, read_states, state_pair, with_comparisons
from jmsite.importing.table_shapes import long_shape, why_none, wide_shape
from jmsite.importing.tables import FoundInTable, TableReader
from jmsite.model.value import replace

NO_TABLE = "no table has a header row with a stage or step and two lanes, such as pains"


def read_tables(text: str, words: Words, name: str) -> DraftMap:
    """Return the journeys in the tables of a text. Raises ``NoJourneyError`` where there are none."""
    root = sections_of(blocks_of(text), words)
    tables = [(one, block) for one in root.all() for block in one.blocks if block.kind == "table"]
    maps = [(section, block) for section, block in tables if _is_map(block, words)]
    # beside a map, a table of the two states sums it up
    maps = maps or [(one, block) for one, block in tables if _pair(one, block, words)]
    if not maps:
        raise why_none((grid_of_table(block) for _, block in tables), words, NO_TABLE)
    journeys: list[DraftJourney] = []
    personas: list[DraftPersona] = []
    remarks: list[Remark] = []
    near = len(maps) > 1
    for section, block in maps:
        intro = JourneyIntro(
            text, section, [one for one, _ in maps], words, name, near, [table for _, table in maps]
        )
        found = _read(section, block, words, intro)
        for state, table in found:
            journeys += _journeys(intro, table, state or _state_above(section, words))
        parts = [part for _, table in found for part in table.parts if part.persona]
        personas += [*intro.personas, *(DraftPersona(title=one.persona, line=one.line) for one in parts)]
        remarks += [*intro.remarks, *(remark for _, table in found for remark in table.remarks)]
    return DraftMap(
        format="markdown-table",
        journeys=tuple(with_comparisons(journeys)),
        personas=tuple(personas),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _is_map(block: TextBlock, words: Words) -> bool:
    grid = grid_of_table(block)
    return bool(long_shape(grid, words) or wide_shape(grid, words))


def _pair(section: Section, block: TextBlock, words: Words) -> StatePair | None:
    above = (section, *section.above())
    labels = [label_in(text.text, words) for one in above for text in one.blocks if text.kind != "table"]
    named = any(label and label[0] == "persona" for label in labels)
    return state_pair(
        grid_of_table(block), words, named or any(words.is_kind(one.title, "journey") for one in above)
    )


def _read(
    section: Section, block: TextBlock, words: Words, intro: JourneyIntro
) -> list[tuple[State | None, FoundInTable]]:
    """Return what a table holds, with the state that its columns name; None where they name none."""
    grid = grid_of_table(block)
    reader = TableReader(grid, words, intro.scale)
    long = long_shape(grid, words)
    if long is not None:
        return [(None, reader.long(long))]
    wide = wide_shape(grid, words)
    if wide is not None:
        return [(None, reader.wide(wide))]
    pair = _pair(section, block, words)
    assert pair is not None  # noqa: S101 - a map is one of the three
    now, later = read_states(grid, pair, words)
    return [("current", now), ("future", later)]


def _journeys(intro: JourneyIntro, found: FoundInTable, state: State) -> list[DraftJourney]:
    made = []
    for part in found.parts:
        journey = intro.journey([_with_truths(stage, intro.truths) for stage in part.stages])
        own = (part.persona,) if part.persona else journey.personas
        made.append(replace(journey, personas=own, state=state, line=part.line))
    return made


def _state_above(section: Section, words: Words) -> State:
    """Return the state that a heading above a table names."""
    future = any(words.is_kind(one.title, "future") for one in (section, *section.above()))
    return "future" if future else "current"


def _with_truths(stage: DraftStage, truths: Sequence[str]) -> DraftStage:
    """Return a stage with its moments of truth, as a list beside the map names them."""
    steps = tuple(replace(step, truth=step.truth or _named(step, truths)) for step in stage.steps)
    return replace(stage, steps=steps, truth=stage.truth or _named(stage, truths))


def _named(moment: DraftMoment, truths: Sequence[str]) -> bool:
    title = moment.title.casefold()
    names = [text.replace("*", "").casefold().partition(":")[0].strip() for text in truths]
    return bool(title) and title in names
