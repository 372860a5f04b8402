"""Check references against what there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jmsite.content.assemble import UnitEntities
from jmsite.model.addresses import SCHEME
from jmsite.model.attachments import PICTURES, ending, is_attachable
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.events import Events
from jmsite.model.entities.journey import ANYTIME, Clause, Journey
from jmsite.model.entity import Draft
from jmsite.model.references import WrittenReference
from jmsite.model.rules import fault
from jmsite.model.sources import Blob
from jmsite.model.suggestions import Lexicon, ProbablyMeant, correction, nearest, suggestion
from jmsite.model.url_schemes import hostless
from jmsite.model.value import Value, replace

Known = Mapping[str, Mapping[str, Any]]


def known_ids(units: Sequence[UnitEntities]) -> dict[str, dict[str, Any]]:
    """Return the ids there are, by kind."""
    known: dict[str, dict[str, Any]] = defaultdict(dict)
    for unit in units:
        for entity in unit.entities:
            known[entity.kind][entity.id] = entity
    return known


class Lexicons:
    """The ids of each kind that is asked for, with the titles and former addresses by which authors may call them."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._made: dict[str, Lexicon] = {}

    def of(self, kind: str) -> Lexicon:
        """Return the ids of a kind, put in order once."""
        if kind not in self._made:
            self._made[kind] = _lexicon(self._known.get(kind, {}))
        return self._made[kind]


def _lexicon(entities: Mapping[str, Any]) -> Lexicon:
    """Return the ids of a kind, and what else authors may call them."""
    names = [(one.title, id) for id, one in entities.items()]
    for id, one in entities.items():
        names += [(alias.strip("/").rpartition("/")[2], id) for alias in getattr(one.fields, "aliases", ())]
    return Lexicon(entities, names)


def nearest_file(path: str, paths: Iterable[str]) -> ProbablyMeant:
    """Return what was meant by the path of a file that is not there: one whose file is called much the same."""
    folder, _, name = path.rpartition("/")
    called = [one for one in paths if one.rpartition("/")[2].casefold() == name.casefold()]
    near = called or [one for one in paths if nearest(name, [one.rpartition("/")[2]], 0.7)]
    # 0.0: their names are alike already, and the nearest is wanted
    found = nearest(path, near, 0.0)
    beside = [one for one in near if one.rpartition("/")[0] == folder]
    return ProbablyMeant(
        word=path, found=found, certain=len(called) == 1 or (not called and beside == [found])
    )


class KnownReasons(Value):
    """The reasons why something is not there that are faults of their own: told once, and not at each reference.

    ``named`` are ids as they would be, were their files named as ids are written. ``partial`` are the files that could
    not be read as a whole: the ids of stages, and the kinds of registries.
    """

    named: frozenset[tuple[str, str]]
    partial: frozenset[tuple[str, str]]

    def hold(self, kind: str, id: str) -> bool:
        """Return whether it is explained that there is no ``id``."""
        return (
            (kind, id) in self.named
            or (kind, "") in self.partial
            or (kind == "step" and ("stage", id.rpartition("/")[0]) in self.partial)
            or (kind == "step" and f"/{ANYTIME}/" in id and ("journey", id.partition("/")[0]) in self.partial)
        )


def uninvolved_personas(unit: UnitEntities, known: Known) -> Iterator[Diagnostic]:
    """Yield the faults of personas without a part in the journey of a unit, where those who have one are all there."""
    casts = (draft.fields.personas for draft in unit.written if isinstance(draft.fields, Journey))
    if all(id in known.get("persona", {}) for cast in casts for id in cast):
        yield from (one for id, one in unit.outside_values if id in known.get("persona", {}))


