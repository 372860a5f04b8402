"""Fit entities of another portal into a site: nothing refers to what is not there, and nothing is undeclared."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Any

from jmsite.importing.draft import DraftEntity, DraftMap, Remark, ScaleEnds
from jmsite.importing.known_places import without_unknown_places
from jmsite.model.addresses import field_target, prose_target, step_id
from jmsite.model.codec import encode, with_texts
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.entity import WITH_STEPS
from jmsite.model.kinds import ENTITIES, KINDS
from jmsite.model.references import references, without_references
from jmsite.model.value import Value, replace

Target = tuple[str, str]
_LINK = re.compile(
    r"(?P<code>(`+)(?!`).*?(?<!`)\2(?!`))|!?\[(?P<words>(?:[^\[\]\\]|\\.)*)\]"
    r"\(\s*<?(?P<href>[^)\s>]*)>?(?:\s+[^)]*)?\)",
    re.DOTALL,
)
"""A link or an image; code comes first, in which none is."""
_STAGE = re.compile(r"journeys/([^/]+)/(?:[\d.]+-)?([^/.]+)\.(?:md|yaml)")
FILES = ("asset", "data")
"""The kinds of references that lead to files."""


class Declared(Value):
    """The declarations of a site's settings, and the entries of its lists.

    ``own`` are pairs of a kind and an own field of it, ``step`` for lanes; ``entries`` pairs of a kind and an id.
    """

    audiences: frozenset[str] = frozenset(("internal", "public"))
    sources: frozenset[str] = frozenset()
    own: frozenset[Target] = frozenset()
    entries: frozenset[Target] = frozenset()


class FittedEntities(Value):
    """Entities and tables that can be written as they are, and what was changed for that."""

    entities: tuple[DraftEntity, ...]
    files: tuple[tuple[str, bytes], ...] = ()
    remarks: tuple[Remark, ...] = ()


def fit_into_site(
    draft: DraftMap, there: frozenset[str], scale: ScaleEnds, declared: Declared
) -> FittedEntities:
    """Return the entities of a draft as they fit into a site; ``there`` are the paths it has under ``content/``."""
    fitting = _Fitting(draft, there, scale, declared)
    known = without_unknown_places(draft, fitting.leads)
    fitting.remarks += known.remarks[len(draft.remarks) :]
    return FittedEntities(
        entities=tuple(
            fitting.entity(one) if one.file else one for one in known.entities if fitting.is_new(one)
        ),
        files=known.files,
        remarks=tuple(fitting.remarks),
    )


class _Fitting:
    """Fits one entity after the other, knowing what there will be; ``remarks`` say what was changed."""

    def __init__(self, draft: DraftMap, there: frozenset[str], scale: ScaleEnds, declared: Declared) -> None:
        self.there, self.scale, self.declared, self.scale_there = there, scale, declared, draft.scale
        written = [path for one in draft.entities for path in (one.file, one.prose_file) if path]
        self.files = {*there, *written}
        self.stages = _there(there)
        self.known = {*_ids(draft), *self.stages, *declared.entries}
        self.logs = {one.id: one.fields.get("events") for one in draft.entities if one.kind == "journey"}
        self.remarks: list[Remark] = []

    def is_new(self, entity: DraftEntity) -> bool:
        """Return whether an entity is in no list of the site yet; one that is, is referred to."""
        if not entity.file or (entity.kind, entity.id) not in self.declared.entries:
            return True
        text = f"the {entity.kind} '{entity.id}' is there already: referred to, and not written again"
        self.remarks.append(Remark(did="changed", text=text))
        return False

    def entity(self, entity: DraftEntity) -> DraftEntity:
        """Return an entity without what would lead nowhere here."""
        values = self._declared(entity)
        if entity.kind == "journey":
            values = self._scaled(values)
        fields = ENTITIES[entity.kind].model.model_validate(values)
        # of a table of readings more is said below
        apart = ("readings",) if isinstance(values.get("readings"), dict) else ()
        named_there = (one for one in references(fields, apart) if not one.or_text)
        missing = [one for one in named_there if not self.leads(one.kind, one.id)]
        gone = {(one.kind, one.id) for one in missing}
        if gone:
            named = ", ".join(sorted({one.id for one in missing}))
            self._remark(entity, f"names what is not here: {named}")
            fields = without_references(fields, lambda kind, id: (kind, id) in gone)
        values = self._events(entity, encode(fields))
        if entity.kind == "metric":
            values = self._readings(entity, values)
        opened = with_texts(values, lambda text: self._opened(text, entity.file))
        return replace(
            entity, fields=opened, body=self._opened(entity.body, entity.prose_file or entity.file)
        )

    def _declared(self, entity: DraftEntity) -> dict[str, Any]:
        """Return fields without own ones that this site does not have, and without an audience it does not have."""
        values = dict(entity.fields)
        audience = values.get("visibility", "internal")
        if audience not in self.declared.audiences:
            self._remark(entity, f"the audience '{audience}' is not in site.yaml")
            values = {name: value for name, value in values.items() if name != "visibility"}
        kind = "step" if entity.kind in ("stage", "variant") else entity.kind
        inside = WITH_STEPS.get(entity.kind, "")
        steps = values.get(inside, [])
        own = [(kind, values), *(("step", step) for step in steps)]
        strange = dict.fromkeys(name for of, part in own for name in self._strange(of, part))
        if strange:
            self._remark(entity, f"own fields that site.yaml does not declare: {', '.join(strange)}")
            values = _without_own(values, strange)
            return {**values, **({inside: [_without_own(step, strange) for step in steps]} if steps else {})}
        return values

    def _strange(self, kind: str, values: Mapping[str, Any]) -> list[str]:
        return [name for name in values.get("fields", {}) if (kind, name) not in self.declared.own]

    def _scaled(self, values: dict[str, Any]) -> dict[str, Any]:
        if values.get("emotion_scale") or not self.scale_there:
            return values
        ends = (self.scale_there.get("min", -2), self.scale_there.get("max", 2))
        return values if ends == self.scale else {**values, "emotion_scale": {"min": ends[0], "max": ends[1]}}

    def _events(self, entity: DraftEntity, values: dict[str, Any]) -> dict[str, Any]:
        """Return fields without a log that is not here: events that name no file and no source are an error."""
        events = entity.fields.get("events")
        if entity.kind == "metric" and isinstance(events, Mapping):
            # a funnel counts the log of a journey, which may come with it
            events = self.logs.get(str(events.get("journey")))
        if not isinstance(events, Mapping) or self._is_there(events):
            return values
        asked = events.get("file") or events.get("source")
        self._remark(entity, f"what people really did, since {asked} is not here")
        return {name: value for name, value in values.items() if name != "events"}

    def _readings(self, entity: DraftEntity, values: dict[str, Any]) -> dict[str, Any]:
        """Return a metric with values in place of a table or source that is not here."""
        readings = entity.fields.get("readings")
        if not isinstance(readings, Mapping):
            return values
        missing = [one for one in readings.get("pool") or (readings,) if not self._is_there(one)]
        if not missing:
            return values
        points = list(self._points(entity.series or {}))
        named = ", ".join(str(one.get("file") or one.get("source")) for one in missing)
        has = f"its readings are {len(points)} values" if points else "it has no readings"
        what = f"{has}, since {named} {'is' if len(missing) == 1 else 'are'} not here"
        self.remarks.append(Remark(did="changed", text=f"the metric '{entity.id}': {what}"))
        return {**values, "readings": points}

    def _points(self, series: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield readings for the values of a series: those over all, and those of parts that are here."""
        for one in (*(series.get("total") or ()), *(series.get("parts") or ())):
            if not isinstance(one, dict) or not one.get("day") or one.get("value") is None or one.get("own"):
                continue
            places: dict[str, Any] = {name: str(one[name]) for name in DIMENSIONS if one.get(name)}
            if all(self.leads(name, place) for name, place in places.items()):
                cases = {"n": one["n"]} if one.get("n") else {}
                yield {"date": one["day"], "value": one["value"], **cases, **places}

    def _is_there(self, asked: Mapping[str, Any]) -> bool:
        """Return whether the file or source that readings ask is here."""
        return asked.get("file") in self.there or asked.get("source") in self.declared.sources

    def leads(self, kind: str, id: str) -> bool:
        """Return whether there will be something of a kind and an id."""
        if kind in FILES:
            return id in self.files
        if kind == "link":
            target = field_target(id)
            return target is None or self._is_file(target[0])
        if kind not in ENTITIES:
            return True
        if kind == "step" and ("stage", id.rpartition("/")[0]) in self.stages:
            return True
        return (kind, id) in self.known

    def _is_file(self, path: str) -> bool:
        within = path.removeprefix("content/")
        return within in self.files or any(file.startswith(f"{within}/") for file in self.files)

    def _opened(self, text: str, file: str) -> str:
        """Return Markdown without links to files that are not here."""

        def link(found: re.Match[str]) -> str:
            target = None if found["code"] else prose_target(f"content/{file}", found["href"])
            return found[0] if target is None or self._is_file(target[0]) else found["words"]

        return _LINK.sub(link, text) if "](" in text else text

    def _remark(self, entity: DraftEntity, text: str) -> None:
        self.remarks.append(Remark(did="left out", text=f"of the {entity.kind} '{entity.id}': {text}"))


