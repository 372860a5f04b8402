"""The rules of practice: what experienced journey mappers look for in a map, family by family."""

from __future__ import annotations

from jmsite.model.rules.practice.objectives import OBJECTIVES
from jmsite.model.rules.practice.simplicity import SIMPLICITY
from jmsite.model.rules.practice.upkeep import UPKEEP
from jmsite.model.rules.rule import Rule

PRACTICE: tuple[Rule, ...] = (*OBJECTIVES, *UPKEEP, *SIMPLICITY)
