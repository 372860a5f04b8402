"""What cannot be read is never published by that, however lightly a site takes its faults."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Project

LIGHT = "".join(f"  {family}: {{severity: info}}\n" for family in ("file", "field", "yaml", "visibility"))
HIDING = {
    "TOML": '+++\ntitle = "X"\ndraft = true\n+++\n\nsecretword\n',
    "JSON": '{\n "draft": true\n}\n\nsecretword\n',
    "a comment above": "<!-- licence -->\n---\ntitle: X\ndraft: true\n---\n\nsecretword\n",
    "no first line": "title: X\ndraft: true\n---\n\nsecretword\n",
    "stars": "***\ntitle: X\ndraft: true\n***\n\nsecretword\n",
    "the mark of another tool": "= yaml =\ndraft: true\n= yaml =\n\nsecretword\n",
    "a sign that nobody sees": "\u200b---\ndraft: true\n---\n\nsecretword\n",
    "no last line": "---\ntitle: X\ndraft: true\n\nsecretword\n",
    "broken fields": '---\ntitle: X\nsummary: "half\ndraft: true\n---\n\nsecretword\n',
    "a flag that is none": "---\ntitle: X\ndraft: ture\n---\n\nsecretword\n",
    "capitals": "---\ntitle: X\nDraft: true\n---\n\nsecretword\n",
    "a slip": "---\ntitle: X\nvisiblity: partners\n---\n\nsecretword\n",
    "a list": "---\ntitle: X\nvisibility: [partners]\n---\n\nsecretword\n",
    "said twice": "---\ntitle: X\ndraft: true\ndraft: false\n---\n\nsecretword\n",
}


@pytest.mark.parametrize("how", HIDING)
def test_what_may_be_a_draft_is_not_published(project: Callable[[str], Project], how: str):
    made = project("minimal").edit("site.yaml", f"title: Minimal\ncharts: false\nrules:\n{LIGHT}")
    built = made.edit("pages/held.md", HIDING[how]).build()
    assert {one.severity.value for one in built.diagnostics} <= {"info", "warning"}
    assert built.rules
    assert [path for path, content in built.files.items() if b"secretword" in content] == []


def test_settings_that_cannot_be_read_stop_a_build_whatever_they_say(project: Callable[[str], Project]):
    made = project("minimal").edit(
        "site.yaml", f"title: Minimal\nvisibility: {{pages: [internal]}}\nrules:\n{LIGHT}"
    )
    built = made.edit("pages/held.md", "# Held\n").build(audience="public")
    assert "error" in {one.severity.value for one in built.diagnostics}
