"""A site on disk is the old one or the new one, and what is not ours stays."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.page import Output
from jmsite.model.sources import Blob
from jmsite.outputs import write as writing
from jmsite.outputs.write import LockedError, Written, write
from jmsite.pipeline import build

MINIMAL = Path(__file__).parent / "sites" / "minimal"


def outputs(files: dict[str, str]) -> tuple[Output, ...]:
    return tuple(Output(path, text.encode()) for path, text in files.items())


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != writing.LIST
    }


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


OLD = {"index.html": "old", "a/index.html": "old a", "b/index.html": "old b"}
NEW = {"index.html": "new", "a/index.html": "new a", "c/index.html": "new c"}


def test_what_differs_is_written_and_what_is_stale_goes(out: Path, cache: Path):
    assert write(outputs(OLD), out, cache) == Written(3, 0, 0)
    assert write(outputs({**NEW, "a/index.html": "old a"}), out, cache) == Written(2, 1, 1)
    assert files(out) == {**NEW, "a/index.html": "old a"}
    assert not (out / "b").exists()


def test_a_second_time_nothing_on_the_disk_changes(out: Path, cache: Path):
    write(outputs(OLD), out, cache)
    times = {path: path.stat().st_mtime_ns for folder in (out, cache) for path in folder.rglob("*")}
    assert write(outputs(OLD), out, cache) == Written(0, 3, 0)
    assert {path: path.stat().st_mtime_ns for folder in (out, cache) for path in folder.rglob("*")} == times


def test_what_others_put_there_stays(out: Path, cache: Path):
    write(outputs(OLD), out, cache)
    (out / "CNAME").write_text("example.org")
    (out / "b" / "notes.txt").write_text("mine")
    write(outputs(NEW), out, cache)
    assert files(out) == {**NEW, "CNAME": "example.org", "b/notes.txt": "mine"}


@pytest.mark.parametrize(
    ("before", "after"), [({"a": "file"}, {"a/b/c": "below"}), ({"a/b/c": "below"}, {"a": "file"})]
)
def test_a_file_becomes_a_folder_and_a_folder_a_file(
    out: Path, cache: Path, before: dict[str, str], after: dict[str, str]
):
    write(outputs(before), out, cache)
    write(outputs(after), out, cache)
    assert files(out) == after


@pytest.mark.parametrize(("theirs", "ours"), [("a", "a/b"), ("a/b", "a")])
def test_what_others_put_in_the_way_is_named(out: Path, cache: Path, theirs: str, ours: str):
    (out / theirs).parent.mkdir(parents=True)
    (out / theirs).write_text("mine")
    with pytest.raises(FileExistsError, match="not ours") as told:
        write(outputs({ours: "ours"}), out, cache)
    assert told.value.filename == str(out / "a")
    assert files(out) == {theirs: "mine"}


def test_what_is_ours_is_known_wherever_the_folder_goes(tmp_path: Path, out: Path, cache: Path):
    write(outputs({**OLD, "internal/index.html": "internal"}), out, cache)
    shutil.rmtree(cache)
    moved = out.rename(tmp_path / "moved")
    (moved / "CNAME").write_text("example.org")
    assert write(outputs(NEW), moved, cache).removed == 2
    assert files(moved) == {**NEW, "CNAME": "example.org"}


def test_the_list_of_what_is_ours_is_the_same_however_it_came_about(tmp_path: Path, out: Path, cache: Path):
    write(outputs(OLD), out, cache)
    write(outputs(NEW), out, cache)
    write(outputs(dict(reversed(NEW.items()))), tmp_path / "clean", cache)
    assert (out / writing.LIST).read_bytes() == (tmp_path / "clean" / writing.LIST).read_bytes()
    assert {entry.name for entry in out.iterdir()} == {"index.html", "a", "c", writing.LIST}


@pytest.mark.parametrize("left", [None, "", "{", "5"])
def test_a_site_without_a_list_of_what_is_ours_is_refused_as_it_is(out: Path, cache: Path, left: str | None):
    write(outputs(OLD), out, cache)
    (out / writing.LIST).unlink()
    if left is not None:
        (out / writing.LIST).write_text(left)
    with pytest.raises(FileExistsError, match=f"not ours .*{writing.LIST}.*empty the folder"):
        write(outputs({"index.html": "old", "d.html": "new"}), out, cache)
    assert files(out) == OLD


@pytest.mark.parametrize("theirs", ["robots.txt", "c", "c/index.html/mine"])
def test_what_others_put_where_a_new_file_is_to_be_stays(out: Path, cache: Path, theirs: str):
    write(outputs(OLD), out, cache)
    (out / theirs).parent.mkdir(parents=True, exist_ok=True)
    (out / theirs).write_text("mine")
    with pytest.raises(FileExistsError, match="not ours; move it away"):
        write(outputs({**NEW, "robots.txt": "ours"}), out, cache)
    assert files(out) == {**OLD, theirs: "mine"}


def test_a_folder_with_nothing_in_the_way_is_taken(out: Path, cache: Path):
    out.mkdir()
    (out / "CNAME").write_text("example.org")
    (out / "a").mkdir()
    (out / "a" / "notes.txt").write_text("mine")
    write(outputs(OLD), out, cache)
    assert files(out) == {**OLD, "CNAME": "example.org", "a/notes.txt": "mine"}


@pytest.mark.parametrize(
    "path",
    ["../victim", "../../victim", "a/../../victim", "/", "{victim}", "", ".", "./../victim", "a//b", 5, None],
)
def test_a_list_that_somebody_changed_removes_nothing_outside(
    tmp_path: Path, out: Path, cache: Path, path: object
):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    write(outputs(OLD), out, cache)
    named = path.replace("{victim}", str(victim)) if isinstance(path, str) else path
    (out / writing.LIST).write_text(json.dumps([*OLD, named]))
    assert write(outputs(NEW), out, cache).removed == 1
    assert victim.read_text() == "mine"
    assert files(out) == NEW


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path, out: Path, cache: Path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("index.html", "stale.html"):
        (elsewhere / name).write_text("theirs")
    write(outputs({"a/stale.html": "old", "b.html": "old"}), out, cache)
    shutil.rmtree(out / "a")
    (out / "b.html").unlink()
    (out / "a").symlink_to(elsewhere)
    (out / "b.html").symlink_to(elsewhere / "index.html")
    (out / writing.STAGE).symlink_to(elsewhere)
    write(outputs({"a/index.html": "ours", "b.html": "ours"}), out, cache)
    assert files(elsewhere) == {"index.html": "theirs", "stale.html": "theirs"}
    assert files(out) == {"a/index.html": "ours", "b.html": "ours"}
    assert not (out / "a").is_symlink()
    assert not (out / "b.html").is_symlink()


@pytest.mark.parametrize(
    "path", ["/etc/hosts", "../index.html", "a/../../b", writing.LIST, f"{writing.STAGE}/0"]
)
def test_nothing_is_written_outside(out: Path, cache: Path, path: str):
    with pytest.raises(ValueError, match="must not leave"):
        write(outputs({path: "x"}), out, cache)


def test_a_disk_that_takes_two_spellings_for_one_loses_nothing(out: Path, cache: Path):
    write(outputs({"A/index.html": "page"}), out, cache)
    (out / "a").mkdir()
    os.link(out / "A" / "index.html", out / "a" / "index.html")  # such a disk has one file under both
    write(outputs({"a/index.html": "page"}), out, cache)
    assert (out / "a" / "index.html").read_text() == "page"
    assert (out / "A" / "index.html").exists()


def test_two_builds_at_once_do_not_mix(out: Path, cache: Path, monkeypatch: pytest.MonkeyPatch):
    seen: list[str] = []

    def meanwhile(names: Iterable[str]) -> str:
        with pytest.raises(LockedError, match="another build is writing"):
            write(outputs(NEW), out, cache)
        seen.append("refused")
        return "[]"

    monkeypatch.setattr(writing.json, "dumps", lambda names, **_: meanwhile(names))
    write(outputs(OLD), out, cache)
    assert "refused" in seen
    assert files(out) == OLD


class Ended(BaseException):
    """The end of a process at this point; nothing may catch it."""


@pytest.mark.parametrize(
    ("place", "call"),
    [(os, "replace"), (os, "unlink"), (os, "mkdir"), (os, "rmdir"), (writing, "open")],
)
def test_wherever_it_ends_the_next_build_repairs(
    out: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, place: object, call: str
):
    real = getattr(place, call, open)
    for point in range(30):
        shutil.rmtree(out, ignore_errors=True)
        shutil.rmtree(cache, ignore_errors=True)
        write(outputs(OLD), out, cache)
        (out / "CNAME").write_text("example.org")
        left = [point]

        def ending(path: object, *arguments: object, left: list[int] = left, **named: object) -> object:
            if not left[0]:
                raise Ended
            left[0] -= 1
            return real(path, *arguments, **named)

        with monkeypatch.context() as patched:
            patched.setattr(place, call, ending, raising=False)
            patched.setattr(writing, "_clear", lambda _: None)  # a killed process tidies nothing
            try:
                write(outputs(NEW), out, cache)
                ended = False
            except Ended:
                ended = True
        there = files(out)
        assert all(
            text in (OLD.get(path), NEW.get(path), "example.org")
            for path, text in there.items()
            if not path.startswith(writing.STAGE)
        )
        write(outputs(NEW), out, cache)
        assert files(out) == {**NEW, "CNAME": "example.org"}
        if not ended:
            break
    assert not ended


def test_while_there_is_no_room_the_old_site_stands(out: Path, cache: Path, monkeypatch: pytest.MonkeyPatch):
    write(outputs(OLD), out, cache)
    last = f"{writing.STAGE}/{len(NEW) - 1}"

    def full(file: str, mode: str) -> object:
        if file.endswith(last):
            raise OSError(28, "No space left on device", file)
        return Path(file).open(mode)

    with monkeypatch.context() as patched:
        patched.setattr(writing, "open", full, raising=False)
        with pytest.raises(OSError, match="No space left"):
            write(outputs(NEW), out, cache)
    assert files(out) == OLD
    write(outputs(NEW), out, cache)
    assert files(out) == NEW


def test_an_asset_that_has_just_vanished_is_named(tmp_path: Path, out: Path, cache: Path):
    write(outputs(OLD), out, cache)
    gone = tmp_path / "gone.png"
    with pytest.raises(FileNotFoundError) as told:
        write((*outputs(NEW), Output("a.png", Blob("content/a.png", "0", 1, str(gone)))), out, cache)
    assert told.value.filename == str(gone)
    assert files(out) == OLD


# -- the command


def built(root: Path, *words: str, **how: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jmsite", "build", "--root", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **how)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL / "content", tmp_path / "root" / "content")
    return tmp_path / "root"


def test_where_a_file_stands_no_site_is_built(root: Path):
    (root / "there").write_text("mine")
    ended = built(root, "--out", str(root / "there"))
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith(f"jmsite: cannot write {root / 'there'}")
    assert "Traceback" not in ended.stderr
    assert (root / "there").read_text() == "mine"


FOLDERS = (
    ".",
    "..",
    "content",
    "content/assets/site",
    "themes",
    "build",
    "build/cache",
    "build/cache/a",
    ".git/a",
    "",
)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_site_is_built_over_what_it_is_made_from(root: Path, folder: str):
    before = files(root / "content")
    ended = built(root, "--out", str(root / folder) if folder else "")
    assert (ended.returncode, "Traceback" in ended.stderr) == (2, False)
    assert files(root / "content") == before


def test_a_strange_folder_keeps_its_files_and_the_way_out_is_said(root: Path):
    theirs = root.parent / "theirs"
    theirs.mkdir()
    (theirs / "index.html").write_text("mine")
    ended = built(root, "--out", str(theirs))
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith(
        f"jmsite: cannot write {theirs / 'index.html'}: this is not ours"
    )
    assert "--out" in ended.stderr
    assert files(theirs) == {"index.html": "mine"}


def test_what_is_internal_goes_from_a_site_for_the_public_also_without_the_cache(root: Path):
    page = root / "content/pages/inside.md"
    page.parent.mkdir()
    page.write_text("# Inside\n")
    assert built(root).returncode == 0
    assert (root / "build/site/pages/inside/index.html").exists()
    shutil.rmtree(root / "build/cache")
    assert built(root, "--audience", "public").returncode == 0
    assert not [path for path in files(root / "build/site") if "inside" in path]


def test_files_that_may_not_grow_leave_the_old_site(root: Path):
    assert built(root).returncode == 0
    before = files(root / "build" / "site")
    page = root / "content" / "pages" / "long.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("# Long\n\n" + "words " * 100_000)

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    ended = built(root, preexec_fn=small)
    assert ended.returncode == 1
    assert "cannot write" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert files(root / "build" / "site") == before
    assert built(root).returncode == 0


def test_a_folder_that_may_not_be_written_is_named(root: Path):
    if os.geteuid() == 0:
        blocked, reason = Path("/proc/site"), "/proc/site"
    else:
        blocked = root / "locked"
        blocked.mkdir(mode=0o500)
        reason = str(blocked)
    ended = built(root, "--out", str(blocked))
    assert ended.returncode == 1
    assert reason in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("rounds", [2, pytest.param(25, marks=pytest.mark.long)])
def test_killed_at_any_time_the_next_build_repairs(root: Path, rounds: int):
    folder = root / "content" / "pages"
    folder.mkdir()
    for turn in range(rounds):
        for number in range(20):
            (folder / f"page-{number}.md").write_text(f"# Turn {turn}\n\n" + "words " * 2000)
        command = [sys.executable, "-m", "jmsite", "build", "--root", str(root), "--jobs", "1"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.4 + turn * 0.17 % 1.2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert built(root).returncode == 0
        meant = build(discover(root), Memo())
        there = {
            path.relative_to(root / "build" / "site").as_posix()
            for path in (root / "build" / "site").rglob("*")
        }
        assert {output.path for output in meant.outputs} <= there
        assert not [path for path in there if path.startswith(writing.STAGE)]
        assert all(
            f"Turn {turn}" in text for path, text in files(root / "build" / "site").items() if "page-" in path
        )


def test_two_commands_at_once_end_well(root: Path):
    command = [sys.executable, "-m", "jmsite", "build", "--root", str(root)]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = [process.communicate(timeout=120)[1] for process in both]
    for process, words in zip(both, told, strict=True):
        assert process.returncode == 0 or "another build is writing" in words
        assert "Traceback" not in words
    assert built(root).returncode == 0
