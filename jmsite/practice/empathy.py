"""Look at whether a map speaks of the customer, in the customer's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.rules.practice.empathy import CompanyVerbs, InsideWords
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.sources import Loc
from jmsite.practice.questions import is_kept, journey_of
from jmsite.practice.rule_types import EntityFinding

CUSTOMER = ("doing", "thinking", "needs", "expectations", "feeling", "quotes", "pains", "gains")
"""The lanes in which the customer acts and speaks."""
# a path to a file: names of programs, tables and folders are words of the house, and no customer says them
_PATH = re.compile(r"(?<![\w/:.])(?:[A-Za-z]:\\|/?(?:[\w.-]+[/\\])+)[\w-]+\.[a-z]{2,4}\b")


def inside_words(catalog: Catalog, journey: Entity[Journey], options: InsideWords) -> Iterator[EntityFinding]:
    """Notice what no customer would say: names of systems and departments, words that the site lists, file paths."""
    if not is_kept(journey):
        return
    texts = [(step, loc, text) for step in catalog.moments(journey.id) for loc, text in customer_texts(step)]
    whole = "\n".join([text for _, _, text in texts])
    # in all of the journey first, where most names are not at all
    names = [name for name in _names(catalog, options) if name in whole]
    folded = whole.casefold()
    words = [word for word in options.words if word.casefold() in folded]
    if not names and not words and "/" not in whole and "\\" not in whole:
        return
    pattern = _pattern(names, words)
    for step, loc, text in texts:
        found = pattern.search(text) or _PATH.search(text)
        if found:
            message = f"no customer would say '{found[0]}'"
            hint = "say what the customer sees or does; what runs behind it has lanes of its own"
            yield EntityFinding(message=message, field=loc, hint=hint, entity=("step", step.id))


def nothing_felt(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a journey of which no step says what the customer thinks or feels; a score alone does not."""
    steps = [step.fields for step in catalog.moments(journey.id)]
    if not steps or not is_kept(journey):
        return
    if not any(step.thinking or step.feeling or step.quotes or _has_word(step) for step in steps):
        message = f"'{journey.title}' says nothing of what the customer thinks or feels"
        yield EntityFinding(
            message=message, hint="add 'thinking', 'feeling' or 'quotes' to the steps that matter most"
        )


def quote_without_source(catalog: Catalog, step: Entity[Step], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a quote of which nothing says where it comes from."""
    for at, quote in enumerate(step.fields.quotes):
        if quote.research is None and is_kept(journey_of(catalog, step)):
            message = "this quote has no source"
            yield EntityFinding(
                message=message, field=("quotes", at), hint="name the study, or write it as 'thinking'"
            )


def company_title(catalog: Catalog, step: Entity[Step], options: CompanyVerbs) -> Iterator[EntityFinding]:
    """Notice a title that begins with what the company tells itself to do, in English or in words of the site."""
    own = "verbs" in options.model_fields_set
    if not own and not catalog.site.language.casefold().startswith("en"):
        return
    first = (step.fields.title or "").partition(" ")[0].casefold().rstrip(":,")
    if first in {verb.casefold() for verb in options.verbs} and is_kept(journey_of(catalog, step)):
        message = f"'{step.title}' is what the company does"
        yield EntityFinding(
            message=message, field=("title",), hint="say what the customer does, in their words"
        )


def customer_texts(step: Entity[Step]) -> Iterator[tuple[Loc, str]]:
    """Yield what stands in the customer's lanes of a step, its title first, each with its field."""
    if step.fields.title:
        yield ("title",), step.fields.title
    for name in CUSTOMER:
        if name in step.fields.model_fields_set:
            for at, cell in enumerate(getattr(step.fields, name)):
                yield (name, at), cell.text


def _names(catalog: Catalog, options: InsideWords) -> Iterator[str]:
    """Yield the names of systems and departments, but for those that channels and touchpoints have as well."""
    known = {one.title for kind in ("channel", "touchpoint") for one in catalog.all(kind)}
    for kind in ("system", "department"):
        for entity in catalog.all(kind):
            if entity.title not in known and entity.title not in options.allow:
                yield entity.title


def _pattern(names: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds names as they are written, and words in any case; nothing where there are none."""
    parts = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in names]
    parts += [rf"(?i:(?<!\w){re.escape(word)}(?!\w))" for word in words]
    return re.compile("|".join(parts) or r"(?!)")


def _has_word(step: Step) -> bool:
    return any(
        felt.word or isinstance(felt.score, str) for points in step.emotion.values() for felt in points
    )
