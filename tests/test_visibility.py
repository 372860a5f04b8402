"""What an audience may not see is in no byte, no path and no report of its build.

A word that stands nowhere else is written into every field of every kind of entity that is hidden, and what may be
seen refers to all of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import count, pairwise
from typing import Any

import pytest
from conftest import Built, Project
from filled import Filler

from jmsite.content.check_participants import OF_ALL
from jmsite.model.entities.journey import Step
from jmsite.model.kinds import KINDS
from jmsite.report import text as reported

SECRET = "zqxsecret"
NAMES = ("open", SECRET)
LISTED = [kind for kind in KINDS.values() if kind.listed]
IDS: dict[str, list[str]] = {kind.name: list(NAMES) for kind in LISTED}
IDS |= {
    "journey": list(NAMES),
    "stage": ["open/open", f"open/{SECRET}", f"{SECRET}/{SECRET}"],
    "step": [
        "open/open/open",
        f"open/open/{SECRET}",
        f"open/{SECRET}/{SECRET}",
        f"{SECRET}/{SECRET}/{SECRET}",
    ],
    "next": list(NAMES),
    "asset": ["assets/open.png", f"assets/{SECRET}.png"],
    "data": ["data/open.csv", f"data/{SECRET}.csv"],
}
NUMBERS = count(1)
SEEN = Filler("Words", IDS)
UNSEEN = Filler(
    SECRET, {kind: [*ids[1:], ids[0]] for kind, ids in IDS.items()}, f"https://example.org/{SECRET}"
)
OPEN = {"visibility": "public"}
OWN = {"own": {"title": "Own words"}}
SITE = {
    "title": "Hidden and seen",
    "url": "https://example.org/portal/",
    "repository": {"url": "https://example.org/repository"},
    "feedback": "issues",
    "api": True,
    "audiences": ["public", "partners"],
    "lanes": OWN,
    "fields": {kind: OWN for kind in KINDS if kind not in ("site", "chart", "stage", "variant")},
}
WAYS = {
    "a draft": ({"draft": True, "visibility": "public"}, "public"),
    "internal for the public": ({"visibility": "internal"}, "public"),
    "internal for partners": ({"visibility": "internal"}, "partners"),
    "for partners, not the public": ({"visibility": "partners"}, "public"),
}


def marked(fields: Mapping[str, Any], prose: str = "") -> str:
    """A Markdown file with front matter; JSON is YAML."""
    return f"---\n{json.dumps(fields, indent=1)}\n---\n{prose}"


def filled(filler: Filler, kind: str, how: Mapping[str, Any]) -> dict[str, Any]:
    """An entity with every field; what is about a hidden persona, step or channel stands in those seen, too."""
    name = "open" if filler is SEEN else SECRET
    fields = filler.fields(
        KINDS[kind].model,
        parent=None,
        compares_to=None,
        events=None,  # a log needs a table of its own: see test_funnels_of_logs.py
        aliases=[f"old/{name}-{kind}-{next(NUMBERS)}"],
    )
    if "readings" in fields:
        bound = {
            "journey": f"{SECRET}",
            "step": f"open/{SECRET}/{SECRET}",
            "persona": SECRET,
            "channel": SECRET,
        }
        day = {"date": "2026-01-01", "value": 60, "n": 4321}
        fields["readings"] += [{**day, field: id} for field, id in bound.items()]
        fields["scale"] = {"min": 0, "max": 100}
    if "emotion_scale" in fields:
        fields["emotion_scale"] = {"min": -2, "max": 2, "words": {"1": [name]}}
    return {**fields, **how}


def beside_steps(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A stage in the one phase there is, or what differs in one, without the lanes that only its steps can have."""
    kept = {name: value for name, value in fields.items() if name not in OF_ALL}
    return {**kept, "phase": "open"} if "phase" in kept else kept


def step(title: str) -> dict[str, Any]:
    """A step, with a part for somebody hidden in everything that can be of one persona."""
    fields, hidden = SEEN.fields(Step), UNSEEN.fields(Step)
    for name, value in fields.items():
        parted = isinstance(value, list) and isinstance(value[0], dict) and "persona" in value[0]
        if parted:
            fields[name] = [*value, *hidden[name]]
    fields["emotion"][SECRET] = hidden["emotion"][SECRET]
    return {**fields, "title": title, "journey": SECRET}


def prose_of(secret: bool) -> str:
    if secret:
        return (
            f"\n# {SECRET}\n\n{SECRET} ![{SECRET}](/assets/{SECRET}.png) [{SECRET}](https://{SECRET}.org)\n"
        )
    ways = [f"/{kind.folder}/{SECRET}.md#{SECRET}" for kind in LISTED if kind.name != "system"]
    ways += [f"/pages/{SECRET}.md", f"/journeys/{SECRET}/journey.md", f"/journeys/open/02-{SECRET}.md"]
    ways += [f"/journeys/open/journey.md#open--{SECRET}", f"/journeys/open/01-open.md#{SECRET}"]
    ways += [f"/systems.yaml#{SECRET}"]
    links = "".join(f"- [Seen words]({way})\n" for way in ways)
    curves = "".join(
        f"```chart\nchart: {chart}\njourney: {SECRET}\n```\n"
        for chart in ("emotion-curve", "heat-map", "comparison")
    )
    return f"\n{links}\n{curves}```chart\nchart: trend\nmetric: {SECRET}\n```\n"


