"""Join what neighbouring columns say alike: a cell over all of them, and a picture that stands once in a stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jmsite.model.value import replace
from jmsite.pages.parts.page.marks import MetricMark

Contents = Mapping[str, tuple[str, tuple[Any, ...]]]
"""By step how a cell is shown, and what is in it."""


def cell_spans(ids: Sequence[str], contents: Contents) -> dict[str, int]:
    """Return over how many columns a cell spans, by its step: 1 for itself, 0 where a neighbour before it says it.

    ``ids`` are the steps in order; a cell never leaves its stage. A curve is no text, and is not joined.
    """
    found: dict[str, int] = {}
    first = ""
    for before, id in zip(("", *ids), ids, strict=False):
        if id not in contents:
            continue
        same = before in contents and contents[before] == contents[id] and _stage(before) == _stage(id)
        # the first cell of a run is counted up, those behind it are 0: a table wants the span where it begins
        if same and contents[id][0] != "readout":
            found[first] += 1
            found[id] = 0
        else:
            found[id], first = 1, id
    return found


def pictured_once(contents: Contents) -> dict[str, tuple[str, tuple[Any, ...]]]:
    """Return the contents of a lane with the small trend of a metric in the first cell of a stage alone."""
    seen: set[tuple[str, str, str]] = set()

    def part(stage: str, one: Any) -> Any:
        if not isinstance(one, MetricMark):
            return one
        key = (stage, one.url, one.place)
        known = key in seen
        seen.add(key)
        return replace(one, trend=None) if known else one

    return {
        id: (sort, tuple(part(_stage(id), one) for one in parts)) for id, (sort, parts) in contents.items()
    }


def _stage(id: str) -> str:
    return id.rpartition("/")[0]
