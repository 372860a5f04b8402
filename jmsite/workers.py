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


def spread_over(jobs: int) -> Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], Sequence[Any]]:
    """A function that runs a step over many arguments in up to ``jobs`` processes.

    The processes are copies of this one, so that arguments need no copying and a worker has all that is
    loaded here; where a process cannot be copied safely (not on Linux, or with threads about), the work is
    done here.
    """

    def spread(step: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Sequence[Any]:
        if jobs < 2 or len(calls) < SMALL or sys.platform != "linux" or threading.active_count() > 1:
            return [step(*arguments) for arguments in calls]
        return _forked(step, calls, jobs)

    return spread


def _forked(step: Callable[..., Any], calls: Sequence[tuple[Any, ...]], jobs: int) -> list[Any]:
    """The first share is worked out here, the others by one copy of this process each."""
    method = multiprocessing.get_context("fork")
    shares = [calls[start::jobs] for start in range(jobs)]
    workers = []
    for share in shares[1:]:
        ours, theirs = method.Pipe(duplex=False)
        worker = method.Process(target=_work, args=(step, share, theirs), daemon=True)
        worker.start()
        theirs.close()
        workers.append((worker, ours))
    answers = [[step(*arguments) for arguments in shares[0]]]
    for (worker, ours), share in zip(workers, shares[1:], strict=True):
        answers.append(_received(ours, step, share))
        worker.join()
    found: list[Any] = [None] * len(calls)
    for start, share_answers in enumerate(answers):
        found[start::jobs] = share_answers
    return found


def _work(step: Callable[..., Any], share: Sequence[tuple[Any, ...]], answers: Connection) -> None:
    answers.send([step(*arguments) for arguments in share])
    answers.close()


def _received(answers: Connection, step: Callable[..., Any], share: Sequence[tuple[Any, ...]]) -> list[Any]:
    """What a worker found; if it died, the work is done here, where a failure is seen."""
    try:
        found: list[Any] = answers.recv()
    except EOFError:
        return [step(*arguments) for arguments in share]
    return found
