"""Rows that a query answered, as CSV that is the same everywhere: bounded, typed, and in an order that stays."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from jmsite.model.sources import Blob

MOST_ROWS = 500_000
"""Rows that an answer may have: far more than readings by day and step come to, and 1 GB while it is packed."""
MOST_BYTES = 64 * 1024 * 1024
"""Bytes that they may come to."""
DIGITS = 13
"""Digits of numbers with a fraction: in which order threads add up changes those behind them."""


class LargeAnswerError(Exception):
    """An answer is more than readings can need; the message says how much."""


def pack_answer(path: str, names: Sequence[str], rows: Sequence[Sequence[Any]], ordered: bool) -> Blob:
    """Return rows as a table; ``path`` is what it is called where something is wrong with it.

    Unless the query has ordered them, rows are put in order, since engines give them as they come. Raises
    ``LargeAnswerError``.
    """
    if len(rows) > MOST_ROWS:
        raise LargeAnswerError(f"the answer has more than {MOST_ROWS:,} rows")
    columns = [[_plain(cell) for cell in column] for column in zip(*rows, strict=True)] or [[] for _ in names]
    types = [_type(column) for column in columns]
    written = [_written(column, type) for column, type in zip(columns, types, strict=True)]
    lines = [",".join(cells) for cells in zip(*written, strict=True)]
    names = distinct(names)
    head = ",".join(map(_quoted, names))
    data = ("\n".join([head, *(lines if ordered else sorted(lines))]) + "\n").encode()
    if len(data) > MOST_BYTES:
        raise LargeAnswerError(f"the answer is larger than {MOST_BYTES // 1048576} MB")
    return unpack_answer(path, tuple(zip(names, types, strict=True)), data)


def unpack_answer(path: str, columns: tuple[tuple[str, str], ...], data: bytes) -> Blob:
    """Return an answer as it was packed."""
    known = hashlib.blake2b(json.dumps(columns).encode() + b"\0" + data, digest_size=16).hexdigest()
    return Blob(path=path, digest=known, size=len(data), file="", data=data, columns=columns)


def _plain(cell: Any) -> Any:
    """Return a value as one of the few kinds that an answer has."""
    if cell is None or isinstance(cell, (bool, int, str)):
        return cell
    if isinstance(cell, float):
        return float(f"{cell:.{DIGITS}g}") if math.isfinite(cell) else None
    if isinstance(cell, Decimal):
        return (
            _plain(int(cell) if cell == cell.to_integral_value() else float(cell))
            if cell.is_finite()
            else None
        )
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).replace(tzinfo=None) if cell.tzinfo else cell
    if isinstance(cell, timedelta):
        return cell.total_seconds()
    if isinstance(cell, (bytes, bytearray, memoryview)):
        return bytes(cell).hex()
    if isinstance(cell, (list, tuple, dict)):
        return json.dumps(cell, ensure_ascii=False, default=str)
    if isinstance(cell, (date, time)):
        return cell if isinstance(cell, date) else cell.isoformat()
    return cell.item() if hasattr(cell, "item") else str(cell)


def _type(column: Iterable[Any]) -> str:
    """Return the type of a column: of numbers the widest, of days with and without a time the one with, else text."""
    kinds = {_kind(cell) for cell in column if cell is not None}
    if kinds and kinds <= {"BIGINT", "DOUBLE"}:
        return "DOUBLE" if "DOUBLE" in kinds else "BIGINT"
    if kinds and kinds <= {"DATE", "TIMESTAMP"}:
        return "TIMESTAMP" if "TIMESTAMP" in kinds else "DATE"
    return kinds.pop() if len(kinds) == 1 else "VARCHAR"


def _kind(cell: Any) -> str:
    # before numbers and days: a bool is an int in Python, and a moment a day
    if isinstance(cell, bool):
        return "BOOLEAN"
    if isinstance(cell, int):
        # sums in DuckDB are wider than that, which no column of a file is
        return "BIGINT" if -(2**63) <= cell < 2**63 else "DOUBLE"
    if isinstance(cell, float):
        return "DOUBLE"
    return "TIMESTAMP" if isinstance(cell, datetime) else "DATE" if isinstance(cell, date) else "VARCHAR"


def _written(column: Iterable[Any], type: str) -> list[str]:
    """Return the cells of a column as they are written: nothing for what is missing, words in quotation marks."""
    return ["" if cell is None else _cell(cell, type) for cell in column]


def _cell(cell: Any, type: str) -> str:
    if isinstance(cell, bool):
        words = str(cell).lower()
    elif isinstance(cell, datetime):
        words = cell.isoformat(sep=" ")
    elif isinstance(cell, date):
        words = f"{cell.isoformat()} 00:00:00" if type == "TIMESTAMP" else cell.isoformat()
    else:
        words = repr(cell) if isinstance(cell, (int, float)) else str(cell)
    return _quoted(words) if type == "VARCHAR" else words


def _quoted(words: str) -> str:
    # a line of the file is a row, so that two states of it can be compared line by line
    plain = " ".join(words.split()) if any(sign in words for sign in "\r\n\t\0") else words
    return '"' + plain.replace('"', '""') + '"'


def distinct(names: Sequence[str]) -> list[str]:
    """Return names of which no two are the same to SQL: the second `score` is called `score (2)`."""
    found: list[str] = []
    taken: set[str] = set()
    for at, name in enumerate(names, 1):
        own, count = name.strip() or f"column {at}", 1
        while (called := own if count == 1 else f"{own} ({count})").casefold() in taken:
            count += 1
        taken.add(called.casefold())
        found.append(called)
    return found
