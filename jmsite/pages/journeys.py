"""The list of journeys, and how each persona feels in each of their stages."""

from __future__ import annotations

from collections.abc import Iterable

from jmsite.model.catalog import Catalog
from jmsite.model.messages import Messages
from jmsite.model.page import Page
from jmsite.model.readings import Point
from jmsite.model.value import Value
from jmsite.pages.parts.lists.atlas import Branch, flat, tree
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.marks import HEATS, ScoreMark, on_map, score_mark
from jmsite.pages.parts.page.people import PersonaMark, people

FELT = ("awful", "bad", "neither", "good", "delighted")
"""The keys of words for scores that the site's scale has no word for, from the worst on."""


class HeatCell(Value):
    """The feeling of a persona in a stage: its lowest score there, and the step that has it."""

    mark: ScoreMark
    title: str
    url: str


class HeatRow(Value):
    """A persona over the stages of a journey; None where it has no score."""

    who: PersonaMark
    cells: tuple[HeatCell | None, ...]


class Heat(Value):
    """A journey's stages as columns (title and URL), its personas as rows."""

    id: str
    title: str
    url: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[HeatRow, ...]


class AtlasView(Value):
    """All journeys as a tree and as heat, and by what they can be filtered; ``most`` is the number of stages at most.

    A filter is there only where journeys differ by it. ``departments`` are ids and titles.
    """

    tree: tuple[Branch, ...]
    heats: tuple[Heat, ...]
    most: int
    people: tuple[PersonaMark, ...]
    departments: tuple[tuple[str, str], ...]
    states: tuple[str, ...]
    statuses: tuple[str, ...]
    key: tuple[tuple[str, str], ...]
    sentence: str
    count: int


def journeys(catalog: Catalog, _: str) -> Page:
    """Return the list of all journeys."""
    branches = tree(catalog)
    every = tuple(flat(branches))
    heats = tuple(catalog.part(_heat, branch.id) for branch in every)
    departments = _told_apart(branch.departments for branch in every)
    view = AtlasView(
        tree=branches,
        heats=tuple(heat for heat in heats if heat.rows),
        most=max((len(heat.columns) for heat in heats if heat.rows), default=0),
        people=people(catalog, _told_apart(branch.personas for branch in every)),
        departments=tuple((found.id, found.title) for found in catalog.found("department", departments)),
        states=_told_apart((branch.state,) for branch in every),
        statuses=_told_apart((branch.status,) for branch in every),
        key=_key(catalog),
        sentence=_sentence(catalog.words, heats),
        count=len(every),
    )
    words = catalog.words
    description = words.plural(len(every), "journeys.description")
    title = words.phrase("kind.journey")
    return Page(
        kind="journeys", url="journeys/", title=title, view=view, description=description, section="journeys/"
    )


def _told_apart(of_each: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what journeys have in order of first occurrence; nothing where all have the same."""
    listed = [*of_each]
    if len({frozenset(ids) for ids in listed}) < 2:
        return ()
    return tuple(dict.fromkeys(id for ids in listed for id in ids))


def _key(catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Return the colours of heat with the words for them: those of the site's scale where it has one for each."""
    scale = catalog.site.emotion_scale
    own = [scale.words.get(scale.written(score)) for score in (-2, -1, 0, 1, 2)]
    felt = [catalog.words.phrase(f"felt.{word}") for word in FELT]
    # all five of the site or none: half of a scale in other words would be two scales
    words = [some[0] for some in own if some]
    return tuple(zip(HEATS, words if len(words) == len(HEATS) else felt, strict=True))


def _heat(catalog: Catalog, id: str) -> Heat:
    journey = require_entity(catalog.journey(id))
    stages = catalog.stages_of(journey.id)
    felt = [
        [point for step in catalog.steps_of(stage.id) for point in catalog.points(step.id)]
        for stage in stages
    ]
    who = people(catalog, [*journey.fields.personas, *(point.persona for points in felt for point in points)])
    rows = tuple(
        HeatRow(who=mark, cells=tuple(_cell(catalog, mark.id, points) for points in felt)) for mark in who
    )
    columns = tuple((stage.title, on_map(catalog, stage)) for stage in stages)
    return Heat(
        id=id,
        title=journey.title,
        url=journey.url,
        columns=columns,
        rows=tuple(row for row in rows if any(row.cells)),
    )


def _cell(catalog: Catalog, persona: str, points: list[Point]) -> HeatCell | None:
    own = [point for point in points if point.persona == persona]
    if not own:
        return None
    lowest = min(own, key=lambda point: point.score)
    step = catalog.step(lowest.step)
    mark = score_mark(catalog, lowest.score, journey=lowest.step.partition("/")[0], among=True)
    return HeatCell(mark=mark, title=step.title if step else "", url=step.url if step else "")


def _sentence(words: Messages, heats: tuple[Heat, ...]) -> str:
    """Return the coldest cell of all, in words."""
    every = [
        (cell.mark.score, row.who.title, column[0], heat.title, cell.mark.text)
        for heat in heats
        for row in heat.rows
        for cell, column in zip(row.cells, heat.columns, strict=True)
        if cell
    ]
    if not every:
        return ""
    # of equal scores the one with the first names: every build says the same
    _, who, stage, journey, felt = min(every)
    return words.phrase("journeys.lowest", who=who, stage=stage, journey=journey, score=felt)
