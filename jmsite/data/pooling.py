"""Pool several surveys of one question: their answers count together, as if all had been given in one survey.

Each survey is read by itself, with its own columns. What is added up of its answers is put together with that of the
others before anything is worked out of it, so that a median is that of all answers, and an interval knows how many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jmsite.data.grouping import Key, Tally, Terms, extent, series_of_sums
from jmsite.data.metric_statistics import STATISTICS
from jmsite.data.question import Question, readings_layout
from jmsite.data.reading_findings import finding_at_word
from jmsite.data.table import Table
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.entities.readings import Pool, Readings, Survey
from jmsite.model.findings import Examined, Finding
from jmsite.model.readings import LeftOut, Series, SurveyShare
from jmsite.model.sources import Loc
from jmsite.model.suggestions import ProbablyMeant
from jmsite.model.value import Value, replace

FEW = 0.05
"""The share of answers off the scale up to which they are slips of the pen, and not answers on another scale."""
ENOUGH = 20
"""The least number of answers of which none in the upper half of the scale tells of a shorter scale."""


class SurveyAnswer(Value):
    """The answer of one survey: the sums of its answers, and the series and the findings of it alone.

    ``way`` leads to it in the readings of the metric.
    """

    question: Question
    way: Loc
    tally: Tally
    found: Examined[Series]


def scale_conversion(question: Question, readings: Readings) -> tuple[float, float] | None:
    """Return factor and addend that carry answers of a survey with a scale of its own over to that of the metric."""
    scale = readings.scale if isinstance(readings, Survey) else None
    bounds = question.answers
    if scale is None or bounds is None or scale.min == scale.max:
        return None
    factor = (bounds[1] - bounds[0]) / (scale.max - scale.min)
    return factor, bounds[0] - factor * scale.min


def range_of(question: Question, readings: Readings) -> tuple[float, float] | None:
    """Return the range that the answers in a file are from, None where any number is one."""
    scale = readings.scale if isinstance(readings, Survey) else None
    # a scale may run backwards, as in surveys where 1 is the best
    return (min(scale.min, scale.max), max(scale.min, scale.max)) if scale else question.answers


def on_another_scale(table: Table, question: Question, readings: Survey, terms: Terms) -> Finding | None:
    """Return that the answers of a survey are hardly on the metric's scale, where nothing says how they come to it."""
    bounds = question.answers
    if bounds is None or question.row.yes_or_no or readings.scale or readings.labels:
        return None
    low, high = bounds
    n, outside, most = extent(table, terms, bounds)
    same = f"'scale: {{min: {low:g}, max: {high:g}}}' if it is the same"
    hint = "say with 'labels' what each answer comes to"
    hint = hint if question.row.statistic == "net" else f"add its own 'scale: {{min: …, max: …}}', or {hint}"
    if outside > FEW * n:
        message = f"{outside:,} of {n:,} answers are not between {low:g} and {high:g}: this survey has another scale"
        return question.finding("data/other-scale", message, hint)
    if n >= ENOUGH and most <= (low + high) / 2:
        message = f"none of {n:,} answers is above {most:g}, so the scale is hardly {low:g} to {high:g}"
        return question.finding("data/other-scale", message, f"{hint}; add {same}")
    return None


def pool_surveys(question: Question, answers: Sequence[SurveyAnswer]) -> Examined[Series]:
    """Return the series of all surveys together, with what was found in each at its own lines."""
    tally: Tally = {}
    faults = list(unpoolable(question))
    used = [one for one in answers if one.tally]
    faults += [_placed(each, one.way) for one in answers for each in one.found.findings]
    for one in used:
        tally = _added(question, tally, one)
    series = series_of_sums(question, tally) if tally else Series(metric=question.metric)
    return Examined(value=_told(series, used), findings=tuple(faults))


def unpoolable(question: Question) -> Iterator[Finding]:
    """Yield what cannot be pooled: kinds that are not made of answers, surveys without answers, scales that no
    arithmetic carries over.
    """
    yield from _unpoolable_kind(question)
    pool = question.readings if isinstance(question.readings, Pool) else None
    every_one = pool.pool if pool else ()
    for at, one in enumerate(every_one):
        if one in every_one[:at]:
            yield _at(
                question, ("pool", at), "this survey is named twice, so its answers count twice", "remove one"
            )
        yield from _unpoolable(question, one, ("pool", at))


