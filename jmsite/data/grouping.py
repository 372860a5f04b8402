"""Put a table of answers, given values, ratios or events into groups, by SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from jmsite.data.dimensions import groupings
from jmsite.data.estimates import rounded_estimate, series_of
from jmsite.data.metric_statistics import STATISTICS, Estimate, Sums
from jmsite.data.periods import later
from jmsite.data.precomputed import Case, series_of_given
from jmsite.data.quantiles import estimate, rank_rows
from jmsite.data.question import Question
from jmsite.data.table import Table
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.entities.readings import Readings
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
    weight: str = ""
    """SQL for the weight of a row, "" where each weighs the same."""
    counts: tuple[tuple[float, str], ...] = ()
    """Answers with SQL for how many gave each, where a row holds these in place of an answer."""

    kept: str = "true"
    """SQL for whether a row counts."""

    @property
    def plain(self) -> bool:
        """Return whether each row is one answer, and all weigh the same."""
        return not self.weight and not self.counts


_WEIGHTS = re.compile(r"\bww?\b")
"""The weights in SQL for a sum, ``w`` and ``ww``: both are ``k`` where all answers weigh the same."""
Key = tuple[Any, ...]
"""The first day of a period, and what a group is of in each dimension."""
Tally = dict[Key, tuple[Sums, tuple[int, ...]]]
"""By group what is added up of its answers, and how many of them fell into each class."""


def answer_series(table: Table, question: Question, terms: Terms) -> Series:
    """Return the series of single answers: each combination of places is one group."""
    if question.row.statistic == "quantile" and terms.plain:
        return _ranked(table, question, terms)
    return series_of_sums(question, tally(table, question, terms))


def tally(table: Table, question: Question, terms: Terms) -> Tally:
    """Return what is added up of single answers, by group."""
    statistic, classes = STATISTICS[question.row.statistic], question.row.classes_on(question.answers)
    by_class = (f"sum(CASE WHEN {one} THEN k ELSE 0 END)" for one in classes)
    sums = ("sum(k)", "sum(w)", "sum(ww)", *statistic.sums(question))
    inner = (_alike if statistic.alike else _each)(terms, _range(question))
    wanted = (*sums, *by_class)
    # where all weigh the same, much is the same sum, which is asked for once: each makes the query longer to plan
    same = [_WEIGHTS.sub("k", one) if terms.plain else one for one in wanted]
    asked = list(dict.fromkeys(same))
    places = [asked.index(one) for one in same]
    rows = table.rows(_grouped(terms, inner, ", ".join(asked)))
    first = 1 + len(question.dimensions)
    whole = ((*row[:first], *(row[first + at] for at in places)) for row in rows)
    return _by_group(question, whole, len(sums))


def extent(table: Table, terms: Terms, bounds: tuple[float, float]) -> tuple[int, int, float]:
    """Return how many single answers there are, how many of them outside of some bounds, and the largest."""
    outside = f"coalesce(sum(k) FILTER (v NOT BETWEEN {bounds[0]!r} AND {bounds[1]!r}), 0)"
    ((n, off, most),) = table.rows(
        f"SELECT coalesce(sum(k), 0), {outside}, max(v) FROM ({_each(terms, 'v IS NOT NULL')})"  # noqa: S608
    )
    return int(n), int(off), float(most or 0)


def returning_series(table: Table, question: Question, terms: Terms, columns: Readings) -> Series:
    """Return the series of who is seen again: of the people of each period and group, those seen in a later one."""
    seen = _each(replace(terms, whole_row=False), "v IS NOT NULL")
    then = later("seen.day", columns.every, columns.after)
    inner = (
        f"WITH seen AS ({seen}), met AS (SELECT DISTINCT v AS who, day AS met FROM seen)"  # noqa: S608
        " SELECT seen.* EXCLUDE (v), seen.v AS who, CASE WHEN met.who IS NULL THEN 0 ELSE 1 END AS v"
        f" FROM seen LEFT JOIN met ON met.who = seen.v AND met.met = {then}"
        f" WHERE {then} <= (SELECT max(day) FROM seen)"
    )
    people = ", ".join(["count(DISTINCT who)"] * 3)
    again = STATISTICS[question.row.statistic].sums(question)
    rows = table.rows(_grouped(terms, inner, ", ".join((people, *again))))
    return series_of_sums(question, _by_group(question, rows, 3 + len(again)))


def _by_group(question: Question, rows: Iterable[tuple[Any, ...]], width: int) -> Tally:
    first = 1 + len(question.dimensions)
    end = first + width
    return {row[:first]: (row[first:end], tuple(map(int, row[end:]))) for row in rows if row[first]}


def series_of_sums(question: Question, tally: Tally) -> Series:
    """Return the series of what was added up."""
    found = STATISTICS[question.row.statistic].estimates(question, [sums for sums, _ in tally.values()])
    each = zip(tally.items(), found, strict=True)
    return series_of(
        question.metric, [_by_class(_figure(question, key, one), counts) for (key, (_, counts)), one in each]
    )


def _figure(question: Question, key: Key, estimate: Estimate) -> Measured:
    return rounded_estimate(key[0], key[1:], *estimate, question.own)


def _ranked(table: Table, question: Question, terms: Terms) -> Series:
    """Return the series of a quantile of single answers, which stay where they are."""
    ordered = f"count(v) AS n, quantile_cont(v, {question.part!r}) AS value, list_sort(list(v)) AS l"
    groups = _grouped(terms, _each(terms, _range(question)), ordered)
    names = ", ".join(("day", *question.dimensions, "value", "n", "low", "high"))
    rows = table.rows(f"SELECT {names} FROM {rank_rows(table, groups, question.part)} WHERE n > 0")  # noqa: S608
    return series_of(question.metric, [_figure(question, row[:-4], estimate(*row[-4:])) for row in rows])


def _by_class(measured: Measured, counts: Sequence[int]) -> Measured:
    """Return a value with how many answers fell into each class, where all of them fell into one."""
    whole = tuple(map(int, counts))
    return replace(measured, counts=whole) if whole and sum(whole) == measured.n else measured


def funnel_series(table: Table, question: Question, terms: Terms) -> Series:
    """Return the series of a funnel from events: how many different people (or sessions) are in each group."""
    counted = "count(*)" if terms.whole_row else "count(DISTINCT v)"
    inner = _each(terms, "true" if terms.whole_row else "v IS NOT NULL")
    rows = table.rows(_grouped(terms, inner, counted))
    measured = [_figure(question, row[:-1], (float(row[-1]), row[-1], None)) for row in rows]
    return series_of(question.metric, measured)


def precomputed_series(table: Table, question: Question, terms: Terms) -> Series:
    """Return the series of given values or parts; rows of the same day and places are put together first."""
    places = ", ".join(
        f"nullif({terms.places.get(name, 'NULL')}, '') AS {name}" for name in question.dimensions
    )
    inner = (
        f"SELECT {terms.day} AS day, {places}, {terms.value} AS v, {terms.n} AS n,"  # noqa: S608
        f" {terms.upper} AS a, {terms.lower} AS b FROM {_identified(terms, _rows(terms))}"
    )
    # a value of nobody counts neither with its weight nor without
    some = "FILTER (n IS NULL OR n > 0)"
    weighted = f"CASE WHEN count(n) = count(*) THEN sum(v * n) / nullif(sum(n), 0) ELSE avg(v) {some} END"
    if question.row.source == "people":
        values, filled = "sum(n), CAST(sum(n) AS BIGINT), NULL, NULL", "n IS NOT NULL"
    elif terms.upper != "NULL":
        values, filled = "NULL, NULL, sum(a), sum(b)", "a IS NOT NULL AND b IS NOT NULL"
    else:
        values = f"{weighted}, CASE WHEN count(n) = count(*) THEN CAST(sum(n) AS BIGINT) END, NULL, NULL"
        filled = "v IS NOT NULL"
    names = ", ".join(question.dimensions)
    rows = table.rows(
        f"SELECT day, {names}, {values} FROM ({inner})"  # noqa: S608
        f" WHERE day IS NOT NULL AND {filled} GROUP BY day, {names}"
    )
    width = 1 + len(question.dimensions)
    cases = (
        Case(day=row[0], places=tuple(row[1:width]), value=value, n=n, upper=upper, lower=lower)
        for row in rows
        for value, n, upper, lower in [row[width:]]
    )
    return series_of_given(question, cases)


def _range(question: Question) -> str:
    bounds = question.answers
    return "v IS NOT NULL" if bounds is None else f"v BETWEEN {bounds[0]!r} AND {bounds[1]!r}"


def _grouped(terms: Terms, inner: str, statistics: str) -> str:
    """Return a query for a row per day and group: day, places (NULL where not told apart), statistics."""
    sets = ", ".join("(" + ", ".join(("day", *grouping)) + ")" for grouping in groupings(terms.places))
    names = dict.fromkeys((*DIMENSIONS, *terms.places))
    columns = ", ".join(name if name in terms.places else f"NULL AS {name}" for name in names)
    # NULL is of groups that do not tell a place apart, '' of rows that do not say theirs
    told = "".join(f" AND coalesce({name}, '?') <> ''" for name in terms.places)
    return (
        f"SELECT day, {columns}, {statistics} FROM ({inner})"  # noqa: S608
        f" GROUP BY GROUPING SETS ({sets}) HAVING true{told}"
    )


def _each(terms: Terms, filled: str) -> str:
    """Return a query for a row per answer: ``v``, given ``k`` times, with weights that add up to ``w``, squared to
    ``ww``, and the middle of all answers where they weigh differently.
    """
    k, w = ("jmsite_times" if terms.counts else "1"), terms.weight or "1"
    middle = "0" if terms.plain else "avg(v) OVER ()"
    answered = (
        f"SELECT {terms.day} AS day, {_value(terms)} AS v, {k} AS k, {k} * {w} AS w, {k} * {w} * {w} AS ww"  # noqa: S608
        f"{_told(terms)} FROM {_identified(terms, _rows(terms))}"
    )
    kept = f"day IS NOT NULL AND k > 0 AND w > 0 AND {filled}"
    return f"SELECT *, {middle} AS middle FROM ({answered}) WHERE {kept}"  # noqa: S608


def _alike(terms: Terms, filled: str) -> str:
    """Return a query for a row per different answer: few, however many gave it, so that ids are cheap to make."""
    columns = "".join(f", {column}" for column in dict.fromkeys(terms.columns))
    k, w = ("jmsite_times" if terms.counts else "1"), terms.weight or "1"
    times = f"sum({k})" if terms.counts else "count(*)"
    weights = f"sum({k} * {w}) AS jmsite_w, sum({k} * {w} * {w}) AS jmsite_ww" if terms.weight else ""
    heavy = f" FILTER ({w} > 0)" if terms.weight else ""
    counted = (
        f"SELECT {terms.day} AS jmsite_day, {_value(terms)} AS jmsite_v{columns}, {times}{heavy} AS jmsite_k"  # noqa: S608
        f"{', ' + weights if weights else ''} FROM {_rows(terms)} GROUP BY ALL"
    )
    rows, w, ww = (
        _identified(terms, f"({counted})"),
        *(("jmsite_w", "jmsite_ww") if weights else ("jmsite_k",) * 2),
    )
    answered = f"SELECT jmsite_day AS day, jmsite_v AS v, jmsite_k AS k, {w} AS w, {ww} AS ww{_told(terms)} FROM {rows}"  # noqa: S608
    return f"SELECT * FROM ({answered}) WHERE day IS NOT NULL AND k > 0 AND {filled}"  # noqa: S608


def _value(terms: Terms) -> str:
    return "jmsite_answer" if terms.counts else terms.value


def _rows(terms: Terms) -> str:
    """Return the rows that count; where they hold how many gave each answer, a row for each of these."""
    kept = "" if terms.kept == "true" else f" WHERE {terms.kept}"
    if not terms.counts:
        return f"(SELECT * FROM found{kept})" if kept else "found"  # noqa: S608
    values, times = (", ".join(str(one[at]) for one in terms.counts) for at in range(2))
    apart = f"unnest([{values}]::DOUBLE[]) AS jmsite_answer, unnest([{times}]) AS jmsite_times"
    return f"(SELECT *, {apart} FROM found{kept})"  # noqa: S608


def _identified(terms: Terms, rows: str) -> str:
    """Return rows with the ids that places are told from beside their columns.

    Each is looked up once there. Looked up in every place that is told from it, the queries of the sample took 1.04 s
    of the processor in place of 0.66.
    """
    return f"(SELECT *{''.join(f', {sql} AS {name}' for name, sql in terms.ids.items())} FROM {rows})"  # noqa: S608


def _told(terms: Terms) -> str:
    return "".join(f", {sql} AS {name}" for name, sql in terms.places.items())
