"""Read what a portal was before, state by state, and tell what changed: from git's objects, without a checkout.

The reading of an older state goes through the same sentence as that of today. What changed between two commits is kept
by these, so that each is read once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Literal

from jmsite.cached import keep_periods, kept_periods, past_key
from jmsite.content.discover_revision import inputs_at
from jmsite.engine.memo import Cache, Memo
from jmsite.history.states import HistoryState, states
from jmsite.model.catalog import Catalog
from jmsite.model.past import TOLD, PastPeriod, PastScore, with_current_ids
from jmsite.model.sources import Inputs
from jmsite.model.value import replace
from jmsite.pipeline import catalog_of
from jmsite.reading import settings

MOST_CHANGES = 300
"""Changes of a period that are told; a portal that was written anew has more than anybody reads."""
OBJECTS = Path("build") / "cache" / "objects"
"""The folder for tables of older states, which are read from files."""


def with_history(
    inputs: Inputs, root: Path, cache: Cache | None = None, last: Inputs | None = None
) -> Inputs:
    """Return ``inputs`` with what is remembered of former states, where the site asks for that and git tells."""
    by = settings(inputs, Memo()).value.fields.history
    if by == "off" or not inputs.revision:
        return inputs
    if last is not None and last.revision == inputs.revision and all(one.form == by for one in last.past):
        return replace(inputs, past=last.past)
    try:
        return replace(inputs, past=_periods(inputs, root, by, cache))
    except (OSError, LookupError):
        # a clone without some of its objects: what cannot be read is not told
        return inputs


StateSpan = tuple[HistoryState | None, HistoryState]
"""A state with the one before; the first has none, and is only compared with."""


def _periods(
    inputs: Inputs, root: Path, by: Literal["tags", "months"], cache: Cache | None
) -> tuple[PastPeriod, ...]:
    found = states(root / "content", by)
    steps: list[StateSpan] = [(None, one) for one in found[:1]]
    steps += [(one, other) for one, other in pairwise(found) if one.commit != other.commit]
    keys = {
        step: past_key(step[0].commit if step[0] else "", step[1].commit, repr(inputs.options))
        for step in steps
    }
    kept = kept_periods(cache, list(keys.values()))
    missing = [step for step in steps if keys[step] not in kept]
    new = {keys[step]: period for step, period in _read(missing, inputs, root, cache)}
    keep_periods(cache, new)
    every = {**kept, **new}
    return with_current_ids(
        [replace(every[keys[step]], name=step[1].name, form=by, day=step[1].day) for step in steps]
    )


def _read(
    steps: Sequence[StateSpan], inputs: Inputs, root: Path, cache: Cache | None
) -> Iterator[tuple[StateSpan, PastPeriod]]:
    """Yield what changed between states; each is read once, and with what did not change since the one before."""
    read = partial(_catalog, inputs, root, Memo(cache=cache))
    last: tuple[str, Catalog] | None = None
    for before, after in steps:
        was = last[1] if before and last and last[0] == before.commit else read(before) if before else None
        now = read(after)
        last = (after.commit, now)
        yield (before, after), _period(was, now, after)


def _catalog(inputs: Inputs, root: Path, memo: Memo, state: HistoryState) -> Catalog:
    found = inputs_at(state.commit, root, root / OBJECTS, inputs.options, now=inputs)
    return catalog_of(replace(found, today=None), memo).value


def _period(was: Catalog | None, now: Catalog, state: HistoryState) -> PastPeriod:
    # here, since most builds compare nothing, and loading what does takes 18 ms of them
    from jmsite.changes.compare import changes_of
    from jmsite.changes.pairs import states_of

    both = states_of(was, now) if was else None
    every = changes_of(both) if both else ()
    told = [one for one in every if one.topic in TOLD][:MOST_CHANGES]
    return PastPeriod(
        name=state.name,
        form="months",
        day=state.day,
        changes=tuple(told),
        others=len(every) - len(told),
        scores=tuple(_scores(now)),
        renamed=tuple(
            (kind, old, new)
            for (kind, old), new in (both.who.ids.items() if both else ())
            if kind in ("step", "persona")
        ),
    )


def _scores(catalog: Catalog) -> Iterator[PastScore]:
    for journey in catalog.all("journey"):
        for step in catalog.journey_steps(journey.id):
            for point in catalog.points(step.id):
                yield PastScore(
                    step=step.id, persona=point.persona, score=point.score, low=point.low, high=point.high
                )
