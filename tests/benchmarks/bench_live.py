"""Save a page and wait for its new bytes over HTTP: ``jmsite serve`` beside ``hugo server``, in one run.

python tests/benchmarks/bench_live.py [PAGES …]
"""

from __future__ import annotations

import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generate import hugo_site, jmsite_site
from peers import HUGO, load

EDITS = 30
PATIENCE = 900.0
PORTS = {"jmsite": 18610, "hugo": 18620}
PAGE = {"jmsite": "content/journeys/journey-3/04-stage-3.md", "hugo": "content/journeys/journey-3/stage-3.md"}
URL = "/journeys/journey-3/stage-3/"


def command(tool: str, root: Path) -> list[str]:
    """How each preview is started; both write nothing to the site's folder and keep what they built in memory."""
    port = str(PORTS[tool])
    if tool == "jmsite":
        return [sys.executable, "-m", "jmsite", "serve", "--root", str(root), "--port", port]
    return [HUGO, "server", "--source", str(root), "--port", port, "--bind", "127.0.0.1", "--baseURL",
            "http://127.0.0.1/", "--renderToMemory", "--disableLiveReload=false"]  # fmt: skip


@contextmanager
def serving(tool: str, root: Path) -> Iterator[float]:
    """The preview, with the seconds until it answered first."""
    begun = time.perf_counter()
    process = subprocess.Popen(command(tool, root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: asked(tool) is not None, PATIENCE, process)
        yield time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(30)


def asked(tool: str, url: str = URL) -> bytes | None:
    """What is on a page now; None where nothing answers yet."""
    connection = http.client.HTTPConnection("127.0.0.1", PORTS[tool], timeout=60)
    try:
        connection.request("GET", url)
        answer = connection.getresponse()
        body = answer.read()
        return body if answer.status == 200 else None
    except OSError:
        return None
    finally:
        connection.close()


def until(holds: Callable[[], bool], patience: float, process: subprocess.Popen[bytes]) -> None:
    latest = time.perf_counter() + patience
    while not holds():
        if time.perf_counter() > latest or process.poll() is not None:
            raise SystemExit(f"no answer; exit code {process.poll()}")
        time.sleep(0.002)


def edits(tool: str, root: Path) -> list[float]:
    """Seconds from each save until the page has the new words."""
    file = root / PAGE[tool]
    text = file.read_text()
    taken = []
    for number in range(EDITS + 2):
        words = f"Edit {number} at {time.time_ns()}."
        part = file.with_name(f".{file.name}.part")
        part.write_text(f"{text}\n\n{words}\n")
        begun = time.perf_counter()
        part.replace(file)
        while words.encode() not in (asked(tool) or b""):
            if time.perf_counter() - begun > 60:
                raise SystemExit(f"{tool}: the page never changed")
            time.sleep(0.001)
        taken.append(time.perf_counter() - begun)
        time.sleep(0.3)
    return sorted(taken[2:])  # the first two warm both up


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [1000, 10000]
    print(f"{'pages':>6} {'tool':8} {'start s':>8} {'median ms':>10} {'p95 ms':>8}   load {load()}")
    for pages in sizes:
        medians = {}
        with tempfile.TemporaryDirectory() as folder:
            roots = {"jmsite": Path(folder) / "jmsite", "hugo": Path(folder) / "hugo"}
            jmsite_site(roots["jmsite"], pages)
            hugo_site(roots["hugo"], pages)
            for tool, root in roots.items():
                with serving(tool, root) as start:
                    time.sleep(2)
                    taken = edits(tool, root)
                medians[tool] = statistics.median(taken)
                p95 = taken[int(len(taken) * 0.95)]
                print(
                    f"{pages:6} {tool:8} {start:8.1f} {medians[tool] * 1000:10.0f} {p95 * 1000:8.0f}",
                    flush=True,
                )
        print(
            f"{pages:6} jmsite / hugo = {medians['jmsite'] / medians['hugo']:.2f}   load {load()}", flush=True
        )


if __name__ == "__main__":
    main()
