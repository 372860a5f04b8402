"""Find the steps whose review is due because something that it rests on has changed since."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import decimals
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.entities.review import Review, Watching
from jmsite.model.path_patterns import path_patterns
from jmsite.model.readings import Measured, Series
from jmsite.model.reviews import CodeChange, Due, DueStep, KnownRepository

OWN = ""
"""The name of the repository of the site itself."""
Repositories = Mapping[str, KnownRepository]
Watched = tuple[tuple[str, str], Watching]
"""The kind and id of what watches, and what it watches."""


def due_in(catalog: Catalog, id: str, repositories: Repositories) -> tuple[DueStep, ...]:
    """Return the steps of a journey whose review is due, in their order, and before them the journey itself.

    Nothing is due that was never reviewed, and of repositories that are not at hand nothing is known.
    """
    journey = catalog.journey(id)
    if journey is None or not journey.fields.reviewed or journey.fields.status == "retired":
        return ()
    found = [_due(journey.id, _of_journey(journey), _reviewed(journey, ""), catalog, repositories)]
    for step in catalog.moments(id):
        day = _reviewed(journey, step.id.split("/")[1])
        found.append(_due(step.id, watches(catalog, step), day, catalog, repositories))
    return tuple([one for one in found if one.reasons])


def touched_in(catalog: Catalog, id: str, repositories: Repositories) -> tuple[DueStep, ...]:
    """Return the steps of a journey that changes of repositories concern, whenever they were reviewed."""
    journey = catalog.journey(id)
    if journey is None or journey.fields.status == "retired":
        return ()
    steps = [(step.id, watches(catalog, step)) for step in catalog.moments(id)]
    found = [
        _due(name, some, date.min, None, repositories)
        for name, some in [(journey.id, _of_journey(journey)), *steps]
    ]
    return tuple([one for one in found if one.reasons])


def watches(catalog: Catalog, step: Entity[Step]) -> list[Watched]:
    """Return what a step watches: itself, and by its touchpoints and systems."""
    found: list[Watched] = [(("step", step.id), one) for one in step.fields.watch]
    journey = catalog.journey(step.id.partition("/")[0])
    if journey and journey.fields.state == "future":
        # what is to be does not change with what the code is now, unless the step itself says so
        return [*found, *_of_systems(catalog, [id for _, one in found for id in one.systems])]
    for touchpoint in catalog.found("touchpoint", step.fields.touchpoint):
        found += [(("touchpoint", touchpoint.id), one) for one in touchpoint.fields.watch]
    systems = [*step.fields.systems, *(id for _, one in found for id in one.systems)]
    return [*found, *_of_systems(catalog, systems)]


def every_watch(catalog: Catalog) -> Iterator[tuple[Entity[Any], int, Watching]]:
    """Yield everything that is watched: by what, as which of its watches."""
    for kind in ("journey", "step", "touchpoint", "system"):
        for entity in catalog.all(kind):
            for at, watch in enumerate(entity.fields.watch):
                yield entity, at, watch


def _of_journey(journey: Entity[Journey]) -> list[Watched]:
    return [(("journey", journey.id), one) for one in journey.fields.watch]


def _of_systems(catalog: Catalog, ids: Sequence[str]) -> Iterator[Watched]:
    waiting, seen = list(ids), set[str]()
    while waiting:
        id = waiting.pop(0)
        system = catalog.system(id) if id not in seen else None
        seen.add(id)
        for one in system.fields.watch if system else ():
            yield ("system", id), one
            waiting += one.systems


def _reviewed(journey: Entity[Journey], stage: str) -> date:
    """Return the day on which a stage was reviewed last; of the whole journey that of its oldest part."""
    reviews: Sequence[Review] = journey.fields.reviewed
    of_it = [one.day for one in reviews if not one.of or stage in one.of]
    return max(of_it) if stage and of_it else min(one.day for one in reviews)


def _due(
    step: str, watched: Sequence[Watched], day: date, catalog: Catalog | None, repositories: Repositories
) -> DueStep:
    reasons: dict[tuple[str, str, str], Due] = {}
    for by, watch in watched:
        for reason in _reasons(watch, by, day, catalog, repositories):
            key = (reason.kind, reason.repo, reason.what)
            # what several things watch has changed once; the changes come with the latest first
            reasons.setdefault(key, reason)
    ordered = sorted(reasons.values(), key=lambda one: (-one.day.toordinal(), one.repo, one.what))
    return DueStep(step=step, reasons=tuple(ordered), reviewed=day if day != date.min else None)


def _reasons(
    watch: Watching, by: tuple[str, str], day: date, catalog: Catalog | None, repositories: Repositories
) -> Iterator[Due]:
    name = watch.repo or OWN
    known = repositories.get(name, KnownRepository())
    covers = covering(watch.paths)
    for change in known.changes if watch.paths else ():
        other = change.now or change.was
        # what only moved within what is watched has not changed
        if change.day > day and covers(change.path) and not (other and covers(other)):
            yield _of_change(change, by, name)
    for release in known.releases:
        if release.day > day and any(fnmatchcase(release.tag, tag) for tag in watch.releases):
            yield Due(kind="release", what=release.tag, day=release.day, by=by, repo=name)
    # without a catalog nobody asks for metrics
    for metric in watch.metrics:
        left = left_interval(catalog, metric, day) if catalog else None
        if left:
            yield Due(kind="metric", what=metric, day=left[0], by=by, detail=left[1])


def covering(paths: Sequence[str]) -> Callable[[str], bool]:
    """Return a function that says whether some patterns of paths speak of a file."""
    patterns = [one for path in paths for one in path_patterns(path)]
    return lambda path: any(pattern.covers(path) for pattern in patterns)


def _of_change(change: CodeChange, by: tuple[str, str], repo: str) -> Due:
    return Due(
        kind="moved" if change.now else "code",
        what=change.path,
        day=change.day,
        by=by,
        repo=repo,
        detail=change.now or change.commit,
    )


def left_interval(catalog: Catalog, id: str, day: date) -> tuple[date, str] | None:
    """Return when a metric's latest reading lies outside of where it was on a day, and the values in words.

    It was in the interval of its reading then; one without an interval was between its thresholds. None where it still
    is, or nobody knows.
    """
    metric, series = catalog.metric(id), catalog.series(id)
    then = next((one for one in reversed(series.total) if one.day <= day and one.value is not None), None)
    latest = series.latest
    if metric is None or then is None or latest is None or latest.day <= day or latest.value is None:
        return None
    if then.low is not None and then.high is not None:
        if then.low <= latest.value <= then.high:
            return None
        return latest.day, _values(series, then, latest, (then.low, then.high))
    marks = sorted(threshold.value for threshold in metric.fields.thresholds)
    bands = [sum(value >= mark for mark in marks) for value in (then.value or 0, latest.value)]
    return (latest.day, _values(series, then, latest, None)) if max(bands[0], 1) != max(bands[1], 1) else None


def _values(series: Series, then: Measured, latest: Measured, interval: tuple[float, float] | None) -> str:
    digits = decimals(latest.value or 0, series.values)
    written = [f"{value or 0:.{digits}f}" for value in (then.value, latest.value, *(interval or ()))]
    within = f", outside {written[2]} to {written[3]}" if interval else ""
    return f"from {written[0]} to {written[1]}{within}"


def matches_nothing(catalog: Catalog, watch: Watching) -> tuple[str, ...]:
    """Return the paths of a watch that no file of its repository has; none where that is not at hand."""
    files: Sequence[str] = catalog.read("repository_files", watch.repo or OWN) or ()
    return tuple(path for path in watch.paths if files and not _is_met(path, files))


def _is_met(path: str, files: Sequence[str]) -> bool:
    covers = covering((path,))
    # of the files in order, those that begin as the pattern does
    begin = re.split(r"[*?\[{]", path.lstrip("/"), maxsplit=1)[0]
    near = itertools.takewhile(lambda file: file.startswith(begin), files[bisect_left(files, begin) :])
    return any(map(covers, near))
