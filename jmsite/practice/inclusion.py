"""Look at whom a map forgets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.findings import RelatedField
from jmsite.model.rules.practice.inclusion import LeastEase
from jmsite.model.rules.rule import RuleOptions
from jmsite.practice.empathy import customer_texts
from jmsite.practice.questions import is_kept
from jmsite.practice.reading_ease import formula_for, reading_ease, words_of
from jmsite.practice.rule_types import EntityFinding, TextFinding

FEW = 5
"""Words below which a single text says nothing about itself."""
_NO_TEXT = re.compile(r"!\[\s*\]\(")


def no_alternative_text(_: Catalog, text: str, __: RuleOptions) -> Iterator[TextFinding]:
    """Notice a picture in prose without a word for those who do not see it."""
    if "![" in text:
        for found in _NO_TEXT.finditer(text):
            message = "this picture has no alternative text"
            hint = "say between the brackets what it shows"
            yield TextFinding(start=found.start(), end=found.end(), message=message, hint=hint)


def only_online(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a journey in which every channel is online."""
    kinds = {channel.fields.kind for channel in catalog.found("channel", _channels(catalog, journey))}
    if kinds == {"online"} and is_kept(journey):
        message = f"'{journey.title}' has online channels only"
        yield EntityFinding(message=message, hint="add how it goes by phone, by post or in person")


def no_accessibility(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a journey that says nothing of barriers for people with disabilities."""
    steps = catalog.moments(journey.id)
    if steps and is_kept(journey) and not any(step.fields.accessibility for step in steps):
        message = f"'{journey.title}' says nothing of barriers for people with disabilities"
        yield EntityFinding(
            message=message, hint="write what you meet on the way as 'accessibility:' of a step"
        )


def hard_to_read(catalog: Catalog, journey: Entity[Journey], options: LeastEase) -> Iterator[EntityFinding]:
    """Notice a journey whose customer lanes are hard to read, in a language of which that can be told."""
    formula = formula_for(catalog.site.language)
    if formula is None or not is_kept(journey):
        return
    cells = [
        (step.id, loc, text) for step in catalog.moments(journey.id) for loc, text in customer_texts(step)
    ]
    texts = [text for _, _, text in cells]
    if sum(text.count(" ") + 1 for text in texts) < options.words:
        return
    ease = reading_ease(texts, formula)
    if ease is None or ease >= options.min or sum(len(words_of(text)) for text in texts) < options.words:
        return
    hardest = min(
        (cell for cell in cells if len(words_of(cell[2])) >= FEW),
        key=lambda cell: reading_ease([cell[2]], formula) or 0.0,
        default=None,
    )
    message = (
        f"the customer's lanes of '{journey.title}' are hard to read: {ease:.0f}, less than {options.min:g}"
    )
    related = [
        RelatedField(entity=("step", id), field=loc, message="hardest here")
        for id, loc, _ in filter(None, [hardest])
    ]
    hint = "use short sentences, and words that the customer would say"
    yield EntityFinding(message=message, hint=hint, related=tuple(related))


def _channels(catalog: Catalog, journey: Entity[Journey]) -> set[str]:
    found: set[str] = set()
    for step in catalog.moments(journey.id):
        found.update(step.fields.channel)
        touchpoints = catalog.found("touchpoint", step.fields.touchpoint)
        found.update(one.fields.channel for one in touchpoints if one.fields.channel)
    return found
