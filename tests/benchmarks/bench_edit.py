"""Save in the page and wait for the page: an edit through the endpoint of a preview, with the processor time it takes.

python tests/benchmarks/bench_edit.py [PAGES] [--profile]
"""

from __future__ import annotations

import cProfile
import json
import pstats
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from generate import jmsite_site

from jmsite.engine.memo import Memo
from jmsite.live.loop import Serving, editing_of
from jmsite.live.preview import Preview
from jmsite.model.sources import Options

EDITS = 30
FILE = "content/journeys/journey-3/01-stage-0.md"
PAGE = "journeys/journey-3/index.html"


def main(pages: int, profile: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "site"
        jmsite_site(root, pages)
        preview = Preview(root, Options(drafts=True, preview=True, editing=True), Memo())
        preview.refresh()
        editing = editing_of(preview, Serving(editing=True))
        assert editing is not None
        preview.published.outputs[PAGE]
        print(f"{pages} pages; resident {resident()} MB before the first edit")
        address = first_step(preview.published.outputs[PAGE].content)
        rows = []
        watch = cProfile.Profile(time.process_time)
        for number in range(EDITS + 3):
            if profile and number == 3:
                watch.enable()
            rows.append(once(preview, editing, address, number))
        watch.disable()
        print(f"resident {resident()} MB after {len(rows)} edits")
        tell(rows[3:])
        if profile:
            pstats.Stats(watch).sort_stats("cumulative").print_stats(60)


def first_step(html: object) -> str:
    assert isinstance(html, bytes)
    found = re.search(r'data-entity="(step:[^"]*)"', html.decode())
    assert found is not None
    return f"{found[1]}#title"


def once(preview, editing, address: str, number: int) -> dict[str, tuple[float, float]]:
    """Wall and processor seconds of the answer to an edit, of the rebuild after it, and of the page."""
    words = f"Title {number} of it"
    body = json.dumps({"edits": [{"op": "set", "at": address, "value": words}]}).encode()
    marks = [clocks()]
    status, said = editing.answer("apply", body)
    assert status == 200, said
    marks.append(clocks())
    preview.refresh(frozenset({str(preview.root / FILE)}))
    marks.append(clocks())
    assert words.encode() in preview.published.outputs[PAGE].content
    marks.append(clocks())
    names = ("answer", "rebuild", "page")
    steps = {name: (b[0] - a[0], b[1] - a[1]) for name, a, b in zip(names, marks, marks[1:], strict=False)}
    return {**steps, "save to page": (marks[-1][0] - marks[0][0], marks[-1][1] - marks[0][1])}


def clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def resident() -> int:
    return int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024


def tell(rows: list[dict[str, tuple[float, float]]]) -> None:
    print("| part | median ms on the clock | median ms of the processor | 9 of 10 below, processor |")
    print("|---|---|---|---|")
    for name in rows[0]:
        wall = [1000 * row[name][0] for row in rows]
        used = sorted(1000 * row[name][1] for row in rows)
        print(
            f"| {name} | {statistics.median(wall):.0f} | {statistics.median(used):.0f} "
            f"| {used[int(0.9 * len(used))]:.0f} |"
        )


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:] if one.isdigit()]
    main(numbers[0] if numbers else 1000, "--profile" in sys.argv)
