"""Small views that recur on many pages: a score, a metric, an opportunity, a row of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import fsum
from typing import Any, TypeVar

from jmsite.model.addresses import tag_address
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.entities.metric import Metric
from jmsite.model.figures import Drawing
from jmsite.model.readings import Basis, Point, Series, band
from jmsite.model.value import Value, replace
from jmsite.pages.parts.metrics import funnel
from jmsite.pages.parts.metrics.clear_change import Difference, change
from jmsite.pages.parts.metrics.latest import digits_of, freshness, interval_of
from jmsite.pages.parts.page.people import PersonaMark, people, persona_styles
from jmsite.pages.parts.page.scores import score_on_scale

T = TypeVar("T")

__all__ = [
    "IconLink",
    "ListRow",
    "MetricMark",
    "OpportunityCard",
    "PersonaMark",
    "ScoreMark",
    "heat",
    "lowest_score",
    "marked",
    "mean",
    "metric_mark",
    "one_each",
    "opportunity_card",
    "people",
    "persona_styles",
    "score_mark",
    "stage_title",
    "touchpoint_links",
]


class ScoreMark(Value):
    """A score as pages show it: classes (``side``, ``heat``), icon (``face``), and ``text`` on its author's scale."""

    score: float
    side: str
    face: str
    heat: str
    word: str = ""
    basis: Basis = "assumed"
    n: int | None = None
    text: str = ""


class MetricMark(Value):
    """A metric's latest reading. ``change`` is against a year before; None where nothing is to compare with.

    ``digits`` is how many decimals a reader needs, ``interval`` what is printed of the 95 % interval. ``fresh`` says
    of when the reading is, and whether it is stale, ``place`` what it is of, where that is not plain from its place.
    """

    title: str
    url: str
    value: float | None
    unit: str
    digits: int = 1
    target: float | None = None
    change: Difference | None = None
    n: int | None = None
    interval: str = ""
    day: date | None = None
    fresh: str = ""
    trend: Drawing | None = None
    place: str = ""


class OpportunityCard(Value):
    """An opportunity in short. ``effort`` is five dots, filled or not; empty when nobody has judged it."""

    title: str
    url: str
    status: str
    value: float | None = None
    effort: tuple[bool, ...] = ()
    effort_of: int = 0


class ListRow(Value):
    """A row of a plain list: ``lead`` stands before, ``side`` after; script marks a ``due`` date late."""

    title: str
    url: str
    under: str = ""
    lead: str = ""
    side: str = ""
    status: str = ""
    status_title: str = ""
    score: ScoreMark | None = None
    due: date | None = None


class IconLink(Value):
    """A link with an icon; words that are not linked yet have no address. ``edit`` is where it can be edited, or ""."""

    title: str
    url: str
    icon: str = ""
    edit: str = ""


def icon_link(entity: Entity[Any], edit: str = "") -> IconLink:
    """Return a link to the page of an entity, with its title."""
    return IconLink(title=entity.title, url=entity.url, edit=edit)


SIDES = ("is-n", "is-n", "is-0", "is-p", "is-p")
HEATS = ("heat-n2", "heat-n1", "heat-0", "heat-p1", "heat-p2")


def score_mark(
    catalog: Catalog,
    score: float,
    point: Point | None = None,
    word: str = "",
    journey: str = "",
    among: bool = False,
) -> ScoreMark:
    """Return a score with its marks; with the point it is of, also its word and what it rests on.

    Without its ``journey``, or ``among`` those of others, it says its scale where these differ.
    """
    felt, told = band(score), score_on_scale(catalog, score, journey, point, among)
    mark = ScoreMark(score=score, side=SIDES[felt], face=f"face-{felt + 1}", heat=HEATS[felt], text=told)
    if point is None:
        return mark
    return replace(mark, word=word or point.word, basis=point.basis, n=point.n)


def heat(score: float | None) -> str:
    """Return the class that colours by feeling; "" without a score."""
    return "" if score is None else HEATS[band(score)]


def lowest_score(points: Iterable[Point]) -> float | None:
    """Return the score of whoever feels worst; None without points."""
    return min((point.score for point in points), default=None)


