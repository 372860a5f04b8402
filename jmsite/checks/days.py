"""Check that days do not contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Research
from jmsite.model.findings import Finding


def ended_before_it_began(_: Catalog, study: Entity[Research]) -> Iterator[Finding]:
    """Return a finding for a study that ends before it begins."""
    begun, ended = study.fields.from_, study.fields.to
    if begun and ended and ended < begun:
        message = f"'to' ({ended}) is before 'from' ({begun})"
        yield Finding(
            rule="field/out-of-range", entity=("research", study.id), field=("to",), message=message
        )
