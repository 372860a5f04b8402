"""Insights, opportunities, solutions and metrics in TheyDo's exchange format: a JSON file for each of the four.

Metrics have their values over all, since TheyDo adds up what it gets: answers by their class where single ones were
counted, numerator and denominator of shares and rates, and otherwise the value alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jmsite.exporting.archive import zipped
from jmsite.exporting.json_document import written
from jmsite.exporting.lanes import unlinked
from jmsite.exporting.selection import Selection
from jmsite.exporting.words import prose_of
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Insight
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import surveys
from jmsite.model.metric_kinds import METRIC_KINDS
from jmsite.model.readings import Measured, Series

Plain = dict[str, Any]
PointWriter = Callable[[Measured], Plain]
NPS = ("detractors", "passives", "promoters")
CSAT = ("veryUnsatisfied", "unsatisfied", "neutral", "satisfied", "verySatisfied")
CLASSES = {"nps": ("NPS", NPS), "csat": ("CSAT", CSAT)}
"""Kinds of metrics whose answers are counted by class → the type that has them, and what it calls each."""
FILES = {"insight": "insights", "opportunity": "opportunities", "solution": "solutions", "metric": "metrics"}
"""The kinds that the format has → the list of them in its file, and the name of that."""


def as_theydo(catalog: Catalog, selection: Selection) -> bytes:
    """Return the files of a selection, as far as there is something for them, in a ZIP archive."""
    files: dict[str, bytes] = {}
    for kind, name in FILES.items():
        rows = [_row(catalog, one) for one in selection.all(kind)]
        if rows:
            told = {"format": f"THEYDO_{name.upper()}_V1", name: rows}
            files[f"{name}.json"] = written(told)
    return zipped(files)


def _row(catalog: Catalog, entity: Entity[Any]) -> Plain:
    """Return one entry of a file."""
    row: Plain = {"importKey": entity.id, "title": entity.title}
    described = _described(catalog, entity)
    if described:
        row["description"] = described
    if entity.kind == "metric":
        return {"type": "", **row, **_measured(catalog, entity)}
    own = entity.fields
    row |= {"type": _words(own.type)} if getattr(own, "type", None) else {}
    row["status"] = _status(entity)
    row |= _felt(own) if isinstance(own, Insight) else {}
    links = [link for link in (getattr(own, "link", None),) if link and link.startswith("http")]
    row |= {"externalLinks": links} if links else {}
    row |= {"tags": list(own.tags)} if own.tags else {}
    return row


def _described(catalog: Catalog, entity: Entity[Any]) -> str:
    """Return the sentence and the prose of an entity, without links that only lead somewhere inside the portal."""
    parts = (entity.fields.summary or "", prose_of(catalog, entity))
    return "\n\n".join(unlinked(part) for part in parts if part)


def _words(name: str) -> str:
    """Return one of our own words as people write it: ``in-progress`` is ``In progress``."""
    return name.replace("-", " ").capitalize()


def _status(entity: Entity[Any]) -> str:
    if entity.kind == "insight":
        return "Confirmed" if entity.fields.status == "validated" else "To verify"
    return _words(entity.fields.status)


def _felt(insight: Insight) -> Plain:
    felt = insight.experience_impact
    score = {"empathyScore": round(felt, 1)} if felt is not None else {}
    weight = insight.weight
    whole = int(weight) if weight is not None and float(weight).is_integer() else weight
    return {**score, **({"weight": whole} if whole is not None else {})}


def _measured(catalog: Catalog, metric: Entity[Metric]) -> Plain:
    """Return the type of a metric, its unit and target, and its values."""
    series, own = catalog.series(metric.id), metric.fields
    type, point = _type(own, series)
    target: Plain = {}
    if own.target is not None:
        wanted = "MORE_THAN_OR_EQUAL_TO" if own.direction == "higher" else "LESS_THAN_OR_EQUAL_TO"
        target = {"target": own.target, "targetComparisonOperator": wanted}
    points = [
        {"dateOfMeasurement": one.day.isoformat(), **point(one), **_of(one)}
        for one in _told(own, series)
        if one.value is not None
    ]
    return {
        "type": type,
        "unit": own.unit or {"NPS": "responses", "CSAT": "responses", "CES": "score"}.get(type, ""),
        **({"aggregationMethod": "AVERAGE"} if type == "OTHER" else {}),
        **target,
        "dataPoints": points,
    }


def _told(metric: Metric, series: Series) -> Iterator[Measured]:
    """Yield the values that are told: those over all; of people in a funnel those by stage, since all are the first."""
    if METRIC_KINDS[metric.kind].source != "people":
        yield from series.total
    else:
        yield from (one for one in series.parts if one.stage and not one.persona and not one.is_aside)


def _of(one: Measured) -> Plain:
    return {"dimensions": [{"key": "stage", "value": one.step or one.stage}]} if one.stage else {}


def _type(metric: Metric, series: Series) -> tuple[str, PointWriter]:
    """Return the type that keeps most of a metric, and what makes a point of a value."""
    kind, known = METRIC_KINDS[metric.kind], [one for one in series.total if one.value is not None]
    named = CLASSES.get(metric.kind)
    if named and known and _by_class(metric) and all(len(one.counts) == len(named[1]) for one in known):
        type, names = named
        return type, lambda one: dict(zip(names, one.counts, strict=True))
    counted = all(one.n is not None for one in known)
    if metric.kind == "ces" and counted:
        return "CES", lambda one: {"score": one.value, "respondents": one.n}
    whole = kind.whole_of(metric.unit)
    if counted and (kind.is_share or kind.name == "rate"):
        return "RATIO", lambda one: _ratio(one, whole)
    return "OTHER", lambda one: {"value": one.value}


def _by_class(metric: Metric) -> bool:
    """Return whether the value of a metric follows from how many answers each class has, as others work it out."""
    weighted = any(one.weight for _, one in surveys(metric.readings))
    return not weighted and (metric.kind != "csat" or metric.top in (None, 2))


def _ratio(one: Measured, whole: float) -> Plain:
    """Return the two parts of a share: what is counted of it is a whole number, unless the value says otherwise."""
    exact = (one.value or 0) / whole * (one.n or 0)
    near = round(exact)
    return {"numerator": near if abs(exact - near) < 1e-6 else round(exact, 6), "denominator": one.n}
