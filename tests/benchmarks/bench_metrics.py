"""A thousand metrics over a hundred files: one build, and an edit to one of them in the preview. Run by hand.

python tests/benchmarks/bench_metrics.py [METRICS] [FILES]
"""

from __future__ import annotations

import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from peers import load

ROWS = 2_000
"""Answers in each file."""
EDITS = 20
PORT = 18650
URL = "/metrics/score-0/"
WORDS = "Counted at edit {}."


def site(root: Path, metrics: int, files: int) -> None:
    """Write a site of which each file has the answers to as many questions as there are metrics of it."""
    content, questions = root / "content", -(-metrics // files)
    for folder in ("data", "metrics", "journeys/buy"):
        (content / folder).mkdir(parents=True)
    (content / "site.yaml").write_text("title: Many numbers\nsearch: false\n")
    (content / "journeys/buy/journey.md").write_text("---\ntitle: Buy\n---\n")
    (content / "journeys/buy/01-compare.md").write_text(
        "---\ntitle: Compare\nsteps: [{title: Look}, {title: Choose}]\n---\n"
    )
    for file in range(files):
        head = ",".join(("day", "journey", "stage", "step", *(f"score_{at}" for at in range(questions))))
        rows = (
            f"2026-{1 + row % 12:02}-{1 + row % 28:02},buy,compare,{('look', 'choose')[row % 2]},"
            + ",".join(str((row * 7 + file + at) % 11) for at in range(questions))
            for row in range(ROWS)
        )
        (content / f"data/{file}.csv").write_text("\n".join((head, *rows)) + "\n")
    for number in range(metrics):
        file, at = number % files, number // files
        (content / f"metrics/score-{number}.md").write_text(
            f"---\ntitle: Score {number}\nkind: nps\nreadings: {{file: data/{file}.csv, date: day,"
            f" value: score_{at}, journey: journey, stage: stage, step: step}}\n---\n"
        )


def built(root: Path) -> float:
    """The seconds of a build in a process of its own."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "jmsite", "build", "--root", str(root), "--out", str(root / "out")],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun


def asked() -> bytes:
    """What the page of the metric is now; nothing where nobody answers yet."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    try:
        connection.request("GET", URL)
        return connection.getresponse().read()
    except OSError:
        return b""
    finally:
        connection.close()


def edited(root: Path, change: str) -> list[float]:
    """Seconds from each save of a metric until its page has it: of other words, or of other readings."""
    file = root / "content/metrics/score-0.md"
    text, taken = file.read_text(), []
    for number in range(EDITS + 2):
        words = WORDS.format(f"{number} of {change}")
        # a filter that leaves other rows each time: the file must be asked again
        readings = (
            f"step: step, where: {{day: {{min: 2026-01-{1 + number:02}}}}}}}"
            if change == "readings"
            else "step: step}"
        )
        part = file.with_name(".score-0.md.part")
        part.write_text(text.replace("step: step}", readings) + f"\n{words}\n")
        begun = time.perf_counter()
        part.replace(file)
        while words.encode() not in asked():
            if time.perf_counter() - begun > 60:
                raise SystemExit("the page never changed")
            time.sleep(0.001)
        taken.append(time.perf_counter() - begun)
        time.sleep(0.3)
    file.write_text(text)
    return sorted(taken[2:])  # the first two warm it up


def main(metrics: int, files: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        site(root, metrics, files)
        print(f"{metrics:,} metrics over {files} files of {ROWS:,} answers   load {load()}")
        print(f"build {built(root):.1f} s, again {built(root):.1f} s", flush=True)
        command = [sys.executable, "-m", "jmsite", "serve", "--root", str(root), "--port", str(PORT)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not asked():
                time.sleep(0.05)
            time.sleep(2)
            for change in ("words", "readings"):
                taken = edited(root, change)
                median, last = statistics.median(taken) * 1000, taken[int(len(taken) * 0.95)] * 1000
                print(f"an edit of {change}: median {median:.0f} ms, p95 {last:.0f} ms", flush=True)
        finally:
            process.terminate()
            process.wait(30)
        print(f"load {load()}")


if __name__ == "__main__":
    main(*(int(size) for size in sys.argv[1:] or (1_000, 100)))
