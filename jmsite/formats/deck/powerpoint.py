"""The one door to python-pptx: a deck becomes a file for PowerPoint, Keynote, Impress and Google Slides."""

from __future__ import annotations

import io
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import quoteattr

from jmsite.formats.deck import charts
from jmsite.formats.deck.master import EMU, LAYOUTS, SPACES, Master, theme_xml
from jmsite.formats.deck.model import (
    HIGH,
    WIDE,
    Area,
    Deck,
    LineArea,
    ScatterArea,
    Slide,
    TableArea,
    TextArea,
)
from jmsite.formats.deck.shapes import Shapes, xml_safe
from jmsite.formats.deck.stable import stable
from jmsite.model.look import Look

REGIONS = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "ja": "ja-JP", "ar": "ar-SA"}
"""The region of a language that names none, as dictionaries of office programs are called."""
SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>jmsite</Application></Properties>'
)


def as_presentation(deck: Deck, look: Look) -> bytes:
    """Return a deck as a file, of the same deck the same bytes. Raises ``ModuleNotFoundError`` without the library."""
    import pptx

    made = pptx.Presentation()
    master = Master(look=look, rtl=deck.rtl, language=_tongue(deck.language))
    layouts = _dressed(made, master, deck)
    ids = [[_shown(made, layouts, master, slide) for slide in section.slides] for section in deck.sections]
    _set_properties(made, deck)
    _sections(made, [section.title for section in deck.sections], ids)
    held = io.BytesIO()
    made.save(held)
    return stable(held.getvalue())


def _tongue(language: str) -> str:
    return REGIONS.get(language, language)


