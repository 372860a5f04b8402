"""The uses of a touchpoint, channel or system: in which steps, how those feel, what hurts there, what could be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, takewhile

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.dimensions import LEVELS
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.entities.journey import ANYTIME, Journey, Step
from jmsite.model.entities.metric import Metric
from jmsite.model.readings import Point
from jmsite.model.value import Value
from jmsite.pages.parts.figures.curve_and_trend import trend
from jmsite.pages.parts.lists.cards import journey_tag
from jmsite.pages.parts.lists.stages_as_steps import stage_around, with_stages
from jmsite.pages.parts.map import cells
from jmsite.pages.parts.map.cells import FailMark, PainMark
from jmsite.pages.parts.metrics.funnel import overall_readings_at
from jmsite.pages.parts.page.marks import (
    IconLink,
    MetricMark,
    OpportunityCard,
    ScoreMark,
    heat,
    lowest_score,
    mean,
    metric_mark,
    opportunity_card,
    score_mark,
    stage_title,
)
from jmsite.pages.parts.page.people import PersonaMark, mark, people, persona_marks

Steps = tuple[Entity[Step], ...]
Via = Callable[[Entity[Step]], tuple[IconLink, ...]]


class PersonaScore(Value):
    """A persona and the mean score that they give."""

    who: PersonaMark
    mark: ScoreMark


class StepUse(Value):
    """A step that uses something: ``via`` is what else is to be said of how, ``key`` a part played there or ""."""

    title: str
    url: str
    stage: str
    heat: str
    truth: bool
    felt: tuple[PersonaScore, ...]
    pains: tuple[PainMark, ...]
    fails: tuple[FailMark, ...]
    via: tuple[IconLink, ...] = ()
    key: str = ""


class JourneyUse(Value):
    """The steps of one journey that use something. ``tag`` is the key of the journey's state or status."""

    title: str
    url: str
    tag: str
    steps: tuple[StepUse, ...]


class Worst(Value):
    """The lowest score of all, and whose it is."""

    mark: ScoreMark
    title: str
    url: str
    who: PersonaMark | None


class Summary(Value):
    """A use in numbers. ``mark`` is the mean of ``scores`` scores, in journeys as they are; None without any."""

    mark: ScoreMark | None
    scores: int
    felt: tuple[PersonaScore, ...]
    worst: Worst | None
    steps: int
    journeys: int
    pains: int
    severe: int


def in_order(catalog: Catalog, steps: Iterable[Entity[Step]]) -> dict[str, Steps]:
    """Return steps by journey, each in the order of the journey; journeys as they are before those that should be."""
    found: dict[str, dict[str, Entity[Step]]] = defaultdict(dict)
    for step in steps:
        found[step.id.partition("/")[0]][step.id] = step
    journeys = sorted(catalog.found("journey", found), key=lambda journey: not is_current(journey))
    return {journey.id: _walked(catalog, journey.id, found[journey.id]) for journey in journeys}


def _walked(catalog: Catalog, journey: str, steps: Mapping[str, Entity[Step]]) -> Steps:
    stages = (*(catalog.read("stages", journey) or ()), f"{journey}/{ANYTIME}")
    order = [id for stage in stages for id in catalog.read("steps", stage) or ()]
    return tuple(steps[id] for id in order if id in steps)


def is_current(journey: Entity[Journey]) -> bool:
    """Return whether a journey shows what is."""
    return journey.fields.state == "current" and journey.fields.status != "retired"


def uses(
    catalog: Catalog,
    steps: Iterable[Entity[Step]],
    via: Via | None = None,
    key: Callable[[Entity[Step]], str] | None = None,
) -> tuple[JourneyUse, ...]:
    """Return steps in groups by journey, each with its feeling and its pains, the worst first."""
    who = persona_marks(catalog)
    groups = []
    for id, found in in_order(catalog, steps).items():
        journey = catalog.journey(id)
        if journey:
            rows = tuple(
                _use(catalog, step, who, via(step) if via else (), key(step) if key else "")
                for step in _with_stages(catalog, found)
            )
            groups.append(JourneyUse(title=journey.title, url=journey.url, tag=_tag(journey), steps=rows))
    return tuple(groups)


def _with_stages(catalog: Catalog, steps: Steps) -> Iterator[Entity[Step]]:
    """Yield steps in order, and before those of a stage where all of it hurts or breaks, the stage as a whole."""
    for stage, inside in groupby(steps, key=lambda step: step.id.rpartition("/")[0]):
        yield from (one for one in stage_around(catalog, stage) if one.fields.pains or one.fields.fail_point)
        yield from inside


def _tag(journey: Entity[Journey]) -> str:
    """Return what should be is called so before anything else, as nobody has felt it yet."""
    return "state.future" if journey.fields.state == "future" else journey_tag(journey)


