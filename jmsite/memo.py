"""Answer again when the question is the same."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from jmsite.model.catalog import Catalog
from jmsite.model.value import Value

A = TypeVar("A")
R = TypeVar("R")
Read = tuple[str, Any]
Call = tuple[Hashable, tuple[Any, ...]]
Ahead = Callable[[], None]
Share = Callable[[Callable[[Sequence[Any]], list[Any]], Sequence[Any], Ahead | None], list[Any]]
Spread = Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], Sequence[Any]]

WHOLE = object()
"""The key under which the read of a whole table is noted."""


class Traced(Catalog):
    """A catalog that notes what is read from it."""

    reads: set[Read]

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


class Form(Value, Generic[A, R]):
    """How dear answers are kept: a key that holds all they depend on, a text to and fro, and which are worth it."""

    key: Callable[[A], str]
    pack: Callable[[R], str]
    unpack: Callable[[str], R]
    worth: Callable[[R], bool] = lambda _: True


@dataclass(slots=True)
class Asked:
    """What a step was asked in a build, in order, and what it answered; with what each answer was read from."""

    calls: list[Call]
    answers: list[Any]
    catalog: Catalog | None = None
    reads: list[set[Read]] = field(default_factory=list)

    def lined_up(self, calls: list[Call]) -> tuple[list[int], list[int | None]]:
        """Which of the calls were not asked like this, and for each of those where its slot was in the last build.

        Nearly always the slots are those of the last build, in order; then nothing is looked up.
        """
        if calls is self.calls:
            return [], []
        if len(calls) == len(self.calls):
            pairs = zip(calls, self.calls, strict=True)
            new = [at for at, (now, then) in enumerate(pairs) if now != then]  # identity is looked at first
            if all(calls[at][0] == self.calls[at][0] for at in new):
                return new, list(new)
        places = {slot: at for at, (slot, _) in enumerate(self.calls)}
        return list(range(len(calls))), [places.get(slot) for slot, _ in calls]

    def stands(self, place: int, arguments: tuple[Any, ...], changed: set[Read]) -> bool:
        """Whether an answer that was read from a catalog is still right."""
        return bool(self.calls[place][1] == arguments) and changed.isdisjoint(self.reads[place])


@dataclass(slots=True)
class Memo:
    """Results of the last build, by step and slot.

    A slot names what a call is about (a path, a page's URL), so that the last answer for it is found without
    hashing the arguments: they are compared by identity first, then by equality. An answer equal to the last one
    is handed out as the same object, so that whoever stands on it needs no comparing either. What a build does not
    ask for is forgotten at its end; a build that raises leaves everything as it was.
    """

    once: bool = False
    """Whether this process builds only once: what nobody will ask again is not noted."""
    share: Share | None = None
    """Runs shares of work at once, in a process that builds only once; None: all work is one share."""
    spread: Spread | None = None
    """Runs many calls at once where that pays; None: one after the other."""
    shelf: Shelf | None = None
    timings: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Seconds by part of the build, added up."""
    made: dict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    """What ``kept`` had to work out in this build, by step and key: it may be asked twice where nothing can be kept."""
    _last: dict[Any, list[Asked]] = field(default_factory=dict)
    _now: dict[Any, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    _changes: dict[tuple[int, int], set[Read]] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin a build: what one that raised left behind is forgotten."""
        self._now = defaultdict(list)
        self._changes.clear()
        self.timings.clear()
        self.made.clear()

    def settle(self) -> None:
        """End a build: keep what it asked for, forget the rest."""
        self._last, self._now = self._now, defaultdict(list)
        self._changes.clear()

    def __call__(self, step: Callable[..., R], *arguments: Any, slot: Hashable = None) -> R:
        """The answer of ``step`` to ``arguments``."""
        return self.each(step, [(slot, arguments)])[0]

    def each(self, step: Callable[..., R], calls: Iterable[Call]) -> list[R]:
        """The answers to many calls, given as ``(slot, arguments)``."""
        return self.together(step, calls, lambda todo, _: [step(*arguments) for arguments in todo])

    def together(
        self,
        step: Callable[..., R],
        calls: Iterable[Call],
        run: Callable[[list[tuple[Any, ...]], list[R | None]], Sequence[R]],
    ) -> list[R]:
        """The same where ``run`` works out all that is missing at once, with what follows from the arguments.

        It is given the arguments of each, and what was answered in its slot in the last build: what is still right of
        that may be used again.
        """
        asked = calls if isinstance(calls, list) else list(calls)
        last = self._before(step)
        new, places = last.lined_up(asked)
        answers: list[Any] = last.answers.copy() if len(new) < len(asked) else [None] * len(asked)
        todo: list[tuple[int, int | None]] = []
        for at, place in zip(new, places, strict=True):
            if place is not None and last.calls[place][1] == asked[at][1]:
                answers[at] = last.answers[place]
            else:
                todo.append((at, place))
        if todo:
            former = [None if place is None else last.answers[place] for _, place in todo]
            made = run([asked[at][1] for at, _ in todo], former)
            for (at, _), was, answer in zip(todo, former, made, strict=True):
                answers[at] = _kept(was, answer)
        self._now[step].append(Asked(asked, answers))
        return answers

    def readings(
        self,
        view: Callable[..., R],
        catalog: Catalog,
        calls: Iterable[Call],
        run: Callable[[list[tuple[Any, ...]], list[R | None]], Sequence[R]] | None = None,
    ) -> list[R]:
        """The answers of ``view`` to a catalog and each call's arguments.

        What a call reads from the catalog is noted; its last answer stands while nothing of that has changed.
        ``run`` works out all that is missing at once, each with a catalog of its own before its arguments.
        """
        asked = calls if isinstance(calls, list) else list(calls)
        if self.once:
            given: list[tuple[Any, ...]] = [(catalog, *arguments) for _, arguments in asked]
            return list(run(given, [None] * len(given))) if run else [view(*arguments) for arguments in given]
        last = self._before(view)
        changed = self._changed(last.catalog, catalog)
        new, places = last.lined_up(asked)
        if len(new) < len(asked):
            answers, reads = last.answers.copy(), last.reads.copy()
            stale = [at for at, read in enumerate(reads) if not changed.isdisjoint(read)] if changed else []
            todo: list[tuple[int, int | None]] = [(at, at) for at in sorted({*new, *stale})]
        else:
            answers, reads = [None] * len(asked), [set()] * len(asked)
            todo = []
            for at, place in zip(new, places, strict=True):
                if place is not None and last.stands(place, asked[at][1], changed):
                    answers[at], reads[at] = last.answers[place], last.reads[place]
                else:
                    todo.append((at, place))
        if todo:
            traced = [Traced(catalog.tables, set()) for _ in todo]
            former = [None if place is None else last.answers[place] for _, place in todo]
            given = [(one, *asked[at][1]) for one, (at, _) in zip(traced, todo, strict=True)]
            made = run(given, former) if run else [view(*arguments) for arguments in given]
            for (at, _), was, answer, one in zip(todo, former, made, traced, strict=True):
                answers[at], reads[at] = _kept(was, answer), one.reads
        self._now[view].append(Asked(asked, answers, catalog, reads))
        return answers

    def apart(self, step: Callable[..., R], calls: list[tuple[Any, ...]]) -> Sequence[R]:
        """The answers of a step to many arguments, in other processes where that pays; nothing is kept of them."""
        return _run(step, calls, self.spread)

    def _before(self, step: Callable[..., Any]) -> Asked:
        """What the step was asked at this point of the last build: a build asks it once, or always as often."""
        earlier, now = self._last.get(step, ()), self._now[step]
        return earlier[len(now)] if len(now) < len(earlier) else Asked([], [])

    def _changed(self, before: Catalog | None, now: Catalog) -> set[Read]:
        """What reads differently now; worked out once for all that saw the same catalog last time."""
        if before is None:
            return set()
        pair = (id(before), id(now))
        if pair not in self._changes:
            self._changes[pair] = changes(before, now)
        return self._changes[pair]

    def shares(
        self, run: Callable[[Sequence[A]], list[R]], work: Sequence[A], ahead: Ahead | None = None
    ) -> list[R]:
        """What ``run`` answers to all of the work, in order; it may be called with shares of it, in other processes.

        Where it is, ``ahead`` is done meanwhile: what those who share the next work would each have to do.
        The answers that another process comes to are not in this memo, which a process that builds once can do without.
        """
        if self.share is None:
            return run(work)
        share, spread = self.share, self.spread
        self.share = self.spread = None
        try:
            return share(run, work, ahead)
        finally:
            self.share, self.spread = share, spread

    def kept(
        self, step: Callable[[A], R], asked: Collection[A], form: Form[A, R], spread: Spread | None = None
    ) -> dict[A, R]:
        """The answers of a dear step, from the shelf where they are on it; the others are worked out and put there."""
        keys = {form.key(question): question for question in asked}
        known = self.made[step.__name__]
        wanted = keys.keys() - known.keys()
        texts = self.shelf.fetch(wanted) if self.shelf and wanted else {}
        read = ((key, sound(form.unpack, text)) for key, text in texts.items())
        answers = known | {key: answer for key, answer in read if answer is not None}
        todo = [key for key in keys if key not in answers]
        new = dict(zip(todo, _run(step, [(keys[key],) for key in todo], spread or self.spread), strict=True))
        if self.shelf and new:
            self.shelf.store({key: form.pack(answer) for key, answer in new.items() if form.worth(answer)})
        known |= new
        return {question: new[key] if key in new else answers[key] for key, question in keys.items()}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add the seconds spent inside to ``timings``."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.timings[name] += time.perf_counter() - begun


def sound(unpack: Callable[[str], R], text: str) -> R | None:
    """What a kept text says; None for one that has been damaged, and is to be worked out again."""
    try:
        return unpack(text)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _run(step: Callable[..., R], calls: list[tuple[Any, ...]], spread: Spread | None) -> Sequence[R]:
    return spread(step, calls) if spread and len(calls) > 1 else [step(*arguments) for arguments in calls]


def _kept(last: R | None, answer: R) -> R:
    """An answer, as the same object where it equals the last one."""
    return last if last is not None and last == answer else answer


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
    known = ((key, before.get(key, WHOLE), value) for key, value in now.items())
    differing = {key for key, then, value in known if then is not value and then != value}
    return {*differing, *(before.keys() - now.keys()), WHOLE}
