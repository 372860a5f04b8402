"""What writing a site comes to: how much of it is new, the same or gone, and what of others stays."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from jmsite.model.page import Output
from jmsite.outputs import whole_folder
from jmsite.outputs.journal import finish, replace_in_place
from jmsite.outputs.site_folder import LIST, STAGE, SiteFolder, manifest, read_manifest
from jmsite.outputs.swap_folders import can_swap
from jmsite.outputs.whole_folder import OTHERS, remove_old, replace_whole, staging_folder
from jmsite.outputs.write import WriteResult, name_of, recover, write

PAGES = {"index.html": b"home", "a/index.html": b"a", "theme/style.css": b"style"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def put(out: Path, files: dict[str, bytes]) -> WriteResult:
    return write(
        [Output(path=path, content=content) for path, content in files.items()], out, out.parent / "cache"
    )


def there(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != LIST
    }


def test_the_first_site_is_all_new_and_the_same_again_nothing(out: Path):
    assert put(out, PAGES) == WriteResult(written=3, unchanged=0, removed=0)
    assert there(out) == PAGES
    assert put(out, PAGES) == WriteResult(written=0, unchanged=3, removed=0)
    assert there(out) == PAGES


def test_what_changed_is_replaced_and_what_went_is_removed(out: Path):
    put(out, PAGES)
    after = {"index.html": b"new", "theme/style.css": b"style", "b/index.html": b"b"}
    assert put(out, after) == WriteResult(written=2, unchanged=1, removed=1)
    assert there(out) == after
    assert read_manifest(str(out / LIST)) == set(after)


def test_few_changes_among_many_files_are_made_in_place(out: Path):
    many = {f"p{at}/index.html": b"page" for at in range(101)}
    put(out, many)
    inode = out.stat().st_ino
    assert put(out, {**many, "p0/index.html": b"new", "p1/index.html": b"new"}) == WriteResult(
        written=2, unchanged=99, removed=0
    )
    assert out.stat().st_ino == inode
    assert put(out, {**many, "p2/index.html": b"new"}) == WriteResult(written=3, unchanged=98, removed=0)
    assert out.stat().st_ino != inode
    assert there(out) == {**many, "p2/index.html": b"new"}
    assert not Path(staging_folder(f"{out}/")).exists()


def test_files_of_others_come_along_and_stay(out: Path):
    put(out, PAGES)
    (out / "a" / "theirs.txt").write_bytes(b"kept")
    assert put(out, {"index.html": b"new"}) == WriteResult(written=1, unchanged=0, removed=2)
    assert there(out) == {"index.html": b"new", "a/theirs.txt": b"kept"}
    assert sorted(path.name for path in out.iterdir()) == [LIST, "a", "index.html"]


@pytest.mark.parametrize(("others", "whole"), [(OTHERS, True), (OTHERS + 1, False)])
def test_a_site_with_many_files_of_others_is_written_in_its_place(out: Path, others: int, whole: bool):
    put(out, PAGES)
    for at in range(others):
        (out / f"theirs{at}").write_bytes(b"")
    site = SiteFolder(f"{out}/", set(PAGES))
    assert replace_whole(site, {"index.html": b"new"}, {"index.html"}) is whole
    assert ((out / "index.html").read_bytes() == b"new") is whole
    assert len(list(out.glob("theirs*"))) == others
    assert remove_old(f"{out}/") == ""
    assert not Path(staging_folder(f"{out}/")).exists()


def test_a_site_whose_folder_is_a_link_to_elsewhere_is_written_there(out: Path, tmp_path: Path):
    (tmp_path / "real").mkdir()
    out.symlink_to(tmp_path / "real")
    assert put(out, PAGES) == WriteResult(written=3, unchanged=0, removed=0)
    assert there(tmp_path / "real") == PAGES
    assert name_of(out) == name_of(tmp_path / "real")
    assert len(name_of(out)) == 12


def test_a_path_out_of_the_site_is_refused_before_anything_is_written(out: Path):
    with pytest.raises(ValueError, match="must not leave"):
        put(out, {"index.html": b"home", "../evil.html": b""})
    assert there(out) == {}


def test_what_was_begun_is_finished_and_what_only_waited_is_undone(out: Path):
    put(out, PAGES)
    stage = out / STAGE
    stage.mkdir()
    (stage / "0").write_bytes(b"half")
    recover(out, out.parent / "cache")
    assert there(out) == PAGES
    stage.mkdir()
    (stage / "0").write_bytes(b"new")
    (stage / "files-after").write_bytes(manifest(["a/index.html", "index.html"]))
    (stage / "journal").write_text(
        '{"parts": {"0": "index.html", "1": "a/index.html"}, "now": ["a/index.html", "index.html"]}'
    )
    recover(out, out.parent / "cache")
    assert there(out) == {"index.html": b"new", "a/index.html": b"a"}
    assert read_manifest(str(out / LIST)) == {"index.html", "a/index.html"}


@pytest.mark.parametrize(
    "note",
    [
        '{"parts": {"0": "../evil"}, "now": ["index.html"]}',
        '{"parts": {"../0": "index.html"}, "now": ["index.html"]}',
        '{"parts": {}, "now": ["/etc/passwd"]}',
        '{"parts": []}',
        "[]",
        "{",
    ],
)
def test_a_note_that_leads_out_of_the_site_is_none(out: Path, note: str):
    put(out, PAGES)
    (out / STAGE).mkdir()
    (out / STAGE / "journal").write_text(note)
    (out / STAGE / "0").write_bytes(b"evil")
    assert finish(f"{out}/") == {}
    assert there(out) == PAGES


def test_what_was_begun_is_finished_though_the_cache_is_gone(out: Path):
    put(out, PAGES)
    (out / STAGE).mkdir()
    recover(out, out.parent / "cache" / "of" / "another")
    assert not (out / STAGE).exists()
    assert there(out) == PAGES


def test_only_what_is_stale_goes_when_nothing_is_new(out: Path):
    put(out, PAGES)
    site = SiteFolder(f"{out}/", set(PAGES))
    assert replace_in_place(site, {}, ["index.html"]) == {}
    assert there(out) == {"index.html": b"home"}


def test_what_cannot_be_removed_does_not_count_as_removed(out: Path, monkeypatch: pytest.MonkeyPatch):
    put(out, {**PAGES, "b/index.html": b"b"})
    (out / "theirs").mkdir()  # what is no file stays where it is, so that the site is written in its place
    real = os.unlink

    def refused(path: str, **named: object) -> None:
        if path.endswith("b/index.html"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        real(path, **named)

    monkeypatch.setattr(os, "unlink", refused)
    found = put(out, {"index.html": b"new"})
    assert found == WriteResult(
        written=1, unchanged=0, removed=2, kept=((f"{out}/b/index.html", "Permission denied"),)
    )


def test_pages_go_before_what_they_need_and_come_after_it(out: Path, monkeypatch: pytest.MonkeyPatch):
    old = {"a.html": b"a", "b/index.html": b"b", "theme/old.css": b"old", "z.html": b"z"}
    new = {"c.html": b"c", "theme/new.css": b"new", "a/index.html": b"d"}
    put(out, old)
    done: list[str] = []

    def noting(name: str, at: int) -> None:
        real = getattr(os, name)

        def call(*paths: str, **named: object) -> None:
            real(*paths, **named)
            done.append(os.path.relpath(paths[at], out))

        monkeypatch.setattr(os, name, call)

    noting("replace", 1)
    noting("unlink", 0)
    replace_in_place(SiteFolder(f"{out}/", set(old)), new, new)
    assert [path for path in done if path in new] == ["theme/new.css", "a/index.html", "c.html"]
    assert [path for path in done if path in old] == ["z.html", "b/index.html", "a.html", "theme/old.css"]
    assert there(out) == new


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets folders change places")
def test_a_folder_changes_places_unless_somebody_works_in_it_or_something_is_mounted_there(
    out: Path, monkeypatch: pytest.MonkeyPatch
):
    (out / "a" / "b").mkdir(parents=True)
    (out.parent / "site-of-others").mkdir()
    monkeypatch.chdir(out.parent / "site-of-others")
    assert can_swap(str(out))
    monkeypatch.chdir(out)
    assert not can_swap(str(out))
    monkeypatch.chdir(out / "a" / "b")
    assert not can_swap(str(out))
    assert not can_swap("/proc")


@pytest.mark.parametrize(
    "failure", [KeyboardInterrupt(), OSError(errno.ENOSPC, "no room"), OSError(errno.EPERM, "no")]
)
def test_a_site_that_cannot_be_made_leaves_the_old_one_and_nothing_beside_it(
    out: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
):
    put(out, PAGES)
    site, staged = SiteFolder(f"{out}/", set(PAGES)), whole_folder.write_staged

    def ends_at_the_list(part: str, content: bytes) -> str:
        if part.endswith(LIST):
            raise failure
        return staged(part, content)

    monkeypatch.setattr(whole_folder, "can_swap", lambda _: True)
    monkeypatch.setattr(whole_folder, "write_staged", ends_at_the_list)
    if getattr(failure, "errno", 0) == errno.EPERM:  # this disk cannot, another way can
        assert not replace_whole(site, {"index.html": b"new"}, {"index.html"})
    else:
        with pytest.raises(type(failure)):
            replace_whole(site, {"index.html": b"new"}, {"index.html"})
    assert there(out) == PAGES
    assert not Path(staging_folder(f"{out}/")).exists()
