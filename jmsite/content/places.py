"""Find where an entity and its fields are written: the index that gives findings their places.

It stands beside the entities and is made of the drafts, so that a line that moves changes no entity and no page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from jmsite.content.add_fields import addition
from jmsite.content.check_participants import step_of
from jmsite.model.diagnostics import Diagnostic, Fix, Place, Related
from jmsite.model.entity import WITH_STEPS, Draft
from jmsite.model.findings import SITE, Finding, MissingField, Target
from jmsite.model.sources import Loc
from jmsite.model.value import Value

SETTINGS = "content/site.yaml"


class WrittenPart(Value):
    """A draft in which something of an entity is written, and where in its fields that begins."""

    draft: Draft
    loc: Loc = ()


Index = Mapping[Target, Sequence[WrittenPart]]
"""For each entity asked for the drafts it is written in, its own first; then what is written for single personas."""


def with_places(findings: Collection[Finding], drafts: Iterable[Draft]) -> tuple[Diagnostic, ...]:
    """Return findings as faults at the places where their entities and fields are written.

    A field that is not written is shown where its entity begins, an entity that is not, in the settings of the site.
    """
    if not findings:
        return ()
    index = _index(findings, drafts)
    return tuple([_with_place(finding, index) for finding in findings])


def _with_place(finding: Finding, index: Index) -> Diagnostic:
    place = place_of(index.get(finding.entity, ()), finding.field, finding.named)
    related = [
        Related(place=place_of(index.get(one.entity, ()), one.field), message=one.message)
        for one in finding.related
    ]
    fix = _addition(index.get(finding.entity, ()), finding.added) if finding.added else None
    return finding.at(place, tuple(related), fix)


def _addition(parts: Sequence[WrittenPart], added: Sequence[MissingField]) -> Fix | None:
    """Return how to write fields that are missing, in the part in which what holds them is written."""
    found = next(filter(None, (_holding(part, added[0].field[:1]) for part in parts)), None)
    if found is None:
        return None
    part = found[0]
    top = (*part.draft.prefix, *part.loc)
    places = part.draft.places_of((*part.loc, *added[0].field))
    return addition(places, {(*top, *one.field): one.word for one in added})


def place_of(parts: Sequence[WrittenPart], field: Loc, named: bool = False) -> Place:
    """Return where a field is written in one of the parts; where none has it, where it would stand in the first."""
    if not parts:
        return Place(path=SETTINGS)
    part, loc = next(filter(None, (_holding(part, field) for part in parts)), (parts[0], field))
    whole = (*part.loc, *loc)
    return part.draft.key(whole) if named else part.draft.place(whole)


def _holding(part: WrittenPart, field: Loc) -> tuple[WrittenPart, Loc] | None:
    """Return a part with the way to a field in it, where that is written there."""
    return next(((part, loc) for loc in _ways(part.draft, field) if _is_written(part, loc)), None)


def _ways(draft: Draft, field: Loc) -> Iterator[Loc]:
    """Yield the ways to a field; a variant need not name the persona in its file's name."""
    yield field
    persona = draft.id.rpartition("/")[2]
    if draft.kind == "variant" and persona in field:
        yield tuple(part for part in field if part != persona)


def _is_written(part: WrittenPart, loc: Loc) -> bool:
    # a feeling that names nobody has no key in the file
    whole = tuple(one for one in (*part.draft.prefix, *part.loc, *loc) if one != "")
    return any(
        whole in spans
        for places in (part.draft.places, part.draft.beside)
        if places is not None
        for spans in (places.values, places.keys)
    )


def _index(findings: Iterable[Finding], drafts: Iterable[Draft]) -> Index:
    """Return where the entities of findings are written: of two of one id the first."""
    wanted = {
        target for one in findings for target in (one.entity, *(beside.entity for beside in one.related))
    }
    stages = {id.rpartition("/")[0] for kind, id in wanted if kind == "step"}
    found: dict[Target, list[WrittenPart]] = {}
    steps: dict[Target, list[WrittenPart]] = defaultdict(list)
    for draft in drafts:
        target = SITE if draft.kind == "site" else (draft.kind, draft.id)
        if target in wanted:
            found.setdefault(target, [WrittenPart(draft=draft)])
        if draft.kind in WITH_STEPS and draft.stage in stages:
            _add(steps, draft)
    # by kind, as "stage" comes before "variant" in the alphabet, too
    ordered = {step: sorted(parts, key=lambda part: part.draft.kind) for step, parts in steps.items()}
    return {**found, **ordered}


def _add(steps: dict[Target, list[WrittenPart]], draft: Draft) -> None:
    """Add what a draft writes of each of its steps; of steps that are called the same, only the first counts."""
    locs = [loc for loc, _ in draft.steps()]
    alone: list[Loc] = [()] if draft.kind == "stage" else []
    for loc in locs or alone:
        step = ("step", step_of(draft, loc or ("",)))
        if all(part.draft is not draft for part in steps[step]):
            steps[step].append(WrittenPart(draft=draft, loc=loc))
    if draft.kind == "variant":
        steps["step", step_of(draft, ("",))].append(WrittenPart(draft=draft))
