"""The slide of a journey's curve: a chart that can be edited, with the sentence that stands under it on its page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from statistics import fmean

from jmsite.charts.labels import shorten
from jmsite.exporting.slides.fitting import paragraph_height
from jmsite.exporting.slides.heads import ROOM, SlideHead, content_top, fitted_head
from jmsite.exporting.slides.label_sides import side
from jmsite.exporting.slides.page import BETWEEN, slides
from jmsite.exporting.slides.texts import DOT, one_line
from jmsite.formats.deck.master import BOTTOM
from jmsite.formats.deck.model import MARGIN, STYLES, Bounds, ChartLine, LineArea, Paragraph, Slide, TextArea
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.faces import Face
from jmsite.model.figures import CurvePoint, EmotionCurve, Line
from jmsite.model.value import replace
from jmsite.pages.parts.figures.curve_and_trend import curve_drawing
from jmsite.pages.parts.page.scores import end_words, score_on_scale, score_text

LABEL = 190.0
"""The width of the words at a point."""
LEGEND = 22.0
"""The height of the line under the chart."""


def curve_slides(catalog: Catalog, journey: Entity[Journey], foot: str) -> tuple[Slide, ...]:
    """Return the slide of a curve; none where no step has a score."""
    drawing = curve_drawing(catalog, journey.id)
    figure, words = drawing.figure, catalog.words
    if not isinstance(figure, EmotionCurve) or not figure.points:
        return ()
    head = SlideHead(
        title=one_line(drawing.caption),
        short=words.phrase("slides.curve"),
        kicker=DOT.join((one_line(journey.title), words.phrase("slides.curve"))),
        foot=foot,
        language=journey.fields.language or "",
        alone=True,
        notes="\n".join(_notes(catalog, journey, figure)),
    )
    shown, below = fitted_head(head)
    # a sentence that is too long to be a title stands over the chart
    top = content_top(shown) + sum(paragraph_height(one, ROOM) for one in below) + (BETWEEN if below else 0)
    box = Bounds(left=MARGIN, top=top, width=ROOM, height=BOTTOM - top - LEGEND)
    bare = LineArea(
        groups=tuple(_groups(catalog, journey)),
        lines=tuple(_lines(catalog, journey, figure)),
        low=figure.scale[0],
        high=figure.scale[1],
        signed=figure.scale[0] < 0,
        title=words.phrase("slides.curve"),
        told=one_line(drawing.caption),
        box=box,
    )
    chart = replace(bare, lines=tuple(_labelled(catalog, journey, figure, bare)))
    style = STYLES["source"]
    key = TextArea(
        paragraphs=(Paragraph(text=_key(catalog, journey, figure), style="source"),),
        box=Bounds(left=MARGIN, top=BOTTOM - style.leading, width=ROOM, height=style.leading),
        slot=1,
    )
    return slides(head, (), (chart, key))


def _groups(catalog: Catalog, journey: Entity[Journey]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the stages that have steps, each with the numbers of these."""
    number = 0
    for stage in catalog.stages_of(journey.id):
        steps = catalog.steps_of(stage.id)
        if steps:
            yield one_line(stage.title), tuple(str(number + at) for at in range(1, len(steps) + 1))
            number += len(steps)


def _lines(catalog: Catalog, journey: Entity[Journey], figure: EmotionCurve) -> Iterator[ChartLine]:
    scale = catalog.scale(journey.id)
    steps = range(len(figure.steps))
    for line in figure.lines:
        own = [point for point in figure.points if point.line == line.id]
        by_step = [[point for point in own if point.step == step] for step in steps]
        means = [fmean(point.score for point in here) if here else None for here in by_step]
        yield ChartLine(
            title=one_line(line.title),
            color=_color(catalog, line),
            shape=line.shape,
            values=tuple(None if mean is None else round(scale.written(mean), 4) for mean in means),
            hollow=frozenset(step for step in steps if any(one.basis == "assumed" for one in by_step[step])),
        )
    if figure.ghost:
        found = dict(figure.ghost)
        key = "basis.ghost" if journey.fields.state == "current" else "basis.ghost-current"
        values = tuple(scale.written(found[step]) if step in found else None for step in steps)
        yield ChartLine(title=catalog.words.phrase(key), color="edge", shape="", values=values, dashed=True)


def _color(catalog: Catalog, line: Line) -> str:
    """Return the colour of a persona: a token of the theme, or what its author chose."""
    face: Face | None = catalog.read("faces", line.id) if catalog.persona(line.id) else None
    return face.colour if face else line.colour.removeprefix("var(--").removesuffix(")")


def _labelled(
    catalog: Catalog, journey: Entity[Journey], figure: EmotionCurve, area: LineArea
) -> Iterator[ChartLine]:
    """Yield the lines with words at the lowest and the highest point of all."""
    low = min(figure.points, key=lambda point: point.score)
    high = max(figure.points, key=lambda point: point.score)
    ends = (low, high) if low.score < high.score else (low,)
    for line, one in zip_longest(area.lines, figure.lines):
        labels = []
        for point in ends:
            value = line.values[point.step]
            if one is not None and point.line == one.id and value is not None:
                text = _label(catalog, journey, figure, point)
                at = side(area, point.step, value, text, point is low, catalog.words.rtl)
                labels.append((point.step, text, at))
        yield replace(line, labels=tuple(labels))


def _label(catalog: Catalog, journey: Entity[Journey], figure: EmotionCurve, point: CurvePoint) -> str:
    score = score_on_scale(catalog, point.score, journey.id, exact=point.basis != "measured")
    step = shorten(figure.steps[point.step], LABEL, 10.5)
    return catalog.words.phrase("pair", name=step, value=score)


def _key(catalog: Catalog, journey: Entity[Journey], figure: EmotionCurve) -> str:
    """Return what the points rest on, and what the ends of the scale are called."""
    words, scale = catalog.words, catalog.scale(journey.id)
    bases = {point.basis for point in figure.points}
    known = [words.phrase(f"basis.{basis}") for basis in ("measured", "researched") if basis in bases]
    parts = [f"● {words.row(*known)}"] if known else []
    parts += [f"○ {words.phrase('basis.assumed')}"] if "assumed" in bases else []
    for end, name in zip((-2.0, 2.0), end_words(catalog, journey.id), strict=True):
        if name:
            parts.append(words.phrase("pair", name=score_text(words, end, scale), value=name))
    return DOT.join(parts)


def _notes(catalog: Catalog, journey: Entity[Journey], figure: EmotionCurve) -> Iterator[str]:
    """Yield every score with what it rests on: the numbers behind the chart."""
    words = catalog.words
    names = {line.id: line.title for line in figure.lines}
    for point in figure.points:
        score = score_on_scale(catalog, point.score, journey.id, exact=point.basis != "measured")
        n = words.phrase("n", n=words.number(point.n, 0)) if point.n is not None else ""
        about = words.row(
            score, point.word, words.phrase(f"basis.{point.basis}"), n, _around(catalog, journey, point)
        )
        step = f"{point.step + 1}  {one_line(figure.steps[point.step])}"
        yield words.phrase("pair", name=words.row(step, names[point.line]), value=about)


def _around(catalog: Catalog, journey: Entity[Journey], point: CurvePoint) -> str:
    if point.low is None or point.high is None:
        return ""
    low, high = (score_on_scale(catalog, end, journey.id) for end in (point.low, point.high))
    return catalog.words.phrase("interval", low=low, high=high)
