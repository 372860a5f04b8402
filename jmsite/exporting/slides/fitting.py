"""The room that words take on a slide, and where they are divided: by an estimate, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import east_asian_width

from jmsite.charts.labels import width
from jmsite.formats.deck.model import HEAD, PAD, STYLES, Paragraph, Row, TableCell, TextStyle
from jmsite.model.value import replace

BOLD = 1.13
"""The factor by which bold words are wider."""
SURE = 1.1
"""Room that is kept for typefaces that are wider than the estimate: a deck is shown with those that are there.

Where the theme's is not, that is often DejaVu Sans, the widest of those that stand in for others.
"""
ASIDE = 2 * (PAD - 1)
"""The room above and below the words of a cell."""
OTHER_TYPEFACE = 1.2
"""The factor by which words may come out wider where another typeface stands in."""
EVERY_SIGN = "、。，．！？）」』】"


def text_width(text: str, style: TextStyle) -> float:
    """Return how wide words are, in points."""
    return width(text, style.size) * SURE * (BOLD if style.bold else 1)


def wrapped_lines(text: str, style: TextStyle, room: float) -> list[tuple[int, int]]:
    """Return the lines of words in a room, each as where it begins and ends; at least one."""
    found: list[tuple[int, int]] = []
    begin = end = 0
    used = 0.0
    for start, stop in _pieces(text):
        more = text_width(text[start:stop].rstrip(), style)
        if used + more > room and end > begin:
            found.append((begin, end))
            begin, used = start, 0.0
        used += text_width(text[start:stop], style)
        end = stop
        if more > room:
            # a word that is wider than the line is broken where the line ends
            for at in range(start + 1, stop):
                if text_width(text[begin : at + 1], style) > room:
                    found.append((begin, at))
                    begin = at
            used = text_width(text[begin:stop], style)
    return [*found, (begin, len(text))]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield what is never divided: words with the blanks behind them, and single signs of scripts without blanks."""
    start = 0
    for at, sign in enumerate(text):
        after = text[at + 1 : at + 2]
        ends = sign.isspace() and not after.isspace()
        alone = east_asian_width(sign) in "WF" and after not in EVERY_SIGN
        if ends or alone or (after and east_asian_width(after) in "WF" and after not in EVERY_SIGN):
            yield start, at + 1
            start = at + 1
    if start < len(text):
        yield start, len(text)


@lru_cache(maxsize=4096)  # asked again and again while it is tried how words fit
def paragraph_height(paragraph: Paragraph, room: float) -> float:
    """Return how high a paragraph is with the room below it."""
    style = STYLES[paragraph.style]
    return len(_lines_of(paragraph, room)) * style.leading + style.after


def _lines_of(paragraph: Paragraph, room: float) -> list[tuple[int, int]]:
    return wrapped_lines(_whole(paragraph), STYLES[paragraph.style], room - STYLES[paragraph.style].indent)


def _whole(paragraph: Paragraph) -> str:
    return f"{paragraph.begin} {paragraph.text}" if paragraph.begin else paragraph.text


def split_paragraph(paragraph: Paragraph, room: float, free: float) -> tuple[Paragraph, Paragraph] | None:
    """Return a paragraph in two, the first as high as there is free room for; None where that is no line."""
    found, style = _lines_of(paragraph, room), STYLES[paragraph.style]
    fit = int((free + 0.01) // style.leading)
    if fit < 1 or fit >= len(found):
        return None
    at = found[fit - 1][1] - (len(_whole(paragraph)) - len(paragraph.text))
    if at <= 0:
        return None
    first = Paragraph(text=paragraph.text[:at].rstrip(), style=paragraph.style, begin=paragraph.begin)
    return first, Paragraph(text=paragraph.text[at:].lstrip(), style=paragraph.style)


def cell_height(cell: TableCell, room: float) -> float:
    """Return how high a cell is, in a column as wide as ``room``."""
    return sum(paragraph_height(one, room - 2 * PAD) for one in cell.paragraphs) + ASIDE


def row_height(row: Row, widths: Sequence[float]) -> float:
    """Return how high a row is: as its highest cell."""
    return max(cell_height(cell, room) for cell, room in zip(row, widths, strict=True))


def head_height(head: Sequence[str], widths: Sequence[float]) -> float:
    """Return how high the heads of columns are."""
    most = max(
        len(wrapped_lines(name, HEAD, room - 2 * PAD)) for name, room in zip(head, widths, strict=True)
    )
    return most * HEAD.leading + ASIDE


def head_width(name: str) -> float:
    """Return how wide a column has to be for the longest word of its head, also in a wider typeface.

    A broken word shows at once, and programs without the typeface of the theme take another one.
    """
    longest = max((text_width(name[start:stop].rstrip(), HEAD) for start, stop in _pieces(name)), default=0.0)
    return longest * OTHER_TYPEFACE + 2 * PAD


def split_row(row: Row, widths: Sequence[float], free: float) -> tuple[Row, Row]:
    """Return a row in two, the first no higher than the free room; what names the row begins both."""
    pairs = [_split_cell(cell, room, free) for cell, room in zip(row, widths, strict=True)]
    rest = [after for _, after in pairs]
    if not rest[0].paragraphs and row[0].paragraphs:
        again = row[0].paragraphs[0]
        text = again.text if again.text.endswith("…") else f"{again.text} …"
        rest[0] = TableCell(paragraphs=(replace(again, text=text),), fill=row[0].fill)
    return tuple(before for before, _ in pairs), tuple(rest)


def _split_cell(cell: TableCell, width: float, free: float) -> tuple[TableCell, TableCell]:
    room, left = width - 2 * PAD, free - ASIDE
    kept: list[Paragraph] = []
    rest = list(cell.paragraphs)
    while rest:
        high = paragraph_height(rest[0], room)
        # the room below the last words may be cut off
        if high - STYLES[rest[0].style].after <= left:
            left -= high
            kept.append(rest.pop(0))
            continue
        parts = split_paragraph(rest[0], room, left)
        if parts:
            kept.append(parts[0])
            rest[0] = parts[1]
        break
    made = [
        # the ground is that of words: where none go on, it ends
        TableCell(paragraphs=tuple(some), fill=cell.fill if some else "", right=cell.right)
        for some in (kept, rest)
    ]
    return made[0], made[1]