def _dressed(made: Any, master: Master, deck: Deck) -> dict[str, Any]:
    """Give a presentation our master and layouts, and return these by name."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as KIND
    from pptx.oxml import parse_xml

    made.slide_width, made.slide_height = round(WIDE * EMU), round(HIGH * EMU)
    made.part._element.find("{*}sldSz").attrib.pop("type", None)
    found = made.slide_master
    kept = dict(zip(LAYOUTS, (made.slide_layouts[0], made.slide_layouts[5]), strict=True))
    for layout in [one for one in made.slide_layouts if one not in kept.values()]:
        made.slide_layouts.remove(layout)
    theme = found.part.part_related_by(KIND.THEME)
    theme._blob = theme_xml(theme.blob.decode(), master.look, deck.title).encode()
    _exchange(found._element, parse_xml(master.whole()))
    _exchange(found._element, parse_xml(master.texts().replace("<p:txStyles", f"<p:txStyles {SPACES}", 1)))
    for name, layout in kept.items():
        _exchange(layout._element, parse_xml(master.tree(name)))
        layout._element.attrib.pop("type", None)
    # the picture of a first slide and the settings of a printer are those of the library's own template
    for part in (made.part.package, made.part):
        for id, one in [*part._rels.items()]:
            if one.reltype.endswith(("/thumbnail", "/printerSettings")):
                part._rels.pop(id)
    return kept


def _exchange(parent: Any, child: Any) -> None:
    """Put a child in place of the one of its name."""
    parent.replace(parent.find(child.tag), child)


def _shown(made: Any, layouts: dict[str, Any], master: Master, slide: Slide) -> int:
    """Add a slide and return its id."""
    from pptx.oxml import parse_xml

    language = _tongue(slide.language) if slide.language else master.language
    shapes = Shapes(master=master, language=language)
    page = made.slides.add_slide(layouts[slide.layout])
    tree = page.shapes._spTree
    for shape in [*page.placeholders]:
        tree.remove(shape._element)
    for words in _heads(slide, shapes):
        tree.append(parse_xml(words))
    for area in slide.areas:
        _placed(page, area, shapes, len(tree) + 2)
    for words in shapes.foot(len(tree) + 2, slide):
        tree.append(parse_xml(words))
    if slide.notes:
        _noted(page, slide.notes, shapes)
    return int(page.slide_id)


def _heads(slide: Slide, shapes: Shapes) -> Iterable[str]:
    """Yield what stands at the top of a slide, and the facts at the foot of a cover."""
    kind = "ctrTitle" if slide.layout == "cover" else "title"
    styles = [slot.style for slot in LAYOUTS[slide.layout]]
    place = shapes.master.placed(slide.over) if slide.over else ""
    yield shapes.holder(2, 0, "Title", shapes.line(slide.title, styles[0]), kind, place)
    if slide.kicker:
        yield shapes.holder(3, 10, "Kicker", shapes.line(slide.kicker, styles[1]))
    if slide.lead:
        box = shapes.master.placed(slide.under) if slide.under else ""
        lead = "".join(shapes.line(one, styles[2]) for one in slide.lead.split("\n"))
        yield shapes.holder(4, 11, "Lead", lead, "subTitle", box)
    if slide.facts:
        facts = "".join(shapes.line(one, styles[3]) for one in slide.facts)
        # said again, as the layout has two places for text
        yield shapes.holder(5, 12, "Facts", facts, box=shapes.master.placed(LAYOUTS[slide.layout][3].box))


def _placed(page: Any, area: Area, shapes: Shapes, id: int) -> None:
    """Put an area on a slide."""
    from pptx.oxml import parse_xml

    if isinstance(area, TextArea):
        page.shapes._spTree.append(parse_xml(shapes.text(id, area)))
    elif isinstance(area, TableArea):
        page.shapes._spTree.append(parse_xml(shapes.table(id, area)))
    elif isinstance(area, LineArea):
        _line_chart(page, area, shapes)
    else:
        _scatter(page, area, shapes)


def _framed(page: Any, kind: Any, data: Any, area: LineArea | ScatterArea, shapes: Shapes) -> Any:
    """Add a chart with its description, and return it."""
    box = area.box
    left = WIDE - box.left - box.width if shapes.master.rtl else box.left
    places = (round(value * EMU) for value in (left, box.top, box.width, box.height))
    frame = page.shapes.add_chart(kind, *places, data)
    told = frame._element.nvGraphicFramePr.cNvPr
    told.set("descr", xml_safe(area.told))
    told.set("title", xml_safe(area.title))
    told.set("name", xml_safe(area.title))
    chart = frame.chart
    chart.has_title = False
    return chart


def _line_chart(page: Any, area: LineArea, shapes: Shapes) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    form = "+0.0;−0.0;0" if area.signed else "General"
    data: Any = CategoryChartData(number_format=form)  # type: ignore[no-untyped-call]
    for name, inside in area.groups:
        group = data.add_category(xml_safe(name))
        for one in inside:
            group.add_sub_category(one)
    for each in area.lines:
        data.add_series(xml_safe(each.title), each.values)
    chart = _framed(page, XL_CHART_TYPE.LINE_MARKERS, data, area, shapes)
    _general(chart, charts.line_layout(area, shapes.master.rtl), shapes)
    _axis(chart.category_axis, shapes, "line-strong")
    chart.category_axis.reverse_order = shapes.master.rtl
    axis = chart.value_axis
    _axis(axis, shapes, "")
    axis.minimum_scale, axis.maximum_scale = area.low, area.high
    axis.major_unit = (area.high - area.low) / 4
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
    axis.has_major_gridlines = True
    grid = axis.major_gridlines.format.line._get_or_add_ln()
    _swap(grid, charts.line("line", shapes.master, 0.75))
    for series, each in zip(chart.plots[0].series, area.lines, strict=True):
        series.smooth = False
        parts = (*charts.line_parts(each, shapes.master), charts.labels(each.labels, shapes))
        charts.style_series(series._element, [_parsed(part) for part in parts])


def _scatter(page: Any, area: ScatterArea, shapes: Shapes) -> None:
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data: Any = XyChartData(number_format="General")  # type: ignore[no-untyped-call]
    for cloud in area.clouds:
        found = data.add_series(xml_safe(cloud.title))
        for dot in cloud.dots:
            found.add_data_point(dot.x, dot.y)
    chart = _framed(page, XL_CHART_TYPE.XY_SCATTER, data, area, shapes)
    _general(chart, charts.scatter_layout(area), shapes)
    for axis, most, title, upright in (
        (chart.category_axis, area.x_max, area.x_title, False),
        (chart.value_axis, area.y_max, area.y_title, True),
    ):
        _axis(axis, shapes, "line-strong")
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, most, most / 4 if most > 5 else 1
        axis.has_major_gridlines = False
        # the axes stand in the middle, and cut the field into quarters
        axis.crosses_at = most / 2
        axis.has_title = True
        rich = charts.rich(title, shapes, vertical=upright)
        charts.insert(axis.axis_title._element, _parsed(rich))
    for series, cloud in zip(chart.plots[0].series, area.clouds, strict=True):
        places = tuple((place, dot.label, dot.side) for place, dot in enumerate(cloud.dots) if dot.label)
        parts = (*charts.cloud_parts(cloud, shapes.master), charts.labels(places, shapes))
        charts.style_series(series._element, [_parsed(part) for part in parts])
    for name, box, side in charts.corner_boxes(area):
        tree = page.shapes._spTree
        # a chart is not mirrored inside, and neither is what stands on it
        tree.append(_parsed(shapes.caption(len(tree) + 2, name, charts.unmirrored(box, area, shapes), side)))


def _parsed(xml: str) -> Any:
    from pptx.oxml import parse_xml

    return parse_xml(xml)


def _swap(old: Any, line: str) -> None:
    """Put a line in place of another one."""
    old.getparent().replace(old, _parsed(line.replace("<a:ln", f"<a:ln {charts.A}", 1)))


def _general(chart: Any, layout: tuple[float, float, float, float], shapes: Shapes) -> None:
    """Give a chart its legend, the place of its inside, and its language."""
    from pptx.enum.chart import XL_LEGEND_POSITION

    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    words = _parsed(charts.words(charts.LABEL, "ink", shapes))
    charts.insert(chart.legend._element, words, "legendPos", "layout", "overlay")
    for one in chart._chartSpace.iter("{*}axId", "{*}crossAx"):
        # the library numbers axes below nought, which the format does not allow
        one.set("val", one.get("val").lstrip("-"))
    whole = chart._chartSpace.chart
    charts.insert(whole.plotArea, _parsed(charts.plot(*layout)))
    charts.insert(
        whole, _parsed(f'<c:dispBlanksAs {charts.C} val="span"/>'), "plotArea", "legend", "plotVisOnly"
    )


def _axis(axis: Any, shapes: Shapes, token: str) -> None:
    """Give an axis its line in a colour, or none, and its words at the edge of the chart."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _swap(axis.format.line._get_or_add_ln(), charts.line(token, shapes.master, 1))
    words = _parsed(charts.words(charts.AXIS, "ink-2", shapes))
    charts.insert(axis._element, words, "numFmt", "majorTickMark", "minorTickMark", "tickLblPos", "spPr")


