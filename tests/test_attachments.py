"""What the content brings along shows something in a reader's browser, and does nothing there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Project

SITE = "title: Attached\nrules: {file: {severity: 'off'}}\n"
PAGE = "# Attached\n\n[One](../assets/{0}) ![Another](../assets/{0})\n"
PERSONA = "---\ntitle: Anna\nportrait: assets/{0}\n---\n"
RUNS = "<svg xmlns='http://www.w3.org/2000/svg'><script>top.ran=1</script></svg>"


RUNNING = (
    "a.html a.HTM a.xhtml a.xml a.xsl a.js a.mjs a.wasm a.css a.swf a.svgz a.png.html a.html.gz a.php a.unknown a "
    "svg a.svg A.SVG"
)


@pytest.mark.parametrize("name", RUNNING.split())
def test_what_could_run_is_not_published_even_where_nothing_is_said_about_it(
    project: Callable[[str], Project], name: str
):
    made = project("minimal").edit("site.yaml", SITE).edit(f"assets/{name}", RUNS)
    built = made.edit("pages/a.md", PAGE.format(name)).edit("personas/anna.md", PERSONA.format(name)).build()
    assert built.rules == []
    assert not [path for path, found in built.files.items() if b"top.ran" in found]
    assert not [href for href in built.page("/pages/a/").links if href.endswith(f"assets/{name}")]


@pytest.mark.parametrize("name", ["a.png", "a.PDF", "a.v2.docx", "a.zip", "a.svg"])
def test_what_only_shows_is(project: Callable[[str], Project], name: str):
    made = project("minimal").edit(f"assets/{name}", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    built = made.edit("pages/a.md", PAGE.format(name)).build()
    assert built.rules == []
    assert f"assets/{name}" in built.files
    assert [href for href in built.page("/pages/a/").links if href.endswith(f"assets/{name}")]