def content(how: Mapping[str, Any]) -> Iterator[tuple[str, str | bytes]]:
    """Whatever is called ``open`` may be seen; whatever bears the secret is hidden ``how``."""
    yield "site.yaml", json.dumps(SITE)
    for name in NAMES:
        yield f"assets/{name}.png", b"\x89PNG\r\n\x1a\n" + name.encode()
        yield f"data/{name}.csv", b"date,value\n2026-01-01,1\n"
    yield "data/asked.csv", f"date,value,who\n2026-01-01,1,open\n2026-01-02,2,{SECRET}\n".encode()
    asked = {"file": "data/asked.csv", "persona": "who"}
    yield "metrics/asked.yaml", json.dumps({"title": "Asked", "readings": asked, **OPEN})
    entries = {"open": filled(SEEN, "system", OPEN), SECRET: filled(UNSEEN, "system", how)}
    yield "systems.yaml", json.dumps(entries, indent=1)
    for kind in (*(kind.name for kind in LISTED if kind.name != "system"), "page"):
        folder = KINDS[kind].folder
        yield f"{folder}/open.md", marked(filled(SEEN, kind, OPEN), prose_of(False))
        yield f"{folder}/{SECRET}.md", marked(filled(UNSEEN, kind, how), prose_of(True))
    yield "index.md", marked(filled(SEEN, "home", OPEN), prose_of(False))
    yield from open_journey(how)
    yield from hidden_journey(how)


def open_journey(how: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    felt = {"emotion": {SECRET: UNSEEN.fields(Step)["emotion"][SECRET]}}
    alone = {**UNSEEN.fields(Step), "title": SECRET, "personas": [SECRET], "journey": None, **felt}
    ties = {"parent": SECRET, "compares_to": SECRET, "anytime": [step("open"), {**alone, "id": SECRET}]}
    yield (
        "journeys/open/journey.md",
        marked(phased({**filled(SEEN, "journey", OPEN), **ties}), prose_of(False)),
    )
    steps = [step("open"), alone]
    stage = {**beside_steps(filled(SEEN, "stage", OPEN)), "steps": steps}
    yield "journeys/open/01-open.md", marked(stage, prose_of(False))
    seen, hidden = (beside_steps(filled(filler, "variant", OPEN)) for filler in (SEEN, UNSEEN))
    own = {
        "steps": [
            {**UNSEEN.fields(Step), "id": "open"},
            {**UNSEEN.fields(Step), "title": SECRET, "id": f"{SECRET}-2", "emotion": 1},
        ]
    }
    yield (
        "journeys/open/01-open.open.md",
        marked({**seen, "steps": [{"id": "open", "intensity": 3}]}, prose_of(False)),
    )
    yield f"journeys/open/01-open.{SECRET}.md", marked({**hidden, **own, **OPEN}, prose_of(True))
    yield "personas/third.md", marked({"title": "Third", **OPEN})
    another = {"aliases": [f"old/{SECRET}-another"]}
    yield "journeys/open/01-open.third.md", marked({**hidden, **own, **another, **how}, prose_of(True))
    yield f"journeys/open/02-{SECRET}.md", marked(hidden_stage(how), prose_of(True))
    yield f"journeys/open/02-{SECRET}.open.md", marked({**hidden, "steps": [], "aliases": []}, prose_of(True))


def hidden_journey(how: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    own = {**UNSEEN.fields(Step), "title": SECRET, "journey": None}
    yield (
        f"journeys/{SECRET}/journey.md",
        marked(phased({**filled(UNSEEN, "journey", how), "anytime": [own]}), prose_of(True)),
    )
    yield f"journeys/{SECRET}/01-{SECRET}.md", marked(hidden_stage(OPEN), prose_of(True))


def phased(journey: dict[str, Any]) -> dict[str, Any]:
    return {**journey, "phases": [{**journey["phases"][0], "id": "open"}]}


def hidden_stage(how: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **beside_steps(filled(UNSEEN, "stage", how)),
        "steps": [{**UNSEEN.fields(Step), "title": SECRET, "journey": None}],
    }


@pytest.fixture
def built(project: Callable[[str], Project]) -> Callable[..., Built]:
    def build(how: Mapping[str, Any], **options: Any) -> Built:
        made = project("minimal").delete("journeys").delete("personas")
        for path, text in content(how):
            made.edit(path, text)
        return made.build(**options)

    return build


TOLD = {"visibility/partly-hidden", "variant/one-for-all", "data/no-cases", "chart/nothing-to-draw"}
"""What there is to say of entities that are filled with whatever fits, as an n of 0."""


@pytest.mark.parametrize("way", WAYS)
def test_what_is_hidden_is_nowhere(built: Callable[..., Built], way: str):
    how, audience = WAYS[way]
    found = built(how, audience=audience)
    assert {path for path in found.files if SECRET in path.lower()} == set()
    assert {
        path: around(content) for path, content in found.files.items() if SECRET.encode() in content.lower()
    } == {}
    told = (one for one in found.diagnostics if one.rule != "variant/one-for-all")
    assert SECRET not in reported(told)
    assert {path for path in found.files if path.startswith("assets/")} == {"assets/open.png"}


def test_what_is_seen_is_whole(built: Callable[..., Built]):
    found = built({"visibility": "internal"}, audience="public")
    assert set(found.rules) <= TOLD
    for kind in LISTED:
        assert found.page(f"/{kind.folder}/open/").text.count("Words") > 2, kind.name
    assert found.page("/pages/open/").text.count("Seen words") == len(LISTED) + 5


def test_everything_is_there_for_those_inside(built: Callable[..., Built]):
    found = built({"visibility": "internal"})
    assert set(found.rules) <= TOLD
    for kind in LISTED:
        assert SECRET in found.page(f"/{kind.folder}/{SECRET}/").text, kind.name
    assert f"assets/{SECRET}.png" in found.files


def around(found: bytes) -> list[str]:
    """Where the secret stands in a file, for the report of a failing test."""
    parts = found.decode("utf-8", "replace").split(SECRET)
    return [f"{before[-90:]}|{after[:40]}" for before, after in pairwise(parts)][:4]
