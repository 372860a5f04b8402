"""Our own rows, one for each value: put together again as the entities that they were taken apart from."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jmsite.importing.csv_text import separator_of
from jmsite.importing.draft import DraftMap, NoJourneyError, Remark
from jmsite.importing.own_json import VERSION, read_own
from jmsite.model.addresses import id_from_name
from jmsite.model.codec import encode
from jmsite.model.kinds import ENTITIES
from jmsite.model.value import Value, replace
from jmsite.model.value_stamps import ValueKey, place

COLUMNS = ("kind", "id", "title", "field", "number", "text", "persona", "score", "severity", "details")
SOUGHT = f"a header with the columns {', '.join(COLUMNS)}"
BESIDE = {"written in": "file", "prose in": "prose_file", "prose": "prose"}
OBSERVED = "observed"
"""The field of what was counted from a log of events or read from a table: nobody writes that, or edits it here."""
SPOT = "spot"
"""The name under which a row says where it stands."""
_READING = ("day", "value", "n")
_NEUTRAL = re.compile(r"'+[=+\-@\t\r]")
_WITHIN = {"stage": ("journey", "stages"), "variant": ("stage", "variants"), "step": ("stage", "steps")}
Plain = dict[str, Any]


class OwnRows(Value):
    """The rows of a file of ours as they are now, the stamps of what stood there, None where the file has none, where
    values stand (as ``Map!C5``), and what could not be taken.
    """

    rows: tuple[Mapping[str, str], ...]
    stamps: Mapping[ValueKey, str] | None = None
    spots: Mapping[ValueKey, str] = {}
    remarks: tuple[Remark, ...] = ()


def read_own_csv(text: str) -> DraftMap:
    """Return every entity of rows in CSV. Raises ``NoJourneyError``."""
    try:
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)))
    except csv.Error as error:
        raise NoJourneyError(f"the file cannot be read as CSV: {error}", SOUGHT) from None
    return read_own_rows(cells)


def rows_of_own_csv(text: str) -> OwnRows | None:
    """Return the rows of a table of our own, each with its line; None for any other text."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
        cells = [(reader.line_num, row) for row in reader]
    except csv.Error:
        return None
    if not cells or not is_own(cells[0][1]):
        return None
    names = [cell.strip().casefold() for cell in cells[0][1]]
    found = [(line, dict(zip(names, map(_plain, row), strict=False))) for line, row in cells[1:]]
    spots = {
        (row["kind"], row["id"], row.get("field", "")): f"line {line}"
        # backwards, so that of several rows of a field the first gives the place
        for line, row in reversed(found)
        if row.get("kind") and row.get("id")
    }
    rows = [{**row, SPOT: f"line {line}"} for line, row in found]
    return OwnRows(rows=tuple(rows), spots=spots, remarks=tuple(nameless(rows)))


def nameless(rows: Iterable[Mapping[str, str]]) -> Iterator[Remark]:
    """Yield what is told of rows that say of which kind something is, but not which one."""
    for row in rows:
        if row.get("kind") and not row.get("id"):
            what = f"'{row['title']}'" if row.get("title") else "a row"
            told = f"{what}: it has no id; write one into the column 'id', such as {_example(row)}"
            yield Remark(did="left out", text=told, spot=row.get(SPOT, ""))


def _example(row: Mapping[str, str]) -> str:
    return f"'{id_from_name(row.get('title', '')) or 'front-desk'}'"


def is_own(header: Sequence[str]) -> bool:
    """Return whether a header is that of our own rows; further columns may stand among them."""
    return {"kind", "id", "field", "text"} <= {cell.strip().casefold() for cell in header}


def read_own_rows(cells: Sequence[Sequence[str]]) -> DraftMap:
    """Return every entity of rows, the first of which is their header. Raises ``NoJourneyError``."""
    if not cells or not is_own(cells[0]):
        raise NoJourneyError("its first row is not the header of jmsite's own tables", SOUGHT)
    names = [cell.strip().casefold() for cell in cells[0]]
    return read_own_dicts(dict(zip(names, map(_plain, row), strict=False)) for row in cells[1:])


def read_own_dicts(rows: Iterable[Mapping[str, str]]) -> DraftMap:
    """Return every entity of rows by the names of their columns. Raises ``NoJourneyError``."""
    entities = _entities([row for row in rows if row.get("kind") and row.get("id")])
    return read_own({"format": "jmsite", "version": VERSION, "entities": entities})