def unknown_references(
    unit: UnitEntities,
    known: Known,
    blobs: Mapping[str, Blob],
    excuses: KnownReasons,
    lexicons: Lexicons,
    words: Container[tuple[str, str]],
) -> Iterator[Diagnostic]:
    """Yield a fault for each reference of a unit that leads to nothing, unless another fault explains that.

    ``words`` may stand where they stand instead of an id.
    """
    for draft in unit.written:
        if draft.kind == "variant" and not excuses.hold("persona", draft.id.rpartition("/")[2]):
            yield from _persona(draft, known)
        for referred in draft.references:
            if referred.kind in ("asset", "data"):
                yield from _file(draft, referred, blobs)
            # ways on and links have findings of their own, which know more
            elif referred.kind in ("next", "link") or _may_be(referred, words):
                continue
            elif referred.id not in known.get(referred.kind, {}) and not excuses.hold(
                referred.kind, referred.id
            ):
                yield _unknown(draft, referred, lexicons)


def _may_be(referred: WrittenReference, words: Container[tuple[str, str]]) -> bool:
    return referred.or_text and (referred.kind, referred.id) in words


def _unknown(draft: Draft, referred: WrittenReference, lexicons: Lexicons) -> Diagnostic:
    """Return the fault of an id that is not there, with the one that was meant, of any kind that may stand there."""
    place, several = _place(draft, referred), lexicons.of(referred.kind).several(referred.id, loosely=True)
    kinds = dict.fromkeys((referred.kind, *referred.kinds))
    near = next(
        (found for kind in kinds if (found := lexicons.of(kind).meant(referred.id)).found),
        ProbablyMeant(word=referred.id),
    )
    return fault(
        f"ref/unknown-{referred.kind}",
        f"unknown {referred.kind} '{referred.id}'",
        place,
        several or near.hint,
        fix=None if several or _beside(draft, referred, near.found) else correction(place, near),
    )


def _beside(draft: Draft, referred: WrittenReference, found: str) -> bool:
    """Return whether what was meant stands there already as the name of another field: a key cannot stand twice."""
    return referred.loc[-1:] == (referred.id,) and (
        (*draft.prefix, *referred.loc[:-1], found) in draft.places.keys
    )


def _persona(variant: Draft, known: Known) -> Iterator[Diagnostic]:
    """Yield the persona in the file name of a stage's variant."""
    name = variant.id.rpartition("/")[2]
    ids = list(known.get("persona", {}))
    if name not in ids:
        message = f"unknown persona '{name}' in the file's name"
        yield fault("variant/unknown-persona", message, variant.place(), suggestion(name, ids))


def _place(draft: Draft, referred: WrittenReference) -> Any:
    key = (*draft.prefix, *referred.loc)
    written_as_key = referred.loc[-1:] == (referred.id,) and key in draft.places.keys
    return draft.key(referred.loc) if written_as_key else draft.place(referred.loc)


def is_there(kind: str, id: str, blobs: Mapping[str, Blob]) -> bool:
    """Return whether a file that is referred to is there, and is a picture where that is meant."""
    path = f"content/{id}"
    return path in blobs and not (kind == "asset" and _is_no_picture(path))


def _is_no_picture(path: str) -> bool:
    return is_attachable(path) and ending(path) not in PICTURES


def _file(draft: Draft, referred: WrittenReference, blobs: Mapping[str, Blob]) -> Iterator[Diagnostic]:
    path = f"content/{referred.id}"
    if path not in blobs:
        rule = "ref/missing-asset" if referred.kind == "asset" else "ref/missing-data"
        near = ProbablyMeant()
        folder = "assets" if referred.kind == "asset" else "data"
        if SCHEME.match(referred.id) or hostless(referred.id):
            message, hint = (
                f"'{referred.id[:40]}' is on another server",
                f"save the file in content/{folder}/",
            )
        else:
            message = f"there is no file '{path}'"
            near = nearest_file(referred.id, [blob.removeprefix("content/") for blob in blobs])
            hint = near.hint
        if not hint and not referred.id.startswith(f"{folder}/"):
            hint = f"the path is relative to content/: {folder}/…"
        place = _place(draft, referred)
        yield fault(rule, message, place, hint, fix=correction(place, near))
    elif referred.kind == "asset" and _is_no_picture(path):
        message = f"'{referred.id}' is used as an image, but is not one"
        yield fault("link/not-a-picture", message, _place(draft, referred), "save it as an image")


