"""The values that the parts of a metric had before the last solution for it went live."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.model.catalog import Catalog
from jmsite.model.readings import Measured
from jmsite.model.value import Value
from jmsite.pages.parts.figures.curve_and_trend import shipped_for
from jmsite.pages.parts.metrics.clear_change import sides


class Past(Value):
    """The last whole reading of each part before a day, None for a part with none; ``told`` names the day."""

    values: tuple[float | None, ...]
    told: str


def before_ship(catalog: Catalog, metric_id: str, parts: Sequence[Sequence[Measured]]) -> Past | None:
    """Return where parts stood before the last solution went live that has readings on both sides; else None."""
    # the latest first: what was before the last one is what readers compare today with
    for day, title in sorted(shipped_for(catalog, metric_id), reverse=True):
        both = [sides(readings, day) for readings in parts]
        values = tuple(before[-1].value if before and after else None for before, after in both)
        if any(value is not None for value in values):
            told = catalog.words.phrase("split.before", solution=title, day=catalog.words.day(day))
            return Past(values=values, told=told)
    return None
