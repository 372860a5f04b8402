"""The command line: the only place that prints or exits."""

from __future__ import annotations

import gc
import os
import sys
from _thread import interrupt_main, start_new_thread
from contextlib import suppress

from jmsite.version import VERSION

__all__ = ["main"]


def main() -> None:
    """Run the command that was typed, and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:  # answered before the commands are loaded, which takes longer
        sys.stdout.write(f"jmsite {VERSION}\n")
        return
    held: list[object] = []
    sys.unraisablehook = _interrupted_again
    # pydantic would look for plugins among all that is installed, which takes 8 % of a warm check (medians of 7 pairs)
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    gc.disable()  # a command ends soon, and nearly all that it makes stays until then; ``serve`` enables it again
    try:
        from jmsite.cli.app import run

        code = run(sys.argv[1:], held)
    except KeyboardInterrupt:  # while something was being loaded; a command that runs ends itself
        code = 130
    _leave(code)


def _interrupted_again(told: sys.UnraisableHookArgs) -> None:
    """Let Ctrl-C end the command where it came in a callback, whose exceptions Python prints and forgets."""
    if issubclass(told.exc_type, KeyboardInterrupt):
        # from beside, since it would come while this still runs, and be printed and forgotten, too
        start_new_thread(interrupt_main, ())
    else:
        sys.__unraisablehook__(told)


def _leave(code: int) -> None:
    """End at once: to tidy away all that a command has made would take a tenth of its time, and serve nobody.

    What would be tidied away before, as its function returns, is held by ``main``.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever read it may be gone
            stream.flush()
    os._exit(code)
