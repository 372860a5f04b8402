"""Judge what was found: by the rules of practice, by the comments that ask to ignore it, and by the site's settings."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.checks.ignores import heed, ignores
from jmsite.checks.severities import apply_severities
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.site import Site
from jmsite.model.findings import Finding
from jmsite.model.rules import RULES
from jmsite.model.sources import Inputs
from jmsite.practice.noticed import InUse
from jmsite.practice.table import asked, look_at, subjects


def in_use(site: Site, inputs: Inputs, memo: Memo) -> tuple[InUse, ...]:
    """Return the rules of practice that a site asks for.

    They are for those who keep the maps, and need to see everything: in a build for an audience, what is kept back
    would be missed as if nobody had written it.
    """
    return memo(asked, site) if inputs.options.audience == "internal" else ()


def practised(catalog: Catalog, rules: tuple[InUse, ...], memo: Memo) -> tuple[Finding, ...]:
    """Return what the rules of practice that a site asks for notice."""
    found = memo.traced(look_at, catalog, subjects(catalog, rules))
    return tuple([finding for some in found for finding in some])


def heeded(
    faults: Sequence[Diagnostic], rules: tuple[InUse, ...], inputs: Inputs, memo: Memo
) -> tuple[Diagnostic, ...]:
    """Return the faults that no comment in the content asks to ignore, with those of the comments."""
    internal, practices = inputs.options.audience == "internal", {rule.practice.rule for rule in rules}
    comments = memo(ignores, inputs.content)
    return heed(faults, comments, lambda rule: rule in practices if RULES[rule].practice else internal)


def weighed(faults: Sequence[Diagnostic], site: Site) -> tuple[Diagnostic, ...]:
    """Return faults as heavy as the site wants them, in order."""
    return apply_severities(faults, site.rules, site.practice)
