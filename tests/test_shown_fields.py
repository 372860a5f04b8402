"""Whatever an author can write is on a page, or stands here as silent with the reason.

A site has something in every field of every kind. Each value is then left out, or written otherwise, and some page must
look otherwise. Markdown pages do not count: they are made of the declarations, and say everything by themselves.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import Project
from filled import Filler

from jmsite.content.check_participants import OF_A_STEP, OF_ALL
from jmsite.model.entities.journey import Stage, StageVariant, Step
from jmsite.model.entity import STEPS
from jmsite.model.kinds import KINDS

Loc = tuple[str | int, ...]
LISTED = [kind.name for kind in KINDS.values() if kind.listed]
IDS: dict[str, list[str]] = {kind: ["open"] for kind in LISTED}
IDS |= {"journey": ["open"], "stage": ["open/open"], "step": ["open/open/open"], "next": ["open"]}
IDS |= {"asset": ["assets/open.png"], "data": ["data/open.csv"]}
FILLER = Filler("Words", IDS)
VARIED = Filler("Words that vary", IDS)
"""What a variant says: what it says as its stage does is merged with that."""
OWN = {"own": {"title": "Own words", "type": "text", "description": "What to write"}}
KINDS_WITH_OWN = [kind for kind in KINDS if kind not in ("site", "chart", "stage", "variant")]
SITE: dict[str, Any] = {
    "title": "All fields",
    "tagline": "A line",
    "url": "https://example.org/portal/",
    "repository": {"url": "https://example.org/repository", "branch": "main", "path": "site"},
    "language": "en",
    "emotion_scale": {"min": -2, "max": 2, "words": {"1": "fine"}},
    "lanes": {"own": {**OWN["own"], "role": "backstage", "icon": "tag"}},
    "fields": dict.fromkeys(KINDS_WITH_OWN, OWN),
    "sources": {"warehouse": {"file": "data/open.csv"}},
    "feedback": "issues",
    "fictional": "All of it is invented",
    "review_every": "P90D",
    "charts": True,
}

HIDES = "who may read: what an audience may not see is not there for it, and nobody else need know"
AUTHORS = "for authors: it tells them what to write"
FEW = "which readings are shown: the filled metric has none of few cases"
OF_A_KIND = "part of the name of a kind that the filled metric does not have"
SILENT: dict[str, str] = {
    **{f"{kind}.visibility": HIDES for kind in (*LISTED, "home", "page", "variant")},
    "research.file": "raw answers are people's own words, and never part of a site",
    "site.fields.description": AUTHORS,
    "site.lanes.description": AUTHORS,
    **{
        f"{kind}.watch.{name}": "for whoever keeps the map: what is watched makes reviews due, which readers see then"
        for kind in ("journey", "touchpoint", "system")
        for name in ("paths", "repo", "releases", "metrics", "systems")
    },
    **{
        f"journey.events.{name}": "for authors: what a log is read by; readers see what people did"
        for name in ("file", "case", "event", "time", "persona", "zone", "dates", "every")
    },
    "department.code_owner": "for the host of the repository, by `jmsite codeowners`",
    "metric.min_n": FEW,
    "metric.small_groups": FEW,
    "metric.quantile": OF_A_KIND,
    "metric.top": OF_A_KIND,
    "journey.phases.id": "what stages call a phase by; readers see its title",
}
"""Fields that no page shows, and why."""
LOG = {
    "file": "data/log.csv",
    "case": "who",
    "event": "what",
    "time": "when",
    "persona": "which",
    "personas": {"Words": "open"},
    "map": {"did": "open", "wrote": "written", "scored": "scored"},
    "within": "P2D",
    "zone": "Europe/Berlin",
    "dates": "dmy",
    "every": "day",
    "min_n": 1,
}
"""How a log is read, which has something to tell for each of these."""
ROWS = """who,what,when,which
1,did,01.02.2026 10:00,Words
1,wrote,02.02.2026 10:00,Words
1,did,03.02.2026 09:00,Words
2,did,01.02.2026 23:30,Words
2,scored,04.02.2026 10:00,Words
"""
OF_ITS_PERSONA = re.compile(r"variant\.\w+\.persona")
"""A variant is its persona's already: to name the persona again in one of its lines changes nothing."""
LINE = re.compile(rb"\.md:\d+")
READINGS = [
    {"date": "2026-01-01", "value": 40, "n": 10},
    {"date": "2026-02-01", "value": 50, "n": 20},
    {
        "date": "2026-02-01",
        "value": 60,
        "n": 20,
        "journey": "open",
        "stage": "open/open",
        "step": "open/open/open",
    },
    {"date": "2026-02-01", "value": 30, "n": 20, "stage": "open/open"},
    {"date": "2026-02-01", "value": 70, "n": 20, "persona": "open", "channel": "open"},
]


