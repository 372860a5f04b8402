"""Everything as rows: one for each value, so that a spreadsheet sorts and counts it, and gives it back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from jmsite.exporting.content import OBSERVED, Plain, plain_entity
from jmsite.exporting.selection import Selection
from jmsite.model.catalog import Catalog
from jmsite.model.dimensions import DIMENSIONS

COLUMNS = ("kind", "id", "title", "field", "number", "text", "persona", "score", "severity", "details")
"""The columns: which entity, which of its fields, the place in a list, and the parts of the value."""
TOLD = ("text", "persona", "score", "severity")
"""The parts of a value that have a column of their own."""
IN_LANES = ("stage", "step", "variant")
"""The kinds that have lanes."""
BESIDE = {"file": "written in", "prose_file": "prose in", "prose": "prose"}
"""The attributes of an entity beside its fields, by the name that they have among these."""
# spreadsheets run cells that begin so: an apostrophe before them makes them text; one that is there gets another, so
# that reading back takes off just ours
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
Row = tuple[str, ...]


def as_csv(catalog: Catalog, selection: Selection) -> bytes:
    """Return a selection as CSV, as spreadsheets open it: with a mark of UTF-8, and no cell that is a formula."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(tuple(map(harmless, row)) for row in rows(catalog, selection))
    return held.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before it, as they write it."""
    return f"'{cell}" if _FORMULA.match(cell) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def rows(catalog: Catalog, selection: Selection) -> Iterator[Row]:
    """Yield the rows of every entity, in order."""
    for entity in selection.entities:
        yield from _of_entity(entity.kind, plain_entity(catalog, entity))


def _of_entity(kind: str, made: Plain) -> Iterator[Row]:
    head = (kind, made["id"], made.get("title", ""))
    yield (*head, *("" for _ in COLUMNS[3:]))
    for name, called in BESIDE.items():
        if name in made:
            yield from _of_value(head, called, made[name])
    for name, value in made["fields"].items():
        yield from _of_value(head, name, value)
    yield from _observed(head, made.get(OBSERVED) or {})
    if kind == "metric" and isinstance(made["fields"].get("readings"), dict):
        yield from _measured(head, made.get("series") or {})
    for part, of in (("stages", "stage"), ("variants", "variant"), ("steps", "step")):
        for one in made.get(part, ()):
            yield from _of_entity(of, one)


def _observed(head: Row, made: Plain) -> Iterator[Row]:
    """Yield a row for what is counted at a place, and one for each way from it to another."""
    passages = made.get("passages", ())
    rest = {name: value for name, value in made.items() if name != "passages"}
    for number, one in enumerate((rest, *passages) if rest else ()):
        yield (*head, OBSERVED, str(number or ""), "", "", "", "", json.dumps(one, ensure_ascii=False))


def _measured(head: Row, series: Plain) -> Iterator[Row]:
    """Yield a row for the values over all of a metric whose table does not travel, and one for each part of them."""
    made: dict[tuple[str, ...], list[list[Any]]] = {}
    for one in (*series.get("total", ()), *series.get("parts", ())):
        if one["value"] is not None and not one["own"]:
            places = tuple(one[name] or "" for name in DIMENSIONS)
            made.setdefault(places, []).append([one["day"], one["value"], one["n"]])
    for number, (places, values) in enumerate(made.items(), 1):
        of = {name: place for name, place in zip(DIMENSIONS, places, strict=True) if place}
        told = json.dumps({**of, "readings": values}, ensure_ascii=False)
        yield (*head, OBSERVED, str(number), "", "", "", "", told)


def _of_value(head: Row, field: str, value: Any) -> Iterator[Row]:
    if field == "emotion" and head[0] in IN_LANES:
        for persona, points in value.items():
            for number, point in enumerate(points, 1):
                yield _row(head, field, str(number), {"persona": persona, **point})
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield _row(head, field, str(number), one)
    else:
        yield _row(head, field, "", value)


def _row(head: Row, field: str, number: str, value: Any) -> Row:
    """Return a value as a row: words, who it is about, how it feels and how much, and the rest as JSON."""
    if not isinstance(value, dict):
        return (*head, field, number, _text(value), "", "", "", "")
    told = {name: _text(value[name]) if _is_told(value.get(name)) else "" for name in TOLD}
    rest = {name: one for name, one in value.items() if not told.get(name)}
    # in lanes words alone are enough; elsewhere they are a part of something, and say so
    alone = head[0] in IN_LANES and any(told.values())
    details = "" if alone and not rest else json.dumps(rest, ensure_ascii=False)
    return (*head, field, number, *told.values(), details)


def _is_told(value: Any) -> bool:
    """Return whether a value stands in a column of its own; other ones would be read as something else."""
    return isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
