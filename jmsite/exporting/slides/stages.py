"""The slides of a stage: its steps in a table, and what was heard and measured there; the rest stands in the notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from jmsite.exporting.slides.heads import SlideHead
from jmsite.exporting.slides.page import SlideColumn, TableBlock, as_block, beside, slides
from jmsite.exporting.slides.texts import (
    DOT,
    basis_text,
    in_lane,
    metric_text,
    note_lines,
    one_line,
    pain_text,
    paragraph,
    reading_text,
    score_text,
)
from jmsite.formats.deck.model import Paragraph, Row, Slide, TableCell
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.messages import capitalized
from jmsite.model.phases import phase_of
from jmsite.model.readings import band
from jmsite.model.value import Value, replace
from jmsite.pages.parts.lists.stages_as_steps import stage_as_step
from jmsite.pages.parts.map import lanes
from jmsite.pages.parts.page.lane_texts import words as plain_words
from jmsite.pages.parts.page.marks import IconLink, MetricMark
from jmsite.pages.parts.page.people import PersonaMark, people

FILLS = ("pain-fill", "pain-tint", "", "gain-tint", "gain-fill")
"""The grounds of feelings, from the worst to the best."""
SHOWN = frozenset(
    ("doing", "thinking", "emotion", "feeling", "touchpoints", "pains", "gains", "quotes", "metrics", "image")
)
"""The lanes that stand on slides."""
Found = tuple[lanes.Cell, ...]


class StepOnSlide(Value):
    """A step, or a stage as a whole, with what is known of it; ``number`` is its place on the curve, 0 for none."""

    step: Entity[Step]
    cells: Found
    number: int
    title: str
    people: tuple[PersonaMark, ...] = ()


def stage_slides(
    catalog: Catalog, journey: Entity[Journey], stage: Entity[Stage], first: int, foot: str
) -> tuple[Slide, ...]:
    """Return the slides of a stage; ``first`` is the number of its first step."""
    steps, over = catalog.steps_of(stage.id), stage_as_step(stage)
    order = catalog.stages_of(journey.id)
    phase = phase_of(journey.fields, stage.fields)
    place = catalog.words.phrase("stage.of", i=order.index(stage) + 1, n=len(order))
    facts = (place, phase.title if phase else "", stage.fields.when or "")
    goals = (plain_words(catalog, text or "") for text in (stage.fields.goal, stage.fields.summary))
    head = SlideHead(
        title=one_line(stage.title),
        kicker=DOT.join(filter(None, facts)),
        lead=one_line(catalog.words.sentences(*goals)),
        foot=foot,
        language=stage.fields.language or journey.fields.language or "",
    )
    return step_slides(catalog, journey, head, (*over, *steps), first, tuple(_beside(catalog, stage)))


def moment_slides(catalog: Catalog, journey: Entity[Journey], foot: str) -> tuple[Slide, ...]:
    """Return the slides of what can happen at any time."""
    moments = catalog.anytime(journey.id)
    title = catalog.words.phrase("map.anytime")
    head = SlideHead(
        title=title, foot=foot, kicker=one_line(journey.title), language=journey.fields.language or ""
    )
    return step_slides(catalog, journey, head, moments, 0, ()) if moments else ()


def step_slides(
    catalog: Catalog,
    journey: Entity[Journey],
    head: SlideHead,
    steps: Sequence[Entity[Step]],
    first: int,
    more: tuple[str, ...],
) -> tuple[Slide, ...]:
    """Return the slides of steps under a head: what happens, then what was heard and measured."""
    everybody = journey.fields.personas
    who = people(catalog, [*everybody, *(id for step in steps for id in step.fields.personas)])
    found = lanes.grid(catalog, tuple(steps), {mark.id: mark for mark in who}).cells
    told, number = [], first
    for step in steps:
        own = number if first and step.kind == "step" else 0
        number += step.kind == "step"
        name = catalog.words.phrase("stage.whole") if step.kind == "stage" else step.title
        part = step.kind == "step" and set(step.fields.personas) < set(everybody)
        takers = people(catalog, step.fields.personas) if part else ()
        told.append(
            StepOnSlide(step=step, cells=found[step.id], number=own, title=one_line(name), people=takers)
        )
    notes = "\n".join((*more, *(line for one in told for line in _notes(catalog, one))))
    table = _table(catalog, told, head.title)
    heard, metrics = tuple(_heard(catalog, told)), _metrics(catalog, told, head.title)
    voices = as_block(heard)
    bands: list[tuple[SlideColumn, ...]] = [(SlideColumn(blocks=(table,)),)] if table else []
    evidence = beside(voices, (metrics,) if metrics else (), 0.44)
    # words under the head may stand in the first placeholder for text
    bands += [tuple(replace(column, slot=1) for column in evidence)] if evidence else []
    return slides(replace(head, notes=notes), bands)


def _table(catalog: Catalog, told: Sequence[StepOnSlide], title: str) -> TableBlock | None:
    """Return the table of steps, with a column for each matter of which something is known."""
    words = catalog.words
    makers: tuple[tuple[str, float, Callable[[Catalog, StepOnSlide], TableCell]], ...] = (
        (words.phrase("one.step"), 1.25, _step),
        (words.phrase("lane.doing"), 1.35, lambda _, one: _notes_of(one, "doing")),
        (words.phrase("lane.thinking"), 1.35, _thinking),
        (words.phrase("lane.emotion"), 1.0, _feeling),
        (words.phrase("lane.pains"), 1.35, lambda all, one: _weighed(all, one, "pains")),
        (words.phrase("lane.gains"), 1.15, lambda all, one: _weighed(all, one, "gains")),
    )
    made = [(head, share, [make(catalog, one) for one in told]) for head, share, make in makers]
    kept = [one for at, one in enumerate(made) if not at or any(cell.paragraphs for cell in one[2])]
    rows: tuple[Row, ...] = tuple(
        row
        for one, row in zip(told, zip(*(cells for _, _, cells in kept), strict=True), strict=True)
        # a stage as a whole of which no more is known here than that it is one
        if one.step.kind == "step" or any(cell.paragraphs for cell in row[1:])
    )
    if not rows:
        return None
    return TableBlock(
        title=catalog.words.phrase("pair", name=title, value=words.phrase("stage.steps")),
        head=tuple(head for head, _, _ in kept),
        rows=rows,
        shares=tuple(share for _, share, _ in kept),
        # columns of about the same width on all slides, however many there are
        most=190,
    )


def _step(catalog: Catalog, one: StepOnSlide) -> TableCell:
    words = catalog.words
    found = [Paragraph(text=_named(one), style="strong")]
    touched = [part.title for part in in_lane(one.cells, "touchpoints")]
    only = [mark.title for mark in one.people]
    truth = [capitalized(words.phrase("basis.truth"))] if one.step.fields.moment_of_truth else []
    for line in (words.row(*touched), words.row(*only), *truth):
        if line:
            found.append(Paragraph(text=one_line(line), style="note"))
    return TableCell(paragraphs=tuple(found))


def _named(one: StepOnSlide) -> str:
    return f"{one.number}  {one.title}" if one.number else one.title


def _notes_of(one: StepOnSlide, lane: str) -> TableCell:
    return TableCell(
        paragraphs=tuple(paragraph(part.text, "cell", part.who) for part in in_lane(one.cells, lane))
    )


def _thinking(catalog: Catalog, one: StepOnSlide) -> TableCell:
    quoted = (
        paragraph(catalog.words.phrase("quote", text=part.text), "cell", part.who)
        for part in in_lane(one.cells, "thinking")
    )
    return TableCell(paragraphs=tuple(quoted))


def _feeling(catalog: Catalog, one: StepOnSlide) -> TableCell:
    words, marks = catalog.words, in_lane(one.cells, "emotion")
    found = []
    for part in marks:
        found.append(paragraph(score_text(part), "cell", part.who))
        if part.mark.basis == "measured":
            found.append(Paragraph(text=basis_text(words, part), style="note"))
    found += [paragraph(part.text, "cell", part.who) for part in in_lane(one.cells, "feeling")]
    fill = FILLS[band(min(part.mark.score for part in marks))] if marks else ""
    return TableCell(paragraphs=tuple(found), fill=fill)


def _weighed(catalog: Catalog, one: StepOnSlide, lane: str) -> TableCell:
    return TableCell(
        paragraphs=tuple(
            paragraph(pain_text(catalog.words, part), "cell", part.who) for part in in_lane(one.cells, lane)
        )
    )


def _heard(catalog: Catalog, told: Sequence[StepOnSlide]) -> Iterator[Paragraph]:
    """Yield what was said in the stage, and by whom, and where that is from."""
    words = catalog.words
    for one in told:
        for part in in_lane(one.cells, "quotes"):
            yield Paragraph(text=one_line(words.phrase("quote", text=part.text)), style="quote")
            source = words.row(part.who.title if part.who else "", part.source)
            yield Paragraph(text=one_line(source) or one.title, style="source")


def _metrics(catalog: Catalog, told: Sequence[StepOnSlide], title: str) -> TableBlock | None:
    """Return the metrics of the stage, each place that they are of once."""
    words = catalog.words
    rows = tuple(
        dict.fromkeys(_metric(catalog, part, one) for one in told for part in in_lane(one.cells, "metrics"))
    )
    if not rows:
        return None
    heads = ("metrics.name", "metrics.latest", "table.interval", "table.n", "table.day")
    return TableBlock(
        title=words.phrase("pair", name=title, value=words.phrase("lane.metrics")),
        head=tuple(words.phrase(key) for key in heads),
        rows=rows,
        shares=(2.0, 1.1, 1.15, 0.85, 1.3),
        right=(1, 2, 3, 4),
        most=115,
    )


def _metric(catalog: Catalog, mark: MetricMark | IconLink, one: StepOnSlide) -> Row:
    """Return a metric as a row; one that is not linked yet is no more than its name."""
    words = catalog.words
    if isinstance(mark, IconLink):
        return (
            TableCell(paragraphs=(Paragraph(text=one_line(mark.title), style="strong"),)),
            *(TableCell(),) * 4,
        )
    target = f"{words.number(mark.target)} {mark.unit}".strip() if mark.target is not None else ""
    # a table of several steps says which of them is meant
    place = _named(one) if mark.place == words.phrase("scope.step") else mark.place
    notes = (place, words.phrase("target.at", value=target) if target else "")
    name = [Paragraph(text=one_line(mark.title), style="strong")]
    name += [Paragraph(text=note, style="note") for note in notes if note]
    values = (
        reading_text(words, mark) or words.phrase("metrics.none"),
        mark.interval,
        words.number(mark.n, 0) if mark.n is not None else "",
        words.month(mark.day) if mark.day else "",
    )
    return (
        TableCell(paragraphs=tuple(name)),
        *(
            TableCell(paragraphs=(Paragraph(text=value, style="cell"),) if value else (), right=True)
            for value in values
        ),
    )


def _beside(catalog: Catalog, stage: Entity[Stage]) -> Iterator[str]:
    """Yield what is said of a stage beside its steps: in prose, and for single personas."""
    words = catalog.words
    if text := one_line(catalog.prose(stage).text):
        yield text
    for variant in catalog.variants_of(stage.id):
        who = catalog.persona(variant.id.rpartition("/")[2])
        told = (variant.fields.goal, variant.fields.summary)
        said = words.sentences(*(plain_words(catalog, text or "") for text in told))
        prose = one_line(catalog.prose(variant).text)
        if who and (said or prose):
            yield one_line(
                f"{words.phrase('stage.for', name=who.title)}{words.phrase('space')}{said} {prose}"
            )


def _notes(catalog: Catalog, one: StepOnSlide) -> Iterator[str]:
    """Yield what is known of a step and stands on no slide, and what its scores rest on."""
    words, fields = catalog.words, one.step.fields
    lines = [one_line(plain_words(catalog, fields.summary))] if fields.summary else []
    if isinstance(fields.moment_of_truth, str):
        why = one_line(plain_words(catalog, fields.moment_of_truth))
        lines.append(words.phrase("pair", name=capitalized(words.phrase("basis.truth")), value=why))
    for part in in_lane(one.cells, "emotion"):
        score = words.row(score_text(part), basis_text(words, part))
        lines.append(words.phrase("pair", name=part.who.title, value=score))
    lines += [
        metric_text(words, part) for part in in_lane(one.cells, "metrics") if isinstance(part, MetricMark)
    ]
    lines += note_lines(catalog, one.cells, SHOWN)
    if lines:
        yield _named(one)
        yield from lines
