"""The table of rules of practice, and how it is gone through: a journey with its stages and steps at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.checks.narrowing import options_at
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.site import RuleSetting, Site
from jmsite.model.findings import Finding
from jmsite.model.kinds import KINDS
from jmsite.model.rules import RULES
from jmsite.model.rules.rule import Narrowed
from jmsite.practice import objectives, simplicity, upkeep
from jmsite.practice.noticed import InUse, Practice

KEPT = tuple(kind.name for kind in KINDS.values() if kind.kept)
PARTS = ("journey", "stage", "step")
"""The kinds that are looked at together, journey by journey."""


PRACTICES: tuple[Practice, ...] = (
    Practice(rule="objectives/none", kinds=("journey",), look=objectives.without_objective),
    Practice(rule="objectives/without-number", kinds=("journey",), look=objectives.without_number),
    Practice(rule="objectives/without-date", kinds=("journey",), look=objectives.without_date),
    Practice(rule="objectives/without-metric", kinds=("journey",), look=objectives.without_metric),
    Practice(rule="objectives/overdue", kinds=("journey",), look=objectives.overdue),
    Practice(rule="upkeep/review-due", kinds=("journey", "persona"), look=upkeep.review_due),
    Practice(rule="upkeep/without-owner", kinds=KEPT, look=upkeep.without_owner),
    Practice(rule="upkeep/unknown-owner", kinds=KEPT, look=upkeep.unknown_owner),
    Practice(rule="upkeep/drafts-inside", kinds=("journey",), look=upkeep.drafts_inside),
    Practice(rule="simplicity/too-many-steps", kinds=("journey",), look=simplicity.too_many_steps),
    Practice(rule="simplicity/too-many-stages", kinds=("journey",), look=simplicity.too_many_stages),
    Practice(rule="simplicity/long-cell", kinds=("step",), look=simplicity.long_cell),
    Practice(rule="simplicity/too-many-lanes", kinds=("journey",), look=simplicity.too_many_lanes),
    Practice(rule="simplicity/one-step", kinds=("stage",), look=simplicity.one_step),
)  # fmt: skip
"""Every rule of practice: what it looks at, and the function that does. Its words stand in the table of rules."""


def is_asked(rule: str, site: Site) -> bool:
    """Return whether a site asks for a rule of practice: by ``practice:``, or by a severity for it somewhere."""
    own, family = site.rules.get(rule), site.rules.get(rule.partition("/")[0])
    said = [severity for setting in (own, family) if setting for severity in _severities(setting)]
    if any(severity != "off" for severity in said):
        return True
    of_all = next((setting.severity for setting in (own, family) if setting and setting.severity), None)
    return of_all != "off" and site.practice != "off"


def _severities(setting: RuleSetting) -> Iterator[str]:
    parts: tuple[RuleSetting | Narrowed, ...] = (setting, *setting.paths.values(), *setting.journeys.values())
    yield from (part.severity for part in parts if part.severity)


def asked(site: Site) -> tuple[InUse, ...]:
    """Return the rules of practice that a site asks for."""
    return tuple([_asked(practice, site) for practice in PRACTICES if is_asked(practice.rule, site)])


def _asked(practice: Practice, site: Site) -> InUse:
    setting = site.rules.get(practice.rule)
    everywhere = setting is None or not (setting.paths or setting.journeys)
    kind = RULES[practice.rule].options
    return InUse(
        practice=practice, options=options_at(practice.rule, site.rules, kind, "") if everywhere else None
    )


Subject = tuple[tuple[str, str], tuple[tuple[InUse, ...], Entity[Any]]]
"""The kind and id of an entity, and with what ``look_at`` is called for it beside the catalog."""


def subjects(catalog: Catalog, rules: Sequence[InUse]) -> list[Subject]:
    """Return what is to be looked at, and the rules by which: each entity, or each journey with all that is in it."""
    by_kind: dict[str, list[InUse]] = {}
    for rule in rules:
        for kind in dict.fromkeys("journey" if kind in PARTS else kind for kind in rule.practice.kinds):
            by_kind.setdefault(kind, []).append(rule)
    return [
        ((kind, entity.id), (tuple(some), entity))
        for kind, some in by_kind.items()
        for entity in catalog.all(kind)
    ]


def look_at(catalog: Catalog, rules: tuple[InUse, ...], entity: Entity[Any]) -> tuple[Finding, ...]:
    """Return what rules find in an entity; in a journey, also in its stages and steps."""
    return tuple([finding for part in _parts(catalog, entity) for finding in _of_part(catalog, rules, part)])


def _parts(catalog: Catalog, entity: Entity[Any]) -> Iterator[Entity[Any]]:
    yield entity
    if entity.kind == "journey":
        yield from catalog.stages_of(entity.id)
        yield from catalog.moments(entity.id)


def _of_part(catalog: Catalog, rules: tuple[InUse, ...], part: Entity[Any]) -> Iterator[Finding]:
    for rule in rules:
        if part.kind in rule.practice.kinds:
            id = rule.practice.rule
            options = rule.options or options_at(id, catalog.site.rules, RULES[id].options, part.path)
            for noticed in rule.practice.look(catalog, part, options):
                yield noticed.found(id, (part.kind, part.id))
