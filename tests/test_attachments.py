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


@pytest.mark.parametrize(
    ("name", "is_picture"),
    [("a.png", True), ("a.PDF", False), ("a.v2.docx", False), ("a.zip", False), ("a.svg", True)],
)
def test_what_only_shows_is(project: Callable[[str], Project], name: str, is_picture: bool):
    made = project("minimal").edit(f"assets/{name}", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    page = PAGE if is_picture else PAGE.partition(" !")[0]
    built = made.edit("pages/a.md", page.format(name)).build()
    assert built.rules == []
    assert f"assets/{name}" in built.files
    assert [href for href in built.page("/pages/a/").links if href.endswith(f"assets/{name}")]


@pytest.mark.parametrize(
    ("name", "tag"), [("a.mp4", "video"), ("a.WEBM", "video"), ("a.wav", "audio"), ("a.mp3", "audio")]
)
def test_a_recording_in_place_of_a_picture_plays(project: Callable[[str], Project], name: str, tag: str):
    made = (
        project("minimal")
        .edit(f"assets/{name}", "x")
        .edit("pages/a.md", f"# A\n\n![The *visit*](../assets/{name})\n")
    )
    built = made.build()
    assert built.rules == []
    html = built.page("/pages/a/").html
    address = f"../../assets/{name}"
    assert f'<{tag} src="{address}" controls preload="metadata" aria-label="The visit">' in html
    assert f'<a href="{address}">The visit</a></{tag}>' in html
    assert "media-src 'self'" in html
    assert f"assets/{name}" in built.files


def test_what_only_a_hidden_step_shows_is_not_published(project: Callable[[str], Project]):
    made = project("minimal").edit("personas/anna.md", "---\ntitle: Anna\n---\n")
    made.edit("personas/ben.md", "---\ntitle: Ben\ndraft: true\n---\n")
    made.edit("assets/shown.pdf", "x").edit("assets/kept.pdf", "x").edit("assets/pictured.png", "x")
    made.edit("journeys/visit/journey.md", "---\ntitle: Visit\npersonas: [anna, ben]\n---\n")
    made.edit(
        "journeys/visit/01-arrive.md",
        "---\ntitle: Arrive\nsteps:\n  - {title: I find the door, pains: ['A [map](../../assets/shown.pdf)']}\n"
        "  - title: I take the lift\n    personas: [ben]\n    image: {src: assets/pictured.png, alt: A lift}\n"
        "    pains: ['The [plan](../../assets/kept.pdf)']\n---\n",
    )
    assert [path for path in made.build().files if path.startswith("assets/")] == ["assets/shown.pdf"]
    drafts = made.build(drafts=True)
    assert {path for path in drafts.files if path.startswith("assets/")} == {
        "assets/shown.pdf", "assets/kept.pdf", "assets/pictured.png",
    }  # fmt: skip


def test_capitals_in_a_scheme_lead_out_as_small_letters_do(project: Callable[[str], Project]):
    prose = "[p](HTTPS://example.org/y) [m](MAILTO:a@b.org) [t](Tel:123) <HTTP://example.org/z>"
    made = project("minimal").edit("pages/a.md", f"# A\n\n{prose}\n")
    made = made.edit("solutions/s.md", "---\ntitle: S\nlink: HTTPS://example.org/x\n---\n")
    built = made.build()
    assert built.rules == []
    links = built.page("/pages/a/").links
    for address in ("HTTPS://example.org/y", "MAILTO:a@b.org", "Tel:123", "HTTP://example.org/z"):
        assert address in links
    assert "HTTPS://example.org/x" in built.page("/solutions/s/").links


def test_a_redirect_has_a_policy_as_every_page(project: Callable[[str], Project]):
    built = project("minimal").edit("pages/a.md", "---\ntitle: A\naliases: [old]\n---\n").build()
    for path, data in built.files.items():
        if path.endswith(".html"):
            assert b'<meta http-equiv="Content-Security-Policy"' in data, path
