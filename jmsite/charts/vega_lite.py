"""An author's own Vega-Lite specification: read, checked, and dressed in our colours."""

from __future__ import annotations

import json
from typing import Any

from jmsite.charts.forbidden_specs import Path, faults, holds_rows
from jmsite.charts.own_chart_columns import with_plain_columns
from jmsite.model.figures import VegaLiteSpec

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


def own_specification(figure: VegaLiteSpec) -> dict[str, Any]:
    """Return an author's specification as it is drawn; ValueError says what is wrong with it.

    The validator takes as long for a row as for the rest, and its time grows with the square of the rows: it sees none.
    """
    if found := faults(figure.spec):
        raise ValueError("; ".join(flaw.words for flaw in found))
    spec = json.loads(figure.spec)
    _validated(_without_rows(spec, ()))
    return themed(with_plain_columns(spec))


def _validated(spec: dict[str, Any]) -> None:
    import altair as alt

    try:
        alt.Chart.from_dict(spec, validate=True)
    # besides what the validator finds, it stumbles over odd specifications in ways of its own: all of them are refused
    except Exception as error:
        raise ValueError(str(error).strip().partition("\n")[0]) from error


def _without_rows(tree: Any, path: Path) -> Any:
    if isinstance(tree, list):
        return [_without_rows(value, (*path, at)) for at, value in enumerate(tree)]
    if not isinstance(tree, dict):
        return tree
    return {
        key: _none(value) if holds_rows((*path, key)) else _without_rows(value, (*path, key))
        for key, value in tree.items()
    }


def _none(rows: Any) -> Any:
    """Return rows, or named lists of rows, with nothing in them."""
    return {name: [] for name in rows} if isinstance(rows, dict) else [] if isinstance(rows, list) else rows


def themed(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the specification with our configuration beneath the author's."""
    return {**spec, "config": _over(THEME, spec.get("config"))}


def _over(below: dict[str, Any], above: Any) -> dict[str, Any]:
    if not isinstance(above, dict):
        return below
    mixed = dict(below)
    for key, value in above.items():
        mixed[key] = _over(mixed[key], value) if isinstance(mixed.get(key), dict) else value
    return mixed
