"""Answer again when the question is the same."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar, cast

from jmsite.model.catalog import Catalog

R = TypeVar("R")
Slot = tuple[Any, ...]
Read = tuple[str, Any, Any]
Spread = Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], Sequence[Any]]

WHOLE = object()
"""The key under which the read of a whole table is noted."""


class Traced(Catalog):
    """A catalog that notes what is read from it."""

    __slots__ = ("reads",)

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog.tables)
        object.__setattr__(self, "reads", {})

    def read(self, table: str, key: Any) -> Any:
        value = Catalog.read(self, table, key)
        self.reads[(table, key)] = value
        return value

    def table(self, name: str) -> Any:
        value = Catalog.table(self, name)
        self.reads[(name, WHOLE)] = value
        return value

    reads: dict[tuple[str, Any], Any]


class Shelf(Protocol):
    """Where answers are kept between processes: texts by key."""

    def fetch(self, keys: Collection[str]) -> dict[str, str]:
        """Those of the keys that are there."""

    def store(self, answers: dict[str, str]) -> None:
        """Keep answers."""


@dataclass(frozen=True, slots=True)
class Form(Generic[R]):
    """How the answers of a step are kept: a key that holds all they depend on, and a text to and fro."""

    key: Callable[..., str]
    pack: Callable[[R], str]
    unpack: Callable[[str], R]
    spread: Spread | None = None


@dataclass(slots=True)
class Memo:
    """Results of the last build, by step and slot.

    A slot names what a call is about (a path, a page's URL), so that the last answer for it is found without
    hashing the arguments: they are compared by identity first, then by equality. An answer equal to the last
    one is handed out as the same object, so that whoever stands on it needs no comparing either. Slots that a
    build does not ask for are forgotten at its end; a step that raises leaves everything as it was.
    """

    kept: dict[Slot, tuple[tuple[Any, ...], Any]] = field(default_factory=dict)
    fresh: dict[Slot, tuple[tuple[Any, ...], Any]] = field(default_factory=dict)
    timings: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    spread: Spread | None = None
    """Runs many calls at once where that pays; None: one after the other."""
    shelf: Shelf | None = None
    made: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many answers ``stored`` had to work out, by step."""

    def __call__(self, step: Callable[..., R], *arguments: Any, slot: Hashable = None) -> R:
        """The answer of ``step`` to ``arguments``."""
        place = (step, slot)
        hit = self._last(place, arguments)
        return cast(R, hit[1]) if hit else self._keep(place, arguments, step(*arguments))

    def each(
        self,
        step: Callable[..., Any],
        calls: Iterable[tuple[Hashable, tuple[Any, ...]]],
        run: Callable[..., R] | None = None,
    ) -> list[R]:
        """The answers to many calls, given as ``(slot, arguments)``; those that are missing run together.

        ``run`` works an answer out where the step needs something that is no argument: a thing that follows
        from them.
        """
        asked = [((step, slot), arguments) for slot, arguments in calls]
        missing = [(place, arguments) for place, arguments in asked if not self._last(place, arguments)]
        if missing:
            answers = self._run(run or step, [arguments for _, arguments in missing], None)
            for (place, arguments), answer in zip(missing, answers, strict=True):
                self._keep(place, arguments, answer)
        return [self.fresh[place][1] for place, _ in asked]

    def stored(
        self, step: Callable[..., R], calls: Iterable[tuple[Hashable, tuple[Any, ...]]], form: Form[R]
    ) -> list[R]:
        """Like ``each``, for answers that are dear enough to keep between processes."""
        asked = [((step, slot), arguments) for slot, arguments in calls]
        missing = [(place, arguments) for place, arguments in asked if not self._last(place, arguments)]
        keys = {form.key(*arguments): arguments for _, arguments in missing}
        found = self.shelf.fetch(keys) if self.shelf and keys else {}
        answers = {key: form.unpack(text) for key, text in found.items()}
        todo = {key: arguments for key, arguments in keys.items() if key not in answers}
        if todo:
            made = self._run(step, list(todo.values()), form.spread)
            answers.update(zip(todo, made, strict=True))
            if self.shelf:
                self.shelf.store({key: form.pack(answers[key]) for key in todo})
        self.made[step.__name__] += len(todo)
        for place, arguments in missing:
            self._keep(place, arguments, answers[form.key(*arguments)])
        return [self.fresh[place][1] for place, _ in asked]

    def _run(
        self, step: Callable[..., R], calls: list[tuple[Any, ...]], spread: Spread | None
    ) -> Sequence[R]:
        spread = spread or self.spread
        return spread(step, calls) if spread else [step(*arguments) for arguments in calls]

    def reading(self, view: Callable[..., R], catalog: Catalog, *arguments: Any, slot: Hashable) -> R:
        """The answer of ``view`` to a catalog: the last one, if all that it read then reads the same now."""
        place = (view, slot)
        last = self.fresh.get(place) or self.kept.get(place)
        if last is not None and last[0][0] == arguments and _same(last[0][1], catalog):
            self.fresh[place] = last
            return cast(R, last[1])
        traced = Traced(catalog)
        answer = view(traced, *arguments)
        return self._keep(place, (arguments, traced.reads), answer)

    def settle(self) -> None:
        """End a build: keep what it asked for, forget the rest."""
        self.kept, self.fresh = self.fresh, {}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add the seconds spent inside to ``timings``."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.timings[name] += time.perf_counter() - begun

    def _last(self, place: Slot, arguments: tuple[Any, ...]) -> tuple[tuple[Any, ...], Any] | None:
        last = self.fresh.get(place) or self.kept.get(place)
        if last is None or not _alike(last[0], arguments):
            return None
        self.fresh[place] = last
        return last

    def _keep(self, place: Slot, arguments: tuple[Any, ...], answer: R) -> R:
        last = self.kept.get(place)
        if last is not None and last[1] == answer:
            answer = cast(R, last[1])
        self.fresh[place] = (arguments, answer)
        return answer


def _alike(last: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    return len(last) == len(now) and all(a is b or a == b for a, b in zip(last, now, strict=True))


def _same(reads: dict[tuple[str, Any], Any], catalog: Catalog) -> bool:
    tables = catalog.tables
    for (table, key), value in reads.items():
        there = tables.get(table, {})
        now = there if key is WHOLE else there.get(key)
        if now is not value and now != value:
            return False
    return True
