"""A map in words for people: steps across, and what each lane says of each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jmsite.exporting.words import open_texts
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.entities.lanes import LANES
from jmsite.model.messages import Messages
from jmsite.model.own_fields import OWN_FIELD_TYPES
from jmsite.model.url_schemes import on_the_web
from jmsite.model.value import Value

MARKS = {1: "🟢", 2: "🟡", 3: "🔴"}
"""The signs that maps have for how severe a pain is, and how much a gain matters."""
# possessive (*+): what stands before a bracket that is missing need not be given back sign by sign
_LINK = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.)*+)\]\(\s*+<?([^)\s>]*+)>?(?:\s++[^)]*+)?\)")
_BREAK = re.compile(r"\\?\n|<br\s*/?>")
Texts = tuple[str, ...]


class MapColumn(Value):
    """A step on a map: the title of its stage, its own, and its scores, the lowest first."""

    stage: str
    step: str
    scores: tuple[float, ...]


class MapLane(Value):
    """A lane: its key and name, and for each column what stands in it."""

    key: str
    name: str
    cells: tuple[Texts, ...]


class MapSheet(Value):
    """A map as a grid. ``scale`` are the ends of the scale on which its scores are written."""

    title: str
    columns: tuple[MapColumn, ...]
    lanes: tuple[MapLane, ...]
    scale: tuple[float, float]


def map_sheet(catalog: Catalog, journey: Entity[Journey], severe: bool = False) -> MapSheet:
    """Return the map of a journey; ``severe``: with signs that say how severe pains are."""
    steps = list(_steps(catalog, journey))
    scale = catalog.scale(journey.id)
    columns = tuple(
        MapColumn(
            stage=stage,
            step=step.title,
            scores=tuple(sorted(scale.written(point.score) for point in catalog.points(step.id))),
        )
        for stage, step in steps
    )
    said = [lanes_of(catalog, step, severe) for _, step in steps]
    lanes = (
        MapLane(key=key, name=name, cells=tuple(one.get(key, ()) for one in said))
        for key, name in lane_names(catalog.words)
    )
    return MapSheet(
        title=journey.title,
        columns=columns,
        lanes=tuple(lane for lane in lanes if any(lane.cells)),
        scale=(scale.min, scale.max),
    )


def _steps(catalog: Catalog, journey: Entity[Journey]) -> Iterator[tuple[str, Entity[Step]]]:
    for stage in catalog.stages_of(journey.id):
        yield from ((stage.title, step) for step in catalog.steps_of(stage.id))
    anytime = catalog.words.phrase("map.anytime")
    yield from ((anytime, step) for step in catalog.anytime(journey.id))


def lane_names(words: Messages) -> Iterator[tuple[str, str]]:
    """Yield the lanes that are written in words, in the order of a blueprint, each with its name."""
    for lane in LANES:
        if lane.key in SAID:
            yield lane.key, words.phrase(f"lane.{lane.key}")
        if lane.key == "touchpoints":
            yield "channel", words.phrase("fact.channel")


def lanes_of(catalog: Catalog, of: Entity[Step] | Entity[Stage], severe: bool = False) -> dict[str, Texts]:
    """Return what a step says in each of its lanes; a stage, what it says beside its steps."""
    texts = open_texts(catalog, of)
    telling = _LaneWords(catalog, texts, severe)
    return {key: found for key, tell in SAID.items() if (found := tuple(tell(telling, of.fields)))}


def lines_of(
    catalog: Catalog, of: Entity[Step] | Entity[Stage], key: str, persona: str = ""
) -> tuple[tuple[int, str], ...]:
    """Return what a lane says line by line, each with its place among the values of the lane's field, from 1 on.

    With ``persona`` only what is theirs or everybody's; 0 is of what is worked out of several fields.
    """
    field = FIELD_OF.get(key, key)
    telling = _LaneWords(catalog, open_texts(catalog, of), severe=False)
    if key == "time":
        return tuple((0, text) for text in SAID[key](telling, of.fields))
    found: list[tuple[int, str]] = []
    for at, value in enumerate(getattr(of.fields, field), 1):
        if not persona or getattr(value, "persona", None) in (None, "", persona):
            alone = of.fields.model_copy(update={field: (value,)})
            found += [(at, text) for text in SAID[key](telling, alone)]
    return tuple(found)


def own_lines(catalog: Catalog, step: Entity[Step], name: str) -> tuple[tuple[int, str], ...]:
    """Return what a step says in a lane of the site's own, line by line; pictures and links have no words."""
    value, shown = step.fields.fields.get(name), OWN_FIELD_TYPES[catalog.site.lanes[name].type].shown
    if value in (None, "") or shown in ("image", "link"):
        return ()
    telling = _LaneWords(catalog, open_texts(catalog, step), severe=False)
    listed = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(
        (
            0,
            telling.words(
                one if isinstance(one, str) else f"{one:g}" if isinstance(one, float) else str(one)
            ),
        )
        for one in listed
    )


