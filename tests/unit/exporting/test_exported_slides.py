"""Decks of journeys, opened as who gets them opens them: what stands on slides, as what, and that it has room."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageFont
from pptx.util import Emu

import jmsite
from jmsite.cli.app import run
from jmsite.exporting.selection import select
from jmsite.exporting.slides.deck import as_pptx, deck
from jmsite.exporting.slides.fitting import head_width, split_row, wrapped_lines
from jmsite.exporting.slides.heads import SlideHead
from jmsite.exporting.slides.label_sides import side
from jmsite.exporting.slides.page import Paragraphs, SlideColumn, TableBlock, slides
from jmsite.formats.deck.master import BOTTOM
from jmsite.formats.deck.model import (
    HIGH,
    MARGIN,
    STYLES,
    WIDE,
    Bounds,
    ChartLine,
    LineArea,
    Paragraph,
    ScatterArea,
    Slide,
    TableArea,
    TableCell,
    TextArea,
)
from jmsite.model.catalog import Catalog
from jmsite.model.look import Look
from jmsite.pages.parts.figures.curve_and_trend import curve_drawing
from jmsite.pages.parts.figures.pictures import matrix
from jmsite.resources import example_folder, themes_folder
from jmsite.theme.look import look_of

SAMPLE = example_folder().parent
SPACE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BUY = "buy-clothes-online"


@pytest.fixture(scope="module")
def sample() -> Catalog:
    return jmsite.load(SAMPLE)


@pytest.fixture(scope="module")
def looks() -> Look:
    from jmsite.content.discover import discover

    return look_of(discover(SAMPLE).themes, "default")


@pytest.fixture(scope="module")
def opened(sample: Catalog, looks: Look) -> Any:
    return pptx.Presentation(io.BytesIO(as_pptx(sample, select(sample, [BUY]), looks)))


def made(root: Path, *ids: str) -> Any:
    catalog = jmsite.load(root)
    return pptx.Presentation(io.BytesIO(as_pptx(catalog, select(catalog, ids), Look())))


def words_of(slide: Any) -> str:
    """All words of a slide, tables and notes too."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for table in tables(slide):
        found += [cell.text_frame.text for row in table.rows for cell in row.cells]
    if slide.has_notes_slide:
        found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)


def tables(slide: Any) -> list[Any]:
    return [shape.table for shape in slide.shapes if shape.has_table]


def charts(deck: Any) -> list[Any]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def all_words(deck: Any) -> str:
    return "\n".join(map(words_of, deck.slides))


def test_the_first_slide_says_journey_people_and_finding_as_the_page_does(opened: Any, sample: Catalog):
    first = words_of(opened.slides[0])
    journey = sample.journey(BUY)
    assert journey is not None
    assert titles(opened)[0] == journey.title
    for clause in journey.fields.finding:
        assert clause.text.rstrip(".") in first
    for id in journey.fields.personas:
        persona = sample.persona(id)
        assert persona is not None
        assert (persona.fields.name or persona.title) in first


def test_the_curve_is_a_chart_with_the_numbers_of_the_page_on_the_scale_of_its_author(
    opened: Any, sample: Catalog
):
    chart = charts(opened)[0]
    drawing = curve_drawing(sample, BUY)
    figure: Any = drawing.figure
    assert [group.label for group in chart.plots[0].categories.levels[-1]] == [
        stage.title for stage in sample.stages_of(BUY) if sample.steps_of(stage.id)
    ]
    by_name = {series.name: series.values for series in chart.plots[0].series}
    assert list(by_name)[: len(figure.lines)] == [line.title for line in figure.lines]
    for line in figure.lines:
        for step in range(len(figure.steps)):
            own = [point.score for point in figure.points if (point.line, point.step) == (line.id, step)]
            told = by_name[line.title][step]
            assert (told is None) == (not own)
            assert told is None or abs(told - sum(own) / len(own)) < 0.001
    assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (-2, 2)
    assert drawing.caption.rstrip(".") in titles(opened)


