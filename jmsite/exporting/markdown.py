"""Journeys as Markdown for people: a heading for each stage and step, and a label for each lane."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jmsite.exporting.lanes import lanes_of, unlinked
from jmsite.exporting.selection import Selection
from jmsite.exporting.words import prose_of
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.markdown import escaped
from jmsite.model.messages import capitalized

_HEADING = re.compile(r"^(#{1,6})\s+(.*\S)\s*$", re.MULTILINE)
_FENCE = re.compile(r"^(`{3,}|~{3,})chart\n.*?^\1$\n?", re.MULTILINE | re.DOTALL)


def as_markdown(catalog: Catalog, selection: Selection) -> bytes:
    """Return journeys as one Markdown text."""
    parts = (part for journey in selection.all("journey") for part in _journey(catalog, journey))
    return ("\n\n".join(parts) + "\n").encode()


def _journey(catalog: Catalog, journey: Entity[Journey]) -> Iterator[str]:
    words, fields = catalog.words, journey.fields
    yield f"# {escaped(journey.title)}"
    for id in fields.personas:
        persona = catalog.persona(id)
        if persona:
            yield _label(words.phrase("one.persona"), persona.title)
    for name in ("scenario", "trigger", "outcome"):
        value = getattr(fields, name)
        if value:
            yield _label(words.phrase(f"map.{name}"), value)
    if fields.summary:
        yield " ".join(fields.summary.split())
    stages = catalog.stages_of(journey.id)
    for number, stage in enumerate(stages, 1):
        yield from _stage(catalog, stage, number)
    moments = catalog.anytime(journey.id)
    if moments:
        yield _heading(catalog, len(stages) + 1, words.phrase("map.anytime"))
        for step in moments:
            yield from _step(catalog, step)


def _label(name: str, text: str) -> str:
    return f"**{capitalized(name)}:** {' '.join(text.split())}"


def _heading(catalog: Catalog, number: int, title: str) -> str:
    """Return the heading of a stage; it says that it is one, so that its steps are not taken for stages."""
    return f"## {capitalized(catalog.words.phrase('one.stage'))} {number}: {escaped(title)}"


def _stage(catalog: Catalog, stage: Entity[Stage], number: int) -> Iterator[str]:
    yield _heading(catalog, number, stage.title)
    if stage.fields.summary:
        yield " ".join(unlinked(stage.fields.summary).split())
    steps = catalog.steps_of(stage.id)
    alone = not stage.fields.steps and len(steps) == 1
    if stage.fields.steps:
        yield from _lanes(catalog, stage)
    yield from _prose(catalog, stage)
    for step in steps:
        yield from _lanes(catalog, step) if alone else _step(catalog, step)


def _step(catalog: Catalog, step: Entity[Step]) -> Iterator[str]:
    yield f"### {escaped(step.title)}"
    if step.fields.summary:
        yield " ".join(unlinked(step.fields.summary).split())
    yield from _lanes(catalog, step)


def _lanes(catalog: Catalog, of: Entity[Step] | Entity[Stage]) -> Iterator[str]:
    words = catalog.words
    scale = catalog.scale(of.id.partition("/")[0])
    for key, found in lanes_of(catalog, of, severe=True).items():
        name = words.phrase("fact.channel" if key == "channel" else f"lane.{key}")
        if key == "emotion":
            name = f"{name} ({scale.min:g}…{scale.max:g})"
        texts = tuple(map(_quoted, found)) if key == "quotes" else found
        yield _label(name, texts[0]) if len(texts) == 1 else f"**{capitalized(name)}:**\n\n{_bullets(texts)}"


def _quoted(text: str) -> str:
    """Return words in quotation marks, unless there are some in them that would be taken for these."""
    return text if set(text) & set('"“”„«»「」') else f"“{text}”"


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _prose(catalog: Catalog, stage: Entity[Stage]) -> Iterator[str]:
    """Yield the prose of a stage; its headings are lines in italics, since headings are stages and steps here."""
    prose = _FENCE.sub("", unlinked(prose_of(catalog, stage)))
    found = _HEADING.sub(lambda head: f"*{head[2]}*\n", prose).strip()
    if found:
        yield found
