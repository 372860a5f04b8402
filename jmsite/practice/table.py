"""The table of rules of practice, and how it is gone through: a journey with its stages and steps at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from jmsite.checks.rule_settings import options_at
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.site import RuleSetting, Site
from jmsite.model.findings import Finding
from jmsite.model.kinds import KINDS
from jmsite.model.rules import RULES
from jmsite.model.rules.rule import Narrowed
from jmsite.practice import (
    completeness,
    contradiction,
    empathy,
    evidence,
    inclusion,
    objectives,
    privacy,
    reviews,
    simplicity,
    upkeep,
)
from jmsite.practice.rule_types import InUse, Practice, Rules, TextPractice

P = TypeVar("P", Practice, TextPractice)

KEPT = tuple(kind.name for kind in KINDS.values() if kind.kept)
PARTS = ("journey", "stage", "step")
"""The kinds that are looked at together, journey by journey."""


PRACTICES: tuple[Practice, ...] = (
    Practice(rule="objectives/none", kinds=("journey",), look=objectives.without_objective),
    Practice(rule="objectives/without-number", kinds=("journey",), look=objectives.without_number),
    Practice(rule="objectives/without-date", kinds=("journey",), look=objectives.without_date),
    Practice(rule="objectives/without-metric", kinds=("journey",), look=objectives.without_metric),
    Practice(rule="objectives/overdue", kinds=("journey",), look=objectives.overdue),
    Practice(rule="evidence/assumed-score", kinds=("step",), look=evidence.assumed_score),
    Practice(rule="evidence/unsupported-pain", kinds=("step",), look=evidence.unsupported_pain),
    Practice(rule="evidence/unsupported-insight", kinds=("insight",), look=evidence.unsupported_insight),
    Practice(rule="evidence/never-validated", kinds=("persona",), look=evidence.never_validated),
    Practice(rule="evidence/coverage", kinds=("journey",), look=evidence.coverage),
    Practice(rule="evidence/one-kind", kinds=("journey",), look=evidence.one_kind),
    Practice(rule="evidence/stale", kinds=("research",), look=evidence.stale),
    Practice(rule="evidence/one-study", kinds=("journey",), look=evidence.one_study),
    Practice(rule="contradiction/score", kinds=("step",), look=contradiction.score),
    Practice(rule="contradiction/solved", kinds=("opportunity",), look=contradiction.solved),
    Practice(rule="contradiction/no-effect", kinds=("solution",), look=contradiction.no_effect),
    Practice(rule="contradiction/off-target", kinds=("metric",), look=contradiction.off_target),
    Practice(rule="contradiction/undrawn-way", kinds=("journey",), look=contradiction.undrawn_way),
    Practice(rule="contradiction/untaken-step", kinds=("journey",), look=contradiction.untaken_step),
    Practice(rule="upkeep/review-due", kinds=("journey", "persona"), look=upkeep.review_due),
    Practice(rule="upkeep/without-owner", kinds=KEPT, look=upkeep.without_owner),
    Practice(rule="upkeep/unknown-owner", kinds=KEPT, look=upkeep.unknown_owner),
    Practice(rule="upkeep/drafts-inside", kinds=("journey",), look=upkeep.drafts_inside),
    Practice(rule="review/void", kinds=("journey", "persona"), look=reviews.void),
    Practice(rule="review/due", kinds=("journey", "step"), look=reviews.due),
    Practice(
        rule="review/watches-nothing",
        kinds=("journey", "step", "touchpoint", "system"),
        look=reviews.watches_nothing,
    ),
    Practice(rule="simplicity/too-many-steps", kinds=("journey",), look=simplicity.too_many_steps),
    Practice(rule="simplicity/too-many-stages", kinds=("journey",), look=simplicity.too_many_stages),
    Practice(rule="simplicity/long-cell", kinds=("step",), look=simplicity.long_cell),
    Practice(rule="simplicity/too-many-lanes", kinds=("journey",), look=simplicity.too_many_lanes),
    Practice(rule="simplicity/one-step", kinds=("stage",), look=simplicity.one_step),
    Practice(rule="empathy/inside-words", kinds=("journey",), look=empathy.inside_words),
    Practice(rule="empathy/nothing-felt", kinds=("journey",), look=empathy.nothing_felt),
    Practice(rule="empathy/quote-without-source", kinds=("step",), look=empathy.quote_without_source),
    Practice(rule="empathy/company-title", kinds=("step",), look=empathy.company_title),
    Practice(
        rule="completeness/stage-without-touchpoint",
        kinds=("stage",),
        look=completeness.stage_without_touchpoint,
    ),
    Practice(
        rule="completeness/pain-without-opportunity",
        kinds=("step",),
        look=completeness.pain_without_opportunity,
    ),
    Practice(
        rule="completeness/opportunity-unplanned",
        kinds=("opportunity",),
        look=completeness.opportunity_unplanned,
    ),
    Practice(
        rule="completeness/shipped-without-metric",
        kinds=("solution",),
        look=completeness.shipped_without_metric,
    ),
    Practice(rule="completeness/unused", kinds=("touchpoint", "channel", "system"), look=completeness.unused),
    Practice(
        rule="completeness/stage-without-score", kinds=("stage",), look=completeness.stage_without_score
    ),
    Practice(rule="completeness/only-the-purchase", kinds=("journey",), look=completeness.only_the_purchase),
    Practice(rule="completeness/without-lead", kinds=("department",), look=completeness.without_lead),
    Practice(rule="completeness/orphan-branch", kinds=("journey",), look=completeness.orphan_branch),
    Practice(rule="inclusion/only-online", kinds=("journey",), look=inclusion.only_online),
    Practice(rule="inclusion/no-accessibility", kinds=("journey",), look=inclusion.no_accessibility),
    Practice(rule="inclusion/hard-to-read", kinds=("journey",), look=inclusion.hard_to_read),
    Practice(rule="privacy/quote-without-consent", kinds=("step",), look=privacy.quote_without_consent),
)
"""The rules of practice that look at entities, each with its function. Their words stand in the table of rules."""

TEXT_PRACTICES: tuple[TextPractice, ...] = (
    TextPractice(rule="upkeep/link-gone", spot=upkeep.link_gone, online=True),
    TextPractice(rule="inclusion/no-alternative-text", spot=inclusion.no_alternative_text),
    TextPractice(rule="privacy/email", spot=privacy.email, data=True),
    TextPractice(rule="privacy/phone", spot=privacy.phone, data=True),
    TextPractice(rule="privacy/card", spot=privacy.card, data=True),
    TextPractice(rule="privacy/bank-account", spot=privacy.bank_account, data=True),
    TextPractice(rule="privacy/identity-number", spot=privacy.identity_number, data=True),
)
"""The rules of practice that look at texts."""


def is_asked(rule: str, site: Site, wanted: bool = False) -> bool:
    """Return whether a site asks for a rule of practice: by ``practice:``, or by a severity for it somewhere.

    One that is ``wanted`` otherwise is asked for unless the site turns it off.
    """
    own, family = site.rules.get(rule), site.rules.get(rule.partition("/")[0])
    said = [severity for setting in (own, family) if setting for severity in _severities(setting)]
    if any(severity != "off" for severity in said):
        return True
    of_all = next((setting.severity for setting in (own, family) if setting and setting.severity), None)
    return of_all != "off" and (wanted or site.practice != "off")


def _severities(setting: RuleSetting) -> Iterator[str]:
    parts: tuple[RuleSetting | Narrowed, ...] = (setting, *setting.paths.values(), *setting.journeys.values())
    yield from (part.severity for part in parts if part.severity)


def asked(site: Site, online: bool = False) -> Rules:
    """Return the rules of practice that a site asks for; with ``online`` those about web addresses, too."""
    texts = [one for one in TEXT_PRACTICES if online or not one.online]
    return Rules(
        of_entities=tuple([_in_use(one, site) for one in PRACTICES if is_asked(one.rule, site)]),
        of_texts=tuple([_in_use(one, site) for one in texts if is_asked(one.rule, site, one.online)]),
    )


def _in_use(practice: P, site: Site) -> InUse[P]:
    setting, kind = site.rules.get(practice.rule), RULES[practice.rule].options
    if setting is not None and (setting.paths or setting.journeys):
        return InUse(practice=practice, options=None)
    return InUse(practice=practice, options=options_at(practice.rule, site.rules, kind, ""))


Subject = tuple[tuple[str, str], tuple[tuple[InUse[Practice], ...], Entity[Any]]]
"""The kind and id of an entity, and with what ``look_at`` is called for it beside the catalog."""


def subjects(catalog: Catalog, rules: Sequence[InUse[Practice]]) -> list[Subject]:
    """Return what is to be looked at, and the rules by which: each entity, or each journey with all that is in it."""
    by_kind: dict[str, list[InUse[Practice]]] = {}
    for rule in rules:
        for kind in dict.fromkeys("journey" if kind in PARTS else kind for kind in rule.practice.kinds):
            by_kind.setdefault(kind, []).append(rule)
    return [
        ((kind, entity.id), (tuple(some), entity))
        for kind, some in by_kind.items()
        for entity in catalog.all(kind)
    ]


def look_at(catalog: Catalog, rules: tuple[InUse[Practice], ...], entity: Entity[Any]) -> tuple[Finding, ...]:
    """Return what rules find in an entity; in a journey, also in its stages and steps."""
    by_kind = {kind: [one for one in rules if kind in one.practice.kinds] for kind in (entity.kind, *PARTS)}
    return tuple(
        [
            found
            for part in _parts(catalog, entity)
            for rule in by_kind[part.kind]
            for found in _found(catalog, rule, part)
        ]
    )


def _parts(catalog: Catalog, entity: Entity[Any]) -> Iterator[Entity[Any]]:
    yield entity
    if entity.kind == "journey":
        yield from catalog.stages_of(entity.id)
        yield from catalog.moments(entity.id)


def _found(catalog: Catalog, rule: InUse[Practice], part: Entity[Any]) -> Iterator[Finding]:
    options = rule.options_for(catalog, part.path)
    for noticed in rule.practice.look(catalog, part, options):
        yield noticed.found(rule.practice.rule, (part.kind, part.id))
