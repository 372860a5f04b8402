"""``jmsite impact``: what depends on an entity, or on what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.catalogs import catalog_at
from jmsite.cli.errors import misuse, unknown
from jmsite.cli.options import Audience, Drafts, Root
from jmsite.cli.site import find_root, known_audience

if TYPE_CHECKING:
    from jmsite.model.catalog import Catalog, Entity

Subjects = Annotated[
    list[str] | None,
    typer.Argument(metavar="[KIND:ID | FILE]...", help="Entities such as system:crm, or files of the site."),
]
Since = Annotated[
    str, typer.Option("--since", metavar="REV", help="All that is in files changed since this revision.")
]
FormatName = Annotated[
    str, typer.Option("--format", metavar="NAME", help="Format: tree, markdown, json or mermaid.")
]
Target = tuple[str, str]


def impact(
    subjects: Subjects = None,
    since: Since = "",
    root: Root = None,
    format: FormatName = "tree",
    audience: Audience = "internal",
    drafts: Drafts = False,
) -> None:
    """Show which journeys, steps, personas, metrics and departments depend on something."""
    from jmsite.impact import impact_of
    from jmsite.impact.formats import FORMATS
    from jmsite.model.sources import Options

    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    if not subjects and not since:
        raise misuse("name an entity, such as system:crm, or a file, or use --since REV")
    site = find_root(root)
    catalog = catalog_at(site, Options(audience=known_audience(site, audience), drafts=drafts))
    files = [path for path in (_file(site, one) for one in subjects or ()) if path]
    named = [_target(catalog, one) for one in subjects or () if _file(site, one) is None]
    found = [*named, *_in_files(catalog, [*files, *_touched(site, since)])]
    typer.echo(FORMATS[format](impact_of(catalog, found)), nl=False)


def _file(site: Path, subject: str) -> str | None:
    """Return a file or folder of the site as it is named from its root; None for what is none."""
    path = Path(subject)
    if not path.exists() or (":" in subject and not path.is_file()):
        return None
    whole = path.resolve()
    if not whole.is_relative_to(site):
        raise misuse(f"{subject} is not part of the site at {site}")
    return whole.relative_to(site).as_posix()


def _touched(site: Path, since: str) -> Sequence[str]:
    if not since:
        return ()
    from jmsite.history.objects import UnknownRevisionError
    from jmsite.history.touched_files import touched_since

    try:
        return touched_since(site, since)
    except UnknownRevisionError as wrong:
        raise misuse(str(wrong)) from None


def _target(catalog: Catalog, written: str) -> Target:
    """Return the entity that is meant by ``kind:id``."""
    from jmsite.model.kinds import KINDS, STEP

    kind, colon, id = written.partition(":")
    kinds = [*(name for name, row in KINDS.items() if row.readable), STEP.name]
    if not colon:
        raise misuse(f"'{written}' is no file; name an entity as KIND:ID, such as system:{written}")
    if kind not in kinds:
        raise unknown("kind", kind, kinds)
    if catalog.find(kind, id) is None:
        raise unknown(kind, id, catalog.entities(kind))
    return kind, id


def _in_files(catalog: Catalog, paths: Sequence[str]) -> Iterator[Target]:
    """Yield what is written in files and folders, and what shows or reads those that are attachments and tables."""
    from jmsite.model.kinds import KINDS

    folders = {f"{path}/" for path in paths}
    for kind in KINDS:
        for entity in catalog.all(kind) if kind != "chart" else ():
            if _lies(entity, frozenset(paths), folders) or _reads(entity, paths):
                yield kind, entity.id


def _lies(entity: Entity[object], paths: frozenset[str], folders: set[str]) -> bool:  # type: ignore[type-var]
    own = (entity.path, entity.prose_path)
    return any(path in paths or any(path.startswith(folder) for folder in folders) for path in own)


def _reads(entity: Entity[object], paths: Sequence[str]) -> bool:  # type: ignore[type-var]
    from jmsite.model.fields import Fields
    from jmsite.model.references import references

    if not isinstance(entity.fields, Fields):
        return False
    named = {f"content/{one.id}" for one in references(entity.fields) if one.kind in ("asset", "data")}
    return not named.isdisjoint(paths)