def titled(file: OwnRows, site: Iterable[Mapping[str, str]]) -> OwnRows:
    """Return a file in which what is not on the site has the title that its first row says, as a value of its own."""
    known = {(row["kind"], row["id"]) for row in site}
    said = {(row.get("kind"), row.get("id")) for row in file.rows if row.get("field") == "title"}
    rows: list[Mapping[str, str]] = []
    for row in file.rows:
        entity = (row.get("kind", ""), row.get("id", ""))
        rows.append(row)
        if not row.get("field") and row.get("title") and entity not in known and entity not in said:
            rows.append({**row, "field": "title", "text": row["title"]})
    return replace(file, rows=tuple(rows))


def fields_of(kind: str, rows: Iterable[Mapping[str, str]]) -> Plain:
    """Return the fields of one entity of its rows, as they are exported, with its prose as ``prose``.

    Raises ``ValueError`` where they are not valid.
    """
    fields: Plain = {}
    beside: Plain = {}
    for row in sorted(rows, key=place):
        field = row.get("field", "")
        if field in BESIDE:
            beside[field] = row.get("text", "")
        elif field and field != OBSERVED:
            fields[field] = _joined(fields.get(field), row)
    made: Plain = encode(ENTITIES[kind].model.model_validate(fields))
    return {**made, **beside}


def _plain(cell: str) -> str:
    return cell[1:] if _NEUTRAL.match(cell) else cell


def _entities(rows: Sequence[Mapping[str, str]]) -> dict[str, list[Plain]]:
    """Return entities by kind, stages in their journeys and steps in their stages, in whatever order rows are."""
    made: dict[tuple[str, str], Plain] = {}
    values: dict[tuple[str, str, str], list[Mapping[str, str]]] = {}
    for row in rows:
        kind, id = row["kind"], row["id"]
        made.setdefault((kind, id), {"id": id, "title": row.get("title", ""), "fields": {}})
        if row.get("field") == OBSERVED:
            if kind == "metric":
                _series(made[kind, id].setdefault("series", {"total": [], "parts": []}), row)
        elif row.get("field"):
            values.setdefault((kind, id, row["field"]), []).append(row)
    top: dict[str, list[Plain]] = {}
    for (kind, id), entity in made.items():
        over = _over(made, kind, id)
        (top.setdefault(kind, []) if over is None else over.setdefault(_WITHIN[kind][1], [])).append(entity)
    for (kind, id, field), some in values.items():
        of = made[kind, id]
        for row in sorted(some, key=place):
            if field in BESIDE:
                of[BESIDE[field]] = row.get("text", "")
            else:
                of["fields"][field] = _joined(of["fields"].get(field), row)
    return top


def _series(series: Plain, row: Mapping[str, str]) -> None:
    """Add the values in a row to the series of a metric: those over all, or those of a part."""
    told = _value(row)
    values = told.pop("readings", None) if isinstance(told, dict) else None
    for one in values if isinstance(values, list) else ():
        if isinstance(one, list) and len(one) == len(_READING):
            made = dict(zip(_READING, one, strict=True)) | told
            series["parts" if told else "total"].append(made)


def _over(made: Mapping[tuple[str, str], Plain], kind: str, id: str) -> Plain | None:
    """Return the entity that another one is a part of."""
    return made.get((_WITHIN[kind][0], id.rpartition("/")[0])) if kind in _WITHIN else None


def _joined(before: Any, row: Mapping[str, str]) -> Any:
    """Return a field with the value of one more row."""
    value = _value(row)
    if row["field"] == "emotion" and row["kind"] != "metric" and isinstance(value, dict):
        persona = value.pop("persona", "")
        felt = before if isinstance(before, dict) else {}
        return {**felt, persona: [*felt.get(persona, ()), value]}
    if row.get("number"):
        return [*(before if isinstance(before, list) else ()), value]
    return value


def _value(row: Mapping[str, str]) -> Any:
    told = {name: row[name] for name in ("text", "persona", "score", "severity") if row.get(name)}
    if "score" in told:
        told["score"] = _number(told["score"])
    rest = row.get("details", "")
    if not rest and told.keys() <= {"text"} and row["field"] != "emotion":
        return told.get("text", "")
    try:
        more = json.loads(rest) if rest else {}
    except ValueError:
        more = {}
    return {**told, **(more if isinstance(more, dict) else {})}


def _number(text: str) -> Any:
    try:
        # a spreadsheet of another country writes back a comma
        return float(text.replace(",", "."))
    except ValueError:
        return text
