"""Changes with solutions, and days on which metrics turned: worked out of whole series, kept between processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jmsite.cached import interruptions_of, turns_of
from jmsite.data.effects import effect_asks, effect_tables, turning
from jmsite.data.interrupted_series import InterruptedAsk
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.effects import Interrupted, Turn
from jmsite.model.readings import Series


def effects_of(catalog: Catalog, memo: Memo) -> dict[str, Mapping[Any, Any]]:
    """Return the tables of what changed with solutions, and of when metrics turned."""
    asks, series = effect_asks(catalog), turning(catalog)

    def work_out(todo: list[tuple[InterruptedAsk]], _: Sequence[object]) -> list[Interrupted | None]:
        found = interruptions_of({ask for (ask,) in todo}, memo)
        return [found[ask] for (ask,) in todo]

    def look(todo: list[tuple[Series]], _: Sequence[object]) -> list[tuple[Turn, ...]]:
        found = turns_of({one for (one,) in todo}, memo)
        return [found[one] for (one,) in todo]

    changes = memo.batch("interrupted", [(key, (ask,)) for key, ask in asks.items()], work_out)
    days = memo.batch("turns", [(id, (one,)) for id, one in series.items()], look)
    told = effect_tables(dict(zip(asks, changes, strict=True)), dict(zip(series, days, strict=True)))
    return {name: memo.same(name, table) for name, table in told.items()}
