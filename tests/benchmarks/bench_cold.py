"""A first build of stage pages without charts and without a cache: jmsite beside Hugo, in turns.

Both write to memory where there is room, so that neither is measured by the state of the disk.

Of 1,000 stages ours makes 1,109 pages with 23.6 MB, Hugo 1,102 with 20.1: it has the same pages of stages, journeys and
their list, and none of fields, threads, next steps, health and personas; its list of journeys has no curves (9 KB in
place of 320). It checks no links and no content.

python tests/benchmarks/bench_cold.py [PAGES] [ROUNDS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import hugo_site, jmsite_site
from peers import HUGO, OURS, load, quiet_place


def seconds(command: list[str], root: Path, made: str) -> float:
    """Wall seconds of a build that finds nothing left of an earlier one.

    What there was is put aside and not deleted: some file systems take long to use again what has just become free.
    """
    if (root / made).exists():
        (root / made).rename(Path(tempfile.mkdtemp(dir=root.parent)) / made)
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=OURS)
    return time.perf_counter() - begun


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory(dir=quiet_place()) as folder:
        ours, theirs = Path(folder) / "jmsite", Path(folder) / "hugo"
        jmsite_site(ours, pages)
        hugo_site(theirs, pages)
        build = [sys.executable, "-m", "jmsite", "build", "--root", str(ours)]
        peer = [HUGO, "--source", str(theirs), "--quiet", "--ignoreCache", "--noBuildLock"]
        pairs = [(seconds(build, ours, "build"), seconds(peer, theirs, "public")) for _ in range(rounds + 1)]
    mine, others = (statistics.median(times[1:]) for times in zip(*pairs, strict=True))  # the first warms up
    print(
        f"{pages} pages: jmsite {mine:.2f} s, hugo {others:.2f} s, ratio {mine / others:.2f}   load {load()}"
    )


if __name__ == "__main__":
    main()
