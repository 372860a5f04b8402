"""The shape of a file as somebody has described it: where its header is, which rows to leave out, how it is encoded."""

from __future__ import annotations

from jmsite.model.entities.readings import Readings
from jmsite.model.value import Value

Span = tuple[int, int | None]


class RowShape(Value):
    """The rows of a file as its reader names them, counted from 1; empty where nothing is said.

    ``header`` are the rows of the header, ``names`` what the columns are called in place of it, ``skip`` the first and
    last rows of those to leave out, ``encoding`` a name that Python knows. ``whole`` asks for every column.
    """

    header: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    skip: tuple[Span, ...] = ()
    encoding: str = ""
    whole: bool = False

    @property
    def says_header(self) -> bool:
        """Return whether the header need not be looked for."""
        return bool(self.header or self.names)


def shape_of(readings: Readings) -> RowShape:
    """Return the shape that readings declare of their file."""
    return RowShape(
        header=tuple(sorted(set(readings.header))),
        names=readings.names,
        skip=tuple(_span(one) for one in readings.skip_rows),
        encoding=readings.encoding or "",
        whole=readings.once is not None and not readings.once.by,
    )


def _span(words: str) -> Span:
    first, dash, last = words.partition("-")
    return int(first), int(last) if last else None if dash else int(first)


def is_skipped(row: int, skip: tuple[Span, ...]) -> bool:
    """Return whether a row, counted from 1, is one of those to leave out."""
    return any(first <= row and (last is None or row <= last) for first, last in skip)
