"""Answer again when the question is the same."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from jmsite.model.catalog import Catalog

A = TypeVar("A")
R = TypeVar("R")
Slots = dict[Hashable, tuple[Any, Any]]
Read = tuple[str, Any]
Calls = Iterable[tuple[Hashable, tuple[Any, ...]]]
Share = Callable[[Callable[[Sequence[Any]], list[Any]], Sequence[Any]], list[Any]]
Spread = Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], Sequence[Any]]

WHOLE = object()
"""The key under which the read of a whole table is noted."""


class Traced(Catalog):
    """A catalog that notes what is read from it."""

    __slots__ = ("reads",)
    reads: set[Read]

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog.tables)
        object.__setattr__(self, "reads", set())

    def read(self, table: str, key: Any) -> Any:
        self.reads.add((table, key))
        return Catalog.read(self, table, key)

    def table(self, name: str) -> Any:
        self.reads.add((name, WHOLE))
        return Catalog.table(self, name)


class Shelf(Protocol):
    """Where answers are kept between processes: texts by key."""

    def fetch(self, keys: Collection[str]) -> dict[str, str]:
        """Those of the keys that are there."""

    def store(self, answers: dict[str, str]) -> None:
        """Keep answers."""


@dataclass(frozen=True, slots=True)
class Form(Generic[A, R]):
    """How dear answers are kept: a key that holds all they depend on, a text to and fro, and which are worth it."""

    key: Callable[[A], str]
    pack: Callable[[R], str]
    unpack: Callable[[str], R]
    worth: Callable[[R], bool] = lambda _: True


@dataclass(slots=True)
class Memo:
    """Results of the last build, by step and slot.

    A slot names what a call is about (a path, a page's URL), so that the last answer for it is found without
    hashing the arguments: they are compared by identity first, then by equality. An answer equal to the last one
    is handed out as the same object, so that whoever stands on it needs no comparing either. Slots that a build
    does not ask for are forgotten at its end; a build that raises leaves everything as it was.
    """

    share: Share | None = None
    """Runs shares of work at once, in a process that builds only once; None: all work is one share."""
    spread: Spread | None = None
    """Runs many calls at once where that pays; None: one after the other."""
    shelf: Shelf | None = None
    timings: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Seconds by part of the build, added up."""
    made: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many answers ``kept`` had to work out, by step."""
    _last: dict[Any, Slots] = field(default_factory=dict)
    _now: dict[Any, Slots] = field(default_factory=lambda: defaultdict(dict))
    _catalogs: dict[Hashable, Catalog] = field(default_factory=dict)
    _seen: dict[Hashable, Catalog] = field(default_factory=dict)
    _changes: dict[tuple[int, int], set[Read]] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin a build: what one that raised left behind is forgotten."""
        self._now, self._seen = defaultdict(dict), {}
        self._changes.clear()
        self.timings.clear()
        self.made.clear()

    def settle(self) -> None:
        """End a build: keep what it asked for, forget the rest."""
        self._last, self._catalogs = self._now, self._seen
        self._now, self._seen = defaultdict(dict), {}
        self._changes.clear()

    def __call__(self, step: Callable[..., R], *arguments: Any, slot: Hashable = None) -> R:
        """The answer of ``step`` to ``arguments``."""
        return self.each(step, [(slot, arguments)])[0]

    def missing(self, step: Callable[..., Any], calls: Calls) -> list[tuple[Hashable, tuple[Any, ...]]]:
        """Those of the calls, given as ``(slot, arguments)``, that have no answer yet."""
        last = self._last.get(step, {})
        return [call for call in calls if (kept := last.get(call[0])) is None or kept[0] != call[1]]

    def each(
        self, step: Callable[..., Any], calls: Calls, run: Callable[..., R] | None = None, far: bool = False
    ) -> list[R]:
        """The answers to many calls, given as ``(slot, arguments)``; those that are missing run together.

        ``run`` works an answer out where the step needs something beside its arguments that follows from them.
        ``far``: an answer is small against the work, so that it pays to have it worked out in another process.
        """
        last, now = self._last.get(step, {}), self._now[step]
        asked, todo = [], []
        for slot, arguments in calls:
            kept = last.get(slot)
            if kept is not None and kept[0] == arguments:  # of tuples, identity is looked at first
                now[slot] = kept
            else:
                todo.append((slot, arguments))
            asked.append(slot)
        spread = self.spread if far else None
        made = _run(run or step, [arguments for _, arguments in todo], spread)
        for (slot, arguments), answer in zip(todo, made, strict=True):
            now[slot] = (arguments, _kept(last.get(slot), answer))
        return [now[slot][1] for slot in asked]

    def readings(self, view: Callable[..., R], catalog: Catalog, calls: Calls) -> list[R]:
        """The answers of ``view`` to a catalog and each call's arguments.

        What a call reads from the catalog is noted; its last answer stands while nothing of that has changed.
        """
        before, last, now = self._catalogs.get(view), self._last.get(view, {}), self._now[view]
        changed = self._changed(before, catalog)
        answers = []
        for slot, arguments in calls:
            kept = last.get(slot)
            if kept is None or kept[0][0] != arguments or not changed.isdisjoint(kept[0][1]):
                traced = Traced(catalog)
                answer = view(traced, *arguments)
                kept = ((arguments, traced.reads), _kept(kept, answer))
            now[slot] = kept
            answers.append(kept[1])
        self._seen[view] = catalog
        return answers

    def _changed(self, before: Catalog | None, now: Catalog) -> set[Read]:
        """What reads differently now; worked out once for all that saw the same catalog last time."""
        if before is None:
            return set()
        pair = (id(before), id(now))
        if pair not in self._changes:
            self._changes[pair] = changes(before, now)
        return self._changes[pair]

    def shares(self, run: Callable[[Sequence[A]], list[R]], work: Sequence[A]) -> list[R]:
        """What ``run`` answers to all of the work, in order; it may be called with shares of it, in other processes.

        The answers that another process comes to are not in this memo, which a process that builds once can do without.
        """
        if self.share is None:
            return run(work)
        share, spread = self.share, self.spread
        self.share = self.spread = None
        try:
            return share(run, work)
        finally:
            self.share, self.spread = share, spread

    def kept(
        self, step: Callable[[A], R], asked: Collection[A], form: Form[A, R], spread: Spread | None = None
    ) -> dict[A, R]:
        """The answers of a dear step, from the shelf where they are on it; the others are worked out and put there."""
        keys = {form.key(question): question for question in asked}
        texts = self.shelf.fetch(keys) if self.shelf and keys else {}
        answers = {key: form.unpack(text) for key, text in texts.items()}
        todo = [key for key in keys if key not in answers]
        made = _run(step, [(keys[key],) for key in todo], spread or self.spread)
        answers.update(zip(todo, made, strict=True))
        if self.shelf and todo:
            self.shelf.store({key: form.pack(answers[key]) for key in todo if form.worth(answers[key])})
        self.made[step.__name__] += len(todo)
        return {question: answers[key] for key, question in keys.items()}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add the seconds spent inside to ``timings``."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.timings[name] += time.perf_counter() - begun


def _run(step: Callable[..., R], calls: list[tuple[Any, ...]], spread: Spread | None) -> Sequence[R]:
    return spread(step, calls) if spread and len(calls) > 1 else [step(*arguments) for arguments in calls]


def _kept(last: tuple[Any, R] | None, answer: R) -> R:
    """An answer, as the same object where it equals the last one."""
    return last[1] if last is not None and last[1] == answer else answer


def changes(before: Catalog, now: Catalog) -> set[Read]:
    """What reads differently in two catalogs: keys of tables, and each table of which anything differs."""
    changed: set[Read] = set()
    for name in before.tables.keys() | now.tables.keys():
        changed |= {(name, key) for key in _differing(before.tables.get(name, {}), now.tables.get(name, {}))}
    return changed


def _differing(before: Mapping[Any, Any], now: Mapping[Any, Any]) -> set[Any]:
    if before is now:
        return set()
    if list(before) == list(now):
        pairs = zip(now, before.values(), now.values(), strict=True)
        differing = {key for key, then, value in pairs if then is not value and then != value}
        return {*differing, WHOLE} if differing else differing
    differing = {key for key, value in now.items() if not _equal(before.get(key, WHOLE), value)}
    return {*differing, *(before.keys() - now.keys()), WHOLE}


def _equal(a: Any, b: Any) -> bool:
    return a is b or bool(a == b)
