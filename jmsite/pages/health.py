"""The page on how far the maps can be trusted: what they rest on, what contradicts them, and who keeps them true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from jmsite.model.catalog import Catalog
from jmsite.model.figures import Drawing
from jmsite.model.kinds import KINDS
from jmsite.model.page import Page
from jmsite.model.readings import Point
from jmsite.model.value import Value
from jmsite.pages.home import outdated, reviews
from jmsite.pages.parts.evidence.worst_moments import current
from jmsite.pages.parts.lists.findings import ShownFinding, findings
from jmsite.pages.parts.page.marks import ListRow, ScoreMark, score_mark, stage_title
from jmsite.pages.parts.page.people import PersonaMark, people, persona_name
from jmsite.pages.research import coverage, points_of

MOST = 8
"""Rows of a list that are seen at once: more would be a register, and nobody mends a register."""


class Contradiction(Value):
    """A score that somebody wrote, and what people answered instead."""

    title: str
    url: str
    place: str
    who: PersonaMark | None
    written: ScoreMark
    measured: ScoreMark


class Aged(Value):
    """Something and its day; None where it has none."""

    title: str
    url: str
    under: str
    day: date | None


class FirstRows(Value):
    """The first rows of a list, and the rest of them."""

    rows: tuple[Any, ...]
    rest: tuple[Any, ...] = ()

    @property
    def count(self) -> int:
        """Return the number of all rows, those that are not shown among them."""
        return len(self.rows) + len(self.rest)


class HealthView(Value):
    """The state of the maps. ``backed`` is the share of the scores of journeys as they are that is not assumed,
    None without any."""

    backed: float | None
    scores: int
    coverage: Drawing | None
    contradictions: FirstRows
    outdated: FirstRows
    due: FirstRows
    unreviewed: FirstRows
    unowned: FirstRows
    not_linked: FirstRows
    evidence: FirstRows
    readings: FirstRows
    findings: tuple[tuple[str, tuple[ShownFinding, ...]], ...]

    @property
    def found(self) -> int:
        """Return the number of findings."""
        return sum(len(some) for _, some in self.findings)


def health(catalog: Catalog, _: str) -> Page:
    """Return the page on how far the maps can be trusted."""
    words = catalog.words
    points = points_of(catalog, current(catalog))
    backed = sum(point.basis != "assumed" for point in points) / len(points) if points else None
    view = HealthView(
        backed=backed,
        scores=len(points),
        coverage=coverage(catalog),
        contradictions=first_rows(_contradictions(catalog)),
        outdated=first_rows(outdated(catalog)),
        due=first_rows(row for _, row in sorted(reviews(catalog), key=lambda pair: (pair[0], pair[1].title))),
        unreviewed=first_rows(_unreviewed(catalog)),
        unowned=first_rows(_unowned(catalog)),
        not_linked=first_rows(_not_linked(catalog)),
        evidence=first_rows(sorted(_evidence(catalog), key=_age)),
        readings=first_rows(sorted(_readings(catalog), key=_age)),
        findings=findings(catalog),
    )
    lead = words.phrase("health.lead")
    return Page(kind="health", url="health/", title=words.phrase("health.title"), view=view, description=lead)


def first_rows(rows: Iterable[Any]) -> FirstRows:
    """Return some rows, the first of them apart."""
    every = tuple(rows)
    return FirstRows(rows=every[:MOST], rest=every[MOST:])


def _age(aged: Aged) -> tuple[date, str]:
    """Return the oldest first, and before them what has no day."""
    return aged.day or date.min, aged.title


def _contradictions(catalog: Catalog) -> Iterator[Contradiction]:
    """Yield written scores that lie outside of what was measured, the furthest first."""
    now = {journey.id: journey for journey in current(catalog)}
    points = (point for some in catalog.table("points").values() for point in some if point.contradicted)
    for point in sorted(points, key=lambda one: (-_distance(one), one.step)):
        step = catalog.step(point.step)
        journey = now.get(point.step.partition("/")[0])
        if step is None or journey is None:
            continue
        place = catalog.words.row(journey.title, stage_title(catalog, step))
        who = next(iter(people(catalog, (point.persona,))), None)
        yield Contradiction(
            title=step.title,
            url=step.url,
            place=place,
            who=who,
            written=score_mark(catalog, point.score),
            measured=score_mark(catalog, point.measured or 0, journey=journey.id, among=True),
        )


def _distance(point: Point) -> float:
    return abs(point.score - (point.measured or 0))


def _unreviewed(catalog: Catalog) -> Iterator[ListRow]:
    """Yield maps and personas of which nobody has said that they were checked."""
    for journey in current(catalog):
        if not journey.fields.reviewed:
            yield ListRow(title=journey.title, url=journey.url, under=journey.fields.owner or "")
    for persona in catalog.all("persona"):
        # a persona that was validated with customers has been looked at
        if not persona.fields.reviewed and persona.fields.validated is None:
            yield ListRow(title=persona_name(persona), url=persona.url, under=persona.fields.owner or "")


def _unowned(catalog: Catalog) -> Iterator[ListRow]:
    """Yield what nobody keeps true, kind by kind; a step's map keeps its stages."""
    for kind in (kind.name for kind in KINDS.values() if kind.kept):
        for entity in catalog.all(kind):
            if not entity.fields.owner:
                yield ListRow(title=entity.title, url=entity.url, under=catalog.words.phrase(f"one.{kind}"))


def _not_linked(catalog: Catalog) -> Iterator[ListRow]:
    """Yield the words on maps that stand where a link could stand, the most used first, with the first place."""
    words = catalog.words
    found = sorted(catalog.table("not_linked").items(), key=lambda one: (-len(one[1]), one[0]))
    for (kind, text), uses in found:
        first = catalog.find(uses[0].kind, uses[0].id)
        if first is not None:
            under = words.row(words.phrase(f"one.{kind}"), first.title)
            places = words.plural(len(uses), "health.not-linked.places")
            yield ListRow(title=text, url=first.url, under=under, side=places)


def _evidence(catalog: Catalog) -> Iterator[Aged]:
    """Yield the studies that something rests on, with their last days."""
    for study in catalog.all("research"):
        # prose that mentions a study does not rest on it
        uses = sum(use.kind != "page" for use in catalog.uses("research", study.id))
        if uses:
            day = study.fields.to or study.fields.from_
            yield Aged(
                title=study.title, url=study.url, under=catalog.words.plural(uses, "health.rests"), day=day
            )


def _readings(catalog: Catalog) -> Iterator[Aged]:
    """Yield the metrics with the day of their latest readings."""
    for metric in catalog.all("metric"):
        latest = catalog.series(metric.id).latest
        yield Aged(
            title=metric.title,
            url=metric.url,
            under=metric.fields.owner or "",
            day=latest.day if latest else None,
        )
