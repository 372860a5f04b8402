"""The headings of a text as a tree: what stands under each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from jmsite.importing.blocks import TextBlock
from jmsite.importing.labels import FRAME, Words

BOLD_LEVEL = 7
"""The level of a bold line that stands as a heading: below all headings."""
_MARK = r"^[^\w\s*_\"“«「'(\[]*\s*"
_BOLD_LABEL = re.compile(
    _MARK + r"(\*\*|__)(?P<name>[^*|]{1,60}?)\s*[:：]?\1\s*[:：]?\s*(?P<rest>.*)$", re.DOTALL
)
_LABEL = re.compile(_MARK + r"(?P<name>[^:：*|]{1,60}?)\s*[:：](?!//)\s*(?P<rest>.*)$", re.DOTALL)


class Section:
    """A heading with the blocks under it and the sections below it."""

    def __init__(self, title: str, line: int, level: int, parent: Section | None) -> None:
        self.title, self.line, self.level, self.parent = title, line, level, parent
        self.blocks: list[TextBlock] = []
        self.children: list[Section] = []

    def all(self) -> Iterator[Section]:
        """Yield this section and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.all()

    def above(self) -> Iterator[Section]:
        """Yield the sections that this one is within, the nearest first."""
        if self.parent is not None:
            yield self.parent
            yield from self.parent.above()


def label_in(text: str, words: Words) -> tuple[str, str, str] | None:
    """Return lane, label and the text behind it where a line begins with a label: `**Feeling:** calm`."""
    found = _BOLD_LABEL.match(text) or _LABEL.match(text)
    lane = words.lane(found["name"]) if found else ""
    return (lane, found["name"].strip(), found["rest"].strip()) if found and lane else None


def sections_of(blocks: Sequence[TextBlock], words: Words) -> Section:
    """Return the root of the tree; headings that are labels of lanes become labels in the section they stand in."""
    root = Section("", 0, 0, None)
    here, head = root, 0
    deepest = _level_of_lanes(blocks, words)
    for at, block in enumerate(blocks):
        level = {"heading": block.level, "bold": BOLD_LEVEL}.get(block.kind)
        lane = words.lane(block.text) if level else ""
        own_label = lane and lane not in FRAME and lane != "truth" and level != 1
        # a stage may be called "Research" or "Need" as well: then lanes stand below it
        own_label = own_label and len(_lanes_below(blocks[at + 1 :], words) - {lane}) < 2
        if level is None or own_label or (level == BOLD_LEVEL and label_in(f"**{block.text}**", words)):
            # where lanes stand below stages, one at the level of stages is none of the stage above it
            while (
                block.kind == "heading"
                and here.parent
                and block.level < deepest
                and here.level >= block.level
            ):
                here = here.parent
            here.blocks.append(_as_label(block) if level is not None else block)
            continue
        if level == BOLD_LEVEL and not head:
            here.blocks.append(block)
            continue
        while here.parent is not None and here.level >= level:
            here = here.parent
        here.children.append(Section(block.text, block.line, level, here))
        here, head = here.children[-1], 1
    return root


def _level_of_lanes(blocks: Sequence[TextBlock], words: Words) -> int:
    """Return the level at which most headings are lanes; 0 where none is one."""
    levels = Counter(
        block.level
        for block in blocks
        if block.kind == "heading" and (lane := words.lane(block.text)) and lane not in FRAME
    )
    return max(levels, key=lambda level: (levels[level], level), default=0)


def _lanes_below(blocks: Sequence[TextBlock], words: Words) -> set[str]:
    """Return the lanes that lines of text name up to the next heading."""
    body = takewhile(lambda block: block.kind != "heading", blocks)
    labels = [label_in(block.text, words) for block in body if block.kind == "text"]
    return {label[0] for label in labels if label and label[0] not in FRAME}


def _as_label(block: TextBlock) -> TextBlock:
    text = (
        block.text
        if block.text.rstrip().endswith((":", "：")) or re.search(r"[:：]", block.text)
        else f"{block.text}:"
    )
    return TextBlock(kind="text", text=text, line=block.line)
