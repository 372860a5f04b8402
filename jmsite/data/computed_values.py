"""Make the value of a row of the cells it is in: of an option among several, of several columns, of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from jmsite.data import columns as read
from jmsite.data.chosen_options import chosen_options
from jmsite.data.conditions import compared, folded, literal
from jmsite.data.table import Column
from jmsite.data.working_rows import WorkingRows
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.suggestions import probably_meant
from jmsite.model.value import Value

VALUE = "jmsite_answer"
"""The column of the answer, where it is made of one column or several."""
ASKED = "jmsite_asked"
"""The column with the name of the column that an answer is of, where several answer one question."""


class ComputedValue(Value):
    """The column that was made for the value, None where it is as the file has it, and the dimension that the names of
    columns tell; "" for none.
    """

    value: Column | None = None
    dimension: str = ""


def compute_value(rows: WorkingRows) -> ComputedValue:
    """Make the column of values, as the readings say: of one of several options, of several columns, of words."""
    readings = rows.readings
    if readings.columns:
        dimension = _of_columns(rows)
    elif readings.choice or readings.labels:
        dimension = _of_value(rows)
    else:
        return ComputedValue()
    if dimension is None:
        return ComputedValue()
    if readings.labels:
        _label(rows)
    return ComputedValue(
        value=Column(name=readings.value or "", sql=VALUE, type="VARCHAR"), dimension=dimension
    )


def _of_columns(rows: WorkingRows) -> str | None:
    """Make a row of each answer in several columns; or of a choice whether it is among what they hold.

    Return the dimension that their names tell, and None where a column is missing.
    """
    readings = rows.readings
    found = [rows.column(("columns", at), name) for at, name in enumerate(readings.columns)]
    columns = [one for one in found if one]
    if len(columns) < len(found):
        return None
    if readings.choice:
        _choice_of(rows, columns, readings.choice)
        return ""
    texts = ", ".join(read.text(one) for one in columns)
    names = ", ".join(map(literal, readings.columns))
    rows.next(f"SELECT *, unnest([{texts}]) AS {VALUE}, unnest([{names}]) AS {ASKED} FROM found")  # noqa: S608
    return next((one for one in DIMENSIONS if one in readings.map and not getattr(readings, one)), "")


def _choice_of(rows: WorkingRows, columns: Sequence[Column], choice: str) -> None:
    """Make 1 of a choice that a column of its own holds, or else one of the cells; 0 where there are others.

    Where it has a column, the same word in another is what somebody wrote beside the options.
    """
    named = rows.table.named(choice)
    own = [one for one in columns if one in named]
    yes = " OR ".join(_is_chosen(read.text(one), choice, bool(own)) for one in own or columns)
    answered = " OR ".join(f"{read.text(one)} IS NOT NULL" for one in columns)
    rows.next(f"SELECT *, CASE WHEN {yes} THEN '1' WHEN {answered} THEN '0' END AS {VALUE} FROM found")  # noqa: S608
    _tell_unchosen(rows, choice, [])


def _is_chosen(words: str, choice: str, own: bool) -> str:
    """Return SQL for whether a cell holds a choice; in a column of its ``own`` anything does but a no."""
    held = f"coalesce({compared(words)} = {literal(folded(choice))}, false)"
    said = f"coalesce(lower({words}) NOT IN ('0', 'no', 'false', 'nein', 'non', 'unchecked'), false)"
    return f"({held} OR {said})" if own else held


def _tell_unchosen(rows: WorkingRows, choice: str, words: Iterable[str]) -> None:
    """Tell where nobody has chosen what is asked for."""
    if not rows.count(f"{VALUE} = '1'"):
        message = f"no answer in '{rows.question.path}' is '{choice}'"
        rows.tell("data/no-such-answer", ("choice",), message, probably_meant(choice, words))


def _of_value(rows: WorkingRows) -> str | None:
    """Make the value of the one column that it is in; None where that is missing."""
    readings = rows.readings
    found = rows.table.named(readings.value or "")
    if len(found) != 1:  # who asks for the column tells so
        return None
    words = read.text(found[0])
    if readings.choice is None:
        rows.next(f"SELECT *, {words} AS {VALUE} FROM found")  # noqa: S608
        return ""
    options = (*readings.options, readings.choice)
    parts = {one: _parts(one, readings.split, options) for one in rows.distinct(words)}
    values = {one: str(int(folded(readings.choice) in found)) for one, found in parts.items()}
    made = read.looked_up(rows.table, words, values, "VARCHAR")
    rows.next(f"SELECT *, {made} AS {VALUE} FROM found")  # noqa: S608
    _tell_unchosen(rows, readings.choice, sorted({each for some in parts.values() for each in some}))
    return ""


def _parts(cell: str, separator: str | None, options: Iterable[str]) -> tuple[str, ...]:
    return chosen_options(cell, separator, options) if separator else (folded(cell),)


def _label(rows: WorkingRows) -> None:
    """Put numbers in place of answers in words, and nothing in place of those that are no answer."""
    labels = {folded(words): number for words, number in rows.readings.labels.items()}
    cells = rows.distinct(VALUE)
    there = {folded(one) for one in cells}
    others = [one for one in cells if folded(one) not in labels]
    for words, number in rows.readings.labels.items():
        # where there is no answer at all, what left none is told already
        if there and number is not None and folded(words) not in there:
            message = f"no answer in '{rows.question.path}' is '{words}'"
            rows.tell(
                "data/unused-label", ("labels", words), message, probably_meant(words, others), named=True
            )
    values = {one: _written(labels[folded(one)]) for one in cells if folded(one) in labels}
    if values:
        known = read.looked_up(rows.table, VALUE, {one: one for one in values}, "VARCHAR")
        written = read.looked_up(rows.table, VALUE, values, "VARCHAR")
        sql = f"CASE WHEN {known} IS NULL THEN {VALUE} ELSE {written} END"
        rows.next(f"SELECT * REPLACE ({sql} AS {VALUE}) FROM found")  # noqa: S608


def _written(number: float | None) -> str | None:
    """Return a number as a cell that is read the same whatever stands before fractions."""
    if number is None:
        return None
    if float(number).is_integer():
        return str(int(number))
    sign, digits, exponent = Decimal(repr(number)).as_tuple()
    return f"{'-' * sign}{''.join(map(str, digits))}e{exponent}"
