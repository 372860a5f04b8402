"""The question that a journey asks of its log of events."""

from __future__ import annotations

from jmsite.data.events.plan import Plan
from jmsite.model.entities.events import Events
from jmsite.model.sources import Blob
from jmsite.model.value import Value


class FunnelAsked(Value):
    """A funnel that a metric asks for: its steps by their places, none for all with events, and whether each must come
    after the one before.
    """

    steps: tuple[int, ...] = ()
    in_order: bool = True


class EventQuestion(Value):
    """All that a flow depends on. Equal questions have equal answers.

    ``steps`` are the ids of all steps of the journey in order, and numbers elsewhere are places in it. ``called`` are
    pairs of a name as columns are compared and the step that it stands for, -1 for none on purpose; ``mapped`` the
    steps that an author says have events; ``who`` pairs of a name and the id of a persona, "" for one that must not be
    shown.
    """

    journey: str
    events: Events
    blob: Blob
    steps: tuple[str, ...]
    called: tuple[tuple[str, int], ...] = ()
    mapped: tuple[int, ...] = ()
    who: tuple[tuple[str, str], ...] = ()
    plan: Plan = Plan()
    funnels: tuple[FunnelAsked, ...] = ()
