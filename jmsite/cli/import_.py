"""``jmsite import``: maps that people have become content."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors, unknown
from jmsite.cli.import_options import mapping_of, scale_option, survey_wish
from jmsite.cli.options import Root
from jmsite.cli.site import find_root, settings_of

if TYPE_CHECKING:
    from jmsite.importing.draft import DraftMap
    from jmsite.importing.fit_into_site import Declared
    from jmsite.importing.import_report import Imported
    from jmsite.importing.surveys.export import SurveyWish

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
Update = Annotated[
    bool,
    typer.Option(
        "--update",
        help="Change in this site what was edited in a workbook or table that it exported, and nothing else.",
    ),
]
Guess = Annotated[
    bool,
    typer.Option("--guess-scores", help="Derive scores from words and emoji; they are marked as guessed."),
]
Column = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="NAME", help="Column of a survey to make a metric of; may be repeated."),
]
Dates = Annotated[
    str,
    typer.Option(
        "--dates",
        metavar="ORDER",
        help="How a survey writes dates: day-first or month-first; or the date of all answers, 2026-03-31.",
    ),
]
ScaleWords = Annotated[
    str,
    typer.Option(
        "--scale",
        metavar="LOW..HIGH",
        help="Scale of the scores, such as 1..5 or -2..2, if the file does not name it.",
    ),
]
RENAMES = (
    "--into gives the journey another id; a metric and its table are named after the file, so rename that"
)
UPDATES = "--update changes in this site what was edited in the file, and nothing else"
ReportFormat = Annotated[
    str, typer.Option("--format", metavar="NAME", help="Format of the report: text or json.")
]


def import_(
    files: Files,
    root: Root = None,
    as_: As = "",
    into: Into = "",
    map_: MapFile = None,
    dry_run: Dry = False,
    guess_scores: Guess = False,
    column: Column = None,
    dates: Dates = "",
    scale: ScaleWords = "",
    format: ReportFormat = "text",
    update: Update = False,
) -> None:
    """Convert existing maps and survey exports to content. Never overwrites. The exit code is 1 if nothing is found."""
    from jmsite.importing.import_report import as_json, as_text

    if format not in ("text", "json"):
        raise unknown("format", format, ("text", "json"))
    site = find_root(
        root, " ".join(("jmsite init DIR", *(f"--from {shlex.quote(str(file))}" for file in files)))
    )
    if update:
        _update(site, files, into, dry_run)
        return
    done = import_into(
        site,
        files,
        as_,
        into,
        mapping_of(map_),
        dry_run,
        guess_scores,
        asked=survey_wish(column, dates),
        scale=scale_option(scale),
    )
    typer.echo(as_json(done) if format == "json" else as_text(done, dry_run), nl=False)
    if any(one.draft is None for one in done):
        raise typer.Exit(1)


def _update(site: Path, files: list[Path], into: str, dry_run: bool) -> None:
    """Bring what was edited in files that we exported into the site, one after the other.

    The exit code is 1 where something was edited that cannot be taken.
    """
    from jmsite.cli.names import id_of
    from jmsite.cli.update import show, update

    left = False
    for file in files:
        made = update(site, file, id_of(into) if into else "", dry_run)
        show(file, made, dry_run)
        left = left or bool(made.remarks)
    if left:
        raise typer.Exit(1)


def import_into(
    site: Path,
    files: list[Path],
    as_: str = "",
    into: str = "",
    mapping: Mapping[str, Any] | None = None,
    dry: bool = False,
    guess_scores: bool = False,
    asked: SurveyWish | None = None,
    scale: tuple[float, float] | None = None,
) -> list[Imported]:
    """Import files into a site: all of them are read before the first is written. Raises ``RefusedError``."""
    from jmsite.cli.names import id_of
    from jmsite.importing.import_report import Imported
    from jmsite.importing.write import AlreadyThereError, Wish, write

    content = site / "content"
    there = {file.relative_to(content).as_posix() for file in content.rglob("*") if file.is_file()}
    done: list[Imported] = []
    put: dict[str, bytes] = {}
    for file in files:
        draft = _read(file, as_, mapping, _knowing(asked, there), scale)
        if isinstance(draft, Imported):
            done.append(draft)
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
                f"nothing written, because there is already:\n{listed}\n"
                + (UPDATES if draft.format == "jmsite" else RENAMES)
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


def _read(
    file: Path,
    as_: str,
    mapping: Mapping[str, Any] | None,
    asked: SurveyWish,
    scale: tuple[float, float] | None,
) -> DraftMap | Imported:
    """Return what is in a file, or what the report says where it cannot be taken."""
    from jmsite.importing.draft import NoJourneyError
    from jmsite.importing.import_report import Imported
    from jmsite.importing.recognise import LARGEST, UnknownFormatError, read_map
    from jmsite.importing.surveys.export import QuestionError

    if not file.is_file():
        raise misuse(f"{file} is not a file")
    with refusing_disk_errors("read", file), file.open("rb") as stream:
        # one byte more than may be: then the reader can say that it is too large, and never has more in memory
        found = stream.read(LARGEST + 1)
    try:
        return read_map(str(file), found, as_, mapping, asked, scale)
    except QuestionError as open_:
        return Imported(file=str(file), question=open_.question, choices=open_.choices)
    except NoJourneyError as none:
        return Imported(file=str(file), refused=none.reason, sought=none.sought, what=none.what)
    except UnknownFormatError as wrong:
        raise unknown("format", wrong.name, wrong.known) from None


def _knowing(asked: SurveyWish | None, there: set[str]) -> SurveyWish:
    """Return what is said of a survey with the stages that the site has."""
    from jmsite.importing.surveys.export import SurveyWish
    from jmsite.model.value import replace

    parts = [path.split("/") for path in sorted(there) if path.startswith("journeys/")]
    named = [(part[1], re.fullmatch(r"\d+-(.+)\.(?:md|yaml)", part[2])) for part in parts if len(part) == 3]
    stages = tuple(f"{journey}/{found[1]}" for journey, found in named if found)
    return replace(asked or SurveyWish(), stages=stages)


def _of(file: Path, remark: Any) -> Any:
    from jmsite.model.value import replace

    return replace(remark, file=remark.file or str(file))


def _fresh(file: Path, content: bytes) -> None:
    with refusing_disk_errors("write", file):
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
    from jmsite.importing.fit_into_site import Declared

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
