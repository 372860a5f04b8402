"""Rules about references between entities."""

from __future__ import annotations

from jmsite.model.homes import HOMES
from jmsite.model.rules.rule import Rule, error, info

NEXT = "the same journey; its id is `step`, `stage` or `stage/step`"
"""The places where a way on from a step can lead."""


def home_of(kind: str) -> str:
    """Return where what a reference of a kind names is written, in words."""
    return NEXT if kind == "next" else HOMES[kind].place_words


def word_for(kind: str) -> str:
    """Return what an entity of a kind is called in a sentence."""
    return "step of the same journey" if kind == "next" else HOMES[kind].word or kind


def _unknown(kind: str) -> Rule:
    word = word_for(kind)
    return error(
        f"ref/unknown-{kind}",
        f"A reference names {'an' if word[0] in 'aeiou' else 'a'} {word} that does not exist.",
        "Links to it, and the lists of where it is used, would be incomplete.",
        f"Correct the id, or add the missing {word} in {home_of(kind)}.",
    )


REF: tuple[Rule, ...] = (
    *(_unknown(kind) for kind in (*(kind for kind, home in HOMES.items() if home.named), "next")),
    info(
        "ref/by-title",
        "A lane refers to something by its title or a former name.",
        "The link works until the title changes.",
        "Use the id. `jmsite check --fix --write` replaces all of them.",
    ),
    info(
        "ref/not-linked",
        "A lane contains names that match nothing in the content.",
        "They are shown as plain text, marked as not linked yet: they have no page and are not counted.",
        "You need not do anything. To link them, add an entry for each, in a file of its own or in a registry.",
    ),
    error(
        "ref/missing-asset",
        "An image or attachment does not exist.",
        "Readers would see a broken image or a dead link.",
        "Correct the path, which is relative to `content/`, or add the file under `assets/`.",
    ),
    error(
        "ref/missing-data",
        "A data file does not exist.",
        "The metric would have no readings.",
        "Correct the path, which is relative to `content/`, or add the file under `data/`.",
    ),
    error(
        "ref/cycle",
        "An entry is, directly or indirectly, part of itself.",
        "A hierarchy needs a top; breadcrumbs and maps cannot be drawn for a circle.",
        "Remove one of the references named in the message.",
    ),
)
