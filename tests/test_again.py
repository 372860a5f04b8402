"""A build again with nothing changed answers from what the last one noted, and never wrongly."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from test_live import plant

from jmsite.cli import build_stamp as again_module
from jmsite.cli.app import run
from jmsite.engine.cache import DiskCache

HEAVY = (
    "jmsite.pipeline",
    "jmsite.model.catalog",
    "jinja2",
    "altair",
    "vl_convert",
    "duckdb",
    "scipy",
    "markdown_it",
    "babel",
    "starlette",
)
"""What must not be loaded to answer again; pydantic is not among them, since Typer loads it for itself."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = plant(tmp_path.resolve() / "site")
    assert run(["build", "--root", str(root)]) == 0
    return root


def built(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the build says; by ``0 written`` it may have answered, by ``again`` in its place it has."""
    capsys.readouterr()
    assert run(["build", "--root", str(root), *words]) == 0
    return capsys.readouterr().out


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each build since then was answered again."""
    given: list[bool] = []
    valid_stamp = again_module.valid_stamp

    def noted(*arguments: object) -> object:
        found = valid_stamp(*arguments)  # type: ignore[arg-type]
        given.append(found is not None)
        return found

    monkeypatch.setattr(again_module, "valid_stamp", noted)
    return given


def test_nothing_changed(site: Path, answers: list[bool], capsys: pytest.CaptureFixture[str]):
    said = built(site, capsys)
    assert answers == [True]
    assert " 0 written, " in said
    assert said.rstrip().endswith(str(site / "build" / "site"))


def test_a_file_of_the_site_that_was_only_touched(
    site: Path, answers: list[bool], capsys: pytest.CaptureFixture[str]
):
    (site / "build/site/index.html").touch()
    assert " 0 written, " in built(site, capsys)
    assert answers == [True]


def test_a_file_of_the_site_that_was_changed_and_kept_its_size(
    site: Path, answers: list[bool], capsys: pytest.CaptureFixture[str]
):
    page = site / "build/site/index.html"
    page.write_bytes(page.read_bytes().replace(b"<main", b"<nain"))
    assert " 1 written, " in built(site, capsys)
    assert answers == [False]


def test_the_answer_is_what_a_build_says(site: Path, answers: list[bool], capsys: pytest.CaptureFixture[str]):
    said = built(site, capsys)
    for file in (site / "build/cache").glob("*-again.json"):
        file.unlink()
    worked_out = built(site, capsys)
    assert answers == [True, False]
    assert said.rpartition(", ")[0] == worked_out.rpartition(", ")[0]


def test_nothing_heavy_is_loaded(site: Path):
    program = (
        "import sys\nfrom jmsite.cli.app import run\n"
        f"assert run(['build', '--root', {str(site)!r}]) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert " 0 written, " in done.stdout


def page(root: Path) -> Path:
    return root / "build/site/pages/read/index.html"


CHANGES: dict[str, Callable[[Path], object]] = {
    "content": lambda root: (root / "content/pages/read.md").write_text("# Read me\n\nQuickly.\n"),
    "a new file": lambda root: (root / "content/pages/new.md").write_text("# New\n"),
    "a deleted file": lambda root: (root / "content/pages/read.md").unlink(),
    "a renamed file": lambda root: (root / "content/pages/read.md").rename(root / "content/pages/red.md"),
    "settings": lambda root: (root / "content/site.yaml").write_text(
        "title: Other\ntheme: own\ncharts: false\n"
    ),
    "a style": lambda root: (root / "themes/own/styles/tokens.css").write_text(":root { --ink: #000009; }\n"),
    "an output written by hand": lambda root: page(root).write_text("tampered"),
    "a deleted output": lambda root: page(root).unlink(),
    "the note itself": lambda root: [
        file.write_text("{") for file in (root / "build/cache").glob("*-again.json")
    ],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_built(
    site: Path, answers: list[bool], capsys: pytest.CaptureFixture[str], change: Callable[[Path], object]
):
    before = page(site).read_bytes()
    change(site)
    built(site, capsys)
    built(site, capsys)
    assert answers == [False, True]
    if "Quickly" not in str(before) and (site / "content/pages/read.md").exists():
        assert b"tampered" not in page(site).read_bytes()


@pytest.mark.parametrize(
    "words", [["--drafts"], ["--base-url", "https://example.org/"], ["--audience", "public"]]
)
def test_another_option_is_another_build(
    site: Path, answers: list[bool], capsys: pytest.CaptureFixture[str], words: list[str]
):
    built(site, capsys, *words)
    built(site, capsys)
    assert answers == [False, False]


@pytest.mark.parametrize("version", ["code", "libraries", "python"])
def test_another_version_is_another_build(
    site: Path,
    answers: list[bool],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    version: str,
):
    if version == "python":
        monkeypatch.setattr(again_module.sys, "version", "4.0")
    else:
        monkeypatch.setattr(again_module, f"_{version}", lambda *_: iter(("other",)))
    built(site, capsys)
    assert answers == [False]


def test_a_folder_of_its_own_has_an_answer_of_its_own(
    site: Path, answers: list[bool], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    built(site, capsys, "--out", str(tmp_path / "other"))
    built(site, capsys, "--out", str(tmp_path / "other"))
    built(site, capsys)
    assert answers == [False, True, True]


def test_clean_and_timings_work_everything_out(
    site: Path, answers: list[bool], capsys: pytest.CaptureFixture[str]
):
    assert "discover" in built(site, capsys, "--timings")
    built(site, capsys, "--clean")
    assert answers == [False]


def test_faults_are_told_again(site: Path, answers: list[bool], capsys: pytest.CaptureFixture[str]):
    (site / "content/site.yaml").write_text(
        "title: Small\ntheme: own\ncharts: false\nrules: {link/missing-file: {severity: warning}}\n"
    )
    (site / "content/pages/read.md").write_text("# Read me\n\n[Gone](gone.md)\n")
    told = []
    for _ in range(2):
        capsys.readouterr()
        assert run(["build", "--root", str(site)]) == 0
        told.append(capsys.readouterr().err)
    assert answers == [False, True]
    assert told[0] == told[1]
    assert "gone.md" in told[0]
    assert run(["build", "--root", str(site), "--strict"]) == 1


def test_a_build_with_errors_is_never_an_answer(site: Path, answers: list[bool]):
    (site / "content/pages/read.md").write_text("# Read me\n\n[Gone](gone.md)\n")
    assert [run(["build", "--root", str(site)]) for _ in range(2)] == [1, 1]
    assert answers == [False, False]


@pytest.mark.parametrize("damage", [b"[" * 100_000, b"", b"{}", b"\xff\xfe"])
def test_a_damaged_note_is_no_answer(
    damage: bytes, site: Path, answers: list[bool], capsys: pytest.CaptureFixture[str]
):
    (note,) = (site / "build/cache").glob("*-again.json")
    note.write_bytes(damage)
    built(site, capsys)
    note.write_text(note.read_text().replace('"pages": ', '"pages": 1'))
    built(site, capsys)
    assert answers == [False, False]


def test_answers_that_say_nothing_are_worked_out_again(site: Path, capsys: pytest.CaptureFixture[str]):
    file = site / "build/cache/answers.db"
    with closing(sqlite3.connect(file)) as kept:
        keys = [key for (key,) in kept.execute("SELECT key FROM sealed")]
    DiskCache(file=file).store(dict.fromkeys(keys, "{}"))
    page = (site / "build/site/pages/read/index.html").read_bytes()
    (site / "content/personas/anna.md").write_text("---\ntitle: Ann\n---\n\nAnother.\n")
    built(site, capsys)
    assert (site / "build/site/pages/read/index.html").read_bytes() == page


@pytest.mark.parametrize(
    "damage", ["answer = answer || ' '", "answer = NULL", "answer = 'b'", "digest = NULL"]
)
def test_an_answer_that_is_not_what_was_kept_is_none(tmp_path: Path, damage: str):
    cache = DiskCache(file=tmp_path / "answers.db")
    texts = {"one": "a", "other": "b"}
    cache.store(texts)
    with closing(sqlite3.connect(cache.file)) as kept:
        kept.execute(f"UPDATE sealed SET {damage} WHERE key = 'one'")
        kept.commit()
    assert cache.fetch(texts) == {"other": "b"}
    cache.store({"one": "a"})
    assert cache.fetch(texts) == texts


def test_a_cache_damaged_in_its_middle_heals(tmp_path: Path):
    cache = DiskCache(file=tmp_path / "answers.db")
    texts = {f"key {number}": "words " * 200 for number in range(200)}
    cache.store(texts)
    with closing(sqlite3.connect(cache.file)) as kept:
        kept.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(cache.file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    cache.file.write_bytes(content)
    cache.fetch(texts)
    cache.store(texts)
    assert cache.fetch(texts) == texts
