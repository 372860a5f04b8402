"""CJML, the markup language of planned and actual journeys, version 2.0 and its common dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from jmsite.formats.xml_tree import XmlError, XmlNode, xml_tree
from jmsite.importing.cjml_steps import merged_steps
from jmsite.importing.draft import (
    DraftEntry,
    DraftFeeling,
    DraftJourney,
    DraftMap,
    DraftMoment,
    DraftPersona,
    DraftStage,
    NoJourneyError,
    Remark,
    Sign,
)
from jmsite.importing.labels import Words
from jmsite.model.value import Value, replace

SOUGHT = "an element CJML with journeys and touchpoints"
_JUNK = "undefined"
_LIST = re.compile(r"\s*,\s*")
_BARE = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|\w+);)")
_POINTS = (
    "plannedCommunicationPoint", "plannedAction", "plannedDecisionPoint", "actualCommunicationPoint", "actualAction",
    "actualDecisionPoint", "touchpoint",
)  # fmt: skip
_USERS = ("user", "end user", "enduser", "customer", "end-user", "client")


class _Actor(Value):
    name: str
    user: bool


def read_cjml(text: str, words: Words, name: str) -> DraftMap:
    """Return the journeys of a CJML file. Raises ``NoJourneyError``."""
    if not re.search(r"<(?:\w+:)?cjml\b", text, re.IGNORECASE):
        raise NoJourneyError("the file is no CJML", SOUGHT)
    before, remarks = _junk(text)
    mended = _BARE.sub("&amp;", text)
    if mended != text:
        line = text[: next(_BARE.finditer(text)).start()].count("\n") + 1
        remarks.append(
            Remark(
                did="changed",
                text="a bare '&', which XML does not allow, is read as the sign itself",
                line=line,
            )
        )
    try:
        root = xml_tree(mended[before:])
    except XmlError as error:
        raise NoJourneyError(str(error), SOUGHT, sure=True) from None
    shift = text[:before].count("\n")
    parts = list(root.all("plannedJourney", "actualJourney")) or [root]
    return _Reading(root, parts, name, shift, remarks, words).draft()


def _junk(text: str) -> tuple[int, list[Remark]]:
    """Return where the markup begins, and what to say of text where none belongs."""
    before = text.find("<")
    outside = re.findall(rf"(?:^|>)\s*{_JUNK}\s*(?=<)", text)
    remarks = []
    if outside:
        first = text[: text.find(_JUNK)].count("\n") + 1
        remarks.append(
            Remark(
                did="left out",
                text=f"the text '{_JUNK}', {len(outside)} times, where its writer had nothing",
                line=first,
            )
        )
    elif text[:before].strip("\ufeff \t\r\n"):
        remarks.append(
            Remark(did="left out", text=f"'{text[:before].strip()}' before the first element", line=1)
        )
    return before, remarks


class _Reading:
    """The journeys of a file; actors of one are known in the others."""

    def __init__(
        self,
        root: XmlNode,
        parts: Sequence[XmlNode],
        name: str,
        shift: int,
        remarks: list[Remark],
        words: Words,
    ) -> None:
        self.parts, self.name, self.shift, self.words = parts, name, shift, words
        self.remarks = remarks
        # where a file says what happened, what is planned is as it should be
        self.happened = any(part.tag == "actualJourney" for part in parts)
        self.actors: dict[str, _Actor] = {}
        for node in root.all("endUser", "serviceProvider", "actor"):
            self._know(node)
        self.personas: dict[str, DraftPersona] = {}
        self.ids: list[str] = []

    def draft(self) -> DraftMap:
        """Return what was read."""
        journeys = [self._journey(part) for part in self.parts]
        if not any(stage.steps for journey in journeys for stage in journey.stages):
            raise NoJourneyError("the CJML has no touchpoints", SOUGHT, sure=True)
        return DraftMap(
            format="cjml",
            journeys=tuple(journeys),
            personas=tuple(self.personas.values()),
            remarks=tuple(self.remarks),
        )

    def _know(self, node: XmlNode) -> None:
        name = node.words("actorName", "companyName", "name")
        id = node.attributes.get("actorID") or node.attributes.get("id") or name
        if not name:
            return
        role = node.words("actorRole", "role").casefold()
        user = node.tag == "endUser" or (node.tag == "actor" and (role in _USERS or "user" in role))
        self.actors[id] = self.actors[name] = _Actor(name=name, user=user)

    def _journey(self, part: XmlNode) -> DraftJourney:
        id = part.words("journeyID")
        planned = part.words("plannedReference")
        compares = self.ids.index(planned) if planned in self.ids else None
        self.ids.append(id)
        title = part.words("journeyTitle", "title") or self.name
        phases = {one.attributes.get("phaseID", ""): one for one in part.all("journeyPhase", "phase")}
        steps = merged_steps(
            (self._phase(point, phases), point.words("touchpointID"), self._step(point))
            for point in part.all(*_POINTS)
        )
        own = list(dict.fromkeys(name for _, step in steps for name in step.personas))
        users = [
            self.actors[ref].name
            for one in part.all("endUser")
            for ref in self._refs(one)
            if ref in self.actors
        ]
        for name in dict.fromkeys([*users, *own]):
            self.personas.setdefault(name, DraftPersona(title=name, line=part.line + self.shift))
        self._say_comments(part)
        cast = {*users, *own}
        refs = [ref for one in part.all("serviceProvider", "actor") for ref in self._refs(one)]
        others = [self.actors[ref].name for ref in refs if ref in self.actors and not self.actors[ref].user]
        if others:
            named = ", ".join(dict.fromkeys(others))
            text = f"{named}: no personas, so that what they do stands under frontstage"
            self.remarks.append(Remark(did="changed", text=text, line=part.line + self.shift))
        return DraftJourney(
            title=title, line=part.line + self.shift, summary=part.words("journeyShortSummary"),
            state="future" if part.tag == "plannedJourney" and self.happened else "current",
            compares_to=compares, personas=tuple(dict.fromkeys([*users, *own])),
            stages=tuple(_stages(phases, [(phase, _for_all(step, cast)) for phase, step in steps], title)),
        )  # fmt: skip

    def _refs(self, node: XmlNode) -> list[str]:
        refs = [node.attributes.get(key, "") for key in ("actorID", "actorIDref", "id")]
        return [ref for ref in refs if ref]

    def _phase(self, point: XmlNode, phases: dict[str, XmlNode]) -> str:
        """Return the id of the phase of a touchpoint, "" where it is in none that there is."""
        found = point.first("belongsTo")
        id = found.attributes.get("phaseIDref", "") if found else ""
        return id if id in phases else ""

    def _step(self, point: XmlNode) -> DraftMoment:
        line = point.line + self.shift
        sender, said = self._side(point, "initiator")
        receiver, heard = self._side(point, "receiver")
        lanes: dict[str, tuple[DraftEntry, ...]] = {}
        channel = point.words("channelName") or point.words("channel")
        if channel and channel != _JUNK:
            lanes["channel"] = tuple(DraftEntry(text=one, line=line) for one in _LIST.split(channel) if one)
        front = [
            f"{actor.name}: {text}"
            for actor, text in ((sender, said), (receiver, heard))
            if actor and not actor.user and text
        ]
        if front:
            lanes["frontstage"] = tuple(DraftEntry(text=text, line=line) for text in front)
        compliance = point.words("compliance")
        prose = (f"Compliance: {compliance}.",) if compliance not in ("", "completed") else ()
        began, ended = _time(point, "timeStarted"), _time(point, "timeCompleted")
        if (began and ended is None) or any(
            _time(point, key) for key in ("timeOriginated", "timeReceived", "timeConsumed")
        ):
            self._say("left out", f"the times of '{said}', which are no duration", line)
        return DraftMoment(
            title=said or heard or f"Step at line {line}", line=line, lanes=lanes, prose=prose,
            feelings=self._felt(point, line),
            duration=_between(began, ended),
            personas=tuple(dict.fromkeys(actor.name for actor in (sender, receiver) if actor and actor.user)),
            summary=heard if receiver and receiver.user and sender and not sender.user else "",
        )  # fmt: skip

    def _side(self, point: XmlNode, side: str) -> tuple[_Actor | None, str]:
        node = point.first(side)
        if node is None:
            return None, ""
        refers = node.first("refersTo")
        ref = refers.attributes.get("actorIDref", "") if refers else " ".join(node.text.split())
        label = node.words(f"{side}Label") or point.words(f"{side}Description")
        return self.actors.get(ref), label

    def _felt(self, point: XmlNode, line: int) -> tuple[DraftFeeling, ...]:
        rating, words = point.words("experienceRating"), point.words("experienceDescription")
        try:
            value = float(rating) if rating else None
        except ValueError:
            value = None
        if value is None and not words:
            return ()
        sign: Sign | None = None if value is None else 1 if value > 3 else -1 if value < 3 else 0
        # CJML has five steps; a higher rating shows that its author used more
        scale = None if value is None else (1.0, max(5.0, value))
        return (
            DraftFeeling(source=words or rating, word=words, value=value, scale=scale, sign=sign, line=line),
        )

    def _say_comments(self, part: XmlNode) -> None:
        for comment in part.all("comment"):
            self._say(
                "left out", f"the comment '{' '.join(comment.text.split())}'", comment.line + self.shift
            )

    def _say(self, did: str, text: str, line: int) -> None:
        self.remarks.append(Remark(did="left out" if did == "left out" else "changed", text=text, line=line))


def _for_all(step: DraftMoment, cast: set[str]) -> DraftMoment:
    """Return a step that names nobody where everybody takes it."""
    return replace(step, personas=()) if set(step.personas) == cast else step


def _time(point: XmlNode, key: str) -> datetime | None:
    try:
        return datetime.fromisoformat(point.words(key))
    except ValueError:
        return None


def _between(began: datetime | None, ended: datetime | None) -> str:
    if began is None or ended is None or (began.tzinfo is None) != (ended.tzinfo is None) or ended <= began:
        return ""
    minutes, seconds = divmod(int((ended - began).total_seconds()), 60)
    return f"PT{f'{minutes}M' if minutes else ''}{f'{seconds}S' if seconds else ''}"


def _stages(
    phases: Mapping[str, XmlNode], steps: Sequence[tuple[str, DraftMoment]], title: str
) -> Iterator[DraftStage]:
    """Yield phases with their steps, in order; steps of no phase are a stage with the title of the journey."""
    for id in (*phases, *([""] if any(not phase for phase, _ in steps) else [])):
        node = phases.get(id)
        own = tuple(step for phase, step in steps if phase == id)
        if own or node:
            yield DraftStage(
                title=(node.words("phaseName", "name") if node else "") or title,
                line=own[0].line if own else node.line if node else 0,
                summary=node.words("phaseDescription") if node else "",
                steps=own,
            )
