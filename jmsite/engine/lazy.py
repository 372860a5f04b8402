"""Answers that are worked out when somebody asks for them, and stand as long as nothing has changed that they read.

After a persona is renamed, 1,109 pages of a site of 1,000 stages say something else, and one of them is looked at. To
make them all took 1.7 s of the processor; what is left is to find out which they are.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from jmsite.engine.tracing import KnownReads, Parts, Read, Reads, noting, valid_parts
from jmsite.model.catalog import Catalog

R = TypeVar("R")
Changed = Callable[[Catalog], set[Read]]
"""Returns what reads differently now than in an earlier catalog."""


@dataclass(slots=True, eq=False)
class LazyAnswer(Generic[R]):
    """A question under one name; once somebody wanted it, the answer and what that was read from."""

    arguments: tuple[Any, ...]
    answer: R | None = None
    reads: Reads | None = None

    @property
    def is_made(self) -> bool:
        """Return whether the answer is there."""
        return self.reads is not None

    def is_valid(self, arguments: tuple[Any, ...], changed: set[Read]) -> bool:
        """Return whether there is an answer, and it is still right."""
        return self.reads is not None and self.arguments == arguments and changed.isdisjoint(self.reads)


class LazyAnswers(Mapping[Hashable, R]):
    """The answers of a view to a catalog, by slot. To look one up works it out; only one thread at a time may do so.

    What was read is noted as ``Memo.traced`` notes it. A slot whose answer still stands is that of the build before.
    ``differs`` says whether anything can be read or is asked otherwise than in the build before.
    """

    def __init__(
        self,
        catalog: Catalog,
        slots: dict[Hashable, LazyAnswer[R]],
        parts: Parts,
        known: KnownReads,
        run: Callable[..., R],
        differs: bool = True,
    ) -> None:
        self._catalog = catalog
        self._slots = slots
        self._parts = parts
        self._known = known
        self._run = run
        self.differs = differs

    def __getitem__(self, name: Hashable) -> R:
        slot = self._slots[name]
        if slot.reads is None:
            watched = noting(self._catalog, self._parts, self._known)
            slot.answer = self._run(watched, *slot.arguments)
            # last: from now on the answer counts as there, for other threads too
            slot.reads = watched.kept_reads
        return cast(R, slot.answer)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._slots)

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, name: object) -> bool:
        return name in self._slots

    def slot(self, name: Hashable) -> LazyAnswer[R]:
        """Return a slot, which is the same object in the next build if its answer still stands."""
        return self._slots[name]

    def next_build(
        self,
        catalog: Catalog,
        calls: list[tuple[Hashable, Any]],
        run: Callable[..., R],
        known: KnownReads,
        changed: Changed,
    ) -> LazyAnswers[R]:
        """Return the answers to another catalog, of which those are there already that still stand.

        Somebody may look answers up meanwhile. So slots come first: the parts that those are made of which are there
        now are among the parts looked at after that, and none of them is taken to stand that does not.
        """
        made = {name: slot for name, slot in self._slots.items() if slot.is_made}
        parts, differing = valid_parts(self._parts.copy(), changed(self._catalog))
        slots: dict[Hashable, LazyAnswer[R]] = {}
        for name, arguments in calls:
            was = made.get(name)
            stands = was is not None and was.is_valid(arguments, differing)
            slots[name] = was if was is not None and stands else LazyAnswer(arguments=arguments)
        differs = bool(differing) or any(
            name not in self._slots or self._slots[name].arguments != arguments for name, arguments in calls
        )
        return LazyAnswers(catalog, slots, parts, known, run, differs)
