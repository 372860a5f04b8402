"""The page of changes: each journey with its old curve below the new one, and the cells that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from jmsite.changes.matching import MatchedEntities, match_entities
from jmsite.differences.change_lines import ChangeGroup, ChangeLine, DescribedChanges
from jmsite.model.catalog import Catalog
from jmsite.model.change import Piece
from jmsite.model.figures import Drawing, EmotionCurve, FigureTable, Line, WholeCurve
from jmsite.model.value import Value
from jmsite.pages.parts.changes.change_labels import label
from jmsite.pages.parts.changes.change_words import what_happened
from jmsite.pages.parts.figures.curve_and_trend import columns, curve
from jmsite.pages.parts.page.scores import score_on_scale

ENTITY_FIELDS = ("", "title", "id")
"""The fields of changes that are told of a step as a whole."""


class ChangedCell(Value):
    """A field of a step that changed: for each change what happened, and its words."""

    parts: tuple[tuple[str, tuple[Piece, ...]], ...] = ()


class ChangedRow(Value):
    """A field, and what changed in it: a cell for each step."""

    title: str
    cells: tuple[ChangedCell, ...]


class ChangedCells(Value):
    """The steps of a journey in which something changed, each with its stage, and their cells in rows."""

    steps: tuple[tuple[str, str], ...]
    rows: tuple[ChangedRow, ...]


class PageGroup(Value):
    """A group of changes as the page shows it: curves, the cells of steps, and all else line by line."""

    title: str
    url: str
    count: int
    curves: tuple[tuple[str, Drawing], ...]
    table: ChangedCells | None
    lines: tuple[ChangeLine, ...]


class ChangesView(Value):
    """The page: the two states by their names, how many changes there are, and these in groups."""

    names: tuple[str, str]
    count: int
    groups: tuple[PageGroup, ...]


def changes_view(told: DescribedChanges) -> ChangesView:
    """Return what the page shows."""
    who = match_entities(told.before, told.after)
    groups = tuple(_group(told, who, group) for group in told.groups)
    return ChangesView(names=told.names, count=len(told.changes), groups=groups)


def _group(told: DescribedChanges, who: MatchedEntities, group: ChangeGroup) -> PageGroup:
    of_steps = [line for line in group.lines if line.change.kind == "step"]
    return PageGroup(
        title=group.title,
        url=f"journeys/{group.journey}/" if group.journey else "",
        count=len(group.lines),
        curves=tuple(_curves(told, who, group)),
        table=_table(told.after, of_steps) if of_steps else None,
        lines=tuple(line for line in group.lines if line.change.kind != "step"),
    )


# -- curves


def _curves(
    told: DescribedChanges, who: MatchedEntities, group: ChangeGroup
) -> Iterator[tuple[str, Drawing]]:
    """Yield the curve of each persona whose scores changed, with the one before as a ghost."""
    scored = [line.change for line in group.lines if line.change.topic == "score"]
    personas = dict.fromkeys(change.persona for change in scored)
    if not personas or told.after.journey(group.journey) is None:
        return
    whole = curve(told.after, group.journey)
    for line in whole.lines:
        if line.id in personas:
            yield line.title, _drawing(told, who, group.journey, whole, line)


def _drawing(
    told: DescribedChanges, who: MatchedEntities, journey: str, whole: EmotionCurve, line: Line
) -> Drawing:
    after, words = told.after, told.after.words
    stages = tuple(len(after.steps_of(stage.id)) for stage in after.stages_of(journey))
    before = _scores_before(told, who, journey, line.id)
    figure = WholeCurve(
        steps=whole.steps,
        lines=(line,),
        points=tuple(point for point in whole.points if point.line == line.id),
        stages=stages,
        ghost=tuple((place, round(score, 2)) for place, score in before.items()),
        signs=whole.signs,
        rtl=whole.rtl,
        scale=whole.scale,
    )
    now = {point.step: point.score for point in figure.points}
    rows = tuple(
        (step, *(_score(after, journey, scores.get(place)) for scores in (before, now)))
        for place, step in enumerate(whole.steps)
        if place in before or place in now
    )
    heads = (*columns(words, "step"), *(words.phrase(f"change.{key}") for key in ("was", "now")))
    return Drawing(
        figure=figure, caption=words.phrase("change.curve"), table=FigureTable(columns=heads, rows=rows)
    )


def _scores_before(
    told: DescribedChanges, who: MatchedEntities, journey: str, persona: str
) -> dict[int, float]:
    """Return how a persona felt at the steps that were there before, by their place now."""
    former = who.former.get(("persona", persona), persona)
    found: dict[int, float] = {}
    for place, step in enumerate(told.after.journey_steps(journey)):
        points = told.before.points(who.former.get(("step", step.id), ""))
        own = [point.score for point in points if point.persona == former]
        if own:
            found[place] = fmean(own)
    return found


def _score(catalog: Catalog, journey: str, score: float | None) -> str:
    return "" if score is None else score_on_scale(catalog, score, journey)


# -- cells


def _table(catalog: Catalog, lines: Sequence[ChangeLine]) -> ChangedCells:
    steps = list(dict.fromkeys(line.change.id for line in lines))
    titles = {line.change.id: (_stage(catalog, line), line.change.title) for line in lines}
    rows: dict[str, dict[str, list[ChangeLine]]] = {}
    for line in lines:
        rows.setdefault(_row(catalog, line), {}).setdefault(line.change.id, []).append(line)
    return ChangedCells(
        steps=tuple(titles[step] for step in steps),
        rows=tuple(
            ChangedRow(title=title, cells=tuple(_cell(catalog, cells.get(step, ())) for step in steps))
            for title, cells in rows.items()
        ),
    )


def _stage(catalog: Catalog, line: ChangeLine) -> str:
    stage = catalog.stage(line.change.stage)
    return stage.title if stage else ""


def _row(catalog: Catalog, line: ChangeLine) -> str:
    whole = line.change.field in ENTITY_FIELDS
    return catalog.words.phrase("one.step") if whole else label(catalog, line.change)


def _cell(catalog: Catalog, lines: Sequence[ChangeLine]) -> ChangedCell:
    return ChangedCell(parts=tuple((_look(line), _words(catalog, line)) for line in lines))


def _look(line: ChangeLine) -> str:
    if line.better is not None:
        return "better" if line.better else "worse"
    return line.change.what


def _words(catalog: Catalog, line: ChangeLine) -> tuple[Piece, ...]:
    if line.change.field in ("", "title") and line.change.what != "moved":
        return line.pieces
    return what_happened(catalog, line.change)
