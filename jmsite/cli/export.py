"""``jmsite export``: maps as files that others read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors, unknown
from jmsite.cli.export_file import ExportedFile, counted
from jmsite.cli.export_options import Dark, ExportWishes, Paper, Poster, Scale, Width, apart, checked_wishes
from jmsite.cli.options import Audience, Drafts, Root
from jmsite.cli.progress import progress
from jmsite.cli.site import day_of_build, find_root, known_audience, of_the_site

if TYPE_CHECKING:
    from jmsite.exporting.selection import Selection
    from jmsite.exporting.table import ExportFormat
    from jmsite.model.catalog import Catalog
    from jmsite.model.look import Look

FormatName = Annotated[
    str,
    typer.Argument(
        metavar="FORMAT",
        help="Format of the file: json, xlsx, csv, csv-wide, markdown, pptx, mermaid, cjml, theydo, datapackage,"
        " okf, html, pdf, png or svg.",
    ),
]
Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ENTITY]...",
        help="Ids of journeys, personas, metrics, departments and the like. Default: the whole site."
        " For png and svg: one id, and the name of a chart.",
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="File to write; '-' is the terminal. Default: named by its content.",
    ),
]


def export(
    format: FormatName,
    entities: Ids = None,
    root: Root = None,
    output: Output = "",
    audience: Audience = "internal",
    drafts: Drafts = False,
    poster: Poster = "",
    paper: Paper = "",
    width: Width = 0,
    scale: Scale = 0,
    dark: Dark = False,
) -> None:
    """Write maps to a file for other programs. If the content has errors, nothing is written."""
    from jmsite.exporting.table import EXPORTS, NothingToExportError, NotInstalledError

    if format not in EXPORTS:
        raise unknown("format", format, EXPORTS)
    ids, chart = apart(format, entities or [])
    wishes = checked_wishes(
        ExportWishes(
            format=format, chart=chart, poster=poster, paper=paper, width=width, scale=scale, dark=dark
        )
    )
    site = find_root(root)
    row = EXPORTS[format]
    catalog, make, doing = _maker(row, wishes, site, known_audience(site, audience), drafts)
    selection = _selection(catalog, ids)
    name = f"{selection.name}-{chart}" if chart else selection.name
    target = _target(site, output, f"{name}.{row.ending(selection)}")
    try:
        with progress(lambda: f"{doing() or f'making {row.name}'} …"):
            made = make(selection)
    except NothingToExportError as nothing:
        raise RefusedError(f"nothing to export: {nothing}") from None
    except NotInstalledError as missing:
        raise RefusedError(f"{format} needs a package that is not installed: {missing.command}") from None
    if target is None:
        typer.get_binary_stream("stdout").write(made.content)
        return
    with refusing_disk_errors("write", target):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made.content)
    for note in made.notes:
        typer.echo(note)
    typer.echo(f"{made.count}, {_size(len(made.content))} → {output or target.name}")


def _maker(
    row: ExportFormat, wishes: ExportWishes, site: Path, audience: str, drafts: bool
) -> tuple[Catalog, Callable[[Selection], ExportedFile], Callable[[], str]]:
    """Return the content of a site, what makes the file of a selection, and what says how far it is."""
    if not row.of_pages:
        catalog, look = _read(site, audience, drafts)
        return (
            catalog,
            lambda selection: ExportedFile(
                content=row.make(catalog, selection, look),
                count=counted(len(selection.entities), "entity", "entities"),
            ),
            lambda: "",
        )
    # late: pages need nearly all there is
    from jmsite.cli.export_pages import PAGES
    from jmsite.cli.site_pages import built_site

    built = built_site(site, audience, drafts)
    return (
        built.catalog,
        lambda selection: PAGES[row.name](built, selection, wishes),
        lambda: built.doing.words,
    )


def _read(site: Path, audience: str, drafts: bool) -> tuple[Catalog, Look]:
    """Return the content as a build for the same audience reads it, and how its theme looks.

    Raises ``RefusedError`` over errors.
    """
    from jmsite.cli.result_line import failed, written_as
    from jmsite.content.authors_only import without_authors_fields
    from jmsite.content.discover import discover
    from jmsite.engine.memo import Memo
    from jmsite.model.sources import Options
    from jmsite.model.value import replace
    from jmsite.pipeline import catalog_of
    from jmsite.theme.look import look_of

    with refusing_disk_errors("read", site):
        inputs = replace(discover(site, Options(audience=audience, drafts=drafts)), today=day_of_build())
        checked = catalog_of(inputs, Memo(one_shot=True))
    if failed(checked.diagnostics, strict=False):
        typer.echo(written_as("text", checked.diagnostics), nl=False, err=True)
        raise RefusedError("nothing written, because the content has errors")
    return without_authors_fields(checked.value, audience), look_of(inputs.themes, checked.value.site.theme)


def _selection(catalog: Catalog, ids: list[str]) -> Selection:
    from jmsite.exporting.selection import SeveralEntitiesError, UnknownEntityError, select

    try:
        return select(catalog, ids)
    except UnknownEntityError as wrong:
        raise unknown("entity", wrong.id, wrong.known) from None
    except SeveralEntitiesError as several:
        raise misuse(
            f"several entities have the id '{several.id}'; write {' or '.join(several.forms)}"
        ) from None


def _target(site: Path, output: str, name: str) -> Path | None:
    """Return the file to write, None for the terminal; a name that nobody gave takes no file that is there."""
    if output == "-":
        return None
    target = Path(output) if output else Path(name)
    if target.is_dir():
        target = target / name
    # whoever names a file means it; a name that we made up must not cost anybody a file
    if not output and target.exists():
        raise RefusedError(f"{target} exists; '-o {target}' replaces it")
    # a site that contains its own exports would grow with each of them
    if of_the_site(site, target):
        raise misuse(f"{target} is among the site's sources; choose another file")
    return target


def _size(count: int) -> str:
    return f"{count} bytes" if count < 1000 else f"{count / 1000:.1f} kB"