def _unpoolable_kind(question: Question) -> Iterator[Finding]:
    kind = question.row
    if kind.source != "answers":
        message = f"'pool' puts answers together, and a metric of kind '{kind.name}' is not made of answers"
        yield _at(
            question,
            ("pool",),
            message,
            "make it a kind that is, such as 'mean' or 'share', or keep one survey",
        )
    elif kind.statistic == "mean" and question.answers is None:
        message = "whether surveys have the same scale can only be told if the metric has one"
        yield _at(question, ("pool",), message, "add 'scale: {min: …, max: …}' to the metric")


def _unpoolable(question: Question, survey: Survey, at: Loc) -> Iterator[Finding]:
    if readings_layout(question, survey) in ("given", "ratio") and question.row.source == "answers":
        field = "n" if survey.n else "numerator"
        hint = "name the column with answers, 'value', or those with how many gave each, 'counts'"
        yield _at(question, (*at, field), "values that are worked out already cannot be pooled", hint)
    if "every" in survey.model_fields_set:
        message = "'every' has no effect in one survey of several"
        yield _at(
            question, (*at, "every"), message, "write it beside 'pool', for all of them", "data/idle-field"
        )
    fixed = question.row.statistic == "net" or question.row.yes_or_no
    if survey.scale and fixed and (survey.scale.min, survey.scale.max) != question.answers:
        message = f"what counts in '{question.kind}' are single answers, so no other scale can be carried over to it"
        yield _at(question, (*at, "scale"), message, "say with 'labels' what each answer comes to")
    elif survey.scale and question.answers is None:
        message = "the metric has no scale that answers could be carried over to"
        yield _at(question, (*at, "scale"), message, "add 'scale: {min: …, max: …}' to the metric")


def is_poolable(question: Question) -> bool:
    """Return whether nothing stands against counting a survey with the others."""
    survey = question.readings
    of_one = _unpoolable(question, survey, ()) if isinstance(survey, Survey) else ()
    refused = (*_unpoolable_kind(question), *of_one)
    return not any(one.rule == "data/cannot-pool" for one in refused)


def _at(question: Question, field: Loc, message: str, hint: str, rule: str = "data/cannot-pool") -> Finding:
    return finding_at_word(question.metric, rule, field, message, hint, ProbablyMeant(), named=True)


def _placed(found: Finding, at: Loc) -> Finding:
    """Return a finding in the readings of one survey at its place among several."""
    added = tuple(replace(one, field=_within(one.field, at)) for one in found.added)
    return replace(found, field=_within(found.field, at), added=added)


def _within(field: Loc, at: Loc) -> Loc:
    return (*field[:1], *at, *field[1:])


def _added(question: Question, tally: Tally, one: SurveyAnswer) -> Tally:
    """Return what is added up of the surveys before and of one more."""
    added, whole = STATISTICS[question.row.statistic].added, {**tally}
    for key, (sums, counts) in one.tally.items():
        place = _brought(key, one.question.own, question.own)
        if place in whole:
            before, classes = whole[place]
            sums, counts = added(before, sums), tuple(map(sum, zip(classes, counts, strict=True)))
        whole[place] = sums, counts
    return whole


def _brought(key: Key, own: Sequence[str], names: Sequence[str]) -> Key:
    """Return the key of a group with a place for each dimension of the metric's own, of whichever survey."""
    first = 1 + len(DIMENSIONS)
    told = dict(zip(own, key[first:], strict=True))
    return (*key[:first], *(told.get(name) for name in names))


def _told(series: Series, used: Sequence[SurveyAnswer]) -> Series:
    """Return a series with the surveys that it is of, and their rows together."""
    alone = [one.found.value for one in used]
    shares = [
        SurveyShare(title=_title(one.question.readings), n=sum(each.n or 0 for each in one.found.value.total))
        for one in used
    ]
    rows = sum(one.rows or 0 for one in alone) if alone else None
    return replace(series, surveys=tuple(shares), rows=rows, left_out=_together(alone))


def _title(readings: object) -> str:
    if not isinstance(readings, Survey):
        return ""
    return readings.title or readings.source or (readings.file or "").rpartition("/")[2]


def _together(alone: Iterable[Series]) -> tuple[LeftOut, ...]:
    counts: dict[LeftOut, int] = {}
    for one in (each for series in alone for each in series.left_out):
        same = replace(one, count=0)
        counts[same] = counts.get(same, 0) + one.count
    return tuple(replace(one, count=count) for one, count in counts.items())
