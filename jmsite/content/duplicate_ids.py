"""Find ids that two entities of a kind have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jmsite.content.assemble import UnitEntities
from jmsite.model.diagnostics import Diagnostic, Related
from jmsite.model.entity import Draft
from jmsite.model.rules import fault


def duplicate_ids(units: Sequence[UnitEntities]) -> Iterator[Diagnostic]:
    """Yield a fault for each id that another entity of the kind has already, as a file system that folds case
    sees it.
    """
    first: dict[tuple[str, str], Draft] = {}
    for unit in units:
        for draft in unit.written:
            # macOS and Windows keep one file where Linux keeps two: a site must not depend on who builds it
            taken = first.setdefault((draft.kind, draft.id.casefold()), draft)
            if taken is not draft:
                same = taken.id == draft.id
                rule = "id/duplicate" if same else "id/case-collision"
                message = f"there is another {draft.kind} '{taken.id}'" + (
                    "" if same else ", which differs only in case"
                )
                related = (Related(place=taken.key(()), message="the first one"),)
                yield fault(rule, message, draft.key(()), "rename one of them", related)
