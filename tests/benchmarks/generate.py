"""Generate the same site for jmsite and for its peers: the same Markdown bodies and front matter."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

WORDS = [
    "the",
    "parcel",
    "waits",
    "at",
    "the",
    "counter",
    "while",
    "somebody",
    "looks",
    "for",
    "the",
    "form",
    "that",
    "nobody",
    "has",
    "seen",
    "since",
    "spring",
    "and",
    "the",
    "customer",
    "asks",
    "again",
    "whether",
    "it",
    "will",
    "be",
    "there",
    "before",
    "the",
    "weekend",
    "or",
    "whether",
    "she",
    "should",
    "drive",
    "to",
    "the",
    "shop",
]
HERE = Path(__file__).resolve().parent
LAYOUTS = HERE / "hugo"
DRAWN = HERE.parent.parent / "themes/default/icons"
ICONS = (
    "close",
    "doing",
    "emotion",
    "left",
    "list",
    "map",
    "mark",
    "moon",
    "pain",
    "right",
    "sev-1",
    "sev-2",
    "sev-3",
)
STAGES = 10
"""Stages in a journey."""


def sentence(dice: random.Random, words: int) -> str:
    """A sentence of so many words."""
    text = " ".join(dice.choice(WORDS) for _ in range(words))
    return text[:1].upper() + text[1:] + "."


def body(dice: random.Random) -> str:
    """About 1.5 KB of Markdown: headings, a list, emphasis, a table, a quotation, links."""
    rows = "\n".join(
        f"| {dice.choice(WORDS)} | {dice.randint(1, 90)} | {dice.choice(WORDS)} |" for _ in range(4)
    )
    points = "\n".join(f"- {sentence(dice, 7)}" for _ in range(4))
    return (
        f"{sentence(dice, 30)} *{sentence(dice, 4)}* {sentence(dice, 20)}\n\n## What happens\n\n{points}\n\n"
        f"{sentence(dice, 25)} **{sentence(dice, 3)}** See [the site](https://example.org/{dice.randint(1, 99)}).\n\n"
        f"| Where | How often | Who |\n|---|---|---|\n{rows}\n\n## What we do\n\n> {sentence(dice, 12)}\n\n"
        f"{sentence(dice, 35)} `{dice.choice(WORDS)}` {sentence(dice, 15)}\n"
    )


def front(dice: random.Random, number: int) -> str:
    """The front matter of a stage with three steps."""
    steps = "".join(
        f"  - title: I do thing {number}.{step}\n    id: thing-{step}\n    emotion: {dice.randint(-2, 2)}\n"
        f"    doing: [{json.dumps(sentence(dice, 5))}, {json.dumps(sentence(dice, 4))}]\n"
        f"    thinking: {json.dumps(sentence(dice, 6))}\n    pains:\n      - text: {json.dumps(sentence(dice, 6))}\n"
        f"        severity: {dice.randint(1, 3)}\n"
        for step in range(3)
    )
    return f"title: Stage {number}\ngoal: {json.dumps(sentence(dice, 6))}\nsteps:\n{steps}"


def stages(pages: int) -> Iterator[tuple[int, int, str, str]]:
    """Journey, stage, front matter and body of each page; the same ones each time."""
    dice = random.Random(7)
    for number in range(pages):
        yield number // STAGES, number % STAGES, front(dice, number), body(dice)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def jmsite_site(root: Path, pages: int, charts: bool = False, search: bool = False) -> None:
    """A site of jmsite with so many stage pages."""
    content = root / "content"
    write(
        content / "site.yaml",
        f"title: Generated\nsearch: {str(search).lower()}\ncharts: {str(charts).lower()}\n"
        "twins: false\n",  # Hugo makes none
    )
    write(content / "personas/anna.md", "---\ntitle: Anna\n---\n\nSomebody.\n")
    for journey, stage, fields, text in stages(pages):
        folder = content / f"journeys/journey-{journey}"
        if stage == 0:
            write(
                folder / "journey.md",
                f"---\ntitle: Journey {journey}\npersonas: [anna]\n---\n\nHow it goes.\n",
            )
        write(folder / f"{stage + 1:02}-stage-{stage}.md", f"---\n{fields}---\n\n{text}")


def hugo_site(root: Path, pages: int) -> None:
    """A site of Hugo with the same pages: its layouts show of them what our theme shows, map and all."""
    write(
        root / "hugo.toml",
        'baseURL = "https://example.org/"\ntitle = "Generated"\ndisableKinds = ["RSS", "taxonomy", "term"]\n'
        "[markup.highlight]\nnoClasses = false\n",
    )
    shutil.copytree(LAYOUTS, root / "layouts")
    write(root / "data/icons.json", json.dumps({name: _shape(name) for name in ICONS}))
    for journey, stage, fields, text in stages(pages):
        folder = root / f"content/journeys/journey-{journey}"
        if stage == 0:
            write(folder / "_index.md", f"---\ntitle: Journey {journey}\n---\n\nHow it goes.\n")
        write(folder / f"stage-{stage}.md", f"---\nweight: {stage + 1}\n{fields}---\n\n{text}")


def docs_site(root: Path, pages: int, settings: str, said: str) -> None:
    """A site of a tool for documentation with the same pages, under ``docs/``, and its settings.

    Such a tool shows no fields of its front matter: what a page shows is its body alone.
    """
    write(root / settings, said)
    write(root / "docs/index.md", "# Generated\n")
    for journey, stage, fields, text in stages(pages):
        write(root / f"docs/journeys/journey-{journey}/stage-{stage}.md", f"---\n{fields}---\n\n{text}")


def _shape(name: str) -> str:
    """What an icon of the theme is drawn of."""
    svg = (DRAWN / f"{name}.svg").read_text()
    return re.sub(r"(?s)^.*?<svg[^>]*>|</svg>\s*$", "", svg)
