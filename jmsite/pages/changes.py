"""The page of what changed for customers, by version or month, with the curve of each journey as it was."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.figures import Drawing, FigureTable, Sparkline
from jmsite.model.page import Page
from jmsite.model.past import PastPeriod
from jmsite.model.value import Value
from jmsite.pages.parts.changes.history import ToldPeriod, period_title, periods
from jmsite.pages.parts.figures.curve_and_trend import columns
from jmsite.pages.parts.page.scores import score_on_scale

MOST_CURVES = 6
"""Curves of a journey beside each other, the youngest at the end."""


class PastCurve(Value):
    """The curve of a journey as it was: the state, and the picture."""

    title: str
    drawing: Drawing


class CurveHistory(Value):
    """A journey and how its curve changed."""

    title: str
    url: str
    curves: tuple[PastCurve, ...]


class PastView(Value):
    """The past as the page shows it: curves by journey, and periods, the youngest first."""

    journeys: tuple[CurveHistory, ...]
    periods: tuple[ToldPeriod, ...]


def changes(catalog: Catalog, _: str) -> Page:
    """Return the page of what changed."""
    words = catalog.words
    view = PastView(journeys=tuple(_journeys(catalog)), periods=periods(catalog))
    return Page(
        kind="changes",
        url="changes/",
        title=words.phrase("change.title"),
        view=view,
        description=words.phrase("changes.under"),
    )


def _journeys(catalog: Catalog) -> Iterator[CurveHistory]:
    """Yield the journeys whose curve has not been the same all the time."""
    for journey in catalog.all("journey"):
        found = list(_curves(catalog, journey))
        if len(found) > 1:
            yield CurveHistory(title=journey.title, url=journey.url, curves=tuple(found[-MOST_CURVES:]))


def _curves(catalog: Catalog, journey: Entity[Journey]) -> Iterator[PastCurve]:
    """Yield the curves of a journey that differ from the one before, the oldest first."""
    last: tuple[float, ...] = ()
    for period in catalog.past_of(journey.id):
        scores = lowest(period)
        if scores and scores != last:
            yield PastCurve(
                title=period_title(catalog, period), drawing=_drawn(catalog, journey, period, scores)
            )
            last = scores


def lowest(period: PastPeriod) -> tuple[float, ...]:
    """Return how the steps of a journey felt in a state to whoever felt worst, in the order that they had."""
    found: dict[str, float] = {}
    for one in period.scores:
        found[one.step] = min(one.score, found.get(one.step, one.score))
    return tuple(found.values())


def _drawn(
    catalog: Catalog, journey: Entity[Journey], period: PastPeriod, scores: tuple[float, ...]
) -> Drawing:
    words = catalog.words
    steps = dict.fromkeys(one.step for one in period.scores)
    rows = [
        (
            step.title if (step := catalog.step(id)) else id.rpartition("/")[2],
            score_on_scale(catalog, score, journey.id),
        )
        for id, score in zip(steps, scores, strict=True)
    ]
    caption = words.row(journey.title, period_title(catalog, period))
    return Drawing(
        figure=Sparkline(scores=scores, rtl=words.rtl),
        caption=caption,
        table=FigureTable(columns=columns(words, "step", "lowest"), rows=tuple(rows)),
    )
