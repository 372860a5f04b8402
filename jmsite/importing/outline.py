"""A map as an outline: a heading per stage, labels with bullets below it; scenarios where stages lie a level deeper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from jmsite.importing.block_reader import BlockReader, record_rows
from jmsite.importing.blocks import TextBlock, blocks_of
from jmsite.importing.draft import DraftMap, DraftMoment, DraftStage, NoJourneyError, Remark
from jmsite.importing.draft_builder import DraftBuilder
from jmsite.importing.journey_intro import JourneyIntro, bare_title
from jmsite.importing.labels import FRAME, LONGEST, Words
from jmsite.importing.likely_map import SOUGHT, because, is_likely_map, lane_labels, strange_labels
from jmsite.importing.sections import Section, label_in, sections_of
from jmsite.model.value import replace

NUMBERED = re.compile(
    r"^\W*(?:\d{1,2}\\?\s*[.)、．:]|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十\d]+[阶步个章])"
)
_BOLD = re.compile(r"^(?:\*\*|__)(.+?)(?:\*\*|__)\s*[:：]?\s*$")
_LEAD = re.compile(
    r"^\W*?(?:\d{1,2}(?:\.\d{1,2})*\\?\s*[.)、．:]+|(?:\d\ufe0f?\u20e3)+|🔟|[一二三四五六七八九十]{1,3}[、.．])\s*"
)


def read_outline(text: str, words: Words, name: str) -> DraftMap:
    """Return the journeys of an outline. Raises ``NoJourneyError`` where there are none."""
    blocks = blocks_of(text)
    root = sections_of(blocks, words)
    stages = _stage_sections(root, words)
    for as_headings in (_items_as_headings, _lines_as_headings):
        if not stages:
            root = sections_of(as_headings(blocks, words), words)
            stages = _stage_sections(root, words)
    if not stages:
        raise NoJourneyError("no heading has lanes of a journey below it", SOUGHT)
    journeys, personas, remarks, found = [], [], [], Counter[str]()
    for parent, sections in _by_parent(stages):
        intro = JourneyIntro(text, parent, stages, words, name)
        made = [_stage(section, words, intro.scale) for section in sections]
        for stage, said in made:
            found.update(_lanes(stage))
            remarks += said
        journeys.append(intro.journey([stage for stage, _ in made]))
        personas += intro.personas
        remarks += intro.remarks
    strange = strange_labels(blocks, words)
    weak = _are_weak(blocks, words)
    if not is_likely_map(found, strange, weak):
        raise NoJourneyError(because(found, strange, weak), SOUGHT, near=True)
    return DraftMap(
        format="markdown-outline", journeys=tuple(journeys), personas=tuple(personas), remarks=tuple(remarks)
    )


def _are_weak(blocks: Sequence[TextBlock], words: Words) -> bool:
    """Return whether all labels are those of plans and lists as well, and no heading calls it a journey."""
    called = any(block.kind == "heading" and words.is_kind(block.text, "journey") for block in blocks)
    return not called and words.are_weak(lane_labels(blocks, words))


def _lines_as_headings(blocks: Sequence[TextBlock], words: Words) -> list[TextBlock]:
    """Return blocks in which lines that name a stage are headings: `Stage: Look`, in a text that is no Markdown."""
    return [
        replace(block, kind="heading", level=6) if _names_stage(block, words) else block for block in blocks
    ]


def _names_stage(block: TextBlock, words: Words) -> bool:
    label = label_in(block.text, words)
    named = (label is not None and label[0] == "stage" and label[2]) or words.is_kind(block.text, "stage")
    return block.kind in ("text", "bold") and bool(named) and len(block.text) <= LONGEST


def _items_as_headings(blocks: Sequence[TextBlock], _: Words) -> list[TextBlock]:
    """Return blocks in which items of a list that have items of their own are headings: `1. **Look**` over bullets."""
    filled = [block for block in blocks if block.kind != "blank"]
    heads = {
        id(block)
        for block, following in pairwise(filled)
        if block.kind == following.kind == "item" and block.level == 0 < following.level
    }
    return [
        replace(block, kind="heading", level=6, text=_numbered(block)) if id(block) in heads else block
        for block in blocks
    ]


def _numbered(item: TextBlock) -> str:
    """Return an item as a heading: with its number, without emphasis."""
    bare = _BOLD.sub(r"\1", item.text)
    return bare if item.number is None else f"{item.number}. {bare}"


def _lanes(stage: DraftStage) -> set[str]:
    moments: tuple[DraftMoment, ...] = (stage, *stage.steps)
    found = {lane for moment in moments for lane in moment.lanes}
    return found | ({"emotion"} if any(moment.feelings for moment in moments) else set())


def _direct(section: Section, words: Words) -> int:
    """Return how many lanes stand in a section itself."""
    found = {
        label[0]
        for block in section.blocks
        for label in [_label(block, words)]
        if label and label[0] not in FRAME
    }
    for block in section.blocks:
        if block.kind == "table":
            found |= {words.lane(row[0]) for row in record_rows(block, words)} - {""}
        if block.kind == "chain":
            found.add("doing")
    return len(found)


def _label(block: TextBlock, words: Words) -> tuple[str, str, str] | None:
    return label_in(block.text, words) if block.kind in ("text", "item") else None


def _stage_sections(root: Section, words: Words) -> list[Section]:
    """Return the sections that are stages."""
    some = [one for one in root.all() if one.parent is not None]
    counts = Counter(one.level for one in some if _direct(one, words))
    if not counts:
        return []
    level = min(counts, key=lambda each: (-counts[each], each))
    level = _raised(some, level, words)
    near = [one for one in some if one.level == level]
    if len(near) == 1 and level == 1:
        return []
    return _siblings(near, words)


def _raised(some: Sequence[Section], level: int, words: Words) -> int:
    """Return the level above where that has the stages, and this one their steps, or what is now and later."""
    parents = {
        id(one.parent): one.parent for one in some if one.level == level and one.parent and one.parent.level
    }
    named = [one for one in parents.values() if one is not None]
    if not named or not all(words.is_kind(bare_number(one.title), "stage") for one in named):
        states = [one for one in some if one.level == level and _state(one, words)]
        return named[0].level if named and len(states) > 1 and len(named) > 1 else level
    return named[0].level


def _state(section: Section, words: Words) -> bool:
    return words.is_kind(section.title, "current") or words.is_kind(section.title, "future")


def bare_number(title: str) -> str:
    """Return a title without the number before it."""
    return _LEAD.sub("", title) or title


def _siblings(near: Sequence[Section], words: Words) -> list[Section]:
    """Return those of the headings of one level that are stages: with lanes, called so, or numbered like the others."""
    rich = {id(one) for one in near if any(_direct(each, words) for each in one.all())}
    framed = {
        id(one)
        for one in near
        if words.lane(one.title) in FRAME
        and not words.is_kind(one.title, "stage")
        # among numbered stages with lanes, one may be called "Trigger" as well
        and not (NUMBERED.match(one.title) and id(one) in rich)
    }
    called = {id(one) for one in near if words.is_kind(bare_number(one.title), "stage")}
    counted = [one for one in near if NUMBERED.match(one.title)]
    like = {
        id(one)
        for one in counted
        if len([each for each in counted if id(each) in rich]) > 1 and not _has_list(one)
    }
    explicit = len(called & rich) > 1
    return [
        one for one in near
        if id(one) not in framed and (id(one) in called or id(one) in like or (id(one) in rich and not explicit))
    ]  # fmt: skip


def _has_list(section: Section) -> bool:
    return any(block.kind in ("item", "table", "code") for block in section.blocks)


def _by_parent(stages: Sequence[Section]) -> list[tuple[Section, list[Section]]]:
    groups: dict[int, tuple[Section, list[Section]]] = {}
    for stage in stages:
        assert stage.parent is not None  # noqa: S101 - only the root has none, and it is no stage
        groups.setdefault(id(stage.parent), (stage.parent, []))[1].append(stage)
    return list(groups.values())


def _stage(
    section: Section, words: Words, scale: tuple[float, float] | None
) -> tuple[DraftStage, list[Remark]]:
    builder = DraftBuilder(stage_title(section.title, words), section.line, words, scale)
    reader = BlockReader(builder, words)
    steps: list[DraftMoment] = []
    remarks: list[Remark] = []
    lead, groups = _step_groups(section.blocks, words)
    reader.read(lead)
    for intro, body in groups:
        made, said = _moment(intro.text, intro.line, body, words, scale)
        steps.append(made)
        remarks += said
    for child in section.children:
        if _state(child, words) or not any(_direct(each, words) for each in child.all()):
            _prose_of(child, reader, words)
            continue
        body = [block for each in child.all() for block in _with_heading(each, child)]
        made, said = _moment(child.title, child.line, body, words, scale)
        steps.append(made)
        remarks += said
    if len(section.children) > 1 and len(steps) > 1 and _alternatives(section, words):
        text = f"the steps of '{builder.title}' are alternatives, it seems: say with 'next:' which way is taken when"
        remarks.append(Remark(did="changed", text=text, line=section.line))
    return builder.stage(steps), [*reader.remarks, *builder.remarks, *remarks]


def _alternatives(section: Section, words: Words) -> bool:
    return all(words.is_kind(child.title, "variant") for child in section.children)


def _prose_of(child: Section, reader: BlockReader, words: Words) -> None:
    """Give a part of a stage that is no step to the stage; of now and later, only what is later is named."""
    for each in child.all():
        if not _state(each, words):
            reader.read([TextBlock(kind="bold", text=each.title, line=each.line)])
        elif words.is_kind(each.title, "future"):
            text = f"'{each.title}' of '{reader.builder.title}' tells a future state: kept as text"
            reader.remarks.append(Remark(did="changed", text=text, line=each.line))
        reader.read(each.blocks)


def _with_heading(section: Section, top: Section) -> list[TextBlock]:
    if section is top:
        return section.blocks
    return [TextBlock(kind="bold", text=section.title, line=section.line), *section.blocks]


def _moment(
    title: str, line: int, body: Iterable[TextBlock], words: Words, scale: tuple[float, float] | None
) -> tuple[DraftMoment, list[Remark]]:
    builder = DraftBuilder(stage_title(title, words), line, words, scale)
    reader = BlockReader(builder, words)
    reader.read(body)
    return builder.moment(), [*reader.remarks, *builder.remarks]


def _step_groups(
    blocks: Sequence[TextBlock], words: Words
) -> tuple[list[TextBlock], list[tuple[TextBlock, list[TextBlock]]]]:
    """Return what stands before and after the steps of a stage, and each step with the labels below it."""
    lead: list[TextBlock] = []
    groups: list[tuple[TextBlock, list[TextBlock]]] = []
    inside = -1
    for at, block in enumerate(blocks):
        if block.kind == "item" and _begins_step(blocks, at, words):
            groups.append((block, []))
            inside = block.level
        elif (
            groups
            and inside >= 0
            and (block.kind == "blank" or (block.kind == "item" and block.level > inside))
        ):
            groups[-1][1].append(block)
        else:
            inside = -1
            lead.append(block)
    return lead, groups


def _begins_step(blocks: Sequence[TextBlock], at: int, words: Words) -> bool:
    block = blocks[at]
    after = next((one for one in blocks[at + 1 :] if one.kind != "blank"), None)
    if after is None or after.kind != "item" or after.level <= block.level or _label(block, words):
        return False
    label = _label(after, words)
    return label is not None and label[0] not in FRAME


def stage_title(title: str, words: Words) -> str:
    """Return the title of a stage or step without what only says that it is one, and its number."""
    bare = bare_number(words.without_kind(bare_number(title), "stage", "step", "variant"))
    return bare_title(bare)
