"""The changes from one state of the portal to the next, in sentences, by journey."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from jmsite.model.addresses import slug
from jmsite.model.catalog import Catalog
from jmsite.model.change import Change, Piece
from jmsite.model.past import PastPeriod
from jmsite.model.value import Value

MOST_LINES = 12
"""Sentences of a journey in a period that are seen at once."""


class PastLine(Value):
    """A change in a sentence; ``better`` says whether a score went up, None where it is none. ``url`` may be ""."""

    pieces: tuple[Piece, ...]
    url: str
    what: str
    better: bool | None = None


class PastGroup(Value):
    """The changes of a journey, or of a kind of what is in none."""

    title: str
    url: str
    lines: tuple[PastLine, ...]
    rest: tuple[PastLine, ...] = ()


class TalliedTopic(Value):
    """The number of changes of a sort, in words: ``4 scores up``."""

    key: str
    count: int


class ToldPeriod(Value):
    """A state of the portal: its name, its day, what changed since the one before, and how much else did."""

    anchor: str
    title: str
    day: date
    tallies: tuple[TalliedTopic, ...]
    groups: tuple[PastGroup, ...]
    others: int


def periods(catalog: Catalog) -> tuple[ToldPeriod, ...]:
    """Return what is remembered, the youngest first; states in which nothing changed for customers are left out."""
    found = (period for period in reversed(catalog.past) if period.changes or period.others)
    return tuple(_period(catalog, period) for period in found)


def period_title(catalog: Catalog, period: PastPeriod) -> str:
    """Return what a state is called: a version, or a month with its year."""
    if period.form == "months":
        return catalog.words.month(period.day)
    return period.name or catalog.words.phrase("changes.since")


def _period(catalog: Catalog, period: PastPeriod) -> ToldPeriod:
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in period.changes:
        groups.setdefault((change.journey, "" if change.journey else change.kind), []).append(change)
    return ToldPeriod(
        anchor=_anchor(period),
        title=period_title(catalog, period),
        day=period.day,
        tallies=tuple(_tallies(period.changes)),
        groups=tuple(_group(catalog, journey, kind, some) for (journey, kind), some in groups.items()),
        others=period.others,
    )


def _anchor(period: PastPeriod) -> str:
    return f"since-{slug(period.name)}" if period.name else "now"


def _group(catalog: Catalog, journey: str, kind: str, some: Sequence[Change]) -> PastGroup:
    found = catalog.journey(journey) if journey else None
    title = found.title if found else some[0].title if journey else catalog.words.phrase(f"kind.{kind}")
    lines = tuple(past_line(catalog, change) for change in some)
    return PastGroup(
        title=title, url=found.url if found else "", lines=lines[:MOST_LINES], rest=lines[MOST_LINES:]
    )


def past_line(catalog: Catalog, change: Change) -> PastLine:
    """Return a change as it is told: it leads to the entity, where that is still there."""
    # here, since a site without a past has no change to tell, and what compares is loaded with the words
    from jmsite.pages.parts.changes.change_words import sentence

    entity = catalog.find(change.kind, change.id)
    return PastLine(
        pieces=sentence(catalog, change),
        url=entity.url if entity else "",
        what=change.what,
        better=better(change),
    )


def better(change: Change) -> bool | None:
    """Return whether a score went up or down; None where it stayed, and for everything else."""
    before, after = change.before, change.after
    if change.topic != "score" or before is None or after is None or before.number == after.number:
        return None
    return (after.number or 0) > (before.number or 0)


def _tallies(changes: Sequence[Change]) -> Iterator[TalliedTopic]:
    """Yield what there is most to say of a period in numbers, without what there is none of."""
    counts = {
        "up": sum(better(one) is True for one in changes),
        "down": sum(better(one) is False for one in changes),
        "steps": sum(one.kind == "step" and one.what == "added" and not one.field for one in changes),
        "solved": sum(one.what == "solved" for one in changes),
        "pains": sum(one.topic == "pain" and one.what == "added" for one in changes),
        "evidence": sum(one.topic == "evidence" for one in changes),
    }
    yield from (TalliedTopic(key=f"changes.{key}", count=count) for key, count in counts.items() if count)


def period_summary(catalog: Catalog, period: PastPeriod) -> tuple[str, str, str]:
    """Return a state's name, its anchor on the page of changes, and what changed up to it in numbers."""
    return (
        period_title(catalog, period),
        _anchor(period),
        _in_numbers(catalog, _tallies(period.changes), len(period.changes)),
    )


def summary(catalog: Catalog, period: ToldPeriod) -> str:
    """Return a period in numbers: ``2 scores up, 1 new step``; of one without any, how many changes there were."""
    count = sum(len(group.lines) + len(group.rest) for group in period.groups) or period.others
    return _in_numbers(catalog, period.tallies, count)


def _in_numbers(catalog: Catalog, tallies: Iterable[TalliedTopic], count: int) -> str:
    words = catalog.words
    told = words.row(*(words.plural(one.count, one.key) for one in tallies))
    return told or words.plural(count, "change.count")


def latest_lines(catalog: Catalog, most: int) -> tuple[PastLine, ...]:
    """Return the first sentences of the last state in which something changed for customers."""
    found = next((period for period in reversed(catalog.past) if period.changes), None)
    return tuple(past_line(catalog, change) for change in found.changes[:most]) if found else ()


def last_change(catalog: Catalog) -> str:
    """Return the last state in which something changed, in numbers: ``October 2026: 1 new step``; "" without any."""
    found = next((period for period in reversed(catalog.past) if period.changes), None)
    if found is None:
        return ""
    told = _period(catalog, found)
    return catalog.words.phrase("pair", name=told.title, value=summary(catalog, told))
