"""Drag a point of the curve of a map of 30 steps in Chromium, and count the frames that come in time.

python tests/benchmarks/bench_drag.py [SECONDS]
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from live import running

from jmsite.engine.cache import DiskCache

IN_TIME = 1000 / 60 + 0.5
SPENT = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration")
COUNTED = ("LayoutCount", "RecalcStyleCount")
WATCH = """() => {
    window.frames_ = [];
    let last = performance.now();
    const next = now => { window.frames_.push(now - last); last = now; requestAnimationFrame(next); };
    requestAnimationFrame(next);
}"""


def plant(root: Path) -> None:
    """Write a map of five stages with six steps each, which two personas take."""
    files = {
        "site.yaml": "title: Drag\nsearch: false\n",
        "personas/anna.md": "---\ntitle: Anna\n---\n",
        "personas/kim.md": "---\ntitle: Kim\n---\n",
        "journeys/buy/journey.md": "---\ntitle: Buying\npersonas: [anna, kim]\n---\n",
    }
    for stage in range(5):
        steps = "".join(
            f"  - title: Step {stage}-{step}\n    emotion: {{anna: {(step % 5) - 2}, kim: {2 - (step % 4)}}}\n"
            f"    pains: [Too slow, Too dear]\n    doing: [I look, I wait]\n"
            for step in range(6)
        )
        files[f"journeys/buy/{stage + 1:02}-stage-{stage}.md"] = (
            f"---\ntitle: Stage {stage}\nsteps:\n{steps}---\n"
        )
    for path, text in files.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def dragged(page: Any, seconds: float) -> tuple[list[float], dict[str, float]]:
    """The milliseconds between frames while a point is dragged up and down, and what the page did meanwhile."""
    grip = page.get_by_role("slider", name="Anna, Step 2-2")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    told = page.context.new_cdp_session(page)
    told.send("Performance.enable")
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(WATCH)
    before = spent(told)
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        number += 1
        page.mouse.move(x, y + 60 * ((number % 40) - 20) / 20)
    after = spent(told)
    frames = page.evaluate("window.frames_")[1:]
    page.keyboard.press("Escape")
    page.mouse.up()
    return frames, {name: after[name] - before[name] for name in after}


def spent(told: Any) -> dict[str, float]:
    names = (*SPENT, *COUNTED)
    found = {one["name"]: one["value"] for one in told.send("Performance.getMetrics")["metrics"]}
    return {name: found[name] for name in names}


def main(seconds: float) -> None:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder).resolve() / "site"
        plant(root)
        with running(root, DiskCache(file=Path(folder) / "cache"), editing=True) as live:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{live.url}journeys/buy/")
            page.get_by_role("button", name="Editing", exact=True).wait_for()
            frames, work = dragged(page, seconds)
            browser.close()
    late = sum(one > IN_TIME for one in frames)
    print(f"{len(frames)} frames, {100 * (1 - late / len(frames)):.0f} % in time")
    print(f"median {statistics.median(frames):.1f} ms, slowest {max(frames):.0f} ms")
    for name in SPENT:
        print(f"{name.removesuffix('Duration')}: {1000 * work[name] / len(frames):.2f} ms a frame")
    for name in COUNTED:
        # these do not depend on what else the machine does
        print(f"{name.removesuffix('Count')}: {work[name] / len(frames):.2f} times a frame")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5)
