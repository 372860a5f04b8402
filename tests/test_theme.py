"""Themes: one on top of another, and whether what they set can be seen and read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Project
from written import write_files

from jmsite.cli.site_pages import built_site
from jmsite.content.discover import discover
from jmsite.exporting.paper import paper
from jmsite.formats.prose import to_prose
from jmsite.formats.styles import COMMENT
from jmsite.model.sources import Files
from jmsite.resources import themes_folder
from jmsite.theme.chain import ThemeChain, theme_chain

THEMES = sorted(folder.name for folder in themes_folder().iterdir() if folder.is_dir())
PAPERS = ("paper", "surface", "sunken")
# what is read, and on what it stands
READ = [
    *((ink, paper) for ink in ("ink", "ink-2", "accent", "pain", "gain") for paper in PAPERS),
    *(("ink-3", paper) for paper in PAPERS),
    *((f"code-{name}", paper) for name in ("ink", "key", "string", "number", "faint") for paper in PAPERS),
    *(("ink", f"series-{number}-tint") for number in range(1, 9)),
    ("on-accent", "accent"), ("ink", "accent-tint"), ("accent", "accent-tint"), ("accent", "accent-wash"),
    ("ink", "accent-fill"), ("ink", "pain-tint"), ("ink", "gain-tint"), ("pain", "pain-tint"), ("gain", "gain-tint"),
    ("ink", "pain-fill"), ("ink", "gain-fill"),
]  # fmt: skip
# what is only seen: lines and marks that carry a meaning
SEEN = [
    *((f"series-{number}", paper) for number in range(1, 9) for paper in ("paper", "surface")),
    *((mark, "surface") for mark in ("emotion-n2", "emotion-p2", "edge", "ghost", "truth")),
]


@pytest.fixture(scope="module")
def themes(tmp_path_factory) -> dict[str, Files]:
    return dict(discover(tmp_path_factory.mktemp("bare")).themes)


def lineage(themes: dict[str, Files], name: str) -> ThemeChain:
    found = theme_chain(themes, name)
    assert found.diagnostics == ()
    assert found.value is not None
    return found.value


def tokens(texts: dict[str, str], dark: bool) -> dict[str, str]:
    """The tokens of a theme by day or by night, as they are in the end."""
    said: dict[str, str] = {}
    for path in ("styles/tokens.css", "styles/brand.css"):
        for root in re.findall(r":root\s*\{(.*?)\}", COMMENT.sub("", texts[path]), re.DOTALL):
            said.update(re.findall(r"--([\w-]+):\s*([^;]+);", root))

    def value(name: str) -> str:
        words = re.sub(r"var\(--([\w-]+)\)", lambda found: value(found[1]), said[name])
        return re.sub(r"light-dark\(\s*([^,()]+),\s*([^,()]+)\)", r"\2" if dark else r"\1", words)

    return {name: value(name) for name in said}


def luminance(colour: str) -> float:
    assert re.fullmatch("#[0-9a-f]{6}", colour)
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_what_is_read_and_seen_stands_out(themes, theme, dark):
    found = tokens(lineage(themes, theme).texts, dark)
    pale = {
        f"{ink} on {paper}": round(contrast(found[ink], found[paper]), 2)
        for pairs, least in ((READ, 4.5), (SEEN, 3))
        for ink, paper in pairs
        if contrast(found[ink], found[paper]) < least
    }
    assert pale == {}


def test_every_class_of_code_has_a_colour(themes):
    everything = to_prose(
        "```diff\n- a\n+ b\n# c\n```\n```html\n<a b='c'>\n```\n```py\n@d\nclass E: f(1)\n```\n"
    )
    classes = set(re.findall(r'<span class="(\w+)">', everything.html))
    assert {"gd", "gi", "nt", "na", "s", "nd", "k", "nc", "m"} <= classes
    rules = re.findall(r"\.code ([^{]+)\{ color", lineage(themes, "default").texts["styles/prose.css"])
    assert classes <= set(re.findall(r"\.(\w+)", " ".join(rules)))


def test_a_brand_that_comes_with_jmsite_is_one_file_without_fault(themes, project):
    site = project("minimal").replace("site.yaml", "title:", "theme: hemlock-finch\ntitle:").build()
    assert site.diagnostics == ()
    assert sorted(themes["hemlock-finch"]) == ["styles/brand.css", "theme.yaml"]
    (sheet,) = (text.decode() for path, text in site.files.items() if path.endswith(".css"))
    assert sheet.index("--accent:light-dark(#4044c9") < sheet.index("--accent:light-dark(#1d5b34")
    assert "--pain:" in sheet


def own(site: Project, files: dict[str, str], theme: str = "own") -> Project:
    """The site in a theme of its own that extends another."""
    write_files(site.root / "themes" / theme, {"theme.yaml": "extends: default\n", **files})
    before = (site.root / "content/site.yaml").read_text()
    return site if "theme:" in before else site.replace("site.yaml", "title:", f"theme: {theme}\ntitle:")


def test_a_template_may_extend_the_one_it_replaces(project):
    words = (
        '{% extends "default/pages/persona.html" %}{% block imprint %}Ours of {{ page.title }}{% endblock %}'
    )
    site = own(project("minimal"), {"templates/pages/persona.html": words}).build()
    assert site.diagnostics == ()
    page = next(
        text.decode() for path, text in site.files.items() if re.fullmatch(r"personas/\w+/index.html", path)
    )
    assert "Ours of " in page
    assert "facts-list" in page


def test_a_fault_is_told_in_the_file_of_the_theme_it_stands_in(project):
    files = {"templates/pages/persona.html": '{% extends "default/pages/persona.html" %}\n{{ page.nothing }}'}
    broken = {"templates/parts/prose.html": "{% macro prose_of(text, edit) %}\n{{ nobody }}{% endmacro %}"}
    assert own(project("minimal"), files | broken).build().diagnostics[0].place.path.startswith("themes/own/")


def test_brands_stand_on_each_other(project):
    site = own(project("minimal"), {"styles/brand.css": ":root { --radius: 9px; --accent: #123456; }"})
    own(site, {"theme.yaml": "extends: own\n", "styles/brand.css": ":root { --radius: 11px; }"}, "later")
    built = site.replace("site.yaml", "theme: own", "theme: later").build()
    assert built.diagnostics == ()
    (sheet,) = (text.decode() for path, text in built.files.items() if path.endswith(".css"))
    assert [sheet.index(f"--radius:{radius}") for radius in (".5rem", "9px", "11px")] == sorted(
        sheet.index(f"--radius:{radius}") for radius in (".5rem", "9px", "11px")
    )
    assert "--accent:#123456" in sheet


def test_a_theme_says_only_the_words_it_has_others_for(project):
    site = own(project("minimal"), {"i18n/en.yaml": "nav:\n  home: Front door\n"}).build()
    page = site.files["index.html"].decode()
    assert "Front door" in page
    assert ">Personas</a>" in page


def test_paper_stays_white_whatever_a_brand_says(themes):
    texts = lineage(themes, "hemlock-finch").texts
    assert re.search(
        r":root, \[data-theme\] \{ color-scheme: light; --paper: #ffffff; \}", texts["styles/print.css"]
    )
    layers = re.search(r"@layer ([^;]+);", texts["styles/index.css"])
    assert layers
    assert layers[1].split(", ")[-1] == "print"


def test_books_and_posters_have_a_stylesheet_that_no_page_on_a_screen_loads(project):
    site = own(
        project("minimal"),
        {
            "styles/paper.css": '@import url("cover.css") layer(print);\n.poster { color: var(--accent); }\n',
            "styles/cover.css": '.cover { background: url("../static/cover.svg"); }\n',
            "styles/brand.css": ":root { --accent: #123456; }\n",
            "static/cover.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
        },
    )
    made = site.build()
    assert made.diagnostics == ()
    assert not [path for path, file in made.files.items() if b".cover{" in file]
    built = built_site(site.root, "internal", False)
    printed = paper(built.pages, ["journeys/visit/"], "Visit", "@page { size: A3; }", "poster")
    (screen, ours, size) = re.findall(r"<style>(.*?)</style>", printed, re.DOTALL)
    assert "--accent:#123456" in screen
    assert '@layer print{.cover{background:url("data:image/svg+xml;base64,' in ours
    assert ours.endswith(".poster{color:var(--accent)}\n")
    assert size == "@page { size: A3; }"


def test_a_theme_that_says_nothing_of_paper_prints_as_the_one_it_extends(project):
    built = built_site(own(project("minimal"), {}).root, "internal", False)
    path, style = built.pages.paper_style
    assert path == "theme/paper.css"
    assert b".book .cover{" in style


def test_the_checkout_has_no_theme_that_is_not_looked_at():
    assert [folder.name for folder in sorted((Path(__file__).parent.parent / "themes").iterdir())] == THEMES
