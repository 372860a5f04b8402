"""The parts of slides: text in styles of the master, tables, and charts that stay charts."""

from __future__ import annotations

from typing import Literal

from jmsite.model.value import Value

WIDE, HIGH = 960.0, 540.0
"""The size of a slide, in points: 16 to 9."""
MARGIN = 48.0
PAD = 5.0
"""The room inside a cell, left and right of its words; above and below it is a point less."""

StyleName = Literal["text", "item", "quote", "source", "label", "cell", "strong", "note"]
Tone = Literal["ink", "ink-2", "accent"]


class TextStyle(Value):
    """A style of text, in points. ``after`` is the room below a paragraph, ``indent`` that of a bullet.

    ``level`` is that of the master's body text, in which the style is defined; -1 for those of tables.
    """

    size: float
    leading: float
    after: float = 0
    bold: bool = False
    italic: bool = False
    tone: Tone = "ink"
    indent: float = 0
    level: int = -1


STYLES: dict[StyleName, TextStyle] = {
    "text": TextStyle(size=13, leading=17.5, after=10, level=0),
    "item": TextStyle(size=13, leading=17.5, after=5, indent=13, level=1),
    "quote": TextStyle(size=15, leading=20, after=3, italic=True, level=2),
    "source": TextStyle(size=10.5, leading=14, after=11, tone="ink-2", level=3),
    "label": TextStyle(size=10.5, leading=14, after=3, bold=True, tone="accent", level=4),
    "cell": TextStyle(size=11, leading=14, after=3),
    "strong": TextStyle(size=11, leading=14, after=2, bold=True),
    "note": TextStyle(size=10, leading=13, after=2, tone="ink-2"),
}
"""The styles by name: the first five are levels of the master's body text, the others those of tables."""
TITLE = TextStyle(size=24, leading=29, bold=True)
LEAD = TextStyle(size=13, leading=17.5, tone="ink-2")
HEAD = TextStyle(size=10, leading=13, bold=True, tone="ink-2")
"""The style of the heads of columns."""


class Paragraph(Value):
    """A paragraph; ``begin`` are its first words, in bold."""

    text: str
    style: StyleName = "text"
    begin: str = ""


class Bounds(Value):
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float


class TextArea(Value):
    """Paragraphs in a placeholder of the layout: ``slot`` 0 is the first column, 1 the second."""

    paragraphs: tuple[Paragraph, ...]
    box: Bounds
    slot: int = 0


class TableCell(Value):
    """A cell of a table; ``fill`` is a colour of the theme by its name, or ""."""

    paragraphs: tuple[Paragraph, ...] = ()
    fill: str = ""
    right: bool = False


Row = tuple[TableCell, ...]


class TableArea(Value):
    """A table: the width of each column, and the height of each row, the head first. ``title`` says what it holds."""

    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    box: Bounds
    right: tuple[int, ...] = ()


class ChartLine(Value):
    """A line of a chart: a value for each category, None where there is none.

    ``hollow`` are the places of points that are drawn as rings, ``labels`` words at points: place, words, side.
    """

    title: str
    color: str
    shape: str
    values: tuple[float | None, ...]
    hollow: frozenset[int] = frozenset()
    labels: tuple[tuple[int, str, str], ...] = ()
    dashed: bool = False


class LineArea(Value):
    """A line chart. ``groups`` are the names along its axis, each with those of the categories in it."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[ChartLine, ...]
    low: float
    high: float
    signed: bool
    title: str
    told: str
    box: Bounds


class Dot(Value):
    """A point of a scatter chart, with the words beside it and the side on which they stand."""

    x: float
    y: float
    label: str
    side: Literal["r", "l", "t", "b"] = "r"


class Cloud(Value):
    """The points of one sort in a scatter chart."""

    title: str
    color: str
    dots: tuple[Dot, ...]
    hollow: bool = False


class ScatterArea(Value):
    """A scatter chart from 0 to ``x_max`` and ``y_max``, cut into quarters with names, from the top left."""

    clouds: tuple[Cloud, ...]
    x_title: str
    y_title: str
    x_max: float
    y_max: float
    corners: tuple[str, str, str, str]
    title: str
    told: str
    box: Bounds


Area = TextArea | TableArea | LineArea | ScatterArea


class Slide(Value):
    """A slide. ``kicker`` stands over the title, ``lead`` under it; ``notes`` are for who speaks.

    ``facts`` stand at the foot of a cover. ``under`` is where the lead stands, and ``over``
    the title; None for where the layout has them.
    """

    layout: Literal["cover", "content"]
    title: str
    kicker: str = ""
    lead: str = ""
    foot: str = ""
    areas: tuple[Area, ...] = ()
    notes: str = ""
    language: str = ""
    facts: tuple[str, ...] = ()
    over: Bounds | None = None
    under: Bounds | None = None


class DeckSection(Value):
    """Slides that belong together, by their name."""

    title: str
    slides: tuple[Slide, ...]


class Deck(Value):
    """A deck: its sections in order. ``language`` is that of the site, ``author`` whose it is."""

    title: str
    author: str
    language: str
    rtl: bool
    sections: tuple[DeckSection, ...]

    @property
    def slides(self) -> tuple[Slide, ...]:
        """Return all slides, in order."""
        return tuple(slide for section in self.sections for slide in section.slides)
