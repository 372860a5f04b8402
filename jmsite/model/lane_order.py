"""Place the lanes of a site's own among the others, and say in which views of a map they are seen."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from jmsite.model.entities.lanes import LANES, ROLES, LaneKind, Role
from jmsite.model.entities.site import VIEWS, OwnLane
from jmsite.model.value import Value

_KINDS = {kind.key: kind for kind in LANES}
ROLE_OF: Mapping[str, Role] = {kind.key: kind.role for kind in LANES}
LANE_OF: Mapping[str, str] = {
    **{field: kind.key for kind in LANES for field in kind.filled_by},
    **{kind.key: kind.key for kind in LANES},
    "research": "evidence",
}
"""Names by which an author may call a lane (its own, or that of a field that it shows) → its key."""


class PlacedLane(Value):
    """A lane of a map in its place: with what the site says of it, where it is the site's own.

    ``left_out`` are the views that do not show it unless they are asked to.
    """

    kind: LaneKind
    own: OwnLane | None = None
    left_out: tuple[str, ...] = ()


def lane_order(own: Mapping[str, OwnLane]) -> tuple[PlacedLane, ...]:
    """Return all lanes in the order of a map: by role, those of the site's own last or after the one they name."""
    placed: dict[str, PlacedLane] = {}
    for role in ROLES:
        named = (kind.key for kind in LANES if kind.role == role)
        loose = (name for name, lane in own.items() if not lane_before(lane, own) and lane.role == role)
        for name in (*named, *loose):
            placed.update((one.kind.key, one) for one in _with_followers(name, role, own, set(placed)))
    # what stands in no place by now stands after itself in a circle, which the check tells
    rest = (_placed(name, lane, lane.role) for name, lane in own.items() if name not in placed)
    return (*placed.values(), *rest)


def lane_before(lane: OwnLane, own: Container[str]) -> str:
    """Return the lane that a lane of the site's own stands after, "" for none or for one that there is not."""
    if not lane.after:
        return ""
    return lane.after if lane.after in own else LANE_OF.get(lane.after.replace("-", "_"), "")


def _with_followers(
    name: str, role: Role, own: Mapping[str, OwnLane], done: set[str]
) -> Iterator[PlacedLane]:
    """Yield a lane and those that stand after it, each with those after it; none twice."""
    # lanes that stand after each other in a circle are told by a check; here they must only not go round
    if name in done:
        return
    done.add(name)
    yield _placed(name, own[name], role) if name in own else PlacedLane(kind=_KINDS[name])
    for next, lane in own.items():
        if lane_before(lane, own) == name:
            yield from _with_followers(next, role, own, done)


def _placed(name: str, lane: OwnLane, role: Role) -> PlacedLane:
    shown = lane.views if "views" in lane.model_fields_set else default_views(role)
    left_out = tuple(view for view in VIEWS if view not in shown)
    kind = LaneKind(key=name, role=role, icon=lane.icon or "tag", on_map="map" in shown)
    return PlacedLane(kind=kind, own=lane, left_out=left_out)


def default_views(role: Role) -> tuple[str, ...]:
    """Return where lanes of a role are seen when nothing is said: what customers meet
    everywhere, the rest on the blueprint.
    """
    return VIEWS if role == "customer" else ("blueprint",)
