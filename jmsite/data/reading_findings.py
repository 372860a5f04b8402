"""Say what is wrong with data, to be shown where it is asked for."""

from __future__ import annotations

from jmsite.model.findings import Finding, MissingField
from jmsite.model.kinds import KINDS
from jmsite.model.sources import Loc
from jmsite.model.suggestions import ProbablyMeant


def finding_at_query(kind: str, id: str, rule: str, message: str, hint: str = "") -> Finding:
    """Return a finding of data that an entity asks for, at the name of the field in which it does so."""
    return Finding(
        rule=rule, entity=(kind, id), field=(KINDS[kind].asks,), message=message, hint=hint, named=True
    )


def finding_at_word(
    metric: str, rule: str, field: Loc, message: str, hint: str, near: ProbablyMeant, named: bool = False
) -> Finding:
    """Return a finding of a word in the readings of a metric, at that word; ``field`` is the way to it in them.

    ``named``: the word is the name of the field, as that of a column in a condition.
    """
    return Finding(
        rule=rule,
        entity=("metric", metric),
        field=(KINDS["metric"].asks, *field),
        message=message,
        hint=hint,
        named=named,
        meant=near,
    )


def finding_of_missing_fields(
    metric: str, rule: str, message: str, hint: str, words: dict[Loc, str]
) -> Finding:
    """Return a finding of readings that lack fields; ``words`` are what would certainly be written in these."""
    asks = KINDS["metric"].asks
    added = tuple([MissingField(field=(asks, *field), word=word) for field, word in words.items()])
    return Finding(
        rule=rule,
        entity=("metric", metric),
        field=(asks,),
        message=message,
        hint=hint,
        named=True,
        added=added,
    )
