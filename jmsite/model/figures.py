"""Figures: values that a view makes and a chart draws. Equal figures are drawn once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from jmsite.model.alluvial import Alluvial
from jmsite.model.readings import Basis
from jmsite.model.trend import SIGNS as SIGNS
from jmsite.model.trend import Line as Line
from jmsite.model.trend import Trend as Trend
from jmsite.model.trend import TrendPoint as TrendPoint
from jmsite.model.value import Value


class CurvePoint(Value):
    """A score of a line over a step (``step`` counts from 0), ``at`` a part of its width from where it begins."""

    step: int
    line: str
    score: float
    basis: Basis = "assumed"
    word: str = ""
    n: int | None = None
    low: float | None = None
    high: float | None = None
    at: float = 0.5


SCALE = (-2.0, 2.0)
"""The ends of the author's scale, on which a figure writes the scores that it places from -2 to 2."""


class EmotionCurve(Value):
    """The curve lane of a map: one column a step, one line a persona, the to-be state as a ghost.

    ``truths`` are the steps that are moments of truth. ``ghost`` are (step, score) of the compared state.
    ``words`` False leaves the words out, where lines are too many to label. ``rtl``: the first step is at the right.
    ``ends`` are the author's words for the worst and the best score, where the axis is drawn with the curve.
    ``beside`` are measured scores where an author wrote others, which ``points`` has.
    """

    steps: tuple[str, ...]
    lines: tuple[Line, ...]
    points: tuple[CurvePoint, ...]
    beside: tuple[CurvePoint, ...] = ()
    ghost: tuple[tuple[int, float], ...] = ()
    truths: tuple[int, ...] = ()
    words: bool = True
    signs: str = SIGNS
    rtl: bool = False
    scale: tuple[float, float] = SCALE
    ends: tuple[str, str] = ("", "")


class WholeCurve(Value):
    """A whole journey in one curve, as wide as the page: one line a persona over all steps.

    ``stages`` are the numbers of steps of each stage, ``pins`` the points that clauses of the finding are about, as
    (step, line). ``ghost`` are (step, score) of the compared state.
    """

    steps: tuple[str, ...]
    lines: tuple[Line, ...]
    points: tuple[CurvePoint, ...]
    stages: tuple[int, ...] = ()
    pins: tuple[tuple[int, str], ...] = ()
    ghost: tuple[tuple[int, float], ...] = ()
    signs: str = SIGNS
    rtl: bool = False
    scale: tuple[float, float] = SCALE


class FormerCurve(Value):
    """The curve of a journey as it was, to be laid over the whole one of today, over as many ``steps``.

    ``points`` are what each line was, in the middle of its step. ``moved`` are the places of those that have clearly
    moved, as (step, line, score of today).
    """

    steps: int
    lines: tuple[Line, ...]
    points: tuple[CurvePoint, ...]
    moved: tuple[tuple[int, str, float], ...] = ()
    rtl: bool = False


class Sparkline(Value):
    """A journey at a glance: the lowest score of each step (None: no score), filled by feeling.

    ``highest`` are the highest ones, where personas feel differently: a band reaches from the lowest to them.
    ``wide`` is 320 in cards, 620 in a row.
    """

    scores: tuple[float | None, ...]
    wide: int = 320
    high: int = 64
    rtl: bool = False
    highest: tuple[float | None, ...] = ()


class HeatMap(Value):
    """Emotion by row and column: personas × stages, or journeys × personas. Cells are (row, column, score)."""

    keeps_width: ClassVar[bool] = True

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, int, float], ...]
    words: tuple[str, ...] = ()
    signs: str = SIGNS
    rtl: bool = False
    scale: tuple[float, float] = SCALE


class Comparison(Value):
    """Two or more curves over the same steps, laid over each other, gaps marked (``gaps``: step and size).

    ``ends`` are the author's words for the worst and the best score. ``other`` is the scale of the second line, where
    that is not the first one's: both stand at the axis then, and no gap has a size.
    """

    keeps_width: ClassVar[bool] = True

    steps: tuple[str, ...]
    lines: tuple[Line, ...]
    points: tuple[CurvePoint, ...]
    gaps: tuple[tuple[int, float], ...] = ()
    signs: str = SIGNS
    rtl: bool = False
    scale: tuple[float, float] = SCALE
    ends: tuple[str, str] = ("", "")
    other: tuple[float, float] | None = None


class Bubble(Value):
    """An opportunity in a matrix. ``size`` is the number of linked insights, ``number`` its place in the backlog."""

    id: str
    title: str
    x: float
    y: float
    size: int
    status: Literal["open", "in-progress", "solved", "dismissed"]
    number: int = 0


