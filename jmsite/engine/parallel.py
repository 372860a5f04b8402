"""Spread work over the machine's cores: the one place where processes are started to share the work of a build.

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
from typing import Any

Run = Callable[[Sequence[Any]], list[Any]]
Ahead = Callable[[], None]
SMALL = 48
"""Below this many calls, starting processes costs more than it saves."""
LEAST = 4
"""What a process takes at least at a time."""
TICKET = 2
"""Bytes of a ticket, which a pipe hands out whole."""
LENGTH = 8
"""Bytes of the length of an answer."""


def cores(jobs: int = 0) -> int:
    """Return how many processes to use: ``jobs``, or with 0 the cores that this process may run on."""
    if jobs > 0:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_over(
    jobs: int, alone: Collection[str] = ()
) -> Callable[[Run, Sequence[Any], Ahead | None], list[Any]]:
    """Return a function that hands work to ``run`` in shares, which up to ``jobs`` processes take as they come to them.

    ``run`` answers a list of work with a list as long; a share is work that stands together. The processes are copies
    of this one, so that nothing needs to be sent to them and a worker has all that is loaded here. Where a copy would
    not be sound (see ``can_be_copied``), or the work is small, all of it is one share and done here. ``ahead`` is done
    by this process before it takes a share: what all would have to begin with later on.
    """

    def share(run: Run, work: Sequence[Any], ahead: Ahead | None = None) -> list[Any]:
        if jobs < 2 or len(work) < SMALL or not can_be_copied(alone):
            return run(work)
        return _forked(run, work, jobs, ahead)

    return share


def can_be_copied(alone: Collection[str] = ()) -> bool:
    """Return whether a copy of this process would be sound, as far as threads and the modules ``alone`` go."""
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and not any(name in sys.modules for name in alone)
    )


def spread_over(jobs: int) -> Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], Sequence[Any]]:
    """Return a function that runs a step over many arguments in up to ``jobs`` processes, as ``shared_over`` does."""
    share = shared_over(jobs)

    def spread(step: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Sequence[Any]:
        return share(lambda some: [step(*arguments) for arguments in some], calls, None)

    return spread


def _forked(run: Run, work: Sequence[Any], jobs: int, ahead: Ahead | None = None) -> list[Any]:
    """Let this process and copies of it each take the next portion of the work, until none is left."""
    portions = _portions(work, jobs)
    tickets = _tickets(len(portions))
    workers = [_Worker(run, portions, tickets) for _ in range(jobs - 1)]
    found: dict[int, list[Any]] = {}
    try:
        if ahead:
            ahead()
        for number, answer in _taken(run, portions, tickets):
            found[number] = answer
            for worker in workers:  # between two portions: at the end nobody else has anything to do
                found.update(worker.told())
        for worker in workers:
            found.update(worker.last_told())
    finally:
        os.close(tickets)
    return [
        answer
        for number, portion in reversed(list(enumerate(portions)))  # they were cut from the end of the work
        for answer in (found[number] if number in found else run(portion))  # who had taken it died
    ]


class _Worker:
    """A copy of this process that takes portions. Its answers wait in a file in memory, which is never full.

    A bell says how long the next answer is, as soon as all of it is there.
    """

    def __init__(self, run: Run, portions: Sequence[Sequence[Any]], tickets: int) -> None:
        self._file = os.memfd_create("answers")
        self._bell, bell = os.pipe()
        os.set_blocking(self._bell, False)  # asked between two portions of our own: nobody waits for it
        self._heard = 0
        method = multiprocessing.get_context("fork")
        self._process = method.Process(
            target=_work, args=(run, portions, tickets, self._file, bell), daemon=True
        )
        self._process.start()
        os.close(bell)

    def told(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the answers to portions that it has left since it was last asked, by number."""
        with suppress(BlockingIOError):
            while size := int.from_bytes(os.read(self._bell, LENGTH), "big"):
                yield ForkingPickler.loads(os.pread(self._file, size, self._heard))
                self._heard += size

    def last_told(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the rest of its answers, once it has ended."""
        self._process.join()
        yield from self.told()
        os.close(self._bell)
        os.close(self._file)


def _portions(work: Sequence[Any], jobs: int) -> list[Sequence[Any]]:
    """Return the work cut up from its end, into less and less: few beginnings, and all processes end together."""
    portions = []
    end = len(work)
    while end:
        start = max(0, end - max(end // (2 * jobs), LEAST))
        portions.append(work[start:end])
        end = start
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


def _work(run: Run, portions: Sequence[Sequence[Any]], tickets: int, file: int, bell: int) -> None:
    """Answer what this process takes. A failure is not told here, and nor is Ctrl-C: the first process sees both."""
    with suppress(BaseException), os.fdopen(file, "wb", closefd=False) as answers:
        for answer in _taken(run, portions, tickets):
            size = answers.write(ForkingPickler.dumps(answer))
            answers.flush()  # first all of the answer, then the bell: who hears it reads at once
            os.write(bell, size.to_bytes(LENGTH, "big"))
