"""Look at what maps leave open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity, Solution
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.entities.registry import Department
from jmsite.model.rules.practice.completeness import LeastSevere
from jmsite.model.rules.rule import RuleOptions
from jmsite.practice.questions import is_current, is_kept, journey_of, stage_of
from jmsite.practice.rule_types import EntityFinding

PURCHASE = ("pre-purchase", "purchase", "post-purchase")
WITHOUT = {"pre-purchase": "before", "post-purchase": "after"}


def stage_without_touchpoint(
    catalog: Catalog, stage: Entity[Stage], _: RuleOptions
) -> Iterator[EntityFinding]:
    """Notice a stage in which the customer meets nothing and nobody."""
    lanes = [stage.fields, *(step.fields for step in catalog.steps_of(stage.id))]
    if not any(one.touchpoint or one.channel for one in lanes) and is_kept(journey_of(catalog, stage)):
        message = f"stage '{stage.title}' has no touchpoint"
        yield EntityFinding(message=message, hint="name what the customer uses, also if it is not ours")


def pain_without_opportunity(
    catalog: Catalog, step: Entity[Step], options: LeastSevere
) -> Iterator[EntityFinding]:
    """Notice a severe pain in a step as it is that no opportunity takes up: by the step, its stage or the insight."""
    pains = [pain for pain in step.fields.pains if (pain.severity or 1) >= options.least]
    if not pains or _is_taken_up(catalog, step) or not is_current(journey_of(catalog, step)):
        return
    for pain in pains:
        if not (pain.insight and catalog.users("insight", pain.insight, "opportunity")):
            at = step.fields.pains.index(pain)
            message = f"no opportunity takes up the pain '{pain.text}'"
            yield EntityFinding(message=message, field=("pains", at), hint="name one in 'opportunities:'")


def opportunity_unplanned(
    _: Catalog, opportunity: Entity[Opportunity], __: RuleOptions
) -> Iterator[EntityFinding]:
    """Notice an open opportunity that cannot be decided on yet."""
    fields = opportunity.fields
    if fields.status not in ("open", "in-progress"):
        return
    lacks = {
        "somebody who would do it": not (fields.owner or fields.departments),
        "an estimate of the effort": fields.effort is None,
        "a metric": not fields.metrics,
    }
    missing = [name for name, is_missing in lacks.items() if is_missing]
    if missing:
        message = f"opportunity '{opportunity.title}' lacks {_and(missing)}"
        yield EntityFinding(message=message, hint="add 'owner:' or 'departments:', 'effort:' and 'metrics:'")


def shipped_without_metric(
    catalog: Catalog, solution: Entity[Solution], _: RuleOptions
) -> Iterator[EntityFinding]:
    """Notice a shipped solution of which nothing says what it changed."""
    fields = solution.fields
    if fields.status == "shipped" and not fields.metrics:
        opportunities = catalog.found("opportunity", fields.opportunities)
        if not any(opportunity.fields.metrics for opportunity in opportunities):
            message = f"'{solution.title}' has shipped, and nothing measures what it changed"
            yield EntityFinding(
                message=message, field=("status",), hint="name the metrics it should improve as 'metrics:'"
            )


def unused(catalog: Catalog, entity: Entity[Any], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice an entry of a registry that nothing refers to but prose."""
    if getattr(entity.fields, "status", "live") in ("proposed", "retired"):
        return
    if all(use.kind in ("page", "home") for use in catalog.uses(entity.kind, entity.id)):
        yield EntityFinding(
            message=f"nothing uses {entity.kind} '{entity.title}'", hint="use it in a step, or remove it"
        )


def stage_without_score(catalog: Catalog, stage: Entity[Stage], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a stage without a score in a journey that has some."""
    if any(catalog.points(step.id) for step in catalog.steps_of(stage.id)):
        return
    journey = journey_of(catalog, stage)
    if is_kept(journey) and any(catalog.points(step.id) for step in catalog.journey_steps(journey.id)):
        yield EntityFinding(
            message=f"stage '{stage.title}' has no score", hint="score how one of its steps feels"
        )


def only_the_purchase(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a journey with a purchase and nothing before or after it; a part of another journey may be just that."""
    ids = dict.fromkeys(id for step in catalog.moments(journey.id) for id in step.fields.touchpoint)
    kinds = {touchpoint.fields.kind for touchpoint in catalog.found("touchpoint", ids)}
    if "purchase" not in kinds or journey.fields.parent or not is_kept(journey):
        return
    for kind, where in WITHOUT.items():
        if kind not in kinds:
            message = f"'{journey.title}' has no touchpoint {where} the purchase"
            yield EntityFinding(
                message=message, hint=f"add what happens {where} it, with touchpoints of the kind '{kind}'"
            )


def without_lead(_: Catalog, department: Entity[Department], __: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a department that nobody leads."""
    if not department.fields.lead:
        yield EntityFinding(message=f"nobody leads '{department.title}'", hint="add 'lead:'")


def orphan_branch(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a step that none of its personas can reach."""
    steps = catalog.journey_steps(journey.id)
    if not is_kept(journey) or not any(step.fields.next for step in steps):
        return
    reached: set[str] = set()
    for persona in journey.fields.personas or ("",):
        reached |= _reached([step for step in steps if not persona or persona in step.fields.personas])
    for step in steps:
        if step.id not in reached:
            message = f"no way leads to '{step.title}'"
            hint = "let a 'next:' lead to it, or remove it"
            yield EntityFinding(message=message, hint=hint, entity=("step", step.id))


def _reached(steps: Sequence[Entity[Step]]) -> set[str]:
    """Return the steps that somebody can reach who begins with the first one."""
    reached, pending = set[str](), [0]
    while pending:
        at = pending.pop()
        if at >= len(steps) or steps[at].id in reached:
            continue
        step = steps[at]
        reached.add(step.id)
        # where each way on has a condition, none of them may hold
        if all(way.when for way in step.fields.next):
            pending.append(at + 1)
        pending += [place for way in step.fields.next for place in _places(way.to, step.id, steps)]
    return reached


def _places(to: str, here: str, steps: Sequence[Entity[Step]]) -> list[int]:
    """Return where a way on leads among some steps: to a step of the stage, to ``stage/step``, or into a stage."""
    journey, stage, _ = here.split("/", 2)
    for whole in (to, f"{journey}/{stage}/{to}", f"{journey}/{to}"):
        found = [at for at, step in enumerate(steps) if step.id == whole or step.id.startswith(f"{whole}/")]
        if found:
            return found[:1]
    return [at for at, step in enumerate(steps) if step.id.rpartition("/")[2] == to]


def _is_taken_up(catalog: Catalog, step: Entity[Step]) -> bool:
    stage = stage_of(catalog, step)
    return bool(
        step.fields.opportunities
        or (stage is not None and stage.fields.opportunities)
        or catalog.users("step", step.id, "opportunity")
    )


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
