"""Rules about references between entities."""

from __future__ import annotations

from jmsite.model.homes import HOMES
from jmsite.model.rules.rule import Rule, error, info

NEXT = "the same journey; its id is `step`, `stage` or `stage/step`"
"""The places where a way on from a step can lead."""


def home_of(kind: str) -> str:
    """Return where what a reference of a kind names is written, in words."""
    return NEXT if kind == "next" else HOMES[kind].told


def word_for(kind: str) -> str:
    """Return what an entity of a kind is called in a sentence."""
    return "step of the same journey" if kind == "next" else HOMES[kind].word or kind


def _unknown(kind: str) -> Rule:
    word = word_for(kind)
    return error(
        f"ref/unknown-{kind}",
        f"A reference names {'an' if word[0] in 'aeiou' else 'a'} {word} that is not there.",
        "Links and the lists of where something is used would silently lack it.",
        f"Correct the id, or write what it names in {home_of(kind)}.",
    )


REF: tuple[Rule, ...] = (
    *(_unknown(kind) for kind in (*(kind for kind, home in HOMES.items() if home.named), "next")),
    info(
        "ref/by-title",
        "A lane names something by its title or a former name.",
        "It is linked all the same, until the title changes.",
        "Write the id. `jmsite check --fix --write` does it everywhere.",
    ),
    info(
        "ref/not-linked",
        "Words stand in a lane where an id can stand, and name nothing that is described.",
        "They are shown as they are, marked as not linked yet: there is no page for them, and nothing is counted.",
        "Nothing has to be done. To link them, describe what they name in a file of its own or a registry.",
    ),
    error(
        "ref/missing-asset",
        "A picture or attachment is not there.",
        "Readers would see a broken picture or a dead link.",
        "Correct the path, which counts from `content/`, or add the file under `assets/`.",
    ),
    error(
        "ref/missing-data",
        "A file with data is not there.",
        "What is measured from it would be missing.",
        "Correct the path, which counts from `content/`, or add the file under `data/`.",
    ),
    error(
        "ref/cycle",
        "Something is, over some steps, a part of itself.",
        "A hierarchy needs a top; neither breadcrumbs nor maps could be drawn in a circle.",
        "Remove one of the references that the message names.",
    ),
)
