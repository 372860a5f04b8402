"""The command line: the only place that prints or exits."""

from __future__ import annotations

import gc
import sys

from jmsite.version import VERSION

__all__ = ["main"]


def main() -> None:
    """Run the command that was typed, and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:  # answered before the commands are loaded, which takes longer
        sys.stdout.write(f"jmsite {VERSION}\n")
        return
    gc.disable()  # a command ends soon, and nearly all that it makes stays until then; ``serve`` enables it again
    from jmsite.cli.app import run

    code = run(sys.argv[1:])
    gc.freeze()  # Python looks for garbage once more as it ends
    sys.exit(code)
