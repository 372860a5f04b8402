"""Put a workbook together, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.exporting.book.data import write_data, write_links, write_origins, write_stamps
from jmsite.exporting.book.grid import FELT, MapGrid, grids
from jmsite.exporting.book.maps import CellOrigin, MapSheetWriter
from jmsite.exporting.book.overview import write_overview
from jmsite.exporting.selection import Selection
from jmsite.formats.spreadsheet import Spreadsheet, Style, WrittenSheet
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.look import Look


def as_xlsx(catalog: Catalog, selection: Selection, look: Look) -> bytes:
    """Return a selection as a workbook; the same selection is the same bytes on any day."""
    words = catalog.words
    book = Spreadsheet(look.office_font("font"), catalog.site.title, words.rtl)
    journeys: tuple[Entity[Journey], ...] = selection.all("journey")
    drawn = [(journey, grid) for journey in journeys for grid in grids(catalog, journey)]
    overview = book.sheet(words.phrase("export.overview"))
    sheets = [book.sheet(_name(catalog, grid)) for _, grid in drawn]
    write_data(book.sheet(words.phrase("export.data")), catalog, selection, look)
    write_links(book.sheet(words.phrase("export.links")), catalog, selection, look)
    origins, numbers, stamped = (book.sheet(f"jmsite {name}") for name in ("cells", "curves", "stamps"))
    write_overview(
        overview,
        catalog,
        [(journey, grid.persona, sheet.name) for (journey, grid), sheet in zip(drawn, sheets, strict=True)],
        look,
    )
    lines: list[CellOrigin] = []
    free = 0
    for number, ((_, grid), sheet) in enumerate(zip(drawn, sheets, strict=True), 1):
        writer = MapSheetWriter(catalog, sheet, grid, look, number)
        lines += writer.write()
        rows = dict(_numbers(numbers, catalog, grid, free))
        scale = catalog.scale(grid.journey)
        writer.curve(numbers.name, rows, (scale.min, scale.max))
        free += len(rows)
    write_origins(origins, lines)
    write_stamps(stamped, catalog, selection)
    numbers.hide()
    return book.content()


def _name(catalog: Catalog, grid: MapGrid) -> str:
    persona = catalog.persona(grid.persona) if grid.persona else None
    return f"{persona.title.partition(',')[0][:10]} · {grid.title}" if persona else grid.title


def _numbers(sheet: WrittenSheet, catalog: Catalog, grid: MapGrid, row: int) -> Iterator[tuple[str, int]]:
    """Write the values of a map's curves, and yield each persona with the row of theirs."""
    scale, style = catalog.scale(grid.journey), Style()
    felt = (line for line in grid.rows if line.anchor.startswith(FELT))
    for at, line in enumerate(felt, row):
        for cell in line.cells:
            if cell.score is not None:
                sheet.number(at, cell.first, scale.written(cell.score), style)
        yield line.anchor.removeprefix(FELT), at
