"""A site on disk is the old one or the new one, and what is not ours stays."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import pytest

from jmsite.cli.app import run
from jmsite.model.page import Output
from jmsite.model.sources import Blob
from jmsite.outputs import site_folder, whole_folder
from jmsite.outputs import write as writing
from jmsite.outputs.write import LockedError, WriteResult, recover, write

MINIMAL = Path(__file__).parent / "sites" / "minimal"


def outputs(files: dict[str, str]) -> tuple[Output, ...]:
    return tuple(Output(path=path, content=text.encode()) for path, text in files.items())


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
    assert write(outputs(OLD), out, cache) == WriteResult(written=3, unchanged=0, removed=0)
    assert write(outputs({**NEW, "a/index.html": "old a"}), out, cache) == WriteResult(
        written=2, unchanged=1, removed=1
    )
    assert files(out) == {**NEW, "a/index.html": "old a"}
    assert not (out / "b").exists()


def test_a_second_time_nothing_on_the_disk_changes(out: Path, cache: Path):
    write(outputs(OLD), out, cache)
    times = {path: path.stat().st_mtime_ns for folder in (out, cache) for path in folder.rglob("*")}
    assert write(outputs(OLD), out, cache) == WriteResult(written=0, unchanged=3, removed=0)
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
    with pytest.raises(FileExistsError, match="jmsite did not write this") as told:
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
    with pytest.raises(FileExistsError, match=f"did not write this.*{writing.LIST}.*empty the folder"):
        write(outputs({"index.html": "old", "d.html": "new"}), out, cache)
    assert files(out) == OLD


@pytest.mark.parametrize("theirs", ["robots.txt", "c", "c/index.html/mine"])
def test_what_others_put_where_a_new_file_is_to_be_stays(out: Path, cache: Path, theirs: str):
    write(outputs(OLD), out, cache)
    (out / theirs).parent.mkdir(parents=True, exist_ok=True)
    (out / theirs).write_text("mine")
    with pytest.raises(FileExistsError, match="did not write this; move it away"):
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

    monkeypatch.setattr(site_folder.json, "dumps", lambda names, **_: meanwhile(names))
    write(outputs(OLD), out, cache)
    assert "refused" in seen
    assert files(out) == OLD


CALLS = [
    (os, "replace"), (os, "unlink"), (os, "mkdir"), (os, "rmdir"), (os, "link"), (site_folder, "open"),
    (whole_folder, "swap_folders"),
]  # fmt: skip
WAYS = ("at once", "one by one", "one by one, with files of others")


def killed_at(point: int, files: dict[str, str], out: Path, cache: Path, way: str) -> bool:
    """Write in a process of its own, which the system ends before its so many-th call; whether it was ended."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    left = [point]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return real(*arguments, **named)

        return call

    for place, name in CALLS:
        setattr(place, name, counted(getattr(place, name, open)))
    if way != "at once":
        whole_folder.can_swap = lambda _: False  # type: ignore[assignment]
    write(outputs(files), out, cache)
    os._exit(0)


@pytest.mark.parametrize("way", WAYS)
def test_wherever_it_is_killed_the_site_is_old_or_new_and_the_next_build_repairs(
    out: Path, cache: Path, way: str
):
    theirs = {"CNAME": "example.org"} if "others" in way else {}
    seen = set()
    for point in range(200):
        shutil.rmtree(out.parent, ignore_errors=True)
        out.parent.mkdir()
        write(outputs(OLD), out, cache)
        for path, text in theirs.items():
            (out / path).write_text(text)
        killed = killed_at(point, NEW, out, cache, way)
        if way != "at once":
            recover(out, cache)
        whole = next((one for one in (OLD, NEW) if files(out) == {**one, **theirs}), None)
        assert whole is not None, (point, files(out))
        seen.add(whole is OLD)
        write(outputs(NEW), out, cache)
        assert files(out) == {**NEW, **theirs}
        assert {entry.name for entry in out.parent.iterdir()} == {out.name, cache.name}
        assert not list(out.glob(f"{writing.STAGE}*"))
        if not killed:
            break
    assert not killed
    assert seen == {True, False}


