"""The folder of a site: what in it is ours, what it holds already, and what may be put there."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from jmsite.model.sources import Blob
from jmsite.outputs.site_folder import (
    LIST,
    STAGE,
    SiteFolder,
    casefolded,
    leads_inside,
    manifest,
    read_manifest,
)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A site with three files of ours, in it one of somebody else's."""
    for path in ("index.html", "a/b/index.html", "assets/x.png", "notes.txt"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.encode())
    return tmp_path


def site(top: Path, *ours: str) -> SiteFolder:
    return SiteFolder(f"{top}/", set(ours or ("index.html", "a/b/index.html", "assets/x.png")))


def blob(top: Path, content: bytes) -> Blob:
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    return Blob(path="content/assets/x.png", digest=digest, size=len(content), file=str(top / "elsewhere"))


def test_a_site_holds_a_file_that_is_there_as_it_should_be(top: Path):
    found = site(top)
    assert found.holds("index.html", b"index.html")
    assert not found.holds("index.html", b"index.htm!")
    assert not found.holds("missing.html", b"")
    assert not found.holds("index.html/x", b"")
    assert not found.holds("a/b", b"")


def test_a_site_holds_an_attachment_of_the_same_bytes(top: Path):
    found = site(top)
    assert found.holds("assets/x.png", blob(top, b"assets/x.png"))
    assert not found.holds("assets/x.png", blob(top, b"assets/y.png"))
    assert not found.holds("assets/x.png", blob(top, b"assets/x.png "))
    assert not found.holds("assets/z.png", blob(top, b""))


def test_what_is_a_link_or_behind_one_is_not_held(top: Path):
    (top / "link.html").symlink_to(top / "index.html")
    (top / "way").symlink_to(top / "a")
    found = site(top)
    assert not found.holds("link.html", b"index.html")
    assert not found.holds("way/b/index.html", b"a/b/index.html")
    assert not found.is_there("way/b/index.html")
    assert found.is_there("a/b/index.html")


@pytest.mark.parametrize("path", ["notes.txt", "notes.txt/index.html", "other"])
def test_what_is_not_ours_is_not_replaced(top: Path, path: str):
    (top / "other").mkdir()
    (top / "other" / "kept.txt").write_text("kept")
    with pytest.raises(FileExistsError, match="move it away"):
        site(top).refuse([path], known=True)
    with pytest.raises(FileExistsError, match="no list of its files"):
        site(top).refuse([path], known=False)


@pytest.mark.parametrize(
    "path", ["index.html", "INDEX.HTML", "a/b", "a", "new/page.html", "index.html/deeper.html"]
)
def test_what_is_ours_or_free_may_be_replaced(top: Path, path: str):
    site(top).refuse([path], known=True)


def test_a_file_that_goes_takes_its_empty_folders_along_and_no_others(top: Path):
    found = site(top)
    assert found.delete("a/b/index.html") == ""
    assert not (top / "a").exists()
    (top / "assets" / "theirs.txt").write_text("kept")
    assert found.delete("assets/x.png") == ""
    assert [path.name for path in (top / "assets").iterdir()] == ["theirs.txt"]
    assert found.delete("gone/index.html") == ""


def test_a_file_takes_the_place_of_a_folder_of_ours_and_not_of_one_with_other_files(top: Path):
    part = top / "part"
    part.write_text("new")
    site(top).place(str(part), "a")
    assert (top / "a").read_text() == "new"
    part.write_text("new")
    (top / "assets" / "theirs.txt").write_text("kept")
    with pytest.raises(FileExistsError, match="did not write"):
        site(top).place(str(part), "assets")
    assert (top / "assets" / "theirs.txt").read_text() == "kept"


def test_the_ways_to_what_is_ours_are_its_folders(top: Path):
    assert site(top).ways() == {"a", "a/b", "assets"}


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("index.html", True), ("a/b.html", True), ("", False), ("../x", False), ("a/../x", False), ("/etc", False),
        ("a//b", False), ("./a", False), (f"{STAGE}/x", False), (LIST, False), (f"a/{LIST}", True),
    ],
)  # fmt: skip
def test_a_path_leads_to_a_file_inside_the_site(path: str, inside: bool):
    assert leads_inside(path) is inside


def test_the_list_says_what_is_ours_and_nothing_outside(tmp_path: Path):
    file = tmp_path / "list"
    file.write_bytes(manifest(["b", "a"]))
    assert read_manifest(str(file)) == {"a", "b"}
    file.write_text('["a", "../b", 3, null]')
    assert read_manifest(str(file)) == {"a"}
    for damaged in ('{"a": 1}', "[", ""):
        file.write_text(damaged)
        assert read_manifest(str(file)) is None
    assert read_manifest(str(tmp_path / "none")) is None


def test_what_a_disk_may_take_for_one_name_is_one():
    assert casefolded("Stra\u00dfe/E\u0301") == casefolded("STRASSE/\u00e9")
    assert casefolded("a") != casefolded("b")


def test_two_names_of_one_file_are_one(top: Path):
    os.link(top / "index.html", top / "again.html")
    found = site(top)
    assert found.is_one("index.html", "again.html")
    assert not found.is_one("index.html", "a/b/index.html")
    assert not found.is_one("index.html", None)
    assert not found.is_one("index.html", "gone.html")
