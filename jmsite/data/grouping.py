"""Put a table of answers, given values, ratios or events into groups, by SQL."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.data.dimensions import groupings
from jmsite.data.estimates import figure, series_of
from jmsite.data.precomputed import Case, given
from jmsite.data.question import Question
from jmsite.data.statistics import STATISTICS
from jmsite.data.table import Table
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.readings import Measured, Series
from jmsite.model.value import Value, field, replace


class Terms(Value):
    """SQL for what a question needs from each row: its day, its number or numbers, what it is of."""

    day: str
    places: dict[str, str]
    value: str = "NULL"
    n: str = "NULL"
    upper: str = "NULL"
    lower: str = "NULL"
    columns: tuple[str, ...] = ()
    """The columns that ``ids`` are looked up from."""
    ids: dict[str, str] = field(default_factory=dict)
    """SQL for the ids that ``places`` are told from, by the names that they have there."""
    whole_row: bool = False
    """Each row counts, there is no value to look at."""


def answers(table: Table, question: Question, terms: Terms) -> Series:
    """Return the series of single answers: each combination of places is one group."""
    statistic = STATISTICS[question.row.statistic]
    classes = question.row.classes_on(question.answers)
    by_class = "".join(f", sum(CASE WHEN {one} THEN k ELSE 0 END)" for one in classes)
    counted = _grouped(terms, _range(question), statistic.counts(question) + by_class, statistic.alike)
    if statistic.ordered:
        counted = f"SELECT day, {', '.join(DIMENSIONS)}, {statistic.ordered} FROM ({counted})"  # noqa: S608
    rows = table.rows(counted)
    width = 1 + len(DIMENSIONS)
    end = -len(classes) or None
    return series_of(
        question.metric,
        [
            _by_class(
                figure(row[0], row[1:width], *statistic.estimate(question, row[width:end])),
                row[end:] if end else (),
            )
            for row in rows
            if row[width]
        ],
    )


def _by_class(measured: Measured, counts: Sequence[int]) -> Measured:
    """Return a value with how many answers fell into each class, where all of them fell into one."""
    whole = tuple(map(int, counts))
    return replace(measured, counts=whole) if whole and sum(whole) == measured.n else measured


def people(table: Table, question: Question, terms: Terms) -> Series:
    """Return the series of a funnel from events: how many different people (or sessions) are in each group."""
    counted = "count(*)" if terms.whole_row else "count(DISTINCT v)"
    rows = table.rows(_grouped(terms, "true" if terms.whole_row else "v IS NOT NULL", counted))
    measured = [figure(row[0], row[1:-1], float(row[-1]), row[-1], None) for row in rows]
    return series_of(question.metric, measured)


def worked_out(table: Table, question: Question, terms: Terms) -> Series:
    """Return the series of given values or parts; rows of the same day and places are put together first."""
    places = ", ".join(f"nullif({terms.places.get(name, 'NULL')}, '') AS {name}" for name in DIMENSIONS)
    inner = (
        f"SELECT {terms.day} AS day, {places}, {terms.value} AS v, {terms.n} AS n,"  # noqa: S608
        f" {terms.upper} AS a, {terms.lower} AS b FROM {_identified(terms, 'found')}"
    )
    weighted = "CASE WHEN count(n) = count(*) AND sum(n) > 0 THEN sum(v * n) / sum(n) ELSE avg(v) END"
    if question.row.source == "people":
        values, filled = "sum(n), CAST(sum(n) AS BIGINT), NULL, NULL", "n IS NOT NULL"
    elif terms.upper != "NULL":
        values, filled = "NULL, NULL, sum(a), sum(b)", "a IS NOT NULL AND b IS NOT NULL"
    else:
        values = f"{weighted}, CASE WHEN count(n) = count(*) THEN CAST(sum(n) AS BIGINT) END, NULL, NULL"
        filled = "v IS NOT NULL"
    names = ", ".join(DIMENSIONS)
    rows = table.rows(
        f"SELECT day, {names}, {values} FROM ({inner})"  # noqa: S608
        f" WHERE day IS NOT NULL AND {filled} GROUP BY day, {names}"
    )
    width = 1 + len(DIMENSIONS)
    cases = (
        Case(day=row[0], places=tuple(row[1:width]), value=value, n=n, upper=upper, lower=lower)
        for row in rows
        for value, n, upper, lower in [row[width:]]
    )
    return given(question, cases)


def _range(question: Question) -> str:
    bounds = question.answers
    return "v IS NOT NULL" if bounds is None else f"v BETWEEN {bounds[0]!r} AND {bounds[1]!r}"


def _grouped(terms: Terms, filled: str, statistics: str, alike: bool = False) -> str:
    """Return a query for a row per day and group: day, places (NULL where not told apart), statistics."""
    inner = _alike(terms, filled) if alike else _each(terms, filled)
    sets = ", ".join("(" + ", ".join(("day", *grouping)) + ")" for grouping in groupings(terms.places))
    columns = ", ".join(name if name in terms.places else f"NULL AS {name}" for name in DIMENSIONS)
    # NULL is of groups that do not tell a place apart, '' of rows that do not say theirs
    told = "".join(f" AND coalesce({name}, '?') <> ''" for name in terms.places)
    return (
        f"SELECT day, {columns}, {statistics} FROM ({inner})"  # noqa: S608
        f" GROUP BY GROUPING SETS ({sets}) HAVING true{told}"
    )


def _each(terms: Terms, filled: str) -> str:
    """Return a query for a row per answer."""
    answered = (
        f"SELECT {terms.day} AS day, {terms.value} AS v{_told(terms)} FROM {_identified(terms, 'found')}"  # noqa: S608
    )
    return f"SELECT * FROM ({answered}) WHERE day IS NOT NULL AND {filled}"  # noqa: S608


def _alike(terms: Terms, filled: str) -> str:
    """Return a query for a row per different answer: few, however many gave it, so that ids are cheap to make."""
    columns = "".join(f", {column}" for column in dict.fromkeys(terms.columns))
    counted = (
        f"SELECT {terms.day} AS jmsite_day, {terms.value} AS jmsite_v{columns}, count(*) AS jmsite_k"  # noqa: S608
        " FROM found GROUP BY ALL"
    )
    rows = _identified(terms, f"({counted})")
    answered = f"SELECT jmsite_day AS day, jmsite_v AS v, jmsite_k AS k{_told(terms)} FROM {rows}"  # noqa: S608
    return f"SELECT * FROM ({answered}) WHERE day IS NOT NULL AND {filled}"  # noqa: S608


def _identified(terms: Terms, rows: str) -> str:
    """Return rows with the ids that places are told from beside their columns.

    Each is looked up once there. Looked up in every place that is told from it, the queries of the sample took 1.04 s
    of the processor in place of 0.66.
    """
    return f"(SELECT *{''.join(f', {sql} AS {name}' for name, sql in terms.ids.items())} FROM {rows})"  # noqa: S608


def _told(terms: Terms) -> str:
    return "".join(f", {sql} AS {name}" for name, sql in terms.places.items())
