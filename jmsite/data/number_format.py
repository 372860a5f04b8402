"""Find out how a file writes its numbers: all of its values decide, and not each for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jmsite.data import columns as read
from jmsite.data.question import Question, ReadingsLayout
from jmsite.data.table import Column, Table
from jmsite.formats import numbers
from jmsite.formats.numbers import Allowed, AmbiguousNumbersError, Decimal, Evidence
from jmsite.model.entities.readings import Readings

FEW = 2_000
"""Different values of a column that nobody asked for, from which it is told how it is written."""


def decimal_of(table: Table, columns: Mapping[str, tuple[Column, Allowed]], labelled: bool) -> Decimal:
    """Return the sign before fractions in a file, by the columns that are asked for or else by its others.

    Each column comes with what can stand in it. Raises ``AmbiguousNumbersError``.
    """
    found = Evidence()
    column = ""
    for one, allowed in columns.values():
        each = read.evidence(table, one, allowed, labelled)
        column = column or (one.name if each.decimal is None else "")
        found = found.and_(each)
    if found.decimal is not None:
        return found.decimal
    others = [one for one in table.columns if one not in [each for each, _ in columns.values()]]
    beside = Evidence()
    for evidence in _evident(table, others):
        beside = beside.and_(evidence)
    # others count only where they agree, and where nothing that was asked speaks for itself
    if sum(found.firm) == 0 and bool(beside.firm[0]) != bool(beside.firm[1]):
        return "." if beside.firm[0] else ","
    raise AmbiguousNumbersError(column or next(iter(columns.values()))[0].name, found.open)


def _evident(table: Table, others: Iterable[Column]) -> Iterable[Evidence]:
    """Return what columns of numbers say that were not asked for."""
    for column in others:
        if column.type == "VARCHAR":
            query = (
                # in order, since which of them come first is else another in each run
                f"SELECT DISTINCT trim({column.sql}) FROM every WHERE {column.sql} IS NOT NULL ORDER BY 1 LIMIT {FEW}"  # noqa: S608
            )
            values = [row[0] for row in table.rows(query) if row[0]]
            if all(numbers.read(one, ".") or numbers.read(one, ",") for one in values):
                yield numbers.number_evidence(values)


def declared(readings: Readings) -> Decimal | None:
    """Return what readings say stands before fractions: the other one of point and comma than between thousands."""
    other: dict[str | None, Decimal] = {".": ",", ",": "."}
    return readings.decimal or other.get(readings.thousands)


def allowed(question: Question, way: ReadingsLayout, name: str) -> Allowed:
    """Return what can stand in a column: counts are whole, answers within their scale, shares within a hundred."""
    if name == "n" or name.startswith("counts."):
        return lambda value: value.is_integer()
    bounds = {"answers": question.answers, "given": question.figures}.get(way)
    if name != "value" or bounds is None:
        return lambda _: True
    low, high = bounds
    return lambda value: low <= value <= high
