"""``jmsite drift`` and ``jmsite diff`` say what is right in every state that a repository can be in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_diff import Repo, diff
from test_drift import FILES, Git, due

from jmsite.cli.app import run

LOOK = {"buy/need/i-look": [("code", "web/shop/look.ts")]}
OTHER = {"web/shop/look.ts": "other\n"}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A site one of whose steps is due, since what it watches has changed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")  # 2026-12-01
    made = Git(tmp_path / "site")
    made.write(FILES, "2026-02-01")
    made.write(OTHER, "2026-04-01")
    monkeypatch.chdir(made.root)
    return made


def test_a_detached_head_counts_by_its_commit(repo: Git, capsys: pytest.CaptureFixture[str]):
    repo.write({"docs/shop/new.txt": "more\n"}, "2026-05-01")
    repo("checkout", "-q", "--detach", "HEAD~1")
    assert due(capsys) == LOOK
    repo("checkout", "-q", "--detach", "HEAD~1")
    assert due(capsys) == {}


def test_a_worktree_and_a_submodule_count_as_any_repository(
    repo: Git, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    repo("worktree", "add", "-q", str(tmp_path / "tree"))
    outer = Git(tmp_path / "outer")
    outer.write({"readme.txt": "Not a site.\n"}, "2026-08-01")
    outer("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo.root), "maps")
    for root in (tmp_path / "tree", outer.root / "maps"):
        assert due(capsys, "--root", str(root)) == LOOK


def test_a_branch_that_was_written_anew_counts_by_what_it_holds_now(
    repo: Git, capsys: pytest.CaptureFixture[str]
):
    assert due(capsys) == LOOK
    repo("reset", "-q", "--hard", "HEAD~1")
    repo.write({"docs/shop/read me.txt": "other\n"}, "2026-05-01")
    assert due(capsys) == {"buy/need/i-look": [("code", "docs/shop/read me.txt")]}


@pytest.mark.parametrize(
    "name", ["a b.md", 'it\'s "q".md', "日本 語.md", "new\nline.md", "-x.md", "tab\t.md"]
)
def test_any_name_of_a_file_may_change(repo: Git, name: str, capsys: pytest.CaptureFixture[str]):
    repo.write({f"docs/shop/{name}": "words\n"}, "2026-05-01")
    assert due(capsys) == {"buy/need/i-look": [("code", f"docs/shop/{name}"), *LOOK["buy/need/i-look"]]}
    # and what a terminal is told steers none
    assert run(["drift"]) == 0
    assert {sign for sign in capsys.readouterr().out if sign < " "} == {"\n"}


def test_content_in_another_folder_of_the_repository_watches_the_same(
    repo: Git, capsys: pytest.CaptureFixture[str]
):
    (repo.root / "maps").mkdir()
    shutil.move(repo.root / "content", repo.root / "maps/content")
    repo.commit("2026-05-01")
    assert due(capsys, "--root", str(repo.root / "maps")) == LOOK


def test_a_branch_that_was_written_anew_is_compared_by_what_it_holds(tmp_path: Path):
    repo = Repo(tmp_path / "site")
    repo.write("content/site.yaml", "title: Small\n").write(
        "content/personas/kim.md", "---\ntitle: Kim\n---\n"
    ).commit()
    old = repo.write("content/personas/zoe.md", "---\ntitle: Zoe\n---\n").commit()
    repo.git("reset", "--hard", "--quiet", "HEAD~1")
    repo.write("content/pages/how.md", "# How it is\n\nWords of a guide.\n").commit()
    # the commit is on no branch any more, and its objects are still there
    told = diff(repo.root, f"{old}..HEAD")
    assert "+ New: Page “How it is”" in told
    assert "− Gone: Persona “Zoe”" in told
