"""What a rule of practice notices, and what rules ask of a catalog alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.findings import Beside, Finding, Target
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.sources import Loc
from jmsite.model.value import Value


class Noticed(Value):
    """Something that a rule of practice notices in what it looks at: where in its fields, what, and what helps.

    ``entity`` is another one than was looked at, where it is noticed there.
    """

    message: str
    field: Loc = ()
    hint: str = ""
    entity: Target | None = None
    related: tuple[Beside, ...] = ()

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


Look = Callable[[Catalog, Entity[Any], Any], Iterable[Noticed]]
"""A rule: what it notices in an entity of a catalog under its options."""


class Practice(Value, kw_only=True):
    """A rule of practice: its id in the table of rules, the kinds of entities it looks at, and how."""

    rule: str
    kinds: tuple[str, ...]
    look: Look


class InUse(Value):
    """A rule of practice that a site asks for, with its options where the same hold everywhere; else None."""

    practice: Practice
    options: RuleOptions | None


def is_kept(journey: Entity[Journey]) -> bool:
    """Return whether a journey is one that somebody still keeps true."""
    return journey.fields.status != "retired"


def is_current(journey: Entity[Journey]) -> bool:
    """Return whether a journey is told as it is: what is to be is assumed by nature."""
    return journey.fields.state == "current" and is_kept(journey)


def owner_steps(catalog: Catalog, stage: Entity[Stage]) -> Iterator[Entity[Step]]:
    """Yield the steps of a stage that are written in it; none for a stage that stands for its only step."""
    if stage.fields.steps:
        yield from catalog.steps_of(stage.id)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
