"""Gather which reviews are void or due, and tell it as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from jmsite.model.catalog import Catalog
from jmsite.model.markdown import escaped
from jmsite.model.reviews import Due, DueStep, ReviewState, expiry_day
from jmsite.model.terminal import harmless
from jmsite.model.value import Value
from jmsite.reviews.due import Repositories, due_in, every_watch, touched_in
from jmsite.reviews.review_words import due_words, part_title, part_words
from jmsite.reviews.states import REVIEWED

VERSION = 1
"""The version of the JSON that is written here."""
Target = tuple[str, str]


class Drift(Value):
    """The reviews that are to be done again.

    ``void`` are reviews of what has changed since, ``due`` steps of which something that they watch has changed,
    ``over`` what was to be reviewed by a day that has passed. ``unknown`` are the names of repositories that are
    watched and not at hand. ``between`` are the revisions that were compared, or "".
    """

    void: tuple[tuple[Target, ReviewState], ...] = ()
    due: tuple[DueStep, ...] = ()
    over: tuple[tuple[Target, date], ...] = ()
    unknown: tuple[str, ...] = ()
    between: str = ""

    @property
    def count(self) -> int:
        """Return the number of reviews that are to be done."""
        return len(self.void) + len(self.due) + len(self.over)


def drift_of(catalog: Catalog, repositories: Repositories) -> Drift:
    """Return what is to be reviewed again in a catalog."""
    due = [one for journey in catalog.all("journey") for one in due_in(catalog, journey.id, repositories)]
    return Drift(
        void=tuple(_void(catalog)),
        due=tuple(due),
        over=tuple(_over(catalog)),
        unknown=_unknown(catalog, repositories),
    )


def drift_between(catalog: Catalog, before: Catalog, repositories: Repositories, between: str) -> Drift:
    """Return what the changes between two revisions make due: reviews that were not void ``before``, and steps that
    watch what changed.
    """
    was = {target: state.changed for target, state in _void(before)}
    new = [(target, state) for target, state in _void(catalog) if was.get(target) != state.changed]
    due = [one for journey in catalog.all("journey") for one in touched_in(catalog, journey.id, repositories)]
    return Drift(void=tuple(new), due=tuple(due), between=between)


def _void(catalog: Catalog) -> Iterator[tuple[Target, ReviewState]]:
    for target, state in catalog.table("reviews").items():
        entity = catalog.find(*target)
        if state and state.changed and entity and getattr(entity.fields, "status", "") != "retired":
            yield target, state


def _over(catalog: Catalog) -> Iterator[tuple[Target, date]]:
    for kind in REVIEWED:
        for entity in catalog.all(kind):
            state: ReviewState | None = catalog.read("reviews", (kind, entity.id))
            last = state.day if state else getattr(entity.fields, "validated", None)
            day = expiry_day(last, entity.fields.review_every or catalog.site.review_every)
            retired = getattr(entity.fields, "status", "") == "retired"
            if day and catalog.today and day < catalog.today and not retired:
                yield (kind, entity.id), day


def _unknown(catalog: Catalog, repositories: Repositories) -> tuple[str, ...]:
    named = {
        watch.repo for _, _, watch in every_watch(catalog) if watch.repo and (watch.paths or watch.releases)
    }
    return tuple(sorted(named - set(repositories)))


def as_text(catalog: Catalog, drift: Drift) -> str:
    """Return what is to be reviewed again for somebody at a terminal."""
    lines: list[str] = []
    for target, state in drift.void:
        since = f" since {state.since}" if state.since else ""
        lines.append(f"void  {_titled(catalog, target)}, reviewed {state.day}{since}")
        lines += [f"        {part_words(catalog, target, part)}" for part in state.changed]
    for step in drift.due:
        when = f", reviewed {step.reviewed}" if step.reviewed else ""
        lines.append(f"due   {_titled(catalog, _target(step))}{when}")
        lines += [f"        {due_words(catalog, reason)}" for reason in step.reasons]
    lines += [f"over  {_titled(catalog, target)}, was due on {day}" for target, day in drift.over]
    return "".join(f"{harmless(line)}\n" for line in [*lines, _sum(drift)])


def _sum(drift: Drift) -> str:
    counts = {"void": len(drift.void), "due": len(drift.due), "overdue": len(drift.over)}
    told = [f"{count} {word}" for word, count in counts.items() if count]
    return ", ".join(told) if told else "no review is due"


def as_markdown(catalog: Catalog, drift: Drift) -> str:
    """Return what is to be reviewed again for a comment on a pull request."""
    lines: list[str] = []
    if drift.void:
        lines += ["### Reviews that no longer hold", ""]
    for target, state in drift.void:
        parts = "; ".join(part_words(catalog, target, part) for part in state.changed)
        lines.append(f"- **{escaped(_title(catalog, target))}** (reviewed {state.day}): {escaped(parts)}")
    if drift.due:
        lines += [*_gap(lines), "### Reviews that are due", ""]
    for step in drift.due:
        lines.append(f"- **{escaped(_title(catalog, _target(step)))}**: {_reasons(catalog, step.reasons)}")
    if drift.over:
        lines += [*_gap(lines), "### Reviews that have run out", ""]
    lines += [f"- **{escaped(_title(catalog, target))}**, due on {day}" for target, day in drift.over]
    return "".join(f"{line}\n" for line in lines or ["No review is due."])


def _gap(lines: Sequence[str]) -> list[str]:
    return [""] if lines else []


def _reasons(catalog: Catalog, reasons: Sequence[Due]) -> str:
    return "; ".join(escaped(due_words(catalog, one)) for one in reasons)


def as_json(catalog: Catalog, drift: Drift) -> str:
    """Return what is to be reviewed again for programs."""
    void = [
        {
            **_named(catalog, target),
            "reviewed": state.day.isoformat(),
            "by": list(state.by),
            "since": _iso(state.since),
            "changed": [
                {"part": one.part, "title": part_title(catalog, target, one.part), "what": list(one.kinds)}
                for one in state.changed
            ],
        }
        for target, state in drift.void
    ]
    due = [
        {
            **_named(catalog, _target(step)),
            "reviewed": _iso(step.reviewed),
            "reasons": [_reason(catalog, one) for one in step.reasons],
        }
        for step in drift.due
    ]
    over = [{**_named(catalog, target), "due": day.isoformat()} for target, day in drift.over]
    whole = {"format": "jmsite-drift", "version": VERSION, "between": drift.between or None}
    told = {**whole, "void": void, "due": due, "over": over, "unknown_repositories": list(drift.unknown)}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _reason(catalog: Catalog, due: Due) -> dict[str, Any]:
    return {
        "kind": due.kind,
        "what": due.what,
        "repository": due.repo or None,
        "day": due.day.isoformat(),
        "detail": due.detail,
        "watched_by": {"kind": due.by[0], "id": due.by[1]},
        "text": due_words(catalog, due),
    }


def _named(catalog: Catalog, target: Target) -> dict[str, Any]:
    entity = catalog.find(*target)
    return {
        "kind": target[0],
        "id": target[1],
        "title": entity.title if entity else target[1],
        "path": entity.path if entity else "",
        "line": entity.line if entity else 1,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _target(step: DueStep) -> Target:
    return ("step" if "/" in step.step else "journey", step.step)


def _title(catalog: Catalog, target: Target) -> str:
    """Return the title of something, of a step with that of its journey before it."""
    entity = catalog.find(*target)
    title = entity.title if entity else target[1]
    journey = catalog.journey(target[1].partition("/")[0]) if target[0] == "step" else None
    return f"{journey.title}: {title}" if journey else title


def _titled(catalog: Catalog, target: Target) -> str:
    return f"{_title(catalog, target)} ({target[0]} {target[1]})"


FORMATS: Mapping[str, Callable[[Catalog, Drift], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
}
"""The forms in which it is told."""
