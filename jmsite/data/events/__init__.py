"""Events: logs of what people did become counts of cases, by step, passage and way. No case leaves this room."""

from __future__ import annotations

from jmsite.data.events.asking import event_questions, flows_by_journey
from jmsite.data.events.flows import flow_of
from jmsite.data.events.funnels import with_funnels
from jmsite.data.events.question import EventQuestion

__all__ = ["EventQuestion", "event_questions", "flow_of", "flows_by_journey", "with_funnels"]
