"""Open a log in XES (IEEE 1849), the format of process mining, as a table: a row an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from jmsite.data.blank_cells import filled
from jmsite.data.duckdb_limits import confine, connection_settings
from jmsite.data.table import Column, Table, quoted
from jmsite.data.unreadable import UnreadableError
from jmsite.formats.xml_tree import XmlError, XmlNode, xml_parts
from jmsite.model.sources import Blob

if TYPE_CHECKING:
    import duckdb

ENDING = ".xes"
BLOCK = 1 << 16
"""Bytes that are read at once."""
ROWS = 20_000
"""Rows that are handed to the engine at once."""
CASE, EVENT, TIME = "case:concept:name", "concept:name", "time:timestamp"
"""The attributes in which every log has its cases, activities and times; those of a case begin with ``case:``."""
LIFECYCLE = "lifecycle:transition"
"""The attribute that says which state an activity came to: ``start``, ``complete`` and others, an event each."""
COUNTED = ("start", "complete")
"""The states of which the first that an activity has in a case stands for it: with the others, it would be there twice,
and two activities at a time would be a way back.
"""
DEFAULTS = {"case": CASE, "event": EVENT, "time": TIME}


def is_xes(blob: Blob) -> bool:
    """Return whether a file is a log in XES."""
    return blob.path.lower().endswith(ENDING)


@contextmanager
def opened_xes(blob: Blob, wanted: Iterable[str]) -> Iterator[Table]:
    """Yield a log as a table with the columns that are wanted. Raises ``UnreadableError``.

    ``case``, ``event`` and ``time`` are what the standard calls ``concept:name`` of the trace and of the event, and
    ``time:timestamp``; other columns are attributes of the event, or else of its trace. Each activity is one event,
    whatever states it came to, unless these are wanted.
    """
    import duckdb

    names = tuple(dict.fromkeys(wanted))
    try:
        with duckdb.connect(":memory:", config=connection_settings()) as connection:
            file = Path(blob.file).resolve(strict=True)
            confine(connection, str(file))
            rows = _events(file) if LIFECYCLE in names else _once(_events(file))
            found, states = _filled(connection, names, rows)
            seen = tuple(name for name in names if DEFAULTS.get(name, name) in found)
            columns = tuple(Column(name=name, sql=quoted(name), type="VARCHAR") for name in seen)
            cleaned = ", ".join(f"{filled(one.sql)} AS {one.sql}" for one in columns)
            connection.execute(f"CREATE TEMP VIEW found AS SELECT {cleaned or '1'} FROM every")  # noqa: S608
            others = tuple(
                Column(name=name, sql="NULL", type="VARCHAR")
                for name in found
                if name not in DEFAULTS.values()
            )
            yield Table(connection=connection, columns=(*columns, *_beside(others, seen)), states=states)
    except OSError as error:
        raise UnreadableError(f"'{blob.path}' cannot be read: {error.strerror or error}") from None
    except XmlError as error:
        raise UnreadableError(f"'{blob.path}' cannot be read: {error}") from None


def _beside(others: Iterable[Column], seen: Iterable[str]) -> Iterator[Column]:
    """Yield the attributes that nobody asked for: names to suggest where one is missing."""
    taken = set(seen)
    yield from (one for one in others if one.name not in taken)


def _filled(
    connection: duckdb.DuckDBPyConnection, names: tuple[str, ...], rows: Iterable[dict[str, str] | None]
) -> tuple[tuple[str, ...], int]:
    """Make the table ``every`` with the attributes that are wanted; return the names of all that there are, and how
    many rows are None.
    """
    columns = ", ".join(f"{quoted(name)} VARCHAR" for name in names)
    connection.execute(f"CREATE TEMP TABLE every ({columns})")
    unnested, found, left = ", ".join("unnest(?::VARCHAR[])" for _ in names), dict[str, None](), 0
    each = iter(rows)
    while block := list(islice(each, ROWS)):
        some = [row for row in block if row is not None]
        left += len(block) - len(some)
        found.update((key, None) for row in some for key in row)
        values = [[row.get(DEFAULTS.get(name, name)) for row in some] for name in names]
        connection.execute(f"INSERT INTO every SELECT {unnested}", values)
    return tuple(found), left


def _events(file: Path) -> Iterator[dict[str, str]]:
    """Yield the attributes of each event, with those of its trace; these are called ``case:`` and their key, too."""
    with file.open("rb") as opened_file:
        for trace in xml_parts(iter(lambda: opened_file.read(BLOCK), b""), "trace"):
            of_case = _attributes(trace)
            whole = {key: value for key, value in of_case.items() if key != EVENT}
            whole |= {f"case:{key}": value for key, value in of_case.items()}
            yield from ({**whole, **_attributes(event)} for event in trace.children if event.tag == "event")


def _once(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str] | None]:
    """Yield events, and None for each that is another state of an activity that is there already."""
    for _, events in groupby(rows, key=lambda row: row.get(CASE)):
        case = list(events)
        states = {(row.get(EVENT), row.get(LIFECYCLE, "").lower()) for row in case}
        for row in case:
            activity, state = row.get(EVENT), row.get(LIFECYCLE, "").lower()
            counted = next((one for one in COUNTED if (activity, one) in states), state)
            yield row if state == counted else None


def _attributes(node: XmlNode) -> dict[str, str]:
    """Return the attributes of a trace or an event by key; what is nested in one of them is not looked at."""
    found = (child.attributes for child in node.children if "key" in child.attributes)
    return {one["key"]: one["value"] for one in found if "value" in one}
