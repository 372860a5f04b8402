"""Make entities of drafts that belong together, as far as that needs no other file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jmsite.content.anchors import Moved, anchors_of, renamed_anchors
from jmsite.content.chart_blocks import chart_faults
from jmsite.content.check_own_fields import check_own_fields
from jmsite.content.check_participants import OutsideValue, check_participants, check_placement
from jmsite.content.check_phases import check_phases
from jmsite.content.check_variants import check_variants
from jmsite.content.default_visibility import with_visibility
from jmsite.content.lane_links import lane_links, unreadable_in_lanes
from jmsite.content.link_targets import LinkTarget, link_targets
from jmsite.content.make_steps import check_variant, moments_of_journey, steps_of_stage
from jmsite.content.merge_variants import merge_stage
from jmsite.content.places import with_places
from jmsite.content.scores import scale_of
from jmsite.model.addresses import address, field_target, prose_target, title_from
from jmsite.model.catalog import Entity, Use
from jmsite.model.diagnostics import Checked, Diagnostic
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.entities.site import Site
from jmsite.model.entity import STEPS, Draft
from jmsite.model.lane_texts import lane_texts as entity_texts
from jmsite.model.references import WrittenReference, references
from jmsite.model.sources import LaneText, Prose
from jmsite.model.value import Value, field, replace

RAW = "content/data/"
"""The fields whose files are only asked for figures: these are never copied into the site."""
Target = tuple[str, str]


class UnitEntities(Value):
    """The entities of one unit (a journey with its stages, one other entity, a registry), and their ties.

    ``uses`` are pairs of target and use. ``written`` are the drafts, for the references to be checked, without
    their words. ``assets`` are pictures and attachments by the entity that shows them. ``outside_values`` are faults
    that hold where their persona is there at all. ``linking`` are the texts of lanes with links in them. ``anchors``
    and ``moved``, by content file, are told in ``content/anchors.py``: kept here, so that after an edit those of one
    unit are looked for and not those of all, which took 20 ms of an edit in 1,000 pages.
    """

    entities: tuple[Entity[Any], ...]
    uses: tuple[tuple[Target, Use], ...]
    written: tuple[Draft, ...]
    assets: tuple[tuple[Target, str], ...] = ()
    outside_values: tuple[OutsideValue, ...] = ()
    linking: tuple[tuple[str, LaneText], ...] = ()
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    moved: Mapping[str, Moved] = field(default_factory=dict)


class UnitProse(Value):
    """The words of a unit: the prose of each entity, links to files of the site, lanes that are read as Markdown.

    It stands apart from ``UnitEntities``, so that an edit of words does not reach the steps that read no words.
    """

    proses: tuple[tuple[Target, Prose], ...] = ()
    link_targets: tuple[LinkTarget, ...] = ()
    lane_texts: tuple[tuple[str, LaneText], ...] = ()


def assemble_unit(
    drafts: tuple[Draft, ...], site: Site, lane_texts: Mapping[str, LaneText]
) -> Checked[tuple[UnitEntities, UnitProse]]:
    """Return one unit of drafts as entities: titles, steps with ids, personas and variants, checked own fields;
    and its words.

    Stages without their journey are checked and make no entities: there is no map to show them on.
    """
    drafts = with_visibility(drafts, site)
    faults: list[Diagnostic] = []
    entities: list[Entity[Any]] = []
    journey = next((draft for draft in drafts if draft.kind == "journey"), None)
    stages = {draft.id: draft for draft in drafts if draft.kind == "stage"}
    for draft in drafts:
        made = _of_draft(draft, drafts, journey, stages, site)
        if lane_texts:  # where none of a unit may be formatted, none is misread
            faults += unreadable_in_lanes(draft, site)
        entities += made.value
        faults += made.diagnostics
    faults += check_phases(drafts)
    moments = moments_of_journey(journey, stages, site)
    entities = [] if stages and journey is None else [*entities, *moments.value]
    faults += moments.diagnostics
    named = [(entity, _own_references(entity)) for entity in entities]
    uses = tuple(use for entity, found in named for use in _uses(entity, found))
    # reversed: of two drafts with one id, which is a fault of its own, the first one stands
    proses = {(draft.kind, draft.id): draft.prose for draft in reversed(drafts) if draft.prose}
    assets = tuple(asset for entity, found in named for asset in _assets(entity, found, proses, lane_texts))
    told = _prose_of(drafts, proses, site, lane_texts)
    # without their words, so that an edit of prose does not have every reference checked again
    written = tuple(replace(draft, prose=Prose(anchors=draft.prose.anchors)) for draft in drafts)
    strangers = tuple(check_participants(drafts, entities))
    linking = tuple(one for one in lane_texts.items() if one[1].prose.links)
    return Checked(
        value=(
            UnitEntities(
                entities=tuple(entities),
                uses=uses,
                written=written,
                assets=assets,
                outside_values=strangers,
                linking=linking,
                anchors=anchors_of(written, entities),
                moved=renamed_anchors(entities),
            ),
            told,
        ),
        diagnostics=tuple(faults),
    )


def _of_draft(
    draft: Draft,
    drafts: tuple[Draft, ...],
    journey: Draft | None,
    stages: Mapping[str, Draft],
    site: Site,
) -> Checked[list[Entity[Any]]]:
    """Return the entities that a draft makes, a stage with its steps, and what is wrong with it."""
    faults = [*check_own_fields(draft, site)]
    if draft.kind != "stage":
        if draft.kind == "variant":
            faults += check_variant(draft, stages, scale_of(journey, site), site)
        elif isinstance(draft.fields, ChartBlock):
            faults += with_places(tuple(chart_faults(draft.id, draft.fields)), [draft])
        return Checked(value=[_entity(draft)], diagnostics=tuple(faults))
    variants = [other for other in drafts if other.kind == "variant" and other.stage == draft.id]
    steps = steps_of_stage(draft, journey, variants, site)
    faults += [*steps.diagnostics, *check_variants(draft, variants)]
    for part in (draft, *variants):
        faults += check_placement(part, bool(draft.fields.steps))  # type: ignore[attr-defined]
    return Checked(value=[_whole(draft, variants), *steps.value], diagnostics=tuple(faults))


def _prose_of(
    drafts: tuple[Draft, ...],
    proses: Mapping[Target, Prose],
    site: Site,
    lane_texts: Mapping[str, LaneText],
) -> UnitProse:
    """Return what a unit says in words, with the links in its prose, its fields and its lanes."""
    fields = tuple(link for draft in drafts for link in link_targets(draft, site))
    lanes = tuple(link for draft in drafts for link in lane_links(draft, site, lane_texts))
    return UnitProse(
        proses=tuple(proses.items()), link_targets=(*fields, *lanes), lane_texts=tuple(lane_texts.items())
    )


def _assets(
    entity: Entity[Any],
    found: tuple[WrittenReference, ...],
    proses: Mapping[Target, Prose],
    lane_texts: Mapping[str, LaneText],
) -> Iterator[tuple[Target, str]]:
    """Yield the pictures and attachments an entity shows: in its fields, in its own fields, in its prose."""
    shown = [f"content/{one.id}" for one in found if one.kind == "asset"]
    shown += [target_link[0] for one in found if one.kind == "link" and (target_link := field_target(one.id))]
    for value in (getattr(entity.fields, "fields", None) or {}).values():
        picture = value.get("src") if isinstance(value, dict) else value
        shown += [f"content/{picture}"] if isinstance(picture, str) else []
    prose = proses.get((entity.kind, entity.id), Prose())
    # what stands in steps is shown by these, which are entities of their own
    said = (
        [
            lane_texts[text]
            for loc, text in entity_texts(entity.fields)
            if text in lane_texts and loc[0] not in STEPS
        ]
        if lane_texts
        else []
    )
    links = (*prose.links, *(link for text in said for link in text.prose.links))
    targets = (prose_target(entity.prose_path, link.href) for link in links)
    shown += [target[0] for target in targets if target]
    for path in shown:
        if path.startswith("content/") and not path.startswith(RAW):
            yield (entity.kind, entity.id), path


def _entity(draft: Draft) -> Entity[Any]:
    fields: Any = draft.fields
    title = getattr(fields, "title", None) or getattr(fields, "name", None) or _first_heading(draft)
    return Entity(
        kind=draft.kind,
        id=draft.id,
        url=address(draft.kind, draft.id),
        path=draft.path,
        title=title or title_from(draft.id),
        fields=fields,
        line=draft.line,
        order=draft.order if draft.order is not None else 0.0,
        body=draft.body_path if draft.body_path != draft.path else "",
        anchors=draft.prose.anchors,
    )


def _whole(stage: Draft, variants: Sequence[Draft]) -> Entity[Any]:
    """Return a stage as an entity; beside its steps with the lanes that each persona has there."""
    entity = _entity(stage)
    if not entity.fields.steps:
        return entity
    own = [(variant.id.rpartition("/")[2], variant.fields) for variant in variants]
    return replace(entity, fields=merge_stage(entity.fields, own))  # type: ignore[arg-type]


def _first_heading(draft: Draft) -> str:
    headings = draft.prose.headings
    return headings[0].text if draft.kind == "page" and headings and headings[0].level == 1 else ""


def _uses(entity: Entity[Any], found: tuple[WrittenReference, ...]) -> Iterator[tuple[Target, Use]]:
    for referred in found:
        if referred.kind not in ("next", "asset", "data", "link"):
            field = str(referred.loc[0])
            yield (referred.kind, referred.id), Use(kind=entity.kind, id=entity.id, field=field)


def _own_references(entity: Entity[Any]) -> tuple[WrittenReference, ...]:
    """Return what an entity refers to; the steps in it speak for themselves."""
    return references(entity.fields, STEPS if entity.kind in ("stage", "variant", "journey") else ())
