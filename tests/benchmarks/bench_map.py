"""How long a large map takes to show: 30 steps, 15 lanes, 4 personas, its charts left out.

Run: ``python tests/benchmarks/bench_map.py``. Prints the median CPU time of 30 showings. ``bench_scroll.py`` measures
such maps in a browser.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.engine.tracing import noting
from jmsite.formats.template import Renderer
from jmsite.model.page import Page
from jmsite.outputs.frame import frame
from jmsite.outputs.html import render
from jmsite.pages import VIEWS
from jmsite.pages.parts.page.marks import persona_styles
from jmsite.pipeline import catalog_of
from jmsite.theme.build import build_theme

PEOPLE = ("anna", "ben", "cleo", "dev")
LANES = (
    "doing",
    "thinking",
    "needs",
    "expectations",
    "pains",
    "gains",
    "frontstage",
    "backstage",
    "support",
    "policies",
    "feeling",
    "accessibility",
)
ROUNDS = 30


def site(
    root: Path, people: Sequence[str] = PEOPLE, stages: int = 5, steps: int = 6, charts: bool = False
) -> None:
    """Stages of so many steps, every lane filled."""
    dice = random.Random(3)
    content = root / "content"
    files = {
        "site.yaml": "title: Large\n" + "charts: false\n" * (not charts),
        "channels.yaml": "web: {title: Web}\n",
        "touchpoints.yaml": "shop: {title: Shop, channel: web}\n",
        "systems.yaml": "crm: {title: CRM}\n",
        "departments.yaml": "care: {title: Care}\n",
    }
    files |= {f"personas/{name}.md": f"---\ntitle: {name.title()}\n---\n" for name in people}
    files["journeys/large/journey.md"] = f"---\ntitle: Large\npersonas: [{', '.join(people)}]\n---\n"
    for number in range(stages):
        found = [step(dice, people, number, place) for place in range(steps)]
        files[f"journeys/large/{number + 1:02}-stage-{number}.yaml"] = json.dumps(
            {"title": f"Stage {number}", "steps": found}
        )
    for path, text in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text)


def step(dice: random.Random, people: Sequence[str], stage: int, place: int) -> dict[str, object]:
    """A step with 15 lanes, some of them persona by persona."""
    lanes = {
        lane: [{"text": f"{lane} of {name} here", "persona": name} for name in dice.sample(people, 2)]
        for lane in LANES
    }
    return {
        "title": f"I do {stage}.{place}",
        "id": f"do-{stage}-{place}",
        "emotion": {name: dice.randint(-2, 2) for name in people},
        "touchpoint": "shop",
        "systems": ["crm"],
        "departments": ["care"],
        **lanes,
    }


def median(times: list[float]) -> str:
    """Milliseconds."""
    return f"{statistics.median(times) * 1000:.1f} ms (least {min(times) * 1000:.1f})"


def main() -> None:
    """Show it and say how long it took."""
    with tempfile.TemporaryDirectory() as folder:
        site(Path(folder))
        inputs = discover(Path(folder))
        catalog = catalog_of(inputs, Memo()).value
        theme = build_theme(inputs.themes, "default", catalog.words, persona_styles(catalog)).value
        assert theme is not None
        around = frame(catalog, theme, inputs.options)
        renderer = Renderer(theme.templates, theme.icons, theme.words)
        view_times, page_times = [], []
        for _ in range(ROUNDS):
            begun = time.process_time()
            page: Page = VIEWS["journey"](noting(catalog, {}, {}), "large")
            seen = time.process_time()
            output = render(page, around, "", renderer).value
            view_times.append(seen - begun)
            page_times.append(time.process_time() - seen)
        assert output is not None
        print(f"view      {median(view_times)}")
        print(f"template  {median(page_times)}, {sum(map(len, map(str, output.parts))) / 1024:.0f} KB")


if __name__ == "__main__":
    main()
