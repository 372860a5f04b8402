"""The list of solutions, and whether each of them helped."""

from __future__ import annotations

from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Solution
from jmsite.model.messages import Messages
from jmsite.model.page import Page
from jmsite.model.value import Value, replace
from jmsite.pages.parts.metrics.effects import Effect, effects
from jmsite.pages.parts.page.facts import dots, links
from jmsite.pages.parts.page.marks import IconLink

GROUPS = (
    ("shipped", ("shipped",)),
    ("coming", ("building", "planned")),
    ("ideas", ("idea",)),
    ("dropped", ("dropped",)),
)


class SolutionRow(Value):
    """A solution in the list; ``effects`` come without their pictures."""

    title: str
    url: str
    summary: str
    status: str
    day: date | None
    opportunities: tuple[IconLink, ...]
    departments: tuple[IconLink, ...]
    impact: float | None
    effort: float | None
    dots: tuple[bool, ...]
    effects: tuple[Effect, ...]


class SolutionsView(Value):
    """All solutions in groups: shipped, coming, ideas, dropped."""

    lead: str
    groups: tuple[tuple[str, tuple[SolutionRow, ...]], ...]


def solutions(catalog: Catalog, _: str) -> Page:
    """Return the list of all solutions."""
    rows = [_row(catalog, entity) for entity in catalog.all("solution")]
    groups = tuple(
        (name, tuple(sorted(found, key=_newest if name == "shipped" else _soonest)))
        for name, statuses in GROUPS
        if (found := [row for row in rows if row.status in statuses])
    )
    lead, title = _lead(catalog.words, rows), catalog.words.phrase("kind.solution")
    view = SolutionsView(lead=lead, groups=groups)
    return Page(
        kind="solutions", url="solutions/", title=title, view=view, description=lead, section="opportunities/"
    )


def _newest(row: SolutionRow) -> tuple[int, str]:
    return -(row.day.toordinal() if row.day else 0), row.title


def _soonest(row: SolutionRow) -> tuple[bool, int, str]:
    return row.status != "building", row.day.toordinal() if row.day else date.max.toordinal(), row.title


def _row(catalog: Catalog, entity: Entity[Solution]) -> SolutionRow:
    fields = entity.fields
    return SolutionRow(
        title=entity.title,
        url=entity.url,
        summary=fields.summary or "",
        status=fields.status,
        day=fields.shipped or fields.due,
        opportunities=links(catalog.found("opportunity", fields.opportunities)),
        departments=links(catalog.found("department", fields.departments)),
        impact=fields.impact,
        effort=fields.effort,
        dots=dots(fields.effort),
        effects=tuple(replace(each, trend=None) for each in effects(catalog, entity)),
    )


def _lead(words: Messages, rows: list[SolutionRow]) -> str:
    """Return how many have shipped, and how many of those moved a metric for the better."""
    shipped = [row for row in rows if row.status == "shipped"]
    coming = sum(row.status in ("building", "planned") for row in rows)
    states = words.listed(
        (
            words.counted(len(shipped), "solutions.told-shipped") if shipped else "",
            words.counted(coming, "solutions.told-coming") if coming else "",
        )
    )
    whole = words.counted(len(rows), "count.solutions")
    whole = words.phrase("pair", name=whole, value=states) if states else whole
    judged = [row for row in shipped if any(each.count for each in row.effects)]
    return words.sentences(whole, _helped(words, judged))


def _helped(words: Messages, judged: list[SolutionRow]) -> str:
    """Return how many of those with readings on both sides moved a metric for the better, and for the worse."""
    if not judged:
        return ""
    helped = sum(any(each.change.better for each in row.effects if each.change) for row in judged)
    worse = sum(any(each.change.better is False for each in row.effects if each.change) for row in judged)
    told = words.counted(helped, "solutions.helped")
    told = words.row(told, words.counted(worse, "solutions.harmed")) if worse else told
    return words.counted(len(judged), "solutions.judged", told=told)
