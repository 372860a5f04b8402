"""The rules of practice: what experienced journey mappers look for in a map, family by family."""

from __future__ import annotations

from jmsite.model.rules.practice.completeness import COMPLETENESS
from jmsite.model.rules.practice.contradiction import CONTRADICTION
from jmsite.model.rules.practice.empathy import EMPATHY
from jmsite.model.rules.practice.evidence import EVIDENCE
from jmsite.model.rules.practice.inclusion import INCLUSION
from jmsite.model.rules.practice.objectives import OBJECTIVES
from jmsite.model.rules.practice.privacy import PRIVACY
from jmsite.model.rules.practice.review import REVIEW
from jmsite.model.rules.practice.simplicity import SIMPLICITY
from jmsite.model.rules.practice.upkeep import UPKEEP
from jmsite.model.rules.rule import Rule

PRACTICE: tuple[Rule, ...] = (
    *OBJECTIVES,
    *EVIDENCE,
    *CONTRADICTION,
    *UPKEEP,
    *REVIEW,
    *SIMPLICITY,
    *EMPATHY,
    *COMPLETENESS,
    *INCLUSION,
    *PRIVACY,
)
