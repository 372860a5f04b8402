"""A draft becomes the content files that an author would have written. It overwrites nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jmsite.formats.yaml.writer import to_markdown, to_yaml
from jmsite.importing.draft import (
    DraftEntity,
    DraftJourney,
    DraftMap,
    DraftPersona,
    DraftStage,
    Remark,
    ScaleEnds,
)
from jmsite.importing.fit_into_site import Declared, fit_into_site, stages_there
from jmsite.importing.ids import id_for
from jmsite.importing.safe_text import safe, safe_line
from jmsite.importing.written_fields import Emotions, fields_of, step_ids
from jmsite.model.authored import authored
from jmsite.model.homes import HOMES
from jmsite.model.kinds import KINDS
from jmsite.model.value import Value

DEFAULT_SCALE: ScaleEnds = (-2, 2)
GUESSED = "The scores of this map were guessed on import, from words and faces."


class AlreadyThereError(Exception):
    """Files that would be written are there already: ``paths`` under ``content/``."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = tuple(paths)


class Wish(Value):
    """The wishes of the user: the id of the journey, scores for words, and what the site has already.

    ``there`` are the paths under ``content/`` that are taken, ``scale`` the site's scale of emotions.
    """

    into: str = ""
    guess_scores: bool = False
    there: frozenset[str] = frozenset()
    scale: ScaleEnds = DEFAULT_SCALE
    declared: Declared = Declared()


class WrittenMap(Value):
    """Files to write, by their paths under ``content/``, and what was done on the way."""

    files: tuple[tuple[str, bytes], ...]
    remarks: tuple[Remark, ...] = ()


def write(draft: DraftMap, wish: Wish, name: str) -> WrittenMap:
    """Return the files of a draft; ``name`` is that of its file. Raises ``AlreadyThereError``."""
    writer = _Writer(draft, wish, name)
    for persona in draft.personas:
        writer.persona(persona)
    for at, journey in enumerate(draft.journeys):
        writer.journey(journey, writer.journeys[at])
    fitted = fit_into_site(draft, wish.there, wish.scale, wish.declared)
    writer.remarks += fitted.remarks
    for entity in fitted.entities:
        writer.entity(entity)
    writer.registries()
    for path, content in fitted.files:
        writer.files[path] = content
    clash = [path for path in writer.files if _taken(path, wish.there)]
    if clash:
        raise AlreadyThereError(clash)
    return WrittenMap(files=tuple(writer.files.items()), remarks=tuple(writer.remarks))


def _taken(path: str, there: frozenset[str]) -> bool:
    return path in there or _other_ending(path) in there


def _other_ending(path: str) -> str:
    """Return the path of the same entity in the other of its two endings."""
    stem, _, ending = path.rpartition(".")
    return f"{stem}.{'yaml' if ending == 'md' else 'md'}"


