"""The curve at the head of a map: all steps, with the points that its finding is about."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.figures import Drawing, EmotionCurve, WholeCurve
from jmsite.pages.parts.map.flags import clauses_at_points


def whole_curve(catalog: Catalog, entity: Entity[Journey], lane: Drawing | None) -> Drawing | None:
    """Return the curve of a journey's lane as one picture of all its steps; None where nothing has a score."""
    curve = lane.figure if lane else None
    if lane is None or not isinstance(curve, EmotionCurve) or not curve.points:
        return None
    figure = WholeCurve(
        steps=curve.steps,
        lines=curve.lines,
        points=curve.points,
        stages=tuple(len(catalog.steps_of(stage.id)) for stage in catalog.stages_of(entity.id)),
        pins=tuple((pin.place, pin.persona) for pin in clauses_at_points(catalog, entity)),
        ghost=curve.ghost,
        signs=curve.signs,
        rtl=curve.rtl,
        scale=curve.scale,
    )
    return Drawing(figure=figure, caption=lane.caption, table=lane.table)
