"""The data of the charts and tables that pages show, a row for each point, pain, reading or entity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jmsite.exporting.listing import READINGS, as_table, list_csv, readings_of
from jmsite.exporting.table import NothingToExportError
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.past import PastPeriod
from jmsite.model.value import Value
from jmsite.pages.changes import lowest
from jmsite.pages.channel import steps_of_channel
from jmsite.pages.health import health
from jmsite.pages.parts.changes.history import period_title, periods
from jmsite.pages.parts.evidence.threads import threads
from jmsite.pages.parts.figures.backing import BASES
from jmsite.pages.parts.lists.stages_as_steps import steps_with
from jmsite.pages.research import points_of

Row = Sequence[str]
Rows = Callable[[Catalog, str, str], Iterator[Row]]
"""Yields the rows of a page about an entity: of catalog, kind and id, which is "" on a page about none."""
Entities = Iterable[Entity[Any]]
SCORES = ("journey", "stage", "step", "title", "persona", "score", "low", "high", "n", "basis", "metric")
THREADS = (
    "pain", "severity", "state", "persona", "journey", "step", "departments", "insights", "opportunities", "solutions",
    "metrics",
)  # fmt: skip
REVIEW = ("list", "title", "place", "url", "day", "persona", "written", "measured")
LISTS = ("contradictions", "outdated", "due", "unreviewed", "unowned", "not_linked", "evidence", "readings")
"""The lists of the page on trust, as its view calls them."""
CHANGES = ("period", "day", "about", "change", "url")
CURVES = ("period", "day", "journey", "place", "lowest")


class PageTable(Value):
    """A table: its columns, what yields its rows, and whose last change is that of the table."""

    columns: tuple[str, ...]
    rows: Rows
    about: Callable[[Catalog, str, str], Entities]


def table_csv(catalog: Catalog, name: str, kind: str, id: str) -> bytes:
    """Return a table of a page as CSV. Raises ``NothingToExportError`` where it would be empty."""
    if name == "list":
        return list_csv(catalog, kind)
    table = PAGE_TABLES[name]
    rows = list(table.rows(catalog, kind, id))
    if not rows:
        raise NothingToExportError("the page shows no data")
    return as_table(table.columns, rows)


def is_empty(catalog: Catalog, name: str, kind: str, id: str) -> bool:
    """Return whether a table of a page has no rows."""
    return name != "list" and next(PAGE_TABLES[name].rows(catalog, kind, id), None) is None


def entities_of(catalog: Catalog, name: str, kind: str, id: str) -> Entities:
    """Return the entities that a table of a page is about."""
    return catalog.all(kind) if name == "list" else PAGE_TABLES[name].about(catalog, kind, id)


def _readings(catalog: Catalog, kind: str, id: str) -> Iterator[Row]:
    for metric in _metrics(catalog, kind, id):
        yield from ([metric.id, *row] for row in readings_of(catalog, metric.id))


def _metrics(catalog: Catalog, kind: str, id: str) -> Entities:
    """Return the metrics that a page shows over time."""
    entity = catalog.find(kind, id)
    if entity is None or kind == "metric":
        return (entity,) if entity else ()
    steps = catalog.steps_of(id) if kind == "stage" else ()
    return catalog.found("metric", dict.fromkeys(m for one in (entity, *steps) for m in one.fields.metrics))


def _scores(catalog: Catalog, kind: str, id: str) -> Iterator[Row]:
    """Yield the scores that a page compares, from -2 to 2: of journeys, of a persona, or of where something is used."""
    used = _users(catalog, kind, id)
    for journey in _journeys(catalog, kind, id):
        for point in points_of(catalog, [journey]):
            if (kind == "persona" and point.persona != id) or (used is not None and point.step not in used):
                continue
            step = catalog.step(point.step)
            numbers = (_number(one) for one in (point.score, point.low, point.high, point.n))
            yield [
                journey.id, point.step.rpartition("/")[0], point.step, step.title if step else "", point.persona,
                *numbers, point.basis, point.metric,
            ]  # fmt: skip


def _users(catalog: Catalog, kind: str, id: str) -> set[str] | None:
    """Return the ids of the steps that use something; None where a page is about journeys or a persona."""
    if kind in ("journey", "persona"):
        return None
    found = steps_of_channel(catalog, id) if kind == "channel" else steps_with(catalog, kind, id)
    return {step.id for step in found}


def _journeys(catalog: Catalog, kind: str, id: str) -> Entities:
    """Return the journeys of which a page shows scores: all without an id, with its counterpart for one."""
    if not id or kind != "journey":
        return catalog.all("journey")
    return [one for one in (catalog.journey(id), catalog.counterpart(id)) if one]


def _threads(catalog: Catalog, kind: str, id: str) -> Iterator[Row]:
    for each in threads(catalog, department=id if kind == "department" else ""):
        held = (
            "; ".join(one.id for one in some) for some in (each.insights, each.opportunities, each.solutions)
        )
        yield [
            each.text, str(each.severity), each.state, "; ".join(each.whose), each.journey_id, each.step.title,
            "; ".join(each.departments), *held, "; ".join(one.id for one in each.metrics),
        ]  # fmt: skip


def _evidence(catalog: Catalog, _: str, __: str) -> Iterator[Row]:
    for journey in catalog.all("journey"):
        found: list[str] = [point.basis for point in points_of(catalog, [journey])]
        if found:
            yield [journey.id, journey.title, journey.fields.state, *(str(found.count(one)) for one in BASES)]


def _review(catalog: Catalog, _: str, __: str) -> Iterator[Row]:
    view = health(catalog, "").view
    for name in LISTS:
        for one in (*getattr(view, name).rows, *getattr(view, name).rest):
            day = getattr(one, "day", None) or getattr(one, "due", None)
            who = getattr(one, "who", None)
            scores = (getattr(one, side, None) for side in ("written", "measured"))
            yield [
                name.replace("_", "-"), one.title, getattr(one, "place", "") or getattr(one, "under", ""), one.url,
                day.isoformat() if day else "", who.id if who else "",
                *(_number(mark.score) if mark else "" for mark in scores),
            ]  # fmt: skip


def _changes(catalog: Catalog, _: str, __: str) -> Iterator[Row]:
    for period in periods(catalog):
        for group in period.groups:
            for line in (*group.lines, *group.rest):
                said = "".join(piece.text for piece in line.pieces)
                yield [period.title, period.day.isoformat(), group.title, said, line.url]


def _curves(catalog: Catalog, _: str, __: str) -> Iterator[Row]:
    for period, journeys in _lived_through(catalog):
        for journey, its_own in journeys:
            for place, score in enumerate(lowest(its_own), 1):
                yield [
                    period_title(catalog, period),
                    period.day.isoformat(),
                    journey.id,
                    str(place),
                    _number(score),
                ]


def _lived_through(catalog: Catalog) -> Iterator[tuple[PastPeriod, list[tuple[Entity[Any], PastPeriod]]]]:
    """Yield each period, and it as each journey has lived through it."""
    every = [(journey, catalog.past_of(journey.id)) for journey in catalog.all("journey")]
    for at, period in enumerate(catalog.past):
        yield period, [(journey, own[at]) for journey, own in every if own]


def _every_journey(catalog: Catalog, _: str, __: str) -> Entities:
    return catalog.all("journey")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


PAGE_TABLES: Mapping[str, PageTable] = {
    "readings": PageTable(columns=("metric", *READINGS), rows=_readings, about=_metrics),
    "scores": PageTable(columns=SCORES, rows=_scores, about=_journeys),
    "threads": PageTable(columns=THREADS, rows=_threads, about=_every_journey),
    "basis": PageTable(columns=("journey", "title", "state", *BASES), rows=_evidence, about=_every_journey),
    "review": PageTable(columns=REVIEW, rows=_review, about=_every_journey),
    "changes": PageTable(columns=CHANGES, rows=_changes, about=_every_journey),
    "curves": PageTable(columns=CURVES, rows=_curves, about=_every_journey),
}
"""Every table of pages by its name; the list of all entities of a kind is none of them, and is there for any kind."""