def _without_own(values: Mapping[str, Any], names: Container[str]) -> dict[str, Any]:
    own = {name: value for name, value in values.get("fields", {}).items() if name not in names}
    return {**values, "fields": own}


def _ids(draft: DraftMap) -> set[Target]:
    found: set[Target] = set()
    for entity in draft.entities:
        found.add((entity.kind, entity.id))
        inside = WITH_STEPS.get(entity.kind, "")
        stage = f"{entity.id}/anytime" if entity.kind == "journey" else "/".join(entity.id.split("/")[:2])
        for at, step in enumerate(entity.fields.get(inside, ())):
            found.add(("step", f"{stage}/{step_id(step.get('id'), step.get('title'), at)}"))
        if entity.kind == "stage":
            # a stage without steps is one
            found.add(("step", f"{entity.id}/{entity.id.rpartition('/')[2]}"))
    return found


def _there(paths: frozenset[str]) -> set[Target]:
    """Return what the files of a site hold, as far as their paths tell."""
    found: set[Target] = set()
    folders = {kind.folder: kind.name for kind in KINDS.values() if kind.listed}
    for path in paths:
        folder, _, rest = path.partition("/")
        if folder in folders and "/" not in rest:
            found.add((folders[folder], rest.rpartition(".")[0]))
        elif stage := _STAGE.fullmatch(path):
            found.add(("journey", stage[1]))
            found.add(("stage", f"{stage[1]}/{stage[2]}"))
    return found


def stages_there(folder: str, there: frozenset[str]) -> dict[str, tuple[int, str]]:
    """Return the stages in the folder of a journey by their ids: the number before each, and its path."""
    found: dict[str, tuple[int, str]] = {}
    for path in sorted(there):
        stage = _STAGE.fullmatch(path) if path.startswith(f"{folder}/") else None
        if stage and stage[2] != "journey":
            number = path.rpartition("/")[2].partition("-")[0]
            found.setdefault(stage[2], (int(number) if number.isdecimal() else 0, path))
    return found
