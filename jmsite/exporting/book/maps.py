"""The sheet of a map: stages and steps across, lanes down, a curve over the scores, and anchors for the importer."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.exporting.book.grid import GridCell, GridRow, MapGrid
from jmsite.formats.spreadsheet import A3, CurveLine, Style, WrittenSheet
from jmsite.model.catalog import Catalog
from jmsite.model.faces import Face
from jmsite.model.look import Look, ink_on, mixed
from jmsite.model.messages import capitalized
from jmsite.model.value import replace

TITLE, SAYING, STAGES, STEPS, ANCHORS, CURVE, FIRST_LANE = range(7)
"""The rows from the top."""
LANES, ANCHOR, FIRST = 0, 1, 2
"""The columns: the names of lanes, the hidden anchors, and the first step."""
MARK = "jmsite:map:"
"""The prefix of the map's number in the corner where the hidden row and the hidden column meet."""
BULLET = "• "
"""The prefix of each of several lines in a cell."""
WIDTHS = ((7, 34), (11, 28))
"""The width of steps in signs, up to so many of them; of more, ``NARROW``."""
NARROW = 23
NAMES = 21
"""The width of the names of lanes, in signs."""
TALL, TALLEST = 96, 400
"""The height of the curve, and the greatest of a row, in points."""
LINE, MARGIN = 13.2, 6
"""The height of a line of text, and what a row is higher than its lines, in points."""
CellOrigin = tuple[int, str, str, int, str]
"""A line of a cell: the number of the map, the id, the anchor of the row, the place, and the line as it was written."""
_TINTS = {"pains": "pain-tint", "gains": "gain-tint", "fail": "pain-tint"}
_VOICES = ("quotes", "thinking")