class _Writer:
    """Gathers files and remarks."""

    def __init__(self, draft: DraftMap, wish: Wish, name: str) -> None:
        self.draft, self.wish, self.name = draft, wish, name
        self.files: dict[str, bytes] = {}
        self.remarks: list[Remark] = []
        self.personas: dict[str, str] = {}
        self.entries: dict[str, dict[str, Any]] = {}
        self.journeys = self._journey_ids()

    def _journey_ids(self) -> list[str]:
        found: list[str] = []
        for journey in self.draft.journeys:
            wanted = self.wish.into if self.wish.into else journey.id or journey.title
            otherwise = id_for(self.name, "journey")
            plain = id_for(wanted, otherwise)
            again = plain in found
            apart = journey.state if journey.state == "future" else " ".join(journey.personas)
            found.append(id_for(f"{plain} {apart}" if again and apart else wanted, otherwise, found))
        return found

    def persona(self, persona: DraftPersona) -> None:
        """Write a persona, or refer to the one of that id that is there."""
        if persona.title in self.personas:
            return
        named = id_for(persona.title.partition(",")[0], "", self.personas.values())
        id = named or id_for("", "persona-1", {*self.personas.values(), *self._there("personas")})
        self.personas[persona.title] = id
        if id in self._there("personas"):
            self._remark(
                "changed",
                f"the persona '{id}' is there already: referred to, and not written again",
                persona.line,
            )
            return
        self._told_id(persona.title, id, persona.line)
        fields = {"title": safe_line(persona.title), "summary": safe_line(persona.summary) or None}
        self._put(f"personas/{id}.md", "persona", fields, "")

    def _there(self, folder: str) -> set[str]:
        """Return the ids that the site has in a folder."""
        paths = (path for path in self.wish.there if path.startswith(f"{folder}/"))
        return {path.rpartition("/")[2].rpartition(".")[0] for path in paths}

    def journey(self, journey: DraftJourney, id: str) -> None:
        """Write a journey and its stages."""
        emotions = Emotions(journey, self.wish.scale, self.wish.guess_scores, self.draft)
        self.remarks += emotions.remarks
        folder = f"journeys/{id}"
        joined = bool(self.wish.into and {f"{folder}/journey.md", f"{folder}/journey.yaml"} & self.wish.there)
        if joined:
            self._remark(
                "changed", f"the journey '{id}' is there already: its stages are added to it", journey.line
            )
        else:
            self._told_id(journey.title, id, journey.line)
            self._put(
                f"{folder}/journey.md",
                "journey",
                self._journey_fields(journey, emotions),
                self._body(journey, emotions),
            )
        self._told_words(journey)
        phases = _phases(journey)
        there = stages_there(folder, self.wish.there) if joined else {}
        first = max((number for number, _ in there.values()), default=0)
        again = [there[id][1] for stage in journey.stages if (id := id_for(stage.title, "")) in there]
        if again:
            raise AlreadyThereError(again)
        taken = list(there)
        steps = step_ids(journey)
        for number, stage in enumerate(journey.stages, 1):
            stage_id = id_for(stage.title, f"stage-{number}", taken)
            taken.append(stage_id)
            fields = fields_of(stage, emotions, self.personas, steps, number - 1)
            fields |= {"phase": phases[stage.phase]} if stage.phase in phases else {}
            body = "\n\n".join(filter(None, map(safe, _prose(stage, stage.phase in phases))))
            self._put(f"{folder}/{first + number:02}-{stage_id}.md", "stage", fields, body)

    def _told_words(self, journey: DraftJourney) -> None:
        """Say which words would be something of its own, with readings or sources, and are kept as words."""
        moments = [moment for stage in journey.stages for moment in (stage, *stage.steps)]
        for lane, what in (("metrics", "metric"), ("research", "piece of research")):
            names = [one for moment in moments for one in moment.lanes.get(lane, ())]
            if names:
                some = ", ".join(dict.fromkeys(one.text for one in names[:6]))
                self._remark("changed", f"kept as words, since the file has no {what}: {some}", names[0].line)

    def _journey_fields(self, journey: DraftJourney, emotions: Emotions) -> dict[str, Any]:
        other = journey.compares_to
        return {
            "title": safe_line(journey.title),
            "summary": safe_line(journey.summary) or None,
            "personas": [self.personas[title] for title in journey.personas if title in self.personas],
            "scenario": safe_line(journey.scenario) or None,
            "trigger": safe_line(journey.trigger) or None,
            "outcome": safe_line(journey.outcome) or None,
            "state": journey.state,
            "compares_to": self.journeys[other] if other is not None else None,
            "status": journey.status or "draft",
            "reviewed": journey.reviewed or None,
            "emotion_scale": emotions.declared,
            "phases": [{"id": id, "title": safe_line(title)} for title, id in _phases(journey).items()],
        }

    def _body(self, journey: DraftJourney, emotions: Emotions) -> str:
        parts = [GUESSED] if emotions.guessed else []
        return "\n\n".join(filter(None, [*parts, *map(safe, _lists_joined(journey.prose))]))

    def entity(self, entity: DraftEntity) -> None:
        """Write something that is neither a journey nor a persona, or anything as our own JSON has it."""
        if entity.file:
            self._as_it_was(entity)
            return
        home = HOMES[entity.kind]
        ending = "yaml" if home.begins == "yaml" and not entity.body else "md"
        taken = [
            path.rpartition("/")[2].rpartition(".")[0]
            for path in self.files
            if path.startswith(f"{home.folder}/")
        ]
        id = id_for(entity.id or entity.title, f"{entity.kind}-{len(taken) + 1}", taken)
        self._told_id(entity.title, id, entity.line)
        self._put(
            f"{home.folder}/{id}.{ending}",
            entity.kind,
            {"title": safe_line(entity.title), **entity.fields},
            safe(entity.body),
        )

    def _as_it_was(self, entity: DraftEntity) -> None:
        """Write an entity where it was written; entries of a list get files where the site has the list already."""
        folder, file = KINDS[entity.kind].folder, entity.file
        entry = file == f"{folder}.yaml"
        if entity.kind == "home" and _taken(file, self.wish.there):
            self._remark("left out", "the home page, since the site has one", entity.line)
        elif entry and file not in self.wish.there:
            values = authored(KINDS[entity.kind].model.model_validate(entity.fields))
            self.entries.setdefault(file, {})[entity.id] = values
            if entity.body:
                self.files[f"{folder}/{entity.id}.md"] = f"{entity.body}\n".encode()
        else:
            path = f"{folder}/{entity.id}.md" if entry else file
            apart = entity.body and path.endswith(".yaml")
            self._put(path, entity.kind, dict(entity.fields), "" if apart else entity.body)
            if apart:
                self.files[f"{path.removesuffix('yaml')}md"] = f"{entity.body}\n".encode()

    def registries(self) -> None:
        """Write the lists of entries, each as one file."""
        for path, entries in self.entries.items():
            self.files[path] = to_yaml(entries).encode()

    def _put(self, path: str, kind: str, fields: dict[str, Any], body: str) -> None:
        said = {key: value for key, value in fields.items() if value not in (None, "", [], {})}
        values = authored(KINDS[kind].model.model_validate(said))
        self.files[path] = (to_yaml(values) if path.endswith(".yaml") else to_markdown(values, body)).encode()

    def _told_id(self, title: str, id: str, line: int) -> None:
        if not id_for(title, "").strip():
            self._remark(
                "changed", f"'{title}' has the id '{id}': ids are of letters a to z, digits and hyphens", line
            )

    def _remark(self, did: Any, text: str, line: int) -> None:
        self.remarks.append(Remark(did=did, text=text, line=line))


