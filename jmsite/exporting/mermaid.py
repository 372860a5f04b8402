"""Journeys as Mermaid `journey` diagrams: stages are sections, steps tasks with scores of 1 to 5, personas actors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jmsite.exporting.selection import Selection
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Step

MIDDLE = 3
"""The score that a task has which has none: Mermaid draws no task without one."""
_LIKE = str.maketrans({":": "∶", ";": "；", "#": "＃", "<": "‹", ">": "›", "\0": " "})
"""Signs that look like those by which Mermaid parts statements, begins comments and markup."""
_WORDS = re.compile(r"journey|title|section|acctitle|accdescr|%", re.IGNORECASE)
_JOINER = "\u2060"


def as_mermaid(catalog: Catalog, selection: Selection) -> bytes:
    """Return the diagram of a journey; of several, Markdown with one below each title."""
    journeys = selection.all("journey")
    drawn = [(one.title, "\n".join(diagram(catalog, one))) for one in journeys]
    if len(drawn) == 1:
        return f"{drawn[0][1]}\n".encode()
    parts = (f"## {' '.join(title.split())}\n\n```mermaid\n{text}\n```\n" for title, text in drawn)
    return "\n".join(parts).encode()


def diagram(catalog: Catalog, journey: Entity[Journey]) -> Iterator[str]:
    """Yield the lines of a diagram."""
    yield "journey"
    yield f"    title {safe(journey.title)}"
    scale = catalog.scale(journey.id)
    ends = f"1 stands for {scale.min:g} on the scale of the map and 5 for {scale.max:g}"
    yield f"    %% Scores are from 1 to 5, where {ends}."
    for stage in catalog.stages_of(journey.id):
        yield f"    section {safe(stage.title)}"
        for step in catalog.steps_of(stage.id):
            yield from _tasks(catalog, step)
    moments = catalog.anytime(journey.id)
    if moments:
        yield f"    section {safe(catalog.words.phrase('map.anytime'))}"
        for step in moments:
            yield from _tasks(catalog, step)


def _tasks(catalog: Catalog, step: Entity[Step]) -> Iterator[str]:
    """Yield a step as a task, or as several where personas feel differently: a mean would be nobody's feeling."""
    people: dict[str, list[str]] = {}
    felt = {point.persona: scored(point.score) for point in catalog.points(step.id)}
    for id in step.fields.personas or ("",):
        persona = catalog.persona(id)
        names = people.setdefault(felt.get(id, felt.get("", "")), [])
        names += [actor(persona.title)] if persona else []
    for score, names in people.items():
        if not score:
            yield "    %% This one has no score: it stands in the middle."
        yield f"    {safe(step.title)}: {score or MIDDLE}" + (f": {', '.join(names)}" if names else "")


def scored(score: float) -> str:
    """Return a score from -2 to 2 as one from 1 to 5."""
    return f"{round(score + MIDDLE, 2):g}"


def safe(text: str) -> str:
    """Return words as a name that Mermaid reads as one, whatever stands in them."""
    line = re.sub("%{2,}", "%", " ".join(text.translate(_LIKE).split()))
    return f"{_JOINER}{line}" if _WORDS.match(line) else line or "–"


def actor(text: str) -> str:
    """Return words as the name of one actor: commas part them."""
    return re.sub("[,،、，]", "‚", safe(text))
