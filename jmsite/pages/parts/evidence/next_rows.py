"""Rows of steps to act on: how much is at stake, of what that is made, who is on it, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import floor, log10

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.messages import Messages
from jmsite.model.page import Link
from jmsite.model.uncertain import Uncertain
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.priorities import Priority, PriorityGroup
from jmsite.pages.parts.evidence.priority_factors import StepSeverity, Term
from jmsite.pages.parts.evidence.work import Work, work_on
from jmsite.pages.parts.page.lane_texts import words as lane_words
from jmsite.pages.parts.page.marks import stage_title
from jmsite.pages.parts.page.people import PersonaMark, mark, persona_name

FIGURES = 3
"""Digits of a product that are worth printing."""


class TermMark(Value):
    """People for whom a step is equally bad; ``who`` is None for all who take it, ``people`` "" where nobody knows.

    ``severity`` is 1 to 3 for its sign, ``told`` as it is printed, ``basis`` what it rests on.
    """

    who: PersonaMark | None
    people: str
    severity: int
    told: str
    basis: str


class NextRow(Value):
    """A step to act on. ``share`` is the length of its bar in percent, ``low`` and ``high`` the ends of its interval.

    ``missing`` says in words what is not known of this step alone.
    """

    rank: int
    title: str
    url: str
    place: str
    pain: str
    size: str
    interval: str
    share: float
    low: float | None
    high: float | None
    terms: tuple[TermMark, ...]
    worth: str
    work: Work
    missing: str


class FactorSource(Value):
    """A metric that a factor was read from: ``key`` says which, ``told`` the reading with n and interval."""

    key: str
    metric: Link
    told: str


class NextGroup(Value):
    """A lot of steps of which the same is known: ``notes`` say what is missing or unsure in all of them."""

    by: str
    unit: str
    rows: tuple[NextRow, ...]
    more: int
    notes: tuple[str, ...]
    sources: tuple[FactorSource, ...]


def next_group(catalog: Catalog, lot: PriorityGroup, most: int) -> NextGroup:
    """Return a lot with its first rows."""
    shown = lot.rows[:most]
    longest = max((row.size.high or row.size.value for row in shown), default=0.0) or 1.0
    common = frozenset.intersection(*(frozenset(row.missing) for row in lot.rows))
    unsure = dict.fromkeys(key for row in shown for key in row.unsure)
    notes = [catalog.words.phrase(f"next.missing.{key}") for key in ("reach", "value") if key in common]
    if unsure:
        names = catalog.words.listed(catalog.words.phrase(f"next.factor.{key}") for key in unsure)
        notes.append(catalog.words.phrase("next.unsure", factors=names))
    return NextGroup(
        by=lot.by,
        unit=lot.unit,
        rows=tuple(_row(catalog, row, longest, common) for row in shown),
        more=len(lot.rows) - len(shown),
        notes=tuple(notes),
        sources=_sources(catalog, shown),
    )


def _row(catalog: Catalog, row: Priority, longest: float, common: frozenset[str]) -> NextRow:
    words, subject = catalog.words, row.subject
    stage = stage_title(catalog, subject) if subject.kind == "step" else words.phrase("one.stage")
    ends = row.size.ends
    return NextRow(
        rank=row.rank,
        title=subject.title,
        url=subject.url,
        place=words.row(row.journey.title, stage),
        pain=lane_words(catalog, row.worst.text) if row.worst.text else "",
        size=size_text(words, row),
        interval=interval_text(words, row),
        share=_percent(row.size.value, longest),
        low=_percent(ends[0], longest) if ends else None,
        high=_percent(ends[1], longest) if ends else None,
        terms=_terms(catalog, row),
        worth=_worth(catalog, row) if row.worth and row.by == "value" else "",
        work=work_on(catalog, subject),
        missing=_missing(catalog, row, common),
    )


def _percent(value: float, of: float) -> float:
    return round(min(100.0, 100 * value / of), 2)


def size_text(words: Messages, row: Priority) -> str:
    """Return what a step is ranked by, as it is printed: three digits, with its unit."""
    told = rounded(words, row.size.value)
    if row.by == "severity":
        return words.phrase("next.severity", n=told)
    if row.by == "share":
        return words.phrase("next.share", share=words.percent(row.size.value / 100))
    return f"{told} {row.unit}" if row.unit else told


def interval_text(words: Messages, row: Priority) -> str:
    """Return the interval of what a step is ranked by, as it is printed; "" without one."""
    ends = row.size.ends
    if ends is None:
        return ""
    low, high = (rounded(words, end) for end in ends)
    return words.phrase("interval", low=low, high=high)


def rounded(words: Messages, value: float) -> str:
    """Return a number with three digits that count."""
    if not value:
        return words.number(0, 0)
    digits = FIGURES - 1 - floor(log10(abs(value)))
    told = round(value, digits)
    return words.number(told, max(0, digits) if told != int(told) else 0)


def _terms(catalog: Catalog, row: Priority) -> tuple[TermMark, ...]:
    if not row.terms:
        return tuple(_term(catalog, one, "", False) for one in row.found)
    alone = len(row.terms) == 1 and row.terms[0].people.basis == "counted" and len(row.found) != 1
    return tuple(_term(catalog, term.severity, _people(catalog.words, term), alone) for term in row.terms)


def _term(catalog: Catalog, severity: StepSeverity, people: str, everybody: bool) -> TermMark:
    size = severity.size.value
    return TermMark(
        who=None if everybody or not severity.persona else mark(catalog, severity.persona),
        people=people,
        severity=min(3, max(1, round(size))),
        told=catalog.words.number(round(size, 1)),
        basis="" if severity.basis == "stated" else severity.basis,
    )


def _people(words: Messages, term: Term) -> str:
    metric, size = term.people.metric, term.people.size.value
    if metric is None:
        return words.percent(size / 100)
    told = words.number(round(size), 0)
    return f"{told} {metric.fields.unit}" if metric.fields.unit else told


def _worth(catalog: Catalog, row: Priority) -> str:
    worth = row.worth
    assert worth is not None  # noqa: S101 - whoever asks has looked
    told = rounded(catalog.words, worth.size.value)
    unit = worth.metric.fields.unit
    told = f"{told} {unit}" if unit else told
    return catalog.words.phrase("next.of-whole", value=told) if worth.whole else told


def _missing(catalog: Catalog, row: Priority, common: Iterable[str]) -> str:
    """Return what is not known of a step, unless that is so for all of its lot."""
    words = catalog.words
    found = [
        words.phrase(f"next.missing.{key}") for key in row.missing if key != "share" and key not in common
    ]
    names = [persona_name(each) for each in catalog.found("persona", row.unshared)]
    if names and row.by != "severity":
        found.append(words.phrase("next.missing.share", who=words.listed(names)))
    return words.sentences(*found)


def _sources(catalog: Catalog, rows: Sequence[Priority]) -> tuple[FactorSource, ...]:
    """Return the readings that the factors of some steps were taken from, each once."""
    found: dict[tuple[str, str, date], FactorSource] = {}
    for row in rows:
        for term in row.terms:
            metric, day = term.people.metric, term.people.day
            if metric and day:
                source = FactorSource(key="people", metric=_link(metric), told=catalog.words.month(day))
                found.setdefault(("people", metric.id, day), source)
        if row.worth and row.by == "value":
            worth = row.worth
            told = _reading(catalog.words, worth.size, worth.n, worth.day)
            source = FactorSource(key="value", metric=_link(worth.metric), told=told)
            found.setdefault(("value", worth.metric.id, worth.day), source)
    return tuple(found.values())


def _link(entity: Entity[object]) -> Link:  # type: ignore[type-var]
    return Link(title=entity.title, url=entity.url)


def _reading(words: Messages, size: Uncertain, n: int | None, day: date) -> str:
    count = "" if n is None else words.phrase("n", n=words.number(n, 0))
    ends = size.ends
    around = ""
    if ends:
        low, high = (words.number(round(end, 1)) for end in ends)
        around = words.phrase("interval", low=low, high=high)
    return words.row(words.month(day), around, count)