def rings(deck: Any) -> set[tuple[str, int]]:
    """The points of its first chart that are drawn as rings: the name of the line, and the step."""
    found = set()
    for series in charts(deck)[0].plots[0].series:
        for point in series._element.iter("{*}dPt"):
            assert point.find("{*}marker/{*}spPr/{*}solidFill/{*}schemeClr").get("val") == "bg1"
            found.add((series.name, int(point.find("{*}idx").get("val"))))
    return found


def test_a_point_that_is_assumed_is_a_ring_as_on_the_page(project, opened: Any):
    root = project("scale-of-five").root
    figure: Any = curve_drawing(jmsite.load(root), "present").figure
    names = {line.id: line.title for line in figure.lines}
    assumed = {(names[point.line], point.step) for point in figure.points if point.basis == "assumed"}
    assert rings(made(root, "present")) == assumed
    assert assumed
    assert rings(opened) == set()  # all of this one is known from somewhere


def test_another_scale_is_the_scale_of_the_chart(project):
    root = project("scale-of-five").root
    for id, ends in (("present", (1, 5)), ("permit", (0, 10))):
        chart = charts(made(root, id))[0]
        assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == ends
        told = [value for series in chart.plots[0].series for value in series.values if value is not None]
        assert all(ends[0] <= value <= ends[1] for value in told)
        assert max(told) > 2


def line_area(*lines: tuple[float | None, ...]) -> LineArea:
    drawn = tuple(
        ChartLine(title=str(at), color="ink", shape="circle", values=one) for at, one in enumerate(lines)
    )
    steps = tuple(str(at) for at in range(len(lines[0])))
    box = Bounds(left=0, top=0, width=800, height=300)
    return LineArea(
        groups=(("All", steps),), lines=drawn, low=-2, high=2, signed=True, title="", told="", box=box
    )


@pytest.mark.parametrize(
    ("line", "step", "low", "rtl", "at"),
    [
        ((1, 1, 0, -1, 0, 1, 1, 1), 3, True, False, "b"),  # there is room below
        ((1, 1, 1.5, 1, 0, 1, 1, 1), 2, False, False, "t"),
        ((1, 1, 1, -1.9, 1, 1, 1, 1), 3, True, False, "r"),  # none below: beside it, where the line is steep
        ((1, 1, 1, 1, -1.7, -1.95, 2, 2), 5, True, False, "r"),  # not over what leads there slowly
        ((1, 2, -1.95, -1.7, 1, 1, 1, 1), 2, True, False, "l"),
        ((1, 2, -1.95, -1.7, 1, 1, 1, 1), 2, True, True, "r"),  # the other way round
        ((1, 1, 1, 1, 1, 1, 1, -1.95), 7, True, False, "l"),  # not out of the chart
    ],
)
def test_words_at_a_point_stand_where_no_line_crosses_them(line, step, low, rtl, at):
    assert side(line_area(line), step, line[step], "I wait for it: x", low, rtl) == at


def test_words_at_a_point_make_room_for_other_lines_too():
    own, other = (1, 1, 0, -1, 0, 1, 1, 1), (-1.2, -1.2, -1.2, -1.2, -1.2, -1.2, None, -1.2)
    assert side(line_area(own), 3, -1, "I wait: x", True, False) == "b"
    assert side(line_area(own, other), 3, -1, "I wait: x", True, False) != "b"


def values(series: Any, axis: str) -> list[Any]:
    return list(series._element.findall(f".//{{*}}{axis}//{{*}}v"))


def test_opportunities_are_points_with_the_places_and_numbers_of_the_backlog(opened: Any, sample: Catalog):
    figure: Any = matrix(sample).figure
    drawn = {
        (float(x.text), float(y.text))
        for chart in charts(opened)[1:]
        for series in chart.plots[0].series
        for x, y in zip(*(values(series, axis) for axis in ("xVal", "yVal")), strict=True)
    }
    by_place = {(bubble.x, bubble.y): bubble for bubble in figure.bubbles}
    assert len(drawn) > 5
    assert drawn <= by_place.keys()
    text = all_words(opened)
    for place in drawn:
        assert re.search(rf"\b{by_place[place].number}\b", text)
        assert by_place[place].title in text


