"""The tables of reviews in the catalog: what has changed since each, and which steps are due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.reviews import DueStep, ReviewState
from jmsite.model.sources import Inputs
from jmsite.reviews.due import Repositories, due_in
from jmsite.reviews.fingerprint import Print
from jmsite.reviews.states import REVIEWED, prints_of, state_of

Entities = tuple[Entity[Any], ...]


def review_tables(
    catalog: Catalog, units: Sequence[Entities], inputs: Inputs, memo: Memo
) -> dict[str, Mapping[Any, Any]]:
    """Return the tables ``reviews`` and ``due``; ``units`` are the entities that are written together, whether this
    build may show them or not.
    """
    some = {key: unit for unit in units for key in [_fingerprinted(unit)] if key}
    prints: dict[tuple[str, str], Print] = dict(
        zip(some, memo.each(prints_of, [(key, (unit,)) for key, unit in some.items()]), strict=True)
    )
    everything = inputs.options.audience == "internal"
    keys = [(kind, one.id) for kind in REVIEWED for one in catalog.all(kind) if one.fields.reviewed]
    calls = [(key, (key, prints.get(key, {}), everything)) for key in keys]
    states: list[ReviewState | None] = memo.traced(state_of, catalog, calls)
    reviewed = [id for kind, id in keys if kind == "journey"] if everything else []
    due: list[tuple[DueStep, ...]] = memo.traced(
        _due, catalog, [(id, (id, inputs.repositories)) for id in reviewed]
    )
    return {
        "reviews": memo.same("reviews", dict(zip(keys, states, strict=True))),
        "due": memo.same("due", {id: steps for id, steps in zip(reviewed, due, strict=True) if steps}),
    }


def _fingerprinted(unit: Entities) -> tuple[str, str] | None:
    """Return the journey or persona of a unit of whose reviews it is known what they were of."""
    for one in unit:
        if one.kind in REVIEWED and any(review.of for review in one.fields.reviewed):
            return one.kind, one.id
    return None


def _due(catalog: Catalog, id: str, repositories: Repositories) -> tuple[DueStep, ...]:
    return due_in(catalog, id, repositories)
