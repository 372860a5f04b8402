"""A check finds what a build finds, also in a theme of the site's own, and loads no more than that takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jmsite.cli.compiling import compile_site, examine
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.sources import Options
from jmsite.pipeline import build, check
from jmsite.report import text

BROKEN_THEMES = {
    "words that are no YAML": {"i18n/en.yaml": "nav:\n  home: [\n"},
    "words that are no mapping": {"i18n/en.yaml": "- home\n"},
    "words of another language": {"i18n/de.yaml": "nav: [\n"},
    "a template that does not compile": {"templates/pages/persona.html": "{% if %}"},
    "a template that asks for what is not there": {"templates/pages/persona.html": "{{ view.nobody.name }}"},
    "a template that asks a page for more than it knows": {"templates/pages/home.html": "{{ page.colour }}"},
    "a style that is not there": {"styles/index.css": '@import url("nowhere.css") layer(parts);\n'},
    "a style for paper that is not there": {"styles/paper.css": '@import url("nowhere.css");\n'},
    "a token that nothing reads": {"styles/brand.css": ":root { --colour-of-nothing: red; }\n"},
    "a file that nothing uses": {"templates/pages/persoan.html": "x"},
    "a font that is not there": {
        "theme.yaml": "title: Ours\nextends: default\npreload: [static/none.woff2]\n"
    },
    "a theme on a theme that is not there": {"theme.yaml": "title: Ours\nextends: defautl\n"},
}


@pytest.fixture
def site(project):
    return project("minimal").edit("site.yaml", "title: Minimal\ntheme: ours\n")


def write_theme(root: Path, files: dict[str, str]) -> None:
    for path, words in {"theme.yaml": "title: Ours\nextends: default\n", **files}.items():
        file = root / "themes" / "ours" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, "utf-8")


@pytest.mark.parametrize("case", BROKEN_THEMES)
def test_a_fault_of_a_theme_is_found_by_both(site, case: str):
    write_theme(site.root, BROKEN_THEMES[case])
    built = build(discover(site.root), Memo()).diagnostics
    assert text(check(discover(site.root), Memo())) == text(built)
    assert bool(built) == (case != "words of another language")


def test_the_commands_say_the_same(site, tmp_path: Path):
    write_theme(site.root, BROKEN_THEMES["words that are no YAML"])
    compiled = compile_site(discover(site.root, Options()), site.root, tmp_path / "one", 1)
    assert [one.rule for one in compiled.build.diagnostics] != []
    checked = examine(discover(site.root, Options()), site.root, tmp_path / "two", 1)
    assert checked.diagnostics == compiled.build.diagnostics


def test_a_theme_that_hides_the_bundled_one_is_looked_at(project):
    hidden = project("minimal")
    file = hidden.root / "themes" / "default" / "templates" / "pages" / "persona.html"
    file.parent.mkdir(parents=True)
    file.write_text("{{ view.nobody.name }}", "utf-8")
    assert check(discover(hidden.root), Memo()) == build(discover(hidden.root), Memo()).diagnostics != ()


def loaded_by_a_check(root: Path) -> str:
    script = (
        "import sys; from pathlib import Path; from jmsite.engine.memo import Memo; from jmsite.pipeline import check;"
        "from jmsite.content.discover import discover; check(discover(Path(sys.argv[1])), Memo(one_shot=True));"
        "print(*sorted(name for name in ('jmsite.rendering', 'jmsite.pages.journey', 'altair') if name in sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, str(root)], capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


def test_only_a_theme_that_may_fail_has_anything_loaded_that_shows(site):
    bundled = site.edit("site.yaml", "title: Minimal\n")
    assert loaded_by_a_check(bundled.root) == ""
    site.edit("site.yaml", "title: Minimal\ntheme: ours\n")
    write_theme(site.root, {"styles/brand.css": ":root { --accent: #123456; }\n"})
    assert "jmsite.rendering" in loaded_by_a_check(site.root)


def test_what_a_style_says_cannot_fail_in_a_page(site, monkeypatch: pytest.MonkeyPatch):
    write_theme(site.root, {"styles/brand.css": ":root { --accent: #123456; }\n"})
    monkeypatch.setattr("jmsite.rendering.rendered_pages", lambda *_: pytest.fail("a page was shown"))
    check(discover(site.root), Memo())
