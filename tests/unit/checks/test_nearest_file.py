"""What a link was meant to lead to, in a small site and in one with too many files to compare them all."""

from __future__ import annotations

import pytest

from jmsite.checks.links import MOST_COMPARED, LinkableFiles
from jmsite.model.catalog import Catalog

FEW = ("content/pages/guide.md", "content/personas/anna.md", "content/assets/plan.pdf")
OTHERS = tuple(f"content/journeys/j{number}/01-go.md" for number in range(MOST_COMPARED))


def nearest(path: str, files: tuple[str, ...]) -> str:
    pages = {file: object() for file in files if file.endswith(".md")}
    blobs = {file: object() for file in files if file not in pages}
    return LinkableFiles(tables=Catalog(tables={"content": pages, "blobs": blobs})).nearest(path).found


@pytest.mark.parametrize("more", [(), OTHERS], ids=["few", "many"])
@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("content/pages/giude.md", "content/pages/guide.md"),  # misspelt in its folder
        ("content/anna.md", "content/personas/anna.md"),  # its name, and another folder
        ("content/pages/anna.md", "content/personas/anna.md"),
        ("content/assets/plan.pfd", "content/assets/plan.pdf"),
    ],
)
def test_a_file_of_that_name_or_of_that_folder_was_meant(path: str, meant: str, more: tuple[str, ...]):
    assert nearest(path, (*more, *FEW)) == meant


def test_what_is_like_no_file_was_meant_to_be_none():
    assert nearest("content/xyz/qwertz.png", FEW) == ""


def test_a_folder_with_too_many_files_is_compared_in_part():
    crowded = tuple(f"content/pages/page-{number:04}.md" for number in range(2 * MOST_COMPARED))
    assert nearest("content/pages/page-0000.mdd", crowded) == "content/pages/page-0000.md"
