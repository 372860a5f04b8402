"""The effect of a solution: its metrics before and after it went live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import decimals
from jmsite.model.effects import Interrupted
from jmsite.model.entities.evidence import Solution
from jmsite.model.entities.metric import Metric
from jmsite.model.figures import Drawing, Trend
from jmsite.model.messages import Messages
from jmsite.model.page import Link
from jmsite.model.readings import Measured
from jmsite.model.value import Value, replace
from jmsite.pages.parts.figures.curve_and_trend import amount, trend, value_words
from jmsite.pages.parts.metrics import funnel
from jmsite.pages.parts.metrics.clear_change import (
    FEWEST_READINGS,
    Difference,
    Direction,
    change,
    mean_of,
    sides,
    unusual,
)
from jmsite.pages.parts.metrics.effect_notes import notes


class Effect(Value):
    """A metric around the day a solution shipped.

    ``before`` and ``after`` are means of ``count`` readings each; they and ``change`` are None where one side has
    none. ``words`` say it in a sentence, ``notes`` how sure that is. ``also`` shipped among those readings.
    ``weighed``: the trend and the seasons before have been set against it. ``aim`` is where the metric stands and
    should be, for what has not shipped.
    """

    title: str
    url: str
    unit: str
    words: str
    notes: tuple[str, ...] = ()
    digits: int = 1
    before: float | None = None
    after: float | None = None
    change: Difference | None = None
    count: int = 0
    weighed: bool = False
    aim: str = ""
    also: tuple[Link, ...] = ()
    trend: Drawing | None = None

    @property
    def early(self) -> bool:
        """Return whether there are readings on both sides, and too few to tell what changed."""
        return 0 < self.count < FEWEST_READINGS and self.change is not None and self.change.better is None


def effects(catalog: Catalog, solution: Entity[Solution]) -> tuple[Effect, ...]:
    """Return every metric that a solution should move; where it names none, those of its opportunities.

    Their pictures have one plot and one time, so that the day it shipped is one line through all.
    """
    found = tuple(effect(catalog, solution, metric) for metric in _aimed(catalog, solution))
    return _aligned(found, solution.fields.shipped)


def _aligned(found: tuple[Effect, ...], shipped: date | None) -> tuple[Effect, ...]:
    """Return effects with their trends drawn over one another, in one column."""
    trends = {place: each.trend.figure for place, each in enumerate(found) if each.trend}
    figures = [figure for figure in trends.values() if isinstance(figure, Trend)]
    # a single trend has nothing to be aligned with
    if len(figures) < 2:
        return found
    first, *_, last = trends

    def one(place: int, each: Effect) -> Effect:
        figure = trends.get(place)
        if each.trend is None or not isinstance(figure, Trend):
            return each
        others = tuple(other for other in figures if other is not figure)
        joins = (place != first, place != last)
        drawn = replace(figure, beside=others, through=shipped, joins=joins)
        return replace(each, trend=replace(each.trend, figure=drawn))

    return tuple(one(place, each) for place, each in enumerate(found))


def effect(catalog: Catalog, solution: Entity[Solution], metric: Entity[Metric]) -> Effect:
    """Return a metric around the day a solution shipped, with the picture of it."""
    fields, shipped, words = metric.fields, solution.fields.shipped, catalog.words
    drawn = trend(catalog, metric.id, small=False)
    bare = Effect(
        title=metric.title, url=metric.url, unit=funnel.unit(catalog, metric), words="", trend=drawn
    )
    if shipped is None:
        bare = replace(bare, aim=_aim(catalog, metric))
        return replace(bare, words=words.phrase("effect.waiting" if drawn else "metric.none"))
    total = funnel.overall_readings(catalog, metric).total
    before, after = sides(total, shipped)
    if not before or not after:
        return replace(bare, words=words.phrase("effect.none-since" if before else "effect.none-before"))
    study: Interrupted | None = catalog.read("interrupted", (solution.id, metric.id))
    digits = _digits(before, after)
    earlier = _earlier(total, before)
    moved = judged(before, after, digits, fields.direction, study, earlier)
    told = _told(words, bare, before, after, moved, change(before, after, digits, fields.direction), study)
    also = _also(catalog, solution, metric.id, before[0].day, after[-1].day)
    return replace(told, also=also, notes=notes(words, told.digits, before, after, study, earlier))


def improved(catalog: Catalog, solution: Entity[Solution]) -> tuple[Entity[Metric], ...]:
    """Return the metrics that a solution should move and that are clearly better since it shipped."""
    shipped = solution.fields.shipped
    if shipped is None:
        return ()
    return tuple(
        metric for metric in _aimed(catalog, solution) if _is_better(catalog, solution.id, metric, shipped)
    )


def _is_better(catalog: Catalog, solution: str, metric: Entity[Metric], shipped: date) -> bool:
    total = funnel.overall_readings(catalog, metric).total
    before, after = sides(total, shipped)
    if not before or not after:
        return False
    digits = _digits(before, after)
    study = catalog.read("interrupted", (solution, metric.id))
    history = _earlier(total, before)
    return judged(before, after, digits, metric.fields.direction, study, history).better is True


def judged(
    before: Sequence[Measured], after: Sequence[Measured], digits: int, direction: Direction,
    study: Interrupted | None, history: Sequence[Measured],
) -> Difference:  # fmt: skip
    """Return what changed with a day between the readings around it; unclear where these may have differed anyway.

    ``history`` are all readings before the day: where there are few around it, they tell how far those differ.
    """
    seen = change(before, after, digits, direction)
    if len(before) < FEWEST_READINGS:
        most = unusual(history, len(before))
        if most is None or abs(mean_of(after) - mean_of(before)) <= most:
            return replace(seen, better=None)
    return allowed(seen, study)


def _earlier(total: Sequence[Measured], before: Sequence[Measured]) -> tuple[Measured, ...]:
    """Return all readings up to the last of those that are compared."""
    return tuple(one for one in total if one.day <= before[-1].day)


def allowed(moved: Difference, study: Interrupted | None) -> Difference:
    """Return a change, unclear where the trend before and the seasons may be all there is to it.

    Where there are too few readings to tell these apart, it stands as it is.
    """
    if study is None or (study.clear and (study.change > 0) == moved.up):
        return moved
    return replace(moved, better=None)


def _aimed(catalog: Catalog, solution: Entity[Solution]) -> tuple[Entity[Metric], ...]:
    """Return what a solution should move; where it names nothing, what its opportunities should."""
    ids = list(solution.fields.metrics)
    if not ids:
        answered = catalog.found("opportunity", solution.fields.opportunities)
        ids = [id for opportunity in answered for id in opportunity.fields.metrics]
    return catalog.found("metric", dict.fromkeys(ids))


def _aim(catalog: Catalog, metric: Entity[Metric]) -> str:
    """Return where a metric stands and where it should be."""
    latest, fields, words = funnel.overall_readings(catalog, metric).latest, metric.fields, catalog.words
    unit = funnel.unit(catalog, metric)
    now = words.phrase("effect.now", value=amount(words, latest.value, unit)) if latest else ""
    aim = "" if fields.target is None else words.phrase("target.at", value=words.number(fields.target))
    return words.row(now, aim)


def _digits(before: Sequence[Measured], after: Sequence[Measured]) -> int:
    """Return how exactly a page prints both means: what cannot be seen there has not moved in the lists either."""
    first, last = mean_of(before), mean_of(after)
    return max(decimals(first, (first, last)), decimals(last, (first, last)))


def _told(
    words: Messages, bare: Effect, before: Sequence[Measured], after: Sequence[Measured], moved: Difference,
    seen: Difference, study: Interrupted | None,
) -> Effect:  # fmt: skip
    """Return a change in words; ``seen`` is what the readings around the day say by themselves."""
    first, last, digits = mean_of(before), mean_of(after), moved.digits
    told = words.phrase(
        f"effect.told-{_verdict(moved, len(before), seen.better is not None)}",
        moved=words.number(moved.amount, digits, digits),
        before=value_words(words, first, digits, bare.unit),
        after=value_words(words, last, digits, bare.unit),
        readings=words.counted(len(before), "effect.readings"),
    )
    return replace(
        bare, words=told, digits=digits, before=first, after=last, change=moved, count=len(before),
        weighed=study is not None and study.seasonal,
    )  # fmt: skip


def _verdict(moved: Difference, count: int, is_clear: bool) -> str:
    """Return which sentence tells a change; ``is_clear``: the readings alone say that it is no chance."""
    if moved.better is not None:
        return "better" if moved.better else "worse"
    return "early" if count < FEWEST_READINGS else "trend" if is_clear else "unclear"


def _also(
    catalog: Catalog, solution: Entity[Solution], metric: str, first: date, last: date
) -> tuple[Link, ...]:
    """Return what else shipped for the metric among its readings."""
    others = catalog.users("metric", metric, "solution")
    return tuple(
        Link(title=other.title, url=other.url)
        for other in others
        if other.id != solution.id and other.fields.shipped and first <= other.fields.shipped <= last
    )


def answer(words: Messages, moved: tuple[Effect, ...]) -> str:
    """Return whether it helped, over all its metrics, in a sentence; "" where no metric has both sides.

    A plain yes or no is only said where nothing else that can be known of may be the reason.
    """
    verdicts = [VERDICTS[each.change.better] for each in moved if each.change]
    if not verdicts:
        return ""
    if all(each.early for each in moved if each.change):
        return words.sentences(words.phrase("effect.unknown"))
    if len(set(verdicts)) == 1:
        sure = verdicts[0] == "same" or all(each.weighed and not each.also for each in moved if each.change)
        return words.counted(len(verdicts), f"solution.{'all' if sure else 'perhaps'}.{verdicts[0]}")
    counts = [(verdicts.count(verdict), verdict) for verdict in VERDICTS.values()]
    told = words.listed(
        words.counted(count, f"solution.some.{verdict}") for count, verdict in counts if count
    )
    return words.sentences(words.counted(len(verdicts), "solution.of", told=told))


VERDICTS = {True: "better", False: "worse", None: "same"}
