"""What a large map costs in a browser: the bytes of its first view, and the frames while it scrolls.

Run: ``PYTHONPATH=tests python tests/benchmarks/bench_scroll.py``; needs Chromium. A map of 30 steps and 4 personas is
weighed as a host packs it; one of 200 steps and 8 personas, every lane filled, is moved along and down for 300 frames
each. Prints how long frames took, from one to the next, and what of that the page's own thread worked: on a busy
machine the first number grows, the second one hardly.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench_map import PEOPLE, site
from hosted import hosted
from playwright.sync_api import Browser, sync_playwright

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.outputs.write import write
from jmsite.pipeline import build

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
MANY = (*PEOPLE, "elin", "finn", "gita", "hugo")
FRAMES = 300
WORK = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration")
SCROLL = """([along, down, frames]) => new Promise((done) => {
  const times = [];
  const next = (now) => {
    times.push(now);
    if (times.length > frames) return done(times);
    scrollBy({ left: along, top: down, behavior: "instant" });
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})"""
WAYS = {"along": (24, 0), "down": (0, 8), "both": (-24, -8)}


def built(root: Path, **size: Any) -> Path:
    """Write a site of some size and return the folder it is built into."""
    site(root, charts=True, **size)
    write(build(discover(root), Memo()).outputs, root / "site", root / "cache")
    return root / "site"


def weighed(browser: Browser, address: str) -> int:
    """Return the bytes that a browser fetches for the map before anybody does anything."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body(), mtime=0)) for answer in answers}
    page.close()
    return sum(sizes.values())


def scrolled(browser: Browser, address: str) -> None:
    """Move a map and print, for each way, how long frames took and what was worked in one."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address, wait_until="networkidle")
    talk = page.context.new_cdp_session(page)
    talk.send("Performance.enable", {"timeDomain": "threadTicks"})

    def work() -> dict[str, float]:
        told = talk.send("Performance.getMetrics")["metrics"]
        return {one["name"]: one["value"] for one in told if one["name"] in WORK}

    page.evaluate("scrollTo({ top: innerHeight, behavior: 'instant' })")
    for way, (along, down) in WAYS.items():
        before = work()
        times = page.evaluate(SCROLL, [along, down, FRAMES])
        after = work()
        gaps = sorted(later - earlier for earlier, later in pairwise(times))
        worked = ", ".join(
            f"{name.removesuffix('Duration').lower()} {(after[name] - before[name]) / FRAMES * 1000:.1f}"
            for name in WORK
        )
        late = sum(gap > 25 for gap in gaps)
        print(
            f"{way:6} frame {statistics.median(gaps):.1f} ms, p95 {gaps[int(len(gaps) * 0.95)]:.1f}, "
            f"{late} of {len(gaps)} late; worked in one: {worked} ms",
            flush=True,
        )
    page.close()


def main() -> None:
    found = next(path for name in BROWSERS if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        with hosted(built(Path(folder) / "large")) as host:
            print(f"30 steps: {weighed(browser, f'{host}/journeys/large/') / 1000:.1f} KB", flush=True)
        with hosted(built(Path(folder) / "huge", people=MANY, stages=20, steps=10)) as host:
            address = f"{host}/journeys/large/"
            print(f"200 steps: {weighed(browser, address) / 1000:.1f} KB", flush=True)
            scrolled(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