def test_all_that_lanes_say_stands_on_slides_or_in_the_notes(sample: Catalog, looks: Look):
    for journey in sample.all("journey"):
        shown = pptx.Presentation(io.BytesIO(as_pptx(sample, select(sample, [journey.id]), looks)))
        # a row that goes on on the next slide, and words that were in two lines, are the same words
        text = " ".join(all_words(shown).replace("‘", "“").replace("’", "”").split())
        for step in sample.moments(journey.id):
            fields = step.fields
            notes = (fields.doing, fields.needs, fields.expectations, fields.frontstage, fields.backstage,
                     fields.support, fields.policies, fields.pains, fields.gains, fields.fail_point)  # fmt: skip
            wanted = [one.text for some in notes for one in some]
            wanted += [system.title for system in sample.found("system", fields.systems)]
            wanted += [one.title for one in sample.found("department", fields.departments)]
            wanted += [one.title for one in sample.found("touchpoint", fields.touchpoint)]
            wanted += [one.title for one in sample.found("metric", fields.metrics)]
            wanted += [step.title]
            for one in wanted:
                plain = " ".join((sample.lane_text(one).prose.text if sample.lane_text(one) else one).split())
                assert plain.replace("‘", "“").replace("’", "”") in text, f"{step.id}: {one}"


def test_quotes_name_their_source_and_metrics_say_how_many_and_how_sure(opened: Any):
    text = all_words(opened)
    assert "I can see that it is beautiful" in text
    assert "Anna, Twenty-four conversations about clothes" in text
    rows = [table.rows[0] for slide in opened.slides for table in tables(slide)]
    heads = [[cell.text_frame.text for cell in row.cells] for row in rows]
    assert ["Metric", "Latest", "95 % interval", "n", "Day"] in heads
    assert ["Study", "Method", "When", "What we learned", "Participants or cases"] in heads


def test_every_slide_has_a_title_a_number_and_room_at_its_edges(opened: Any):
    assert (Emu(opened.slide_width).pt, Emu(opened.slide_height).pt) == (WIDE, HIGH)
    for slide in opened.slides:
        assert slide.shapes.title.text_frame.text
        assert any('type="slidenum"' in xml(shape) for shape in slide.shapes)
        for shape in slide.shapes:
            assert Emu(shape.left).pt >= MARGIN - 0.1
            assert Emu(shape.left + shape.width).pt <= WIDE - MARGIN + 0.1
            assert Emu(shape.top + shape.height).pt <= 526.1


def xml(shape: Any) -> str:
    from lxml import etree

    return str(etree.tostring(shape._element, encoding="unicode"))


def test_charts_and_tables_are_described_for_those_who_listen(opened: Any):
    frames = [
        shape for slide in opened.slides for shape in slide.shapes if shape.has_chart or shape.has_table
    ]
    assert len(frames) > 10
    for frame in frames:
        assert frame._element.find(".//{*}cNvPr").get("descr")
    for table in (table for slide in opened.slides for table in tables(slide)):
        assert table._tbl.tblPr.get("firstRow") == "1"
        below = [[int(one.get("w")) for one in row._tr.iter(f"{SPACE}lnB")] for row in table.rows]
        assert min(below[0]) > max(below[1])  # who sees knows the head by its line


def test_colours_and_typefaces_are_those_of_the_theme_and_stand_in_the_master(opened: Any, looks: Look):
    theme = next(
        part.blob.decode()
        for part in opened.part.package.iter_parts()
        if part.partname == "/ppt/theme/theme1.xml"
    )
    assert f'<a:accent1><a:srgbClr val="{looks.color("accent")[1:].upper()}"/>' in theme
    assert f'<a:dk1><a:srgbClr val="{looks.color("ink")[1:].upper()}"/>' in theme
    assert theme.count('<a:latin typeface="Inter"/>') == 2
    places = {place.placeholder_format.type.name for place in opened.slide_master.placeholders}
    assert places == {"TITLE", "BODY", "FOOTER", "SLIDE_NUMBER"}
    for slide in opened.slides:
        runs = [run for shape in slide.shapes for run in shape._element.iter(f"{SPACE}rPr")]
        assert not [run for run in runs if run.find(f"{SPACE}latin") is not None]
        assert not [run for run in runs if run.find(f"{SPACE}solidFill/{SPACE}srgbClr") is not None]


