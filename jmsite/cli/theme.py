"""``jmsite theme``: the themes there are, taking a part of one over, and what became of parts taken over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors, unknown
from jmsite.cli.names import id_of
from jmsite.cli.options import Root
from jmsite.cli.site import find_root, settings_of
from jmsite.version import VERSION

if TYPE_CHECKING:
    from jmsite.model.diagnostics import Diagnostic
    from jmsite.model.sources import Files
    from jmsite.theme.chain import ThemeChain

OWN = "own"
"""The name of a site's first theme if nobody says otherwise."""
ADVICE = (
    (
        "styles/tokens.css",
        "Tip: a styles/brand.css with only the tokens you change is easier to keep up to date.",
    ),
    ("i18n/", "Tip: keep only the phrases you change; the others come from the theme below."),
)
"""Advice for files of which nobody needs the whole."""

Part = Annotated[
    str,
    typer.Argument(
        metavar="PART",
        help="A file of the theme, by its path or the end of its path: parts/tile.html, tokens.css.",
    ),
]
Name = Annotated[
    str,
    typer.Option("--theme", metavar="NAME", help="Your theme to copy it to; created if it does not exist."),
]
Accept = Annotated[bool, typer.Option("--accept", help="Record that you have dealt with these changes.")]


def listing(root: Root = None) -> None:
    """List the themes: what each extends, which one the site uses, and which files it replaces or adds."""
    site = find_root(root)
    used = _used(site)
    for name, files in _themes(site).items():
        typer.echo("\n".join(_told(name, files, site, used)))


def eject(part: Part, theme: Name = "", root: Root = None) -> None:
    """Copy a file of a theme into your own theme, to change it there. Never overwrites."""
    from jmsite.theme import takeover as ejecting

    site = find_root(root)
    themes = _themes(site)
    name = _taker(theme, site, themes)
    parent = _parent(name, site, themes)
    found = ejecting.matching_files(part, parent.files)
    if not found:
        raise unknown("part", part, ejecting.file_names(parent.files))
    if len(found) > 1:
        raise misuse(f"'{part}' matches several files; choose one: {', '.join(found)}")
    made = [_start(site, name, parent.chain[0]), _copy(site, name, found[0], parent)]
    typer.echo("\n".join(str(path) for path in made if path))
    typer.echo(
        f"Taken over from {parent.chain[0]}; 'jmsite theme doctor' will report when the original changes."
    )
    for beginning, advice in ADVICE:
        if found[0].startswith(beginning):
            typer.echo(advice)
    if _used(site) != name:
        typer.echo(f"Next: 'theme: {name}' in content/site.yaml")


def doctor(root: Root = None, accept: Accept = False) -> None:
    """Report files without effect, and taken-over files whose originals have changed. Exit code 1 if any."""
    from jmsite.cli.result_line import written_as
    from jmsite.report import summary

    site = find_root(root)
    faults = _faults(_themes(site))
    drifted = [fault for fault in faults if fault.rule == "theme/drifted"]
    if accept and drifted:
        for fault in drifted:
            _, name, path = fault.place.path.split("/", 2)
            _note(site, name, path, _parent(name, site, _themes(site)))
        typer.echo(f"{len(drifted)} recorded as they are now")
        faults = _faults(_themes(site))
    typer.echo(written_as("text", faults), nl=False)
    if any(fault.rule == "theme/drifted" for fault in faults):
        from jmsite.resources import themes_folder

        typer.echo(f"To compare: jmsite {VERSION} has its themes in {themes_folder()}")
    typer.echo(summary(faults))
    if faults:
        raise typer.Exit(1)


def _told(name: str, files: Files, site: Path, used: str) -> Iterator[str]:
    """Yield what there is to say of a theme, in lines."""
    from jmsite.theme.chain import SETTINGS, settings, theme_chain
    from jmsite.theme.lint import TAKEN

    said = settings(files.get(SETTINGS), "").value.value
    below = str(said.get("extends") or "")
    facts = (
        str(said.get("title") or ""),
        f"extends {below}" if below else "",
        "" if _is_own(site, name) else "comes with jmsite",
        "used by this site" if name == used else "",
    )
    yield f"{name}: {'; '.join(fact for fact in facts if fact)}".rstrip(": ")
    found = theme_chain(_themes(site), name)
    if found.value is None:
        yield from (f"  broken: {fault.message}" for fault in found.diagnostics)
    elif below:
        over = found.value.parent
        for path in files:
            if path not in (SETTINGS, TAKEN):
                yield f"  {_does(path, over)} {path}"


