"""How long it takes to tell what changed: 500 commits over four years, 200 files.

Run: ``python tests/benchmarks/bench_history.py``. Prints seconds of the first reading, of the next, and of the one
after another commit.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.past import with_history

COMMITS, JOURNEYS, STAGES = 500, 24, 7
BEGIN = date(2023, 1, 1)
DAYS = 3


def files() -> dict[str, str]:
    """Twenty-four journeys of seven stages, their personas and settings: 200 files."""
    found = {"site.yaml": "title: Long\nhistory: months\n"}
    found |= {f"personas/p{one}.md": f"---\ntitle: P{one}\n---\n" for one in range(7)}
    for journey in range(JOURNEYS):
        found[f"journeys/j{journey}/journey.md"] = "---\ntitle: J\npersonas: [p1, p2]\n---\n"
        for stage in range(STAGES):
            found[f"journeys/j{journey}/{stage + 1:02}-s{stage}.md"] = _stage(0.0)
    return found


def _stage(score: float) -> str:
    steps = "".join(
        f"  - {{id: t{one}, title: I go {one}, emotion: {{p1: {score}, p2: 0.5}}, pains: [Slow {one}]}}\n"
        for one in range(4)
    )
    return f"---\ntitle: S\nsteps:\n{steps}---\n\nWords of it.\n"


def _stream(dice: random.Random) -> Iterator[str]:
    """Yield a history as ``git fast-import`` reads it: each commit changes a stage."""
    texts = files()
    stages = [path for path in texts if "/journeys/" in f"/{path}" and not path.endswith("journey.md")]
    for number in range(COMMITS):
        changed = texts if not number else {dice.choice(stages): _stage(round(dice.uniform(-2, 2), 1))}
        day = BEGIN + timedelta(days=number * DAYS)
        seconds = (day - date(1970, 1, 1)).days * 86_400 + 43_200
        yield f"commit refs/heads/main\ncommitter x <x@y> {seconds} +0000\ndata 1\nx\n"
        for path, text in changed.items():
            yield f"M 100644 inline content/{path}\ndata {len(text.encode())}\n{text}\n"


def _timed(root: Path, cache: DiskCache) -> float:
    inputs = discover(root)
    begin = time.perf_counter()
    assert with_history(inputs, root, cache).past
    return time.perf_counter() - begin


def main() -> None:
    """Make the history, and tell it three times."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
        stream = "".join(_stream(random.Random(8))).encode()
        subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=stream, check=True)
        subprocess.run(["git", "reset", "-q", "--hard"], cwd=root, check=True)
        cache = DiskCache(file=root / "build" / "cache" / "answers.db")
        first, second = _timed(root, cache), _timed(root, cache)
        who = ["-c", "user.name=x", "-c", "user.email=x@y"]
        (root / "content/personas/p1.md").write_text("---\ntitle: Another\n---\n", "utf-8")
        subprocess.run(["git", *who, "commit", "-qam", "x"], cwd=root, check=True)
        print(f"first {first:.2f} s, next {second:.2f} s, after a commit {_timed(root, cache):.2f} s")


if __name__ == "__main__":
    main()
