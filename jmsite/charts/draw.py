"""Figures to SVG for a page, and to what they are explored with. The one place where Vega is at work."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from jmsite.charts.clean_svg import clean, pieces, tokens
from jmsite.charts.direct import UnknownError, as_vega, layered, svg_of_chart
from jmsite.charts.explore import explorable, explored
from jmsite.charts.layers import CONFIG
from jmsite.charts.sandbox import draw_apart
from jmsite.model.figures import (
    Bars,
    Drawn,
    Figure,
    Trend,
    VegaLiteSpec,
)
from jmsite.model.value import plain, replace

if TYPE_CHECKING:
    import altair as alt

FORMAT = 28  # of what we draw: a step up makes every kept drawing stale
TOGETHER = 24  # small pictures that one call of Vega draws side by side


Draw = Callable[[Sequence[Figure]], list[Drawn | None]]
Share = Callable[[Draw, Sequence[Figure]], list[Drawn | None]]


def _alone(draw: Draw, figures: Sequence[Figure]) -> list[Drawn | None]:
    return draw(figures)


def chart_of(figure: Figure) -> alt.LayerChart:
    """Return the Altair chart of one of our own figures: the function of its name in the file of its name."""
    name = _name(figure, "_")
    make: Callable[[Figure], alt.LayerChart] = getattr(import_module(f"jmsite.charts.{name}"), name)
    return make(figure)


def _name(figure: Figure, between: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", between, type(figure).__name__).lower()


def draw(figure: Figure) -> Drawn:
    """Return the figure as inline SVG whose colours are tokens; a specification that cannot be drawn is an
    empty picture.
    """
    return draw_all((figure,))[0]


def draw_all(figures: Sequence[Figure], share: Share = _alone) -> tuple[Drawn, ...]:
    """Return the drawings of figures in their order; ``share`` may hand them out to several processes.

    Vega is loaded by this process alone, and only for what is not known to be drawn without it.
    """
    distinct = list(dict.fromkeys(figures))
    ours = [figure for figure in distinct if not isinstance(figure, VegaLiteSpec)]
    drawn = _draw_own([figure for figure in distinct if isinstance(figure, VegaLiteSpec)])
    if ours:
        _load()
        directly = zip(ours, share(draw_directly, ours), strict=True)
        drawn |= {figure: made for figure, made in directly if made}
        rest = [figure for figure in ours if figure not in drawn]
        drawn |= zip(rest, draw_by_vega(rest), strict=True)
    return tuple(drawn[figure] for figure in figures)


def _draw_own(figures: Sequence[VegaLiteSpec]) -> dict[Figure, Drawn]:
    """Draw authors' own charts where they can do no harm; one that cannot be drawn is an empty picture."""
    return {
        figure: drawn if drawn.svg else replace(drawn, svg=framed(figure, 0, 0, ""))
        for figure, drawn in zip(figures, draw_apart(figures), strict=True)
    }


