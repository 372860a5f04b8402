"""The one door to XlsxWriter, which writes XLSX: cells are text or numbers as they are told, and never formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from unicodedata import east_asian_width

from jmsite.model.value import Value

LONGEST_CELL = 32_767
"""Signs in a cell at most, counted as UTF-16 does."""
# a limit of Excel for names of sheets; longer ones make it offer to repair the file
LONGEST_NAME = 31
MADE = datetime(2026, 1, 1)
"""The day on which every workbook says that it was made: the same content is the same bytes on any day."""
# signs that Excel refuses in names of sheets
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# what a spreadsheet takes for a formula when such text is entered again: these cells get a form that says "text"
_RISKY = ("=", "+", "-", "@", "\t", "\r")
A3, A4 = 8, 9


class Style(Value, frozen=True, kw_only=True):
    """The look of a cell: colours as ``#rrggbb`` or "", sizes in points. ``line`` is the colour of its borders.

    ``number`` is how the program shows numbers: ``0.0``. ``typed``: what somebody types into it stays text, whatever it
    looks like.
    """

    size: float = 10
    font: str = ""
    bold: bool = False
    italic: bool = False
    ink: str = ""
    fill: str = ""
    line: str = ""
    align: str = ""
    middle: bool = False
    wrap: bool = False
    number: str = ""
    typed: bool = False

    def lines(self, text: str, signs: float) -> int:
        """Return how many lines a text takes in a column so many signs wide, by a rough measure."""
        room = max(signs * 11.5 / self.size - 2, 1)
        if len(text) * 2.2 < room:
            return 1 + text.count("\n")
        return sum(max(1, -(-int(_width(line) * 1.06) // int(room))) for line in text.split("\n"))


PLOT = {"x": 0.0, "y": 0.06, "width": 1.0, "height": 0.88}
BELOW_NAMES = {"x": 0.0, "y": 0.18, "width": 1.0, "height": 0.78}
"""The place of lines in their chart, in parts of it; the second with their names above them."""
LEGEND = {"x": 0.0, "y": 0.0, "width": 0.3, "height": 0.16}


class CurveLine(Value, frozen=True, kw_only=True):
    """A line of a chart: its name, its colour, and where its values stand: sheet, row, first and last column."""

    name: str
    color: str
    sheet: str
    row: int
    first: int
    last: int


class Spreadsheet:
    """A workbook that is being written."""

    def __init__(self, font: str, title: str, rtl: bool = False) -> None:
        import xlsxwriter

        self._held = io.BytesIO()
        # each value is written by the function of its kind, so that no text is taken for a formula or a number
        self.book: Any = xlsxwriter.Workbook(self._held, {"in_memory": True})
        self.book.set_properties({"title": title, "created": MADE})
        self.font, self.rtl = font, rtl
        self._formats: dict[tuple[Style, bool], Any] = {}
        self._names: set[str] = set()

    def sheet(self, name: str) -> WrittenSheet:
        """Return a new sheet; it is called like ``name`` as far as sheets can be, and like no other one."""
        made = self.book.add_worksheet(self._free(name))
        if self.rtl:
            made.right_to_left()
        return WrittenSheet(self, made)

    def format(self, style: Style, risky: bool = False) -> Any:
        """Return a style as the library has it; ``risky``: of a text that looks like a formula."""
        key = (style, risky)
        if key not in self._formats:
            self._formats[key] = self.book.add_format(_properties(style, self.font, risky, self.rtl))
        return self._formats[key]

    def content(self) -> bytes:
        """Return the finished workbook."""
        self.book.close()
        return self._held.getvalue()

    def _free(self, name: str) -> str:
        clean = _FORBIDDEN.sub(" ", name).strip("' ") or "1"
        if clean.casefold() == "history":  # Excel keeps the name for itself
            clean += "_"
        found, number = _cut(clean, LONGEST_NAME), 2
        while found.casefold() in self._names:
            tail = f" {number}"
            found, number = _cut(clean, LONGEST_NAME - len(tail)) + tail, number + 1
        self._names.add(found.casefold())
        return found


class WrittenSheet:
    """A sheet that is being written; rows and columns count from 0."""

    def __init__(self, of: Spreadsheet, made: Any) -> None:
        self._of, self._made = of, made
        self.name: str = made.name

    def text(self, row: int, column: int, text: str, style: Style) -> None:
        """Write a text; one that is longer than a cell can be is cut (see ``pieces``)."""
        form = self._of.format(style, text.startswith(_RISKY) and not style.typed)
        if text:
            self._made.write_string(row, column, pieces(text)[0], form)
        else:
            self._made.write_blank(row, column, None, form)

    def number(self, row: int, column: int, value: float, style: Style) -> None:
        """Write a number."""
        self._made.write_number(row, column, value, self._of.format(style))

    def across(self, row: int, first: int, last: int, text: str, style: Style) -> None:
        """Write a text into a row's cells from ``first`` to ``last``, which become one."""
        if last > first:
            form = self._of.format(style, text.startswith(_RISKY) and not style.typed)
            self._made.merge_range(row, first, row, last, "", form)
        self.text(row, first, text, style)

    def way(self, row: int, column: int, sheet: str, text: str, style: Style) -> None:
        """Write a link to another sheet."""
        name = sheet.replace("'", "''")
        self._made.write_url(row, column, f"internal:'{name}'!A1", self._of.format(style), text)

    def width(self, first: int, last: int, signs: float) -> None:
        """Set the width of columns, in signs."""
        self._made.set_column(first, last, signs)

    def hide_column(self, column: int) -> None:
        """Hide a column."""
        self._made.set_column(column, column, 2, None, {"hidden": True})

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self._made.set_row(row, points)

    def hide_row(self, row: int) -> None:
        """Hide a row."""
        self._made.set_row(row, None, None, {"hidden": True})

    def hide(self) -> None:
        """Hide the sheet, also from the list of hidden sheets."""
        self._made.very_hidden()

    def freeze(self, row: int, column: int) -> None:
        """Keep the rows and columns before a cell in view."""
        self._made.freeze_panes(row, column)

    def filtered(self, row: int, last_row: int, last_column: int) -> None:
        """Let the table below a header be filtered and sorted by its columns."""
        self._made.autofilter(row, 0, max(last_row, row), last_column)

    def plain(self, zoom: int = 100) -> None:
        """Show no grid, neither on screen nor on paper."""
        self._made.hide_gridlines(2)
        self._made.set_zoom(zoom)

    def printed(self, foot: str, rows: tuple[int, int], columns: int = -1, paper: int = A4) -> None:
        """Print on paper that lies, one page wide: with ``rows`` and the columns up to ``columns`` on every page."""
        sheet = self._made
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(*rows)
        if columns >= 0:
            sheet.repeat_columns(0, columns)
        # '&' begins a code there
        sheet.set_footer(f"&L&8{foot.replace('&', '&&')[:120]}&R&8&P / &N")

    def curve(
        self,
        row: int,
        first: int,
        size: tuple[int, int],
        lines: Sequence[CurveLine],
        ends: tuple[float, float],
    ) -> None:
        """Draw lines over a row, as many pixels wide and high; their points stand in the middle of its columns.

        ``ends`` are the least and the greatest value of the axis.
        """
        chart = self._of.book.add_chart({"type": "line"})
        for line in lines:
            area = [line.sheet, line.row, line.first, line.row, line.last]
            dot = {"type": "circle", "size": 7, "fill": {"color": line.color}, "border": {"color": "#ffffff"}}
            stroke = {"color": line.color, "width": 2}
            chart.add_series({"name": line.name, "values": area, "line": stroke, "marker": dot})
        chart.show_blanks_as("span")
        chart.show_hidden_data()
        chart.set_title({"none": True})
        # names are worth their room where there are several; the lines stand over the columns all the same
        chart.set_legend({"position": "top", "layout": LEGEND} if len(lines) > 1 else {"none": True})
        chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
        chart.set_plotarea({"layout": PLOT if len(lines) == 1 else BELOW_NAMES, "fill": {"none": True}})
        half = (ends[0] + ends[1]) / 2
        pale = {"color": "#d3cdc3", "width": 0.75}
        chart.set_x_axis(
            {"label_position": "none", "line": pale, "major_tick_mark": "none", "position_axis": "between"}
        )
        chart.set_y_axis(
            {
                "min": ends[0],
                "max": ends[1],
                "crossing": half,
                "visible": False,
                "major_gridlines": {"visible": False},
            }
        )
        chart.set_x_axis({"label_position": "none", "line": pale, "major_tick_mark": "none"})
        chart.set_size({"width": size[0], "height": size[1]})
        self._made.insert_chart(row, first, chart, {"object_position": 2})