def test_while_pages_are_placed_one_by_one_what_they_need_is_there_before(
    out: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
):
    old = {"index.html": "old.css", "a/index.html": "old.css", "theme/old.css": "old"}
    new = {"index.html": "new.css", "a/index.html": "new.css", "theme/new.css": "new"}
    write(outputs(old), out, cache)
    monkeypatch.setattr(whole_folder, "can_swap", lambda _: False)
    looked = []

    def looking(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            done = real(*arguments, **named)
            looked.append(
                [
                    (out / "theme" / (out / page).read_text()).is_file()
                    for page in ("index.html", "a/index.html")
                ]
            )
            return done

        return call

    for name in ("replace", "unlink"):
        monkeypatch.setattr(os, name, looking(getattr(os, name)))
    write(outputs(new), out, cache)
    assert len(looked) > 4
    assert all(map(all, looked))


def test_few_files_of_many_are_put_in_their_places_and_the_rest_is_left_alone(out: Path, cache: Path):
    old = {f"{number}/index.html": "old" for number in range(200)}
    write(outputs(old), out, cache)
    before = out.stat().st_ino
    assert write(outputs({**old, "7/index.html": "new"}), out, cache) == WriteResult(
        written=1, unchanged=199, removed=0
    )
    assert (out.stat().st_ino, (out / "7/index.html").read_text()) == (before, "new")
    write(outputs({**old, **{f"{number}/index.html": "new" for number in range(5)}}), out, cache)
    assert (out.stat().st_ino != before) == (sys.platform == "linux")


def test_a_note_that_somebody_changed_does_nothing_outside(tmp_path: Path, out: Path, cache: Path):
    write(outputs(OLD), out, cache)
    (tmp_path / "victim").write_text("mine")
    for parts, now in (
        ({"0": "../victim"}, []),
        ({"../victim": "a"}, []),
        ({"0": "a"}, ["../victim"]),
        (5, 6),
    ):
        (out / writing.STAGE).mkdir()
        (out / writing.STAGE / "0").write_text("theirs")
        (out / writing.STAGE / "journal").write_text(json.dumps({"parts": parts, "now": now}))
        recover(out, cache)
        assert (tmp_path / "victim").read_text() == "mine"
        assert files(out) == OLD


@pytest.mark.parametrize("way", WAYS[:2])
def test_while_there_is_no_room_the_old_site_stands(
    out: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, way: str
):
    write(outputs(OLD), out, cache)
    for point in range(20):
        left = [point]

        def full(file: str, mode: str, left: list[int] = left) -> object:
            left[0] -= "w" in mode
            if left[0] < 0:
                raise OSError(28, "No space left on device", file)
            return Path(file).open(mode)

        with monkeypatch.context() as patched:
            patched.setattr(site_folder, "open", full, raising=False)
            if way != "at once":
                patched.setattr(whole_folder, "can_swap", lambda _: False)
            with suppress(OSError):
                write(outputs(NEW), out, cache)
        assert {entry.name for entry in out.parent.iterdir()} == {out.name, cache.name}
        if left[0] >= 0:
            break
        assert files(out) == OLD
    assert point > 3
    assert files(out) == NEW


def test_a_site_that_somebody_works_in_is_not_taken_away_from_under_him(out: Path, cache: Path):
    write(outputs(OLD), out, cache)
    server = subprocess.Popen([sys.executable, "-c", "input()"], cwd=out / "a", stdin=subprocess.PIPE)
    try:
        before = out.stat().st_ino
        write(outputs(NEW), out, cache)
        assert (out.stat().st_ino, files(out)) == (before, NEW)
    finally:
        server.communicate(b"\n")
    write(outputs(OLD), out, cache)
    assert (out.stat().st_ino != before, files(out)) == (sys.platform == "linux", OLD)


def test_what_cannot_be_removed_stays_listed_and_is_named_until_it_can(
    out: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
):
    write(outputs(OLD), out, cache)
    (out / "b" / "theirs").mkdir()
    real = os.unlink

    def refused(path: str, **named: object) -> None:
        if path.endswith("b/index.html"):
            raise PermissionError(13, "Permission denied", path)
        real(path, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", refused)
        for _ in range(2):
            assert write(outputs(NEW), out, cache).kept == ((str(out / "b/index.html"), "Permission denied"),)
            assert files(out) == {**NEW, "b/index.html": "old b"}
            assert set(json.loads((out / writing.LIST).read_bytes())) == {*NEW, "b/index.html"}
    assert write(outputs(NEW), out, cache).kept == ()
    assert files(out) == NEW


def test_an_asset_that_has_just_vanished_is_named(tmp_path: Path, out: Path, cache: Path):
    write(outputs(OLD), out, cache)
    gone = tmp_path / "gone.png"
    with pytest.raises(FileNotFoundError) as told:
        write(
            (
                *outputs(NEW),
                Output(path="a.png", content=Blob(path="content/a.png", digest="0", size=1, file=str(gone))),
            ),
            out,
            cache,
        )
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
        f"jmsite: cannot write {theirs / 'index.html'}: jmsite did not write this"
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


def turned(root: Path, turn: int) -> None:
    """Another colour, and other words on every page."""
    pages, styles = root / "content/pages", root / "themes/own/styles"
    for folder in (pages, styles):
        folder.mkdir(parents=True, exist_ok=True)
    (root / "content/site.yaml").write_text("title: Minimal\ntheme: own\ncharts: false\nsearch: false\n")
    (root / "themes/own/theme.yaml").write_text("extends: default\n")
    (styles / "brand.css").write_text(f":root {{ --accent: #00000{turn}; }}\n")
    for number in range(40):
        (pages / f"page-{number}.md").write_text(f"# Turn {turn}\n\n" + "words " * 500)
        (pages / f"only-{turn}-{number}.md").write_text(f"# Only in turn {turn}\n")
        (pages / f"only-{1 - turn}-{number}.md").unlink(missing_ok=True)


@pytest.mark.parametrize("kills", [12, pytest.param(200, marks=pytest.mark.long)])
def test_killed_at_any_moment_the_site_is_whole_and_the_next_build_equals_a_clean_one(root: Path, kills: int):
    dice, out = random.Random(7), root / "build" / "site"
    clean, longest = [], 0.0
    for turn in (0, 1):
        turned(root, turn)
        shutil.rmtree(root / "build", ignore_errors=True)
        begun = time.perf_counter()
        assert built(root, "--jobs", "1").returncode == 0
        longest = time.perf_counter() - begun
        clean.append(files(out))
    assert clean[0] != clean[1]
    turn = 1
    for _ in range(kills):
        turned(root, 1 - turn)
        command = [sys.executable, "-m", "jmsite", "build", "--root", str(root), "--jobs", "1"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(longest * dice.uniform(0.2, 1.0))
        process.kill()
        process.wait()
        assert files(out) in clean
        turn = 1 - turn
        assert built(root, "--jobs", "1").returncode == 0
        assert files(out) == clean[turn]
        assert {entry.name for entry in (root / "build").iterdir()} == {"site", "cache"}


def test_a_build_whose_content_is_wrong_still_tidies_what_a_killed_one_left(root: Path):
    assert built(root).returncode == 0
    before = files(root / "build" / "site")
    for left in (root / "build" / f".site{writing.STAGE}", root / "build" / "site" / writing.STAGE):
        left.mkdir()
        (left / "0").write_text("half")
    (root / "content" / "personas" / "anna.md").write_text("---\nname: [\n---\n")
    assert built(root).returncode == 1
    assert files(root / "build" / "site") == before
    assert {entry.name for entry in (root / "build").iterdir()} == {"site", "cache"}


def test_a_page_that_cannot_be_removed_is_named_and_the_build_fails(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    page = root / "content/pages/inside.md"
    page.parent.mkdir()
    page.write_text("# Inside\n")
    assert run(["build", "--root", str(root), "--jobs", "1"]) == 0
    stays, real = root / "build/site/pages/inside/index.html", os.unlink

    def refused(path: str, **named: object) -> None:
        if str(path) == str(stays):
            raise PermissionError(13, "Permission denied", path)
        real(path, **named)

    monkeypatch.setattr(os, "unlink", refused)
    monkeypatch.setattr(whole_folder, "can_swap", lambda _: False)
    for _ in range(2):
        assert run(["build", "--root", str(root), "--jobs", "1", "--audience", "public"]) == 1
        assert f"{stays}: Permission denied" in capsys.readouterr().err
        assert "pages/inside/index.html" in (root / "build/site" / writing.LIST).read_text()
    monkeypatch.undo()
    assert run(["build", "--root", str(root), "--jobs", "1", "--audience", "public"]) == 0
    assert not stays.exists()


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
