"""The types of rules of practice: what each is, which ones a site asks for, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from jmsite.checks.rule_settings import options_at
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.findings import Finding, RelatedField, Target
from jmsite.model.rules import RULES
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.sources import Loc
from jmsite.model.value import Value


class EntityFinding(Value):
    """Something that a rule of practice notices in what it looks at: where in its fields, what, and what helps.

    ``entity`` is another one than was looked at, where it is noticed there.
    """

    message: str
    field: Loc = ()
    hint: str = ""
    entity: Target | None = None
    related: tuple[RelatedField, ...] = ()

    def found(self, rule: str, looked_at: Target) -> Finding:
        """Return the finding of a rule that this is."""
        return Finding(
            rule=rule,
            entity=self.entity or looked_at,
            field=self.field,
            message=self.message,
            hint=self.hint,
            related=self.related,
        )


class TextFinding(Value):
    """Something that a rule of practice spots in a text, from ``start`` up to ``end``."""

    start: int
    end: int
    message: str
    hint: str


LookAt = Callable[[Catalog, Entity[Any], Any], Iterable[EntityFinding]]
"""A rule: what it notices in an entity of a catalog under its options."""
SpotIn = Callable[[Catalog, str, Any], Iterable[TextFinding]]
"""A rule: what it spots in a text under its options."""


class Practice(Value, kw_only=True):
    """A rule of practice: its id in the table of rules, the kinds of entities it looks at, and how."""

    rule: str
    kinds: tuple[str, ...]
    look: LookAt


class TextPractice(Value, kw_only=True):
    """A rule of practice that looks at texts, whatever they speak of.

    ``data``: also at rows of data that are shown; ``online``: at web addresses, once somebody has asked the web.
    """

    rule: str
    spot: SpotIn
    data: bool = False
    online: bool = False


P_co = TypeVar("P_co", bound=Practice | TextPractice, covariant=True)


class InUse(Value, Generic[P_co]):
    """A rule of practice that a site asks for, with its options where the same hold everywhere; else None."""

    practice: P_co
    options: RuleOptions | None

    def options_for(self, catalog: Catalog, path: str) -> RuleOptions:
        """Return the options that hold for a file."""
        id = self.practice.rule
        return self.options or options_at(id, catalog.site.rules, RULES[id].options, path)


class Rules(Value):
    """The rules of practice that a site asks for: those that look at entities, and those that look at texts."""

    of_entities: tuple[InUse[Practice], ...] = ()
    of_texts: tuple[InUse[TextPractice], ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids of all rules."""
        entities = {one.practice.rule for one in self.of_entities}
        return frozenset(entities | {one.practice.rule for one in self.of_texts})
