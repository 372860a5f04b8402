"""Move a step to another place or stage, and a stage to another place or journey, with all that names it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from math import floor as floor_of
from typing import Literal

from jmsite.content.scores import scale_of
from jmsite.editing.apply import with_edits
from jmsite.editing.blocks import cut, paste
from jmsite.editing.errors import RefusedEditError
from jmsite.editing.layout import layout
from jmsite.editing.naming import naming_edits
from jmsite.editing.own_id import alias_edits, with_id, written_steps
from jmsite.editing.patch import FilePatch, by_file
from jmsite.editing.relocation import Relocation, stage_file
from jmsite.editing.renaming import unknown_id
from jmsite.editing.written_site import BREAK, WrittenSite
from jmsite.model.diagnostics import Edit
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.entity import WITH_STEPS, Draft
from jmsite.model.sources import Loc
from jmsite.model.value import Value

Side = Literal["before", "after", "end"]


class MoveTarget(Value):
    """The place to move something to: before or behind a step or stage, or the end of a stage or journey, by its id."""

    side: Side
    id: str


def move(site: WrittenSite, id: str, goal: MoveTarget) -> FilePatch:
    """Return what moves a step or a stage. Raises ``RefusedEditError`` where that cannot be."""
    kind = _kind(id)
    if site.find((kind, id)) is None:
        raise unknown_id(site, (kind, id))
    if goal.id == id:
        raise RefusedEditError("nothing can be moved next to itself")
    return _move_step(site, id, goal) if kind == "step" else _move_stage(site, id, goal)


def _kind(id: str) -> str:
    parts = id.count("/")
    if parts not in (1, 2):
        raise RefusedEditError(f"'{id}' is not a step or a stage; write JOURNEY/STAGE/STEP or JOURNEY/STAGE")
    return "step" if parts == 2 else "stage"


# -- steps
def _move_step(site: WrittenSite, id: str, goal: MoveTarget) -> FilePatch:
    stage = goal.id if goal.side == "end" else goal.id.rpartition("/")[0]
    holder = _holder(site, stage)
    if goal.side != "end" and site.find(("step", goal.id)) is None:
        raise unknown_id(site, ("step", goal.id))
    whole = f"{stage}/{id.rpartition('/')[2]}"
    if whole != id and site.find(("step", whole)) is not None:
        raise RefusedEditError(f"there is already a step '{whole}'; rename one of them first")
    _check_journeys(site, id, stage)
    relocation = Relocation(ids={("step", id): whole} if whole != id else {})
    edits = tuple(
        dict.fromkeys((*_pinned(site, (id.rpartition("/")[0], stage)), *naming_edits(site, relocation)))
    )
    texts = _Texts(site, edits)
    for draft, at in _parts(site, id):
        texts.move(draft, at, holder if draft.kind != "variant" else _variant(site, draft, stage), goal)
    return FilePatch(relocation=relocation, edits=edits, texts=texts.changed)


def _holder(site: WrittenSite, stage: str) -> Draft:
    """Return the draft that holds the steps of a stage, or the moments of a journey."""
    journey, _, name = stage.partition("/")
    kind, id = ("journey", journey) if name == ANYTIME else ("stage", stage)
    found = next((draft for draft in site.drafts if (draft.kind, draft.id) == (kind, id)), None)
    if found is None:
        raise unknown_id(site, (kind, id))
    itself = f"{stage}/{name}"
    if kind == "stage" and site.find(("step", itself)) and not list(written_steps(site, itself)):
        raise RefusedEditError(
            f"'{stage}' is a stage without steps, which is its only step; give it 'steps:' first"
        )
    return found


def _parts(site: WrittenSite, id: str) -> list[tuple[Draft, Loc]]:
    found = list(written_steps(site, id))
    if not any(draft.kind != "variant" for draft, _ in found):
        raise RefusedEditError(f"'{id}' is not written as a step of its stage")
    return found


def _variant(site: WrittenSite, draft: Draft, stage: str) -> Draft:
    """Return what is written of another stage for the same persona."""
    persona = draft.id.rpartition("/")[2]
    if draft.stage == stage:
        return draft
    found = next(
        (one for one in site.drafts if one.kind == "variant" and one.id == f"{stage}/{persona}"), None
    )
    if found is None:
        place = next((one.path for one in site.drafts if one.kind == "stage" and one.id == stage), "")
        name = f"{place.rpartition('.')[0]}.{persona}.md" if place else f"the stage's file for '{persona}'"
        raise RefusedEditError(
            f"{draft.path} says something of this step for '{persona}'; create {name} first"
        )
    return found


def _check_journeys(site: WrittenSite, id: str, goal: str) -> None:
    """Raise ``RefusedEditError`` where a step or stage would say something else in another journey."""
    journeys = {one.id: one for one in site.drafts if one.kind == "journey"}
    old, new = (journeys.get(one.partition("/")[0]) for one in (id, goal))
    if old is new or old is None or new is None:
        return
    if scale_of(old, site.settings) != scale_of(new, site.settings):
        raise RefusedEditError(
            "the two journeys have different emotion scales: scores would mean something else"
        )
    casts: list[tuple[str, ...]] = [getattr(one.fields, "personas", ()) for one in (old, new)]
    steps = [step for key, step in site.entities("step").items() if f"{key}/".startswith(f"{id}/")]
    if casts[0] != casts[1] and any(step.fields.personas == casts[0] for step in steps):
        hint = "write 'personas:' at what you move first"
        raise RefusedEditError(f"the journey '{new.id}' has other personas: {hint}")


def _pinned(site: WrittenSite, stages: Container[str]) -> Iterator[Edit]:
    """Yield the ids of steps without a name, which are called by their number: others may stand before them then."""
    for draft in site.drafts:
        if draft.kind in ("stage", "journey") and draft.stage in stages:
            for at, step in draft.steps():
                if not step.id and not step.title:
                    yield from with_id(site, draft, at, f"step-{int(at[1]) + 1}")


class _Texts:
    """The files of a site with the edits that are made so far; from one move to the next they are read anew."""

    def __init__(self, site: WrittenSite, edits: tuple[Edit, ...]) -> None:
        self._site, self._edits = site, by_file(edits)
        self.changed: dict[str, bytes] = {}

    def move(self, draft: Draft, at: Loc, to: Draft, goal: MoveTarget) -> None:
        """Take a step out of its list and put it where it goes."""
        path, other = draft.places_of(at).path, to.places_of((WITH_STEPS[to.kind],)).path
        number = self._number(draft, at, to, goal)
        block, left = cut(layout(path, self._text(path)), (*draft.prefix, *at))
        self._set(path, left)
        there = layout(other, self._text(other))
        self._set(other, paste(there, (*to.prefix, WITH_STEPS[to.kind]), number, block))

    def _number(self, draft: Draft, at: Loc, to: Draft, goal: MoveTarget) -> int:
        """Return the number of the step before which the moved one stands, counted without it."""
        count = sum(1 for _ in to.steps())
        if to.kind == "variant":
            return count
        if goal.side == "end":
            return count
        there = next(int(loc[1]) for one, loc in written_steps(self._site, goal.id) if one is to)
        number = there + (goal.side == "after")
        return number - 1 if to is draft and int(at[1]) < number else number

    def _text(self, path: str) -> str:
        try:
            text = self._data(path).decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise RefusedEditError(f"{path} is not valid UTF-8; 'jmsite check' shows where") from error
        if len(set(BREAK.findall(text))) > 1:
            raise RefusedEditError(f"the lines of {path} end in different ways; make them the same first")
        return text

    def _data(self, path: str) -> bytes:
        if path not in self.changed:
            self.changed[path] = with_edits(self._site.inputs.content[path].data, self._edits.get(path, []))
        return self.changed[path]

    def _set(self, path: str, lines: list[str]) -> None:
        before = self._data(path)
        mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
        self.changed[path] = mark + _ending(before).join(lines).encode("utf-8")


def _ending(data: bytes) -> str:
    found = BREAK.search(data.decode("utf-8"))
    return found[0] if found else "\n"


# -- stages
def _move_stage(site: WrittenSite, id: str, goal: MoveTarget) -> FilePatch:
    journey = goal.id.partition("/")[0]
    if site.find(("journey", journey)) is None:
        raise unknown_id(site, ("journey", journey))
    if goal.side != "end" and site.find(("stage", goal.id)) is None:
        raise unknown_id(site, ("stage", goal.id))
    whole = f"{journey}/{id.rpartition('/')[2]}"
    if whole != id and site.find(("stage", whole)) is not None:
        raise RefusedEditError(f"there is already a stage '{whole}'; rename one of them first")
    _check_journeys(site, id, journey)
    number = _stage_number(site, id, goal, journey)
    files = {
        path: stage_file(path, id, whole, number)
        for draft in site.drafts
        if draft.kind in ("stage", "variant") and f"{draft.id}/".startswith(f"{id}/")
        for path in dict.fromkeys((draft.path, draft.body_path))
    }
    moves = tuple((old, new) for old, new in files.items() if old != new)
    if not moves:
        raise RefusedEditError(f"the stage '{id}' is there already")
    relocation = Relocation(ids={("stage", id): whole} if whole != id else {}, moves=moves)
    edits = dict.fromkeys((*alias_edits(site, relocation), *naming_edits(site, relocation)))
    return FilePatch(relocation=relocation, edits=tuple(edits))


def _stage_number(site: WrittenSite, id: str, goal: MoveTarget, journey: str) -> str:
    """Return a number for the file of a stage: a whole one where there is room, else one with a decimal."""
    numbers = _numbers(site, journey, id)
    ordered = sorted(numbers, key=lambda one: numbers[one][0])
    at = len(ordered) if goal.side == "end" else ordered.index(goal.id) + (goal.side == "after")
    low = numbers[ordered[at - 1]][0] if at else None
    high = numbers[ordered[at]][0] if at < len(ordered) else None
    width = max((len(word.partition(".")[0]) for _, word in numbers.values()), default=2)
    return _between(low, high, width)


def number_for(site: WrittenSite, journey: str, before: str, after: str) -> str:
    """Return a number for the file of a new stage, before or behind another one, or behind them all."""
    side: Side = "before" if before else "after" if after else "end"
    return _stage_number(site, "", MoveTarget(side=side, id=before or after or journey), journey)


def _numbers(site: WrittenSite, journey: str, without: str) -> Mapping[str, tuple[float, str]]:
    """Return the numbers of the stages of a journey, as numbers and as they are written."""
    found = {}
    for draft in site.drafts:
        if draft.kind == "stage" and draft.id.partition("/")[0] == journey and draft.id != without:
            written = re.match(r"[\d.]*", draft.path.rpartition("/")[2])
            found[draft.id] = (draft.order or 0.0, written[0].rstrip(".") if written else "")
    return found


def _between(low: float | None, high: float | None, width: int) -> str:
    """Return a number between two: the next whole one where it is, else one with as few decimals as will do."""
    floor = 0.0 if low is None else low
    whole = floor_of(floor) + 1 if low is not None or high is None else -floor_of(-(high or 0)) - 1
    if whole >= 0 and (high is None or whole < high):
        return f"{whole:0{width}}"
    for digits in range(1, 7):
        number = round((floor + (high or 0)) / 2, digits)
        if floor < number < (high or 0):
            head, _, rest = f"{number:.{digits}f}".partition(".")
            return f"{head.zfill(width)}.{rest}"
    raise RefusedEditError("there is no number left between these two stages; renumber their files first")
