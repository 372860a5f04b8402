"""Say what is doubtful about readings: what can be read in two ways, and figures that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.data.columns import NumberColumn
from jmsite.data.question import Question, readings_layout
from jmsite.data.sources.readable_files import WORKBOOKS
from jmsite.formats import numbers
from jmsite.formats.numbers import AmbiguousNumbersError
from jmsite.model.entities.readings import Readings
from jmsite.model.findings import Finding, RuleMessage
from jmsite.model.readings import Measured, Series


def ambiguous_days(column: str, example: str, field: str = "readings") -> RuleMessage:
    """Return what is said of a column with days that can be read in two ways; ``field`` is where to say which."""
    message = f"the dates in column '{column}' could be day/month or month/day"
    hint = f"add 'dates: dmy' or 'dates: mdy' under '{field}'; the file has '{example}'"
    return "data/ambiguous-days", message, hint


def ambiguous_numbers(error: AmbiguousNumbersError, where: str = "under 'readings'") -> RuleMessage:
    """Return what is said of a file with numbers that can be read in two ways: which two, and ``where`` to say one."""
    message = f"the numbers in column '{error.column}' could have a decimal point or a decimal comma"
    point, comma = (numbers.read(error.example, sign) for sign in numbers.DECIMALS)
    if not error.example or point is None or comma is None:
        return (
            "data/ambiguous-numbers",
            message,
            f"""write all of them the same way, or add 'decimal: "."' {where}""",
        )
    hint = (
        f"""add 'decimal: "."' {where} if '{error.example}' means {point.value:.15g}, """
        f"""or 'decimal: ","' if it means {comma.value:.15g}"""
    )
    return "data/ambiguous-numbers", message, hint


def mixed_numbers(column: str, numbers: NumberColumn | None, percent_is_open: bool) -> Iterator[RuleMessage]:
    """Yield that the numbers of a column are in two currencies, or some in percent and others not.

    ``percent_is_open``: nobody says what a percent sign comes to.
    """
    if numbers and len(numbers.monies) > 1:
        yield "data/two-currencies", f"column '{column}' has amounts in {' and '.join(numbers.monies)}", ""
    if numbers and numbers.mixed and percent_is_open:
        signed, bare = numbers.mixed
        message = f"column '{column}' has numbers with a percent sign and without: '{signed}' and '{bare}'"
        hint = f"add 'percent: share' under 'readings' if '{bare}' is a part of 1, 'percent: points' if one of 100"
        yield "data/some-percent", message, hint


def implausible_figures(question: Question, series: Series) -> Iterator[Finding]:
    """Yield a fault where figures are outside what their kind can be: over a hundred percent, below none."""
    bounds = question.figures
    if bounds is None:
        return
    odd = [
        one for one in (*series.total, *series.parts) if one.value is not None and not _within(one, bounds)
    ]
    if odd:
        others = f", and {len(odd) - 1} more" if len(odd) > 1 else ""
        message = f"{_written(odd[0], question)} on {odd[0].day} is not between {bounds[0]:g} and {bounds[1]:g}{others}"
        yield question.finding("data/implausible", message)


def perhaps_shares(question: Question, series: Series) -> Iterator[Finding]:
    """Yield that values in percent may be parts of one: a cell of a workbook that shows 30 % holds 0.3."""
    readings = question.readings
    if question.whole != 100 or not isinstance(readings, Readings) or not _in_workbook(question):
        return
    as_it_is = question.row.statistic in ("mean", "quantile") and question.row.source == "answers"
    if not as_it_is and readings_layout(question, readings) != "given":
        return
    values = [one.value for one in series.total if one.value]
    if values and all(0 < value <= 1 for value in values):
        message = f"no value of '{question.path}' is more than 1 %; cells that show '30 %' hold 0.3"
        yield question.finding(
            "data/perhaps-shares", message, "if they are parts of 1, multiply them by 100 in the file"
        )


def _in_workbook(question: Question) -> bool:
    return question.path.lower().endswith(WORKBOOKS)


def without_cases(question: Question, series: Series) -> Iterator[Finding]:
    """Yield that values have nothing behind them: nobody was asked, or there is nothing to divide by."""
    readings = question.readings
    if (
        question.row.source == "visits"
        and series.rows
        and not series.total
        and isinstance(readings, Readings)
    ):
        late = f"no {readings.every} has one {readings.after} later, so nobody can have been seen again yet"
        yield question.finding("data/no-cases", late)
    empty = [one for one in series.total if one.n == 0 and one.value is None]
    if empty:
        many, day = len(empty), empty[0].day
        one = f"the value for {day} rests on no cases"
        some = f"{many} values rest on no cases, the first of them for {day}"
        yield question.finding("data/no-cases", one if many == 1 else some)


def _within(one: Measured, bounds: tuple[float, float]) -> bool:
    return one.value is not None and bounds[0] <= one.value <= bounds[1]


def _written(one: Measured, question: Question) -> str:
    unit = "" if question.row.statistic == "net" else " %"
    return f"{question.kind} of {one.value:,.10g}{unit}"
