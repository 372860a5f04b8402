"""Find out since when reviews are void: the day of the first change that touched what was reviewed, from git.

One look through the log tells what each commit changed. Only commits that touch a reviewed map or persona are read,
from the latest back to the one after which it still said what was reviewed; files come from git's objects.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jmsite.content.discover import is_text, source
from jmsite.content.units import group_units
from jmsite.engine.memo import Memo
from jmsite.history.objects import Objects, UnknownRevisionError, commit_of, tree_of
from jmsite.history.unwinding import Undone, committed_files, undone
from jmsite.model.entities.review import Review
from jmsite.model.entities.site import Site
from jmsite.model.sources import Inputs, Source
from jmsite.model.value import Value, replace
from jmsite.reading import bare_entities, settings
from jmsite.reviews.fingerprint import fingerprint
from jmsite.reviews.states import REVIEWED, changed_parts
from jmsite.version import VERSION
from jmsite.watching import says_what_was_reviewed

if TYPE_CHECKING:
    from jmsite.engine.memo import Cache

CONTENT = "content/"
Days = Mapping[str, date]
"""Part of what was reviewed → the day since which it says something else."""


class ReviewedUnit(Value):
    """A map or persona whose review is void: its path, its reviews, and the parts that say something else."""

    path: str
    reviews: tuple[Review, ...]
    parts: frozenset[str]


def voided(inputs: Inputs, root: Path, cache: Cache | None = None, last: Inputs | None = None) -> Inputs:
    """Return inputs with the days since which reviews are void, as far as git tells and as it is committed.

    What ``last`` knows of the same revision and the same files is taken again.
    """
    some = (
        [file for file in inputs.content.values() if says_what_was_reviewed(file)] if inputs.revision else []
    )
    if not some:
        return replace(inputs, void_days={}) if inputs.void_days else inputs
    units = group_units(tuple(inputs.content))
    files = {file.path: tuple(inputs.content[path] for path in units[_unit_of(file.path)]) for file in some}
    if last is not None and last.revision == inputs.revision and _are_same(files, last):
        return replace(inputs, void_days=last.void_days)
    key = _key(inputs.revision, [one.digest for some in files.values() for one in some])
    kept = _kept(cache, key)
    found = _days(files, inputs, root) if kept is None else kept
    if kept is None and cache:
        told = {path: {part: day.isoformat() for part, day in days.items()} for path, days in found.items()}
        cache.store({key: json.dumps(told, ensure_ascii=True)})
    return replace(inputs, void_days=found)


def _key(revision: str, digests: Sequence[str]) -> str:
    return hashlib.sha256("\0".join([f"void {VERSION}", revision, *digests]).encode()).hexdigest()


def _kept(cache: Cache | None, key: str) -> dict[str, Days] | None:
    from jmsite.engine.memo import (
        sound,  # late: most sites have no such review, and a build again is to load little
    )

    text = cache.fetch([key]).get(key) if cache else None
    return sound(_days_in, text) if text else None


def _days_in(text: str) -> dict[str, Days]:
    return {
        path: {part: date.fromisoformat(day) for part, day in days.items()}
        for path, days in json.loads(text).items()
    }


def _unit_of(path: str) -> str:
    return next(iter(group_units((path,))))


def _are_same(files: Mapping[str, Sequence[Source]], last: Inputs) -> bool:
    return all(last.content.get(one.path) == one for some in files.values() for one in some)


def _days(files: Mapping[str, tuple[Source, ...]], inputs: Inputs, root: Path) -> dict[str, Days]:
    site, folder = settings(inputs, Memo()).value.fields, root / "content"
    units = [unit for path, some in files.items() if (unit := _void(path, some, site))]
    since = min((review.day for unit in units for review in unit.reviews), default=None)
    if since is None:
        return {}
    try:
        with tree_of(root, commit_of(root, "HEAD")) as (_, objects):
            read = partial(_parts, site=site, objects=objects)
            committed, steps = committed_files(folder), tuple(undone(folder, since))
            found = {unit.path: dict(_since(unit, committed, steps, read)) for unit in units}
    except (OSError, UnknownRevisionError):
        # a clone without some of its objects: what cannot be read is not told
        return {}
    return {path: days for path, days in found.items() if days}


def _void(path: str, files: tuple[Source, ...], site: Site) -> ReviewedUnit | None:
    """Return a map or persona if its review does not hold any more."""
    entities = bare_entities(files, site)
    first = next((one for one in entities if one.kind in REVIEWED), None)
    if first is None:
        return None
    reviews: tuple[Review, ...] = tuple(first.fields.reviewed)
    parts = frozenset(one.part for one in changed_parts(reviews, fingerprint(entities)))
    return ReviewedUnit(path=path, reviews=reviews, parts=parts) if parts else None


Read = Callable[[ReviewedUnit, str, Mapping[str, str]], frozenset[str]]


def _since(
    unit: ReviewedUnit, committed: Mapping[str, str], steps: Sequence[Undone], read: Read
) -> Iterator[tuple[str, date]]:
    """Yield the parts that say something else, each with the day since which they do so without a break."""
    path = unit.path.removeprefix(CONTENT)
    left = unit.parts & read(unit, path, committed)
    for step in steps:
        if not left:
            return
        name = _unit_of(CONTENT + path)
        if any(_unit_of(CONTENT + one) == name for way in step.changed.items() for one in way if one):
            path = step.changed.get(path, path)
            if path not in step.files:
                # it came from elsewhere with its review, and nobody knows what it said there
                return
            still = read(unit, path, step.files)
            yield from ((part, step.day) for part in sorted(left - still))
            left &= still


def _parts(
    unit: ReviewedUnit, path: str, files: Mapping[str, str], site: Site, objects: Objects
) -> frozenset[str]:
    """Return the parts of a map or persona that said something else than was reviewed, when these files were there."""
    name = _unit_of(CONTENT + path)
    sources = [
        source(CONTENT + one, objects.read(id))
        for one, id in sorted(files.items())
        if is_text(one) and _unit_of(CONTENT + one) == name
    ]
    said = fingerprint(bare_entities(sources, site))
    return frozenset(one.part for one in changed_parts(unit.reviews, said))
