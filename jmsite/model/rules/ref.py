"""Rules about references between entities."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info

HOMES: dict[str, str] = {
    "persona": "`personas/<id>.md`",
    "journey": "`journeys/<id>/journey.md`",
    "stage": "`journeys/<journey>/<nn>-<stage>.md`; its id is `journey/stage`",
    "step": "a stage of a journey; its id is `journey/stage/step`",
    "next": "the same journey; its id is `step`, `stage` or `stage/step`",
    "touchpoint": "`touchpoints.yaml` or `touchpoints/<id>.md`",
    "channel": "`channels.yaml` or `channels/<id>.md`",
    "department": "`departments.yaml` or `departments/<id>.md`",
    "system": "`systems.yaml` or `systems/<id>.md`",
    "metric": "`metrics/<id>.yaml`",
    "research": "`research/<id>.md`",
    "insight": "`insights/<id>.md`",
    "opportunity": "`opportunities/<id>.md`",
}
"""Kind of reference, and where such an entity is written."""
_WORDS: dict[str, str] = {"next": "following step", "research": "piece of research"}


def word_for(kind: str) -> str:
    """Return what an entity of a kind is called in a sentence."""
    return _WORDS.get(kind, kind)


def _unknown(kind: str, home: str) -> Rule:
    word = word_for(kind)
    return error(
        f"ref/unknown-{kind}",
        f"A reference names {'an' if word[0] in 'aeiou' else 'a'} {word} that is not there.",
        "Links and the lists of where something is used would silently lack it.",
        f"Correct the id, or write what it names in {home}.",
    )


REF: tuple[Rule, ...] = (
    *(_unknown(kind, home) for kind, home in HOMES.items()),
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
