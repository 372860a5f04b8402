"""Words that would run or build something, in every field of every kind, stay words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from conftest import Built, Project
from filled import Filler

from jmsite.content.check_participants import OF_ALL
from jmsite.model.entities.journey import Step
from jmsite.model.kinds import KINDS
from jmsite.model.url_schemes import allowed

HOSTILE = (
    "<script>window.ran=1</script>\"'><img src=x onerror=window.ran=1> </title></style></textarea></script>"
    "<svg onload=window.ran=1> {{ 7*7 }} {% raw %} ${7*7} [a](javascript:window.ran=1) -->&lt;b&gt;"
)
ADDRESS = "https://example.org/?'onerror=window.ran=1&lt;b&gt;[a](javascript:window.ran=1)"
NAME = '"><img src=x onerror=window.ran=1>'
LISTED = [kind for kind in KINDS.values() if kind.listed]
TYPES = {
    "words": ("text", HOSTILE),
    "several": ("list", [HOSTILE, HOSTILE]),
    "way": ("link", ADDRESS),
    "picture": ("image", {"src": "assets/a.svg", "alt": HOSTILE}),
}
OWN = {name: {"title": HOSTILE, "type": type, "description": HOSTILE} for name, (type, _) in TYPES.items()}
FIELDS = {name: value for name, (_, value) in TYPES.items()}
IDS: dict[str, list[str]] = {kind.name: ["a"] for kind in LISTED}
IDS |= {"journey": ["a"], "stage": ["a/a"], "step": ["a/a/a"], "next": ["a"], "asset": ["assets/a.svg"]}
IDS |= {"data": ["data/a.csv"]}
FILLER = Filler(HOSTILE, IDS, ADDRESS)
SITE = {
    "title": HOSTILE,
    "tagline": HOSTILE,
    "fictional": HOSTILE,
    "url": "https://example.org/portal/",
    "repository": {"url": "https://example.org/repository", "branch": HOSTILE, "path": HOSTILE},
    "feedback": "issues",
    "audiences": [HOSTILE],
    "lanes": OWN,
    "fields": {kind: OWN for kind in KINDS if kind not in ("site", "chart", "stage", "variant")},
    "emotion_scale": {"min": -2, "max": 2, "words": {"1": HOSTILE}},
}
SPEC = {"mark": {"type": "text"}, "data": {"values": [{"t": HOSTILE}]}, "encoding": {"text": {"field": "t"}}}
PROSE = f"""
# {HOSTILE}

{HOSTILE}

[{HOSTILE}](https://example.org/) ![{HOSTILE}](/assets/a.svg) [run](javascript:window.ran=1) <javascript:window.ran=1>
[run][ran] [data](data:text/html,<script>window.ran=1</script>) ![x](javascript:window.ran=1)

[ran]: JAVASCRIPT:window.ran=1 "{NAME}"

```{NAME}
{HOSTILE}
```

```chart
chart: emotion-curve
journey: a
caption: {json.dumps(HOSTILE)}
```

```chart
chart: vega-lite
caption: {json.dumps(HOSTILE)}
spec: {json.dumps(SPEC)}
```
"""


def content() -> Iterator[tuple[str, str]]:
    yield "site.yaml", json.dumps(SITE)
    yield "assets/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><title>&lt;script></title></svg>"
    yield "data/a.csv", "date,value\n2026-01-01,1\n"
    for kind in LISTED:
        own = {"scale": {"min": 0, "max": 100}} if kind.name == "metric" else {}
        fields = FILLER.fields(kind.model, parent=None, events=None, aliases=None, fields=FIELDS, **own)
        yield f"{kind.folder}/a.md", marked(fields)
    steps = [{**FILLER.fields(Step), "id": "a", "journey": None, "fields": FIELDS}]
    journey = FILLER.fields(
        KINDS["journey"].model, parent=None, compares_to=None, events=None, aliases=None, fields=FIELDS
    )
    journey["phases"] = [{**journey["phases"][0], "id": "a"}]
    journey["anytime"] = [{**journey["anytime"][0], "id": "m", "journey": None, "fields": FIELDS}]
    of_steps = dict.fromkeys(OF_ALL)
    stage = FILLER.fields(KINDS["stage"].model, aliases=None, **{**of_steps, "phase": "a", "fields": FIELDS})
    variant = FILLER.fields(KINDS["variant"].model, aliases=None, **{**of_steps, "fields": FIELDS})
    yield "journeys/a/journey.md", marked(journey)
    yield "journeys/a/01-a.md", marked({**stage, "steps": steps})
    yield (
        "journeys/a/01-a.a.md",
        marked({**variant, "steps": steps}),
    )
    yield f"pages/{NAME}.md", marked(FILLER.fields(KINDS["page"].model, aliases=["old"], fields=FIELDS))
    yield "index.md", marked(FILLER.fields(KINDS["home"].model, aliases=None, fields=FIELDS))


def marked(fields: dict[str, Any]) -> str:
    return f"---\n{json.dumps(fields, indent=1)}\n---\n{PROSE}"


class Elements(HTMLParser):
    """What a browser would make of a page: its elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@pytest.fixture(params=["escape", "sanitize"])
def built(request: pytest.FixtureRequest, project: Callable[[str], Project]) -> Built:
    made = project("minimal").delete("journeys").delete("personas")
    for path, text in content():
        made.edit(path, text)
    made.edit("site.yaml", json.dumps({**SITE, "markdown": {"html": request.param}}))
    return made.build()


def test_words_of_content_are_only_words(built: Built):
    # filled with whatever fits: an n of 0 is told, too
    told = {"link/missing-file", "link/missing-reference", "link/unsafe-scheme", "data/no-cases"}
    assert set(built.rules) <= told, "where HTML is kept, the picture in it is looked for"
    for path, content in built.files.items():
        if path.endswith(".html"):
            for tag, attributes in Elements(content.decode()).found:
                assert not [name for name in attributes if name.startswith("on") or name == "style"], path
                assert tag not in ("iframe", "object", "embed", "base", "textarea", "form"), path
                assert tag != "script" or re.search(r"theme/[\w-]+\.js$", attributes.get("src", "")), path
                assert all(allowed(attributes.get(name, "")) for name in ("href", "src")), path


def test_what_is_written_is_read_as_written(built: Built):
    assert HOSTILE in built.page("/personas/a/").text
    assert "{{ 7*7 }}" in built.page("/journeys/a/").text
    assert "49" not in built.page("/touchpoints/a/").text


@pytest.mark.browser
def test_nothing_runs_in_a_browser(built: Built, browser: Any):
    files = built.files
    told: list[str] = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: told.append(dialog.message))

    def serve(route: Any) -> None:
        path = unquote(urlsplit(route.request.url).path).lstrip("/")
        path = f"{path}index.html" if path.endswith("/") or not path else path
        body = files.get(path)
        kind = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
        route.fulfill(
            status=404 if body is None else 200,
            body=body or b"",
            content_type=kind.get(path.rpartition(".")[2], "application/octet-stream"),
        )

    page.route("**/*", serve)
    for path in sorted(path for path in files if path.endswith(".html") and not path.startswith("old/")):
        page.goto(f"http://site.test/{quote(path)}")
        assert page.evaluate("window.ran") is None, path
    page.close()
    assert told == []
