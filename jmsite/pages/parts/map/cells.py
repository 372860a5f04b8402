"""The cells of a map: one small value for each sort of content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.entities.lanes import FailPoint, Pain
from jmsite.model.entities.metric import Metric
from jmsite.model.fields import Note
from jmsite.model.page import Text
from jmsite.model.readings import Point
from jmsite.model.value import Value, replace
from jmsite.pages.parts.figures.curve_and_trend import feeling_words, trend
from jmsite.pages.parts.map.measured_scores import measured_interval, measured_text
from jmsite.pages.parts.metrics.funnel import overall_readings_at
from jmsite.pages.parts.page.lane_texts import shown_text
from jmsite.pages.parts.page.marks import (
    IconLink,
    MetricMark,
    OpportunityCard,
    ScoreMark,
    marked,
    metric_mark,
    opportunity_card,
    score_mark,
)
from jmsite.pages.parts.page.marks import touchpoint_links as touch_marks
from jmsite.pages.parts.page.people import PersonaMark
from jmsite.pages.parts.page.scores import score_on_scale

People = Mapping[str, PersonaMark]


class NoteMark(Value):
    """A line of a lane, and whose it is. ``formatted`` is the same text where it is more than words."""

    text: str
    who: PersonaMark | None = None
    formatted: Text | None = None


class QuoteMark(Value):
    """Words somebody said: who, and in which study (``source``, with its page at ``url``)."""

    text: str
    who: PersonaMark | None = None
    source: str = ""
    url: str = ""
    formatted: Text | None = None


class PainMark(Value):
    """A pain or a gain. ``severity`` is 0 where nobody has rated it; ``url`` leads to the insight behind it."""

    text: str
    severity: int
    who: PersonaMark | None = None
    url: str = ""
    formatted: Text | None = None


class FailMark(Value):
    """A point at which the service breaks. ``impact`` is 1 to 3, or 0 where nobody says."""

    text: str
    share: float | None
    impact: int
    recovery: NoteMark | None
    formatted: Text | None = None


class TimeMark(Value):
    """The time that a step takes, and the part of it that is waiting."""

    takes: timedelta | None
    wait: timedelta | None


class Picture(Value):
    """A picture from the site's assets."""

    src: str
    alt: str


class Rating(Value):
    """A value from 0 to 5 as dots."""

    dots: tuple[bool, ...]
    value: float


class Readout(Value):
    """A persona's emotion at a step. ``at``, ``start`` and ``width`` are percent of a track from -2 to +2.

    ``measured`` is set where the measured score contradicts the written one, ``beside`` what else is measured beside
    it; ``intensity`` is how strong the feeling
    is, 0 where nobody says; ``interval`` from which score to which a measured one may lie; ``nth`` which of the points
    it is that the persona has there, from 0.
    """

    who: PersonaMark
    mark: ScoreMark
    at: float
    start: float
    width: float
    measured: str = ""
    beside: str = ""
    intensity: int = 0
    interval: str = ""
    nth: int = 0


def notes(
    catalog: Catalog, entity: Entity[Any], written: tuple[Note, ...], people: People
) -> tuple[NoteMark, ...]:
    """Return lines with the marks of those they belong to."""
    return tuple(note_mark(catalog, entity, note.text, people.get(note.persona or "")) for note in written)


def note_mark(catalog: Catalog, entity: Entity[Any], text: str, who: PersonaMark | None = None) -> NoteMark:
    """Return a line of a lane of an entity."""
    said, more = shown_text(catalog, entity, text)
    return NoteMark(text=said, who=who, formatted=more)


def entity_text(catalog: Catalog, entity: Entity[Any], text: str | None) -> NoteMark | None:
    """Return a goal, a summary or the like of an entity, where there is one."""
    return note_mark(catalog, entity, text) if text else None


def quotable(
    catalog: Catalog, entity: Entity[Any], written: tuple[Note, ...], people: People
) -> tuple[NoteMark, ...]:
    """Return lines that will stand in quotation marks: those inside become single ones."""
    inner = catalog.words.inner
    return tuple(replace(mark, text=inner(mark.text)) for mark in notes(catalog, entity, written, people))


def quotes(catalog: Catalog, entity: Entity[Step], people: People) -> tuple[QuoteMark, ...]:
    """Return what was said, with the research it comes from."""
    found = []
    for quote in entity.fields.quotes:
        source = catalog.research(quote.research or "")
        said, more = shown_text(catalog, entity, quote.text)
        found.append(
            QuoteMark(
                text=catalog.words.inner(said),
                who=people.get(quote.persona or ""),
                source=source.title if source else "",
                url=source.url if source else "",
                formatted=more,
            )
        )
    return tuple(found)


def pains(
    catalog: Catalog, entity: Entity[Any], written: tuple[Pain, ...], people: People
) -> tuple[PainMark, ...]:
    """Return pains or gains, with their severity and the insight behind them."""
    return tuple(_pain(catalog, entity, pain, people.get(pain.persona or "")) for pain in written)


def _pain(catalog: Catalog, entity: Entity[Any], pain: Pain, who: PersonaMark | None) -> PainMark:
    insight = catalog.insight(pain.insight or "")
    said, more = shown_text(catalog, entity, pain.text, linked=insight is None)
    return PainMark(
        text=said, severity=pain.severity or 0, who=who, url=insight.url if insight else "", formatted=more
    )