class MapSheetWriter:
    """Writes one map into one sheet."""

    def __init__(self, catalog: Catalog, sheet: WrittenSheet, grid: MapGrid, look: Look, number: int) -> None:
        self.catalog, self.sheet, self.grid, self.look, self.number = catalog, sheet, grid, look, number
        self.last = FIRST + max(len(grid.steps), 1) - 1
        self.wide = next((wide for most, wide in WIDTHS if len(grid.steps) <= most), NARROW)

    def write(self) -> Iterator[CellOrigin]:
        """Write everything but the curve, and yield the lines of all cells."""
        self._set_up()
        yield from self._heads()
        self._lane_name(CURVE, "", "customer")
        for at, row in enumerate(self.grid.rows):
            yield from self._row(FIRST_LANE + at, row)

    def curve(self, numbers: str, rows: dict[str, int], ends: tuple[float, float]) -> None:
        """Draw the curve; ``numbers`` is the sheet of its values, ``rows`` are where the values of each persona are."""
        last = len(self.grid.steps) - 1
        lines = [
            CurveLine(
                name=self._who(id), color=self._color_of(id, at), sheet=numbers, row=row, first=0, last=last,
            )
            for at, (id, row) in enumerate(rows.items())
        ]  # fmt: skip
        if lines:
            self.sheet.height(CURVE, TALL)
            # a sign is 7 pixels wide, and a column 5 wider than its signs; 4 pixels are 3 points
            size = ((self.wide * 7 + 5) * len(self.grid.steps), TALL * 4 // 3)
            self.sheet.curve(CURVE, FIRST, size, lines, ends)

    def _color_of(self, id: str, at: int) -> str:
        """Return the colour that a persona has everywhere; the next one of the theme where nobody is named."""
        face: Face | None = self.catalog.read("faces", id) if self.catalog.persona(id) else None
        color = face.colour if face else f"series-{at % 8 + 1}"
        return color if color.startswith("#") else self.look.color(color, "#57524a")

    def _set_up(self) -> None:
        sheet = self.sheet
        sheet.plain(zoom=90)
        sheet.width(LANES, LANES, NAMES)
        sheet.hide_column(ANCHOR)
        sheet.width(FIRST, self.last, self.wide)
        sheet.height(TITLE, 34)
        sheet.height(SAYING, 20)
        sheet.height(STAGES, 24)
        sheet.hide_row(ANCHORS)
        sheet.freeze(ANCHORS, FIRST)
        site = self.catalog.site.title
        sheet.printed(f"{site} · {self.grid.title}", (STAGES, STEPS), LANES, A3)

    def _heads(self) -> Iterator[CellOrigin]:
        grid, sheet, color = self.grid, self.sheet, self.look.color
        accent = color("accent", "#4044c9")
        display = self.look.office_font("font-display")
        sheet.text(
            TITLE, LANES, grid.title, Style(size=20, bold=True, ink=color("ink"), font=display, middle=True)
        )
        sheet.text(SAYING, LANES, self._saying(), Style(ink=color("ink-2"), middle=True))
        head = Style(size=9, ink=color("ink-3"), middle=True)
        words = self.catalog.words
        for row, key in ((STAGES, "stage"), (STEPS, "step")):
            sheet.text(row, LANES, capitalized(words.phrase(f"one.{key}")), head)
            sheet.text(row, ANCHOR, key, head)
        sheet.text(ANCHORS, ANCHOR, f"{MARK}{self.number}", head)
        yield self.number, grid.journey, "journey", 0, grid.title
        stage = Style(
            size=12,
            bold=True,
            ink=color("on-accent", "#ffffff"),
            fill=accent,
            line="#ffffff",
            align="center",
            middle=True,
        )
        step = Style(
            size=10.5,
            bold=True,
            ink=color("ink"),
            fill=color("accent-tint", "#ededfb"),
            line="#ffffff",
            align="center",
            middle=True,
            wrap=True,
        )
        for cell in grid.stages:
            sheet.across(STAGES, FIRST + cell.first, FIRST + cell.last, cell.lines[0][1], stage)
            yield self.number, cell.id, "stage", 0, cell.lines[0][1]
        for cell in grid.steps:
            sheet.text(STEPS, FIRST + cell.first, cell.lines[0][1], step)
            sheet.text(ANCHORS, FIRST + cell.first, cell.id, head)
            yield self.number, cell.id, "step", 0, cell.lines[0][1]
        most = max((step.lines(cell.lines[0][1], self.wide) for cell in grid.steps), default=1)
        sheet.height(STEPS, most * LINE + 2 * MARGIN)

    def _saying(self) -> str:
        """Return what is said of the map under its title: whose it is, and whether it is or is to be."""
        journey = self.catalog.journey(self.grid.journey)
        if journey is None:
            return ""
        ids = (self.grid.persona,) if self.grid.persona else journey.fields.personas
        who = self.catalog.words.listed([self._who(id) for id in ids]) if ids else ""
        state = self.catalog.words.phrase(f"state.{journey.fields.state}")
        return " · ".join(filter(None, (who, state, journey.fields.scenario or "")))

    def _who(self, id: str) -> str:
        found = self.catalog.persona(id) if id else None
        return found.title if found else id or capitalized(self.catalog.words.phrase("lane.emotion"))

    def _lane_name(self, at: int, name: str, role: str) -> None:
        line = self.look.color("line", "#e9e5de")
        fill = self.look.color("paper" if role in ("customer", "emotion") else "sunken", "#faf9f7")
        style = Style(
            bold=True, ink=self.look.color("ink-2"), fill=fill, line=line, wrap=True, middle=role == "emotion"
        )
        self.sheet.text(at, LANES, name, style)

    def _row(self, at: int, row: GridRow) -> Iterator[CellOrigin]:
        self._lane_name(at, row.name, row.role)
        self.sheet.text(at, ANCHOR, row.anchor, Style(ink=self.look.color("ink-3")))
        style = self._style(row)
        self.sheet.height(at, self._height(row, style))
        taken: set[int] = set()
        for cell in row.cells:
            self._cell(at, row, cell, style)
            taken.update(range(cell.first, cell.last + 1))
            yield from ((self.number, cell.id, row.anchor, place, text) for place, text in cell.lines)
        for column in range(self.last - FIRST + 1):
            if column not in taken:
                self.sheet.text(at, FIRST + column, "", style)

    def _cell(self, at: int, row: GridRow, cell: GridCell, style: Style) -> None:
        if row.role == "emotion":
            self._score(at, cell, cell.lines[0][1])
        else:
            self.sheet.across(at, FIRST + cell.first, FIRST + cell.last, _words(cell), style)

    def _height(self, row: GridRow, style: Style) -> float:
        """Return the height of a row: programs do not all find it themselves, least of cells that are merged."""
        of_cells = (
            style.lines(_words(cell), (self.wide + 0.7) * (cell.last - cell.first + 1)) for cell in row.cells
        )
        lines = max(Style(bold=True).lines(row.name, NAMES), *of_cells)
        return min(lines * LINE + (2 * MARGIN if row.role == "emotion" else MARGIN), TALLEST)

    def _score(self, at: int, cell: GridCell, text: str) -> None:
        fill = self.look.feeling(cell.score or 0)
        style = Style(
            bold=True, size=11, align="center", middle=True, fill=fill, ink=ink_on(fill), line="#ffffff"
        )
        try:
            self.sheet.number(at, FIRST + cell.first, float(text), replace(style, number=score_words(text)))
        except ValueError:
            self.sheet.text(at, FIRST + cell.first, text, style)

    def _style(self, row: GridRow) -> Style:
        lane = row.anchor.rpartition(":")[2] if row.role != "emotion" else ""
        color = self.look.color
        tint = color(_TINTS[lane], "#ffffff") if lane in _TINTS else ""
        quiet = (
            "" if row.role in ("customer", "emotion") else mixed(color("sunken", "#f3f1ed"), "#ffffff", 0.5)
        )
        voice = lane in _VOICES
        return Style(
            fill=tint or quiet,
            line=color("line", "#e9e5de"),
            ink=color("ink"),
            italic=voice,
            font=self.look.office_font("font-voice") if voice else "",
            wrap=True,
        )


def score_words(text: str) -> str:
    """Return how a score is shown; all of it stays in the cell."""
    return "0.0" if "." in text else ""


def _words(cell: GridCell) -> str:
    texts = [text for _, text in cell.lines]
    return "\n".join(texts if len(texts) == 1 else (BULLET + text for text in texts))
