from __future__ import annotations

import os
import pty
import subprocess
import sys

from jmsite.cli.progress import _Line

WAITING = """
import time
from jmsite.cli.progress import progress
begun = time.monotonic()
with progress(lambda: "reading" if time.monotonic() < begun + {seconds} / 2 else "drawing"):
    time.sleep({seconds})
"""


def on_a_terminal(seconds: float) -> str:
    """What is seen on a terminal by those who wait so long."""
    ours, theirs = pty.openpty()
    surroundings = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        [sys.executable, "-c", WAITING.format(seconds=seconds)], stderr=theirs, env=surroundings
    ) as waiting:
        ended = waiting.wait(timeout=30)
    os.close(theirs)
    try:
        seen = os.read(ours, 100_000).decode()
    except OSError:  # this is how a terminal says that nothing came
        seen = ""
    finally:
        os.close(ours)
    assert ended == 0, seen
    return seen


def test_a_long_wait_is_told_and_leaves_nothing_behind():
    seen = on_a_terminal(4)
    assert "reading" in seen
    assert "drawing" in seen
    assert seen.endswith("\x1b[2K")  # the line is erased


def test_a_short_wait_is_not_worth_a_word():
    assert on_a_terminal(0.1) == ""


def test_nothing_goes_into_a_pipe():
    waiting = [sys.executable, "-c", WAITING.format(seconds=0.7)]
    said = subprocess.run(waiting, capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == ("", "")


def test_a_line_that_takes_longer_than_a_tick_is_drawn_once():
    drawn: list[str] = []
    line = _Line(lambda: "reading")

    def slow(words: str) -> None:
        drawn.append(words)
        line.draw()  # the next tick comes while this one is drawn

    line._show = slow  # type: ignore[method-assign]
    line.draw()
    line.draw()
    assert drawn == ["reading", "reading"]


def test_no_command_ends_because_its_line_cannot_be_drawn():
    line = _Line(lambda: "reading")

    def broken(_: str) -> None:
        raise RuntimeError("reentrant call inside a writer")

    line._show = broken  # type: ignore[method-assign]
    line.draw()
    assert not line.drawing
