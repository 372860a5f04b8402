"""``jmsite codeowners``: whom a host of repositories asks about changes, from the departments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors
from jmsite.cli.options import Root
from jmsite.cli.site import find_root

if TYPE_CHECKING:
    from jmsite.model.catalog import Catalog

Write = Annotated[
    bool,
    typer.Option(
        "--write", help="Write the lines into the CODEOWNERS file of the repository; lines of others stay."
    ),
]


def codeowners(root: Root = None, write: Write = False) -> None:
    """Make CODEOWNERS from the departments: who owns which file, by owners and departments of the content."""
    site = find_root(root)
    from jmsite.model.ownership import block, owned_paths, unreachable

    catalog = _catalog(site)
    paths = owned_paths(catalog)
    if lacking := unreachable(catalog):
        typer.echo(f"no 'code_owner:', so left out: {', '.join(lacking)}", err=True)
    if not paths:
        raise RefusedError(
            "no department owns anything here; name teams as 'code_owner:' in departments.yaml, such as '@company/team'"
        )
    from jmsite.history.ownership import top_of

    top = top_of(site)
    prefix = site.relative_to(top).as_posix()
    lines = block(paths, "" if prefix == "." else f"{prefix}/")
    if not write:
        typer.echo(lines, nl=False)
        return
    file = _write(top, lines)
    typer.echo(f"{len(paths)} {'line' if len(paths) == 1 else 'lines'} → {file.relative_to(top)}")


def _catalog(site: Path) -> Catalog:
    """Return the whole content, drafts as well: they are written by somebody, too."""
    from jmsite.cli.result_line import failed, written_as
    from jmsite.content.discover import discover
    from jmsite.engine.memo import Memo
    from jmsite.model.sources import Options
    from jmsite.pipeline import catalog_of

    with refusing_disk_errors("read", site):
        checked = catalog_of(discover(site, Options(drafts=True)), Memo(one_shot=True))
    if failed(checked.diagnostics, strict=False):
        typer.echo(written_as("text", checked.diagnostics), nl=False, err=True)
        raise RefusedError("nothing written, because the content has errors")
    return checked.value


def _write(top: Path, lines: str) -> Path:
    from jmsite.cli.patches import replace_file
    from jmsite.history.ownership import PLACES
    from jmsite.model.ownership import with_block

    file = next((top / place for place in PLACES if (top / place).is_file()), top / PLACES[0])
    try:
        with refusing_disk_errors("read", file):
            before = file.read_bytes().decode("utf-8") if file.exists() else ""
        after = with_block(before, lines)
    except UnicodeDecodeError as wrong:
        raise RefusedError(f"{file} is not valid UTF-8") from wrong
    except ValueError as wrong:
        raise misuse(f"{file}: {wrong}; add it, or remove the line") from wrong
    if after != before:
        with refusing_disk_errors("write", file):
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists():
                file.touch()
            replace_file(file, after.encode())
    return file
