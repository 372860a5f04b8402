"""Build 1,000 pages cold, then again in a new process with nothing changed, and after one edit.

python tests/benchmarks/bench_again.py [PAGES]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import jmsite_site
from peers import OURS, load

ROUNDS = 5
PAGE = "content/journeys/journey-3/04-stage-3.md"


def seconds(root: Path) -> float:
    """Wall seconds of one ``jmsite build`` in a process of its own."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "jmsite", "build", "--root", str(root)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=OURS,
    )
    return time.perf_counter() - begun


def edited(root: Path) -> float:
    file = root / PAGE
    file.write_text(f"{file.read_text()}\n\nEdited at {time.time_ns()}.\n")
    return seconds(root)


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        jmsite_site(root, pages)
        cold = seconds(root)
        again = [seconds(root) for _ in range(ROUNDS)]
        after = [edited(root) for _ in range(2)]
    median = statistics.median(again)
    print(
        f"{pages} pages: cold {cold:.2f} s, one edit {min(after):.2f} s, nothing changed {median:.2f} s median"
    )
    print(f"of {ROUNDS} (best {min(again):.2f}), again / cold {median / cold:.3f}   load {load()}")


if __name__ == "__main__":
    main()
