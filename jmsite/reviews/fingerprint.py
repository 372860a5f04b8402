"""Say in a few letters what a map or persona says, part by part, so that a later change can be told.

The letters follow from values and not from how they are written: line breaks, the order of keys, the forms in which a
list or a score can be written, and the place of files make no difference.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from jmsite.model.catalog import Entity
from jmsite.model.entities.journey import ANYTIME, Journey, Stage, StageVariant, Step
from jmsite.model.entities.lanes import FailPoint, Lanes, Pain, Quote
from jmsite.model.entities.persona import Persona
from jmsite.model.fields import Fields
from jmsite.model.reviews import WHOLE

LETTERS = "bcdfghjklmnpqrstvwxz"
"""Consonants: no letters for a part can be a word, a number, or what YAML takes for something else."""
LENGTH = 6
"""Letters of a part: of 64 million other contents one would go unnoticed."""
KINDS = ("steps", "scores", "pains", "evidence")
"""The parts that are told apart in a stage."""
SCORES = ("emotion", "feeling", "intensity")
PAINS = ("pains", "gains", "fail_point")
EVIDENCE = ("research", "insights", "metrics", "quotes")
# plans and pictures are no part of what is claimed to be so
NO_CLAIM = ("opportunities", "image", *SCORES, *PAINS, *EVIDENCE)
STEPS = tuple(name for name in Lanes.model_fields if name not in NO_CLAIM)
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "who": ("title", "name", "kind", "role", "archetype", "segment", "share", "demographics", "quote", "summary"),
    **{
        name: (name,)
        for name in (
            "goals", "needs", "jobs", "motivations", "pains", "behaviours", "buying", "traits", "skills", "devices",
            "channels", "empathy",
        )
    },
    "evidence": ("research", "status"),
}  # fmt: skip
"""The sections of a persona that are told apart, and their fields."""

Plain = Any
Print = Mapping[str, str]
"""Part → its letters."""


def fingerprint(entities: Sequence[Entity[Any]]) -> dict[str, str]:
    """Return the letters of a journey with its stages and steps, or of a persona, part by part, in order.

    The entities are those of one of them, whether a build may show them or not.
    """
    first = next((one for one in entities if one.kind in ("journey", "persona")), None)
    if first is None:
        return {}
    return of_persona(first.fields) if first.kind == "persona" else of_journey(first, entities)


def of_persona(persona: Persona) -> dict[str, str]:
    """Return the letters of each section of a persona that says something."""
    said = {name: _fields(persona, fields) for name, fields in SECTIONS.items()}
    return {name: letters(values) for name, values in said.items() if values}


def of_journey(journey: Entity[Journey], entities: Sequence[Entity[Any]]) -> dict[str, str]:
    """Return the letters of the whole map and of each stage, of its steps, scores, pains and evidence."""
    stages = sorted((one for one in entities if one.kind == "stage"), key=lambda one: (one.order, one.id))
    names = [_last(stage.id) for stage in stages]
    evidence = {"research": _set(journey.fields.research)} if journey.fields.research else {}
    found = {WHOLE: _line({"stages": names, "evidence": evidence})}
    for stage in stages:
        variants = [one for one in entities if one.kind == "variant" and one.id.startswith(f"{stage.id}/")]
        found[_last(stage.id)] = _line(_of_stage(stage, _steps(entities, stage.id), variants))
    moments = _steps(entities, f"{journey.id}/{ANYTIME}")
    if moments:
        found.setdefault(ANYTIME, _line(_kinds(_parts(moments))))
    return {part: line for part, line in found.items() if line}


def kinds_of(line: str) -> dict[str, str]:
    """Return what the letters of a part are of: ``steps bcdfgh, pains kmnpqr`` has two kinds."""
    pairs = (part.split() for part in line.replace(",", " , ").split(","))
    return {pair[0]: pair[1] if len(pair) == 2 else "" for pair in pairs if pair}


def letters(value: Plain) -> str:
    """Return the letters of a plain value: the same for equal ones, whatever the order of keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    number = int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    made = ""
    for _ in range(LENGTH):
        number, at = divmod(number, len(LETTERS))
        made += LETTERS[at]
    return made


def _line(kinds: Mapping[str, Plain]) -> str:
    return ", ".join(f"{kind} {letters(said)}" for kind, said in kinds.items() if said)