def fails(catalog: Catalog, entity: Entity[Any], written: tuple[FailPoint, ...]) -> tuple[FailMark, ...]:
    """Return fail points with their likelihood, impact and recovery."""
    return tuple(_fail(catalog, entity, fail) for fail in written)


def _fail(catalog: Catalog, entity: Entity[Any], fail: FailPoint) -> FailMark:
    said, more = shown_text(catalog, entity, fail.text)
    recovery = entity_text(catalog, entity, fail.recovery)
    return FailMark(
        text=said, share=fail.likelihood, impact=fail.impact or 0, recovery=recovery, formatted=more
    )


def readouts(
    catalog: Catalog, step: Entity[Step], people: People, points: Sequence[Point] | None = None
) -> tuple[Readout, ...]:
    """Return how each persona feels at a step, with the word for it; of ``points`` in place of the step's own."""
    found, id, told = list[Readout](), step.id.partition("/")[0], set[str]()
    for point in catalog.points(step.id) if points is None else points:
        who = people.get(point.persona)
        if who is None:
            continue
        # the words of the author stand once for each persona, at its first score
        word = point.word if point.persona in told else feeling_words(catalog.words, step, point)
        told.add(point.persona)
        mark = score_mark(catalog, point.score, point, word, id)
        # percent of the scale from -2 to 2, of which nothing is the middle
        at = round(50 + max(-2.0, min(2.0, point.score)) * 25, 1)
        start, width = min(50.0, at), round(abs(at - 50), 1)
        measured = score_on_scale(catalog, point.measured or 0, id) if point.contradicted else ""
        found.append(
            Readout(
                who=who,
                mark=mark,
                at=at,
                start=start,
                width=width,
                measured=measured,
                beside=measured_text(catalog, point, id),
                intensity=step.fields.intensity or 0,
                interval=measured_interval(catalog, point.low, point.high, id),
                nth=sum(one.who is who for one in found),
            )
        )
    return tuple(found)


def feelings(catalog: Catalog, step: Entity[Step], people: People) -> tuple[NoteMark, ...]:
    """Return the feelings that no readout says: of those who have no score, and for all while any of them has none."""
    scored = {point.persona for point in catalog.points(step.id)} & people.keys()
    told = scored.issuperset(step.fields.personas or ("",))
    written = step.fields.feeling
    beside = tuple(note for note in written if not (note.persona in scored if note.persona else told))
    found = notes(catalog, step, beside, people)
    strong = step.fields.intensity if not scored else None
    return (*found, NoteMark(text=catalog.words.phrase("intensity.of", n=strong))) if strong else found


def time(step: Step) -> tuple[TimeMark, ...]:
    """Return the time a step takes, when it is known."""
    return (TimeMark(takes=step.duration, wait=step.wait),) if step.duration or step.wait else ()


def touches(catalog: Catalog, step: Step) -> tuple[IconLink, ...]:
    """Return touchpoints and channels."""
    return touch_marks(catalog, step.touchpoint, step.channel)


def links(catalog: Catalog, kind: str, ids: tuple[str, ...], icon: str = "") -> tuple[IconLink, ...]:
    """Return links to entities of a kind."""
    return marked(catalog, kind, ids, lambda one: IconLink(title=one.title, url=one.url, icon=icon))


def metrics(catalog: Catalog, step: Entity[Step]) -> tuple[MetricMark | IconLink, ...]:
    """Return the metrics of a step with the latest reading nearest to it and a small trend."""

    def measured(entity: Entity[Metric]) -> MetricMark:
        scope, series = overall_readings_at(catalog, entity, step.id)
        place = catalog.words.phrase(f"scope.{scope}") if scope else ""
        return metric_mark(catalog, entity, trend(catalog, entity.id, series=series), series, place)

    return marked(catalog, "metric", step.fields.metrics, measured)


def opportunities(catalog: Catalog, step: Entity[Step]) -> tuple[OpportunityCard | IconLink, ...]:
    """Return what could be done about a step: what it names, and what names it."""
    naming = (entity.id for entity in catalog.users(step.kind, step.id, "opportunity"))
    return marked(catalog, "opportunity", (*step.fields.opportunities, *naming), opportunity_card)


def insights(catalog: Catalog, step: Entity[Step]) -> tuple[IconLink, ...]:
    """Return what is known about a step: what it names, and what names it."""
    ids = (*step.fields.insights, *(entity.id for entity in catalog.users(step.kind, step.id, "insight")))
    return marked(
        catalog,
        "insight",
        ids,
        lambda one: IconLink(title=one.title, url=one.url, icon=f"status-{one.fields.status}"),
    )


def evidence(catalog: Catalog, step: Step) -> tuple[IconLink, ...]:
    """Return all research that a step or something in it names."""
    ids = [*step.research]
    ids += [id for pain in (*step.pains, *step.gains) for id in pain.research]
    ids += [quote.research for quote in step.quotes if quote.research]
    ids += [id for points in step.emotion.values() for felt in points for id in felt.research]
    return links(catalog, "research", tuple(ids), "research")


def pictures(step: Step) -> tuple[Picture, ...]:
    """Return the picture of the moment."""
    return (Picture(src=step.image.src, alt=step.image.alt),) if step.image else ()