def _phases(journey: DraftJourney) -> dict[str, str]:
    """Return the ids of phases by their titles; none where one comes back, which phases do not."""
    titles = [stage.phase for stage in journey.stages if stage.phase]
    found: dict[str, str] = {}
    for before, title in zip(["", *titles], titles, strict=False):
        if title in found and title != before:
            return {}
        found.setdefault(title, id_for(title, f"phase-{len(found) + 1}", found.values()))
    return found


def _prose(stage: DraftStage, phased: bool) -> list[str]:
    """Return the prose of a stage, and that of its steps below their titles: steps have no prose of their own."""
    parts = [*([f"Phase: {stage.phase}"] if stage.phase and not phased else []), *stage.prose]
    if stage.skipped:
        parts.append("This stage does not happen here.")
    for step in stage.steps:
        parts += [
            f"{step.title}: {part}" if "\n" not in part else f"{step.title}:\n\n{part}" for part in step.prose
        ]
    return parts


def _lists_joined(prose: Sequence[str]) -> list[str]:
    """Return paragraphs with the items of one list together."""
    joined: list[str] = []
    for part in prose:
        if joined and part.startswith("- ") and joined[-1].startswith("- "):
            joined[-1] = f"{joined[-1]}\n{part}"
        else:
            joined.append(part)
    return joined