def front(fields: dict[str, Any], prose: str = "") -> str:
    return f"---\n{json.dumps(fields, indent=1)}\n---\n{prose}"


def entities() -> dict[str, dict[str, Any]]:
    """Every kind with something in every field, by the path of its file."""
    found: dict[str, dict[str, Any]] = {"site.yaml": SITE}
    for kind in LISTED:
        found[f"{KINDS[kind].folder}/open.md"] = FILLER.fields(KINDS[kind].model, parent=None)
    found["metrics/open.md"] |= {"scale": {"min": 0, "max": 100}, "readings": READINGS}
    found["metrics/open.md"]["thresholds"] = [{"value": 1, "label": "Words"}, {"value": 2, "label": "Words"}]
    found["personas/open.md"]["status"] = "validated"
    found["pages/open.md"] = FILLER.fields(KINDS["page"].model)
    found["index.md"] = FILLER.fields(KINDS["home"].model)
    found["journeys/open/journey.md"] = FILLER.fields(
        KINDS["journey"].model, parent="inner", compares_to=None, anytime=moments(), events=LOG
    )
    found["journeys/open/journey.md"]["phases"][0]["id"] = "open"
    measured = FILLER.fields(Step, id="open", journey="inner")
    written = FILLER.fields(Step, id="written", title="Written", journey=None)
    written["emotion"] = {"open": {"score": 1, "word": "Glad", "research": ["open"]}}
    scored = {"title": "Scored", "emotion": 1}
    found["journeys/open/01-open.md"] = beside_steps(
        FILLER.fields(Stage, phase="open", steps=[measured, written, scored], journey="inner"), OF_A_STEP
    )
    differs = FILLER.fields(Step, id="open", title="Different", journey="inner")
    found["journeys/open/01-open.open.md"] = beside_steps(
        VARIED.fields(StageVariant, steps=[differs]), OF_ALL
    )
    for number, (path, fields) in enumerate(found.items()):
        if "aliases" in fields:
            found[path] = {**fields, "aliases": [f"old/{number}"]}
    return found


def moments() -> list[dict[str, Any]]:
    """Moments that belong to no stage: one that is measured, one that says why it feels as it does."""
    measured = FILLER.fields(Step, id="measured", title="Measured", journey="inner")
    written = FILLER.fields(Step, id="told", title="Told", journey=None)
    written["emotion"] = {"open": {"score": 1, "word": "Glad", "research": ["open"]}}
    return [measured, written]


def beside_steps(fields: dict[str, Any], of_steps: frozenset[str]) -> dict[str, Any]:
    return {name: one for name, one in fields.items() if name not in of_steps}


