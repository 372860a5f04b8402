"""Hide what this build may not show, and everything that is a part of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.content.anchors import renamed_anchors
from jmsite.content.assemble import Target, UnitEntities, assemble_unit
from jmsite.content.ties import READABLE, UnitTies
from jmsite.model.catalog import Entity
from jmsite.model.entities.site import Site
from jmsite.model.sources import Options
from jmsite.model.value import replace


def apply_visibility(
    units: Sequence[UnitEntities], ties: Sequence[UnitTies], site: Site, options: Options
) -> tuple[list[UnitEntities], set[Target]]:
    """Return the units with what this build shows, and what it hides.

    With a persona goes what is written for that persona alone: variants, which leave no trace in the steps that
    they vary, and steps that nobody else takes.
    """
    # over all units first, since a persona is written in another one than the variants that go with it
    away = [
        {_key(entity) for entity in unit.entities if _hides(entity, options)}
        if any(_is_hidden(draft, visibility, options) for draft, visibility in tie.visibilities)
        else set()
        for unit, tie in zip(units, ties, strict=True)
    ]
    personas = {id for keys in away for kind, id in keys if kind == "persona"}
    shown: list[UnitEntities] = []
    hidden: set[Target] = set()
    for unit, keys in zip(units, away, strict=True):
        gone = {*keys, *_of(unit, personas)} if personas else keys
        if gone:
            left, gone = _parted(unit, gone, personas, site)
            shown.append(left)
            hidden |= gone
        else:
            shown.append(unit)
    return shown, hidden


def _key(entity: Entity[Any]) -> Target:
    return entity.kind, entity.id


def _hides(entity: Entity[Any], options: Options) -> bool:
    return entity.kind in READABLE and _is_hidden(entity.fields.draft, entity.fields.visibility, options)


def _is_hidden(draft: bool, visibility: str, options: Options) -> bool:
    # before audiences are asked: a draft is for nobody, however public its visibility
    if draft and not options.drafts:
        return True
    return options.audience != "internal" and visibility not in ("public", options.audience)


def _of(unit: UnitEntities, personas: set[str]) -> Iterator[Target]:
    """Yield the variants of some personas, and the steps that say they are theirs alone."""
    everybody = next((one.fields.personas for one in unit.entities if one.kind == "journey"), ())
    for entity in unit.entities:
        if entity.kind == "variant" and entity.id.rpartition("/")[2] in personas:
            yield _key(entity)
        elif entity.kind == "step":
            own = entity.fields.personas
            # a journey with one persona only does not make its steps theirs alone: they would vanish with it
            if own and own != everybody and personas.issuperset(own):
                yield _key(entity)


def _parted(
    unit: UnitEntities, away: set[Target], personas: set[str], site: Site
) -> tuple[UnitEntities, set[Target]]:
    """Return a unit without what is away and its parts, the steps as they are without hidden variants; and what
    is gone.
    """
    gone = {_key(entity) for entity in unit.entities if _within(entity, away)}
    if any(kind == "variant" for kind, _ in gone):
        written = tuple(draft for draft in unit.written if (draft.kind, draft.id) not in gone)
        # assembled again, since a variant is merged into its steps, from where it cannot be taken out
        bare, _ = assemble_unit(written, site, dict(unit.linking)).value
        # steps that only the variant had are gone as well, and so are those left to hidden personas now
        gone |= _keys(unit) - _keys(bare) | set(_of(bare, personas))
        others = (asset for asset in unit.assets if asset[0][0] != "step")
        steps = (asset for asset in bare.assets if asset[0][0] == "step")
        unit = replace(unit, entities=bare.entities, uses=bare.uses, assets=(*others, *steps))
    entities = tuple(one for one in unit.entities if _key(one) not in gone)
    return replace(unit, entities=entities, moved=renamed_anchors(entities)), gone


def _keys(unit: UnitEntities) -> set[Target]:
    return {_key(entity) for entity in unit.entities}


def _within(entity: Entity[Any], away: set[Target]) -> bool:
    """Return whether an entity, or what it is a part of, is away. Parts share the beginning of their id."""
    if _key(entity) in away:
        return True
    if entity.kind not in ("stage", "step", "variant"):
        return False
    journey, stage, *_ = entity.id.split("/")
    return ("journey", journey) in away or ("stage", f"{journey}/{stage}") in away
