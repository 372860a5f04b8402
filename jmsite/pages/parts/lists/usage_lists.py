"""The lists of what steps use: which of them matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jmsite.model.addresses import slug
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.kinds import ENTITIES, KINDS, RESULTS
from jmsite.model.messages import Messages, capitalized
from jmsite.model.page import Link, Page
from jmsite.model.value import Value
from jmsite.pages.parts.lists.usage import summary
from jmsite.pages.parts.page.marks import IconLink, ScoreMark

USED = tuple(kind for kind in RESULTS if ENTITIES[kind].home.begins == "entry")
"""The kinds of what steps use, in the order in which readers meet them everywhere."""


USUAL = ("pre-purchase", "purchase", "post-purchase")
"""Kinds of touchpoints that have an order of their own."""


class UsedRow(Value):
    """Something that steps use, as a row. ``start`` and ``width`` are percent of a track from -2 to +2.

    ``weight`` are the dots of its importance, ``parts`` how many touchpoints it has, where it is a channel.
    """

    id: str
    title: str
    url: str
    icon: str
    under: str
    channel: tuple[IconLink, ...]
    owner: tuple[IconLink, ...]
    status: str
    weight: tuple[bool, ...]
    importance: int
    parts: int | None
    mark: ScoreMark | None
    start: float
    width: float
    steps: int
    pains: int
    severe: int
    kind: str = ""
    kind_key: str = ""
    line: int = 0


class Columns(Value):
    """The columns of a list that are shown: those that tell its rows apart."""

    channel: bool
    weight: bool
    owner: bool
    parts: bool
    status: bool
    kind: bool = False


class KindChoice(Value):
    """A kind of what is listed, by which the rows can be chosen: as it stands in addresses, and in words."""

    key: str
    title: str


class Listing(Value):
    """A list of all of a kind: the worst first, what nobody has scored after it."""

    kind: str
    lead: str
    at_risk: int
    rows: tuple[UsedRow, ...]
    columns: Columns
    beside: tuple[Link, ...]
    kinds: tuple[KindChoice, ...] = ()


def columns(rows: Sequence[UsedRow]) -> Columns:
    """Return the columns that tell rows apart: an owner or a status that all share does not."""
    return Columns(
        channel=len({row.channel for row in rows}) > 1,
        weight=any(row.weight for row in rows),
        owner=len({row.owner for row in rows}) > 1,
        parts=any(row.parts is not None for row in rows),
        status=len({row.status for row in rows}) > 1,
        kind=len({row.kind_key for row in rows}) > 1,
    )


def kinds(rows: Iterable[UsedRow]) -> tuple[KindChoice, ...]:
    """Return the kinds of some rows, before, while and after something is bought first; none where all are of one."""
    named = {
        row.kind_key: row.kind for row in sorted(rows, key=lambda row: (row.line, row.id)) if row.kind_key
    }
    order = sorted(named, key=lambda key: USUAL.index(key) if key in USUAL else len(USUAL))
    return tuple(KindChoice(key=key, title=named[key]) for key in order) if len(named) > 1 else ()


def ordered(rows: Iterable[UsedRow]) -> tuple[UsedRow, ...]:
    """Return the worst first; then those without a score, the most used first."""
    return tuple(sorted(rows, key=_rank))


def _rank(row: UsedRow) -> tuple[bool, float, int, int]:
    return row.mark is None, row.mark.score if row.mark else 0, -row.importance, -row.steps


def listing(catalog: Catalog, kind: str, rows: Sequence[UsedRow]) -> Page:
    """Return the page that lists all of a kind."""
    sorted_rows = ordered(rows)
    view = Listing(
        kind=kind,
        lead=_lead(catalog.words, sorted_rows),
        at_risk=sum(row.status == "at-risk" for row in rows),
        rows=sorted_rows,
        columns=columns(rows),
        beside=beside(catalog),
        kinds=kinds(sorted_rows),
    )
    folder, title = KINDS[kind].folder, catalog.words.phrase(f"kind.{kind}")
    return Page(
        kind=folder, url=f"{folder}/", title=title, view=view, description=view.lead, section=f"{folder}/"
    )


def _lead(words: Messages, rows: tuple[UsedRow, ...]) -> str:
    """Return the worst and the best in a sentence."""
    felt = [row for row in rows if row.mark]
    if not felt:
        return ""
    told = [("use.lead.worst", felt[0].title, felt[0].mark)]
    if len(felt) > 1:
        told += [
            ("use.lead.best", row.title, row.mark) for row in felt[-1:] if row.mark and row.mark.score > 0
        ]
    said = (words.phrase(key, title=title, score=mark.text) for key, title, mark in told if mark)
    return words.sentences(*said)


def track(mark: ScoreMark | None) -> tuple[float, float]:
    """Return where the bar of a score begins on a track from -2 to +2, and how long it is, in percent."""
    # bars go from the middle to either side, so a bad one begins where its score is
    at = round(50 + max(-2.0, min(2.0, mark.score)) * 25, 1) if mark else 50.0
    return min(50.0, at), round(abs(at - 50), 1)


def beside(catalog: Catalog) -> tuple[Link, ...]:
    """Return the lists of what steps use, those that there are."""
    return tuple(
        Link(title=catalog.words.phrase(f"kind.{kind}"), url=f"{KINDS[kind].folder}/")
        for kind in USED
        if catalog.entities(kind)
    )


def used_row(
    catalog: Catalog,
    entity: Entity[Any],
    steps: Iterable[Entity[Step]],
    icon: str = "",
    under: str = "",
    channel: tuple[IconLink, ...] = (),
    owner: tuple[IconLink, ...] = (),
    status: str = "",
    weight: tuple[bool, ...] = (),
    importance: int = 0,
    parts: int | None = None,
    kind: str = "",
) -> UsedRow:
    """Return something that steps use, as a row of the list of its kind."""
    sum = summary(catalog, steps, whole=False)
    start, width = track(sum.mark)
    return UsedRow(
        id=entity.id,
        title=entity.title,
        url=entity.url,
        icon=icon,
        under=under,
        channel=channel,
        owner=owner,
        status=status,
        weight=weight,
        importance=importance,
        parts=parts,
        mark=sum.mark,
        start=start,
        width=width,
        steps=sum.steps,
        pains=sum.pains,
        severe=sum.severe,
        kind=capitalized(kind),
        kind_key=slug(kind),
        line=entity.line,
    )
