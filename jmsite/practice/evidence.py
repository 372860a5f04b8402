"""Look at what maps rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Insight, Research
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.entities.persona import Persona
from jmsite.model.readings import Point
from jmsite.model.rules.practice.evidence import Cadence, LeastShare, MostShare
from jmsite.model.rules.rule import RuleOptions
from jmsite.practice.questions import is_current, journey_of
from jmsite.practice.rule_types import EntityFinding

NATURES = {
    "interview": "qualitative",
    "observation": "qualitative",
    "usability-test": "qualitative",
    "workshop": "qualitative",
    "survey": "quantitative",
    "analytics": "quantitative",
}
"""The kind of data that a method yields where the study does not say; of the others it can be either."""
OTHER = {"qualitative": "a survey, a count or a metric", "quantitative": "interviews or observation"}


def assumed_score(catalog: Catalog, step: Entity[Step], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a step as it is of which a score rests on nothing."""
    assumed = [point for point in catalog.points(step.id) if point.basis == "assumed"]
    if assumed and is_current(journey_of(catalog, step)):
        who = ", ".join(dict.fromkeys(point.persona for point in assumed if point.persona))
        message = f"the score of '{step.title}'{f' for {who}' if who else ''} rests on nothing"
        yield EntityFinding(
            message=message, field=("emotion",), hint="name the research or the metric behind it"
        )


def unsupported_pain(catalog: Catalog, step: Entity[Step], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a pain in a step as it is that neither names a source nor stands beside one."""
    fields = step.fields
    if not fields.pains or fields.research or fields.insights or not is_current(journey_of(catalog, step)):
        return
    for at, pain in enumerate(fields.pains):
        if not pain.research and not pain.insight:
            message = f"the pain '{pain.text}' rests on nothing"
            yield EntityFinding(
                message=message, field=("pains", at), hint="name the research or the insight behind it"
            )


def unsupported_insight(_: Catalog, insight: Entity[Insight], __: RuleOptions) -> Iterator[EntityFinding]:
    """Notice an insight without research."""
    if not insight.fields.research:
        message = f"insight '{insight.title}' rests on no research"
        yield EntityFinding(message=message, hint="name the studies it comes from as 'research:'")


def never_validated(_: Catalog, persona: Entity[Persona], __: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a persona of customers that nobody has held against real ones."""
    if persona.fields.kind not in ("primary", "secondary"):
        return
    if persona.fields.status == "assumption" and persona.fields.validated is None:
        message = f"persona '{persona.title}' has never been validated"
        field = ("status",) if "status" in persona.fields.model_fields_set else ()
        yield EntityFinding(
            message=message, field=field, hint="hold it against real customers, and write the day"
        )


def coverage(catalog: Catalog, journey: Entity[Journey], options: LeastShare) -> Iterator[EntityFinding]:
    """Notice a journey as it is of which too few scores are backed."""
    points = _points(catalog, journey)
    backed = sum(point.basis != "assumed" for point in points)
    if points and is_current(journey) and 100 * backed < options.min * len(points):
        message = (
            f"{backed} of {len(points)} scores of '{journey.title}' are backed, fewer than {options.min:g} %"
        )
        yield EntityFinding(message=message, hint="back the lowest and the highest points first")


def one_kind(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a journey as it is whose evidence is all of one kind."""
    if not is_current(journey):
        return
    studies = catalog.found("research", {*_references(catalog, journey), *journey.fields.research})
    natures = {_nature(study.fields) for study in studies}
    if any(point.basis == "measured" for point in _points(catalog, journey)):
        natures.add("quantitative")
    if len(natures) == 1 and (nature := natures.pop()):
        message = f"'{journey.title}' rests on {nature} data only"
        field = ("research",) if journey.fields.research else ()
        yield EntityFinding(message=message, field=field, hint=f"add {OTHER[nature]}")


def stale(catalog: Catalog, study: Entity[Research], options: Cadence) -> Iterator[EntityFinding]:
    """Notice a study that is older than research may be, where something rests on it."""
    last = study.fields.to or study.fields.from_
    if last is None or catalog.today is None or catalog.today - last <= options.after:
        return
    if any(use.kind != "page" for use in catalog.uses("research", study.id)):
        message = f"'{study.title}' ended on {last:%Y-%m-%d}, more than {options.after.days} days ago"
        field = ("to",) if study.fields.to else ("from",)
        yield EntityFinding(message=message, field=field, hint="repeat it, or look at whether it still holds")


def one_study(catalog: Catalog, journey: Entity[Journey], options: MostShare) -> Iterator[EntityFinding]:
    """Notice a journey as it is most of which one study carries."""
    references = Counter(_references(catalog, journey))
    of_all = references.total()
    if not is_current(journey) or of_all < options.of:
        return
    (id, most), *_ = references.most_common(1)
    study = catalog.research(id)
    if study is not None and 100 * most > options.max * of_all:
        message = f"'{study.title}' carries {most} of {of_all} references of '{journey.title}' to research"
        yield EntityFinding(message=message, hint="back some of them by another study")


def _points(catalog: Catalog, journey: Entity[Journey]) -> list[Point]:
    return [point for step in catalog.moments(journey.id) for point in catalog.points(step.id)]


def _references(catalog: Catalog, journey: Entity[Journey]) -> Iterator[str]:
    """Yield the studies that the steps of a journey refer to, as often as they do."""
    for step in catalog.moments(journey.id):
        fields = step.fields
        yield from fields.research
        for pain in (*fields.pains, *fields.gains):
            yield from pain.research
        yield from (quote.research for quote in fields.quotes if quote.research)
        yield from (id for points in fields.emotion.values() for felt in points for id in felt.research)


def _nature(study: Research) -> str:
    return study.nature or NATURES.get(study.method or "", "")
