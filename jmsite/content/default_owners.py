"""Say who owns what does not say it itself: whom ``CODEOWNERS`` names for its file, where a site wants that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jmsite.content.assemble import UnitEntities
from jmsite.model.codeowners import CodeOwners
from jmsite.model.fields import Common
from jmsite.model.kinds import KINDS
from jmsite.model.value import replace

# what is written in a registry shares its file with others, and names its department itself
OWNED = tuple(kind.name for kind in KINDS.values() if kind.kept and kind.name not in ("touchpoint", "system"))
"""The kinds of which somebody is missed who keeps each of them true."""


def with_owners(units: Sequence[UnitEntities], owners: CodeOwners) -> tuple[UnitEntities, ...]:
    """Return units whose entities have an owner where ``CODEOWNERS`` names one: the department of that name, else the
    name as it stands there.
    """
    titles = _departments(units)
    return tuple([_owned(unit, owners, titles) for unit in units])


def _departments(units: Sequence[UnitEntities]) -> Mapping[str, str]:
    """Return the titles of departments by their names in ``CODEOWNERS``, in small letters as hosts compare them."""
    found = (entity for unit in units for entity in unit.entities if entity.kind == "department")
    return {name.casefold(): entity.title for entity in found for name in entity.fields.code_owner}


def _owned(unit: UnitEntities, owners: CodeOwners, titles: Mapping[str, str]) -> UnitEntities:
    if not any(one.kind in OWNED and not one.fields.owner for one in unit.entities):
        return unit
    # drafts as well, of which a unit is assembled again where some of it may not be shown
    return replace(
        unit,
        entities=tuple([_with_owner(one, owners, titles) for one in unit.entities]),
        written=tuple([_with_owner(one, owners, titles) for one in unit.written]),
    )


def _with_owner(one: Any, owners: CodeOwners, titles: Mapping[str, str]) -> Any:
    fields = one.fields
    if one.kind not in OWNED or not isinstance(fields, Common) or fields.owner:
        return one
    names = [titles.get(name.casefold(), name) for name in owners.owners_of(one.path)]
    if not names:
        return one
    copied = fields.model_copy(update={"owner": ", ".join(dict.fromkeys(names))})
    copied.model_fields_set.discard("owner")  # it is not written there
    return replace(one, fields=copied)
