"""The look of the charts of a deck: what their library leaves to PowerPoint, said in the theme's colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from jmsite.formats.deck.master import EMU, Master, color_xml
from jmsite.formats.deck.model import Bounds, ChartLine, Cloud, LineArea, ScatterArea
from jmsite.formats.deck.shapes import Shapes
from jmsite.model.value import replace

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
C = f'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {A}'
SHAPES = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "triangle-down": "triangle",
}
"""The points of personas as a deck has them."""
LABEL, AXIS = 10.5, 10.0


def fill(token: str, master: Master) -> str:
    """Return a fill in a colour of the theme."""
    return f"<a:solidFill>{color_xml(token, master.look)}</a:solidFill>"


def line(token: str, master: Master, wide: float, dash: str = "") -> str:
    """Return a line in a colour of the theme; "" for none."""
    if not token:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(wide * EMU)}" cap="rnd">{fill(token, master)}{dashed}<a:round/></a:ln>'


def words(size: float, token: str, shapes: Shapes) -> str:
    """Return how the words of a part of a chart look."""
    return (
        f"<c:txPr {C}><a:bodyPr/><a:lstStyle/><a:p><a:pPr{_way(shapes)}>"
        f'<a:defRPr lang="{shapes.language}" sz="{round(size * 100)}" b="0">{fill(token, shapes.master)}'
        f'<a:latin typeface="+mn-lt"/></a:defRPr></a:pPr><a:endParaRPr lang="{shapes.language}"/></a:p></c:txPr>'
    )


def rich(text: str, shapes: Shapes, vertical: bool) -> str:
    """Return the title of an axis."""
    turned = ' rot="-5400000" vert="horz"' if vertical else ""
    run = shapes.run(text, f' sz="{round(AXIS * 100)}" b="1"', fill("ink-2", shapes.master))
    return f"<c:tx {C}><c:rich><a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr{_way(shapes)}/>{run}</a:p></c:rich></c:tx>"


def _way(shapes: Shapes) -> str:
    return ' rtl="1"' if shapes.master.rtl else ""


def marker(shape: str, size: int, inside: str, around: str, master: Master) -> str:
    """Return how a point looks."""
    if shape == "none":
        return f'<c:marker {C}><c:symbol val="none"/></c:marker>'
    look = f"<c:spPr>{fill(inside, master)}{line(around, master, 1.75)}</c:spPr>"
    return f'<c:marker {C}><c:symbol val="{shape}"/><c:size val="{size}"/>{look}</c:marker>'


def line_parts(chart_line: ChartLine, master: Master) -> Iterator[str]:
    """Yield how a line looks, in the order in which its parts stand: the line, its points, those that are rings."""
    # thinner as well as dashed: what was before stands behind what is, in print and for people who see no colours
    wide, dash = (1.5, "sysDash") if chart_line.dashed else (2.5, "")
    yield f"<c:spPr {C}>{line(chart_line.color, master, wide, dash)}</c:spPr>"
    shape = "none" if chart_line.dashed else SHAPES.get(chart_line.shape, "circle")
    yield marker(shape, 8, chart_line.color, chart_line.color, master)
    for place in sorted(chart_line.hollow):
        own = marker(shape, 8, "surface", chart_line.color, master).replace(f" {C}", "")
        # a point with a look of its own has that of the line on its way to it as well, or it would fall back to the
        # default
        again = f"<c:spPr>{line(chart_line.color, master, wide, dash)}</c:spPr>"
        yield f'<c:dPt {C}><c:idx val="{place}"/>{own}<c:bubble3D val="0"/>{again}</c:dPt>'


def labels(found: tuple[tuple[int, str, str], ...], shapes: Shapes) -> str:
    """Return words at points, each with its place and the side on which they stand; no other point has any."""
    look = f' sz="{round(LABEL * 100)}" b="1"'
    inside = fill("ink", shapes.master)
    flags = "".join(
        f'<c:{name} val="{int(name == "showVal")}"/>'
        for name in (
            "showLegendKey",
            "showVal",
            "showCatName",
            "showSerName",
            "showPercent",
            "showBubbleSize",
        )
    )
    own = "".join(
        f'<c:dLbl><c:idx val="{place}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/>'
        f"<a:p><a:pPr{_way(shapes)}/>{shapes.run(text, look, inside)}</a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{side}"/>{flags}</c:dLbl>'
        for place, text, side in found
    )
    none = flags.replace('val="1"', 'val="0"')
    return f"<c:dLbls {C}>{own}{none}</c:dLbls>"


def plot(left: float, top: float, width: float, height: float) -> str:
    """Return where the inside of a chart is, in parts of the whole: the same in every program."""
    places = (("x", left), ("y", top), ("w", width), ("h", height))
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    told = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in places)
    return f'<c:layout {C}><c:manualLayout><c:layoutTarget val="inner"/>{modes}{told}</c:manualLayout></c:layout>'


def insert(parent: Any, element: Any, *after: str) -> None:
    """Put an element behind the last of those that come before it in its parent, in place of one of its own name."""
    for old in parent.findall(element.tag):
        parent.remove(old)
    space = element.tag[: element.tag.index("}") + 1]
    before = [one for one in parent if one.tag in {space + name for name in after}]
    parent.insert(parent.index(before[-1]) + 1 if before else 0, element)


def line_layout(area: LineArea, rtl: bool) -> tuple[float, float, float, float]:
    """Return where the inside of a line chart is: below its legend, above the names along its axis."""
    side, top = 44 / area.box.width, (18 + 16 * _legend_rows(area)) / area.box.height
    left = 0.012 if rtl else side
    return left, top, 1 - side - 0.012, 1 - top - 54 / area.box.height


def _legend_rows(area: LineArea) -> int:
    """Return how many rows a legend takes whose names stand under each other."""
    # half of its height is how wide a letter is on average; 40 points are the sign before a name and the gap behind
    widest = max(len(one.title) for one in area.lines) * LABEL * 0.5 + 40
    return ceil(len(area.lines) / max(1, area.box.width * 0.95 // widest))


def scatter_layout(area: ScatterArea) -> tuple[float, float, float, float]:
    """Return where the inside of a scatter chart is: below its legend, beside the names of its axes."""
    left, top, below = 46 / area.box.width, 30 / area.box.height, 44 / area.box.height
    return left, top, 1 - left - 10 / area.box.width, 1 - top - below


def cloud_parts(cloud: Cloud, master: Master) -> Iterator[str]:
    """Yield how the points of one sort look in a scatter chart: no line between them, and the points."""
    yield f"<c:spPr {C}>{line('', master, 0)}</c:spPr>"
    yield marker("circle", 10, "surface" if cloud.hollow else cloud.color, cloud.color, master)


def style_series(series: Any, parts: Sequence[Any]) -> None:
    """Give a series its looks, in the order in which the format has them: behind its name, before its values."""
    for part in parts:
        if not part.tag.endswith("}dPt"):
            for old in series.findall(part.tag):
                series.remove(old)
    before = next(one for one in series if one.tag.rpartition("}")[2] in ("cat", "val", "xVal", "yVal"))
    for part in parts:
        before.addprevious(part)


def corner_boxes(area: ScatterArea) -> Iterator[tuple[str, Bounds, str]]:
    """Yield the names of the quarters of a scatter chart, each in its corner, and the side at which it begins."""
    left, top, wide, high = scatter_layout(area)
    box = area.box
    first, last = box.left + left * box.width + 4, box.left + (left + wide) * box.width - 4
    above, below = box.top + top * box.height + 2, box.top + (top + high) * box.height - 15
    room = (last - first) / 2 - 8
    for name, at_left, y in zip(
        area.corners, (True, False, True, False), (above, above, below, below), strict=True
    ):
        yield (
            name,
            Bounds(left=first if at_left else last - room, top=y, width=room, height=13),
            "l" if at_left else "r",
        )


def unmirrored(box: Bounds, area: ScatterArea, shapes: Shapes) -> Bounds:
    """Return a box that stands where it stood in its chart, wherever that is moved to."""
    if not shapes.master.rtl:
        return box
    return replace(box, left=2 * area.box.left + area.box.width - box.left - box.width)
