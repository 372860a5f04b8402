"""Each folder of ``sites/`` is a test: its pages, as a reader meets their structure and words, are those kept in
``expected/`` (``outline.py`` says how they are written down).

``pytest tests/test_sites.py --accept`` writes what is shown now; under CI that is refused. Read the difference before
you commit it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from outline import outline
from written import write_files

SITES = Path(__file__).parent / "sites"
CASES = sorted(path.name for path in SITES.iterdir() if (path / "content").is_dir())
SAME_EVERYWHERE = ("fields/index.html", "search/index.html")
"""Pages that do not depend on the site: their words are tested where they are made."""
VALUE = re.compile(r"\b[A-Z]\w*\(\w+=|<[\w.]+ object at ")
"""A value as Python would write it, which a template has shown in place of its words."""


@pytest.fixture(params=CASES)
def case(request) -> str:
    return request.param


def outlines(built) -> dict[str, str]:
    """The outline of each page, by the path at which it is kept."""
    return {
        path.removesuffix(".html") + ".txt": outline(content.decode())
        for path, content in built.files.items()
        if path.endswith(".html") and path not in SAME_EVERYWHERE
    }


def test_a_site_reads_as_expected(project, case, request):
    built = project(case).build()
    kept = SITES / case / "expected"
    assert [path for path, text in outlines(built).items() if VALUE.search(text)] == []
    if request.config.getoption("--accept"):
        assert not os.environ.get("CI"), "what is expected is not written under CI"
        for old in kept.rglob("*.txt"):
            old.unlink()
        write_files(kept, outlines(built))
    expected = {
        path.relative_to(kept).as_posix(): path.read_text(encoding="utf-8") for path in kept.rglob("*.txt")
    }
    assert outlines(built) == expected


def test_a_site_has_no_faults(project, case):
    assert project(case).build().report == ""


PAGE = """<main><h1>Anna</h1><section aria-label="Work"><h2>What she does</h2><p>She <em>plans</em>.</p></section>
<ul><li>Bread<ol><li>Rye</li></ol></li><li><a href="../ben/">Ben</a></li></ul>
<table><tr><th>Day</th><th>n</th></tr><tr><td>Monday</td><td>3</td></tr></table>
<nav aria-label="Pages"><a href="#top">Top</a></nav><button>Print</button> <input type="checkbox" checked>
<dl><dt>Role</dt><dd>Baker</dd></dl><img alt="A loaf" src="loaf.png"></main>"""
LINES = """\
main:
  # Anna
  region “Work”:
    ## What she does
    She plans.
  - Bread
    1. Rye
  - [Ben](../ben/)
  | *Day* | *n* |
  | Monday | 3 |
  nav “Pages”:
    [Top](#top)
  (button Print) [x]
  : Role
  :: Baker
  ![A loaf](loaf.png)
"""


def test_an_outline_has_a_line_for_each_block():
    assert outline(PAGE) == LINES


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("h2>", "h3>"),
        ("h2>", "p>"),
        ("table", "div"),
        ("th>", "td>"),
        ("<td>Monday</td><td>3</td>", "<td>Monday 3</td>"),
        ("ol>", "ul>"),
        ("<ul><li>Bread", "<p>Bread"),
        ("../ben/", "../bea/"),
        ('<a href="../ben/">Ben</a>', "Ben"),
        ("main>", "div>"),
        ("nav", "div"),
        (' aria-label="Work"', ""),
        ('aria-label="Pages"', 'aria-label="People"'),
        ("button>", "b>"),
        ("checkbox", "radio"),
        (" checked", ""),
        ("dd>", "dt>"),
        ("A loaf", ""),
        ("loaf.png", "roll.png"),
    ],
)
def test_what_a_reader_notices_changes_an_outline(old, new):
    assert old in PAGE
    assert outline(PAGE.replace(old, new)) != LINES


@pytest.mark.parametrize(
    ("old", "new"), [("<ul>", '<ul class="list">'), ("<p>", "<p  data-part='x'>"), ("\n", " ")]
)
def test_what_no_reader_notices_does_not(old, new):
    assert outline(PAGE.replace(old, new)) == LINES
