"""The same content is the same site: whoever builds it, wherever, in whatever order, with however many processes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import Project

from jmsite.content import discover as finding
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.pipeline import build

MINIMAL = Path(__file__).parent / "sites" / "minimal"
PLACES = {
    "here": ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}, "1"),
    "a deep/place of another name": (
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"},
        "2",
    ),
}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_place_clock_language_and_processes_change_nothing(tmp_path: Path):
    trees = []
    for place, (variables, jobs) in PLACES.items():
        root = tmp_path / place
        shutil.copytree(MINIMAL / "content", root / "content")
        words = [sys.executable, "-m", "jmsite", "build", "--jobs", jobs, "--root", str(root)]
        ended = subprocess.run(
            words, env={**os.environ, **variables}, cwd=tmp_path, capture_output=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
        trees.append(tree(root / "build" / "site"))
    assert trees[0] == trees[1]


def test_the_order_in_which_the_disk_names_files_changes_nothing(
    project: Callable[[str], Project], monkeypatch: pytest.MonkeyPatch
):
    made = project("minimal")
    for number in range(12):
        made.edit(f"pages/p{number}.md", f"---\ntags: [t{number % 3}]\n---\n# Page {number % 4}\n")
    usual = build(discover(made.root), Memo())
    listed = os.scandir

    @contextmanager
    def shuffled(folder: Any) -> Iterator[list[os.DirEntry[str]]]:
        with listed(folder) as entries:
            found = list(entries)
        random.Random(3).shuffle(found)
        yield found

    monkeypatch.setattr(finding.os, "scandir", shuffled)
    other = build(discover(made.root), Memo())
    assert other.diagnostics == usual.diagnostics
    assert {output.path: output.content for output in other.outputs} == {
        output.path: output.content for output in usual.outputs
    }


# -- what others have stumbled over


def test_two_forms_of_one_letter_are_one_address_and_told(project: Callable[[str], Project]):
    made = project("minimal").edit("pages/caf\u00e9.md", "# One\n").edit("pages/cafe\u0301.md", "# Two\n")
    assert made.build().rules == ["id/duplicate"]


@pytest.mark.parametrize(("one", "other"), [("a.md", "a/index.md"), ("A.md", "a.md")])
def test_no_page_is_lost_to_another_at_its_address(project: Callable[[str], Project], one: str, other: str):
    found = project("minimal").edit(f"pages/{one}", "# One\n").edit(f"pages/{other}", "# Two\n").build()
    assert found.rules in (["id/duplicate"], ["id/case-collision"])


def test_anchors_keep_their_letters(project: Callable[[str], Project]):
    made = project("minimal").edit(
        "pages/guide.md",
        "# Größe\n\n## 日本 語\n\n[there](#日本-語) [escaped](#%E6%97%A5%E6%9C%AC-%E8%AA%9E)\n",
    )
    found = made.build()
    assert found.rules == []
    assert "日本-語" in found.page("/pages/guide/").ids


def test_drafts_are_in_no_sitemap_and_in_no_list(project: Callable[[str], Project]):
    made = project("minimal").edit("pages/quince.md", "---\ndraft: true\n---\n# Quince\n")
    made.edit("pages/early.md", "# Early\n")
    found = made.build(base_url="https://example.org/")
    assert "pages/early/" in found.files["sitemap.xml"].decode()
    assert not [
        path for path, content in found.files.items() if b"Quince" in content or b"pages/quince" in content
    ]


def test_a_list_forgets_what_is_deleted(project: Callable[[str], Project]):
    made = (
        project("minimal")
        .edit("pages/a.md", "---\ntags: [red]\n---\n# Apple\n")
        .edit("pages/b.md", "# Berry\n")
    )
    assert "Apple" in made.build().page("/pages/").text
    made.delete("pages/a.md")
    found = made.build()
    assert "Apple" not in found.page("/pages/").text
    assert "tags/red/index.html" not in found.files


def test_the_folder_without_underscore_rules_is_marked_for_the_host(project: Callable[[str], Project]):
    found = project("minimal").edit("pages/_part.md", "# Part\n").build()
    assert ".nojekyll" in found.files
    assert "pages/_part/index.html" in found.files


@pytest.mark.parametrize("name", ["a space", "a?b", "a#b", "100%", "[param]", "a&b", "ü", "a'b", "%2e%2e"])
def test_a_link_leads_to_a_page_of_any_name(project: Callable[[str], Project], name: str):
    from urllib.parse import quote, unquote, urlsplit

    made = project("minimal").edit(f"pages/{name}.md", "# Found\n")
    found = made.edit("pages/from.md", f"# From\n\n[there](<{quote(name)}.md>)\n").build()
    assert found.rules == []
    way = next(
        href
        for href in found.page("/pages/from/").links
        if href.startswith("../../pages/") and "from" not in href
    )
    path = unquote(urlsplit(way).path).removeprefix("../../")
    assert b"Found" in found.files[f"{path}index.html"]


def test_a_picture_beside_its_page_is_shown(project: Callable[[str], Project]):
    made = (
        project("minimal")
        .edit("pages/deep/a.md", "# A\n\n![It](it.png)\n")
        .edit("pages/deep/it.png", b"\x89PNG")
    )
    found = made.build()
    assert found.rules == []
    assert found.files["pages/deep/it.png"] == b"\x89PNG"
    assert "../../../pages/deep/it.png" in found.page("/pages/deep/a/").images