def test_no_two_places_for_words_overlap(opened: Any):
    for slide in opened.slides:
        # the names of quarters stand on their chart
        boxes = [shape for shape in slide.shapes if not shape.name.startswith("Caption")]
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                assert (
                    one.left + one.width <= other.left + 1270
                    or other.left + other.width <= one.left + 1270
                    or one.top + one.height <= other.top + 1270
                    or other.top + other.height <= one.top + 1270
                ), f"{slide.shapes.title.text_frame.text}: {one.name}, {other.name}"


def test_programs_that_look_no_further_than_the_slide_find_sizes_and_ids(opened: Any):
    master = opened.slide_master
    looks = [one for part in (master, *master.slide_layouts) for one in part._element.iter(f"{SPACE}defRPr")]
    sizes = {int(one.get("sz")) for one in looks}
    for slide in opened.slides:
        # the tree of a slide has one as well
        ids = [one.get("id") for one in slide._element.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))
        for shape in slide.shapes:
            held = shape.text_frame.paragraphs if shape.is_placeholder and shape.has_text_frame else ()
            used = {words.font.size.pt * 100 for paragraph in held for words in paragraph.runs}
            assert used <= sizes  # as in the master, where who edits the deck changes them
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                assert all(run.font.size for run in paragraph.runs)
    for chart in charts(opened):
        axes = [int(one.get("val")) for one in chart._chartSpace.iter("{*}axId", "{*}crossAx")]
        assert len(set(axes)) == 2
        assert min(axes) > 0


def test_a_brand_is_the_brand_of_its_decks(sample: Catalog):
    from jmsite.content.discover import discover

    brand = look_of(discover(SAMPLE).themes, "hemlock-finch")
    theme = zipfile.ZipFile(io.BytesIO(as_pptx(sample, select(sample, [BUY]), brand))).read(
        "ppt/theme/theme1.xml"
    )
    assert b'<a:accent1><a:srgbClr val="1D5B34"/>' in theme
    assert b'<a:majorFont><a:latin typeface="Iowan Old Style"/>' in theme


def test_the_same_deck_has_the_same_bytes_and_no_hour(sample: Catalog, looks: Look):
    one, other = (as_pptx(sample, select(sample, [BUY]), looks) for _ in range(2))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")
        assert not [name for name in archive.namelist() if "thumbnail" in name or "printer" in name]
        books = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
    assert books
    for book in books:
        with zipfile.ZipFile(io.BytesIO(book)) as inside:
            assert b"<dcterms:created" not in inside.read("docProps/core.xml")


# -- that words have room, measured with the typeface itself


