"""The first sheet: what is in the workbook, what its colours say, and how it is handed back."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.exporting.book.maps import score_words
from jmsite.formats.spreadsheet import Style, WrittenSheet
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.look import Look, ink_on
from jmsite.model.messages import capitalized
from jmsite.model.value import replace

WIDTHS = (42, 30, 12, 10, 10, 14)
SCALE = (-2, -1, 0, 1, 2)


def write_overview(
    sheet: WrittenSheet, catalog: Catalog, maps: Sequence[tuple[Entity[Journey], str, str]], look: Look
) -> None:
    """Write the overview; ``maps`` are journeys, whose map it is or "", and the names of their sheets."""
    color, words, site = look.color, catalog.words, catalog.site
    for column, width in enumerate(WIDTHS):
        sheet.width(column, column, width)
    sheet.plain()
    sheet.height(0, 36)
    display = look.office_font("font-display")
    sheet.text(0, 0, site.title, Style(size=22, bold=True, ink=color("ink"), font=display, middle=True))
    quiet = Style(ink=color("ink-2"))
    sheet.text(1, 0, site.tagline or "", quiet)
    sheet.text(2, 0, site.fictional or "", quiet)
    names = (
        words.phrase("one.journey"), words.phrase("kind.persona"), words.phrase("map.state"),
        words.phrase("kind.stage"), words.phrase("kind.step"), words.phrase("export.lowest"),
    )  # fmt: skip
    head = Style(
        bold=True,
        ink=color("ink-2"),
        fill=color("sunken", "#f3f1ed"),
        line=color("line", "#e9e5de"),
        middle=True,
    )
    for column, name in enumerate(names):
        sheet.text(4, column, capitalized(name), replace(head, align="center") if column > 2 else head)
    sheet.height(4, 20)
    row = 5
    for journey, persona, name in maps:
        _line(sheet, row, catalog, journey, persona, name, look)
        row += 1
    row = _scale(sheet, row + 1, catalog, look)
    for at, key in enumerate(("export.edit", "export.back")):
        sheet.text(row + 1 + at, 0, words.phrase(key, data=words.phrase("export.data")), quiet)
    sheet.printed(site.title, (4, 4))


def _line(
    sheet: WrittenSheet,
    row: int,
    catalog: Catalog,
    journey: Entity[Journey],
    persona: str,
    name: str,
    look: Look,
) -> None:
    line = look.color("line", "#e9e5de")
    cell = Style(ink=look.color("ink"), line=line, middle=True, wrap=True)
    link = Style(ink=look.color("accent", "#4044c9"), bold=not persona, line=line, middle=True, wrap=True)
    ids = (persona,) if persona else journey.fields.personas
    who = [found.title for id in ids if (found := catalog.persona(id))]
    sheet.way(row, 0, name, journey.title, link)
    sheet.text(row, 1, catalog.words.listed(who) if who else "", cell)
    sheet.text(row, 2, catalog.words.phrase(f"state.{journey.fields.state}"), cell)
    sheet.height(row, 20)
    count = replace(cell, align="center")
    sheet.number(row, 3, len(catalog.stages_of(journey.id)), count)
    sheet.number(row, 4, len(catalog.journey_steps(journey.id)), count)
    points = [one for step in catalog.moments(journey.id) for one in catalog.points(step.id)]
    scores = [one.score for one in points if not persona or one.persona in (persona, "")]
    if scores:
        fill = look.feeling(min(scores))
        lowest = catalog.scale(journey.id).written(min(scores))
        style = replace(count, fill=fill, ink=ink_on(fill), bold=True, number=score_words(f"{lowest:.10g}"))
        sheet.number(row, 5, lowest, style)
    else:
        sheet.text(row, 5, "", cell)


def _scale(sheet: WrittenSheet, row: int, catalog: Catalog, look: Look) -> int:
    """Write what the colours say, and return the next row."""
    scale = catalog.site.emotion_scale
    sheet.text(
        row, 0, capitalized(catalog.words.phrase("lane.emotion")), Style(bold=True, ink=look.color("ink-2"))
    )
    for column, score in enumerate(SCALE, 1):
        fill = look.feeling(score)
        style = Style(fill=fill, ink=ink_on(fill), bold=True, align="center", middle=True)
        sheet.number(row, column, scale.written(score), style)
    return row + 1
