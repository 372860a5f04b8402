"""Mermaid `journey` diagrams: sections → stages, tasks → steps, actors → personas, frontstage and systems."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jmsite.importing.draft import (
    DraftFeeling,
    DraftJourney,
    DraftMap,
    DraftMoment,
    DraftPersona,
    DraftStage,
    NoJourneyError,
    Remark,
    ScaleEnds,
    Sign,
)
from jmsite.importing.draft_builder import DraftBuilder
from jmsite.importing.emotions import SIGNS, feelings_of, likely_scale
from jmsite.importing.labels import Words, plain_label
from jmsite.importing.mermaid_model import (
    NUMBER_SIGN,
    MermaidJourney,
    MermaidTask,
    diagrams,
    number,
    read_journey,
)
from jmsite.model.value import Value, replace

SOUGHT = "a Mermaid diagram that begins with 'journey' and has sections or tasks"
_OWN: ScaleEnds = (1, 5)
_MARKED = re.compile(r"\s*\[([A-Z][A-Z \-]{2,}?)S?\]\s*")
_BRACKET = re.compile(r"\s*\(([^()]+)\)")
_BREAK = re.compile(r"<br\s*/?\s*>", re.IGNORECASE)


class _Task(Value):
    """A task as it is meant: where a colon stands in its name, or columns are swapped, too."""

    title: str
    score: float | None
    words: str
    people: tuple[str, ...]
    line: int
    section: str


def read_mermaid(text: str, words: Words, name: str) -> DraftMap:
    """Return the journeys of all diagrams in a text. Raises ``NoJourneyError`` where there are none."""
    found = [(read_journey(body, line), line) for body, line in diagrams(text)]
    full = [(model, line) for model, line in found if model.tasks or model.sections]
    if not full:
        reason = (
            "the Mermaid journey has neither sections nor tasks" if found else "there is no Mermaid journey"
        )
        raise NoJourneyError(reason, SOUGHT, sure=bool(found))
    drafts = [_Diagram(model, line, words, _called(text, line, name)).draft() for model, line in full]
    return DraftMap(
        format="mermaid",
        journeys=tuple(journey for draft in drafts for journey in draft.journeys),
        personas=tuple(one for draft in drafts for one in draft.personas),
        remarks=tuple(one for draft in drafts for one in draft.remarks),
    )


def _called(text: str, line: int, name: str) -> str:
    """Return the heading above a diagram, or the name of the file."""
    above = text.replace("\r\n", "\n").split("\n")[: line - 1]
    return next((found[1] for one in reversed(above) if (found := re.match(r"#{1,6}\s+(.*\S)", one))), name)


class _Diagram:
    """One diagram in the making."""

    def __init__(self, model: MermaidJourney, line: int, words: Words, name: str) -> None:
        self.model, self.line, self.words = model, line, words
        self.title = model.title or model.front_title or model.acc_title or name
        self.remarks: list[Remark] = []
        self.tasks = [self._meant(task) for task in model.tasks]
        scores = [task.score for task in self.tasks if task.score is not None]
        self.scale = _scale(scores)
        if scores and self.scale != _OWN:
            low, high = self.scale
            self._changed(
                f"scores are taken as from {low:g} to {high:g}, since Mermaid's own 1 to 5 does not hold them",
                line,
            )
        self.personas: dict[str, DraftPersona] = {}
        for text, at in model.strays:
            self._left(f"'{text[:80]}', which has no score: Mermaid draws no diagram with it", at)

    def draft(self) -> DraftMap:
        """Return the diagram as a draft."""
        stages = self._stages()
        journey = DraftJourney(
            title=_flat(self.title), line=self.line, summary=_flat(self.model.acc_descr), stages=tuple(stages),
            personas=tuple(self.personas),
        )  # fmt: skip
        everybody = set(self.personas)
        journey = replace(journey, stages=tuple(_shared(stage, everybody) for stage in journey.stages))
        if self.model.acc_title and self.model.acc_title != self.title:
            self._left(f"accTitle '{self.model.acc_title}', beside the title", self.line)
        return DraftMap(
            format="mermaid",
            journeys=(journey,),
            personas=tuple(self.personas.values()),
            remarks=tuple(self.remarks),
        )

    def _stages(self) -> list[DraftStage]:
        sections = list(self.model.sections)
        first = [task for task in self.tasks if not sections or task.line < sections[0][1]]
        stages = (
            [DraftStage(title=_flat(self.title), line=self.line, steps=tuple(map(self._step, first)))]
            if first
            else []
        )
        seen: set[str] = set()
        for at, (title, line) in enumerate(sections):
            end = sections[at + 1][1] if at + 1 < len(sections) else None
            tasks = [task for task in self.tasks if task.line > line and (end is None or task.line < end)]
            if title in seen:
                self._changed(f"the section '{title}' comes back: it is a stage of its own", line)
            seen.add(title)
            stages.append(DraftStage(title=_flat(title), line=line, steps=tuple(map(self._step, tasks))))
        return stages

    def _meant(self, task: MermaidTask) -> _Task:
        """Return a task as its author meant it, and say where Mermaid reads it otherwise."""
        if NUMBER_SIGN in task.task:
            task = replace(task, task=task.task.replace(NUMBER_SIGN, "#"))
            self._changed(f"'{task.task}' has a '#' in its name, at which Mermaid would cut it", task.line)
        pieces = [piece.strip() for piece in f"{task.task}:{task.rest}".split(":")]
        scored = [at for at, piece in enumerate(pieces) if at and number(piece) is not None]
        if not scored:
            return self._unscored(task, pieces)
        at = scored[-1]
        if at == 2 and len(pieces) == 3 and self._are_people(pieces[1]):
            self._changed(f"'{task.task}' has its score behind its actors", task.line)
            people, title = pieces[1], pieces[0]
        else:
            people, title = ":".join(pieces[at + 1 :]), ":".join(pieces[:at])
            if at > 1:
                title = re.sub(r":(?=\S)", ": ", title)
                self._changed(f"'{title}' has a colon in its name, at which Mermaid would cut it", task.line)
        return _Task(
            title=title,
            score=number(pieces[at]),
            words="",
            people=_names(people),
            line=task.line,
            section=task.section,
        )

    def _are_people(self, piece: str) -> bool:
        """Return whether a piece between two colons names actors: ones that other tasks have, or known ones."""
        known = {one for task in self.model.tasks for one in task.people if task.score is not None}
        known |= {"me", "user", "customer", "client"}
        names = _names(piece)
        return bool(names) and all(
            one in known or one.casefold() in known or _part(one, self.words) or len(one.split()) == 1
            for one in names
        )

    def _unscored(self, task: MermaidTask, pieces: Sequence[str]) -> _Task:
        words = pieces[1] if len(pieces) > 1 else ""
        if words:
            self._changed(
                f"the score '{words}' of '{task.task}' is no number: kept as its feeling", task.line
            )
        people = ":".join(pieces[2:])
        return _Task(
            title=task.task,
            score=None,
            words=words,
            people=_names(people),
            line=task.line,
            section=task.section,
        )

    def _step(self, task: _Task) -> DraftMoment:
        builder = DraftBuilder(_flat(task.title), task.line, self.words, self.scale)
        self._marks(builder)
        felt = list(feelings_of(task.words, self.words, self.scale, task.line)) if task.words else []
        for name in task.people:
            felt += self._actor(builder, name, task.line)
        felt += builder.feelings
        builder.feelings = _one_point(task, felt, self.scale)
        return builder.moment()

    def _actor(self, builder: DraftBuilder, name: str, line: int) -> list[DraftFeeling]:
        part = _part(name, self.words)
        if part:
            builder.entry(part, name, line)
            return []
        if name.casefold() in self.words.feelings or (
            name and all(sign in SIGNS or sign == "\ufe0f" for sign in name)
        ):
            self._changed(f"'{name}' of '{builder.title}' is a feeling where actors stand", line)
            return list(feelings_of(name, self.words, None, line))
        self.personas.setdefault(name, DraftPersona(title=name, line=line))
        builder.personas.append(name)
        return []

    def _marks(self, builder: DraftBuilder) -> None:
        """Take `[PAIN POINT]` and `(anxious)` out of the title of a step."""
        for found in _MARKED.finditer(builder.title):
            lane = self.words.lane(found[1].strip().casefold()) or self.words.lane(
                f"{found[1].strip().casefold()}s"
            )
            if lane in ("pains", "gains", "opportunities", "truth"):
                rest = " ".join(_MARKED.sub(" ", builder.title).split())
                if lane == "truth":
                    builder.truth = True
                else:
                    builder.entry(lane, _BRACKET.sub("", rest), builder.line)
                builder.title = rest
        for found in _BRACKET.finditer(builder.title):
            if found[1].strip().casefold() in self.words.feelings:
                builder.feelings += feelings_of(found[1], self.words, None, builder.line)
                builder.title = builder.title.replace(found[0], "").strip()

    def _left(self, text: str, line: int) -> None:
        self.remarks.append(Remark(did="left out", text=text, line=line))

    def _changed(self, text: str, line: int) -> None:
        self.remarks.append(Remark(did="changed", text=text, line=line))


def _names(text: str) -> tuple[str, ...]:
    return tuple(one for one in (name.strip() for name in re.split(r"[,،、，]", text)) if one)


def _part(name: str, words: Words) -> str:
    """Return the lane of an actor who is no persona, or ""."""
    plain = plain_label(name)
    return "systems" if plain in words.systems else "frontstage" if plain in words.staff else ""


def _scale(scores: Sequence[float]) -> ScaleEnds:
    """Return Mermaid's own scale, or the likely one of scores that it does not hold."""
    # Mermaid itself draws one to five; authors write other scales, which it takes without a word
    if all(1 <= score <= 5 for score in scores):
        return _OWN
    if all(0 <= score <= 5 for score in scores):
        return (0, 5)
    if all(0 <= score <= 10 for score in scores):
        return (0, 10)
    return likely_scale(scores)


def _one_point(task: _Task, felt: Sequence[DraftFeeling], scale: ScaleEnds) -> list[DraftFeeling]:
    """Return what is felt in a task: its score with the first of its words."""
    if task.score is None:
        return list(felt)
    middle = (scale[0] + scale[1]) / 2
    sign: Sign = 1 if task.score > middle else -1 if task.score < middle else 0
    source = f"{task.score:g}"
    score = DraftFeeling(
        source=source, value=task.score, scale=scale, sure=scale == _OWN, sign=sign, line=task.line
    )
    if not felt:
        return [score]
    return [replace(felt[0], value=score.value, scale=scale, sure=score.sure), *felt[1:]]


def _shared(stage: DraftStage, everybody: set[str]) -> DraftStage:
    """Return a stage whose steps name their personas only where not everybody takes them."""
    steps = tuple(
        replace(step, personas=()) if set(step.personas) == everybody else step for step in stage.steps
    )
    return replace(stage, steps=steps)


def _flat(text: str) -> str:
    return " ".join(_BREAK.sub(" ", text).split())