@cache
def face(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(
        str(themes_folder() / "default/vendor/inter/inter-latin.woff2"), round(size * 10)
    )
    font.set_variation_by_axes([700 if bold else 400])
    return font


def needed(paragraph: Paragraph, room: float) -> float:
    """How high a paragraph is in Inter, its words put into lines as office programs do."""
    style = STYLES[paragraph.style]
    font = face(style.size, style.bold or bool(paragraph.begin))
    rows, used = 1, 0.0
    for word in f"{paragraph.begin} {paragraph.text}".split():
        wide = font.getlength(f"{word} ") / 10
        if used and used + wide - font.getlength(" ") / 10 > room - style.indent:
            rows, used = rows + 1, 0.0
        used += wide
    return rows * style.leading + style.after


def overflowing(slide: Slide) -> Iterator[str]:
    for area in slide.areas:
        assert area.box.top + area.box.height <= BOTTOM + 0.1
        if isinstance(area, TextArea):
            high = sum(needed(one, area.box.width) for one in area.paragraphs)
            # the room below the last words is no word
            if high - STYLES[area.paragraphs[-1].style].after > area.box.height + 0.1:
                yield f"{slide.title}: {area.paragraphs[0].text}"
        elif isinstance(area, TableArea):
            for row, height in zip(area.rows, area.heights[1:], strict=True):
                for cell, wide in zip(row, area.widths, strict=True):
                    if sum(needed(one, wide - 10) for one in cell.paragraphs) + 8 > height + 0.1:
                        yield f"{slide.title}: {cell.paragraphs[0].text}"


def test_no_words_of_the_sample_are_too_long_for_their_place(sample: Catalog):
    shown = deck(sample, select(sample)).slides
    assert len(shown) > 60
    assert [one for slide in shown for one in overflowing(slide)] == []


def test_no_word_of_a_head_is_broken_where_other_columns_have_room():
    head = ("Rang", "Eine Chance mit Platz", "Kundenwert")
    table = TableBlock(title="", head=head, rows=(), shares=(1, 6, 0.6))
    assert all(width >= head_width(name) for width, name in zip(table.widths(400), head, strict=True))
    assert sum(table.widths(400)) == pytest.approx(400)
    # where there is no room for all of them, the shares stay
    assert table.widths(76) == pytest.approx((10, 60, 6))


TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "Nd", "P", "Zs"]), max_size=900)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(texts=st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=12), title=TEXTS, lead=TEXTS)
def test_what_does_not_fit_goes_on_on_the_next_slide(texts: list[list[str]], title: str, lead: str):
    rows = tuple(
        tuple(TableCell(paragraphs=(Paragraph(text=" ".join(text.split()), style="cell"),)) for text in row)
        for row in texts
    )
    table = TableBlock(title="T", head=("A", "B"), rows=rows, shares=(1, 2))
    passage = Paragraphs(
        paragraphs=tuple(Paragraph(text=" ".join(text.split())) for row in texts for text in row)
    )
    columns = [(SlideColumn(blocks=(table,)),)] if rows else []
    head = SlideHead(title=" ".join(title.split()), lead=" ".join(lead.split()))
    found = slides(head, [*columns, (SlideColumn(blocks=(passage,)),)])
    areas = [area for slide in found for area in slide.areas]
    assert all(area.box.top + area.box.height <= BOTTOM + 0.1 for area in areas)
    told = "".join(
        one.text
        for area in areas
        for some in (
            [area.paragraphs]
            if isinstance(area, TextArea)
            else [cell.paragraphs for row in area.rows for cell in row]  # type: ignore[union-attr]
        )
        for one in some
    )
    left = sorted(sign for sign in told if not sign.isspace() and sign != "…")
    wanted = [
        sign for row in texts for text in row for sign in text * 2 if not sign.isspace() and sign != "…"
    ]
    for sign in set(wanted):
        assert left.count(sign) >= wanted.count(sign)


@given(text=TEXTS, room=st.floats(40, 600))
def test_lines_are_all_of_the_words_in_order(text: str, room: float):
    found = wrapped_lines(text, STYLES["text"], room)
    assert [begin for begin, _ in found] == [0, *(end for _, end in found[:-1])]
    assert found[-1][1] == len(text)


def test_a_row_that_is_divided_says_again_what_it_is_about():
    name = TableCell(paragraphs=(Paragraph(text="3  I wait", style="strong"),))
    told = TableCell(paragraphs=(Paragraph(text="word " * 300, style="cell"),))
    first, rest = split_row((name, told), (100, 200), 120)
    assert first[0] == name
    assert rest[0].paragraphs[0].text == "3  I wait …"


# -- journeys of other shapes


def test_a_journey_without_scores_or_opportunities_has_a_deck_all_the_same(project):
    site = project("minimal")
    for file in (site.root / "content" / "journeys" / "visit").iterdir():
        site.edit(f"journeys/visit/{file.name}", "---\ntitle: Bare\n---\n")
    shown = made(site.root)
    assert charts(shown) == []
    assert "No step has a score yet." in words_of(shown.slides[0])


