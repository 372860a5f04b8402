"""Work that is shared out comes back whole and in order, whoever does it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from jmsite.engine.parallel import LEAST, SMALL, _portions, share_work, spread_calls


@pytest.mark.parametrize("count", [0, 1, LEAST, 100, 1107])
@pytest.mark.parametrize("jobs", [2, 8])
def test_portions_hold_everything_once_and_become_smaller(count: int, jobs: int):
    portions = _portions(range(count), jobs)
    assert [number for portion in portions for number in portion] == list(range(count))
    sizes = [len(portion) for portion in portions]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("jobs", [2, 3])
def test_answers_come_back_in_order(jobs: int):
    assert share_work(jobs)(lambda some: [number * 2 for number in some], range(500)) == list(
        range(0, 1000, 2)
    )


def test_what_a_process_that_died_had_taken_is_done_again():
    here = os.getpid()

    def run(some: Sequence[Any]) -> list[Any]:
        if os.getpid() != here:
            os._exit(1)
        return list(some)

    assert share_work(2)(run, range(500)) == list(range(500))


def test_a_failure_is_raised_here():
    def run(some: Sequence[Any]) -> list[Any]:
        raise ValueError(some[0])

    with pytest.raises(ValueError, match=r"\d+"):
        share_work(2)(run, range(500))


def test_little_work_is_one_share():
    shares: list[Any] = []
    share_work(2)(lambda some: shares.append(some) or list(some), range(SMALL - 1))
    assert shares == [range(SMALL - 1)]


@pytest.mark.parametrize("alone", [("json",), ("no.such.module", "threading")])
def test_beside_a_module_with_threads_of_its_own_all_is_one_share(alone: tuple[str, ...]):
    here = os.getpid()
    assert set(share_work(2, alone)(lambda some: [os.getpid() for _ in some], range(500), None)) == {here}


def test_beside_another_thread_all_is_one_share():
    found: list[int] = []
    share = share_work(2, ("no.such.module",))
    thread = threading.Thread(
        target=lambda: found.extend(share(lambda some: [os.getpid() for _ in some], range(500), None))
    )
    thread.start()
    thread.join()
    assert set(found) == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_answers_are_heard_in_order_as_they_come(jobs: int):
    heard: list[int] = []
    answers = share_work(jobs)(lambda some: [number * 2 for number in some], range(500), None, heard.extend)
    assert heard == answers == list(range(0, 1000, 2))


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_a_copy_works_beside_on_what_it_is_told():
    """In a process of its own: tests before this one may have left a thread, beside which nothing is copied."""
    code = (
        "import os, sys\n"
        "from jmsite.engine.parallel import SideProcess\n"
        "aside = SideProcess(lambda told: (os.getpid(), sum(len(piece) for piece in told)))\n"
        "for _ in range(9): aside.tell('x' * 300_000)\n"
        "copy, letters = aside.answer()\n"
        "died = SideProcess(lambda told: sys.exit(next(told)))\n"
        "died.tell(1)\n"
        "print(copy != os.getpid(), letters, died.answer())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "True 2700000 None"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_otherwise_it_is_shared():
    """In a process of its own: tests before this one may have left a thread, beside which nothing is copied."""
    code = (
        "import os\n"
        "from jmsite.engine.parallel import share_work\n"
        "share = share_work(2, ('no.such.module',))\n"
        "print(len(set(share(lambda some: [os.getpid() for _ in some], range(500_000), None))))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "2"


@pytest.mark.parametrize(("count", "dear"), [(200, False), (LEAST - 1, True), (LEAST, True), (9, True)])
def test_a_step_is_spread_over_its_arguments(count: int, dear: bool):
    calls = [(n, 1) for n in range(count)]
    assert spread_calls(2)(lambda a, b: a + b, calls, dear) == list(range(1, count + 1))
