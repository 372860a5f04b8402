"""Link what was written: follow every reference, and keep what this build may show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jmsite.content.assemble import RAW, Target, UnitEntities
from jmsite.content.classify import misnamed
from jmsite.content.folders import folders
from jmsite.content.listings import listings
from jmsite.content.partly_hidden import partly_hidden
from jmsite.content.resolve import (
    Known,
    Lexicons,
    excused,
    known_ids,
    resolve_next,
    strangers,
    taken_twice,
    unknown_references,
)
from jmsite.content.tables import journey_steps, ordered, parts_of
from jmsite.content.visibility import apply_visibility
from jmsite.content.words_for_ids import (
    WordsForIds,
    findings,
    not_linked,
    with_ids,
    words_for_ids,
)
from jmsite.model.addresses import address
from jmsite.model.attachments import ATTACHED, is_attachable
from jmsite.model.catalog import Catalog, Entity, Use
from jmsite.model.data_files import SNAPSHOTS, files_meant
from jmsite.model.diagnostics import Checked, Diagnostic, Place, Related
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.site import EmotionScale, Site
from jmsite.model.entity import Draft
from jmsite.model.kinds import ENTITIES
from jmsite.model.references import without
from jmsite.model.rules import fault
from jmsite.model.sources import Blob, Options
from jmsite.model.value import replace

_ATTACHABLE = f"types that are published: {', '.join(ATTACHED)}"


def link(
    units: Sequence[UnitEntities], site: Entity[Site], blobs: Mapping[str, Blob], options: Options
) -> Checked[Catalog]:
    """Return all units as one catalog: references checked, what may not be shown left out, backlinks kept."""
    known, excuses = known_ids(units), excused(units)
    lexicons = Lexicons(known)
    words = words_for_ids(units, known, lexicons)
    faults = [
        one for unit in units for one in unknown_references(unit, known, blobs, excuses, lexicons, words)
    ]
    # from here on ids stand for titles; what is told of words must still see them as they were written
    units, written = [with_ids(unit, words) for unit in units], units
    faults += [one for unit in units for one in strangers(unit, known)]
    faults += taken_twice(units)
    published = {path for path, blob in blobs.items() if _is_safe(blob)}
    faults += _lying(units, site.fields, blobs, published)
    # after the faults of references, which are the same whoever may read: a hidden target is no unknown one
    shown, hidden = apply_visibility(units, site.fields, options)
    faults += [one for unit in written for one in findings(unit, words, hidden, excuses, lexicons)]
    faults += partly_hidden(units, shown, hidden, options)
    # a reference to nothing has been told above; whoever shows the catalog all the same must not stumble over it
    gone = hidden | {one for unit in units for one, _ in unit.uses if not _is_there(one, known, words)}
    tables = _entities(shown, gone)
    tables["site"]["site"] = site
    uses, assets = _left(shown, gone | words.kept)
    tables = {**ordered(tables), **parts_of(tables)}
    # after hiding: a way on to a hidden step is left out, and one to nothing is told
    faults += resolve_next(tables, units, known)
    tables |= {**listings(tables), "journey_steps": journey_steps(tables)}
    tables["scales"] = _scales(tables["journey"], site.fields)
    tables["uses"] = uses
    tables["not_linked"] = not_linked(shown, words)
    tables["files"], tables["anchors"] = _files(
        units, {(entity.kind, entity.id) for unit in shown for entity in unit.entities}
    )
    # for who must leave out without a word: readings of hidden places, links to their anchors
    tables["hidden"], tables["veiled"] = _titled(units, hidden), _veiled(units, gone)
    tables["entries"], tables["moved"] = (
        _entries(units, hidden),
        {path: names for unit in shown for path, names in unit.moved.items()},
    )
    # in order, since a set has another one in each process
    tables["assets"] = dict.fromkeys(sorted(assets & published))
    tables["files"].update((path, path.removeprefix("content/")) for path in blobs if path in published)
    tables["files"].update(folders(tables))
    return Checked(value=Catalog(tables=tables), diagnostics=tuple(faults))


def _entities(shown: Sequence[UnitEntities], gone: set[Target]) -> dict[str, dict[Any, Any]]:
    """Return a table for each kind, of entities without what refers to something gone."""
    tables: dict[str, dict[Any, Any]] = {kind: {} for kind in ENTITIES}
    for unit in shown:
        # most units refer to nothing that is gone: their entities stay the same objects, which the memo sees at once
        affected = bool(gone) and any(target in gone for target, _ in unit.uses)
        for entity in unit.entities:
            kept = _without(entity, gone) if affected else entity
            # of two with one id the first stays; the second is a fault that names both places
            tables[kept.kind].setdefault(kept.id, kept)
    return tables


def _left(
    shown: Sequence[UnitEntities], unlisted: set[Target]
) -> tuple[dict[Target, tuple[Use, ...]], set[str]]:
    """Return who uses what, but not what is unlisted, and the paths of files that are shown.

    What a hidden entity shows or names leaves no trace: no file of it is copied, no backlink leads to it.
    """
    uses: dict[Target, list[Use]] = defaultdict(list)
    assets: set[str] = set()
    for unit in shown:
        visible = {(entity.kind, entity.id) for entity in unit.entities}
        assets |= {path for entity, path in unit.assets if entity in visible}
        for target, use in unit.uses:
            if target not in unlisted and (use.kind, use.id) in visible:
                uses[target].append(use)
    return {target: tuple(found) for target, found in uses.items()}, assets


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


def _is_safe(blob: Blob) -> bool:
    """Return whether a file may be published as it is."""
    return not blob.path.startswith(RAW) and is_attachable(blob.path) and blob.harm is None


def _lying(
    units: Sequence[UnitEntities], site: Site, blobs: Mapping[str, Blob], published: set[str]
) -> Iterator[Diagnostic]:
    """Yield what is to be said of files that are no pages: those that must not be shown, and those that nothing
    uses.
    """
    shown: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        files = {(entity.kind, entity.id): entity.prose_path or entity.path for entity in unit.entities}
        for target, path in unit.assets:
            shown[path].append(files[target])
    references = (one for unit in units for draft in unit.written for one in draft.references)
    asked = {f"content/{one.id}" for one in references if one.kind in ("asset", "data")}
    for source in site.sources.values():
        own = source.file or (source.url or "").removeprefix("duckdb://").lstrip("/")
        asked |= {f"content/{own}"} if own else set()
        asked |= set(files_meant(source.files, blobs)) if source.files else set()
    for path, blob in blobs.items():
        if path in shown and path not in published:
            yield _harmful(blob, shown[path])
        elif path not in shown and path not in asked and not path.startswith(SNAPSHOTS):
            yield misnamed(path) or _unused(path, path.startswith(RAW) or path in published)


def _unused(path: str, kept: bool) -> Diagnostic:
    hint = "link to it, show it, or delete it" if kept else f"delete it; {_ATTACHABLE}"
    return fault("file/unused", "this file is not used, so it is not published", Place(path=path), hint)


def _harmful(blob: Blob, files: Sequence[str]) -> Diagnostic:
    """Return the fault of a file that must not be published, with the files that show it."""
    related = tuple(Related(place=Place(path=path), message="it is used here") for path in sorted(set(files)))
    if not is_attachable(blob.path) or blob.harm is None:
        message = f"'{blob.path.rpartition('/')[2]}' is of a type that is not published"
        return fault("file/not-attachable", message, Place(path=blob.path), _ATTACHABLE, related)
    place = Place(path=blob.path, line=blob.harm.line, column=blob.harm.column)
    hint = "save it again as a plain SVG, or as PNG"
    return fault("file/active-picture", f"this SVG {blob.harm.what}", place, hint, related)


def _without(entity: Entity[Any], gone: set[Target]) -> Entity[Any]:
    fields = without(entity.fields, lambda kind, id: (kind, id) in gone)
    if fields is entity.fields:
        return entity
    return replace(entity, fields=fields)


def _files(
    units: Sequence[UnitEntities], visible: set[Target]
) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Return the URL of each content file that is shown, and the anchors of every one."""
    urls: dict[str, str] = {}
    anchors: dict[str, frozenset[str]] = {}
    for unit in units:
        for draft in unit.written:
            if draft.kind != "chart" and (draft.kind, draft.id) in visible:
                # an entry of a registry has no page of its own in that file: its address is that of the list
                url = address(draft.kind, "" if draft.prefix else draft.id)
                urls |= {path: url for path in (draft.path, draft.body_path) if path}
        for path, found in unit.anchors.items():
            anchors[path] = anchors[path] | found if path in anchors else found
    return urls, anchors


def _veiled(units: Sequence[UnitEntities], gone: set[Target]) -> dict[str, frozenset[str]]:
    """Return, by content file, the anchors in it of what may not be shown: entries of a registry, steps on a map."""
    veiled: dict[str, set[str]] = defaultdict(set)
    for unit in units if gone else ():
        journey = next((draft.path for draft in unit.written if draft.kind == "journey"), "")
        for draft in unit.written:
            if draft.prefix and (draft.kind, draft.id) in gone:
                veiled[draft.path].add(draft.id)
        for entity in unit.entities:
            if entity.kind == "step" and ("step", entity.id) in gone:
                veiled[journey].add(entity.url.partition("#")[2])
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
