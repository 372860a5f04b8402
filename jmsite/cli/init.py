"""``jmsite init``: a new site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors
from jmsite.resources import example_folder, starter_folder
from jmsite.version import VERSION

SCHEMAS = ".vscode/schemas"
"""The folder in which editors find the schemas of content files: in git, so that every clone of the site has them."""

SERVER = {
    "glspc.server.command": "jmsite",
    "glspc.server.commandArguments": ["lsp"],
    "glspc.server.languageId": ["markdown", "yaml"],
}
"""The settings by which VS Code's extension Generic LSP Client (v2) starts our language server."""
ABOUT = """\
# The version of jmsite that the workflow, the pre-commit hook and contributors install. If your package index does not
# have it, name its repository and a tag or commit instead, here and in .pre-commit-config.yaml:
#   jmsite @ git+https://github.com/OWNER/jmsite@v0.1.0
"""
PLACE = b"@REQUIREMENT@"
"""The mark in a file of the starter where it says what to install."""

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder of the new site; created if it does not exist.")
]
Example = Annotated[
    bool, typer.Option("--example", help="Start with the full sample portal instead of a small site.")
]
From = Annotated[
    list[Path] | None,
    typer.Option("--from", metavar="FILE", help="With the maps in this file as content; may be repeated."),
]
INDEX = b"---\nsummary: What our customers go through, and what we do about it.\n---\n"


def init(folder: Folder, example: Example = False, from_: From = None) -> None:
    """Start a new site. Never overwrites: if any of its files exists, nothing is written."""
    if from_ and example:
        raise misuse("--example and --from both say what the content is; give one of them")
    maps = from_ or []
    if maps:
        _all_are_maps(folder, maps)
    with refusing_disk_errors("read", folder):
        files = dict(_with_room(_files(example)) if maps else _files(example))
        # all are looked for before the first is written: half a site helps nobody
        there = sorted(path for path in files if (folder / path).exists())
    if there:
        listed = "\n".join(f"  {folder / path}" for path in there)
        raise RefusedError(f"nothing written, because these files already exist:\n{listed}")
    for path, content in files.items():
        with refusing_disk_errors("write", folder / path):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    if maps:
        from jmsite.cli.import_ import import_into
        from jmsite.importing.import_report import as_text

        typer.echo(as_text(import_into(folder, maps)), nl=False)
    typer.echo(f"{len(files)} files in {folder}. Next: jmsite build --root {folder}")


def _all_are_maps(folder: Path, maps: list[Path]) -> None:
    """Refuse files in which there is no journey, before anything is written."""
    from jmsite.cli.import_ import import_into
    from jmsite.importing.import_report import as_text

    refused = [one for one in import_into(folder, maps, dry=True) if one.draft is None]
    if refused:
        raise RefusedError(f"nothing written:\n{as_text(refused)}".rstrip())


def _with_room(files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a new site without the content that maps take the place of, and the pages that speak of it."""
    for path, content in files:
        if path == "content/index.md":
            yield path, INDEX
        elif not path.startswith("content/") or path == "content/site.yaml":
            yield path, content


def _files(example: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a new site by their paths in it."""
    for path, file in _below(starter_folder()):
        target = "/".join(f".{part[1:]}" if part.startswith("_") else part for part in path.split("/"))
        if not (example and target.startswith("content/")):
            yield target, _filled(file.read_bytes())
    if example:
        for path, file in _below(example_folder()):
            yield f"content/{path}", file.read_bytes()
    yield "requirements.txt", f"{ABOUT}{requirement()}\n".encode()
    yield from _editor()


def requirement() -> str:
    """Return what to install to have this jmsite: its version, or the commit that it was installed from by git."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        # PEP 610: what pip notes of a package that came from a repository
        installed = distribution("jmsite").read_text("direct_url.json")
    except PackageNotFoundError:
        installed = None
    origin = json.loads(installed) if installed else {}
    commit = origin.get("vcs_info", {}).get("commit_id")
    return f"jmsite @ git+{origin['url']}@{commit}" if commit else f"jmsite=={VERSION}"


def _filled(content: bytes) -> bytes:
    return content.replace(PLACE, requirement().encode())


def _editor() -> Iterator[tuple[str, bytes]]:
    """Yield schemas of content files, and the settings by which an editor knows which one is for which file."""
    from jmsite.cli.schema import globs, schema_files

    for name, text in schema_files():
        yield f"{SCHEMAS}/{name}", text.encode()
    settings = {"yaml.schemas": {f"./{SCHEMAS}/{name}": places for name, places in globs()}}
    yield ".vscode/settings.json", f"{json.dumps({**settings, **SERVER}, indent=2)}\n".encode()


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(folder).as_posix(), file
