"""Write the steps and stages of a draft as the fields of an author, with their emotions on the scale of the journey."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from jmsite.importing.draft import (
    DraftEntry,
    DraftFeeling,
    DraftJourney,
    DraftMap,
    DraftMoment,
    DraftStage,
    Remark,
    ScaleEnds,
)
from jmsite.importing.ids import id_for
from jmsite.importing.safe_text import safe, safe_line
from jmsite.model.addresses import step_id
from jmsite.model.fields import ID

WORDED = ("touchpoint", "channel", "systems", "departments", "metrics", "opportunities", "research")
"""The lanes whose words may be the titles of entities: they stand on one line."""
LISTS = (
    *WORDED,
    "doing",
    "thinking",
    "needs",
    "expectations",
    "frontstage",
    "backstage",
    "support",
    "policies",
)
VOICED = ("quotes", "pains", "gains")


class Emotions:
    """The emotions of a journey, on one scale."""

    def __init__(
        self, journey: DraftJourney, site: ScaleEnds, guess: bool, draft: DraftMap | None = None
    ) -> None:
        self.guess, self.site = guess, site
        self.guessed = guess and any(one.value is None and one.sign is not None for one in _feelings(journey))
        self.remarks: list[Remark] = []
        scored = [one for one in _feelings(journey) if one.value is not None and one.scale is not None]
        counts = Counter(one.scale for one in scored)
        self.scale: ScaleEnds = counts.most_common(1)[0][0] or site if counts else site
        sure = all(one.sure for one in scored)
        if counts:
            low, high = self.scale
            how = (
                draft.scale_by
                if draft and self.scale == draft.asked_scale
                else "as the file names it"
                if sure
                else "the likely one, as the file names none: say another one with --scale"
            )
            self.remarks.append(
                Remark(did="taken", text=f"emotion scores from {low:g} to {high:g}, {how}", line=journey.line)
            )
        for one in {each.scale: each for each in reversed(scored)}.values():
            if one.scale is not None and one.scale != self.scale:
                low, high = one.scale
                text = (
                    f"scores from {low:g} to {high:g} are written from {self.scale[0]:g} to {self.scale[1]:g}"
                )
                self.remarks.append(Remark(did="changed", text=text, line=one.line))

    @property
    def declared(self) -> dict[str, float] | None:
        """Return the scale as the journey has to declare it; None where it is the site's."""
        return None if self.scale == self.site else {"min": self.scale[0], "max": self.scale[1]}

    def score(self, feeling: DraftFeeling) -> float | None:
        """Return the score of a feeling on the journey's scale; for words and faces only where scores are guessed."""
        low, high = self.scale
        if feeling.value is not None:
            of = feeling.scale or self.scale
            share = (feeling.value - of[0]) / (of[1] - of[0])
            return _round(feeling.value if of == self.scale else low + share * (high - low))
        if self.guess and feeling.sign is not None:
            return _round((low + high) / 2 + feeling.sign * (high - low) / 4)
        return None


def _round(number: float) -> float:
    rounded = round(number, 4)
    return int(rounded) if float(rounded).is_integer() else rounded


def _feelings(journey: DraftJourney) -> list[DraftFeeling]:
    return [one for stage in journey.stages for moment in (stage, *stage.steps) for one in moment.feelings]


def fields_of(
    moment: DraftMoment, emotions: Emotions, personas: Mapping[str, str], steps: Mapping[str, str], stage: int
) -> dict[str, Any]:
    """Return the fields of a step or stage. ``steps``: what a way on calls each step, by its title."""
    fields: dict[str, Any] = {"title": safe_line(moment.title) or f"Step at line {moment.line}"}
    fields["summary"] = safe_line(moment.summary) or None
    for lane in LISTS:
        entries = moment.lanes.get(lane, ())
        make = _name if lane in WORDED else safe
        fields[lane] = [words for one in entries if (words := make(one.text))]
    for lane in VOICED:
        fields[lane] = [made for one in moment.lanes.get(lane, ()) if (made := _voiced(one, lane))]
    fields |= _felt(moment.feelings, emotions, personas)
    fields |= {"duration": moment.duration or None, "wait": moment.wait or None}
    fields["moment_of_truth"] = moment.truth or None
    if isinstance(moment, DraftStage):
        fields["goal"] = safe(moment.goal) or None
        fields["steps"] = _steps(moment, emotions, personas, steps, stage)
    else:
        fields["personas"] = [personas[title] for title in moment.personas if title in personas]
        fields["next"] = [_way(one.to, one.when, steps) for one in moment.next if one.to in steps]
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def _name(text: str) -> str:
    """Return words of a lane where ids can stand: with a capital where they would be taken for an id, misspelt."""
    words = safe_line(text)
    return words[:1].upper() + words[1:] if re.fullmatch(ID, words) else words


def _way(to: str, when: str, steps: Mapping[str, str]) -> dict[str, str]:
    return {"to": steps[to], **({"when": safe_line(when)} if when.strip() else {})}


def _voiced(entry: DraftEntry, lane: str) -> dict[str, Any]:
    words = safe(entry.text)
    if not words:
        return {}
    return {"text": words, **({"severity": entry.severity} if entry.severity and lane != "quotes" else {})}


def _felt(
    feelings: Sequence[DraftFeeling], emotions: Emotions, personas: Mapping[str, str]
) -> dict[str, Any]:
    """Return the scores of a moment, by persona where the file has them so, and its words."""
    scores: dict[str, list[float]] = {}
    for one in feelings:
        score = emotions.score(one)
        if score is not None:
            scores.setdefault(personas.get(one.persona, ""), []).append(score)
    alike = {id: some if len(some) > 1 else some[0] for id, some in scores.items()}
    words = dict.fromkeys(safe_line(one.word) for one in feelings if one.word.strip())
    return {"emotion": alike.get("") if alike.keys() <= {""} else alike, "feeling": list(words)}


def _steps(
    stage: DraftStage, emotions: Emotions, personas: Mapping[str, str], steps: Mapping[str, str], at: int
) -> list[dict[str, Any]]:
    made = []
    for step, own in zip(stage.steps, own_ids(stage), strict=True):
        fields = fields_of(step, emotions, personas, steps, at)
        made.append({"id": own, **fields} if own else fields)
    return made


def own_ids(stage: DraftStage) -> list[str]:
    """Return the id that each step of a stage has to be given: none where its title makes one of its own."""
    made: list[str] = []
    taken: set[str] = set()
    for index, step in enumerate(stage.steps):
        natural = step_id(None, step.title, index)
        if natural in taken:
            id = id_for(step.title, f"step-{index + 1}", taken)
            made.append(id)
            taken.add(id)
        else:
            made.append("")
            taken.add(natural)
    return made


def step_ids(journey: DraftJourney) -> dict[str, str]:
    """Return what a way on calls each step, by its title; the first step of a title has it."""
    found: dict[str, str] = {}
    for stage in journey.stages:
        for index, (step, own) in enumerate(zip(stage.steps, own_ids(stage), strict=True)):
            found.setdefault(step.title, step_id(own, safe_line(step.title), index))
    return found
