"""Charts: one a file, from a figure to an Altair chart, and from there to SVG that stands in a page."""

from jmsite.charts.bars import bars
from jmsite.charts.comparison import comparison
from jmsite.charts.draw import CHARTS, canonical, charts_version, draw, draw_all
from jmsite.charts.emotion_curve import emotion_curve
from jmsite.charts.heat_map import heat_map
from jmsite.charts.matrix import matrix
from jmsite.charts.own import own
from jmsite.charts.sparkline import sparkline
from jmsite.charts.trend import trend

__all__ = [
    "CHARTS",
    "bars",
    "canonical",
    "charts_version",
    "comparison",
    "draw",
    "draw_all",
    "emotion_curve",
    "heat_map",
    "matrix",
    "own",
    "sparkline",
    "trend",
]
