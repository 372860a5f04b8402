"""The front page: the worst moments, figures, journeys, and what is being done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.page import Home
from jmsite.model.page import Page, Text
from jmsite.model.value import Value
from jmsite.pages.opportunities import improved_steps, is_open
from jmsite.pages.parts.changes.dated import DatedChange, latest
from jmsite.pages.parts.changes.history import PastLine, last_change, latest_lines
from jmsite.pages.parts.changes.reviews import attention, due
from jmsite.pages.parts.evidence.evidence_chain import method
from jmsite.pages.parts.evidence.threads import ThreadTally, tally, threads
from jmsite.pages.parts.evidence.worst_moments import PainfulMoment, current, painful_moment, worst_points
from jmsite.pages.parts.figures.curve_and_trend import trend
from jmsite.pages.parts.lists.cards import JourneyCard, journey_card
from jmsite.pages.parts.page.facts import Fact, facts
from jmsite.pages.parts.page.marks import IconLink, ListRow, MetricMark, metric_mark, tag_links
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.people import PersonaMark, people, persona_name
from jmsite.pages.parts.page.prose import text

MOST_JOURNEYS = 9
MOST_ROWS = 5
REVIEWED = ("journey", "persona")


class NextWork(Value):
    """An opportunity worth taking up: its value to customers, and how many steps it mends."""

    title: str
    url: str
    status: str
    value: float | None
    mends: int


class HomeView(Value):
    """The front page. ``counts`` are journeys, personas and steps; ``told`` is what changed for customers last, where
    that is remembered, in place of ``changes``, and ``last`` the same in numbers.
    """

    lead: str
    counts: tuple[int, int, int]
    hurts: tuple[PainfulMoment, ...]
    metrics: tuple[MetricMark, ...]
    journeys: tuple[JourneyCard, ...]
    people: tuple[PersonaMark, ...]
    thread: ThreadTally | None
    opportunities: tuple[NextWork, ...]
    research: tuple[ListRow, ...]
    due: tuple[ListRow, ...]
    changes: tuple[DatedChange, ...]
    told: tuple[PastLine, ...]
    last: str
    text: Text | None
    facts: tuple[Fact, ...] = ()
    tags: tuple[IconLink, ...] = ()


def home(catalog: Catalog, _: str) -> Page:
    """Return the front page of the site."""
    entity, site = catalog.home, catalog.site
    lead = (entity.fields.summary if entity else None) or site.tagline or ""
    told = latest_lines(catalog, MOST_ROWS)
    view = HomeView(
        lead=lead,
        counts=(len(catalog.table("journey")), len(catalog.table("persona")), _steps(catalog)),
        hurts=tuple(painful_moment(catalog, felt) for felt in worst_points(catalog, 3)),
        metrics=_metrics(catalog),
        journeys=tuple(
            catalog.part(journey_card, journey.id) for journey in catalog.all("journey")[:MOST_JOURNEYS]
        ),
        people=people(catalog, catalog.table("persona")),
        thread=tally(catalog, threads(catalog)),
        opportunities=_opportunities(catalog),
        research=_research(catalog),
        due=_due(catalog),
        changes=latest(catalog, MOST_ROWS) if not told else (),
        told=told,
        last=last_change(catalog),
        text=text(catalog, entity, "") if entity and catalog.prose(entity) else None,
        facts=_facts(catalog, entity) if entity else (),
        tags=tag_links(entity.fields.tags) if entity else (),
    )
    title = entity.title if entity and entity.fields.title else site.title
    return Page(
        kind="home", url="", title=title, view=view, description=lead, path=entity.path if entity else ""
    )


def _steps(catalog: Catalog) -> int:
    """Return how many steps there are on all maps; moments that belong to no stage are none."""
    return sum(len(catalog.journey_steps(journey)) for journey in catalog.table("journey"))


def _facts(catalog: Catalog, entity: Entity[Home]) -> tuple[Fact, ...]:
    """Return who answers for the front page, and the site's own fields of it."""
    return (
        *facts(entity, [Fact(key="owner", sort="text", value=entity.fields.owner or "")]),
        *own_facts(catalog, entity),
    )


def _metrics(catalog: Catalog) -> tuple[MetricMark, ...]:
    """Return five metrics with readings: first those that objectives name, then those with a target."""
    named = [goal.metric for journey in current(catalog) for goal in journey.fields.objectives if goal.metric]
    # False before True: those with a target first
    rest = sorted(catalog.all("metric"), key=lambda metric: metric.fields.target is None)
    ids = dict.fromkeys([*named, *(metric.id for metric in rest)])
    known = (metric for metric in catalog.found("metric", ids) if catalog.series(metric.id).latest)
    return tuple(
        metric_mark(catalog, metric, trend(catalog, metric.id))
        for metric, _ in zip(known, range(5), strict=False)
    )


def _opportunities(catalog: Catalog) -> tuple[NextWork, ...]:
    """Return the most valuable that nobody has finished."""
    unfinished = [each for each in catalog.all("opportunity") if is_open(each)]
    unfinished.sort(key=lambda each: -(each.fields.customer_value or 0))
    return tuple(
        NextWork(
            title=each.title,
            url=each.url,
            status=each.fields.status,
            value=each.fields.customer_value,
            mends=len(improved_steps(catalog, each)),
        )
        for each in unfinished[:MOST_ROWS]
    )


def _research(catalog: Catalog) -> tuple[ListRow, ...]:
    """Return the latest studies."""
    dated = [(each.fields.to or each.fields.from_, each) for each in catalog.all("research")]
    dated = [pair for pair in dated if pair[0]]
    dated.sort(key=lambda pair: pair[0] or date.min, reverse=True)
    return tuple(
        ListRow(title=each.title, url=each.url, under=method(catalog, each), side=catalog.words.month(day))
        for day, each in dated[:MOST_ROWS]
        if day
    )


def _due(catalog: Catalog) -> tuple[ListRow, ...]:
    """Return what is to be looked at again: what has changed since it was reviewed, then the earliest day first."""
    dated = [row for _, row in sorted(reviews(catalog), key=lambda pair: (pair[0], pair[1].title))]
    return (*outdated(catalog), *dated)[:MOST_ROWS]


def outdated(catalog: Catalog) -> tuple[ListRow, ...]:
    """Return the maps and personas whose reviews are void, or due because something else has changed."""
    found = [attention(catalog, each) for kind in REVIEWED for each in catalog.all(kind)]
    return tuple([row for row in found if row])


def reviews(catalog: Catalog) -> Iterator[tuple[date, ListRow]]:
    """Yield the other maps and personas that are to be looked at again, with the day."""
    for kind in REVIEWED:
        for each in catalog.all(kind):
            day = due(catalog, each)
            if day and getattr(each.fields, "status", "") != "retired" and not attention(catalog, each):
                title = persona_name(each) if kind == "persona" else each.title
                yield day, ListRow(title=title, url=each.url, under=each.fields.owner or "", due=day)
