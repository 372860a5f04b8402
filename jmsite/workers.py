"""Spread work over the machine's cores."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

Run = Callable[[Sequence[Any]], list[Any]]
Ahead = Callable[[], None]
SMALL = 48
"""Below this many calls, starting processes costs more than it saves."""
LEAST = 4
"""What a process takes at least at a time."""
TICKET = 2
"""Bytes of a ticket, which a pipe hands out whole."""


def cores(jobs: int = 0) -> int:
    """How many processes to use: ``jobs``, or with 0 the cores that this process may run on."""
    if jobs > 0:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_over(jobs: int) -> Callable[[Run, Sequence[Any], Ahead | None], list[Any]]:
    """A function that hands work to ``run`` in shares, which up to ``jobs`` processes take as they come to them.

    ``run`` answers a list of work with a list as long; a share is work that stands together. The processes are copies
    of this one, so that nothing needs to be sent to them and a worker has all that is loaded here; where a process
    cannot be copied safely (not on Linux, or with threads about), or the work is small, all of it is one share and
    done here. ``ahead`` is done by this process before it takes a share: what all would have to begin with later on.
    """

    def share(run: Run, work: Sequence[Any], ahead: Ahead | None = None) -> list[Any]:
        if jobs < 2 or len(work) < SMALL or sys.platform != "linux" or threading.active_count() > 1:
            return run(work)
        return _forked(run, work, jobs, ahead)

    return share


def spread_over(jobs: int) -> Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], Sequence[Any]]:
    """A function that runs a step over many arguments in up to ``jobs`` processes, as ``shared_over`` does."""
    share = shared_over(jobs)

    def spread(step: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Sequence[Any]:
        return share(lambda some: [step(*arguments) for arguments in some], calls, None)

    return spread


def _forked(run: Run, work: Sequence[Any], jobs: int, ahead: Ahead | None = None) -> list[Any]:
    """This process and copies of it each take the next portion of the work, until none is left."""
    method = multiprocessing.get_context("fork")
    portions = _portions(work, jobs)
    tickets = _tickets(len(portions))
    workers: list[tuple[Any, Connection]] = []
    for _ in range(jobs - 1):
        ours, theirs = method.Pipe(duplex=False)
        others = [ours, *(other for _, other in workers)]
        worker = method.Process(target=_work, args=(run, portions, tickets, theirs, others), daemon=True)
        worker.start()
        theirs.close()
        workers.append((worker, ours))
    try:
        if ahead:
            ahead()
        found = _taken(run, portions, tickets)
        for worker, ours in workers:
            with suppress(EOFError):  # it died; what it had taken is done below
                found.update(ours.recv())
            worker.join()
    finally:
        os.close(tickets)
    return [
        answer
        for number, portion in reversed(list(enumerate(portions)))
        for answer in (found[number] if number in found else run(portion))
    ]


def _portions(work: Sequence[Any], jobs: int) -> list[Sequence[Any]]:
    """The work cut up from its end, into less and less: few beginnings, and all processes end together."""
    portions = []
    end = len(work)
    while end:
        start = max(0, end - max(end // (2 * jobs), LEAST))
        portions.append(work[start:end])
        end = start
    return portions


def _tickets(count: int) -> int:
    """A pipe with the numbers below ``count``: of those who read from it, each gets the next one."""
    tickets, filled = os.pipe()
    with os.fdopen(filled, "wb") as stream:
        stream.write(b"".join(number.to_bytes(TICKET, "big") for number in range(count)))
    return tickets


def _taken(run: Run, portions: Sequence[Sequence[Any]], tickets: int) -> dict[int, list[Any]]:
    """The answers to the portions that this process came to take, by number."""
    found = {}
    while ticket := os.read(tickets, TICKET):
        number = int.from_bytes(ticket, "big")
        found[number] = run(portions[number])
    return found


def _work(
    run: Run,
    portions: Sequence[Sequence[Any]],
    tickets: int,
    answers: Connection,
    others: Sequence[Connection],
) -> None:
    """Answer what this process takes. A failure is not told here, and nor is Ctrl-C: the first process sees both."""
    for other in others:
        other.close()  # with all of these closed, answering ends once there is nobody left to listen
    with suppress(BaseException):
        answers.send(_taken(run, portions, tickets))
    answers.close()
