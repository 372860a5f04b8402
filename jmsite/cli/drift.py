"""``jmsite drift``: which reviews are void or due, because something has changed since."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors, unknown
from jmsite.cli.options import Audience, Repos, Root
from jmsite.cli.site import day_of_build, find_root, known_audience, repositories

if TYPE_CHECKING:
    from jmsite.model.catalog import Catalog
    from jmsite.model.reviews import KnownRepository
    from jmsite.model.sources import Inputs
    from jmsite.reviews.drift import Drift

Revisions = Annotated[
    str,
    typer.Argument(
        metavar="[REV..REV]",
        help="Only what changes between two revisions make due. A...B: since they parted; A alone: up to now.",
    ),
]
DriftFormat = Annotated[
    str, typer.Option("--format", metavar="NAME", help="Format of the report: text, json or markdown.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 if a review is void or due.")]


def drift(
    revisions: Revisions = "",
    root: Root = None,
    format: DriftFormat = "text",
    repo: Repos = None,
    audience: Audience = "internal",
    strict: Strict = False,
) -> None:
    """Say which reviews are void, because the map has changed, or due, because something that it watches has."""
    from jmsite.reviews.drift import FORMATS

    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    site = find_root(root)
    others = repositories(repo)
    audience = known_audience(site, audience)
    catalog, found = _between(site, revisions, audience) if revisions else _now(site, others, audience)
    for name in found.unknown:
        typer.echo(f"repository '{name}' is not at hand; name its folder with --repo {name}=PATH", err=True)
    typer.echo(FORMATS[format](catalog, found), nl=False)
    if strict and found.count:
        raise typer.Exit(1)


def _inputs(site: Path, audience: str) -> Inputs:
    from jmsite.cached import with_days
    from jmsite.content.discover import discover
    from jmsite.model.sources import Options
    from jmsite.model.value import replace
    from jmsite.void_reviews import with_void_days

    with refusing_disk_errors("read", site):
        found = discover(site, Options(audience=audience))
        return replace(with_void_days(with_days(found, site), site), today=day_of_build())


def _catalog(inputs: Inputs, sound: bool = True) -> Catalog:
    """Return the content; raise ``RefusedError`` over errors where it must be ``sound``."""
    from jmsite.cli.result_line import failed, written_as
    from jmsite.engine.memo import Memo
    from jmsite.pipeline import catalog_of

    checked = catalog_of(inputs, Memo(one_shot=True))
    if sound and failed(checked.diagnostics, strict=False):
        typer.echo(written_as("text", checked.diagnostics), nl=False, err=True)
        raise RefusedError("the content has errors, so what was reviewed cannot be compared")
    return checked.value


def _now(site: Path, others: Mapping[str, Path], audience: str) -> tuple[Catalog, Drift]:
    from jmsite.reviews.drift import drift_of

    catalog = _catalog(_inputs(site, audience))
    return catalog, drift_of(catalog, _since_reviews(catalog, {"": site, **others}))


def _since_reviews(catalog: Catalog, folders: Mapping[str, Path]) -> dict[str, KnownRepository]:
    """Return what changed in each repository since the earliest review; notes what is not known."""
    from jmsite.history.repositories import changes_since, releases_of
    from jmsite.model.value import replace

    days = [review.day for one in catalog.all("journey") for review in one.fields.reviewed]
    if not days:
        return {}
    found: dict[str, KnownRepository] = {}
    for name, folder in folders.items():
        known = changes_since(folder, min(days))
        if known is None:
            _note(name, "has no history here, so changes of code are not known")
            continue
        if known.horizon:
            _note(name, f"is a shallow clone, so changes before {known.horizon} are not known")
        found[name] = replace(known, releases=releases_of(folder))
    return found


def _note(name: str, what: str) -> None:
    typer.echo(f"{f'repository {name!r}' if name else 'this repository'} {what}", err=True)


def _between(site: Path, revisions: str, audience: str) -> tuple[Catalog, Drift]:
    """Return the content at the end of a span of revisions, and what the changes in it make due."""
    from jmsite.content.discover_revision import inputs_at
    from jmsite.history.objects import UnknownRevisionError
    from jmsite.history.repositories import changes_between, span
    from jmsite.model.sources import Options
    from jmsite.model.value import replace
    from jmsite.reviews.drift import drift_between

    try:
        old, new = span(site, revisions)
        here = changes_between(site, old, new)
    except UnknownRevisionError as wrong:
        raise misuse(f"{wrong.args[0]}; a shallow clone may lack it") from wrong
    with tempfile.TemporaryDirectory() as store, refusing_disk_errors("read", site):
        found = [inputs_at(one, site, Path(store), Options(audience=audience)) for one in (old, new)]
        # what was wrong before is nobody's concern now
        before = _catalog(found[0], sound=False)
        after = _catalog(replace(found[1], today=day_of_build()))
    return after, drift_between(after, before, {"": here}, revisions)