def mean(points: Iterable[Point]) -> float | None:
    """Return the average score of some points, to a hundredth, or None; a persona's points in a step count as one."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for point in points:
        found[point.step, point.persona].append(point.score)
    scores = [fsum(own) / len(own) for own in found.values()]
    return round(fsum(scores) / len(scores), 2) if scores else None


def worst_each(points: Iterable[Point]) -> dict[str, float]:
    """Return the lowest score of each persona among some points."""
    found: dict[str, float] = {}
    for point in points:
        found[point.persona] = min(point.score, found.get(point.persona, point.score))
    return found


def one_each(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return one point for each persona of a step; in place of several their average, without a word."""
    found: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        found[point.persona].append(point)
    return tuple(own[0] if len(own) == 1 else _average(own) for own in found.values())


def _average(points: Sequence[Point]) -> Point:
    found = {point.basis for point in points}
    basis: Basis = "assumed" if "assumed" in found else "researched" if "researched" in found else "measured"
    return Point(step=points[0].step, persona=points[0].persona, score=mean(points) or 0.0, basis=basis)


def metric_mark(
    catalog: Catalog,
    entity: Entity[Metric],
    trend: Drawing | None = None,
    series: Series | None = None,
    place: str = "",
) -> MetricMark:
    """Return a metric with its latest reading, its change over a year and its target; all of ``series``, if
    that is given.
    """
    fields, whole = entity.fields, funnel.overall_readings(catalog, entity)
    series = series or whole
    latest, before = series.latest, series.a_year_before()
    value = latest.value if latest else None
    digits = digits_of(value, series, whole)
    return MetricMark(
        title=entity.title,
        url=entity.url,
        value=value,
        unit=funnel.unit(catalog, entity),
        digits=digits,
        target=fields.target,
        change=change((before,), (latest,), digits, fields.direction) if latest and before else None,
        n=latest.n if latest else None,
        interval=interval_of(catalog.words, latest, digits) if latest else "",
        day=latest.day if latest else None,
        fresh=freshness(catalog, entity.id, series),
        trend=trend,
        place=place,
    )


def opportunity_card(entity: Entity[Opportunity]) -> OpportunityCard:
    """Return an opportunity in short."""
    fields = entity.fields
    whole = round(fields.effort) if fields.effort is not None else 0
    dots = tuple(place < whole for place in range(5)) if fields.effort is not None else ()
    return OpportunityCard(
        title=entity.title,
        url=entity.url,
        status=fields.status,
        value=fields.customer_value,
        effort=dots,
        effort_of=whole,
    )


def touchpoint_links(
    catalog: Catalog, touchpoints: Iterable[str], channels: Iterable[str] = ()
) -> tuple[IconLink, ...]:
    """Return touchpoints with their icon (else their channel's), then channels that no touchpoint names."""
    touched = tuple(touchpoints)
    named = {entity.fields.channel for entity in catalog.found("touchpoint", touched)}
    points = marked(
        catalog,
        "touchpoint",
        touched,
        lambda one: IconLink(title=one.title, url=one.url, icon=_icon(catalog, one)),
    )
    rest = (channel for channel in channels if channel not in named)
    return points + marked(
        catalog,
        "channel",
        rest,
        lambda one: IconLink(title=one.title, url=one.url, icon=one.fields.icon or one.id),
    )


def marked(
    catalog: Catalog, kind: str, ids: Iterable[str], mark: Callable[[Entity[Any]], T]
) -> tuple[T | IconLink, ...]:
    """Return a mark of each of ``ids`` once, in order; of words that name nothing the words."""
    found = ((id, catalog.find(kind, id)) for id in dict.fromkeys(ids))
    return tuple(IconLink(title=id, url="") if entity is None else mark(entity) for id, entity in found)


def _icon(catalog: Catalog, touchpoint: Entity[Any]) -> str:
    if touchpoint.fields.icon:
        return str(touchpoint.fields.icon)
    channel = catalog.channel(touchpoint.fields.channel or "")
    return (channel.fields.icon or channel.id) if channel else "touch"


def on_map(catalog: Catalog, stage: Entity[Any]) -> str:
    """Return where a stage stands on the map; its own page where it has no steps to stand there."""
    journey, _, name = stage.id.partition("/")
    return f"journeys/{journey}/#{name}" if catalog.read("steps", stage.id) else stage.url


def stage_title(catalog: Catalog, step: Entity[Any]) -> str:
    """Return the title of the stage that a step stands in; of a moment at any time, that it stands in none."""
    stage = catalog.stage(id := step.id.rpartition("/")[0])
    return stage.title if stage else catalog.words.phrase("map.anytime") if id.endswith(f"/{ANYTIME}") else ""


def tag_links(tags: Iterable[str]) -> tuple[IconLink, ...]:
    """Return tags as links to what shares them."""
    return tuple(IconLink(title=tag, url=tag_address(tag)) for tag in tags)
