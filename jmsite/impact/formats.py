"""Write what depends on something as a tree for a terminal, as Markdown, as JSON, and as a Mermaid diagram."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

from jmsite.impact.dependents import Dependent, Impact
from jmsite.model.homes import HOMES
from jmsite.model.terminal import harmless
from jmsite.model.value import plain

GROUPS: tuple[tuple[str, str, str], ...] = (
    ("journey", "journey", "journeys"), ("stage", "stage", "stages"), ("step", "step", "steps"),
    ("persona", "persona", "personas"), ("metric", "metric", "metrics"), ("department", "department", "departments"),
    ("touchpoint", "touchpoint", "touchpoints"), ("channel", "channel", "channels"), ("system", "system", "systems"),
    ("insight", "insight", "insights"), ("opportunity", "opportunity", "opportunities"),
    ("solution", "solution", "solutions"), ("research", "study", "studies"), ("page", "page", "pages"),
)  # fmt: skip
"""The kinds in the order in which they are told, with their names."""
VERSION = 1
_MARKS = re.compile(r"[\\`*_\[\]<>|~#]")


def as_tree(impact: Impact) -> str:
    """Return a tree: below each entity what depends on it, each once, where it is nearest; and a line that counts."""
    lines: list[str] = []
    for root in impact.roots:
        lines += [_named(root), *_branches(impact, root, "")]
    return "\n".join([harmless(line) for line in [*lines, "", summary(impact)]]) + "\n"


def _branches(impact: Impact, one: Dependent, indent: str) -> Iterator[str]:
    below = impact.below((one.kind, one.id))
    for at, part in enumerate(below):
        last = at == len(below) - 1
        yield f"{indent}{'└─ ' if last else '├─ '}{_named(part)}"
        yield from _branches(impact, part, indent + ("   " if last else "│  "))


def _named(one: Dependent) -> str:
    where = f" ({' › '.join(one.where)})" if one.where else ""
    kind = "" if one.kind == "home" else f"{kind_word(one.kind)} "
    return f"{kind}{one.title}{where}  {one.kind}:{one.id}"


def kind_word(kind: str) -> str:
    """Return the name of a kind in a sentence."""
    return HOMES[kind].word or kind if kind in HOMES else kind


def summary(impact: Impact) -> str:
    """Return how many of each kind depend on the roots: ``2 journeys, 5 steps, 1 persona``."""
    parts = [_counted(len(impact.of_kind(kind)), one, many) for kind, one, many in GROUPS]
    counted = ", ".join(part for part in parts if part)
    return f"{counted} affected" if counted else "nothing depends on it"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def as_markdown(impact: Impact) -> str:
    """Return lists by kind, each entry with what it depends on, for a pull request."""
    titles = {(one.kind, one.id): one.title for one in (*impact.roots, *impact.dependents)}
    roots = ", ".join(f"{kind_word(one.kind)} **{_plain(one.title)}**" for one in impact.roots)
    lines = [f"Impact of {roots}: {summary(impact)}.", ""]
    for kind, _, many in GROUPS:
        found = impact.of_kind(kind)
        if found:
            lines += [f"### {many[0].upper()}{many[1:]}", ""]
            lines += [f"- {_listed(one, titles)}" for one in found]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _listed(one: Dependent, titles: Mapping[tuple[str, str], str]) -> str:
    where = f" ({' › '.join(map(_plain, one.where))})" if one.where else ""
    through = "" if one.distance == 1 else f", through {kind_word(one.of[0])} {_plain(titles[one.of])}"
    return f"{_plain(one.title)}{where} `{one.id}`{through}"


def _plain(words: str) -> str:
    """Return words without what means something in Markdown."""
    return _MARKS.sub(lambda found: f"\\{found[0]}", " ".join(words.split()))


def as_json(impact: Impact) -> str:
    """Return everything as JSON, for other programs."""
    document = {
        "format": "jmsite-impact",
        "version": VERSION,
        "roots": [_entry(one) for one in impact.roots],
        "dependents": [
            {**_entry(one), "of": _target(one.of), "by": one.by, "distance": one.distance}
            for one in impact.dependents
        ],
    }
    return json.dumps(plain(document), ensure_ascii=False, indent=2) + "\n"


def _entry(one: Dependent) -> dict[str, object]:
    return {
        "kind": one.kind,
        "id": one.id,
        "title": one.title,
        "where": list(one.where),
        "url": one.url,
        "file": one.path,
    }


def _target(target: tuple[str, str]) -> dict[str, str]:
    return {"kind": target[0], "id": target[1]}


def as_mermaid(impact: Impact) -> str:
    """Return a Mermaid flowchart: an arrow leads from each entity to what depends on it."""
    everything = (*impact.roots, *impact.dependents)
    names = {(one.kind, one.id): f"n{number}" for number, one in enumerate(everything)}
    lines = ["flowchart LR"]
    lines += [
        f'  {names[one.kind, one.id]}["{_safe(kind_word(one.kind))}: {_safe(one.title)}"]'
        for one in everything
    ]
    lines += [f"  {names[one.of]} --> {names[one.kind, one.id]}" for one in impact.dependents]
    return "\n".join(lines) + "\n"


def _safe(words: str) -> str:
    """Return words in which nothing ends a name or begins markup in Mermaid."""
    return "".join(
        f"#{ord(sign)};" if sign in "\"'`<>&#;\\[]{}|" else sign for sign in " ".join(words.split())
    )


FORMATS: Mapping[str, Callable[[Impact], str]] = {
    "tree": as_tree,
    "json": as_json,
    "markdown": as_markdown,
    "mermaid": as_mermaid,
}
"""The formats by name."""
