"""The ways that people really took, beside what is drawn: at a step, and on a whole journey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.figures import FigureTable
from jmsite.model.flow import DurationSummary, JourneyFlow, StepFlow, Transition
from jmsite.model.messages import Messages
from jmsite.model.value import Value
from jmsite.pages.parts.page.marks import IconLink, icon_link

RARE = 0.05
"""Of the cases at a step: what fewer of them do is not told in its cell, but below the map."""
UNDRAWN = 3
"""Ways on that nobody drew, as far as a cell tells them."""


class FlowMark(Value):
    """The cases at a step: the ``share`` of all that came, as a bar of ``width`` percent, how sure that is and of
    how many (``around``), how long they stayed, and which part was lost here. ``others`` is what else is worth saying,
    ``text`` all of it in words. ``drop`` is the part that is lost on the way to the next column, "" at the end.
    """

    text: str
    share: str = ""
    width: float = 0.0
    around: str = ""
    stay: str = ""
    usual: str = ""
    drop: str = ""
    lost: str = ""
    others: tuple[str, ...] = ()


class ObservedFlow(Value):
    """The ways that were taken through a journey, those of them that the map does not have, and steps without cases."""

    caption: str
    ways: FigureTable
    undrawn: FigureTable | None
    untaken: tuple[IconLink, ...]


def flow_at(catalog: Catalog, step: Entity[Step]) -> tuple[FlowMark, ...]:
    """Return what cases did at a step; nothing for one without events."""
    flow: JourneyFlow | None = catalog.read("flows", step.id.partition("/")[0])
    found = flow.at(step.id) if flow else None
    if flow is None or found is None:
        return ()
    return (_mark(catalog, flow, found),)


def _mark(catalog: Catalog, flow: JourneyFlow, step: StepFlow) -> FlowMark:
    words = catalog.words
    if not step.n:
        return FlowMark(text=words.phrase("flow.nobody"))
    # of a few people a share would tell what single ones did
    if step.n < flow.fewest:
        return FlowMark(text=words.phrase("flow.few", n=words.number(flow.fewest, 0)))
    share = words.phrase("flow.reached", share=words.percent(step.n / flow.cases))
    around = words.row(shares(words, step.low, step.high), words.phrase("n", n=words.number(step.n, 0)))
    stay = words.phrase("flow.stay", span=span(words, step.stay.median)) if step.stay else ""
    usual = _usual(words, step.stay) if step.stay else ""
    part = words.percent(step.left / step.n) if step.left else ""
    lost = words.phrase("flow.arrived" if step.last else "flow.left", share=part) if part else ""
    others = tuple(_others(catalog, flow, step))
    return FlowMark(
        text=words.sentences(f"{share} ({around})", words.row(stay, usual), lost, *others),
        share=share,
        width=round(100 * step.n / flow.cases, 1),
        around=around,
        stay=stay,
        usual=usual,
        drop="" if step.last else part,
        lost=lost,
        others=others,
    )


def shares(words: Messages, low: float, high: float) -> str:
    """Return from which share to which one may lie."""
    return words.phrase("interval", low=words.percent(low), high=words.percent(high))


def span(words: Messages, seconds: float) -> str:
    """Return a time as it is told: in its largest fitting unit."""
    return words.span(timedelta(seconds=round(seconds)))


def _usual(words: Messages, stay: DurationSummary) -> str:
    """Return how long the middle half of the cases stayed."""
    lower, upper = span(words, stay.lower), span(words, stay.upper)
    return "" if lower == upper else words.phrase("flow.usual", low=lower, high=upper)


def _others(catalog: Catalog, flow: JourneyFlow, step: StepFlow) -> Iterator[str]:
    words = catalog.words
    if step.open and step.open / step.n >= RARE:
        yield words.phrase("flow.open", share=words.percent(step.open / step.n))
    if step.back / step.n >= RARE:
        yield words.phrase("flow.back", share=words.percent(step.back / step.n))
    beside = [
        one for one in unmapped_transitions(flow) if one.start == step.step and one.cases / step.n >= RARE
    ]
    for one in beside[:UNDRAWN]:
        goal = catalog.step(one.to)
        if goal:
            yield words.phrase(
                "flow.undrawn", share=words.percent(one.cases / step.n), step=words.inner(goal.title)
            )


def unmapped_transitions(flow: JourneyFlow) -> tuple[Transition, ...]:
    """Return the transitions that the map does not have, the most frequent first."""
    return tuple(one for one in flow.transitions if not one.drawn)


def observed_flow(catalog: Catalog, journey: Entity[Journey]) -> ObservedFlow | None:
    """Return the ways that were taken through a journey; None for one without a log."""
    flow: JourneyFlow | None = catalog.read("flows", journey.id)
    if flow is None or flow.first is None or flow.last is None:
        return None
    words = catalog.words
    return ObservedFlow(
        caption=words.row(
            words.plural(flow.cases, "count.cases"),
            words.phrase("interval", low=words.day(flow.first), high=words.day(flow.last)),
        ),
        ways=_ways(catalog, flow),
        undrawn=_undrawn(catalog, flow),
        untaken=tuple(
            icon_link(step)
            for one in flow.steps
            if not one.n and (step := catalog.step(one.step)) is not None
        ),
    )


def _ways(catalog: Catalog, flow: JourneyFlow) -> FigureTable:
    words = catalog.words
    rows = [
        (way_words(catalog, way.steps, way.cut), *_counted(words, way.cases, flow.cases)) for way in flow.ways
    ]
    if flow.other_ways:
        rows.append(
            (words.plural(flow.other_ways, "flow.others"), *_counted(words, flow.other_cases, flow.cases))
        )
    heads = (words.phrase("flow.way"), words.phrase("flow.cases"), words.phrase("flow.share"))
    return FigureTable(columns=heads, rows=tuple(rows))


def way_words(catalog: Catalog, steps: Sequence[str], cut: bool = False) -> str:
    """Return the titles of the steps of a way, one after the other."""
    titles = [step.title if (step := catalog.step(id)) else id.rpartition("/")[2] for id in steps]
    return (" ← " if catalog.words.rtl else " → ").join((*titles, *(("…",) if cut else ())))


def _counted(words: Messages, cases: int, whole: int) -> tuple[str, str]:
    return words.number(cases, 0), words.percent(cases / whole)


def _undrawn(catalog: Catalog, flow: JourneyFlow) -> FigureTable | None:
    words, reached = catalog.words, {one.step: one.n for one in flow.steps}
    rows = tuple(
        (
            way_words(catalog, (one.start, one.to)),
            *_counted(words, one.cases, reached[one.start]),
            span(words, one.took.median) if one.took else "",
        )
        for one in unmapped_transitions(flow)
    )
    heads = ("flow.way", "flow.cases", "flow.share.step", "flow.took")
    return FigureTable(columns=tuple(words.phrase(head) for head in heads), rows=rows) if rows else None
