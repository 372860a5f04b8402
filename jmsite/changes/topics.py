"""The topic of a change, by the kind of the entity and the field."""

from __future__ import annotations

from collections.abc import Mapping

from jmsite.model.change import StatedValue, Topic

OF_FIELDS: Mapping[str, Topic] = {
    "prose": "text",
    "pains": "pain", "gains": "pain", "fail_point": "pain",
    "owner": "ownership", "departments": "ownership", "lead": "ownership", "contact": "ownership",
    "perceived_owner": "ownership", "reviewed": "ownership", "review_every": "ownership",
    "watch": "ownership", "code_owner": "ownership",
    "research": "evidence", "insights": "evidence", "insight": "evidence", "validated": "evidence",
    "metrics": "metric", "objectives": "metric",
    "opportunities": "opportunity",
}  # fmt: skip
"""The topics of fields, of whatever kind the entity is."""
NAMES = ("title", "id")
"""The fields that name an entity."""
OF_KINDS: Mapping[str, Topic] = {
    "metric": "metric", "opportunity": "opportunity", "solution": "solution", "insight": "evidence",
    "research": "evidence",
}  # fmt: skip
"""The topics of kinds, whatever of them has changed, if the field says nothing else; structure for all others."""


def topic_of(kind: str, field: str, told: StatedValue | None) -> Topic:
    """Return what a change of a field is about; without a field, of the entity as a whole."""
    if not field or field in NAMES:
        return "structure" if field else OF_KINDS.get(kind, "structure")
    base = field.partition(".")[0]
    # before the tables: these two fields are about evidence, whatever the others of their name are about
    if field == "emotion.research" or (kind == "persona" and base == "status"):
        return "evidence"
    if base in OF_FIELDS:
        return OF_FIELDS[base]
    if kind in OF_KINDS:
        return OF_KINDS[kind]
    return "text" if told is not None and told.form == "words" else "detail"
