"""The memo: a step that is asked the same again gives the same answer again."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec, Protocol, TypeVar, TypeVarTuple

from jmsite.engine.lazy import LazyAnswers
from jmsite.engine.recorded_calls import RecordedCalls
from jmsite.engine.serializer import Serializer, unpacked_or_none
from jmsite.engine.tracing import (
    KnownReads,
    PartsCatalog,
    Read,
    Reads,
    differing_reads,
    noting,
    valid_parts,
    with_kept_parts,
)
from jmsite.model.catalog import Catalog

A = TypeVar("A")
R = TypeVar("R")
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")
Call = tuple[Hashable, tuple[*Ts]]
"""The slot of a call, which says what it is about, and its arguments."""
Run = Callable[[list[tuple[*Ts]], list[R | None]], Sequence[R]]
"""Works out many answers at once: of the arguments of each call, and what was answered in its slot last time."""
Ahead = Callable[[], None]
OnAnswers = Callable[[list[Any]], None]
Share = Callable[
    [Callable[[Sequence[Any]], list[Any]], Sequence[Any], Ahead | None, OnAnswers | None], list[Any]
]
Spread = Callable[[Callable[..., Any], Sequence[tuple[Any, ...]], bool], Sequence[Any]]


class Cache(Protocol):
    """A store that keeps answers between processes: texts by key."""

    def fetch(self, keys: Collection[str]) -> dict[str, str]:
        """Return those of the keys that are there."""

    def store(self, answers: dict[str, str]) -> None:
        """Keep answers."""


@dataclass(slots=True)
class Memo:
    """Results of the last build, by step and slot.

    A slot names what a call is about (a path, a page's URL), so that the last answer for it is found without
    hashing the arguments: they are compared by identity first, then by equality. An answer equal to the last one
    is handed out as the same object, so that whoever stands on it needs no comparing either. What a build does not
    ask for is forgotten at its end; a build that raises leaves everything as it was.
    """

    one_shot: bool = False
    """True where this process builds only once: what nobody will ask again is not noted."""
    share: Share | None = None
    """Runs shares of work at once, in a process that builds only once; None: all work is one share."""
    spread: Spread | None = None
    """Runs many calls at once where that pays; None: one after the other."""
    cache: Cache | None = None
    timings: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Seconds by part of the build, added up."""
    made: dict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    """The answers that ``cached`` had to work out in this build, by step and key: each may be asked twice where nothing
    can be kept."""
    _own: dict[Callable[[], Any], Any] = field(default_factory=dict)
    _last: dict[Any, list[Any]] = field(default_factory=dict)
    _now: dict[Any, list[Any]] = field(default_factory=lambda: defaultdict(list))
    _changes: dict[tuple[int, int], set[Read]] = field(default_factory=dict)
    _known: KnownReads = field(default_factory=dict)
    _keeping: PartsCatalog | None = None

    def begin(self) -> None:
        """Begin a build: what one that raised left behind is forgotten."""
        self._now = defaultdict(list)
        self._changes.clear()
        self._known = {}  # another one, since what is looked at between two builds still takes from the last
        self.timings.clear()
        self.made.clear()

    def finish(self) -> None:
        """End a build: keep what it asked for, forget the rest."""
        # only now, at the end: a build that raised before it leaves the answers of the last good one in place
        self._last, self._now = self._now, defaultdict(list)
        self._changes.clear()  # its keys are ids of catalogs, which a later catalog may have again

    def __call__(self, step: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the answer of ``step`` to the arguments."""
        return self._batch(step, [(None, (args, kwargs))], lambda _, __: [step(*args, **kwargs)])[0]

    def each(self, step: Callable[[*Ts], R], calls: Iterable[Call[*Ts]]) -> list[R]:
        """Return the answers of ``step`` to many calls."""
        return self._batch(step, calls, lambda todo, _: [step(*arguments) for arguments in todo])

    def batch(self, key: str, calls: Iterable[Call[*Ts]], run: Run[*Ts, R]) -> list[R]:
        """Return the answers to many calls, of which ``run`` works out at once what is missing.

        ``key`` names the work. What was answered in a slot last time is given to ``run``, too: what is still right
        of it may be used again.
        """
        return self._batch(key, calls, run)

    def same(self, key: str, value: R) -> R:
        """Return ``value``, as the object of the last build where it equals that: who compares it is done at once."""
        (kept,) = self._batch(key, [(None, (value,))], lambda *_: (value,))
        return kept

    def own(self, kind: Callable[[], R]) -> R | None:
        """Return what builds hand on to each other, made when it is first asked for: something that saves work and
        changes no answer. None where this process builds only once.
        """
        if self.one_shot:
            return None
        if kind not in self._own:
            self._own[kind] = kind()
        own: R = self._own[kind]
        return own

    def traced(
        self, view: Callable[[Catalog, *Ts], R], catalog: Catalog, calls: Iterable[Call[*Ts]]
    ) -> list[R]:
        """Return the answers of ``view`` to a catalog and each call's arguments.

        What a call reads from the catalog is noted; its last answer stands while nothing of that has changed.
        """
        return self._traced(view, catalog, calls, lambda todo, _: [view(*arguments) for arguments in todo])

    def traced_batch(
        self, key: str, catalog: Catalog, calls: Iterable[Call[*Ts]], run: Run[Catalog, *Ts, R]
    ) -> list[R]:
        """Return what ``traced`` returns, but ``run`` works out all that is missing at once."""
        return self._traced(key, catalog, calls, run)

    def lazy(
        self, key: str, catalog: Catalog, calls: list[Call[*Ts]], run: Callable[[Catalog, *Ts], R]
    ) -> LazyAnswers[R]:
        """Return what ``traced`` returns, but each answer is worked out when it is looked up."""
        last: LazyAnswers[R] = next(iter(self._last.get(key, ())), LazyAnswers(catalog, {}, {}, {}, run))
        now = last.next_build(catalog, calls, run, self._known, lambda before: self._changed(before, catalog))
        self._now[key].append(now)
        return now

    def _batch(self, key: object, calls: Iterable[Call[*Ts]], run: Run[*Ts, R]) -> list[R]:
        asked = calls if isinstance(calls, list) else list(calls)
        last = self._before(key)
        new, places = last.changed_calls(asked)
        # a copy: should this build raise, those of the last one still belong to its calls
        answers: list[Any] = last.answers.copy() if len(new) < len(asked) else [None] * len(asked)
        todo: list[tuple[int, int | None]] = []
        for at, place in zip(new, places, strict=True):
            # the slot has moved, and its arguments may still be those that were answered
            if place is not None and last.calls[place][1] == asked[at][1]:
                answers[at] = last.answers[place]
            else:
                todo.append((at, place))
        if todo:
            former = [None if place is None else last.answers[place] for _, place in todo]
            made = run([asked[at][1] for at, _ in todo], former)
            for (at, _), was, answer in zip(todo, former, made, strict=True):
                answers[at] = _kept(was, answer)
        self._now[key].append(RecordedCalls(asked, answers))
        return answers

    def _traced(
        self, key: object, catalog: Catalog, calls: Iterable[Call[*Ts]], run: Run[Catalog, *Ts, R]
    ) -> list[R]:
        asked = calls if isinstance(calls, list) else list(calls)
        if self.one_shot:  # reads that nobody compares later need not be noted
            self._keeping = with_kept_parts(catalog, self._keeping)
            return list(run([(self._keeping, *arguments) for _, arguments in asked], [None] * len(asked)))
        last = self._before(key)
        # a copy, since views add to it: what a build that raises has made of its catalog must not stay
        parts, changed = valid_parts(last.parts.copy(), self._changed(last.catalog, catalog))
        new, places = last.changed_calls(asked)
        if len(new) < len(asked):
            answers, reads = last.answers.copy(), last.reads.copy()
            # the slots are those of last time: most calls stand, and only what they read is compared
            stale = [at for at, read in enumerate(reads) if not changed.isdisjoint(read)] if changed else []
            todo: list[tuple[int, int | None]] = [(at, at) for at in sorted({*new, *stale})]
        else:
            answers, reads = [None] * len(asked), [Reads()] * len(asked)
            todo = []
            for at, place in zip(new, places, strict=True):
                if place is not None and last.is_valid(place, asked[at][1], changed):
                    answers[at], reads[at] = last.answers[place], last.reads[place]
                else:
                    todo.append((at, place))
        if todo:
            # one for each call: what two of them read must not be mixed, or an edit would make both again
            traced = [noting(catalog, parts, self._known) for _ in todo]
            former = [None if place is None else last.answers[place] for _, place in todo]
            given = [(one, *asked[at][1]) for one, (at, _) in zip(traced, todo, strict=True)]
            made = run(given, former)
            for (at, _), was, answer, one in zip(todo, former, made, traced, strict=True):
                answers[at], reads[at] = _kept(was, answer), one.kept_reads
        self._now[key].append(RecordedCalls(asked, answers, catalog, reads, parts))
        return answers

    def uncached(self, step: Callable[[*Ts], R], calls: list[tuple[*Ts]], dear: bool = False) -> Sequence[R]:
        """Return the answers of a step to many arguments, in other processes where that pays, for ``dear`` ones from a
        few on; nothing is kept of them.
        """
        return _run(step, calls, self.spread, dear)

    def _before(self, key: object) -> RecordedCalls:
        """Return what a step was asked at this point of the last build: a build asks it once, or always as often."""
        earlier, now = self._last.get(key, ()), self._now[key]
        return earlier[len(now)] if len(now) < len(earlier) else RecordedCalls([], [])

    def _changed(self, before: Catalog | None, now: Catalog) -> set[Read]:
        """Return what reads differently now; worked out once for all that saw the same catalog last time."""
        if before is None:
            return set()
        # by identity, since hashing two catalogs would cost more than comparing them; both are alive as long as
        # this build
        pair = (id(before), id(now))
        if pair not in self._changes:
            self._changes[pair] = differing_reads(before, now)
        return self._changes[pair]

    def parallel(
        self,
        run: Callable[[Sequence[A]], list[R]],
        work: Sequence[A],
        ahead: Ahead | None = None,
        on_answers: Callable[[list[R]], None] | None = None,
    ) -> list[R]:
        """Return what ``run`` answers to all of the work, in order; it may be called with shares of it, in other
        processes.

        Where it is, ``ahead`` is done meanwhile: what those who share the next work would each have to do.
        ``on_answers`` is told the answers in their order, as they come.
        The answers that another process comes to are not in this memo, which a process that builds once can do without.
        """
        if self.share is None:
            answers = run(work)
            if on_answers:
                on_answers(answers)
            return answers
        share, spread = self.share, self.spread
        self.share = self.spread = None  # a copy of this process must not be copied again for its own share
        try:
            return share(run, work, ahead, on_answers)
        finally:
            self.share, self.spread = share, spread

    def cached(
        self,
        step: Callable[[A], R],
        asked: Collection[A],
        how: Serializer[A, R],
        spread: Spread | None = None,
    ) -> dict[A, R]:
        """Return the answers of an expensive step: from the cache, or worked out and then kept."""
        keys = {how.key(question): question for question in asked}
        known = self.made[step.__name__]
        wanted = keys.keys() - known.keys()
        # all at once: a question of its own for each would cost more than reading the answers
        texts = self.cache.fetch(wanted) if self.cache and wanted else {}
        read = ((key, unpacked_or_none(how.unpack, text)) for key, text in texts.items())
        answers = known | {key: answer for key, answer in read if answer is not None}
        # by key and not by question: what comes to the same is worked out once
        todo = [key for key in keys if key not in answers]
        new = dict(zip(todo, _run(step, [(keys[key],) for key in todo], spread or self.spread), strict=True))
        if self.cache and new:
            self.cache.store({key: how.pack(answer) for key, answer in new.items() if how.worth(answer)})
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


def _run(
    step: Callable[..., R], calls: list[tuple[Any, ...]], spread: Spread | None, dear: bool = False
) -> Sequence[R]:
    if spread and len(calls) > 1:
        return spread(step, calls, dear)
    return [step(*arguments) for arguments in calls]


def _kept(last: R | None, answer: R) -> R:
    """Return an answer, as the same object where it equals the last one."""
    # the object of last time, so that all comparisons that follow end at once
    return last if last is not None and last == answer else answer
