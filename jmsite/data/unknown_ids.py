"""Say which ids of readings are nobody's, and what was meant by them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from jmsite.data.reading_findings import finding_at_query, finding_at_word, finding_of_missing_fields
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import Readings, surveys
from jmsite.model.findings import Finding
from jmsite.model.sources import Loc
from jmsite.model.suggestions import Lexicon, ProbablyMeant

_RULE = "data/unknown-id"
_COMPARED = 40
"""Ids of a file that are compared with those there are: more are hardly slips of the pen."""


def unknown_ids(
    metric: Entity[Metric],
    unknown: Mapping[str, Sequence[str]],
    hidden: Collection[tuple[str, str]],
    catalog: Catalog,
) -> Iterator[Finding]:
    """Yield which of the ids that readings are of are not there, by kind.

    What somebody has written is told where it stands, what comes from the file, of all of it at once. ``hidden`` are
    those that this build must not show: they are left out without a word.
    """
    for kind, found in unknown.items():
        ids = [id for id in found if (kind, id) not in hidden]
        written = {id: _written(metric.fields.readings, kind, id) for id in ids}
        there = catalog.entities(kind)
        lexicon = Lexicon(there, ((entity.title, id) for id, entity in there.items()))
        for id, ways in written.items():
            near = lexicon.meant(id) if ways else ProbablyMeant()
            for way, word in ways:
                message = f"there is no {kind} '{word}'; its readings count only in the total"
                yield finding_at_word(
                    metric.id,
                    _RULE,
                    way,
                    message,
                    near.hint,
                    ProbablyMeant(word=word, found=near.found, certain=near.certain),
                )
        rest = [id for id in ids if not written[id]]
        if rest:
            yield _from_file(metric, kind, rest, lexicon)


def _written(readings: object, kind: str, id: str) -> list[tuple[Loc, str]]:
    """Return where in the readings of a metric an id is written by hand, and how: behind a name of the file, or in
    a list.
    """
    asked = surveys(readings)
    if asked:
        return [
            ((*way, "map", kind, name), word)
            for way, one in asked
            for name, word in one.map.get(kind, {}).items()  # type: ignore[call-overload]
            if word == id
        ]
    if not isinstance(readings, tuple):
        return []
    words = ((at, getattr(reading, kind) or "") for at, reading in enumerate(readings))
    return [((at, kind), word) for at, word in words if word and f"/{id}".endswith(f"/{word}")]


def _from_file(metric: Entity[Metric], kind: str, ids: Sequence[str], lexicon: Lexicon) -> Finding:
    """Return that ids of a file are nobody's, and how to say what is meant by them."""
    some = ", ".join(f"'{id}'" for id in ids[:5]) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")
    message = f"there is no {kind} {some}; these readings count only in the total"
    near = {id: lexicon.meant(id) for id in ids[:_COMPARED]}
    first = near[ids[0]]
    how = f"map the names under 'readings': map: {{{kind}: {{{ids[0]}: {first.found if first.certain else '…'}}}}}"
    hint = f"{first.hint} {how}".strip()
    alone = isinstance(
        metric.fields.readings, Readings
    )  # of several files nobody knows which one it stands in
    sure: dict[Loc, str] = {("map", kind, id): one.found for id, one in near.items() if one.certain and alone}
    return (
        finding_of_missing_fields(metric.id, _RULE, message, hint, sure)
        if sure
        else finding_at_query("metric", metric.id, _RULE, message, hint)
    )
