"""Save and wait for the page: edits of a text, a score and a title, in the page and in an editor, in processor time.

A save in the page goes through the endpoint of a preview; one in an editor is found on disk. Both end when the page
that shows the words or the score is made again. Commits are compared in pairs: run it in two checkouts in turns.

python tests/benchmarks/bench_edit.py [PAGES] [--profile]
"""

from __future__ import annotations

import cProfile
import gc
import json
import pstats
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generate import jmsite_site

from jmsite.engine.memo import Memo
from jmsite.live.loop import Serving, editing_of
from jmsite.live.preview import Preview
from jmsite.model.sources import Options

EDITS = 30
WARM = 4
FILE = "content/journeys/journey-3/04-stage-3.md"
MAP, STAGE = "journeys/journey-3/index.html", "journeys/journey-3/stage-3/index.html"
Times = dict[str, float]


class Bench:
    """A preview of a generated site, and the edits that are made in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / FILE).write_text(
            scored(0)((root / FILE).read_text())
        )  # another one than the first that is edited in
        self.preview = Preview(root, Options(drafts=True, preview=True, editing=True), Memo())
        self.preview.refresh()
        editing = editing_of(self.preview, Serving(editing=True))
        assert editing is not None
        self.editing = editing
        gc.collect()
        gc.freeze()  # as `serve` does
        (self.step,) = re.findall(r'data-entity="(step:[^"]*stage-3/thing-0)"', self.page(MAP))

    def page(self, path: str) -> str:
        content = self.preview.published.outputs[path].content
        assert isinstance(content, bytes)
        return content.decode()

    def in_page(self, at: str, value: object, shown: str) -> Times:
        """Processor seconds of the answer to an edit, of what follows on disk, and of the page."""
        body = json.dumps({"edits": [{"op": "set", "at": at, "value": value}]}).encode()
        before = self.page(shown)
        marks = [time.process_time()]
        status, said = self.editing.answer("apply", body)
        assert status == 200, said
        marks.append(time.process_time())
        return self._seen(marks, before, shown)

    def in_editor(self, edit: Callable[[str], str], shown: str) -> Times:
        """Processor seconds from a file on disk to the page."""
        file = self.root / FILE
        file.write_text(edit(file.read_text()))
        before = self.page(shown)
        return self._seen([time.process_time()], before, shown)

    def _seen(self, marks: list[float], before: str, shown: str) -> Times:
        self.preview.refresh(frozenset({str(self.root / FILE)}))
        marks.append(time.process_time())
        now = self.page(shown)
        marks.append(time.process_time())
        assert now != before, "the page says what it said"
        names = ("answer", "rebuild", "page")[4 - len(marks) :]
        steps = {name: b - a for name, a, b in zip(names, marks, marks[1:], strict=False)}
        return {**steps, "all": marks[-1] - marks[0]}


def kinds(bench: Bench) -> dict[str, Callable[[int], Times]]:
    """The edits, by what is told of them; each is given a number that makes it another one."""
    return {
        "a title, in the page": lambda n: bench.in_page(f"{bench.step}#title", f"Title {n} of it", MAP),
        "a score, in the page": lambda n: bench.in_page(f"{bench.step}#emotion", n % 5 - 2, MAP),
        "a text, in an editor": lambda n: bench.in_editor(lambda text: f"{text}\n\nEdit {n}.\n", STAGE),
        "a score, in an editor": lambda n: bench.in_editor(scored((n + 3) % 5 - 2), MAP),
    }


def scored(score: int) -> Callable[[str], str]:
    return lambda text: re.sub(r"emotion: -?\d", f"emotion: {score}", text, count=1)


def main(pages: int, profile: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "site"
        jmsite_site(root, pages, charts=True, search=True)
        bench = Bench(root)
        watch = cProfile.Profile(time.process_time)
        rows: dict[str, list[Times]] = {}
        for number in range(EDITS + WARM):
            if profile and number == WARM:
                watch.enable()
            for name, edit in kinds(bench).items():
                rows.setdefault(name, []).append(edit(number))
        watch.disable()
        tell(pages, rows)
        if profile:
            pstats.Stats(watch).sort_stats("cumulative").print_stats(70)


def tell(pages: int, rows: dict[str, list[Times]]) -> None:
    print(f"{pages:,} pages; ms of the processor, medians of {EDITS}\n")
    print("| edit | answer | rebuild | page | save to page | 9 of 10 below |")
    print("|---|---|---|---|---|---|")
    for name, times in rows.items():
        counted = times[WARM:]
        parts = [
            f"{1000 * statistics.median(one[part] for one in counted):.0f}" if part in counted[0] else "–"
            for part in ("answer", "rebuild", "page", "all")
        ]
        most = sorted(one["all"] for one in counted)[int(0.9 * len(counted))]
        print(f"| {name} | {' | '.join(parts)} | {1000 * most:.0f} |")


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:] if one.isdigit()]
    main(numbers[0] if numbers else 1000, "--profile" in sys.argv)
