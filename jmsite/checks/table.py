"""The table of checks: what is looked for when everything is linked and measured, and the rules that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jmsite.checks.addresses import addresses
from jmsite.checks.audiences import unknown_audiences
from jmsite.checks.charts import empty_charts
from jmsite.checks.circles import circles
from jmsite.checks.days import ended_before_it_began
from jmsite.checks.durations import stage_waits_longer, step_waits_longer
from jmsite.checks.icons import missing_icons
from jmsite.checks.links import broken_links
from jmsite.checks.metric_scales import useless_scales
from jmsite.checks.scale_words import words_of_journey
from jmsite.content.assemble import UnitProse
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.findings import Finding, Target
from jmsite.model.value import Value


class SiteCheck(Value, kw_only=True):
    """A check that looks at the whole site at once. ``rules`` are all that it may report."""

    name: str
    rules: tuple[str, ...]
    look: Callable[[Catalog], Iterable[Finding]]


class EntityCheck(Value, kw_only=True):
    """A check that looks at one entity of a kind after the other, and after an edit at those of the units that the edit
    concerns.

    ``look`` is called with the catalog and the entity. ``rules`` are all that it may report.
    """

    name: str
    kind: str
    rules: tuple[str, ...]
    look: Callable[[Catalog, Entity[Any]], Iterable[Finding]]


class ProseCheck(Value, kw_only=True):
    """A check that looks at the prose of one unit after the other, where a place is a line and no field.

    ``look`` is called with the catalog and the prose. ``rules`` are all that it may report.
    """

    name: str
    rules: tuple[str, ...]
    look: Callable[[Catalog, UnitProse], Iterable[Diagnostic]]


Check = SiteCheck | EntityCheck | ProseCheck

CHECKS: tuple[Check, ...] = (
    SiteCheck(name="circles", rules=("ref/cycle",), look=circles),
    SiteCheck(
        name="addresses", rules=("url/collision", "alias/malformed", "alias/collision"), look=addresses
    ),
    SiteCheck(name="icons", rules=("field/not-allowed",), look=missing_icons),
    SiteCheck(name="audiences", rules=("visibility/unknown-audience",), look=unknown_audiences),
    EntityCheck(name="days", kind="research", rules=("field/out-of-range",), look=ended_before_it_began),
    EntityCheck(name="scales", kind="journey", rules=("emotion/word-twice",), look=words_of_journey),
    EntityCheck(name="scales of metrics", kind="metric", rules=("field/out-of-range",), look=useless_scales),
    EntityCheck(name="waits", kind="step", rules=("step/longer-wait",), look=step_waits_longer),
    EntityCheck(name="waits of stages", kind="stage", rules=("step/longer-wait",), look=stage_waits_longer),
    EntityCheck(name="charts", kind="chart", rules=("chart/nothing-to-draw",), look=empty_charts),
    ProseCheck(
        name="links",
        rules=(
            "link/blanks",
            "link/missing-anchor",
            "link/missing-file",
            "link/not-a-picture",
            "link/outside-content",
            "link/picture-elsewhere",
            "link/unsafe-scheme",
        ),
        look=broken_links,
    ),
)
"""Every check of the linked and measured content. Beside the catalog's own tables it can read there what is only needed
while it is checked: everything that was written, shown or not, the pages, the icons of the theme, and the files.

What a single file or unit can show is checked where that is read; whether an author's own chart can be drawn is found
by drawing it.
"""

SITE_CHECKS: tuple[SiteCheck, ...] = tuple(check for check in CHECKS if isinstance(check, SiteCheck))
ENTITY_CHECKS: tuple[EntityCheck, ...] = tuple(check for check in CHECKS if isinstance(check, EntityCheck))
PROSE_CHECKS: tuple[ProseCheck, ...] = tuple(check for check in CHECKS if isinstance(check, ProseCheck))


def look_at_site(catalog: Catalog, check: SiteCheck) -> tuple[Finding, ...]:
    """Return what a check finds in a site."""
    return tuple(check.look(catalog))


def look_at_unit(catalog: Catalog, entities: Mapping[Target, Entity[Any]]) -> tuple[Finding, ...]:
    """Return what checks find in the entities that are written in one unit.

    A call for each entity and check took 7 ms of an edit in 1,000 pages, and one for each unit takes none.
    """
    return tuple(
        [
            found
            for check in ENTITY_CHECKS
            for target, entity in entities.items()
            if target[0] == check.kind and catalog.read("written", target) is entity
            for found in check.look(catalog, entity)
        ]
    )


def look_at_prose(catalog: Catalog, check: ProseCheck, prose: UnitProse) -> tuple[Diagnostic, ...]:
    """Return what a check finds in the prose of a unit."""
    return tuple(check.look(catalog, prose))
