"""The process in which authors' own charts are drawn: a line of JSON in, a line of JSON out. See ``sandbox``."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import IO

from jmsite.charts.own_chart import try_drawing
from jmsite.model.figures import Drawn, VegaLiteSpec
from jmsite.model.value import plain

MEMORY = 1 << 30
"""Bytes that charts may take beyond what there is when nothing has been drawn."""
FIRST = VegaLiteSpec(
    spec='{"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}'
)
"""A chart for nobody: to draw it loads what draws, which costs no author any time."""


def main() -> None:
    """Answer until there are no more questions. What is told to stop stops, also within a drawing."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library has to say is no answer
        try_drawing(FIRST)
        _limit_memory()
        _tell(answers, "ready")
        for line in sys.stdin.buffer:
            asked = json.loads(line)
            _limit_time(asked["seconds"])
            _tell(answers, json.dumps(plain(_drawn(VegaLiteSpec(spec=asked["spec"])))))


def _drawn(figure: VegaLiteSpec) -> Drawn:
    """Return the drawing of a chart; what nobody has foreseen in it must not end what draws the others."""
    try:
        return try_drawing(figure)
    except Exception as error:  # whatever a stranger's specification compiles to
        return Drawn(svg="", wrong=f"drawing it failed with {type(error).__name__}", fault="wrong")


def _tell(answers: IO[bytes], text: str) -> None:
    answers.write(text.encode() + b"\n")
    answers.flush()


def _limit_memory() -> None:
    """Bound what may be written to, where the system can; V8 reserves far more than it ever uses."""
    if sys.platform != "win32":
        import resource

        # what dies of its memory must not leave that memory on the disk
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if (used := _writable()) is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (used + MEMORY, used + MEMORY))


def _writable() -> int | None:
    """Return the bytes of this process that count as data; None on systems that do not say."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    found = next((line for line in status.splitlines() if line.startswith("VmData:")), "")
    return int(found.split()[1]) * 1024 if found else None


def _limit_time(seconds: float) -> None:
    """Let the system end this process when it has worked for so long from now on; it counts whole seconds."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        until = int(used.ru_utime + used.ru_stime + seconds) + 1
        # the soft limit alone: it is moved on with every chart, and a hard one could not be raised again
        resource.setrlimit(resource.RLIMIT_CPU, (until, most))


if __name__ == "__main__":
    main()