def canonical(figure: Figure) -> str:
    """Return a text that is equal exactly when figures of a kind are: for keys of kept drawings."""
    text = json.dumps(plain(figure), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{type(figure).__name__}{text}"


def charts_version() -> str:
    """Return what a drawing depends on beside its figure: our format and the versions of the libraries that draw."""
    from importlib.metadata import version

    return f"{FORMAT} altair {version('altair')} vl-convert {version('vl-convert-python')}"


def _load() -> None:
    """Load what all processes need: copies of this one have it then. What draws has threads, and comes later."""
    import altair  # noqa: F401


def draw_directly(figures: Sequence[Figure]) -> list[Drawn | None]:
    """Return the drawings of figures of ours by our own hand, which are those of Vega; None for what only it can draw.

    The 401 charts of a site of 1,000 pages took 4.46 s of the processor with Vega, and take 0.91 s so.
    """
    return [_draw_directly(figure) for figure in figures]


def _draw_directly(figure: Figure) -> Drawn | None:
    spec, sizes = without_text_sizes(specification(figure))
    apart = explorable(figure)
    try:
        chart = layered(spec)
        inside = svg_of_chart(chart, _ids(figure), sizes)
        known = explored(figure, as_vega(chart), sizes) if apart else ""
    # where Python raises for what is too large, JavaScript goes on with what is infinite
    except (UnknownError, ArithmeticError):
        return None
    return Drawn(svg=framed(figure, *chart.size, inside, Drawn(svg="", vega=known).path), vega=known)


def draw_by_vega(figures: Sequence[Figure]) -> list[Drawn]:
    """Return the drawings of figures of ours by Vega, which is what they are measured by."""
    drawn: dict[int, Drawn] = {}
    small = [index for index, figure in enumerate(figures) if not explorable(figure)]
    for start in range(0, len(small), TOGETHER):
        some = small[start : start + TOGETHER]
        drawn |= zip(some, _draw_together([figures[index] for index in some]), strict=True)
    for index, figure in enumerate(figures):
        if index not in drawn:
            drawn[index] = _draw_one(figure)
    return [drawn[index] for index in range(len(figures))]


def specification(figure: Figure) -> dict[str, Any]:
    """Return the chart of a figure of ours as Vega-Lite with its data inline, which is not checked again."""
    from altair.utils.schemapi import debug_mode

    # else Altair holds every layer of it against the whole schema
    with debug_mode(False):
        return as_plain_values(chart_of(figure))


def as_plain_values(chart: alt.LayerChart) -> dict[str, Any]:
    """Return a chart as mappings and lists, as its ``to_dict`` gives them, which looks at each value ten times
    as long.
    """
    from altair import SchemaBase, Undefined

    def said(value: Any) -> Any:
        if isinstance(value, SchemaBase):
            value = value._kwds
        if isinstance(value, dict):
            return {key: said(part) for key, part in value.items() if part is not Undefined}
        return [said(part) for part in value] if isinstance(value, list) else value

    spec: dict[str, Any] = said(chart)
    return spec


def without_text_sizes(spec: dict[str, Any], prefix: str = "") -> tuple[dict[str, Any], dict[str, float]]:
    """Return the specification with words of no size, and their sizes by layer: measuring words is most of
    Vega's work.
    """
    sizes = {
        part["name"]: part["mark"]["fontSize"] for part in spec["layer"] if part["mark"]["type"] == "text"
    }
    layers = [
        {
            **part,
            "name": prefix + part["name"],
            "mark": {**part["mark"], "fontSize": 0} if part["name"] in sizes else part["mark"],
        }
        for part in spec["layer"]
    ]
    return {**spec, "layer": layers}, sizes


def _draw_one(figure: Figure) -> Drawn:
    """Return one compilation gives both the picture and what it is explored with."""
    spec, sizes = without_text_sizes(specification(figure))
    vega, svg = compiled(spec)
    inside, known = clean(tokens(svg), _ids(figure), sizes, ""), explored(figure, vega, sizes)
    return Drawn(svg=framed(figure, *extent(svg), inside, Drawn(svg="", vega=known).path), vega=known)


def extent(svg: str) -> tuple[float, float]:
    """Return how wide and high a picture says that it is, in pixels."""
    wide, high = re.findall(r' (?:width|height)="([\d.]+)"', svg[: svg.index(">")])[:2]
    return float(wide), float(high)


def _draw_together(figures: Sequence[Figure]) -> Iterator[Drawn]:
    """Draw small pictures by one call, as one is hardly dearer than many, and cut them apart again."""
    specs = [
        without_text_sizes(specification(figure), f"c{number}_") for number, figure in enumerate(figures)
    ]
    children = [
        {"name": f"p{number}", **{key: spec[key] for key in ("width", "height", "layer")}}
        for number, (spec, _) in enumerate(specs)
    ]
    # flush: each stands exactly under the other, whatever reaches out of it
    svg = _svg({"vconcat": children, "spacing": 0, "bounds": "flush", "config": CONFIG, "padding": 0})
    for figure, (spec, sizes), piece in zip(figures, specs, pieces(tokens(svg)), strict=True):
        yield Drawn(svg=framed(figure, spec["width"], spec["height"], clean(piece, _ids(figure), sizes, "")))


def compiled(
    spec: dict[str, Any], meanwhile: Callable[[dict[str, Any]], dict[str, Any]] = lambda vega: vega
) -> tuple[dict[str, Any], str]:
    """Compile Vega-Lite to Vega, to which something may be done ``meanwhile``, and to the picture of that."""
    import vl_convert

    vega = meanwhile(vl_convert.vegalite_to_vega(json.dumps(spec)))
    # no address is allowed: what slipped through ``forbidden`` loads nothing from the machine that builds
    return vega, vl_convert.vega_to_svg(vega, allowed_base_urls=[])


def _svg(spec: dict[str, Any]) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[])
    return svg


def _ids(figure: Figure) -> tuple[str, ...]:
    lines = figure.parts if isinstance(figure, Bars) else getattr(figure, "lines", ())
    return tuple(line.id for line in lines)


def framed(figure: Figure, wide: float, high: float, body: str, path: str = "") -> str:
    """Return the SVG of a picture with ``body`` in it; ``path`` is where the file is that it is explored with."""
    name = _name(figure, "-")
    small = " chart-small" if isinstance(figure, Trend) and figure.small else ""
    # What is as wide as it has columns, or as its author wants it, is not stretched: its words would be, too.
    own_size = getattr(figure, "keeps_width", False) and wide
    size = f' width="{wide:.10g}"' if own_size else ""
    known = f' data-explore="{path}"' if path else ""
    return (
        f'<svg class="chart chart-{name}{small}" viewBox="0 0 {wide:.10g} {high:.10g}"{size}{known} '
        f'fill="none" aria-hidden="true" focusable="false">{body}</svg>'
    )
