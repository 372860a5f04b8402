"""``jmsite review``: write down that a map or persona was found true, and what it said then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors, unknown
from jmsite.cli.options import Root
from jmsite.cli.site import day_of_build, find_root

if TYPE_CHECKING:
    from jmsite.model.entity import Draft
    from jmsite.pipeline import Compiled

Names = Annotated[
    list[str],
    typer.Argument(
        metavar="ENTITY...",
        help="Journeys, personas, or single stages as JOURNEY/STAGE; persona:ID if ids are the same.",
    ),
]
By = Annotated[
    list[str] | None, typer.Option("--by", metavar="NAME", help="Who reviewed it. Can be repeated.")
]
On = Annotated[str, typer.Option("--date", metavar="DAY", help="Date of the review. Default: today.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the changes as a patch, and write nothing.")]
REVIEWED = ("journey", "persona")
Target = tuple[str, str, str]
"""Kind and id of what is reviewed, and the stage of it, or ""."""


def review(entities: Names, root: Root = None, by: By = None, on: On = "", dry_run: DryRun = False) -> None:
    """Write down that a journey, a stage or a persona was reviewed: the date, and what it said then.

    Nothing else of the file changes. If steps, scores, pains or evidence change later, the review is void.
    """
    site = find_root(root)
    day, names = _day(on), _names(by or [])
    compiled = _read(site)
    targets = list(dict.fromkeys(_target(compiled, name) for name in entities))
    _refuse_faulty(compiled, targets)
    before, after = _texts(compiled, targets, day, names)
    if dry_run:
        from jmsite.cli.patches import diff

        for path, text in after.items():
            typer.echo("".join(diff(path, before[path].encode(), text.encode())), nl=False)
        return
    _write(site, {path: text for path, text in after.items() if text != before[path]})
    for kind, id, stage in targets:
        what = f"stage {id}/{stage}" if stage else f"{kind} {id}"
        typer.echo(f"{what}: reviewed {day.isoformat()}{_told(names)}")


def _told(names: Sequence[str]) -> str:
    return f" by {', '.join(names)}" if names else ""


def _day(on: str) -> date:
    today = day_of_build()
    if not on:
        return today
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise misuse(f"'{on}' is not a date; write it as {today.isoformat()}") from None
    if day > today:
        raise misuse(f"{on} is in the future; a review has taken place")
    return day


def _names(by: Sequence[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(" ".join(name.split()) for name in by))
    if not all(names):
        raise misuse("--by is empty; name who reviewed it, or leave it out")
    return names


def _read(site: Path) -> Compiled:
    from jmsite.content.discover import discover
    from jmsite.engine.memo import Memo
    from jmsite.model.sources import Options
    from jmsite.pipeline import examined

    with refusing_disk_errors("read", site):
        return examined(discover(site, Options(drafts=True)), Memo(one_shot=True))


def _target(compiled: Compiled, name: str) -> Target:
    """Return what a name means. Raises ``RefusedError`` with a hint where that cannot be reviewed."""
    catalog = compiled.catalog
    kind, colon, rest = name.partition(":")
    id, slash, stage = (rest if colon else name).strip("/").partition("/")
    if slash and (not colon or kind in ("journey", "stage")):
        return _stage(compiled, id, stage)
    if colon and kind not in REVIEWED:
        raise misuse(f"a {kind} is not reviewed; journeys, their stages and personas are")
    found = [one for one in ((kind,) if colon else REVIEWED) if catalog.find(one, id)]
    if len(found) > 1:
        raise misuse(f"a journey and a persona have the id '{id}'; write journey:{id} or persona:{id}")
    if found:
        return found[0], id, ""
    other = next(
        (
            one
            for one in ("metric", "insight", "opportunity", "research", "touchpoint")
            if catalog.find(one, id)
        ),
        "",
    )
    if other and not colon:
        raise misuse(f"'{id}' is a {other}, and only journeys, their stages and personas are reviewed")
    kinds = (kind,) if colon else REVIEWED
    raise unknown(
        "journey or persona" if not colon else kind,
        id,
        [one for kind in kinds for one in catalog.entities(kind)],
    )


def _stage(compiled: Compiled, journey: str, stage: str) -> Target:
    catalog = compiled.catalog
    if catalog.journey(journey) is None:
        raise unknown("journey", journey, catalog.entities("journey"))
    stage, slash, step = stage.partition("/")
    if slash:
        raise misuse(
            f"'{step}' is part of a stage, which is reviewed as a whole: jmsite review {journey}/{stage}"
        )
    if catalog.stage(f"{journey}/{stage}") is None:
        raise unknown("stage", stage, [one.id.rpartition("/")[2] for one in catalog.stages_of(journey)])
    return "journey", journey, stage


def _refuse_faulty(compiled: Compiled, targets: Sequence[Target]) -> None:
    """Refuse what cannot be read as a whole: what is left out of it would count as reviewed."""
    from jmsite.cli.result_line import written_as
    from jmsite.model.diagnostics import Severity

    drafts = {draft.path for kind, id, _ in targets for draft in _drafts(compiled, kind, id)}
    faults = tuple(
        one
        for one in compiled.site.diagnostics
        if one.severity is Severity.ERROR
        and (one.place.path in drafts or one.place.path == "content/site.yaml")
    )
    if faults:
        typer.echo(written_as("text", faults), nl=False, err=True)
        raise RefusedError("nothing written, because these files have errors; 'jmsite check' shows all")


def _drafts(compiled: Compiled, kind: str, id: str) -> tuple[Draft, ...]:
    """Return the drafts of what is reviewed, that of itself first."""
    for unit in compiled.content.units:
        own = [draft for draft in unit.written if (draft.kind, draft.id) == (kind, id)]
        if own:
            rest = (
                [draft for draft in unit.written if draft.kind in ("stage", "variant")]
                if kind == "journey"
                else []
            )
            return (own[0], *rest)
    return ()


def _texts(
    compiled: Compiled, targets: Sequence[Target], day: date, names: tuple[str, ...]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the files concerned as they are, and as they are with the reviews."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    # several targets may stand in one file, such as two stages of a journey: each goes on from what the last one left
    reviews: dict[tuple[str, str], Any] = {}
    for kind, id, stage in targets:
        draft = _drafts(compiled, kind, id)[0]
        path = draft.places_of(("reviewed",)).path
        source = compiled.inputs.content[path]
        before.setdefault(path, source.data.decode("utf-8"))
        known = reviews.get((kind, id), draft.fields.reviewed)  # type: ignore[attr-defined]
        reviews[kind, id] = _again(compiled, (kind, id, stage), known, day, names)
        after[path] = _with_reviews(after.get(path, before[path]), path, draft, reviews[kind, id])
    return before, after


def _again(compiled: Compiled, target: Target, known: Any, day: date, names: tuple[str, ...]) -> Any:
    from jmsite.reviews.fingerprint import fingerprint
    from jmsite.reviews.renew import reviewed_again

    kind, id, stage = target
    unit = next(
        unit
        for unit in compiled.content.units
        if any((one.kind, one.id) == (kind, id) for one in unit.entities)
    )
    own = unit.entities
    if kind == "persona":  # others may stand in the same file
        own = tuple(one for one in own if (one.kind, one.id) == (kind, id))
    now = fingerprint(own)
    return reviewed_again(known, now, stage, day, names)


def _with_reviews(text: str, path: str, draft: Draft, reviews: Any) -> str:
    """Return the text of a file with reviews in the place of those of an entity, and nothing else changed."""
    from jmsite.content.parse import parse
    from jmsite.editing.set_field import NoPlaceError, with_field
    from jmsite.model.sources import Prose, Source
    from jmsite.reviews.renew import plain_reviews

    def read(text: str) -> Any:
        return parse(Source(path=path, digest="", data=text.encode()), Prose()).value

    document, value = read(text), plain_reviews(reviews)
    try:
        made = with_field(text, document.places, draft.prefix, "reviewed", value)
    except NoPlaceError as wrong:
        raise RefusedError(
            f"{path} has its fields in brackets; add this by hand:\n\n{wrong.lines}"
        ) from wrong
    # read again before it is written: an odd indent could say something else
    front, wanted = read(made).front, dict(document.front)
    inner = wanted
    for part in draft.prefix:
        inner[part] = dict(inner[part] or {})
        inner = inner[part]
    inner["reviewed"] = value
    if front != wanted:
        raise RefusedError(
            f"{path} is written in a way that cannot be added to; write 'reviewed:' by hand: {value}"
        )
    return made


def _write(site: Path, texts: dict[str, str]) -> None:
    from jmsite.cli.patches import replace_file

    for path, text in texts.items():
        replace_file(site / path, text.encode())