def _noted(page: Any, notes: str, shapes: Shapes) -> None:
    """Give a slide the notes of who speaks, a paragraph a line."""
    body = page.notes_slide.notes_text_frame._txBody
    for old in body.p_lst:
        body.remove(old)
    for line in notes.split("\n"):
        body.append(_parsed(shapes.line(line).replace("<a:p>", f"<a:p {charts.A}>", 1)))


def _set_properties(made: Any, deck: Deck) -> None:
    """Say what a presentation is, and nothing of when it was made."""
    properties = made.core_properties
    properties.title = xml_safe(deck.title)
    properties.author = properties.last_modified_by = xml_safe(deck.author)
    properties.language = _tongue(deck.language)
    properties.subject = properties.keywords = properties.comments = ""
    for part in made.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = _APP


def _sections(made: Any, titles: list[str], ids: list[list[int]]) -> None:
    """Divide the slides into sections with names."""
    parts = []
    for place, (title, inside) in enumerate(zip(titles, ids, strict=True)):
        # PowerPoint wants a GUID for each section: made of what it is called, the same deck is the same bytes
        digest = sha256(f"{place} {title}".encode()).hexdigest().upper()
        guid = f"{{{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}}}"
        slides = "".join(f'<p14:sldId id="{id}"/>' for id in inside)
        named = f"name={quoteattr(xml_safe(title))} id={quoteattr(guid)}"
        parts.append(f"<p14:section {named}><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>")
    xml = (
        f'<p:extLst {SPACES}><p:ext uri="{SECTIONS}"><p14:sectionLst'
        ' xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        f"{''.join(parts)}</p14:sectionLst></p:ext></p:extLst>"
    )
    whole = made.part._element
    for old in whole.findall("{*}extLst"):
        whole.remove(old)
    whole.append(_parsed(xml))
