"""Judge what was found: by the rules of practice, by the comments that ask to ignore it, and by the site's settings."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.checks.ignores import apply_ignores, ignore_comments
from jmsite.checks.severities import apply_severities
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Checked, Diagnostic
from jmsite.model.entities.site import Site
from jmsite.model.findings import Examined
from jmsite.model.rules import RULES
from jmsite.model.sources import Inputs
from jmsite.practice.rule_types import Rules
from jmsite.practice.table import asked, look_at, subjects
from jmsite.practice.texts import look_at_rows, look_at_text, may_have_findings


def rules_in_use(site: Site, inputs: Inputs, memo: Memo) -> Rules:
    """Return the rules of practice that a site asks for.

    They are for those who keep the maps, and need to see everything: in a build for an audience, what is kept back
    would be missed as if nobody had written it.
    """
    return memo(asked, site, inputs.gone is not None) if inputs.options.audience == "internal" else Rules()


def apply_rules(catalog: Catalog, rules: Rules, memo: Memo) -> Examined[Checked[None]]:
    """Return what the rules of practice that a site asks for find: in texts, which have their places, and elsewhere."""
    of_entities = memo.traced(look_at, catalog, subjects(catalog, rules.of_entities))
    files = list(catalog.table("content").values()) if rules.of_texts else []
    online = any(rule.practice.online for rule in rules.of_texts)
    worth = memo.each(may_have_findings, [(source.path, (source, online)) for source in files])
    texts = [
        (one.path, (rules.of_texts, one)) for one, is_worth in zip(files, worth, strict=True) if is_worth
    ]
    of_texts = memo.traced(look_at_text, catalog, texts)
    data = tuple([rule for rule in rules.of_texts if rule.practice.data])
    charts = [(one.id, (data, one)) for one in catalog.all("chart")] if data else []
    of_rows = memo.traced(look_at_rows, catalog, charts)
    return Examined(
        value=Checked(value=None, diagnostics=tuple([one for some in of_texts for one in some])),
        findings=tuple([one for some in (*of_entities, *of_rows) for one in some]),
    )


def without_ignored(
    faults: Sequence[Diagnostic], rules: Rules, inputs: Inputs, memo: Memo
) -> tuple[Diagnostic, ...]:
    """Return the faults that no comment in the content asks to ignore, with those of the comments."""
    internal, practices = inputs.options.audience == "internal", rules.ids
    comments = memo(ignore_comments, inputs.content)
    return apply_ignores(
        faults, comments, lambda rule: rule in practices if RULES[rule].practice else internal
    )


def with_severities(faults: Sequence[Diagnostic], site: Site, online: bool = False) -> tuple[Diagnostic, ...]:
    """Return faults as heavy as the site wants them, in order; who asks the web wants to hear of it in any case."""
    practice = "gentle" if online and site.practice == "off" else site.practice
    return apply_severities(faults, site.rules, practice)


def merge_sorted(weighed: tuple[Diagnostic, ...], others: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return faults that have been weighed as one, in order."""
    # mostly there are no others, and to put thousands in order again takes as long as to find them
    return tuple(sorted({*weighed, *others}, key=lambda one: one.sort_key)) if others else weighed
