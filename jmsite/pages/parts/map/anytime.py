"""The moments of a journey that belong to no stage, as cards of a band under its map."""

from __future__ import annotations

from collections.abc import Mapping

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.value import Value
from jmsite.pages.parts.map.branches import close_up
from jmsite.pages.parts.map.cells import NoteMark, entity_text
from jmsite.pages.parts.map.choices import channels_of
from jmsite.pages.parts.map.lanes import Cell, grid, truth_reason
from jmsite.pages.parts.page.facets import Facets, facets
from jmsite.pages.parts.page.marks import IconLink, heat, lowest_score
from jmsite.pages.parts.page.people import PersonaMark, people


class MomentView(Value):
    """A moment that may come at any time, with all that its lanes hold. ``record`` is where the search finds it,
    ``edit`` its address for who edits in the page.
    """

    id: str
    edit: str
    title: str
    record: str
    heat: str
    summary: NoteMark | None
    truth: bool
    reason: NoteMark | None
    people: tuple[PersonaMark, ...]
    nested: IconLink | None
    facets: Facets
    departments: tuple[str, ...]
    channels: tuple[str, ...]
    cells: tuple[Cell, ...]
    path: str
    line: int


def moment_views(
    catalog: Catalog,
    moments: tuple[Entity[Step], ...],
    who: Mapping[str, PersonaMark],
    takers: tuple[str, ...],
) -> tuple[MomentView, ...]:
    """Return the moments of a journey in order; ``takers`` are the personas whose journey it is."""
    cells = grid(catalog, moments, who).cells
    return tuple(_moment(catalog, one, cells[one.id], takers) for one in moments)


def _moment(
    catalog: Catalog, moment: Entity[Step], cells: tuple[Cell, ...], takers: tuple[str, ...]
) -> MomentView:
    fields = moment.fields
    return MomentView(
        id=moment.url.partition("#")[2],
        edit=moment.handle,
        title=moment.title,
        record=moment.url,
        heat=heat(lowest_score(catalog.points(moment.id))),
        summary=entity_text(catalog, moment, fields.summary),
        truth=bool(fields.moment_of_truth),
        reason=truth_reason(catalog, moment, fields),
        people=() if set(fields.personas) >= set(takers) else people(catalog, fields.personas),
        nested=close_up(catalog, moment),
        facets=facets(catalog, moment),
        departments=tuple(id for id in fields.departments if catalog.department(id)),
        channels=channels_of(catalog, moment),
        cells=cells,
        path=moment.path,
        line=moment.line,
    )
