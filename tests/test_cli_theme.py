"""``jmsite theme``: what is there, taking a part over, and what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cli import snapshot

from jmsite.cli.app import GROUPS, run
from jmsite.resources import themes_folder

DEFAULT = themes_folder() / "default"
TILE = "templates/parts/tile.html"


@pytest.fixture
def site(project, monkeypatch) -> Path:
    """The minimal site, and the folder to stand in."""
    root = project("minimal").root
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def said(capsys):
    """Run a command that must end with a code, and give what it says."""

    def ran(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert run(["theme", *words]) == code
        told = capsys.readouterr()
        return told.out + told.err

    return ran


def use(site: Path, theme: str) -> None:
    settings = site / "content/site.yaml"
    settings.write_text(f"theme: {theme}\n{settings.read_text()}")


@pytest.mark.parametrize(
    "part", [part for group, _, parts in GROUPS if group == "theme" for part, _ in parts]
)
def test_every_command_says_what_it_does(part, said):
    assert f"Usage: jmsite theme {part}" in said(part, "--help")


def test_the_themes_that_come_with_jmsite_are_listed(site, said):
    listed = said("list")
    assert "default: Paper and ink; comes with jmsite; used by this site\n" in listed
    assert "hemlock-finch: Hemlock & Finch; extends default; comes with jmsite\n" in listed
    assert "  adds to   styles/brand.css\n" in listed


def test_a_part_is_copied_into_a_theme_of_its_own_that_is_then_used(site, said):
    told = said("eject", "parts/tile.html")
    assert (site / "themes/own" / TILE).read_bytes() == (DEFAULT / TILE).read_bytes()
    assert (site / "themes/own/theme.yaml").read_text() == "extends: default\n"
    assert f"themes/own/{TILE}" in told
    assert "Next: 'theme: own' in content/site.yaml" in told
    use(site, "own")
    assert "Next" not in said("eject", "static/favicon.svg")
    assert "own: extends default; used by this site\n" in said("list")
    assert f"  replaces  {TILE}\n" in said("list")
    assert said("doctor") == "no problems\n"
    assert run(["build", "--strict"]) == 0


def test_the_site_can_be_elsewhere(site, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said("eject", "brand.css", "--root", str(site), "--theme", "ours")
    assert (site / "themes/ours/styles/brand.css").is_file()
    assert "ours: extends default\n" in said("list", "--root", str(site))


def test_a_font_or_picture_can_be_taken_over_too(site, said):
    said("eject", "inter-latin.woff2")
    path = "vendor/inter/inter-latin.woff2"
    assert (site / "themes/own" / path).read_bytes() == (DEFAULT / path).read_bytes()
    assert said("doctor") == "no problems\n"


def test_a_file_of_which_nobody_needs_the_whole_comes_with_advice(site, said):
    assert "styles/brand.css" in said("eject", "tokens.css")
    assert "the others come from" in said("eject", "i18n/en.yaml")
    (site / "themes/own/i18n/en.yaml").write_text("nav.home: Front door\n")
    use(site, "own")
    assert run(["build", "--strict"]) == 0
    assert "Front door" in (site / "build/site/index.html").read_text()


def test_nothing_is_overwritten(site, said):
    said("eject", TILE)
    (site / "themes/own" / TILE).write_text("ours")
    before = snapshot(site)
    assert "already exists" in said("eject", TILE, code=1)
    assert snapshot(site) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["tiel.html"], "unknown part 'tiel.html'; did you mean 'tile.html'?"),
        (
            ["tile"],
            "'tile' matches several files; choose one: styles/parts/tile.css, templates/parts/tile.html",
        ),
        (["theme.yaml"], "unknown part 'theme.yaml'"),
        (["tile.html", "--theme", "Our Own"], "'Our Own' cannot be the name of a theme; 'our-own' can"),
        (["tile.html", "--theme", "default"], "'default' comes with jmsite"),
    ],
)
def test_what_cannot_be_taken_over_is_refused_and_nothing_written(site, said, words, told):
    before = snapshot(site)
    assert told in said("eject", *words, code=2)
    assert snapshot(site) == before


def test_a_theme_that_extends_none_has_nothing_to_take_over(site, said):
    (site / "themes/bare").mkdir(parents=True)
    (site / "themes/bare/theme.yaml").write_text("title: Bare\n")
    assert "does not extend another" in said("eject", "tile.html", "--theme", "bare", code=2)


def test_a_broken_theme_is_told_everywhere(site, said):
    (site / "themes/own").mkdir(parents=True)
    (site / "themes/own/theme.yaml").write_text("extends: defualt\n")
    assert "  broken: there is no theme 'defualt'\n" in said("list")
    assert "there is no theme 'defualt'" in said("eject", "tile.html", "--theme", "own", code=1)
    assert "themes/own/theme.yaml:1:10 error theme/missing" in said("doctor", code=1)


def test_what_changed_below_is_told_until_it_is_accepted(site, said):
    said("eject", "parts/tile.html", "--theme", "ours")
    below = site / "themes/ours"
    use(site, "ours")
    said("eject", "parts/tile.html", "--theme", "branch")
    (below / TILE).write_text("{% macro tile(mark) %}{% endmacro %}\n")
    told = said("doctor", code=1)
    assert f"themes/branch/{TILE}:1:1 info theme/drifted  themes/ours/{TILE} has changed since" in told
    assert run(["build", "--strict"]) == 0
    assert said("doctor", "--accept") == "1 recorded as they are now\nno problems\n"
    assert said("doctor") == "no problems\n"
    assert (site / "themes/branch/taken.yaml").read_text().count(TILE) == 1


def test_line_ends_are_no_change(site, said):
    said("eject", "parts/tile.html", "--theme", "ours")
    use(site, "ours")
    said("eject", "parts/tile.html", "--theme", "branch")
    file = site / "themes/ours" / TILE
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert said("doctor") == "no problems\n"


def test_what_has_no_effect_is_told(site, said):
    said("eject", "pages/tags.html")
    own = site / "themes/own"
    (own / "templates/pages/tags.html").write_text(
        '{% extends "base.html" %}{% block sidebar %}{% endblock %}'
    )
    (own / "styles").mkdir()
    (own / "styles/brand.css").write_text(":root { --acent: #123456; }")
    (own / "styles/tokns.css").write_text("")
    told = said("doctor", code=1)
    assert "theme/unknown-block  'base.html' has no block 'sidebar'" in told
    assert "theme/unknown-token  unknown token '--acent'" in told
    assert "theme/unknown-file" in told
    assert "did you mean 'styles/tokens.css'?" in told
