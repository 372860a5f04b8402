"""Mermaid's own parser says what a diagram is: of those that we write, and of those that we read."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from corpora_maps import MAPS
from edits import EDITS, plant
from test_export import BROKEN, SAMPLE

import jmsite
from jmsite.cli.app import run
from jmsite.exporting.mermaid import actor, diagram, safe
from jmsite.importing.mermaid_model import diagrams, read_journey
from jmsite.model.catalog import Catalog

MARKUP = Path(__file__).parent / "markup"
FILES = sorted(MAPS.with_name("mermaid").glob("*.mmd"))
Ask = Callable[[Sequence[str]], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def mermaid() -> Ask:
    """Mermaid. Without it the test is left out, but `.ci/run` installs it and wants an answer."""
    node = shutil.which("node")
    if not node or not (MARKUP / "node_modules/@mermaid-js/tiny").is_dir():
        assert not os.environ.get("MERMAID"), "npm ci --ignore-scripts --prefix tests/markup"
        pytest.skip("needs Mermaid: npm ci --ignore-scripts --prefix tests/markup")

    def ask(texts: Sequence[str]) -> list[dict[str, Any]]:
        command = [node, str(MARKUP / "mermaid.mjs")]
        answer = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
        return list(json.loads(answer.stdout))

    return ask


def ours(text: str) -> dict[str, Any]:
    """What our reader makes of a diagram, in Mermaid's words."""
    read = read_journey(text)
    return {
        "title": flat(read.title),
        "sections": [title for title, _ in read.sections],
        "actors": list(read.actors),
        "tasks": [
            {"section": one.section, "task": flat(one.task), "score": one.score, "people": list(one.people)}
            for one in read.tasks
        ],
    }


def theirs(told: dict[str, Any]) -> dict[str, Any]:
    assert "error" not in told, told["error"]
    tasks = [
        {"section": one["section"], "task": flat(one["task"]), "score": one["score"], "people": one["people"]}
        for one in told["tasks"]
    ]
    return {
        "title": flat(told["title"]),
        "sections": told["sections"],
        "actors": told["actors"],
        "tasks": tasks,
    }


def flat(text: str) -> str:
    """Words without the spaces that Mermaid keeps around them and browsers do not show."""
    return " ".join(text.split())


def test_every_diagram_of_the_corpora_is_read_as_mermaid_reads_it(mermaid: Ask):
    texts = [file.read_text("utf-8") for file in FILES]
    assert len(texts) == 29
    for file, text, told in zip(FILES, texts, mermaid(texts), strict=True):
        assert ours(text) == theirs(told), file.name


def test_mermaid_reads_every_diagram_of_the_sample(mermaid: Ask):
    catalog = jmsite.load(SAMPLE)
    texts = ["\n".join(diagram(catalog, one)) for one in catalog.all("journey")]
    for text, told in zip(texts, mermaid(texts), strict=True):
        assert ours(text) == theirs(told)


def test_mermaid_reads_every_diagram_of_generated_portals(mermaid: Ask, tmp_path):
    texts: list[str] = []
    for seed in range(16):
        root, dice = tmp_path / str(seed), random.Random(seed)
        plant(root)
        for edit in dice.choices([one for one in EDITS if one.__name__ not in BROKEN], k=6):
            edit(root, dice)
        if run(["check", "--root", str(root)]) == 0:
            texts += _drawn(jmsite.load(root))
    assert len(texts) > 4
    for text, told in zip(texts, mermaid(texts), strict=True):
        assert ours(text) == theirs(told)


def _drawn(catalog: Catalog) -> list[str]:
    return ["\n".join(diagram(catalog, one)) for one in catalog.all("journey")]


SIGNS = [*"aZ1 :;#%,{}()[]<>&\"'`|\\/-_~^$@!?*+=.\t", "é", "ß", "日本", "عربي", "😀", "→", "\u200f", "\u00a0",
         "%%", "%%{", "}%%", "<br>", "---", "journey", "title ", "section ", "accTitle:", "accDescr {", "click ",
         "&amp;", "#35;", "\n", "end", "graph"]  # fmt: skip


def test_no_name_breaks_a_diagram_for_mermaid(mermaid: Ask):
    dice = random.Random(7)
    named = []
    for _ in range(600):
        names = ["".join(dice.choices(SIGNS, k=dice.randint(1, 7))) for _ in range(4)]
        named.append(tuple("x" if not name.split() else name for name in names))
    texts = [
        f"journey\n    title {safe(title)}\n    section {safe(section)}\n"
        f"    {safe(task)}: 2.5: {actor(one)}, Ben\n    {safe(one)}: 4"
        for title, section, task, one in named
    ]
    for (title, section, task, one), told in zip(named, mermaid(texts), strict=True):
        assert "error" not in told, (told, title, section, task, one)
        assert (told["title"], told["sections"]) == (safe(title), [safe(section)])
        assert [(each["task"], each["score"], each["people"]) for each in told["tasks"]] == [
            (safe(task), 2.5, [actor(one), "Ben"]),
            (safe(one), 4, []),
        ]


WILD = (
    "journey\r\n\ttitle\tTabs\r\n\tsection\tGo\r\n\t\tWalk: 3: Me\r\n",
    "---\ntitle: Above\n---\n%%{init: {'theme': 'dark'}}%%\njourney\n  section A\n    B: 5: Me, You\n",
    "journey\n  %% a comment\n  section A\n    B: 3: Me %% and\n    C: 4: Me # more\n",
    "journey\n  section A\n    C: 6\n    D : 100 : Me ,You,  Them\n    E: x: Me\n    F: -2\n    G: 1,5: Me\n",
    "journey\n  section A\n    a: 1: X\n  section B\n    b: 2: Y\n  section A\n    c: 3: X\n",
    "journey\n  section א\n    ב ג: 5: אני, את\n",
    "journey\n  A task before all sections: 4: Me\n  section Then\n    Next: 2: Me\n",
    "journey\n  accTitle: Told\n  accDescr: In short\n  section A\n    b: 1: Me\n",
    "journey\n  section A\n    Pay: 3.5: Me\n    Wait: 4/5: Me\n    Sit: ?: Me, \n",
)


def test_what_lies_around_is_read_as_mermaid_reads_it(mermaid: Ask):
    for text, told in zip(WILD, mermaid(WILD), strict=True):
        ((body, _),) = diagrams(text)
        assert ours(body) == theirs(told), text
