"""Charts for notebooks: of a catalog and an id, in real colours instead of the theme's tokens."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from jmsite.model.catalog import Catalog
from jmsite.model.figures import Drawing, Figure
from jmsite.resources import themes_folder

if TYPE_CHECKING:
    import altair as alt

TOKEN = re.compile(r"--([\w-]+):\s*(?:light-dark\(\s*([^,;]+?)\s*,\s*[^;]+\)|([^;]+));")
USED = re.compile(r"var\(--([\w-]+)(?:,\s*var\(--([\w-]+)\))?\)")


def in_real_colours(make: Callable[[Any], Any], figure: Figure | Drawing | None, what: str) -> alt.LayerChart:
    """Return the chart of a figure with the light colours of the bundled theme. Raises ``LookupError`` without
    a figure.
    """
    import altair as alt

    if figure is None:
        raise LookupError(f"nothing to draw for {what}")
    chart = make(figure.figure if isinstance(figure, Drawing) else figure)
    spec = chart.to_dict(validate=False)
    spec["layer"] = [layer for layer in spec["layer"] if not layer.get("name", "").startswith("narrow_")]
    return cast("alt.LayerChart", alt.Chart.from_dict(json.loads(USED.sub(_colour, json.dumps(spec)))))


def require_id(catalog: Catalog, kind: str, id: str) -> str:
    """Return the id, when there is an entity of it. Raises ``LookupError`` with those there are."""
    if catalog.find(kind, id) is None:
        raise LookupError(f"there is no {kind} '{id}'; there are: {', '.join(catalog.entities(kind))}")
    return id


def _colour(found: re.Match[str]) -> str:
    tokens = _tokens()
    return tokens.get(found[1]) or tokens.get(found[2] or "") or "currentColor"


@cache
def _tokens() -> dict[str, str]:
    styles = (themes_folder() / "default" / "styles" / "tokens.css").read_text(encoding="utf-8")
    return {name: light or value for name, light, value in TOKEN.findall(styles)}