def with_whole_ways(entities: Known, known: Known) -> dict[str, dict[str, Any]]:
    """Return the entities of a unit of which ways on from steps, the places of findings, and what events stand for,
    lead to whole ids; ``known`` are all that are written in the unit.

    A way to what is not among the entities, so that this build may not show it, is left out without a word.
    """
    tables = {kind: dict(found) for kind, found in entities.items()}
    for id, entity in entities.get("step", {}).items():
        if entity.fields.next:
            ways = ((way, goal_of(way.to, id, known)) for way in entity.fields.next)
            shown = tuple(way.model_copy(update={"to": goal}) for way, goal in ways if _is_in(goal, entities))
            tables["step"][id] = replace(entity, fields=entity.fields.model_copy(update={"next": shown}))
    for id, entity in entities.get("journey", {}).items():
        # as seen from a moment at any time, since neither findings nor events stand in a stage
        near, led = f"{id}/{ANYTIME}/", dict[str, Any]()
        if any(clause.step for clause in entity.fields.finding):
            led["finding"] = tuple(_pinned(entity.fields.finding, near, entities, known))
        if entity.fields.events and entity.fields.events.map:
            led["events"] = _mapped(entity.fields.events, near, entities, known)
        if led:
            tables["journey"][id] = replace(entity, fields=entity.fields.model_copy(update=led))
    return tables


def _mapped(events: Events, near: str, tables: Known, known: Known) -> Events:
    """Return events with whole ids of their steps; one that stands for what may not be shown is left out on purpose."""
    goals = {name: goal_of(step, near, known) if step else None for name, step in events.map.items()}
    shown = {name: goal if _is_in(goal, tables) else None for name, goal in goals.items()}
    return events.model_copy(update={"map": shown})


def _pinned(clauses: Iterable[Clause], near: str, tables: Known, known: Known) -> Iterator[Clause]:
    """Yield the clauses of a finding with whole ids of their steps; one about what may not be shown goes with it."""
    for clause in clauses:
        goal = goal_of(clause.step, near, known) if clause.step else None
        # a way to nothing has a fault of its own, and the words stay
        if clause.step is None or goal is None:
            yield clause.model_copy(update={"step": None})
        elif _is_in(goal, tables):
            yield clause.model_copy(update={"step": goal})


def _is_in(id: str | None, tables: Known) -> bool:
    return id is not None and (id in tables.get("step", {}) or id in tables.get("stage", {}))


def unknown_next_steps(draft: Draft, known: Known) -> Iterator[Diagnostic]:
    """Yield a fault for each way on that leads to nothing that is written in its unit."""
    for referred in draft.references:
        if referred.kind == "next" and goal_of(referred.id, f"{draft.stage}/", known) is None:
            journey = draft.id.partition("/")[0] + "/"
            steps = [id for kind in ("step", "stage") for id in known.get(kind, {}) if id.startswith(journey)]
            names = Lexicon(id.rpartition("/")[2] for id in steps)
            near, place = names.meant(referred.id), _place(draft, referred)
            message = f"unknown step or stage '{referred.id}'"
            yield fault("ref/unknown-next", message, place, near.hint, fix=correction(place, near))


def goal_of(to: str, step: str, known: Known) -> str | None:
    """Return the whole id that a way on from ``step`` means: of a step near it, a stage, a ``stage/step``, or itself
    where it is one.
    """
    journey, stage, _ = step.split("/", 2)
    steps, stages = known.get("step", {}), known.get("stage", {})
    # the nearest first: a name in the own stage hides the same name elsewhere in the journey
    for whole in (f"{journey}/{stage}/{to}", f"{journey}/{to}", to):
        if whole.startswith(f"{journey}/") and (whole in steps or whole in stages):
            return whole
    found = [id for id in steps if id.startswith(f"{journey}/") and id.endswith(f"/{to}")]
    # a name that stands in two stages leads nowhere: to guess would draw a wrong way
    return found[0] if len(found) == 1 else None
