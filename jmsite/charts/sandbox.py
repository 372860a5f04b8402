"""Draw authors' own charts in a process of their own, which is ended when it takes too much time or memory.

A specification is a program: a chart of one line can count for ever. V8 cannot be interrupted, and holds all of Python
up while it works, so only another process can be given up. One process draws many charts, as it takes a second to
start; it is a program of its own that is spoken to in lines of JSON, and so needs neither a copy of this process nor a
start of whatever script uses this library.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

from jmsite.model.figures import Drawn, VegaLiteSpec
from jmsite.model.value import from_plain

STARTING = 120.0
"""Seconds until a process that does not say that it is there is given up."""
WORKING = 4.0
"""Seconds of the processor that a chart may take."""
WAITING = 4
"""The factor by which a drawing may take longer by the clock: others work on the machine, and not all systems bound
the former."""
HURRIED = 1.0
"""The seconds left to each where several have been stopped: a build must end, however many never do."""
PATIENCE = 3
"""The number of charts that may be stopped before the others have to hurry."""
TOO_LONG = "drawing this chart takes too long"
TOO_LARGE = "drawing this chart takes too much memory"


def draw_apart(figures: Sequence[VegaLiteSpec]) -> list[Drawn]:
    """Return the drawings of authors' charts, in their order; what was stopped says so and is no picture."""
    found: list[Drawn] = []
    for figure in figures:
        stopped = sum(drawn.fault == "excess" for drawn in found)
        found.append(_drawer().drawn(figure, WORKING if stopped < PATIENCE else HURRIED))
    return found


class Drawer:
    """A process that draws, started when it is first asked and again after it was ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._turn = threading.Lock()  # an answer does not say to which question it belongs

    def drawn(self, figure: VegaLiteSpec, seconds: float) -> Drawn:
        """Return the drawing of a chart that takes ``seconds`` of the processor at most.

        What dies of its memory is asked once more: what others left behind may have been what was too much.
        """
        with self._turn:
            for _ in range(2):
                answer = self._asked(figure, seconds)
                if answer.wrong != TOO_LARGE:
                    break
        return answer

    def _asked(self, figure: VegaLiteSpec, seconds: float) -> Drawn:
        process = self._running()
        if process is None:
            return Drawn(svg="", wrong="the process that draws authors' charts did not start", fault="wrong")
        question = json.dumps({"spec": figure.spec, "seconds": seconds}).encode() + b"\n"
        line, timely = _answer(process, question, WAITING * seconds)
        if line.endswith(b"\n"):  # without its end, it is of a process that died while it spoke
            return from_plain(json.loads(line), Drawn)
        self._process = None
        late = not timely or process.wait() in _out_of_time()
        return Drawn(svg="", wrong=TOO_LONG if late else TOO_LARGE, fault="excess")

    def _running(self) -> subprocess.Popen[bytes] | None:
        """Return the process, if it can be had. A copy of this process has none yet: two must not speak to one."""
        if self._owner != os.getpid():
            self._owner, self._process = os.getpid(), None
        if self._process is None or self._process.poll() is not None:
            started = _started()
            if _answer(started, b"", STARTING)[0] != b"ready\n":
                return None
            # called also when Python ends: nobody else would end the process
            weakref.finalize(self, _end, started)
            self._process = started
        return self._process


@cache
def _drawer() -> Drawer:
    """Return the one process of this process: like V8, it stays warm from build to build, and ends with its owner."""
    return Drawer()


def _started() -> subprocess.Popen[bytes]:
    # -P: a file beside the content must not stand in for a module. TZ: a second fence, see ``utc``.
    return subprocess.Popen(  # noqa: S603 - our own module, in our own interpreter
        [_interpreter(), "-P", "-m", "jmsite.charts.sandbox_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what V8 says when it dies helps no author
        env={**os.environ, "PYTHONPATH": os.pathsep.join(_paths()), "TZ": "UTC"},
    )


def _paths() -> list[str]:
    """Return where this process finds modules, so that the other one finds the same."""
    home = str(Path(__file__).resolve().parents[2])
    found = [path for path in sys.path if path]
    return found if home in found else [*found, home]


def _interpreter() -> str:
    """Return Python itself, also where a web server has it built in and is named as what runs."""
    known = Path(sys.executable or "python")
    if "python" in known.name.lower() or "pypy" in known.name.lower():
        return str(known)
    inside = ("python.exe",) if os.name == "nt" else ("bin/python3", "bin/python")
    beside = (Path(sys.prefix) / name for name in inside)
    return str(next((path for path in beside if path.exists()), known))


def _answer(process: subprocess.Popen[bytes], question: bytes, seconds: float) -> tuple[bytes, bool]:
    """Return the line that a process says to another one, and whether it could say it in time; if not, it has been
    ended.

    Ended is it also where this process is told to stop meanwhile: nobody would hear the answer.
    """
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - both are pipes
    late = threading.Event()
    timer = threading.Timer(seconds, _give_up, (process, late.set))
    timer.daemon = True
    timer.start()
    try:
        line = _said(process.stdin, process.stdout, question)
    # Ctrl+C, too: the next question would get the answer to this one
    except BaseException:
        _end(process)
        raise
    finally:
        timer.cancel()
        timer.join()  # else it could yet kill the process while that works on the next chart
    if not line.endswith(b"\n"):
        _end(process)
    return line, not late.is_set()


def _said(stdin: IO[bytes], stdout: IO[bytes], question: bytes) -> bytes:
    with suppress(OSError):  # it has died: there is no answer
        stdin.write(question)
        stdin.flush()
    return stdout.readline()


def _give_up(process: subprocess.Popen[bytes], note: Callable[[], None]) -> None:
    note()
    process.kill()


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        process.kill()
    # or it would stay in the table of processes until the build ends
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _out_of_time() -> tuple[int, ...]:
    """Return the codes of a process that the system has ended for its time."""
    import signal

    return (-signal.SIGXCPU,) if hasattr(signal, "SIGXCPU") else ()
