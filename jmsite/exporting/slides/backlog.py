"""The slides of what could be done: opportunities by value and effort, the backlog, and what becomes of the pains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from jmsite.charts.labels import Box as Place
from jmsite.charts.labels import width
from jmsite.exporting.slides.heads import ROOM, SlideHead, content_top, fitted_head
from jmsite.exporting.slides.page import GAP, SlideColumn, TableBlock, slides
from jmsite.exporting.slides.texts import DOT, one_line
from jmsite.formats.deck.charts import LABEL, scatter_layout
from jmsite.formats.deck.master import BOTTOM
from jmsite.formats.deck.model import (
    MARGIN,
    Bounds,
    Cloud,
    Dot,
    Paragraph,
    Row,
    ScatterArea,
    Slide,
    TableCell,
)
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.figures import Bubble, Matrix
from jmsite.model.value import replace
from jmsite.pages.opportunities import improved_steps, solutions_of
from jmsite.pages.parts.evidence.threads import Thread, tally
from jmsite.pages.parts.figures.pictures import backlog, matrix

CHART = 500.0
"""The width of the chart; beside it stand the names."""
STATES = {
    "open": ("accent", False),
    "in-progress": ("pain", False),
    "solved": ("gain", False),
    "dismissed": ("edge", False),
}
"""The colour of each state of an opportunity, and whether it is drawn as a ring."""
Side = Literal["r", "l", "t", "b"]
Numbered = tuple[int, Entity[Opportunity]]


def numbered_opportunities(catalog: Catalog, ids: Iterable[str]) -> tuple[Numbered, ...]:
    """Return opportunities with their places in the backlog of the whole portal, in its order."""
    wanted = set(ids)
    return tuple((place, one) for place, one in enumerate(backlog(catalog), 1) if one.id in wanted)


def backlog_slides(catalog: Catalog, found: Sequence[Numbered], name: str, foot: str) -> tuple[Slide, ...]:
    """Return the chart of opportunities of ``name``, and all of them in a table; nothing without any."""
    if not found:
        return ()
    words = catalog.words
    kicker = DOT.join(filter(None, (name, words.phrase("kind.opportunity"))))
    ids = {one.id for _, one in found}
    figure = matrix(catalog, keyed=True).figure
    bubbles = [one for one in figure.bubbles if one.id in ids] if isinstance(figure, Matrix) else []
    table = TableBlock(
        title=words.phrase("backlog.title"),
        head=tuple(
            words.phrase(key)
            for key in ("backlog.number", "one.opportunity", "opportunity.steps", "opportunity.solutions",
                        "backlog.status", "backlog.value", "effort")
        ),
        rows=tuple(_row(catalog, place, one) for place, one in found),
        shares=(0.55, 2.7, 1.9, 1.9, 0.9, 0.85, 0.7),
        right=(0, 5, 6),
    )  # fmt: skip
    head = SlideHead(title=words.phrase("backlog.title"), kicker=kicker, foot=foot)
    listed = slides(head, [(SlideColumn(blocks=(table,)),)])
    if isinstance(figure, Matrix) and bubbles:
        return (
            *_charted(
                catalog, figure, bubbles, SlideHead(title=_told(catalog, bubbles), kicker=kicker, foot=foot)
            ),
            *listed,
        )
    return listed


def _told(catalog: Catalog, bubbles: Sequence[Bubble]) -> str:
    """Return how many opportunities are in the quarter to begin with, as the page of all of them says it."""
    # the quarter of high value and low effort: halves of 100 and of 5
    good = sum(bubble.y >= 50 and bubble.x <= 2.5 for bubble in bubbles)
    return catalog.words.plural(good, "matrix.told", all=catalog.words.number(len(bubbles), 0))


def _charted(
    catalog: Catalog, figure: Matrix, bubbles: Sequence[Bubble], head: SlideHead
) -> tuple[Slide, ...]:
    head = replace(head, notes="\n".join(_notes(catalog, figure, bubbles)))
    shown, _ = fitted_head(head)
    top = content_top(shown)
    area = ScatterArea(
        clouds=(),
        x_title=figure.x_title,
        y_title=figure.y_title,
        x_max=figure.x_max,
        y_max=figure.y_max,
        corners=figure.corners,
        title=catalog.words.phrase("matrix.axis.value"),
        told=head.title,
        box=Bounds(left=MARGIN, top=top, width=CHART, height=BOTTOM - top),
    )
    left = MARGIN + CHART + GAP
    names = SlideColumn(blocks=(_names(catalog, bubbles),), left=left, width=ROOM - CHART - GAP)
    return slides(head, [(names,)], (replace(area, clouds=tuple(_clouds(catalog, area, bubbles))),))


def _names(catalog: Catalog, bubbles: Sequence[Bubble]) -> TableBlock:
    words = catalog.words
    rows = tuple(
        (
            TableCell(paragraphs=(Paragraph(text=words.number(one.number, 0), style="strong"),), right=True),
            TableCell(paragraphs=(Paragraph(text=one_line(one.title), style="cell"),)),
        )
        for one in bubbles
    )
    head = (words.phrase("backlog.number"), words.phrase("one.opportunity"))
    return TableBlock(
        title=words.phrase("kind.opportunity"), head=head, rows=rows, shares=(0.55, 3), right=(0,)
    )


def _clouds(catalog: Catalog, area: ScatterArea, bubbles: Sequence[Bubble]) -> Iterator[Cloud]:
    """Yield the points of each state, with their numbers where these hit no other."""
    dots = _labelled(catalog, area, bubbles)
    for state, (color, hollow) in STATES.items():
        own = tuple(dots[one.id] for one in bubbles if one.status == state)
        if own:
            yield Cloud(title=catalog.words.phrase(f"status.{state}"), color=color, dots=own, hollow=hollow)


def _labelled(catalog: Catalog, area: ScatterArea, bubbles: Sequence[Bubble]) -> dict[str, Dot]:
    """Return the points with their labels; several at one place share the label of the first."""
    left, top, wide, high = scatter_layout(area)
    room = Place(left=0, top=0, right=area.box.width, bottom=area.box.height)
    places = {
        one.id: (
            (left + wide * one.x / area.x_max) * area.box.width,
            (top + high * (1 - one.y / area.y_max)) * area.box.height,
        )
        for one in bubbles
    }
    taken = [Place(left=x - 6, top=y - 6, right=x + 6, bottom=y + 6) for x, y in places.values()]
    found: dict[str, Dot] = {}
    for one in bubbles:
        alike = [other for other in bubbles if (other.x, other.y) == (one.x, one.y)]
        numbers = catalog.words.row(*(catalog.words.number(other.number, 0) for other in alike))
        label = numbers if alike[0].id == one.id else ""
        side, box = _free(places[one.id], width(label, LABEL) + 4, taken, room)
        taken.append(box)
        found[one.id] = Dot(x=one.x, y=one.y, label=label, side=side)
    return found


def _free(point: tuple[float, float], wide: float, taken: Sequence[Place], room: Place) -> tuple[Side, Place]:
    """Return the side of a point on which words hit nothing; the first one where there is none."""
    x, y = point
    boxes: dict[Side, Place] = {
        "r": Place(left=x + 6, top=y - 7, right=x + 6 + wide, bottom=y + 7),
        "l": Place(left=x - 6 - wide, top=y - 7, right=x - 6, bottom=y + 7),
        "t": Place(left=x - wide / 2, top=y - 20, right=x + wide / 2, bottom=y - 6),
        "b": Place(left=x - wide / 2, top=y + 6, right=x + wide / 2, bottom=y + 20),
    }
    for side, box in boxes.items():
        if box.within(room) and not any(map(box.hits, taken)):
            return side, box
    return "r", boxes["r"]


def _notes(catalog: Catalog, figure: Matrix, bubbles: Sequence[Bubble]) -> Iterator[str]:
    words = catalog.words
    for one in bubbles:
        value = words.phrase("pair", name=figure.y_title, value=words.number(one.y, 0))
        effort = words.phrase("pair", name=figure.x_title, value=words.number(one.x))
        yield f"{words.number(one.number, 0)}  {one_line(one.title)}{DOT}{value}{DOT}{effort}"


def _row(catalog: Catalog, place: int, one: Entity[Opportunity]) -> Row:
    words, fields = catalog.words, one.fields
    steps = [one_line(step.title) for step in improved_steps(catalog, one)]
    built = [
        words.row(one_line(each.title), words.phrase(f"status.{each.status}"))
        for each in solutions_of(catalog, one.id)
    ]
    told = [Paragraph(text=one_line(one.title), style="strong")]
    told += [Paragraph(text=one_line(fields.summary), style="note")] if fields.summary else []
    return (
        TableCell(paragraphs=(Paragraph(text=words.number(place, 0), style="strong"),), right=True),
        TableCell(paragraphs=tuple(told)),
        TableCell(paragraphs=tuple(Paragraph(text=step, style="cell") for step in steps)),
        TableCell(paragraphs=tuple(Paragraph(text=each, style="cell") for each in built)),
        TableCell(paragraphs=(Paragraph(text=words.phrase(f"status.{fields.status}"), style="cell"),)),
        _number(catalog, fields.customer_value, 0),
        _number(catalog, fields.effort),
    )


def _number(catalog: Catalog, value: float | None, digits: int | None = None) -> TableCell:
    text = "–" if value is None else catalog.words.number(value, digits)
    return TableCell(paragraphs=(Paragraph(text=text, style="cell"),), right=True)


def thread_slides(
    catalog: Catalog, found: Sequence[Thread], name: str, foot: str, language: str = ""
) -> tuple[Slide, ...]:
    """Return the pains with what is done about each, the worst first; nothing without pains."""
    told = tally(catalog, found)
    if told is None:
        return ()
    words = catalog.words
    keys = ("pain", "step", "insight", "opportunity", "solution", "metric", "state")
    table = TableBlock(
        title=words.phrase("thread.table"),
        head=tuple(words.phrase(f"thread.head.{key}") for key in keys),
        rows=tuple(_thread(catalog, one) for one in found),
        shares=(1.7, 1.2, 1.4, 1.3, 1.3, 1.2, 1.1),
    )
    head = SlideHead(
        title=one_line(told.told),
        short=words.phrase("thread.title"),
        kicker=DOT.join(filter(None, (name, words.phrase("thread.title")))),
        foot=foot,
        language=language,
    )
    return slides(head, [(SlideColumn(blocks=(table,)),)])


def _thread(catalog: Catalog, one: Thread) -> Row:
    words = catalog.words
    pain = [Paragraph(text=one_line(one.text), style="strong")]
    about = words.row(words.phrase(f"severity.{one.severity}"), one.who.title if one.who else "")
    linked = [
        TableCell(paragraphs=tuple(Paragraph(text=one_line(each.title), style="cell") for each in some))
        for some in (one.insights, one.opportunities, one.solutions, one.metrics)
    ]
    fill = {"nobody": "pain-tint", "mended": "gain-tint"}.get(one.state, "")
    state = words.phrase(f"thread.state.{one.state}")
    return (
        TableCell(paragraphs=(*pain, Paragraph(text=about, style="note"))),
        TableCell(paragraphs=(Paragraph(text=one_line(one.step.title), style="cell"),)),
        *linked,
        TableCell(paragraphs=(Paragraph(text=state, style="cell"),), fill=fill),
    )
