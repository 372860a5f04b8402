"""How dear answers are kept between processes: what they depend on, and their text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from jmsite.charts.draw import canonical, charts_version, draw_all
from jmsite.formats.prose import prose_version
from jmsite.memo import Form
from jmsite.model.figures import Figure
from jmsite.model.sources import Heading, Prose, ProseChart, ProseLink
from jmsite.version import VERSION


def prose_form() -> Form[Prose]:
    """Prose depends on the Markdown, on how raw HTML is read, and on the versions of what reads it."""
    version = f"prose {VERSION} {prose_version()}"
    return Form(lambda markdown, html: _digest(version, html, markdown), _pack_prose, _unpack_prose)


def chart_form(jobs: int) -> Form[str]:
    """A drawing depends on its figure and on the versions of what draws it."""
    version = f"chart {VERSION} {charts_version()}"

    def spread(_: Any, calls: Sequence[tuple[Figure]]) -> Sequence[str]:
        return draw_all([figure for (figure,) in calls], jobs)

    return Form(lambda figure: _digest(version, canonical(figure)), str, str, spread)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _pack_prose(prose: Prose) -> str:
    return json.dumps(asdict(prose), ensure_ascii=False, separators=(",", ":"))


def _unpack_prose(text: str) -> Prose:
    kept = json.loads(text)
    return Prose(
        kept["html"],
        kept["text"],
        tuple(Heading(**heading) for heading in kept["headings"]),
        tuple(kept["anchors"]),
        tuple(ProseLink(**link) for link in kept["links"]),
        tuple(ProseChart(**chart) for chart in kept["charts"]),
    )
