"""Journeys as tables that look like maps: stages and steps across, lanes down."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from jmsite.exporting.lanes import MapSheet, map_sheet
from jmsite.exporting.rows import harmless
from jmsite.exporting.selection import Selection
from jmsite.model.catalog import Catalog
from jmsite.model.messages import capitalized


def as_wide_csv(catalog: Catalog, selection: Selection) -> bytes:
    """Return journeys as CSV, one below the other."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    for number, journey in enumerate(selection.all("journey")):
        if number:
            writer.writerow(())
        writer.writerows(_rows(map_sheet(catalog, journey), *column_heads(catalog)))
    return held.getvalue().encode("utf-8-sig")


def column_heads(catalog: Catalog) -> tuple[str, str]:
    """Return what stages and steps are called."""
    words = catalog.words
    return capitalized(words.phrase("one.stage")), capitalized(words.phrase("one.step"))


def _rows(sheet: MapSheet, stage: str, step: str) -> Iterator[tuple[str, ...]]:
    yield (harmless(sheet.title),)
    before = [""] + [one.stage for one in sheet.columns]
    titles = (
        one.stage if one.stage != last else "" for last, one in zip(before, sheet.columns, strict=False)
    )
    yield (stage, *map(harmless, titles))
    yield (step, *(harmless(one.step) for one in sheet.columns))
    for lane in sheet.lanes:
        yield (lane.name, *(harmless("\n".join(cell)) for cell in lane.cells))
