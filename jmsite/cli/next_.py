"""``jmsite next``: where to act next, as a list for a terminal, as Markdown or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.catalogs import catalog_at
from jmsite.cli.errors import unknown
from jmsite.cli.options import Audience, Drafts, Root
from jmsite.cli.site import find_root, known_audience

if TYPE_CHECKING:
    from jmsite.model.catalog import Catalog

DepartmentName = Annotated[
    str, typer.Option("--department", metavar="ID", help="Only steps that concern this department.")
]
JourneyName = Annotated[str, typer.Option("--journey", metavar="ID", help="Only steps of this journey.")]
Limit = Annotated[
    int,
    typer.Option("--limit", metavar="N", min=1, help="Steps to show of each list; JSON has all by default."),
]
FormatName = Annotated[str, typer.Option("--format", metavar="NAME", help="Format: text, markdown or json.")]
USUAL = 10


def next_(
    department: DepartmentName = "",
    journey: JourneyName = "",
    limit: Limit | None = None,
    root: Root = None,
    format: FormatName = "text",
    audience: Audience = "internal",
    drafts: Drafts = False,
) -> None:
    """Show which steps to act on first: people affected × severity × value at stake."""
    from jmsite.cli.next_formats import FORMATS
    from jmsite.model.sources import Options
    from jmsite.pages.parts.evidence.priorities import ranking

    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    site = find_root(root)
    catalog = catalog_at(site, Options(audience=known_audience(site, audience), drafts=drafts))
    _known(catalog, "department", department)
    _known(catalog, "journey", journey)
    most = limit or (None if format == "json" else USUAL)
    typer.echo(FORMATS[format](catalog, ranking(catalog, journey, department), most), nl=False)


def _known(catalog: Catalog, kind: str, id: str) -> None:
    if id and catalog.find(kind, id) is None:
        raise unknown(kind, id, catalog.entities(kind))
