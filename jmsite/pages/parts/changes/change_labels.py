"""The names of fields and choices where a change of them is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jmsite.model.addresses import title_from
from jmsite.model.catalog import Catalog
from jmsite.model.change import Change
from jmsite.model.entities.lanes import LANES
from jmsite.model.messages import Messages, capitalized

LANE_OF: Mapping[str, str] = {field: lane.key for lane in LANES for field in lane.fields or (lane.key,)}
"""The lane in which a field is shown."""
CALLED: Mapping[str, str] = {
    "summary": "map.summary", "research": "lane.evidence", "emotion.research": "lane.evidence",
    "emotion": "table.score", "reviewed": "map.reviewed", "review_every": "map.due", "type": "fact.kind",
    "role": "persona.buying.role", "severity": "fact.severity", "persona": "one.persona", "step": "one.step",
    "insight": "one.insight", "metric": "one.metric", "to": "map.next", "readings": "health.readings",
    "moment_of_truth": "basis.truth", "impact": "fact.impact", "objectives": "metric.goals", "target": "fact.target",
    "compares_to": "map.compare.states", "by": "fact.due", "when": "fact.when", "value": "value",
    "prose.charts": "kind.chart", "departments.lead": "fact.lead", "personas": "nav.personas",
    "duration": "stage.duration", "journey": "map.children", "intensity": "lane.intensity",
    "validated": "status.validated", "channel": "lane.touchpoints", "next": "map.next", "n": "research.n",
    "title": "change.field.name", "from": "fact.when", "quote": "change.field.quote", "research:to": "fact.when",
}  # fmt: skip
"""The words for fields that are called nothing, or something else, where a page shows them; ``kind:field`` where only
those of a kind are.
"""
SAID_OTHERWISE = ("value", "from", "next", "quote", "to")
"""Keys of words that have the name of a field and say something else."""


def label(catalog: Catalog, change: Change, field: str = "") -> str:
    """Return what the field of a change is called, or another ``field`` in it; as it is written, where by nothing."""
    way = field or change.field
    own = _own(catalog, change.kind, way)
    if own:
        return own
    for key in _keys(change.kind, way):
        said = catalog.words.phrase(key)
        # a key without a message is its own phrase, and one with a slot is half a sentence
        if said != key and "{" not in said:
            return capitalized(said)
    return title_from(way.rpartition(".")[2])


def choice(words: Messages, kind: str, field: str, value: str) -> str:
    """Return the word for a choice; as it is written, where there is none."""
    name = field.replace("_", "-")
    for key in (f"{kind}.{name}.{value}", f"{name}.{value}", f"{kind}.{value}"):
        said = words.phrase(key)
        if said != key:
            return said
    return value


def _own(catalog: Catalog, kind: str, way: str) -> str:
    """Return the title of a field or lane of the site's own."""
    if not way.startswith("fields."):
        return ""
    name = way.removeprefix("fields.")
    declared = {**catalog.site.lanes, **catalog.site.fields.get(kind, {})}
    return (declared[name].title or "") if name in declared else ""


def _keys(kind: str, way: str) -> Iterator[str]:
    name = way.replace("_", "-")
    # the names that changes have of their own come first, then those that pages use for the field
    yield f"change.field.{name}"
    yield from (CALLED[one] for one in (f"{kind}:{way}", way) if one in CALLED)
    if way in LANE_OF and kind in ("stage", "step", "variant"):
        yield f"lane.{LANE_OF[way]}"
    yield f"{kind}.{name}"
    if kind == "journey":
        yield f"map.{name}"
    yield from (f"fact.{name}", f"lane.{name}")
    if name not in SAID_OTHERWISE:
        yield name
    if "." in way:
        yield from _keys(kind, way.partition(".")[0])