class _LaneWords:
    """Turns the values of lanes into words."""

    def __init__(self, catalog: Catalog, texts: dict[str, str], severe: bool) -> None:
        self.catalog, self.texts, self.severe = catalog, texts, severe

    def notes(self, some: Iterable[Any]) -> Iterator[str]:
        """Yield the words of notes, with the persona each is of."""
        for one in some:
            persona = self.catalog.persona(one.persona) if one.persona else None
            severity = getattr(one, "severity", None)
            mark = f"{MARKS[severity]} " if self.severe and severity else ""
            yield f"{mark}{self.words(one.text)}" + (f" ({persona.title})" if persona else "")

    def fails(self, some: Iterable[Any]) -> Iterator[str]:
        """Yield fail points with how the service recovers."""
        for one in some:
            recovery = (
                self.catalog.words.phrase("lane.fail.recovery", text=self.words(one.recovery))
                if one.recovery
                else ""
            )
            yield (
                self.catalog.words.sentences(self.words(one.text), recovery)
                if recovery
                else self.words(one.text)
            )

    def names(self, kind: str, some: Iterable[str]) -> Iterator[str]:
        """Yield the titles of what is named; what is not linked as it is written."""
        for id in some:
            found = self.catalog.find(kind, id)
            yield found.title if found else id

    def time(self, fields: Any) -> Iterator[str]:
        """Yield how long a step takes, and how much of that is waiting."""
        span = self.catalog.words.span
        wait = self.catalog.words.phrase("lane.wait", span=span(fields.wait)) if fields.wait else ""
        if fields.duration or wait:
            yield ", ".join(filter(None, (span(fields.duration) if fields.duration else "", wait)))

    def felt(self, fields: Any) -> Iterator[str]:
        """Yield scores as they are written, with whose they are where not everybody feels alike."""
        for id, points in fields.emotion.items():
            persona = self.catalog.persona(id) if id else None
            for point in points:
                if isinstance(point.score, (int, float)):
                    yield f"{point.score:g}" + (f" ({persona.title})" if persona else "")

    def words(self, text: str) -> str:
        """Return a text on one line, without links that only lead somewhere inside the portal."""
        open_text = self.texts.get(text, text)
        return " ".join(_BREAK.sub(" ", unlinked(open_text)).split())


def unlinked(text: str) -> str:
    """Return Markdown with the words alone in place of pictures and of links that lead to other files."""

    def link(found: re.Match[str]) -> str:
        picture, words, address = found.groups()
        return found[0] if not picture and on_the_web(address) else words

    return _LINK.sub(link, text)


Tell = Callable[[_LaneWords, Any], Iterable[str]]
SAID: dict[str, Tell] = {
    "doing": lambda telling, fields: telling.notes(fields.doing),
    "thinking": lambda telling, fields: telling.notes(fields.thinking),
    "emotion": lambda telling, fields: telling.felt(fields),
    "feeling": lambda telling, fields: telling.notes(fields.feeling),
    "touchpoints": lambda telling, fields: telling.names("touchpoint", fields.touchpoint),
    "channel": lambda telling, fields: telling.names("channel", fields.channel),
    "pains": lambda telling, fields: telling.notes(fields.pains),
    "gains": lambda telling, fields: telling.notes(fields.gains),
    "quotes": lambda telling, fields: telling.notes(fields.quotes),
    "needs": lambda telling, fields: telling.notes(fields.needs),
    "expectations": lambda telling, fields: telling.notes(fields.expectations),
    "accessibility": lambda telling, fields: telling.notes(fields.accessibility),
    "time": lambda telling, fields: telling.time(fields),
    "frontstage": lambda telling, fields: telling.notes(fields.frontstage),
    "backstage": lambda telling, fields: telling.notes(fields.backstage),
    "policies": lambda telling, fields: telling.notes(fields.policies),
    "fail": lambda telling, fields: telling.fails(fields.fail_point),
    "support": lambda telling, fields: telling.notes(fields.support),
    "systems": lambda telling, fields: telling.names("system", fields.systems),
    "departments": lambda telling, fields: telling.names("department", fields.departments),
    "metrics": lambda telling, fields: telling.names("metric", fields.metrics),
    "insights": lambda telling, fields: telling.names("insight", fields.insights),
    "opportunities": lambda telling, fields: telling.names("opportunity", fields.opportunities),
    "evidence": lambda telling, fields: telling.names("research", fields.research),
}
"""The function that writes each lane of words."""
FIELD_OF = {"touchpoints": "touchpoint", "fail": "fail_point", "evidence": "research"}
"""The fields of lanes that are called otherwise than their field."""
