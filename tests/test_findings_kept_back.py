"""What is found wrong with hidden things is told to those who build, and on no page that their readers may not see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.diagnostics import Severity
from jmsite.model.page import Build
from jmsite.model.sources import Options
from jmsite.pipeline import build

SECRET = "Zebra"
FILES = {
    "site.yaml": "title: Journeys\naudiences: [public]\npractice: gentle\n",
    "journeys/buy/journey.md": "---\ntitle: Buying\nvisibility: public\nstatus: published\n---\n\nHow it goes.\n",
    "journeys/buy/01-need.md": """---
title: Need
visibility: public
steps:
  - title: I need it
    emotion: 1
    touchpoint: zebra-desk
    insights: [zebra-insight]
---

Why.
""",
    "journeys/buy/02-zebra.md": """---
title: Zebra stage
{hidden}
steps:
  - title: Zebra step
    emotion: -1
    touchpoint: Zebra kiosk
    duration: P1D
    wait: P3D
    quotes: [Zebra said so]
---

Zebra. Call +44 20 7946 0958.
""",
    "personas/zebra-queen.md": "---\ntitle: Zebra Queen\n{hidden}\nstatus: assumption\n---\n\nWho she is.\n",
    "insights/zebra-insight.md": "---\ntitle: Zebra insight\n{hidden}\n---\n\nWhat is so.\n",
    "touchpoints.yaml": "zebra-desk: {title: Zebra desk, {hidden}}\n",
    "metrics/zebra.yaml": """title: Zebra metric
{hidden}
kind: csat
target: 70
readings:
  - {date: 2026-01-01, value: 30}
  - {date: 2026-02-01, value: 300}
""",
}


def made(project, hidden: str, **options: object) -> Build:
    site = project("minimal")
    for path in (site.root / "content").rglob("*.*"):
        path.unlink()
    for path, text in FILES.items():
        site.edit(path, text.replace("{hidden}", hidden))
    return build(discover(site.root, Options(**options)), Memo())  # type: ignore[arg-type]


def pages(site: Build) -> Iterator[tuple[str, str]]:
    for output in site.outputs:
        if isinstance(output.content, bytes) and output.path.endswith(
            (".html", ".md", ".json", ".xml", ".txt")
        ):
            yield output.path, output.content.decode()


@pytest.mark.parametrize(
    ("hidden", "options"),
    [
        ("visibility: internal", {"audience": "public"}),
        ("draft: true", {}),
        ("draft: true", {"audience": "public"}),
    ],
    ids=["internal things", "drafts", "drafts for the public"],
)
def test_no_page_tells_what_is_wrong_with_what_is_hidden(project, hidden: str, options: dict[str, object]):
    found = made(project, hidden, **options)
    assert not any(one.severity is Severity.ERROR for one in found.diagnostics), found.diagnostics
    assert SECRET in str(found.diagnostics)  # those who build are told
    shown = {path: text for path, text in pages(found) if SECRET.casefold() in text.casefold()}
    assert shown == {}


def test_for_those_inside_the_page_on_trust_tells_it(project):
    found = dict(pages(made(project, "visibility: internal")))
    assert SECRET in found["health/index.html"]
