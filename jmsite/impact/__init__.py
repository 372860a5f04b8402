"""Say what depends on something: journeys, steps, personas, metrics and departments, directly and through others."""

from __future__ import annotations

from jmsite.impact.dependents import Dependent, Impact, impact_of

__all__ = ["Dependent", "Impact", "impact_of"]
