"""The charts that are ours, without Vega: their layers become SVG, and the Vega that readers explore, by our own hand.

What Vega would write is the measure, byte for byte: ``tests/unit/charts/test_direct.py`` holds figures of every kind
to it. Whatever is not known here word for word is refused (``UnknownError``) and drawn by Vega.
"""

from jmsite.charts.direct.marks import Layered, UnknownError, layered
from jmsite.charts.direct.svg import svg_of_chart
from jmsite.charts.direct.vega import as_vega

__all__ = ["Layered", "UnknownError", "as_vega", "layered", "svg_of_chart"]
