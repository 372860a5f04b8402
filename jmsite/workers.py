"""Spread work over the machine's cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

Run = Callable[[Sequence[Any]], list[Any]]
SMALL = 48
"""Below this many calls, starting processes costs more than it saves."""


def cores(jobs: int = 0) -> int:
    """How many processes to use: ``jobs``, or with 0 the cores that this process may run on."""
    if jobs > 0:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def unswept() -> Iterator[None]:
    """Look for no garbage meanwhile: most of what a build makes stays, and looking at it takes a third of the time."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def shared_over(jobs: int) -> Callable[[Run, Sequence[Any]], list[Any]]:
    """A function that hands work to ``run`` in up to ``jobs`` shares, each in a process of its own.

    ``run`` answers a list of work with a list as long. The processes are copies of this one, so that nothing needs
    to be sent to them and a worker has all that is loaded here; where a process cannot be copied safely (not on
    Linux, or with threads about), or the work is small, all of it is one share and done here.
    """

    def share(run: Run, work: Sequence[Any]) -> list[Any]:
        if jobs < 2 or len(work) < SMALL or sys.platform != "linux" or threading.active_count() > 1:
            return run(work)
        return _forked(run, work, jobs)

    return share


def spread_over(jobs: int) -> Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], Sequence[Any]]:
    """A function that runs a step over many arguments in up to ``jobs`` processes, as ``shared_over`` does."""
    share = shared_over(jobs)

    def spread(step: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Sequence[Any]:
        return share(lambda some: [step(*arguments) for arguments in some], calls)

    return spread


def _forked(run: Run, work: Sequence[Any], jobs: int) -> list[Any]:
    """The first share is worked out here, the others by one copy of this process each."""
    method = multiprocessing.get_context("fork")
    shares = [work[start::jobs] for start in range(jobs)]
    workers = []
    for share in shares[1:]:
        ours, theirs = method.Pipe(duplex=False)
        worker = method.Process(target=_work, args=(run, share, theirs), daemon=True)
        worker.start()
        theirs.close()
        workers.append((worker, ours))
    answers = [run(shares[0])]
    for (worker, ours), share in zip(workers, shares[1:], strict=True):
        answers.append(_received(ours, run, share))
        worker.join()
    found: list[Any] = [None] * len(work)
    for start, share_answers in enumerate(answers):
        found[start::jobs] = share_answers
    return found


def _work(run: Run, share: Sequence[Any], answers: Connection) -> None:
    answers.send(run(share))
    answers.close()


def _received(answers: Connection, run: Run, share: Sequence[Any]) -> list[Any]:
    """What a worker found; if it died, the work is done here, where a failure is seen."""
    try:
        found: list[Any] = answers.recv()
    except EOFError:
        return run(share)
    return found
