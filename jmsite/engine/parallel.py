"""Spread work over the machine's cores: the one place where processes are started to share the work of a build.

What is worked on beside everything else (``SideProcess``) is told its work as that comes to be; the rest is shared out.

A worker is a copy of this process (a fork), never a new start of it: what runs again in a new start is whatever script
uses this library. So nothing is shared where a copy would not be sound: elsewhere than on Linux, beside other threads
(in a web server, a notebook), and once a library is loaded that has threads of its own. Then the work is done here.
Answers come back pickled, in files in memory that only this process and its copy can reach: nothing that is read from
disk or said by anybody else is unpickled.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")
Run = Callable[[Sequence[Any]], list[Any]]
Ahead = Callable[[], None]
OnAnswers = Callable[[list[Any]], None]
SMALL = 48
"""Below this many calls, starting processes costs more than it saves."""
LEAST = 4
"""The number of calls that a process takes at least at a time."""
MOST = 16
"""The number of calls that a process takes at most at a time. The first 277 of 1,109 pages, which were one portion,
took 0.8 s, in which the search had nothing to index yet.
"""
POLITE = 5
"""The niceness of a copy that shares work: what goes on beside, alone and longest, comes first where cores are few.
The index of 1,000 pages, which is what a first build waits for at the end, is ready 0.7 s earlier so (6.6 to 5.9 s).
"""
TICKET = 2
"""Bytes of a ticket, which a pipe hands out whole."""
LENGTH = 8
"""Bytes of the length of a letter."""


def cores(jobs: int = 0) -> int:
    """Return how many processes to use: ``jobs``, or with 0 the cores that this process may run on."""
    if jobs > 0:
        return jobs
    # in a container, or started with taskset, it may use fewer than the machine has
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share_work(
    jobs: int, alone: Collection[str] = (), small: int = SMALL
) -> Callable[[Run, Sequence[Any], Ahead | None, OnAnswers | None], list[Any]]:
    """Return a function that hands work to ``run`` in shares, which up to ``jobs`` processes take as they come to them.

    ``run`` answers a list of work with a list as long; a share is work that stands together. The processes are copies
    of this one, so that nothing needs to be sent to them and a worker has all that is loaded here. Where a copy would
    not be sound (see ``can_be_copied``), or there is less work than ``small``, all of it is one share and done here.
    ``ahead`` is done by this process before it takes a share: what all would have to begin with later on.
    ``on_answers`` is told the answers in their order, as they come.
    """

    def share(
        run: Run, work: Sequence[Any], ahead: Ahead | None = None, on_answers: OnAnswers | None = None
    ) -> list[Any]:
        if jobs < 2 or len(work) < small or not can_be_copied(alone):
            answers = run(work)
            if on_answers:
                on_answers(answers)
            return answers
        return _forked(run, work, jobs, ahead, on_answers)

    return share


def can_be_copied(alone: Collection[str] = ()) -> bool:
    """Return whether a copy of this process would be sound, as far as threads and the modules ``alone`` go."""
    return (
        sys.platform == "linux"
        # a copy has none of the other threads, and a lock that one of them holds stays locked in it
        and threading.active_count() == 1
        and not any(name in sys.modules for name in alone)
    )


def spread_calls(jobs: int) -> Callable[[Callable[..., Any], Sequence[tuple[Any, ...]], bool], Sequence[Any]]:
    """Return a function that runs a step over many arguments in up to ``jobs`` processes, as ``share_work`` does.

    Where each call is dear, it does so from a few on.
    """

    def spread(
        step: Callable[..., Any], calls: Sequence[tuple[Any, ...]], dear: bool = False
    ) -> Sequence[Any]:
        share = share_work(jobs, small=LEAST if dear else SMALL)
        return share(lambda some: [step(*arguments) for arguments in some], calls, None, None)

    return spread


class SideProcess(Generic[A, R]):
    """A copy of this process that works through what it is told, beside this one, as long as that comes.

    It may be made where ``can_be_copied`` allows it.
    """

    def __init__(self, run: Callable[[Iterator[A]], R]) -> None:
        self._told, self._answer = _ValueQueue(), _ValueQueue()
        self._process = _copy(_listen, (run, self._told, self._answer))

    def tell(self, piece: A) -> None:
        """Give it a piece of its work; nobody waits for it."""
        self._told.put(piece)

    def answer(self) -> R | None:
        """Return what came of all that it was told, once it has ended; None where it died."""
        self._told.end()
        self._process.join()
        return next(self._answer.arrived(), None)

    def stop(self) -> None:
        """End it: nobody wants its answer."""
        self._process.terminate()


def _listen(run: Callable[[Iterator[A]], R], told: _ValueQueue, answer: _ValueQueue) -> None:
    """Answer once. A failure is not told here, and nor is Ctrl-C: the first process sees both."""
    told.only_read()
    with suppress(BaseException):
        answer.put(run(told.until_the_end()))


def _forked(
    run: Run, work: Sequence[Any], jobs: int, ahead: Ahead | None = None, on_answers: OnAnswers | None = None
) -> list[Any]:
    """Let this process and copies of it each take the next portion of the work, until none is left."""
    # before anything is copied: all of them must number the portions alike
    portions = _portions(work, jobs)
    tickets = _tickets(len(portions))
    # one fewer than asked for: this process draws tickets as well
    workers = [_Worker(run, portions, tickets) for _ in range(jobs - 1)]
    found: dict[int, list[Any]] = {}
    told = 0
    try:
        if ahead:
            ahead()
        for number, answer in _taken(run, portions, tickets):
            found[number] = answer
            for worker in workers:  # between two portions: at the end nobody else has anything to do
                found.update(worker.told())
            while on_answers and told in found:
                on_answers(found[told])
                told += 1
        for worker in workers:
            found.update(worker.last_told())
    finally:
        os.close(tickets)
    # who had taken a portion that is not there died
    answers = [found[at] if at in found else run(portion) for at, portion in enumerate(portions)]
    if on_answers:
        for late in answers[told:]:
            on_answers(late)
    return [one for some in answers for one in some]


class _ValueQueue:
    """The way from one process to another: values, pickled, in a file in memory, which is never full.

    A bell says how long the next letter is, as soon as all of it is there.
    """

    def __init__(self) -> None:
        self._file = os.memfd_create("letters")
        self._bell, self._ring = os.pipe()
        self._position = 0

    def put(self, value: Any) -> None:
        """Leave a value."""
        letter = memoryview(ForkingPickler.dumps(value))
        rest = letter
        while rest:
            # Linux writes no more than 2 GB at a time, and says how much it was
            rest = rest[os.write(self._file, rest) :]
        os.write(self._ring, len(letter).to_bytes(LENGTH, "big"))  # who hears the bell reads at once

    def end(self) -> None:
        """Say that nothing will follow."""
        os.write(self._ring, bytes(LENGTH))

    def only_read(self) -> None:
        """Leave the bell to others: who waits for it hears then that they are gone."""
        os.close(self._ring)

    def arrived(self) -> Iterator[Any]:
        """Yield what is there by now; nobody waits."""
        os.set_blocking(self._bell, False)
        with suppress(BlockingIOError):
            yield from self.until_the_end()

    def until_the_end(self) -> Iterator[Any]:
        """Yield each value as it comes, until it is said that none will follow.

        Raises ``EOFError`` when whoever should say so has died.
        """
        while size := int.from_bytes(self._rung(), "big"):
            # by its own count and not by the file's: writer and reader are copies that share one position in it
            yield ForkingPickler.loads(os.pread(self._file, size, self._position))
            self._position += size

    def _rung(self) -> bytes:
        length = os.read(self._bell, LENGTH)
        if not length:
            raise EOFError
        return length

    def close(self) -> None:
        """Give back what the system lent."""
        for one in (self._file, self._bell, self._ring):
            os.close(one)


class _Worker:
    """A copy of this process that takes portions."""

    def __init__(self, run: Run, portions: Sequence[Sequence[Any]], tickets: int) -> None:
        self._answers = _ValueQueue()
        self._process = _copy(_work, (run, portions, tickets, self._answers))

    def told(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the answers to portions that it has left since it was last asked, by number."""
        return self._answers.arrived()

    def last_told(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the rest of its answers, once it has ended."""
        # to wait before reading cannot block: answers lie in memory, and the bell holds a few bytes of each
        self._process.join()
        yield from self.told()
        self._answers.close()


def _copy(target: Callable[..., None], arguments: tuple[Any, ...]) -> multiprocessing.process.BaseProcess:
    """Return a copy of this process, in which ``target`` runs; it ends with that, and at the latest with this one."""
    # daemon: a build that is ended must not leave copies that go on working
    process = multiprocessing.get_context("fork").Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


def _portions(work: Sequence[Any], jobs: int) -> list[Sequence[Any]]:
    """Return the work cut up into less and less, so that all processes end together."""
    portions: list[Sequence[Any]] = []
    start = 0
    while start < len(work):
        # half of what would be a fair part: who is slower takes fewer of the later, smaller ones
        end = start + min(max((len(work) - start) // (2 * jobs), LEAST), MOST)
        portions.append(work[start:end])
        start = end
    return portions


def _tickets(count: int) -> int:
    """Return a pipe with the numbers below ``count``: of those who read from it, each gets the next one."""
    # it holds thousands of tickets, so that writing them all at first cannot block
    tickets, filled = os.pipe()
    with os.fdopen(filled, "wb") as stream:
        stream.write(b"".join(number.to_bytes(TICKET, "big") for number in range(count)))
    return tickets


def _taken(run: Run, portions: Sequence[Sequence[Any]], tickets: int) -> Iterator[tuple[int, list[Any]]]:
    """Yield the answers to the portions that this process comes to take, by number."""
    while ticket := os.read(tickets, TICKET):
        number = int.from_bytes(ticket, "big")
        yield number, run(portions[number])


def _work(run: Run, portions: Sequence[Sequence[Any]], tickets: int, answers: _ValueQueue) -> None:
    """Answer what this process takes. A failure is not told here, and nor is Ctrl-C: the first process sees both."""
    os.nice(POLITE)
    with suppress(BaseException):
        for answer in _taken(run, portions, tickets):
            answers.put(answer)