def test_a_stage_of_thirty_steps_goes_on_over_as_many_slides_as_it_takes(project):
    long = "again and " * 9
    steps = "".join(
        f"  - title: Step {number} of a long way\n"
        f"    emotion: {number % 5 - 2}\n    doing: Does thing {number} {long}again\n"
        for number in range(1, 31)
    )
    site = project("minimal").edit("journeys/visit/02-long.md", f"---\ntitle: Long\nsteps:\n{steps}---\n")
    shown = made(site.root)
    own = [slide for slide in shown.slides if slide.shapes.title.text_frame.text.startswith("Long (")]
    assert len(own) > 2
    firsts = [
        row.cells[0].text_frame.text for slide in own for table in tables(slide) for row in [*table.rows][1:]
    ]
    assert len(firsts) == 30
    assert all(f"Step {number} of" in text for number, text in enumerate(firsts, 1))
    counts = [len(table.rows) for slide in own for table in tables(slide)]
    assert max(counts) - min(counts) <= 2


def test_several_journeys_are_a_section_each(sample: Catalog, looks: Look):
    content = as_pptx(sample, select(sample), looks)
    text = zipfile.ZipFile(io.BytesIO(content)).read("ppt/presentation.xml").decode()
    names = re.findall(r'<p14:section name="([^"]*)"', text)
    assert names == [
        "Hemlock &amp; Finch",
        *(one.title for one in sample.all("journey")),
        "How we know",
    ]
    ids = re.findall(r'<p14:sldId id="(\d+)"', text)
    assert ids == re.findall(r'<p:sldId [^>]*?\bid="(\d+)"', text)


def test_a_deck_of_a_persona_is_about_them(sample: Catalog, looks: Look):
    shown = pptx.Presentation(io.BytesIO(as_pptx(sample, select(sample, ["maren"]), looks)))
    maren = sample.persona("maren")
    assert maren is not None
    assert titles(shown)[0] == maren.title
    assert all(goal in all_words(shown) for goal in maren.fields.goals)
    assert "Buying clothes online" not in titles(shown)


def test_a_deck_of_a_department_has_the_pains_that_it_has_a_part_in(sample: Catalog):
    from jmsite.pages.parts.evidence.threads import threads

    id = next(one.id for one in sample.all("department") if threads(sample, department=one.id))
    found = deck(sample, select(sample, [f"department:{id}"]))
    opening = [
        area for slide in found.sections[0].slides for area in slide.areas if isinstance(area, TableArea)
    ]
    told = {row[0].paragraphs[0].text for area in opening for row in area.rows}
    assert {one.text for one in threads(sample, department=id)} <= told


def test_what_an_audience_may_not_see_is_in_no_part_of_its_deck(tmp_path, project):
    site = project("minimal")
    site.edit("personas/spy.md", "---\ntitle: Zorblax\nvisibility: internal\n---\n")
    site.edit(
        "opportunities/plan.md",
        "---\ntitle: Quuxplan\nvisibility: internal\ncustomer_value: 90\neffort: 1\n---\n",
    )
    site.edit("site.yaml", "title: Minimal\nvisibility: {journeys: public, personas: public}\n")
    site.edit("journeys/visit/journey.md", "---\ntitle: A visit\npersonas: [anna, spy]\n---\n")
    site.edit(
        "journeys/visit/02-leave.md",
        "---\ntitle: Leave\nsteps:\n  - title: I go\n    opportunities: [plan]\n"
        "    doing: {text: Looks, persona: spy}\n---\n",
    )
    for audience, hidden in (("internal", False), ("public", True)):
        target = tmp_path / f"{audience}.pptx"
        assert (
            run(["export", "pptx", "--audience", audience, "--root", str(site.root), "-o", str(target)]) == 0
        )
        with zipfile.ZipFile(target) as archive:
            whole = b"".join(_all_of(archive))
        assert (b"Quuxplan" not in whole) is hidden
        assert (b"Zorblax" not in whole) is hidden


def _all_of(archive: zipfile.ZipFile) -> Iterator[bytes]:
    for name in archive.namelist():
        content = archive.read(name)
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as inside:
                yield from _all_of(inside)
        else:
            yield content