def _use(
    catalog: Catalog, step: Entity[Step], who: Mapping[str, PersonaMark], via: tuple[IconLink, ...], key: str
) -> StepUse:
    fields = step.fields
    points = catalog.points(step.id)
    pains = sorted(fields.pains, key=lambda pain: -(pain.severity or 1))
    return StepUse(
        title=step.title,
        url=step.url,
        stage=stage_title(catalog, step) if step.kind == "step" else catalog.words.phrase("one.stage"),
        heat=heat(lowest_score(points)),
        truth=bool(fields.moment_of_truth),
        felt=tuple(
            PersonaScore(who=who[point.persona], mark=score_mark(catalog, point.score, point))
            for point in points
            if point.persona in who
        ),
        pains=cells.pains(catalog, step, tuple(pains), who),
        fails=cells.fails(catalog, step, fields.fail_point),
        via=via,
        key=key,
    )


def summary(catalog: Catalog, steps: Iterable[Entity[Step]], whole: bool = True) -> Summary:
    """Return steps in numbers; feelings and pains are those of journeys as they are.

    What is not ``whole`` leaves out the personas: rows of a list do not name them.
    """
    every = {step.id: step for step in steps}
    ids = dict.fromkeys(id.partition("/")[0] for id in every)
    now = {journey.id for journey in catalog.found("journey", ids) if is_current(journey)}
    current = [step for step in every.values() if step.id.partition("/")[0] in now]
    points = [(point, step) for step in current for point in catalog.points(step.id)]
    score = mean(point for point, _ in points)
    pains = [pain.severity or 1 for step in with_stages(catalog, current) for pain in step.fields.pains]
    return Summary(
        mark=score_mark(catalog, score) if score is not None else None,
        scores=len(points),
        felt=feelings(catalog, (point for point, _ in points)) if whole else (),
        worst=_worst(catalog, points) if whole else None,
        steps=len(every),
        journeys=len(ids),
        pains=len(pains),
        severe=sum(severity == 3 for severity in pains),
    )


def feelings(catalog: Catalog, points: Iterable[Point]) -> tuple[PersonaScore, ...]:
    """Return the mean of each persona's scores."""
    own: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        own[point.persona].append(point)
    if not own:
        return ()
    return tuple(
        PersonaScore(who=who, mark=score_mark(catalog, score))
        for who in sorted(people(catalog, own), key=lambda who: catalog.read("faces", who.id).place)
        if (score := mean(own[who.id])) is not None
    )


def _worst(catalog: Catalog, points: list[tuple[Point, Entity[Step]]]) -> Worst | None:
    if not points:
        return None
    point, step = min(points, key=lambda pair: pair[0].score)
    who = mark(catalog, point.persona)
    return Worst(mark=score_mark(catalog, point.score, point), title=step.title, url=step.url, who=who)


def metric_marks(catalog: Catalog, steps: Iterable[Entity[Step]]) -> tuple[MetricMark, ...]:
    """Return the metrics of steps as key figures, each once, with a small trend; those with readings first.

    A figure is of the place that all the steps which name the metric have in common, or says that it is of all.
    """
    places: dict[str, list[list[str]]] = {}
    for step in with_stages(catalog, steps):
        for id in step.fields.metrics:
            places.setdefault(id, []).append(step.id.split("/"))
    drawn = [_scoped_mark(catalog, metric, places[metric.id]) for metric in catalog.found("metric", places)]
    return tuple(sorted(drawn, key=lambda mark: mark.value is None))


def _scoped_mark(catalog: Catalog, metric: Entity[Metric], places: list[list[str]]) -> MetricMark:
    shared = [one[0] for one in takewhile(lambda parts: len(set(parts)) == 1, zip(*places, strict=False))]
    scope, series = overall_readings_at(catalog, metric, "/".join(shared))
    place = _place(catalog, scope, shared)
    return metric_mark(catalog, metric, trend(catalog, metric.id, series=series), series, place)


def _place(catalog: Catalog, scope: str, shared: list[str]) -> str:
    """Return the title of a place, or that it is all of them; "" where nothing tells places apart."""
    if scope not in LEVELS:
        return catalog.words.phrase("scope.all") if scope else ""
    found = catalog.find(scope, "/".join(shared[: LEVELS.index(scope) + 1]))
    return found.title if found else ""


def opportunity_cards(catalog: Catalog, steps: Iterable[Entity[Step]]) -> tuple[OpportunityCard, ...]:
    """Return what could be done about steps, each once: what is not finished first, then the most valuable."""
    found: dict[str, Entity[Opportunity]] = {}
    for step in with_stages(catalog, steps):
        found |= {each.id: each for each in catalog.found("opportunity", step.fields.opportunities)}
        found |= {each.id: each for each in catalog.users("step", step.id, "opportunity")}
    order = {"in-progress": 0, "open": 0, "solved": 1, "dismissed": 2}
    rows = sorted(
        found.values(), key=lambda each: (order[each.fields.status], -(each.fields.customer_value or 0))
    )
    return tuple(opportunity_card(each) for each in rows)
