"""What was tried against a site by its content comes to an end, is told where it stands, and reaches no page.

Charts that never end are in ``test_own_charts.py``, links and files that are swapped in ``test_outside_files.py``,
what grows in ``test_growth.py``, markup in ``unit/formats/test_prose_safety.py``, pictures in
``unit/formats/test_svg.py``, redirects and schemes in ``test_attachments.py``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Project

from jmsite.formats.prose.lexers import MEASURED, MOST

Sites = Callable[[str], Project]
STAGE = "---\ntitle: S\nsteps:\n  - {title: One, emotion: 1}\n---\n"


@pytest.fixture
def site(project: Sites) -> Project:
    return (
        project("minimal")
        .edit("journeys/j/journey.md", "---\ntitle: J\n---\n")
        .edit("journeys/j/01-s.md", STAGE)
    )


@pytest.mark.parametrize("language", ["scala", "urbiscript", "ansys"])
def test_code_that_would_hang_its_lexer_is_shown_plain_and_told(site: Project, language: str):
    built = site.edit("pages/a.md", f'# A\n\n```{language}\n"{chr(92) * 400}\n```\n').build()
    assert built.rules == ["prose/plain-code"]
    assert "content/pages/a.md:3:" in built.report
    assert chr(92) * 400 in built.page("/pages/a/").text


@pytest.mark.parametrize("language", ["python", "java"])
def test_code_is_given_to_its_lexer_as_far_as_that_was_measured(site: Project, language: str):
    short, long = (
        f"# A\n\n```{language}\n{'a ' * (size // 2)}\n```\n" for size in (40, MEASURED[language] + 2)
    )
    assert site.edit("pages/a.md", short).build().rules == []
    assert site.edit("pages/a.md", long).build().rules == ["prose/plain-code"]
    many = "# A\n\n" + f"```{language}\n{'a ' * (MEASURED[language] // 2 - 1)}\n```\n\n" * 8
    assert site.edit("pages/a.md", many).build().rules == ["prose/plain-code"] * 4


def test_no_lexer_is_given_more_than_any_was_measured_with():
    assert all(0 <= most <= MOST for most in MEASURED.values())


NULS = {
    "a title in quotes": ("pages/a.md", '---\ntitle: "A\\099\\0B"\n---\n'),
    "a journey": ("journeys/j/journey.md", '---\ntitle: "J\\00\\0K"\n---\n'),
    "the places of charts and links": (
        "pages/a.md",
        '---\ntitle: "c\\0c0\\0"\n---\n\n```chart\nchart: emotion-curve\njourney: j\n```\n',
    ),
    "a step": (
        "journeys/j/01-s.md",
        '---\ntitle: "S\\07\\0x"\nsteps:\n  - {title: "One\\03\\0two", emotion: 1}\n---\n',
    ),
    "prose": (
        "pages/a.md",
        "# A\0b\n\n\0c0\0 and \0a0\0words\0/a\0\n\n```chart\nchart: emotion-curve\njourney: j\n```\n",
    ),
}


@pytest.mark.parametrize("where", NULS)
def test_a_nul_is_told_and_never_written(site: Project, where: str):
    path, text = NULS[where]
    built = site.edit(path, text).build()
    assert {"file/nul", "file/control-character"} & set(built.rules)
    assert f"content/{path}:" in built.report
    for name, content in built.files.items():
        if name.endswith((".html", ".md", ".xml", ".json", ".svg")):
            assert b"\0" not in content, name
    heads = [content.split(b"</head>")[0] for name, content in built.files.items() if name.endswith(".html")]
    assert not [head for head in heads if b"<svg" in head or b"<figure" in head]


CHARTS = {
    "an address in a colour": '{"mark": {"type": "bar", "fill": "url(https://example.org/x)"}}',
    "an address of a picture": '{"mark": {"type": "image", "url": "https://example.org/x.png"}}',
    "an element of the page": '{"mark": "bar", "params": [{"name": "p", "value": 1, '
    '"bind": {"input": "range", "element": "body"}}]}',
    "an element for one of several": '{"mark": "bar", "params": [{"name": "p", "select": "point", '
    '"bind": {"a": {"input": "text", "element": "#main"}}}]}',
    "rows of elsewhere": '{"mark": "bar", "data": {"url": "https://example.org/rows.csv"}}',
    "a link": '{"mark": "bar", "encoding": {"href": {"value": "https://example.org/"}}}',
}


@pytest.mark.parametrize("what", CHARTS)
def test_a_chart_reaches_nothing_beyond_itself(site: Project, what: str):
    block = f"```chart\nchart: vega-lite\ncaption: C\nspec: {CHARTS[what]}\n```\n"
    built = site.edit("pages/a.md", f"# A\n\n{block}").build()
    assert [rule for rule in built.rules if rule.startswith("chart/")] != []
    assert "content/pages/a.md:" in built.report
    assert not [
        name for name, content in built.files.items() if b"example.org" in content and name.endswith(".html")
    ]


AMPLIFIED = {
    "a text of a kilobyte, again and again": "---\ntitle: A\nsummary: &a {}\ntags: [{}]\n---\n".format(
        "x " * 500, "*a, " * 5_000
    ),
    "references to one long address": "# A\n\n[a]: http://example.org/{}\n\n{}\n".format(
        "x" * 9_000, "[a] " * 9_000
    ),
    "many to one within bounds": "# A\n\n[a]: http://example.org/{}\n\n{}\n".format(
        "x" * 3_000, "[a] " * 15_000
    ),
}


@pytest.mark.parametrize("what", AMPLIFIED)
def test_what_stands_for_much_more_than_is_written_is_bounded_and_told(site: Project, what: str):
    small = sum(len(content) for content in site.edit("pages/a.md", "# A\n").build().files.values())
    built = site.edit("pages/a.md", AMPLIFIED[what]).build()
    assert {"yaml/alias", "link/too-long"} & set(built.rules)
    assert sum(len(content) for content in built.files.values()) < small + 40 * len(AMPLIFIED[what])
    assert len(built.report) < 20_000