def leaves(value: Any, loc: Loc = ()) -> Iterator[Loc]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, (*loc, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from leaves(part, (*loc, place))
    else:
        yield loc


def without(fields: dict[str, Any], loc: Loc) -> dict[str, Any]:
    changed = copy.deepcopy(fields)
    part: Any = changed
    for name in loc[:-1]:
        part = part[name]
    del part[loc[-1]]
    return changed


def choices() -> dict[str, list[str]]:
    """All values that fields of a name can be chosen from."""
    found: dict[str, list[str]] = {}

    def walk(schema: Any, name: str) -> None:
        if isinstance(schema, dict):
            found.setdefault(name, []).extend(one for one in schema.get("enum", ()) if isinstance(one, str))
            for key, part in schema.items():
                properties = part.items() if key == "properties" else [(name, part)]
                for inner, value in properties:
                    walk(value, inner)
        elif isinstance(schema, list):
            for part in schema:
                walk(part, name)

    for kind in KINDS.values():
        walk(kind.model.model_json_schema(), "")
    return found


CHOICES = choices()


def others(name: str, value: Any) -> Iterator[Any]:
    """Other values that may stand in the place of one."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (int, float)):
        yield from (value + 1, value - 1, 7)
    elif isinstance(value, str):
        yield from CHOICES.get(name, ())
        yield from (value.replace("Words", "Other words"), value.replace("open", "other"), "public", "list")
        yield from (
            "written",
            "2026-01-05",
            "2025-01-01",
            "P3D",
            "series-2",
            "phone",
            "https://example.org/otherwise",
        )


def at(fields: dict[str, Any], loc: Loc) -> Any:
    part: Any = fields
    for name in loc:
        part = part[name]
    return part


def replaced(fields: dict[str, Any], loc: Loc, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(fields)
    at(changed, loc[:-1])[loc[-1]] = value
    return changed


def write(site: Project, path: str, fields: dict[str, Any]) -> None:
    site.edit(path, json.dumps(fields) if path.endswith("yaml") else front(fields, "\nProse.\n"))


def pages(site: Project) -> dict[str, bytes]:
    """The pages but for the lines on which findings stand, or nothing where the site has errors."""
    built = site.build()
    errors = [one for one in built.diagnostics if one.severity == "error"]
    found = {path: text for path, text in built.files.items() if path.endswith(".html")}
    found["health/index.html"] = LINE.sub(b"", found["health/index.html"])
    return {} if errors else found


def is_shown(site: Project, path: str, fields: dict[str, Any], loc: Loc, before: dict[str, bytes]) -> bool:
    """Whether some page looks otherwise without the value, or with another one."""
    value, name = at(fields, loc), next(str(part) for part in reversed(loc) if isinstance(part, str))
    ways = [
        without(fields, loc),
        *(replaced(fields, loc, other) for other in others(name, value) if other != value),
    ]
    for changed in ways:
        write(site, path, changed)
        after = pages(site)
        if after and after != before:
            return True
    return False


def declared(path: str, loc: Loc) -> str:
    """The field of a kind that a value is of: ``metric.readings.value``; steps differ in no field from variants."""
    kind = KIND_OF.get(path) or next(kind.name for kind in KINDS.values() if path == f"{kind.folder}/open.md")
    keys = ("own", "open", "warehouse", *(KINDS if kind == "site" else ()))
    names = [name for name in loc if isinstance(name, str) and name not in keys]
    return ".".join(["step", *names[1:]] if names[0] in STEPS else [kind, *names])


KIND_OF = {
    "site.yaml": "site",
    "index.md": "home",
    "journeys/open/journey.md": "journey",
    "journeys/open/01-open.md": "stage",
    "journeys/open/01-open.open.md": "variant",
}


@pytest.fixture
def site(project: Callable[[str], Project]) -> Project:
    made = project("minimal").delete("journeys").delete("personas")
    made.edit("assets/open.png", b"\x89PNG\r\n\x1a\n").edit("assets/other.png", b"\x89PNG\r\n\x1a\n")
    for name in ("open", "other"):
        made.edit(f"data/{name}.csv", "date,value\n2026-01-01,1\n2026-02-01,2\n")
    made.edit("data/log.csv", ROWS)
    made.edit("journeys/inner/journey.md", front({"title": "Inner"}))
    made.edit(
        "journeys/other/journey.md", front({"title": "Other", "reviewed": "2026-01-01", "personas": ["open"]})
    )
    made.edit("pages/other.md", front({"title": "Other", "order": 1.5}))
    made.edit("metrics/asked.md", front({"title": "Asked", "readings": {"source": "warehouse"}}))
    made.edit(
        "journeys/other/01-other.md",
        front({"title": "Other", "steps": [{"id": "other", "title": "Other", "emotion": 1}]}),
    )
    for kind in LISTED:
        made.edit(
            f"{KINDS[kind].folder}/other.md",
            front({"title": "Other", "name": "Other"} if kind == "persona" else {"title": "Other"}),
        )
    for path, fields in entities().items():
        write(made, path, fields)
    return made


def test_every_field_is_on_a_page_or_silent_for_a_reason(site: Project) -> None:
    before = pages(site)
    assert before, site.build().report
    tried: set[str] = set()
    shown: set[str] = set()
    for path, fields in entities().items():
        for loc in leaves(fields):
            name = declared(path, loc)
            tried.add(name)
            if name not in shown and is_shown(site, path, fields, loc, before):
                shown.add(name)
        write(site, path, fields)
    silent = {name for name in tried - shown if not OF_ITS_PERSONA.fullmatch(name)}
    assert silent - SILENT.keys() == set()
    assert SILENT.keys() - silent == set()