def _does(path: str, over: ThemeChain) -> str:
    from jmsite.theme.chain import BRAND

    joined = path == BRAND or path.startswith("i18n/")
    return (
        "adds to  " if path in over.files and joined else "replaces " if path in over.files else "adds     "
    )


def _themes(site: Path) -> Mapping[str, Files]:
    from jmsite.content.discover import discover

    with refusing_disk_errors("read", site):
        return discover(site).themes


def _used(site: Path) -> str:
    return str((settings_of(site) or {}).get("theme") or "default")


def _is_own(site: Path, name: str) -> bool:
    from jmsite.resources import themes_folder

    folder = site / "themes" / name
    return folder.is_dir() and folder.resolve() != (themes_folder() / name).resolve()


def _taker(asked: str, site: Path, themes: Mapping[str, Files]) -> str:
    """Return the theme that takes a part: the one named, or the site's own that is used, or a new one."""
    used = _used(site)
    if not asked:
        return used if used not in themes or _is_own(site, used) else OWN
    if id_of(asked) != asked:
        raise misuse(f"'{asked}' cannot be the name of a theme; '{id_of(asked)}' can")
    if asked in themes and not _is_own(site, asked):
        raise misuse(f"'{asked}' comes with jmsite, and your theme would hide it; choose another name")
    return asked


def _parent(name: str, site: Path, themes: Mapping[str, Files]) -> ThemeChain:
    """Return the theme that ``name`` extends, or will extend once it is there."""
    from jmsite.theme.chain import theme_chain

    used = _used(site)
    below = used if used in themes and used != name else "default"
    found = theme_chain(themes, name if name in themes else below)
    if found.value is None:
        raise RefusedError(f"{found.diagnostics[0].place.path}: {found.diagnostics[0].message}")
    parent = found.value.parent if name in themes else found.value
    if not parent.chain:
        raise misuse(f"theme '{name}' does not extend another, so there is nothing to take over")
    return parent


def _start(site: Path, name: str, parent: str) -> Path | None:
    """Return the theme.yaml of a theme that is not there yet, written; None for one that is."""
    file = site / "themes" / name / "theme.yaml"
    if file.exists():
        return None
    with refusing_disk_errors("write", file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"extends: {parent}\n", encoding="utf-8", newline="\n")
    return file.relative_to(site)


def _copy(site: Path, name: str, path: str, parent: ThemeChain) -> Path:
    """Return a file of the parent in the theme, with a note of what it was like."""
    from jmsite.model.sources import Blob

    file, found = site / "themes" / name / path, parent.files[path]
    content = Path(found.file).read_bytes() if isinstance(found, Blob) else found.data
    with refusing_disk_errors("write", file):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            # exclusively: between looking and writing another program may have made the file
            with file.open("xb") as stream:
                stream.write(content)
        except FileExistsError:
            raise RefusedError(f"{file.relative_to(site)} already exists") from None
    _note(site, name, path, parent)
    return file.relative_to(site)


def _note(site: Path, name: str, path: str, parent: ThemeChain) -> None:
    from jmsite.theme.lint import TAKEN
    from jmsite.theme.takeover import record

    file = site / "themes" / name / TAKEN
    with refusing_disk_errors("write", file):
        taken = file.read_text(encoding="utf-8") if file.is_file() else ""
        whence = parent.origin(path).split("/")[1]
        text = record(taken, path, whence, VERSION, parent.files[path])
        file.write_text(text, encoding="utf-8", newline="\n")


def _faults(themes: Mapping[str, Files]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with any theme, each fault once."""
    from jmsite.theme.chain import theme_chain
    from jmsite.theme.lint import lint_theme

    found: dict[Diagnostic, None] = {}
    for name in themes:
        laid = theme_chain(themes, name)
        found.update(dict.fromkeys(laid.diagnostics))
        found.update(dict.fromkeys(lint_theme(laid.value) if laid.value else ()))
    return tuple(sorted(found, key=lambda fault: fault.sort_key))
