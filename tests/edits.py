"""Random edits of a small site: what authors, designers and their editors do to files."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

Dice = random.Random
Edit = Callable[[Path, Dice], None]

SITE = """title: {title}
language: {language}
theme: {theme}
charts: {charts}
practice: {practice}
emotion_scale: {{min: {low}, max: 2}}
lanes:
  carbon: {{title: Carbon, type: rating}}
"""
STAGE = """---
title: {title}
steps:
  - title: I look
    id: look
    touchpoint: {touchpoint}
    emotion: {{anna: {anna}, ben: {ben}}}
    thinking: [Is it here?]
    pains: [{{text: {pain}, severity: {severity}}}]
    metrics: [csat]
  - title: I wait
    id: wait
    personas: [anna]
    emotion: {{metric: csat}}
    next: [{{to: look, when: nothing came}}]
---

{title} of [Anna](../../personas/anna.md) and [the rest](../../pages/read.md#how).
"""
WORDS = ("calm", "late", "loud", "near", "plain", "warm", "odd")


def plant(root: Path, charts: bool = False) -> None:
    """The site as it is before the first edit."""
    dice = random.Random(1)
    content = root / "content"
    _write(
        content / "site.yaml",
        SITE.format(
            title="Small", language="en", theme="own", charts=str(charts).lower(), low=-2, practice="gentle"
        ),
    )
    _write(content / "index.md", "---\ntitle: Start\n---\n\nSee [the map](journeys/buy/journey.md).\n")
    for name in ("anna", "ben"):
        _write(
            content / f"personas/{name}.md",
            f"---\ntitle: {name.title()}\ngoals: [Be done]\n---\n\nWho {name} is.\n",
        )
    _write(
        content / "touchpoints.yaml", "shop: {title: Shop, channel: web}\nchat: {title: Chat, channel: web}\n"
    )
    _write(content / "channels.yaml", "web: {title: Web, kind: online}\n")
    _write(content / "pages/read.md", "# Read me\n\n## How\n\nSlowly.\n")
    _write(content / "insights/waits.md", "---\ntitle: Waits\nsteps: [buy/find/look]\n---\n\nWaiting.\n")
    _write(
        content / "metrics/csat.yaml",
        "title: Liked it\nkind: csat\nreadings: {file: data/csat.csv, stage: stage}\n",
    )
    _write(
        content / "data/csat.csv",
        "date,value,stage\n2026-01-05,4,find\n2026-01-09,2,find\n2026-02-03,5,pay\n",
    )
    _write(content / "journeys/buy/journey.md", "---\ntitle: Buy\npersonas: [anna, ben]\n---\n\nIt begins.\n")
    for number, name in enumerate(("find", "pay", "wait"), 1):
        _write(content / f"journeys/buy/{number:02}-{name}.md", _stage(dice, name.title()))
    _write(root / "themes/own/theme.yaml", "extends: default\n")


def _stage(dice: Dice, title: str) -> str:
    return STAGE.format(
        title=title,
        touchpoint=dice.choice(("shop", "chat", "Shop", "The window")),
        anna=dice.randint(-2, 2),
        ben=dice.randint(-2, 2),
        pain=dice.choice(WORDS),
        severity=dice.randint(1, 3),
    )


def _write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def _some(root: Path, dice: Dice, pattern: str) -> Path | None:
    found = sorted(path for path in (root / "content").glob(pattern) if path.is_file())
    return dice.choice(found) if found else None


def prose(root: Path, dice: Dice) -> None:
    path = _some(root, dice, "**/*.md")
    if path:
        _write(path, path.read_bytes() + f"\nIt is {dice.choice(WORDS)}.\n".encode())


def line_on_top(root: Path, dice: Dice) -> None:
    path = _some(root, dice, "**/*.md")
    if path:
        text = path.read_text(errors="replace")
        _write(path, text.replace("---\n", "---\n# a note\n", 1) if text.startswith("---\n") else f"\n{text}")


def stage(root: Path, dice: Dice) -> None:
    number = dice.randint(1, 5)
    _write(
        root / f"content/journeys/{dice.choice(('buy', 'use'))}/{number:02}-{dice.choice(WORDS)}.md",
        _stage(dice, dice.choice(WORDS).title()),
    )


def emotion(root: Path, dice: Dice) -> None:
    path = _some(root, dice, "journeys/*/0*.md")
    if path:
        _write(path, _stage(dice, path.stem))


def name(root: Path, dice: Dice) -> None:
    path = _some(root, dice, "personas/*.md")
    if path:
        _write(path, f"---\ntitle: {dice.choice(WORDS).title()}\n---\n\nSomebody {dice.choice(WORDS)}.\n")


def draft(root: Path, dice: Dice) -> None:
    path = _some(root, dice, "**/*.md")
    if path and (text := path.read_text(errors="replace")).startswith("---\n"):
        hidden = "draft: true\n" in text
        _write(
            path,
            text.replace("draft: true\n", "") if hidden else text.replace("---\n", "---\ndraft: true\n", 1),
        )


def delete(root: Path, dice: Dice) -> None:
    path = _some(root, dice, "*/**/*")
    if path:
        path.unlink()


def rename(root: Path, dice: Dice) -> None:
    path = _some(root, dice, "*/*.md")
    if path:
        path.rename(path.with_stem(dice.choice(WORDS)))


def move_folder(root: Path, dice: Dice) -> None:
    folders = sorted(path for path in (root / "content/journeys").glob("*") if path.is_dir())
    goal = root / "content/journeys" / dice.choice(("buy", "use", "try"))
    if folders and not goal.exists():
        dice.choice(folders).rename(goal)


def drop_folder(root: Path, dice: Dice) -> None:
    if dice.random() < 0.3:
        shutil.rmtree(
            root / "content" / dice.choice(("pages", "insights", "journeys/use")), ignore_errors=True
        )


def journey(root: Path, dice: Dice) -> None:
    _write(
        root / f"content/journeys/{dice.choice(('buy', 'use', 'try'))}/journey.md",
        f"---\ntitle: {dice.choice(WORDS).title()}\npersonas: [{dice.choice(('anna', 'ben', 'anna, ben'))}]\n"
        f"state: {dice.choice(('current', 'future'))}\n---\n\nIt begins.\n",
    )


def registry(root: Path, dice: Dice) -> None:
    entries = {
        f"{word}: {{title: {dice.choice(WORDS).title()}}}"
        for word in dice.sample(("shop", "chat", "post"), 2)
    }
    _write(root / "content/touchpoints.yaml", "\n".join(sorted(entries)) + "\n")


def to_folder(root: Path, dice: Dice) -> None:
    _write(
        root / f"content/touchpoints/{dice.choice(('shop', 'post'))}.md",
        f"---\ntitle: {dice.choice(WORDS)}\n---\n",
    )


def variant(root: Path, dice: Dice) -> None:
    _write(
        root / f"content/journeys/buy/01-find.{dice.choice(('anna', 'ben'))}.md",
        f"---\nsteps: [{{id: look, doing: [Feels {dice.choice(WORDS)}]}}]\n---\n\nOnly here.\n",
    )


def evidence(root: Path, dice: Dice) -> None:
    word = dice.choice(WORDS)
    _write(
        root / f"content/opportunities/{word}.md",
        f"---\ntitle: {word.title()}\ninsights: [waits]\nsteps: [buy/find/look]\n"
        f"customer_value: {dice.randint(0, 100)}\n"
        f"effort: {dice.randint(0, 5)}\ntags: [{dice.choice(WORDS)}]\naliases: [old/{word}]\n---\n",
    )


def break_yaml(root: Path, dice: Dice) -> None:
    path = _some(root, dice, "**/*.md")
    if path:
        _write(path, f"---\ntitle: [{dice.choice(WORDS)}\n\ntags: {{\n---\n\nBroken.\n")


def nonsense(root: Path, dice: Dice) -> None:
    path = _some(root, dice, "**/*.md")
    if path:
        _write(path, bytes(dice.randrange(256) for _ in range(40)))


def settings(root: Path, dice: Dice) -> None:
    _write(
        root / "content/site.yaml",
        SITE.format(
            title=dice.choice(WORDS).title(),
            language=dice.choice(("en", "de", "ar")),
            theme=dice.choice(("own", "default")),
            charts="false",
            low=dice.choice((-2, -4)),
            practice=dice.choice(("gentle", "gentle", "off", "strict")),
        ),
    )


def exception(root: Path, dice: Dice) -> None:
    """Ask for findings of a rule of practice to be ignored, where they are or where they are not; or no longer."""
    path = _some(root, dice, "**/*.md")
    if path is None:
        return
    lines = [line for line in path.read_bytes().split(b"\n") if b"jmsite: ignore" not in line]
    if dice.random() < 0.7:
        rule = dice.choice(
            ("evidence", "completeness", "objectives/none", "upkeep/without-owner", "evidence/assumed-score")
        )
        reason = dice.choice((" because it is meant so", ""))
        at = dice.randrange(len(lines))
        indent = b" " * (len(lines[at]) - len(lines[at].lstrip()))
        lines.insert(at, indent + f"# jmsite: ignore {rule}{reason}".encode())
    _write(path, b"\n".join(lines))


def owner(root: Path, dice: Dice) -> None:
    """Give an owner and an objective to a journey or persona, or take them away."""
    path = _some(root, dice, "journeys/*/journey.md") or _some(root, dice, "personas/*.md")
    if path is None:
        return
    lines = [
        line for line in path.read_bytes().split(b"\n") if not line.startswith((b"owner:", b"objectives:"))
    ]
    if dice.random() < 0.7 and lines[0] == b"---":
        lines.insert(1, f"owner: {dice.choice(WORDS)}".encode())
        if path.name == "journey.md":
            lines.insert(
                1, f"objectives: [{{text: Be {dice.choice(WORDS)}, target: {dice.randint(1, 9)}}}]".encode()
            )
    _write(path, b"\n".join(lines))


def readings(root: Path, dice: Dice) -> None:
    path = root / "content/data/csat.csv"
    _write(
        path,
        "date,value,stage\n"
        + "".join(f"2026-0{dice.randint(1, 9)}-01,{dice.randint(1, 5)},find\n" for _ in range(3)),
    )


def style(root: Path, dice: Dice) -> None:
    _write(root / "themes/own/styles/tokens.css", f":root {{ --ink: #{dice.randrange(16**6):06x}; }}\n")


def words(root: Path, dice: Dice) -> None:
    _write(root / "themes/own/i18n/en.yaml", f"nav.home: {dice.choice(WORDS).title()}\n")


def template(root: Path, dice: Dice) -> None:
    path = root / "themes/own/templates/pages/missing.html"
    if path.exists() and dice.random() < 0.4:
        path.unlink()
    else:
        _write(
            path,
            f'{{% extends "base.html" %}}{{% block main %}}<h1>{dice.choice(WORDS)}</h1>{{% endblock %}}\n',
        )


def asset(root: Path, dice: Dice) -> None:
    _write(
        root / "content/assets/a.svg",
        f'<svg xmlns="http://www.w3.org/2000/svg"><text>{dice.choice(WORDS)}</text></svg>',
    )
    _write(root / "content/pages/picture.md", "![A](../assets/a.svg)\n")


def undo(root: Path, dice: Dice) -> None:
    plant(root)


EDITS: tuple[Edit, ...] = (
    prose, line_on_top, stage, emotion, name, draft, delete, rename, move_folder, drop_folder, journey, registry,
    to_folder, variant, evidence, break_yaml, nonsense, settings, readings, style, words, template, asset,
    exception, owner, undo, undo,
)  # fmt: skip
