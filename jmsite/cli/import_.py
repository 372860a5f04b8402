"""``jmsite import``: maps that people have become content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jmsite.cli.options import Root
from jmsite.cli.refusal import RefusedError, misuse, touching, unknown
from jmsite.cli.site import find_root, settings_of

if TYPE_CHECKING:
    from jmsite.importing.draft import DraftMap
    from jmsite.importing.settle import Declared
    from jmsite.importing.told import Imported

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files that contain maps.")]
As = Annotated[
    str, typer.Option("--as", metavar="FORMAT", help="Format of the files, if it is not recognized.")
]
Into = Annotated[
    str,
    typer.Option(
        "--into", metavar="JOURNEY", help="Id of the journey; if it exists, stages are added to it."
    ),
]
MapFile = Annotated[
    Path | None,
    typer.Option(
        "--map", metavar="MAPPING.yaml", help="File with the names used for lanes: `lanes: {pains: [Woes]}`."
    ),
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, but write nothing.")]
Guess = Annotated[
    bool,
    typer.Option("--guess-scores", help="Derive scores from words and emoji; they are marked as guessed."),
]
Told = Annotated[str, typer.Option("--format", metavar="NAME", help="Format of the report: text or json.")]


def import_(
    files: Files,
    root: Root = None,
    as_: As = "",
    into: Into = "",
    map_: MapFile = None,
    dry_run: Dry = False,
    guess_scores: Guess = False,
    format: Told = "text",
) -> None:
    """Convert existing maps to content. Never overwrites. The exit code is 1 if no journey is found."""
    from jmsite.importing.told import as_json, as_text

    if format not in ("text", "json"):
        raise unknown("format", format, ("text", "json"))
    site = find_root(root)
    done = import_into(site, files, as_, into, mapping_of(map_), dry_run, guess_scores)
    typer.echo(as_json(done) if format == "json" else as_text(done, dry_run), nl=False)
    if any(one.draft is None for one in done):
        raise typer.Exit(1)


def import_into(
    site: Path,
    files: list[Path],
    as_: str = "",
    into: str = "",
    mapping: Mapping[str, Any] | None = None,
    dry: bool = False,
    guess_scores: bool = False,
) -> list[Imported]:
    """Import files into a site: all of them are read before the first is written. Raises ``RefusedError``."""
    from jmsite.cli.names import id_of
    from jmsite.importing.told import Imported
    from jmsite.importing.write import AlreadyThereError, Wish, write

    content = site / "content"
    there = {file.relative_to(content).as_posix() for file in content.rglob("*") if file.is_file()}
    done: list[Imported] = []
    put: dict[str, bytes] = {}
    for file in files:
        draft, reason, sought = _read(file, as_, mapping)
        if draft is None:
            done.append(Imported(file=str(file), refused=reason, sought=sought))
            continue
        wish = Wish(
            into=id_of(into) if into else "",
            guess_scores=guess_scores,
            there=frozenset(there),
            scale=_scale(site),
            declared=_declared(site),
        )
        try:
            written = write(draft, wish, file.stem)
        except AlreadyThereError as clash:
            listed = "\n".join(f"  content/{path}" for path in clash.paths)
            raise RefusedError(
                f"nothing written, because there is already:\n{listed}\n--into gives the journey another id"
            ) from None
        named = tuple(f"content/{path}" for path, _ in written.files)
        told = tuple(_of(file, one) for one in written.remarks)
        done.append(Imported(file=str(file), draft=draft, paths=named, remarks=(*draft.remarks, *told)))
        put.update(written.files)
        there |= {path for path, _ in written.files}
    if not dry and all(one.draft is not None for one in done):
        for path, text in put.items():
            _fresh(content / path, text)
    return done


def _read(file: Path, as_: str, mapping: Mapping[str, Any] | None) -> tuple[DraftMap | None, str, str]:
    from jmsite.importing.draft import NoJourneyError
    from jmsite.importing.recognise import LARGEST, UnknownFormatError, read_map

    if not file.is_file():
        raise misuse(f"{file} is not a file")
    with touching("read", file), file.open("rb") as stream:
        found = stream.read(LARGEST + 1)
    try:
        return read_map(str(file), found, as_, mapping), "", ""
    except NoJourneyError as none:
        return None, none.reason, none.sought
    except UnknownFormatError as wrong:
        raise unknown("format", wrong.name, wrong.known) from None


def _of(file: Path, remark: Any) -> Any:
    from jmsite.model.value import replace

    return replace(remark, file=remark.file or str(file))


def _fresh(file: Path, content: bytes) -> None:
    with touching("write", file):
        file.parent.mkdir(parents=True, exist_ok=True)
        # "x": who makes the same file at this moment is not overwritten either
        with file.open("xb") as stream:
            stream.write(content)


def _scale(site: Path) -> tuple[float, float]:
    scale = (settings_of(site) or {}).get("emotion_scale")
    if isinstance(scale, dict):
        low, high = scale.get("min", -2), scale.get("max", 2)
        if isinstance(low, (int, float)) and isinstance(high, (int, float)) and low < high:
            return (low, high)
    return (-2, 2)


def _declared(site: Path) -> Declared:
    """Return what the settings of a site declare: audiences, sources, and fields of its own."""
    from jmsite.cli.site import EVERYWHERE
    from jmsite.importing.settle import Declared

    settings = settings_of(site) or {}
    audiences = settings.get("audiences", ())
    listed = audiences if isinstance(audiences, list) else [audiences] if audiences else []
    fields = settings.get("fields")
    own = {
        (kind, name)
        for kind, some in {
            **(fields if isinstance(fields, dict) else {}),
            "step": settings.get("lanes"),
        }.items()
        if isinstance(some, dict)
        for name in some
    }
    sources = settings.get("sources")
    return Declared(
        audiences=frozenset((*EVERYWHERE, *map(str, listed))),
        sources=frozenset(sources if isinstance(sources, dict) else ()),
        own=frozenset(own),
        entries=frozenset(_entries(site)),
    )


def _entries(site: Path) -> Iterator[tuple[str, str]]:
    """Yield the entries of the lists of a site, by kind and id; a list that cannot be read is reported by a check."""
    from jmsite.formats.yaml.reader import load
    from jmsite.model.kinds import KINDS

    for kind in (kind for kind in KINDS.values() if kind.listed):
        file = site / "content" / f"{kind.folder}.yaml"
        with suppress(OSError, UnicodeDecodeError):
            listed = load(file.read_text(encoding="utf-8"), str(file)).value.value if file.is_file() else None
            yield from ((kind.name, str(id)) for id in (listed if isinstance(listed, dict) else ()))


def mapping_of(file: Path | None) -> Mapping[str, Any] | None:
    """Return what a mapping says. Raises ``RefusedError`` where it is none, with the line."""
    from jmsite.formats.yaml.reader import load

    if file is None:
        return None
    if not file.is_file():
        raise misuse(f"{file} is not a file")
    try:
        with touching("read", file):
            read = load(file.read_text(encoding="utf-8"), str(file))
    except UnicodeDecodeError as error:
        raise misuse(f"{file} is not valid UTF-8") from error
    if read.diagnostics:
        first = read.diagnostics[0]
        raise misuse(f"{file}:{first.place.line}: {first.message}")
    value = read.value.value
    lanes = value.get("lanes") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(lanes, dict) or set(value) - {"lanes"}:
        raise misuse(
            f"{file} has the form 'lanes: {{pains: [Woes, What hurts]}}': lanes with the words that name them"
        )
    _known_lanes(file, lanes)
    return value


def _known_lanes(file: Path, lanes: Mapping[str, Any]) -> None:
    from jmsite.importing.labels import load_words

    known = sorted(set(load_words().names.values()))
    for lane in lanes:
        if lane not in known:
            raise unknown(f"lane in {file}:", lane, known)
