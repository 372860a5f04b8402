"""Draw an author's own chart here and now: only in the process that can be given up, see ``sandbox``."""

from __future__ import annotations

import hashlib
import re

from jmsite.charts.clean_svg import ATTRIBUTE, FOREIGN, KEPT, clean, tokens
from jmsite.charts.draw import compiled, extent, framed
from jmsite.charts.explore import explored
from jmsite.charts.utc import in_utc
from jmsite.charts.vega_lite import own_specification
from jmsite.model.figures import Drawn, VegaLiteSpec

LARGEST = 4_000_000
"""Characters of a picture, or of what it is explored with."""
LONG = f"this would be a picture of more than {LARGEST:,} characters"
WIDEST = 20_000
"""Pixels that a picture may be wide or high."""
MARKS = re.compile(r'<g class="mark-(?!group)[\w-]+ role-mark')
SEEN = re.compile(r"<(?:path|text|line|circle|rect)\b")


def try_drawing(figure: VegaLiteSpec) -> Drawn:
    """Return the chart as it is shown and explored, by one compilation; or what is wrong with it, and of which kind."""
    try:
        vega, svg = compiled(own_specification(figure), in_utc)
    except ValueError as error:
        return Drawn(svg="", wrong=_in_short(error), fault="wrong")
    # as it comes, and roughly: what is far too long need not be taken apart to know that
    if len(svg) > LARGEST * 4:
        return _excess(LONG)
    size = extent(svg)
    if max(size) > WIDEST:
        return _excess(f"this would be wider or higher than {WIDEST:,} pixels")
    parts = tokens(svg)
    # the cleaner would drop it without a word, and its author would wonder
    if "url(" in svg.lower() and _leads_away(parts):
        return Drawn(svg="", wrong="a chart cannot contain addresses", fault="wrong")
    # gradients and clips are found by ids, and several charts may stand in one page
    prefix = "c" + hashlib.sha256(figure.spec.encode("utf-8", "replace")).hexdigest()[:8] + "-"
    inside, known = clean(parts, (), {}, prefix), explored(figure, vega, {})
    if max(len(inside), len(known)) > LARGEST:
        return _excess(LONG)
    path = Drawn(svg="", vega=known).path
    empty = "" if _drawn(parts) else "this draws nothing visible"
    return Drawn(
        svg=framed(figure, *size, inside, path), vega=known, wrong=empty, fault="empty" if empty else ""
    )


def _excess(words: str) -> Drawn:
    return Drawn(svg="", wrong=words, fault="excess")


def _in_short(error: ValueError) -> str:
    """Return the line of an error that says what is wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = next((line for line in lines if "Error: " in line), lines[0] if lines else "")
    return said.rpartition("Error: ")[2][:200]


def _leads_away(parts: list[str]) -> bool:
    return any(
        FOREIGN.search(value)
        for part in parts
        if part.startswith("<")
        for name, value in ATTRIBUTE.findall(part)
        if name in KEPT
    )


def _drawn(parts: list[str]) -> bool:
    """Return whether there is a mark that can be seen: axes and legends show nothing of an author's rows."""
    depth = 0
    for part in parts:
        if depth and part.startswith("</"):
            depth -= 1
        elif depth and part.startswith("<"):
            if _visible(part):
                return True
            depth += not part.endswith("/>")
        elif MARKS.match(part) and not part.endswith("/>"):
            depth = 1
    return False


def _visible(tag: str) -> bool:
    attributes = dict(ATTRIBUTE.findall(tag))
    placed = not any("NaN" in attributes.get(name, "") for name in ("d", "transform"))
    return bool(SEEN.match(tag)) and placed and (not tag.startswith("<path") or bool(attributes.get("d")))
