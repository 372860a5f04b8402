"""The table of checks: what is looked for when everything is linked and measured, and the rules that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jmsite.checks.addresses import addresses
from jmsite.checks.charts import empty_charts
from jmsite.checks.circles import circles
from jmsite.checks.links import broken_links
from jmsite.checks.settings import missing_icons
from jmsite.checks.whole_site import WholeSite
from jmsite.content.assemble import UnitEntities, UnitProse
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.value import Value


class SiteCheck(Value, kw_only=True):
    """A check that looks at the whole site at once. ``rules`` are all that it may report."""

    name: str
    rules: tuple[str, ...]
    look: Callable[[Catalog, WholeSite], Iterable[Diagnostic]]


class UnitCheck(Value, kw_only=True):
    """A check that looks at one unit after the other, and after an edit only at those that the edit concerns.

    ``look`` is called with the catalog, what the unit says, and its prose. ``rules`` are all that it may report.
    """

    name: str
    rules: tuple[str, ...]
    look: Callable[[Catalog, UnitEntities, UnitProse], Iterable[Diagnostic]]


CHECKS: tuple[SiteCheck | UnitCheck, ...] = (
    SiteCheck(name="circles", rules=("ref/cycle",), look=circles),
    SiteCheck(
        name="addresses", rules=("url/collision", "alias/malformed", "alias/collision"), look=addresses
    ),
    SiteCheck(name="icons", rules=("field/not-allowed",), look=missing_icons),
    UnitCheck(
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
    UnitCheck(name="charts", rules=("chart/nothing-to-draw",), look=empty_charts),
)
"""Every check of the linked and measured content. Beside the catalog's own tables it can read ``content`` and
``blobs`` there: the files that were found, by path.

What a single file or unit can show is checked where that is read; whether an author's own chart can be drawn is found
by drawing it.
"""

SITE_CHECKS: tuple[SiteCheck, ...] = tuple(check for check in CHECKS if isinstance(check, SiteCheck))
UNIT_CHECKS: tuple[UnitCheck, ...] = tuple(check for check in CHECKS if isinstance(check, UnitCheck))


def look_at_site(catalog: Catalog, check: SiteCheck, site: WholeSite) -> tuple[Diagnostic, ...]:
    """Return what a check finds in a site."""
    return tuple(check.look(catalog, site))


def look_at_unit(
    catalog: Catalog, check: UnitCheck, unit: UnitEntities, prose: UnitProse
) -> tuple[Diagnostic, ...]:
    """Return what a check finds in a unit."""
    return tuple(check.look(catalog, unit, prose))
