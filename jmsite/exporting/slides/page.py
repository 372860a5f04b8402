"""The content of one slide, and what is continued on the next: nothing is made smaller, and nothing is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from jmsite.exporting.slides.fitting import (
    head_height,
    head_width,
    paragraph_height,
    row_height,
    split_paragraph,
    split_row,
)
from jmsite.exporting.slides.heads import (
    ROOM,
    SlideHead,
    content_top,
    fitted_head,
    lead_bounds,
    tall_title_bounds,
)
from jmsite.formats.deck.master import BOTTOM
from jmsite.formats.deck.model import (
    MARGIN,
    STYLES,
    Area,
    Bounds,
    Paragraph,
    Row,
    Slide,
    TableArea,
    TextArea,
)
from jmsite.model.value import Value, replace

GAP = 36.0
"""The room between two columns."""
BETWEEN = 14.0
"""The room between what stands under each other."""
LEAST, STEP = 120.0, 24.0
"""The least that one of several slides may be let down, and by how much it is tried to end it higher."""


class Paragraphs(Value):
    """Paragraphs, one after the other."""

    paragraphs: tuple[Paragraph, ...]


class TableBlock(Value):
    """A table: its heads, rows, and how wide its columns are against each other. ``right`` are those of numbers."""

    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    shares: tuple[float, ...]
    right: tuple[int, ...] = ()
    most: float = ROOM

    def widths(self, room: float) -> tuple[float, ...]:
        """Return how wide its columns are in a room: a share of it, and no more than ``most`` a share.

        A column that would break a word of its head takes what is missing from those that have room to spare.
        """
        one = min(room / sum(self.shares), self.most)
        shared = [one * share for share in self.shares]
        least = [head_width(name) for name in self.head]
        missing = sum(max(0.0, low - wide) for low, wide in zip(least, shared, strict=True))
        spare = sum(max(0.0, wide - low) for low, wide in zip(least, shared, strict=True))
        if not missing or missing > spare:
            return tuple(shared)
        taken = missing / spare
        return tuple(max(low, wide - (wide - low) * taken) for low, wide in zip(least, shared, strict=True))


Block = Paragraphs | TableBlock


class SlideColumn(Value):
    """Blocks one under the other, from ``left`` on."""

    blocks: tuple[Block, ...]
    left: float = MARGIN
    width: float = ROOM
    slot: int = 0


Band = Sequence[SlideColumn]
"""Columns beside each other."""
PageAreas = tuple[Area, ...]


def slides(head: SlideHead, bands: Sequence[Band], fixed: PageAreas = ()) -> tuple[Slide, ...]:
    """Return the slides that bands take, one under the other; ``fixed`` stands on the first of them."""
    shown, below = fitted_head(head)
    if below:
        bands = ((SlideColumn(blocks=(Paragraphs(paragraphs=below),)),), *bands)
    pages = _laid(shown, bands, "")
    ending = ""
    if len(pages) > 1:
        ending = f" ({len(pages)}/{len(pages)})"
        pages = _laid(shown, bands, ending)
    return tuple(
        Slide(
            layout="content",
            title=shown.title if len(pages) == 1 else f"{shown.title} ({number}/{len(pages)})",
            kicker=shown.kicker,
            lead=shown.lead if number == 1 else "",
            over=tall_title_bounds(shown, ending),
            under=lead_bounds(shown, ending) if number == 1 else None,
            foot=shown.foot,
            areas=(*fixed, *areas) if number == 1 else areas,
            notes=shown.notes if number == 1 else "",
            language=shown.language,
        )
        for number, areas in enumerate(pages, 1)
    )


def _laid(head: SlideHead, bands: Sequence[Band], ending: str) -> list[PageAreas]:
    """Return what stands on each slide: a band stands under the one before it, or begins on a slide of its own."""
    others = content_top(replace(head, lead=""), ending)
    pages: list[PageAreas] = [()]
    top = content_top(head, ending)
    for band in bands:
        if pages[-1] and max((_high(column) for column in band), default=0) > BOTTOM - top:
            pages.append(())
            top = others
        parts = [_even(column, top, others) for column in band]
        rows = [tuple(area for part in row for area in part or ()) for row in zip_longest(*parts)] or [()]
        pages[-1] += rows[0]
        pages += rows[1:]
        top = max((area.box.top + area.box.height for area in pages[-1]), default=top) + BETWEEN
    return pages


def _high(column: SlideColumn) -> float:
    """Return how high a column is where nothing ends it."""
    return sum(_block_height(block, column.width) + BETWEEN for block in column.blocks) - BETWEEN


def _block_height(block: Block, width: float) -> float:
    if isinstance(block, Paragraphs):
        return (
            sum(paragraph_height(one, width) for one in block.paragraphs)
            - STYLES[block.paragraphs[-1].style].after
        )
    widths = block.widths(width)
    return head_height(block.head, widths) + sum(row_height(row, widths) for row in block.rows)


def _even(column: SlideColumn, first: float, others: float) -> list[PageAreas]:
    """Return what of a column stands on each slide: on as few as it takes, and on each about as much."""
    pages = _flowed(column, first, others, BOTTOM)
    bottom = BOTTOM
    while len(pages) > 1 and bottom > others + LEAST:
        bottom -= STEP
        fewer = _flowed(column, first, others, bottom)
        if len(fewer) > len(pages):
            break
        pages = fewer
    return pages


def _flowed(column: SlideColumn, first: float, others: float, bottom: float) -> list[PageAreas]:
    """Return what of a column stands on each slide, down to ``bottom``."""
    pages: list[PageAreas] = [()]
    top = first
    todo = [*column.blocks]
    while todo:
        block = todo.pop(0)
        place = _words if isinstance(block, Paragraphs) else _table
        area, high, rest = place(block, column, top, bottom - top, not pages[-1])  # type: ignore[arg-type]
        if area is not None:
            pages[-1] += (area,)
            top += high + BETWEEN
        if rest is not None:
            pages.append(())
            top = others
            # what did not fit goes on on the next slide, before all that follows
            todo.insert(0, rest)
    return pages


Placed = tuple[Area | None, float, Block | None]
"""The block that is placed, its height, and the rest that does not fit any more."""


def _words(block: Paragraphs, column: SlideColumn, top: float, free: float, fresh: bool) -> Placed:
    kept, rest, used = [], [*block.paragraphs], 0.0
    while rest:
        high = paragraph_height(rest[0], column.width)
        # what only begins something stands with what it begins; the room below the last words is none of them
        begin = rest[0].style in ("label", "quote") and len(rest) > 1
        more = paragraph_height(rest[1], column.width) if begin else 0
        last = STYLES[rest[1 if begin else 0].style].after
        if used + high + more - last <= free:
            used += high
            kept.append(rest.pop(0))
            continue
        if fresh and not kept:
            first, *after = split_paragraph(rest[0], column.width, free - used) or (rest[0],)
            kept.append(first)
            rest[:1] = after
            used += paragraph_height(first, column.width)
        break
    area = TextArea(
        paragraphs=tuple(kept),
        box=Bounds(left=column.left, top=top, width=column.width, height=max(min(used, free), 1)),
        slot=column.slot,
    )
    return area if kept else None, used, Paragraphs(paragraphs=tuple(rest)) if rest else None


def _table(block: TableBlock, column: SlideColumn, top: float, free: float, fresh: bool) -> Placed:
    widths = block.widths(column.width)
    heights = [head_height(block.head, widths)]
    kept: list[Row] = []
    rest = [*block.rows]
    while rest:
        left, high = free - sum(heights), row_height(rest[0], widths)
        if high > left:
            if kept or not fresh:
                break
            first, after = split_row(rest[0], widths, left)
            # a row that cannot be divided stands as it is
            rest[:1] = (
                [first, after] if after != rest[0] and any(cell.paragraphs for cell in after) else [rest[0]]
            )
            high = row_height(rest[0], widths)
        heights.append(high)
        kept.append(rest.pop(0))
    more = replace(block, rows=tuple(rest)) if rest else None
    if not kept:
        return None, 0, more
    area = TableArea(
        title=block.title,
        head=block.head,
        rows=tuple(kept),
        widths=widths,
        heights=tuple(heights),
        box=Bounds(left=column.left, top=top, width=sum(widths), height=sum(heights)),
        right=block.right,
    )
    return area, sum(heights), more


def beside(left: Iterable[Block], right: Iterable[Block], share: float = 0.5) -> tuple[SlideColumn, ...]:
    """Return two columns beside each other, of which the first takes a share of the width; one of them may be all."""
    one, other = tuple(left), tuple(right)
    if not one or not other:
        return (SlideColumn(blocks=one or other, slot=0 if one else 1),) if one or other else ()
    room = (ROOM - GAP) * share
    return (
        SlideColumn(blocks=one, width=room),
        SlideColumn(blocks=other, left=MARGIN + room + GAP, width=ROOM - GAP - room, slot=1),
    )


def balanced(parts: Sequence[Sequence[Paragraph]]) -> tuple[SlideColumn, ...]:
    """Return parts of a text in two columns of about the same height, none of them divided."""
    room = (ROOM - GAP) / 2
    heights = [sum(paragraph_height(one, room) for one in part) for part in parts]
    cuts = range(len(parts) + 1)
    cut = min(cuts, key=lambda at: (max(sum(heights[:at]), sum(heights[at:])), at))
    left, right = (tuple(one for part in some for one in part) for some in (parts[:cut], parts[cut:]))
    return beside(as_block(left), as_block(right))


def as_block(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraphs, ...]:
    """Return paragraphs as a block; none where there are none."""
    return (Paragraphs(paragraphs=paragraphs),) if paragraphs else ()
