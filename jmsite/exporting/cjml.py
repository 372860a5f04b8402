"""Journeys as CJML 2.0, the markup language of planned and actual journeys.

What should be is a planned journey, what is an actual one: only that can hold how it felt. A stage is a phase, a step a
touchpoint: a communication with whoever answers for it where it goes by a channel or a touchpoint, else an action.
Where several personas take a step, each has a touchpoint of their own, ``T3.1`` and ``T3.2``, with what they felt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Literal

from jmsite.exporting.lanes import Texts, lanes_of, unlinked
from jmsite.exporting.mermaid import scored
from jmsite.exporting.selection import Selection
from jmsite.exporting.words import open_texts
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.entities.persona import Persona
from jmsite.model.value import Value

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
JourneyKind = Literal["planned", "actual"]


class CjmlPart(Value):
    """An element: its name, attributes, and the text or the elements in it."""

    tag: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    parts: tuple[CjmlPart, ...] = ()


class CjmlActor(Value):
    """Somebody in a journey: an id, a name, and whether it is who the journey is about."""

    id: str
    name: str
    user: bool


class CjmlPoint(Value):
    """A step as one of its personas takes it. ``number`` is its id; ``phase`` that of its stage."""

    number: str
    phase: str
    title: str
    who: CjmlActor | None = None
    other: CjmlActor | None = None
    heard: str = ""
    channel: str = ""
    rating: str = ""
    words: str = ""


def as_cjml(catalog: Catalog, selection: Selection) -> bytes:
    """Return the journeys of a selection; those that should be come first, since the others refer to them."""
    journeys = sorted(selection.all("journey"), key=lambda one: one.fields.state == "current")
    known: tuple[str, ...] = tuple(one.id for one in journeys if one.fields.state == "future")
    parts: list[CjmlPart] = []
    for journey in journeys:
        points = tuple(_points(catalog, journey))
        cast = _cast(catalog, journey, points)
        parts.append(_journey(catalog, journey, points, cast, known))
        known += tuple(actor.id for actor in cast)
    root = CjmlPart(tag="CJML", attributes=(("version", "2.0"),), parts=tuple(parts))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(_written(root, 0))).encode()


def _written(part: CjmlPart, deep: int) -> Iterator[str]:
    """Yield the lines of an element."""
    space = "  " * deep
    opening = part.tag + "".join(f' {name}="{_text(value)}"' for name, value in part.attributes)
    if part.parts:
        yield f"{space}<{opening}>\n"
        for one in part.parts:
            yield from _written(one, deep + 1)
        yield f"{space}</{part.tag}>\n"
    elif part.text:
        yield f"{space}<{opening}>{_text(part.text)}</{part.tag}>\n"
    else:
        yield f"{space}<{opening}/>\n"


def _text(text: str) -> str:
    """Return words as they can stand in XML, on one line and without the signs that it does not have."""
    return escape(" ".join(_NO_XML.sub(" ", text).split()))


def _journey(
    catalog: Catalog,
    journey: Entity[Journey],
    points: Sequence[CjmlPoint],
    cast: Sequence[CjmlActor],
    known: Sequence[str],
) -> CjmlPart:
    kind: JourneyKind = "planned" if journey.fields.state == "future" else "actual"
    plan = catalog.counterpart(journey.id) if kind == "actual" else None
    planned = plan.id if plan and plan.id in known else ""
    phases = [_phase(catalog, stage) for stage in catalog.stages_of(journey.id)]
    if catalog.anytime(journey.id):
        phases.append(_named_phase("anytime", catalog.words.phrase("map.anytime"), ""))
    return CjmlPart(
        tag=f"{kind}Journey",
        parts=(
            CjmlPart(tag="journeyID", text=journey.id),
            CjmlPart(tag="journeyTitle", text=journey.title),
            *((CjmlPart(tag="plannedReference", text=planned),) if planned else ()),
            *_if("journeyShortSummary", journey.fields.summary or ""),
            CjmlPart(tag="journeyPhases", parts=tuple(phases)),
            CjmlPart(tag="actors", parts=tuple(_actor(one, one.id in known) for one in cast)),
            CjmlPart(tag="touchpoints", parts=tuple(_point(one, kind) for one in points)),
        ),
    )


def _if(tag: str, text: str) -> tuple[CjmlPart, ...]:
    return (CjmlPart(tag=tag, text=text),) if text else ()


def _phase(catalog: Catalog, stage: Entity[Stage]) -> CjmlPart:
    told = stage.fields.goal or stage.fields.summary or ""
    open_text = open_texts(catalog, stage).get(told, told)
    return _named_phase(_short(stage.id), stage.title, unlinked(open_text))


def _named_phase(id: str, name: str, told: str) -> CjmlPart:
    parts = (CjmlPart(tag="phaseName", text=name), CjmlPart(tag="phaseDescription", text=told))
    return CjmlPart(tag="journeyPhase", attributes=(("phaseID", id),), parts=parts)


def _short(stage: str) -> str:
    return stage.rpartition("/")[2]


def _actor(actor: CjmlActor, known: bool) -> CjmlPart:
    """Return an actor; one of an earlier journey is referred to."""
    tag = "endUser" if actor.user else "serviceProvider"
    if known:
        return CjmlPart(tag=tag, attributes=(("actorIDref", actor.id),))
    name = CjmlPart(tag="actorName" if actor.user else "companyName", text=actor.name)
    return CjmlPart(tag=tag, attributes=(("actorID", actor.id),), parts=(name,))


def _cast(catalog: Catalog, journey: Entity[Journey], points: Iterable[CjmlPoint]) -> tuple[CjmlActor, ...]:
    """Return who is in a journey, each once: its personas, then everybody else in order."""
    people = [_persona(one) for one in catalog.found("persona", journey.fields.personas)]
    acting = [one for point in points for one in (point.who, point.other) if one is not None]
    cast = dict.fromkeys((*people, *acting))
    return tuple(sorted(cast, key=lambda one: not one.user))


def _persona(persona: Entity[Persona]) -> CjmlActor:
    return CjmlActor(id=f"persona-{persona.id}", name=persona.title, user=True)


def _points(catalog: Catalog, journey: Entity[Journey]) -> Iterator[CjmlPoint]:
    """Yield the touchpoints of a journey, in order; a step of several personas is one of each."""
    stages = catalog.stages_of(journey.id)
    steps = [(_short(stage.id), step) for stage in stages for step in catalog.steps_of(stage.id)]
    steps += [("anytime", step) for step in catalog.anytime(journey.id)]
    for number, (phase, step) in enumerate(steps, 1):
        people = catalog.found("persona", step.fields.personas)
        if len(people) < 2:
            yield _taken(catalog, step, phase, f"T{number}", *map(_persona, people))
        for at, persona in enumerate(people if len(people) > 1 else (), 1):
            yield _taken(catalog, step, phase, f"T{number}.{at}", _persona(persona))


def _taken(
    catalog: Catalog, step: Entity[Step], phase: str, number: str, who: CjmlActor | None = None
) -> CjmlPoint:
    said = lanes_of(catalog, step)
    places, channels = said.get("touchpoints", ()), _channels(catalog, step, said)
    own = who.id.removeprefix("persona-") if who else ""
    felt = [one for one in catalog.points(step.id) if one.persona in ("", own)]
    words = (felt[-1].word if felt else "") or ", ".join(said.get("feeling", ()))
    other = _other(catalog, step, said) if channels or places else None
    return CjmlPoint(
        number=number, phase=phase, title=step.title, who=who, other=other,
        heard="; ".join(said.get("frontstage", ())) or ", ".join(places) if other else "",
        channel=", ".join(channels or places),
        rating=scored(felt[-1].score) if felt else "", words=words,
    )  # fmt: skip


def _channels(catalog: Catalog, step: Entity[Step], said: dict[str, Texts]) -> Texts:
    """Return the channels of a step: its own, else those of its touchpoints."""
    own = said.get("channel", ())
    touched = catalog.found("touchpoint", step.fields.touchpoint)
    of = catalog.found("channel", [one.fields.channel for one in touched if one.fields.channel])
    return own or tuple(dict.fromkeys(one.title for one in of))


def _other(catalog: Catalog, step: Entity[Step], said: dict[str, Texts]) -> CjmlActor | None:
    """Return with whom the customer communicates in a step: a department, else a system, else the touchpoint itself."""
    touched = catalog.found("touchpoint", step.fields.touchpoint)
    owners = catalog.found("department", [one.fields.owner for one in touched if one.fields.owner])
    named = {
        "department": said.get("departments", ()) or tuple(one.title for one in owners),
        "system": said.get("systems", ()),
        "touchpoint": said.get("touchpoints", ()) or said.get("channel", ()),
    }
    for kind, names in named.items():
        if names:
            return CjmlActor(id=f"{kind}-{_id(names[0])}", name=names[0], user=False)
    return None


def _id(name: str) -> str:
    return re.sub(r"\s+", "-", name.strip().casefold())


def _point(point: CjmlPoint, kind: JourneyKind) -> CjmlPart:
    """Return a touchpoint; what was felt is only of actual ones."""
    form = "CommunicationPoint" if point.other else "Action"
    parts = [
        CjmlPart(tag="touchpointID", text=point.number),
        CjmlPart(tag="belongsTo", attributes=(("phaseIDref", point.phase),)),
        _side("initiator", point.who, point.title),
    ]
    if point.other:
        channel = CjmlPart(tag="channelName", text=point.channel)
        parts += [_side("receiver", point.other, point.heard), CjmlPart(tag="channel", parts=(channel,))]
    felt = (*_if("experienceDescription", point.words), *_if("experienceRating", point.rating))
    if felt and kind == "actual":
        parts.append(CjmlPart(tag="touchpointExperience", parts=felt))
    return CjmlPart(tag=f"{kind}{form}", parts=tuple(parts))


def _side(side: str, actor: CjmlActor | None, label: str) -> CjmlPart:
    refers = (CjmlPart(tag="refersTo", attributes=(("actorIDref", actor.id),)),) if actor else ()
    return CjmlPart(tag=side, parts=(*refers, CjmlPart(tag=f"{side}Label", text=label)))