def _steps(entities: Iterable[Entity[Any]], stage: str) -> list[Entity[Step]]:
    steps = [one for one in entities if one.kind == "step" and one.id.rpartition("/")[0] == stage]
    return sorted(steps, key=lambda one: one.order)


def _of_stage(
    stage: Entity[Stage], steps: Sequence[Entity[Step]], variants: Sequence[Entity[StageVariant]]
) -> dict[str, Plain]:
    fields = stage.fields
    # a stage without steps is a step itself, and its lanes are that one's
    own = fields if fields.steps else Stage.model_construct()
    head = {"title": _text(stage.title), **_fields(fields, ("goal", "summary", "when"))}
    made = _kinds([*_parts(steps), ("", "", own)])
    differs = {_last(one.id): _fields(one.fields, ("goal", "summary")) for one in variants}
    return {**made, "steps": [head, made["steps"], {name: some for name, some in differs.items() if some}]}


Part = tuple[str, str, Lanes]
"""The id of a step, its title, and its lanes; both are "" for those of a stage beside its steps."""


def _parts(steps: Iterable[Entity[Step]]) -> list[Part]:
    return [(_last(one.id), one.title, one.fields) for one in steps]


def _kinds(parts: Sequence[Part]) -> dict[str, Plain]:
    """Return what steps say by its kind; all but the steps themselves by id, so that another step changes no more."""
    return {
        "steps": [_step(title, fields) for _, title, fields in parts],
        "scores": _by_step(parts, _scores),
        "pains": _by_step(parts, _pains),
        "evidence": _by_step(parts, _evidence),
    }


def _by_step(parts: Sequence[Part], say: Callable[[Lanes], Plain]) -> Plain:
    said = {id: say(fields) for id, _, fields in parts}
    return {id: some for id, some in said.items() if some}


def _step(title: str, fields: Lanes) -> Plain:
    own = ("summary", "personas", "next") if isinstance(fields, Step) else ()
    return {"title": _text(title), **_fields(fields, (*own, *STEPS))}


def _scores(fields: Lanes) -> Plain:
    points = {
        persona: [_fields(felt, ("score", "metric", "word")) for felt in some]
        for persona, some in fields.emotion.items()
    }
    return {**({"emotion": points} if points else {}), **_fields(fields, ("feeling", "intensity"))}


def _pains(fields: Lanes) -> Plain:
    found = {name: [_without_backing(one) for one in getattr(fields, name)] for name in PAINS}
    return {name: some for name, some in found.items() if some}


def _without_backing(one: Pain | FailPoint) -> Plain:
    return _fields(one, [name for name in type(one).model_fields if name not in ("research", "insight")])


def _evidence(fields: Lanes) -> Plain:
    own = {name: _set(getattr(fields, name)) for name in ("research", "insights", "metrics")}
    quotes = [_fields(quote, Quote.model_fields) for quote in fields.quotes]
    pains = {
        f"{name} {at}": [_set(one.research), one.insight or ""]
        for name in ("pains", "gains")
        for at, one in enumerate(getattr(fields, name))
        if one.research or one.insight
    }
    felt = {persona: [_set(one.research) for one in some] for persona, some in fields.emotion.items()}
    found = {**own, "quotes": quotes, "pains": pains}
    found["felt"] = felt if any(any(some) for some in felt.values()) else {}
    return {name: some for name, some in found.items() if some}


def _fields(fields: Fields, names: Iterable[str]) -> dict[str, Plain]:
    """Return some fields as plain values, without those that say nothing."""
    said = {name: _plain(getattr(fields, name)) for name in names}
    return {name: value for name, value in said.items() if _says(value)}


def _says(value: Plain) -> bool:
    # a score of 0 says something
    return bool(value) or (isinstance(value, (int, float)) and value is not False)


def _plain(value: Any) -> Plain:
    """Return a value without what tells no two contents apart."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Fields):
        return _fields(value, type(value).model_fields)
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 9)
    return str(value) if isinstance(value, (date, timedelta)) else value


def _text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _set(ids: Iterable[str]) -> list[str]:
    return sorted(map(_text, ids))


def _last(id: str) -> str:
    return id.rpartition("/")[2]
