"""Shapes joined by arrows become the steps of a journey: their order, branches and loops come from the arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jmsite.importing.draft import DraftEntry, DraftFeeling, DraftMoment, DraftNext, DraftStage
from jmsite.model.value import Value, replace


class FlowShape(Value):
    """A shape: its text, its lane and phase by their names, and what columns of its own say."""

    id: str
    text: str
    line: int = 0
    lane: str = ""
    phase: str = ""
    decision: bool = False
    lanes: Mapping[str, tuple[DraftEntry, ...]] = {}
    feelings: tuple[DraftFeeling, ...] = ()


class FlowEdge(Value):
    """An arrow from one shape to another, with the words on it."""

    source: str
    target: str
    text: str = ""


def in_order(shapes: Sequence[FlowShape], edges: Sequence[FlowEdge]) -> list[FlowShape]:
    """Return shapes in the order of the arrows: each behind all that lead to it, loops left aside."""
    by_id = {shape.id: shape for shape in shapes}
    ways = {
        shape.id: [edge.target for edge in edges if edge.source == shape.id and edge.target in by_id]
        for shape in shapes
    }
    back = _back(ways, _starts(ways))
    waiting = {
        id: sum(id in targets and (source, id) not in back for source, targets in ways.items())
        for id in by_id
    }
    ready = [id for id in by_id if not waiting[id]]
    done: list[str] = []
    while ready:
        # the first that is ready, so that shapes which no arrow orders stay as they were drawn
        id = ready.pop(0)
        done.append(id)
        for target in dict.fromkeys(ways[id]):
            if (id, target) not in back:
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
    return [by_id[id] for id in (*done, *(id for id in by_id if id not in done))]


def _starts(ways: Mapping[str, Sequence[str]]) -> list[str]:
    reached = {target for targets in ways.values() for target in targets}
    return [*(id for id in ways if id not in reached), *ways]


def _back(ways: Mapping[str, Sequence[str]], starts: Sequence[str]) -> set[tuple[str, str]]:
    """Return the arrows that lead back to where one came from."""
    found: set[tuple[str, str]] = set()
    seen: set[str] = set()
    for start in starts:
        path: list[tuple[str, list[str]]] = [(start, list(ways[start]))] if start not in seen else []
        on_path = {start} if path else set()
        seen.add(start)
        # with a stack of our own: a diagram of a thousand shapes in a row would end Python's
        while path:
            id, left = path[-1]
            if not left:
                path.pop()
                on_path.discard(id)
                continue
            target = left.pop(0)
            if target in on_path:
                found.add((id, target))
            elif target not in seen:
                seen.add(target)
                on_path.add(target)
                path.append((target, list(ways[target])))
    return found


def connected_shapes(shapes: Sequence[FlowShape], edges: Sequence[FlowEdge]) -> list[FlowShape]:
    """Return the shapes that arrows join, in order; those without are no steps."""
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    return [shape for shape in in_order(shapes, edges) if shape.id in ends]


def stages_of(
    shapes: Sequence[FlowShape], edges: Sequence[FlowEdge], title: str, line: int = 0
) -> list[DraftStage]:
    """Return shapes in order as stages, by their phases in order; as one stage where they have none."""
    titles = {shape.id: shape.text for shape in shapes}
    steps = [_step(at, shapes, edges, titles) for at in range(len(shapes))]
    phases = list(dict.fromkeys(shape.phase for shape in shapes))
    if not any(phases):
        return [DraftStage(title=title, line=line, steps=tuple(steps))]
    return [
        DraftStage(
            title=phase or title, line=line,
            steps=tuple(step for step, shape in zip(steps, shapes, strict=True) if shape.phase == phase),
        )
        for phase in phases
    ]  # fmt: skip


def _step(
    at: int, shapes: Sequence[FlowShape], edges: Sequence[FlowEdge], titles: Mapping[str, str]
) -> DraftMoment:
    shape = shapes[at]
    ways = [edge for edge in edges if edge.source == shape.id and edge.target in titles]
    following = shapes[at + 1].id if at + 1 < len(shapes) else ""
    # what simply goes on to the following step need not say so
    plain = len(ways) == 1 and ways[0].target == following and not ways[0].text
    told = () if plain else tuple(DraftNext(to=titles[way.target], when=way.text) for way in ways)
    step = DraftMoment(title=shape.text, line=shape.line, lanes=shape.lanes, feelings=shape.feelings)
    return replace(step, next=told)