@pytest.mark.parametrize(
    ("language", "tag", "step", "curve"),
    [
        ("en", "en-US", "Step", "Emotion curve"),
        ("de", "de-DE", "Schritt", "Emotionskurve"),
        ("fr", "fr-FR", "Étape", "Courbe d’émotion"),
        ("es", "es-ES", "Paso", "Curva de emoción"),
        ("ja", "ja-JP", "ステップ", "感情曲線"),
        ("ar", "ar-SA", "خطوة", "منحنى المشاعر"),
        ("de-AT", "de-AT", "Schritt", "Emotionskurve"),
    ],
)
def test_the_furniture_speaks_the_language_of_the_site(project, language, tag, step, curve):
    site = project("minimal")
    path = site.root / "content" / "site.yaml"
    site.edit("site.yaml", re.sub(r"language: .*\n", "", path.read_text()) + f"\nlanguage: {language}\n")
    shown = made(site.root)
    runs = [run for slide in shown.slides for run in slide.shapes._spTree.iter(f"{SPACE}rPr")]
    assert {run.get("lang") for run in runs} == {tag}
    text = all_words(shown)
    assert step in text
    assert curve in text
    assert shown.core_properties.language == tag


def test_from_right_to_left_all_is_mirrored(project):
    shown = made(project("arabic").root)
    paragraphs = [
        one
        for slide in shown.slides
        for one in slide.shapes._spTree.iter(f"{SPACE}p")
        if one.find(f"{SPACE}fld") is None
    ]
    assert len(paragraphs) > 40
    assert {one.find(f"{SPACE}pPr").get("rtl") for one in paragraphs} == {"1"}
    assert {table._tbl.tblPr.get("rtl") for slide in shown.slides for table in tables(slide)} == {"1"}
    assert charts(shown)[0].category_axis.reverse_order
    titles_right = {slide.shapes.title.left + slide.shapes.title.width for slide in shown.slides}
    assert {Emu(one).pt for one in titles_right} == {WIDE - MARGIN}
    numbers = [shape for slide in shown.slides for shape in slide.shapes if "slidenum" in xml(shape)]
    assert {Emu(shape.left).pt for shape in numbers} == {MARGIN}


def test_without_the_library_it_is_said_how_to_have_it(monkeypatch, capsys, tmp_path):
    for name in [name for name in sys.modules if name.partition(".")[0] == "pptx"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pptx", None)
    assert run(["export", "pptx", BUY, "--root", str(SAMPLE), "-o", str(tmp_path / "a.pptx")]) == 1
    assert 'pip install "jmsite[exchange]"' in capsys.readouterr().err
    assert not (tmp_path / "a.pptx").exists()


def test_what_is_no_journey_has_no_deck(capsys, tmp_path):
    target = tmp_path / "a.pptx"
    assert run(["export", "pptx", "metric:days-to-refund", "--root", str(SAMPLE), "-o", str(target)]) == 1
    assert "pptx holds journeys, and there are none" in capsys.readouterr().err


def test_signs_of_markup_are_words(project):
    title = 'Leave <b> & "all"'
    steps = "steps: [{title: Go}]"
    site = project("minimal").edit("journeys/visit/02-leave.md", f"---\ntitle: '{title}'\n{steps}\n---\n")
    assert title in titles(made(site.root))


def test_the_areas_of_charts_stand_beside_their_words(sample: Catalog):
    for slide in deck(sample, select(sample)).slides:
        areas = [area.box for area in slide.areas]
        for at, one in enumerate(areas):
            for other in areas[at + 1 :]:
                apart = (
                    one.left + one.width <= other.left
                    or other.left + other.width <= one.left
                    or one.top + one.height <= other.top + 0.1
                    or other.top + other.height <= one.top + 0.1
                )
                assert apart, slide.title
    kinds = {type(area) for slide in deck(sample, select(sample)).slides for area in slide.areas}
    assert kinds == {TextArea, TableArea, LineArea, ScatterArea}
