"""Each folder of ``sites/`` is a test: its pages, as a reader meets their words, are those kept in ``expected/``.

``pytest tests/test_sites.py --accept`` writes what is shown now; under CI that is refused. Read the difference before
you commit it.
"""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

import pytest

SITES = Path(__file__).parent / "sites"
CASES = sorted(path.name for path in SITES.iterdir() if (path / "content").is_dir())
SAME_EVERYWHERE = ("fields/index.html", "search/index.html")
"""Pages that do not depend on the site: their words are tested where they are made."""


@pytest.fixture(params=CASES)
def case(request) -> str:
    return request.param


def words(built) -> dict[str, str]:
    """The words of each page, wrapped so that a difference can be read."""
    shown = {}
    for path in built.files:
        if path.endswith(".html") and path not in SAME_EVERYWHERE:
            text = built.page(f"/{path}").text
            shown[path.removesuffix(".html") + ".txt"] = (
                textwrap.fill(text, 100, break_long_words=False) + "\n"
            )
    return shown


def test_a_site_reads_as_expected(project, case, request):
    built = project(case).build()
    kept = SITES / case / "expected"
    if request.config.getoption("--accept"):
        assert not os.environ.get("CI"), "what is expected is not written under CI"
        for old in kept.rglob("*.txt"):
            old.unlink()
        for path, text in words(built).items():
            (kept / path).parent.mkdir(parents=True, exist_ok=True)
            (kept / path).write_text(text, encoding="utf-8")
    expected = {
        path.relative_to(kept).as_posix(): path.read_text(encoding="utf-8") for path in kept.rglob("*.txt")
    }
    assert words(built) == expected


def test_a_site_has_no_faults(project, case):
    assert project(case).build().report == ""
