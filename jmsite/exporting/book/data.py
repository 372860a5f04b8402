"""The sheets that are data: every value in a row of its own, the links between entities, and where cells come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jmsite.exporting.book.maps import CellOrigin
from jmsite.exporting.rows import COLUMNS, rows
from jmsite.exporting.selection import Selection, parts
from jmsite.formats.spreadsheet import Style, WrittenSheet, pieces
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.look import Look
from jmsite.model.references import references
from jmsite.model.value_stamps import stamps

CONTINUED = "…"
"""The kind of a row that continues the texts of the row above, which are longer than a cell can be."""
DEEPEST, LINE = 6, 13.2
"""The lines of a row at most that are shown at once, and the height of one, in points."""
NUMBERS = ("number", "score", "severity")
WIDTHS = (12, 34, 30, 16, 8, 70, 14, 8, 9, 40)
LINKED = ("kind", "id", "title", "field", "to kind", "to id", "to title", "to page")
LINK_WIDTHS = (12, 34, 30, 16, 12, 30, 30, 36)
ORIGINS = ("map", "id", "lane", "number", "text")
"""The columns of the hidden sheet that says what stood in the cells of maps, so that a changed cell is known."""

STAMPS = ("kind", "id", "field", "stamp")
"""The columns of the hidden sheet with the stamps of all values, so that a changed one is known."""


def write_data(sheet: WrittenSheet, catalog: Catalog, selection: Selection, look: Look) -> None:
    """Write every value into a row."""
    found = [one for row in rows(catalog, selection) for one in _whole(row)]
    _table(sheet, COLUMNS, WIDTHS, found, look, catalog.site.title)


def write_links(sheet: WrittenSheet, catalog: Catalog, selection: Selection, look: Look) -> None:
    """Write what refers to what."""
    _table(sheet, LINKED, LINK_WIDTHS, list(_links(catalog, selection)), look, catalog.site.title)


def write_origins(sheet: WrittenSheet, lines: Iterable[CellOrigin]) -> None:
    """Write where the lines of maps come from; nobody sees it."""
    style = Style(typed=True)
    for column, name in enumerate(ORIGINS):
        sheet.text(0, column, name, style)
    for at, line in enumerate(lines, 1):
        for column, value in enumerate(line):
            sheet.text(at, column, str(value), style)
    sheet.hide()


def write_stamps(sheet: WrittenSheet, catalog: Catalog, selection: Selection) -> None:
    """Write what tells later which values somebody has changed; nobody sees it."""
    style = Style(typed=True)
    found = stamps(dict(zip(COLUMNS, row, strict=True)) for row in rows(catalog, selection))
    for at, line in enumerate((STAMPS, *((*key, made) for key, made in found.items()))):
        for column, value in enumerate(line):
            sheet.text(at, column, value, style)
    sheet.hide()


def _whole(row: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield a row, and those that continue it."""
    parted = [pieces(cell) for cell in row]
    for at in range(max(map(len, parted))):
        cells = tuple(part[at] if at < len(part) else "" for part in parted)
        yield (CONTINUED, *cells[1:]) if at else cells


def _table(
    sheet: WrittenSheet,
    names: Sequence[str],
    widths: Sequence[int],
    found: Sequence[Sequence[str]],
    look: Look,
    foot: str,
) -> None:
    color = look.color
    head = Style(bold=True, ink=color("on-accent", "#ffffff"), fill=color("accent", "#4044c9"), middle=True)
    cell, first = (
        Style(typed=True, ink=color("ink"), wrap=True),
        Style(typed=True, bold=True, ink=color("ink"), fill=color("accent-tint", "#ededfb")),
    )
    number = Style(ink=color("ink"))
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.width(column, column, width)
        sheet.text(0, column, name, head)
    sheet.height(0, 20)
    for at, row in enumerate(found, 1):
        begins = not row[3]
        most = max(cell.lines(text, width) for text, width in zip(row, widths, strict=True))
        if most > 1:
            sheet.height(at, min(most, DEEPEST) * LINE + 2)
        for column, text in enumerate(row):
            if names[column] in NUMBERS and _is_plain(text):
                sheet.number(at, column, float(text), number)
            elif text:
                sheet.text(at, column, text, first if begins else cell)
    sheet.freeze(1, 2)
    sheet.filtered(0, len(found), len(names) - 1)
    sheet.printed(foot, (0, 0))


def _is_plain(text: str) -> bool:
    """Return whether a text is a number that a sheet gives back as it was."""
    try:
        value = float(text)
    except ValueError:
        return False
    # cells hold doubles: beyond fifteen digits, or for "007" and "1e5", only text gives back what was written
    return text == (str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 10)))


def _links(catalog: Catalog, selection: Selection) -> Iterator[tuple[str, ...]]:
    for entity in selection.entities:
        for part in (entity, *parts(catalog, entity)):
            yield from _links_of(catalog, part)


def _links_of(catalog: Catalog, part: Entity[Any]) -> Iterator[tuple[str, ...]]:
    for one in references(part.fields, ("steps", "anytime")):
        to = catalog.find(one.kind, one.id)
        if to:
            yield (part.kind, part.id, part.title, str(one.loc[0]), to.kind, to.id, to.title, to.url)