class Matrix(Value):
    """Opportunities by two measures. ``corners``: names of top left, top right, bottom left, bottom right."""

    bubbles: tuple[Bubble, ...]
    x_title: str
    y_title: str
    x_max: float
    y_max: float
    corners: tuple[str, str, str, str]
    good: Literal["left", "right"] = "left"
    signs: str = SIGNS


class Bars(Value):
    """Values by name, for a metric by stage, a funnel or evidence coverage. ``parts`` stack in order.

    ``words`` are written behind each bar in place of its values, ``aim`` names the target, with a blank ``{value}``.
    ``before`` are earlier values, marked on their bars, and ``was`` says of when.
    """

    names: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    parts: tuple[Line, ...] = ()
    unit: str = ""
    target: float | None = None
    signs: str = SIGNS
    words: tuple[str, ...] = ()
    aim: str = "→ {value}"
    before: tuple[float | None, ...] = ()
    was: str = ""


class VegaLiteSpec(Value):
    """An author's own Vega-Lite specification, as canonical JSON text, with its data inline."""

    keeps_width: ClassVar[bool] = True

    spec: str

    @staticmethod
    def of(spec: Mapping[str, Any]) -> VegaLiteSpec:
        """Return the figure of a specification as it is written."""
        return VegaLiteSpec(spec=json.dumps(spec, sort_keys=True))


Figure = (
    EmotionCurve
    | WholeCurve
    | FormerCurve
    | Sparkline
    | Trend
    | HeatMap
    | Comparison
    | Matrix
    | Bars
    | Alluvial
    | VegaLiteSpec
)


class Drawn(Value):
    """A figure as SVG, and as the JSON that a reader explores it with; "" for one that is no more than a glance.

    ``wrong`` says why there is no picture, or nothing to see in it, and ``fault`` of which kind that is.
    """

    svg: str
    vega: str = ""
    wrong: str = ""
    fault: Literal["", "wrong", "excess", "empty"] = ""

    @property
    def path(self) -> str:
        """Return the path of the JSON in the site; "" for a chart that is not to be explored."""
        # named by what is in it: browsers may keep it for ever, and equal charts are one file
        return f"charts/{sha256(self.vega.encode()).hexdigest()[:12]}.json" if self.vega else ""


class FigureTable(Value):
    """The data table behind a figure: what a reader gets who cannot see the picture.

    ``days`` are those that the first cells of the rows name, where they name days.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    days: tuple[date, ...] = ()


class Drawing(Value):
    """A figure with its words: ``caption`` says in one sentence what it shows, ``table`` stands behind it."""

    figure: Figure
    caption: str
    table: FigureTable
    id: str = ""


class ChartKind(Value, frozen=True, kw_only=True):
    """A kind of chart that a block in prose can ask for.

    ``of`` is the field of the block that must say of what. ``view`` makes its ``Drawing`` of catalog and block, as
    ``module:function`` in ``pages/parts/figures/``. ``takes`` is what there must be beside that for anything to be
    drawn; the check tells where there is none (``checks/charts.py``). The chart of a figure is the function of its name
    in the file of its name in ``charts/``: ``HeatMap`` in ``charts/heat_map.py``.
    """

    name: str
    of: Literal["journey", "metric", "spec", ""] = ""
    view: str
    takes: Literal["emotion", "scores", "personas", "readings", "stages", ""] = ""


CHART_KINDS: dict[str, ChartKind] = {
    kind.name: kind
    for kind in (
        ChartKind(name="emotion-curve", of="journey", view="blocks:emotion_curve"),
        ChartKind(name="sparkline", of="journey", view="blocks:sparkline", takes="emotion"),
        ChartKind(name="heat-map", of="journey", view="blocks:heat_map"),
        ChartKind(name="comparison", of="journey", view="blocks:comparison", takes="personas"),
        ChartKind(name="trend", of="metric", view="blocks:trend", takes="readings"),
        ChartKind(name="by-stage", of="metric", view="blocks:by_stage", takes="stages"),
        ChartKind(name="matrix", view="blocks:matrix"),
        ChartKind(name="evidence", of="journey", view="blocks:evidence", takes="scores"),
        ChartKind(name="vega-lite", of="spec", view="blocks:vega_lite"),
    )
}

# mypy reads no Literal that is worked out
if TYPE_CHECKING:
    ChartName = str
else:
    ChartName = Literal[tuple(CHART_KINDS)]
