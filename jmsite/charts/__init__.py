"""Charts: one a file, from a figure to an Altair chart, and from there to SVG that stands in a page.

This is also the door for notebooks: the functions here take a catalog and an id, and give the same charts that the
site has, in real colours. ``jmsite.charts.emotion_curve(jmsite.load("."), "buy-clothes-online")``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# Bound under other names: a module of the same name must be loaded before the function that hides it.
from jmsite.charts.bars import bars as _bars
from jmsite.charts.comparison import comparison as _comparison
from jmsite.charts.emotion_curve import emotion_curve as _curve
from jmsite.charts.heat_map import heat_map as _heat_map
from jmsite.charts.matrix import matrix as _matrix
from jmsite.charts.notebook import in_real_colours, require_id
from jmsite.charts.sparkline import sparkline as _sparkline
from jmsite.charts.trend import trend as _trend

if TYPE_CHECKING:
    import altair as alt

    from jmsite.model.catalog import Catalog

__all__ = [
    "chart",
    "comparison",
    "emotion_curve",
    "evidence",
    "heat_map",
    "metric_by_stage",
    "metric_trend",
    "opportunity_matrix",
    "sparkline",
]


def chart(catalog: Catalog, kind: str, id: str = "") -> alt.LayerChart:
    """Return a chart of any kind that prose can ask for: ``chart(catalog, "by-stage", "nps")``.

    Raises ``LookupError`` for an unknown kind or id, and where there is nothing to draw.
    """
    from jmsite.charts.draw import chart_of
    from jmsite.model.entities.chart import ChartBlock
    from jmsite.model.figures import CHART_KINDS
    from jmsite.pages.parts.figures.blocks import drawing_of

    row = CHART_KINDS.get(kind)
    if row is None or row.of == "spec":
        names = ", ".join(name for name, other in CHART_KINDS.items() if other.of != "spec")
        raise LookupError(f"there is no chart '{kind}'; there are: {names}")
    of = {row.of: require_id(catalog, row.of, id)} if row.of else {}
    block = ChartBlock.model_validate({"chart": kind, **of})
    return in_real_colours(chart_of, drawing_of(catalog, block), id or kind)


def emotion_curve(catalog: Catalog, journey: str) -> alt.LayerChart:
    """Return how each step of a journey feels to each persona, from -2 to 2. Raises ``LookupError`` for an
    unknown id.
    """
    from jmsite.pages.parts.figures.curve_and_trend import curve

    return in_real_colours(_curve, curve(catalog, require_id(catalog, "journey", journey)), journey)


def sparkline(catalog: Catalog, journey: str, persona: str = "") -> alt.LayerChart:
    """Return a journey at a glance: the mean feeling of its steps, or one persona's."""
    from jmsite.pages.parts.figures.glance import sparkline as figure

    return in_real_colours(
        _sparkline, figure(catalog, require_id(catalog, "journey", journey), persona, wide=620), journey
    )


def heat_map(catalog: Catalog, journey: str) -> alt.LayerChart:
    """Return the feeling of each persona in each stage of a journey."""
    from jmsite.pages.parts.figures.pictures import heat_map as figure

    return in_real_colours(_heat_map, figure(catalog, require_id(catalog, "journey", journey)), journey)


def comparison(catalog: Catalog, journey: str) -> alt.LayerChart:
    """Return the curves of a journey's personas laid over each other, the largest gaps marked."""
    from jmsite.pages.parts.figures.pictures import comparison as figure

    return in_real_colours(_comparison, figure(catalog, require_id(catalog, "journey", journey)), journey)


def metric_trend(catalog: Catalog, metric: str) -> alt.LayerChart:
    """Return a metric over time with its target, interval and the days on which something shipped."""
    from jmsite.pages.parts.figures.curve_and_trend import trend as figure

    return in_real_colours(
        _trend, figure(catalog, require_id(catalog, "metric", metric), small=False), metric
    )


def metric_by_stage(catalog: Catalog, metric: str) -> alt.LayerChart:
    """Return the latest reading of a metric in each stage."""
    from jmsite.pages.parts.metrics.splits import by_stage

    return in_real_colours(_bars, by_stage(catalog, require_id(catalog, "metric", metric)), metric)


def opportunity_matrix(catalog: Catalog, business: bool = False) -> alt.LayerChart:
    """Return opportunities by what they are worth to customers and what they cost, or are worth to the company."""
    from jmsite.pages.parts.figures.pictures import matrix

    return in_real_colours(_matrix, matrix(catalog, business), "the opportunities")


def evidence(catalog: Catalog, journey: str) -> alt.LayerChart:
    """Return how many of a journey's scores are measured, researched, and assumed."""
    from jmsite.pages.parts.figures.backing import evidence as figure

    return in_real_colours(_bars, figure(catalog, require_id(catalog, "journey", journey)), journey)
