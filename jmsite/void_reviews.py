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
from jmsite.engine.serializer import unpacked_or_none
from jmsite.history.objects import Objects, UnknownRevisionError, commit_of, tree_of
from jmsite.history.past_commits import PastCommit, committed_files, past_commits
from jmsite.model.entities.review import Review
from jmsite.model.entities.site import Site
from jmsite.model.sources import Inputs
from jmsite.model.value import Value, replace
from jmsite.reading import SITE, bare_entities, settings
from jmsite.reviews.fingerprint import fingerprint
from jmsite.reviews.states import REVIEWED, changed_parts, letters_reviewed
from jmsite.version import VERSION
from jmsite.watched_repositories import has_reviews, says_what_was_reviewed

if TYPE_CHECKING:
    from jmsite.engine.memo import Cache

CONTENT = "content/"
REVIEWED_IN = ("content/journeys/", "content/personas/")
"""The folders of maps and personas."""
Days = Mapping[str, tuple[str, date]]
"""Part of what was reviewed → the letters of the review, and the day since which it says something else."""


class ReviewedUnit(Value):
    """A map or persona whose review is void: its path, its reviews, and the parts that say something else."""

    path: str
    reviews: tuple[Review, ...]
    parts: frozenset[str]


def with_void_days(
    inputs: Inputs, root: Path, cache: Cache | None = None, last: Inputs | None = None
) -> Inputs:
    """Return inputs with the days since which reviews are void, as far as git tells and as it is committed.

    They follow from what is committed alone: asked once a revision, and kept. What ``last`` knows of it is taken again.
    """
    if not inputs.revision or not has_reviews(inputs):
        return replace(inputs, void_days={}) if inputs.void_days else inputs
    if last is not None and last.revision == inputs.revision and has_reviews(last):
        return replace(inputs, void_days=last.void_days)
    key = hashlib.sha256(f"void {VERSION} {inputs.revision}".encode()).hexdigest()
    found = _kept(cache, key)
    if found is None:
        found = _days(inputs, root)
        if cache:
            told = {
                path: {part: (of, day.isoformat()) for part, (of, day) in days.items()}
                for path, days in found.items()
            }
            cache.store({key: json.dumps(told, ensure_ascii=True)})
    return replace(inputs, void_days=found)


def _kept(cache: Cache | None, key: str) -> dict[str, Days] | None:
    text = cache.fetch([key]).get(key) if cache else None
    return unpacked_or_none(_days_in, text) if text else None


def _days_in(text: str) -> dict[str, Days]:
    return {
        path: {part: (of, date.fromisoformat(day)) for part, (of, day) in days.items()}
        for path, days in json.loads(text).items()
    }


def _days(inputs: Inputs, root: Path) -> dict[str, Days]:
    folder = root / "content"
    committed = committed_files(folder)
    try:
        with tree_of(root, commit_of(root, "HEAD")) as (_, objects):
            site = _site(inputs, committed, objects)
            units = tuple(_void_units(committed, site, objects))
            since = min((review.day for unit in units for review in unit.reviews), default=None)
            if since is None:
                return {}
            read = partial(_parts, site=site, objects=objects)
            steps = tuple(past_commits(folder, since))
            return {unit.path: dict(_since(unit, steps, read)) for unit in units}
    except (OSError, UnknownRevisionError):
        # a clone without some of its objects: what cannot be read is not told
        return {}


def _site(inputs: Inputs, committed: Mapping[str, str], objects: Objects) -> Site:
    """Return what is committed of site.yaml."""
    path = SITE.removeprefix(CONTENT)
    found = {SITE: source(SITE, objects.read(committed[path]))} if path in committed else {}
    return settings(replace(inputs, content=found), Memo()).value.fields


def _void_units(committed: Mapping[str, str], site: Site, objects: Objects) -> Iterator[ReviewedUnit]:
    """Yield the maps and personas of which the review does not hold any more."""
    paths = [CONTENT + path for path in sorted(committed) if is_text(path)]
    units = group_units(path for path in paths if path.startswith(REVIEWED_IN))
    for some in units.values():
        files = [source(path, objects.read(committed[path.removeprefix(CONTENT)])) for path in some]
        entities = bare_entities(files, site) if any(map(says_what_was_reviewed, files)) else ()
        first = next((one for one in entities if one.kind in REVIEWED), None)
        if first is not None:
            reviews: tuple[Review, ...] = tuple(first.fields.reviewed)
            parts = frozenset(one.part for one in changed_parts(reviews, fingerprint(entities)))
            if parts:
                yield ReviewedUnit(path=first.path, reviews=reviews, parts=parts)


def _unit_of(path: str) -> str:
    return next(iter(group_units((path,))))


Read = Callable[[ReviewedUnit, str, Mapping[str, str]], frozenset[str]]


def _since(
    unit: ReviewedUnit, steps: Sequence[PastCommit], read: Read
) -> Iterator[tuple[str, tuple[str, date]]]:
    """Yield the parts that say something else: the letters of the review, and since when that is so without a break."""
    path = unit.path.removeprefix(CONTENT)
    left, of = unit.parts, letters_reviewed(unit.reviews)
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
            yield from ((part, (of.get(part, ""), step.day)) for part in sorted(left - still))
            left &= still


def _parts(
    unit: ReviewedUnit, path: str, files: Mapping[str, str], site: Site, objects: Objects
) -> frozenset[str]:
    """Return the parts of a map or persona that said something else than was reviewed, when these files were there."""
    name = _unit_of(CONTENT + path)
    sources = [
        source(CONTENT + one, objects.read(id))
        for one, id in sorted(files.items())
        if is_text(CONTENT + one) and _unit_of(CONTENT + one) == name
    ]
    said = fingerprint(bare_entities(sources, site))
    return frozenset(one.part for one in changed_parts(unit.reviews, said))
