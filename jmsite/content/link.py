"""Link what was written: follow every reference, and keep what this build may show."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, TypeVar

from jmsite.content.assemble import Target, UnitEntities
from jmsite.content.duplicate_ids import duplicate_ids
from jmsite.content.file_faults import faults_of_files, is_safe
from jmsite.content.folders import folders
from jmsite.content.listings import listings
from jmsite.content.partly_hidden import partly_hidden
from jmsite.content.resolve_references import (
    Known,
    KnownReasons,
    Lexicons,
    is_there,
    uninvolved_personas,
    unknown_references,
)
from jmsite.content.tables import merge_tables, order_tables
from jmsite.content.ties import Tables, UnitReferences, UnitTies, ties_of
from jmsite.content.visibility import apply_visibility
from jmsite.content.words_for_ids import (
    WordsForIds,
    not_linked,
    with_ids,
    word_faults,
    words_for_ids,
)
from jmsite.model.catalog import Catalog, Entity, Use
from jmsite.model.diagnostics import Checked, Diagnostic
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.site import EmotionScale, Site
from jmsite.model.entity import Draft
from jmsite.model.kinds import ENTITIES
from jmsite.model.references import without_references
from jmsite.model.sources import Blob, Options
from jmsite.model.value import replace

V = TypeVar("V")


def link(
    units: Sequence[UnitEntities],
    site: Entity[Site],
    blobs: Mapping[str, Blob],
    options: Options,
    told: Sequence[UnitTies] | None = None,
) -> Checked[Catalog]:
    """Return all units as one catalog: references checked, what may not be shown left out, backlinks kept.

    ``told`` are the ties of the units, where they are known: what each unit tells is joined, and gone through again
    only where something in it leads nowhere, is hidden, or is called by its name.
    """
    told = [ties_of(unit) for unit in units] if told is None else told
    ties = told
    known = _joined(tie.entities for tie in ties)
    excuses = KnownReasons(named=_all(tie.untidy for tie in ties), partial=_all(tie.partial for tie in ties))
    lexicons = Lexicons(known)
    words = words_for_ids(_all(tie.references.words for tie in ties), known, lexicons)
    faults = list(_of_references(units, ties, known, blobs, excuses, lexicons, words))
    # from here on ids stand for titles; what is told of words must still see them as they were written
    written = units
    units = [_by_ids(*each, words) for each in zip(units, ties, strict=True)]
    ties = _again(units, written, ties)
    faults += [one for unit in units if unit.outside_values for one in uninvolved_personas(unit, known)]
    faults += duplicate_ids(units) if _is_taken_twice(ties) else ()
    published = {path for path, blob in blobs.items() if is_safe(blob)}
    faults += faults_of_files(units, ties, site.fields, blobs, published)
    # after the faults of references, which are the same whoever may read: a hidden target is no unknown one
    shown, hidden = apply_visibility(units, ties, site.fields, options)
    for unit, tie in zip(written, ties, strict=True):
        # a way on to nothing is told; one to a hidden step is left out
        faults += [*_said_of(unit, tie, words, hidden, excuses, lexicons), *tie.faults]
    faults += partly_hidden(units, shown, hidden, options)
    # a reference to nothing has been told above; whoever shows the catalog all the same must not stumble over it
    gone = hidden | {one for one in _all(tie.targets for tie in ties) if not _is_there(one, known, words)}
    left = _again([_without(unit, gone) for unit in shown], units, ties)
    # mostly nothing is hidden or called by its name: then these are the entities as they were written
    entities = known if all(map(operator.is_, left, told)) else _joined(tie.entities for tie in left)
    tables = _tables({**entities, "site": {"site": site}}, left, gone | words.kept)
    tables["scales"] = _scales(tables["journey"], site.fields)
    tables["not_linked"] = not_linked(left, words)
    # for who must leave out without a word: readings of hidden places, links to their anchors
    tables["hidden"], tables["veiled"] = _titled(units, hidden), _veiled(units, gone)
    tables["anchors"], tables["entries"] = _anchors(units), _entries(units, hidden)
    tables["moved"] = {path: names for unit in shown for path, names in unit.moved.items()}
    # in order, since a set has another one in each process
    tables["assets"] = dict.fromkeys(sorted(_all(tie.assets for tie in left) & published))
    tables["files"].update((path, path.removeprefix("content/")) for path in blobs if path in published)
    tables["files"].update(folders(tables))
    return Checked(value=Catalog(tables=tables), diagnostics=tuple(faults))


def _of_references(
    units: Sequence[UnitEntities],
    ties: Sequence[UnitTies],
    known: Known,
    blobs: Mapping[str, Blob],
    excuses: KnownReasons,
    lexicons: Lexicons,
    words: WordsForIds,
) -> Iterator[Diagnostic]:
    """Yield a fault for each reference that leads to nothing."""
    for unit, tie in zip(units, ties, strict=True):
        if not _leads_somewhere(tie.references, known, blobs, words):
            yield from unknown_references(unit, known, blobs, excuses, lexicons, words)


def _by_ids(unit: UnitEntities, tie: UnitTies, words: WordsForIds) -> UnitEntities:
    """Return a unit with the ids of what its words name: most units name nothing so, and stay the same objects."""
    return unit if tie.targets.isdisjoint(words.ids) else with_ids(unit, words)


def _tables(
    entities: Mapping[str, dict[Any, Any]], ties: Sequence[UnitTies], unlisted: Set[Target]
) -> dict[str, dict[Any, Any]]:
    """Return the tables of entities with what else units bring, each as one; without backlinks to what is unlisted.

    What a hidden entity shows or names leaves no trace: no file of it is copied, no backlink leads to it.
    """
    tables: dict[str, dict[Any, Any]] = order_tables(entities)
    tables |= listings(tables, _all(tie.tagged for tie in ties))
    uses: dict[Target, list[Use]] = defaultdict(list)
    for tie in ties:
        for target, found in tie.uses.items():
            if target not in unlisted:
                uses[target] += found
    return {
        **tables,
        "stages": merge_tables(tie.stages for tie in ties),
        "steps": merge_tables(tie.steps for tie in ties),
        "variants": merge_tables(tie.variants for tie in ties),
        "journey_steps": merge_tables(tie.journey_steps for tie in ties),
        "files": merge_tables(tie.urls for tie in ties),
        "uses": {target: tuple(users) for target, users in uses.items()},
    }


def _joined(parts: Iterable[Tables]) -> dict[str, dict[str, Entity[Any]]]:
    """Return a table for each kind of entities."""
    found: dict[str, list[Mapping[str, Entity[Any]]]] = {kind: [] for kind in ENTITIES}
    for tables in parts:
        for kind, table in tables.items():
            found[kind].append(table)
    return {kind: merge_tables(tables) for kind, tables in found.items()}


def _all(parts: Iterable[frozenset[V]]) -> frozenset[V]:
    return frozenset[V]().union(*parts)


def _again(
    units: Sequence[UnitEntities], before: Sequence[UnitEntities], ties: Sequence[UnitTies]
) -> list[UnitTies]:
    """Return the ties of units, worked out again for those that are no more as they were."""
    told = zip(units, before, ties, strict=True)
    return [tie if unit is was else ties_of(unit, tie.entities) for unit, was, tie in told]


def _leads_somewhere(
    references: UnitReferences, known: Known, blobs: Mapping[str, Blob], words: WordsForIds
) -> bool:
    """Return whether all references of a unit lead to what is there."""
    entities, called, files = references.entities, references.words, references.files
    # most refer to few kinds of things: an empty set is seen sooner than gone through
    return (
        (not entities or all(id in known.get(kind, ()) for kind, id in entities))
        and (not called or all(id in known.get(kind, ()) or (kind, id) in words for kind, id in called))
        and (not files or all(is_there(kind, id, blobs) for kind, id in files))
    )


def _is_taken_twice(ties: Sequence[UnitTies]) -> bool:
    """Return whether two drafts have one id, in one unit or in two."""
    count = sum(len(tie.taken) for tie in ties)
    return any(tie.twice for tie in ties) or len(_all(tie.taken for tie in ties)) < count


def _said_of(
    unit: UnitEntities,
    tie: UnitTies,
    words: WordsForIds,
    hidden: set[Target],
    excuses: KnownReasons,
    lexicons: Lexicons,
) -> Iterator[Diagnostic]:
    """Yield what is to be said of words that stand in a unit where ids can stand."""
    if any(one in words for one in tie.references.words):
        yield from word_faults(unit, words, hidden, excuses, lexicons)


def _is_there(target: Target, known: Known, words: WordsForIds) -> bool:
    """Return whether a reference leads to something, or is words that may stand in its place."""
    return target[1] in known.get(target[0], {}) or target in words.kept


def _scales(journeys: Mapping[Any, Entity[Journey]], site: Site) -> dict[str, EmotionScale]:
    """Return the scales of journeys that have their own, and another one than the site."""
    own = {id: journey.fields.emotion_scale for id, journey in journeys.items()}
    return {id: scale for id, scale in own.items() if scale not in (None, site.emotion_scale)}


def _titled(units: Sequence[UnitEntities], hidden: set[Target]) -> dict[Target, str]:
    """Return what is hidden, with its titles: readings may name it by them."""
    titles = {(one.kind, one.id): one.title for unit in units for one in unit.entities} if hidden else {}
    return {target: titles.get(target, "") for target in sorted(hidden)}


def _without(unit: UnitEntities, gone: Set[Target]) -> UnitEntities:
    """Return a unit without what refers to something gone."""
    # most units refer to nothing that is gone: they stay the same objects, which the memo sees at once
    if not gone or not any(target in gone for target, _ in unit.uses):
        return unit
    entities = tuple([_bare(entity, gone) for entity in unit.entities])
    return replace(unit, entities=entities)


def _bare(entity: Entity[Any], gone: Set[Target]) -> Entity[Any]:
    fields = without_references(entity.fields, lambda kind, id: (kind, id) in gone)
    return entity if fields is entity.fields else replace(entity, fields=fields)


def _anchors(units: Sequence[UnitEntities]) -> dict[str, frozenset[str]]:
    """Return the anchors of each content file, those of what is not shown among them."""
    anchors: dict[str, frozenset[str]] = {}
    for unit in units:
        for path, found in unit.anchors.items():
            anchors[path] = anchors[path] | found if path in anchors else found
    return anchors


def _veiled(units: Sequence[UnitEntities], gone: set[Target]) -> dict[str, frozenset[str]]:
    """Return, by content file, the anchors in it of what may not be shown: entries of a registry, and steps."""
    veiled: dict[str, set[str]] = defaultdict(set)
    for unit in units if gone else ():
        journey = next((draft.path for draft in unit.written if draft.kind == "journey"), "")
        stages = {draft.id: draft.path for draft in unit.written if draft.kind == "stage"}
        for draft in unit.written:
            if draft.prefix and (draft.kind, draft.id) in gone:
                veiled[draft.path].add(draft.id)
        for entity in unit.entities:
            if entity.kind == "step" and ("step", entity.id) in gone:
                veiled[journey].add(entity.url.partition("#")[2])
                stage, _, id = entity.id.rpartition("/")
                if stage in stages:  # else it is a moment that can happen at any time
                    veiled[stages[stage]].add(id)
    return {path: frozenset(anchors) for path, anchors in veiled.items()}


def _entries(units: Sequence[UnitEntities], hidden: set[Target]) -> dict[str, tuple[tuple[int, Target], ...]]:
    """Return, by content file, what it speaks of from which line on, where it speaks of several things or hides some.

    Entries of a registry stand here whether they may be shown or not, and whether they could be read or not.
    """
    entries: dict[str, tuple[tuple[int, Target], ...]] = {}
    for unit in units:
        for draft in unit.written:
            if draft.prefix and draft.kind != "chart" and draft.path not in entries:
                keys = draft.places.keys.items()
                found = [(line, (draft.kind, str(loc[0]))) for loc, (line, *_) in keys if len(loc) == 1]
                entries[draft.path] = tuple(sorted(found))
        for stage in {one.id.rpartition("/")[0] for one in unit.entities if ("step", one.id) in hidden}:
            written = next(one for one in unit.written if one.kind != "variant" and one.stage == stage)
            entries[written.path] = _of_stage(written, unit, hidden)
    return entries


def _of_stage(stage: Draft, unit: UnitEntities, hidden: set[Target]) -> tuple[tuple[int, Target], ...]:
    """Return from which line on a file with steps speaks of a hidden one, and from which of its own entity."""
    own = (stage.kind, stage.id)
    steps = [one for one in unit.entities if one.kind == "step" and one.id.rpartition("/")[0] == stage.stage]
    places = [(one.line, ("step", one.id)) for one in steps if one.line > 1]
    spoken = [(line, step if step in hidden else own) for line, step in places]
    body = [(stage.body_line, own)] if stage.body_path == stage.path else []
    return tuple(sorted([(1, own), *spoken, *body]))
