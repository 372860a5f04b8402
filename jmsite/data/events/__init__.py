"""Events: logs of what people did become counts of cases, by step, passage and way. No case leaves this room."""

from __future__ import annotations

from jmsite.data.events.question import EventQuestion
from jmsite.data.events.worked_out import flow_of

__all__ = ["EventQuestion", "flow_of"]
