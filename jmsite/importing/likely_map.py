"""Decide whether a text is likely a map of a journey, or one of the many documents that only look like one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from jmsite.importing.blocks import TextBlock
from jmsite.importing.labels import CUSTOMER, Words

SOUGHT = (
    "stages with at least two lanes that tell of the customer: touchpoints, thoughts, quotes, emotions, pains,"
    " gains, needs, opportunities (in English, German, French, Spanish, Portuguese, Russian, Chinese or Japanese;"
    " others with --map)"
)
_NAME = re.compile(r"^\W*([^:：|]{1,30})[:：]")


def is_likely_map(lanes: Collection[str], strange: Collection[str], weak: bool = False) -> bool:
    """Return whether lanes make a map: two about the customer.

    Three where all of them have ``weak`` names, such as goals and problems, and four where there are labels that maps
    do not have.
    """
    return len(CUSTOMER & set(lanes)) >= (4 if strange else 3 if weak else 2)


def strange_labels(blocks: Iterable[TextBlock], words: Words) -> list[str]:
    """Return the labels and headers of a text that other documents have and maps do not."""
    labels: list[str] = []
    for block in blocks:
        if block.kind == "table":
            labels += block.rows[0]
        elif block.kind in ("text", "item", "heading") and (found := _NAME.match(block.text)):
            labels.append(found[1].strip("*_ "))
        elif block.kind == "heading":
            labels.append(block.text)
    return sorted(set(words.strange(labels)))


def lane_labels(blocks: Iterable[TextBlock], words: Words) -> list[str]:
    """Return the labels of a text that name a lane: before a colon, as headings, and in headers and first columns."""
    labels: list[str] = []
    for block in blocks:
        if block.kind == "table":
            labels += [*block.rows[0], *(row[0] for row in block.rows[1:] if row)]
        else:
            found = _NAME.match(block.text)
            labels.append((found[1] if found else block.text).strip("*_ "))
    return [label for label in labels if words.lane(label)]


def because(found: Iterable[str], strange: Sequence[str], weak: bool = False) -> str:
    """Return why what was found is no map: which lanes there are, how they are called, and what stands beside them."""
    lanes = ", ".join(sorted(set(found))) or "none"
    beside = f", beside {', '.join(strange[:4])}, which maps do not have" if strange else ""
    named = ", by names that plans and lists have as well" if weak and not strange else ""
    return f"of the lanes of a journey there are: {lanes}{beside}{named}"


def header_lanes(cells: Sequence[str], words: Words) -> set[str]:
    """Return what the cells of a header name."""
    return {lane for cell in cells if (lane := words.lane(cell))}