def _width(text: str) -> int:
    """Return how wide a line is, in Latin signs: those of East Asia are twice as wide."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def pieces(text: str) -> list[str]:
    """Return a text in pieces that a cell can hold; most are one."""
    found = []
    # Excel counts units of UTF-16, of which a sign has two at most: short texts need not be encoded
    while len(text) * 2 > LONGEST_CELL and len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
        part = _cut(text, LONGEST_CELL)
        found.append(part)
        text = text[len(part) :]
    return [*found, text]


def _cut(text: str, most: int) -> str:
    """Return the beginning of a text, so long that UTF-16 needs at most so many units for it."""
    # ``ignore`` drops half a pair at the end, so that no sign is cut in two
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")


def _properties(style: Style, font: str, risky: bool, rtl: bool) -> dict[str, Any]:
    """Return a style in the library's words."""
    sides = {"border": 1, "border_color": style.line} if style.line else {}
    return {
        "font_name": style.font or font,
        "font_size": style.size,
        "valign": "vcenter" if style.middle else "top",
        **({"bold": True} if style.bold else {}),
        **({"italic": True} if style.italic else {}),
        **({"font_color": style.ink} if style.ink else {}),
        **({"bg_color": style.fill} if style.fill else {}),
        **({"align": style.align} if style.align else {}),
        **(
            {"text_wrap": True, **({} if style.align else {"align": "right" if rtl else "left", "indent": 1})}
            if style.wrap
            else {}
        ),
        **({"num_format": "@" if style.typed else style.number} if style.typed or style.number else {}),
        **({"quote_prefix": True} if risky else {}),
        **sides,
    }
