"""Say what is wrong with data, to be shown where it is asked for."""

from __future__ import annotations

from jmsite.model.findings import Finding
from jmsite.model.kinds import KINDS


def asked_for(kind: str, id: str, rule: str, message: str, hint: str = "") -> Finding:
    """Return a finding of data that an entity asks for, at the name of the field in which it does so."""
    return Finding(rule, (kind, id), (KINDS[kind].asks,), message, hint, named=True)
