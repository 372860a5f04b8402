"""An author's own Vega-Lite specification: what it may contain, and how it is dressed in our colours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jmsite.model.figures import VegaLiteSpec

if TYPE_CHECKING:
    import altair as alt

LONGEST = 400_000  # characters
WIDEST = 4_000  # pixels, columns, and whatever else a specification can ask for as many of as it likes
MOST_ROWS = 20_000  # that a generator makes
COUNTS = frozenset(("width", "height", "tickCount", "maxbins", "steps", "minsteps", "maxsteps", "columns"))
EXPRESSIONS = frozenset(("calculate", "filter", "expr", "test", "update", "labelExpr"))
GENERATING = re.compile(r"\b(sequence|repeat|pad)\s*\(")
REFUSED = {
    "url": "data must be written inline: a chart loads nothing",
    "href": "a chart must not hold links",
    "usermeta": "settings of the page that shows a chart have no place in it",
}
SERIES = [f"var(--series-{number})" for number in range(1, 9)]
FEELING = [f"var(--emotion-{name})" for name in ("n2", "n1", "0", "p1", "p2")]
THEME: dict[str, Any] = {
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
        "titlePadding": 12,
        "gridColor": "var(--line)",
        "labelColor": "var(--ink-3)",
        "titleColor": "var(--ink-2)",
        "labelFontSize": 12,
        "labelLimit": 320,
        "titleFontSize": 13,
        "titleFontWeight": 500,
    },
    "legend": {
        "labelColor": "var(--ink-2)",
        "titleColor": "var(--ink-2)",
        "labelFontSize": 12,
        "labelLimit": 320,
        "titleFontWeight": 500,
    },
    "header": {"labelColor": "var(--ink-2)", "titleColor": "var(--ink-2)"},
    "title": {"color": "var(--ink)", "subtitleColor": "var(--ink-2)", "anchor": "start", "fontWeight": 600},
    "range": {
        "category": SERIES,
        "ordinal": SERIES,
        "diverging": FEELING,
        "ramp": FEELING[2:],
        "heatmap": FEELING[2:],
    },
    "mark": {"color": "var(--series-1)", "tooltip": True},
    "text": {"color": "var(--ink-2)"},
    "rule": {"color": "var(--axis)"},
}


def own(figure: VegaLiteSpec) -> alt.Chart:
    """Read an author's specification as a chart of its kind; ValueError says what is wrong with it."""
    import altair as alt

    if found := faults(figure.spec):
        raise ValueError("; ".join(found))
    try:
        chart: alt.Chart = alt.Chart.from_dict(themed(json.loads(figure.spec)), validate=True)
    except Exception as error:  # whatever the validator finds wrong with a stranger's specification
        raise ValueError(str(error).strip().partition("\n")[0]) from error
    return chart


def themed(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification with our configuration beneath the author's."""
    return {**spec, "config": _over(THEME, spec.get("config"))}


def _over(below: dict[str, Any], above: Any) -> dict[str, Any]:
    if not isinstance(above, dict):
        return below
    mixed = dict(below)
    for key, value in above.items():
        mixed[key] = _over(mixed[key], value) if isinstance(mixed.get(key), dict) else value
    return mixed


def faults(spec: str) -> tuple[str, ...]:
    """What forbids a specification, in words; none if it may be drawn. Looks at its form only, and is cheap."""
    if len(spec) > LONGEST:
        return (f"the specification is longer than {LONGEST:,} characters",)
    try:
        tree = json.loads(spec)
        refused = sorted(set(_refused(tree)))
        vast = sorted(set(_vast(tree)))
    except (ValueError, RecursionError):
        return ("the specification is not JSON that can be read",)
    if not isinstance(tree, dict):
        return ("a specification is a mapping",)
    return (*(f"“{key}”: {REFUSED[key]}" for key in refused), *vast)


def _vast(tree: Any) -> Iterator[str]:
    """What would take all memory to draw: sizes, numbers of marks, and rows made from nothing."""
    if isinstance(tree, list):
        for value in tree:
            yield from _vast(value)
    for key, value in tree.items() if isinstance(tree, dict) else ():
        size = value.get("step", 0) if key in ("width", "height") and isinstance(value, dict) else value
        if key in COUNTS and isinstance(size, (int, float)) and abs(size) > WIDEST:
            yield f"“{key}” is {WIDEST:,} at most"
        elif key in ("sequence", "keyvals") and isinstance(value, dict) and _rows(value) > MOST_ROWS:
            yield f"“{key}” makes {MOST_ROWS:,} rows at most"
        elif key in EXPRESSIONS and isinstance(value, str) and GENERATING.search(value):
            yield f"“{key}”: an expression must not make lists by sequence, repeat or pad"
        if key not in ("values", "datasets"):
            yield from _vast(value)


def _rows(sequence: dict[str, Any]) -> float:
    start, stop, step = (
        sequence.get(name, default) for name, default in (("start", 0), ("stop", 0), ("step", 1))
    )
    if not all(isinstance(part, (int, float)) for part in (start, stop, step)):
        return 0
    return abs(stop - start) / abs(step) if step else float("inf")


def _refused(tree: Any) -> Iterator[str]:
    """The forbidden keys of a specification; rows of data are values, and may be called what they like."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in REFUSED:
                yield key
            if key not in {"values", "datasets"}:
                yield from _refused(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _refused(value)
