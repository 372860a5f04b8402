"""A thousand metrics over a hundred files: one build, and an edit to one of them in the preview. Run by hand.

python tests/benchmarks/bench_metrics.py [METRICS] [FILES]

Of each edit it tells the time from the save until the page says so, and what of that the processor was at work in the
preview: on a machine with other jobs only the latter says anything. Linux counts it in hundredths of a second, so that
only the mean of many edits is exact. The page is asked for as a browser does, when the preview tells of a change: to
ask for it all the time took 0.8 ms of the preview for each answer, a quarter of what an edit took.
"""

from __future__ import annotations

import http.client
import os
import resource
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
URL, EVENTS = "/metrics/score-0/", "/~live/events"
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


def built(root: Path) -> str:
    """What a build in a process of its own takes, of time and of the processor."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "jmsite", "build", "--root", str(root), "--out", str(root / "out")],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{time.perf_counter() - begun:.1f} s ({busy:.1f} of the processor)"


def busy(process: int) -> float:
    """The seconds that the processor has worked for a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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


def listening() -> http.client.HTTPResponse:
    """The stream on which the preview tells of changes."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", EVENTS)
    return connection.getresponse()


def await_news(stream: http.client.HTTPResponse) -> None:
    """Wait until the preview tells of a change."""
    while not stream.readline().startswith(b"data:"):
        pass


def edited(root: Path, change: str, process: int) -> list[tuple[float, float]]:
    """Seconds from each save of a metric until its page has it, and those of the processor in between: of other words,
    or of other readings.
    """
    file = root / "content/metrics/score-0.md"
    text, taken, stream = file.read_text(), [], listening()
    await_news(stream)  # how things are now
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
        begun, before = time.perf_counter(), busy(process)
        part.replace(file)
        await_news(stream)
        while words.encode() not in asked():
            await_news(stream)
        taken.append((time.perf_counter() - begun, busy(process) - before))
        time.sleep(0.3)
    stream.close()
    file.write_text(text)
    return taken[2:]  # the first two warm it up


def main(metrics: int, files: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        site(root, metrics, files)
        print(f"{metrics:,} metrics over {files} files of {ROWS:,} answers   load {load()}")
        print(f"build {built(root)}, again {built(root)}", flush=True)
        command = [sys.executable, "-m", "jmsite", "serve", "--root", str(root), "--port", str(PORT)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not asked():
                time.sleep(0.05)
            time.sleep(2)
            for change in ("words", "readings"):
                times, works = zip(*edited(root, change, process.pid), strict=True)
                median, last = statistics.median(times) * 1000, sorted(times)[int(EDITS * 0.95)] * 1000
                work = statistics.mean(works) * 1000
                told = f"median {median:.0f} ms, p95 {last:.0f} ms, {work:.0f} of the processor on average"
                print(f"an edit of {change}: {told}", flush=True)
        finally:
            process.terminate()
            process.wait(30)
        print(f"load {load()}")


if __name__ == "__main__":
    main(*(int(size) for size in sys.argv[1:] or (1_000, 100)))
