"""``jmsite new``: a content file to begin with."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors, unknown
from jmsite.cli.names import id_of, title_of
from jmsite.cli.options import Root
from jmsite.cli.site import find_root
from jmsite.model.homes import HOMES

STAGE = re.compile(r"(\d+)-[^.]+\.(?:md|yaml)")

MADE = [kind for kind, home in HOMES.items() if home.begins]
"""The kinds that can be begun here."""

KindName = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=f"{', '.join(MADE[:-1])} or {MADE[-1]}.",
    ),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name or id; for a stage, JOURNEY/NAME.")]


def new(kind: KindName, name: Name, root: Root = None) -> None:
    """Create a file with all fields explained. Never overwrites."""
    content = find_root(root) / "content"
    makers: dict[str, Callable[[Path, str], Path]] = {"journey": _journey, "stage": _stage, "page": _page}
    if kind not in makers:
        if kind not in MADE:
            raise unknown("kind", kind, MADE)
        made = _listed(content, kind, name)
    else:
        made = makers[kind](content, name)
    typer.echo(_shown(made))


def _journey(content: Path, name: str) -> Path:
    return _markdown(content / "journeys" / id_of(name) / "journey.md", "journey", title_of(name))


def _page(content: Path, name: str) -> Path:
    *folders, last = name.removesuffix(".md").split("/")
    folder = content.joinpath("pages", *(id_of(part) for part in folders))
    return _markdown(folder / f"{id_of(last)}.md", "page", title_of(last))


def _stage(content: Path, name: str) -> Path:
    journey, slash, stage = name.partition("/")
    if not slash or not stage:
        raise misuse(f"name the journey too: jmsite new stage JOURNEY/{name}")
    folder = content / "journeys" / journey
    if not any((folder / f"journey.{ending}").is_file() for ending in ("md", "yaml")):
        journeys = content / "journeys"
        known = [found.name for found in journeys.iterdir()] if journeys.is_dir() else []
        raise (
            unknown("journey", journey, known)
            if known
            else RefusedError(f"no journey '{journey}' in {journeys}")
        )
    taken = [found[1] for entry in sorted(folder.iterdir()) if (found := STAGE.fullmatch(entry.name))]
    # whatever its number or ending: two files of one id would be two stages of one address
    for entry in folder.glob(f"*-{id_of(stage)}.*"):
        raise RefusedError(f"{_shown(entry)} already exists")
    return _markdown(folder / f"{_following(taken)}-{id_of(stage)}.md", "stage", title_of(stage))


def _following(taken: list[str]) -> str:
    """Return the number after those taken, as wide as they are; in tens where they all are."""
    last = max((int(number) for number in taken), default=0)
    # gaps of ten are left by who wants to put something between later
    pace = 10 if last >= 10 and all(int(number) % 10 == 0 for number in taken) else 1
    return str(last + pace).zfill(max((len(number) for number in taken), default=2))


def _listed(content: Path, kind: str, name: str) -> Path:
    """Return an entry where entities of the kind are kept: their registry, or their folder."""
    from jmsite.model.kinds import KINDS

    begins = HOMES[kind].begins
    folder = content / HOMES[kind].folder
    registry = folder.with_suffix(".yaml")
    entity = id_of(name)
    for ending in ("md", "yaml"):
        if (folder / f"{entity}.{ending}").exists():
            raise RefusedError(f"{_shown(folder / f'{entity}.{ending}')} already exists")
    if registry.is_file() or (begins == "entry" and not folder.is_dir()):
        from jmsite.cli.registry import add_entry

        return add_entry(registry, KINDS[kind].model, entity, title_of(name))
    if begins == "yaml":
        return _fresh(folder / f"{entity}.yaml", _fields(kind, title_of(name)))
    return _markdown(folder / f"{entity}.md", kind, title_of(name))


def _fields(kind: str, title: str) -> str:
    from jmsite.cli.scaffold import scaffold
    from jmsite.model.kinds import KINDS

    if kind != "stage":
        return scaffold(KINDS[kind].model, title)
    from jmsite.content.check_participants import OF_A_STEP

    parts = {"steps": ("title", "id", "summary", *sorted(OF_A_STEP))}
    return scaffold(KINDS[kind].model, title, apart=OF_A_STEP, parts=parts)


def _markdown(file: Path, kind: str, title: str) -> Path:
    return _fresh(file, f"---\n{_fields(kind, title)}---\n\n")


def _fresh(file: Path, text: str) -> Path:
    """Write a file that is not there yet."""
    with refusing_disk_errors("write", file):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            # "x": who makes the same file at this moment is not overwritten either
            with file.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except FileExistsError:
            raise RefusedError(f"{_shown(file)} already exists") from None
    return file


def _shown(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)
