"""History and reviews say what is right in every state that a repository can be in, and nothing where nobody knows."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from committed import commit, page

from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.past import with_history
from jmsite.pipeline import catalog_of
from jmsite.void_reviews import with_void_days

FIND = "journeys/buy/01-find.md"
MAP = "journeys/buy/index.html"


def stage(score: float) -> str:
    return f"---\ntitle: Find\nsteps:\n  - {{id: look, title: I look, emotion: {{anna: {score}}}}}\n---\n"


SITE = {
    "site.yaml": "title: Small\nhistory: tags\ncharts: false\nsearch: false\n",
    "personas/anna.md": "---\ntitle: Anna\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna]\n---\n",
    FIND: stage(-1.3),
}
CHANGED = date(2026, 3, 1)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was reviewed, and in which a score has changed since, between two versions."""
    root = tmp_path / "one"
    root.mkdir()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767350400")  # 2026-01-02
    commit(root, "2026-01-01", SITE)
    assert run(["review", "buy", "--root", str(root)]) == 0
    commit(root, "2026-01-03", {}, "1.0")
    commit(root, "2026-03-01", {FIND: stage(1)}, "1.1")
    return root


def git(root: Path, *words: str) -> None:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_ALLOW_PROTOCOL": "file"}
    who = ("-c", "user.name=x", "-c", "user.email=x@y", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *who, *words], cwd=root, check=True, env=env, capture_output=True)


def since(root: Path) -> date | None:
    """Since when the review is void."""
    state = catalog_of(with_void_days(discover(root), root), Memo()).value.read("reviews", ("journey", "buy"))
    assert [one.part for one in state.changed] == ["find"]
    day: date | None = state.since
    return day


def changes(root: Path) -> list[str]:
    """The lines of the page that tells what changed."""
    return [line for line in page(root).splitlines() if line.startswith(("- ", "## "))]


TOLD = ["## 1.1", "- I look: Anna −1.3 → +1.0, assumed"]


def test_a_detached_head_has_the_history_of_its_commit(site: Path):
    commit(site, "2026-04-01", {FIND: stage(2)}, "1.2")
    git(site, "checkout", "-q", "--detach", "1.1")
    assert (changes(site), since(site)) == (TOLD, CHANGED)


def test_a_worktree_has_the_history_of_its_repository(site: Path, tmp_path: Path):
    git(site, "worktree", "add", "-q", str(tmp_path / "tree"), "1.1")
    assert (changes(tmp_path / "tree"), since(tmp_path / "tree")) == (TOLD, CHANGED)


def test_a_submodule_has_its_own_history(site: Path, tmp_path: Path):
    outer = tmp_path / "outer"
    outer.mkdir()
    commit(outer, "2026-06-01", {"readme.txt": "Not a site.\n"})
    git(outer, "submodule", "add", "-q", str(site), "maps")
    git(outer / "maps", "fetch", "-q", "--tags")
    assert (changes(outer / "maps"), since(outer / "maps")) == (TOLD, CHANGED)


def test_a_site_in_a_folder_with_an_odd_name_has_the_history_of_that_folder(site: Path):
    odd = site / 'do cs/ü "q" \n日本'
    odd.mkdir(parents=True)
    git(site, "mv", "content", str(odd / "content"))
    git(site, "commit", "-qm", "move")
    # what was reviewed came from elsewhere, where it may have said the same
    assert since(odd) is None
    (odd / "content" / FIND).write_text(SITE[FIND], "utf-8")
    git(site, "commit", "-qam", "back")
    (odd / "content" / FIND).write_text(stage(2), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", "2026-12-24T12:00:00")
        git(site, "commit", "-qam", "on")
        git(site, "tag", "2.0")
    assert since(odd) == date(2026, 12, 24)
    assert "## 2.0" in changes(odd)


def test_a_branch_that_was_written_anew_tells_what_it_holds_now(site: Path):
    last = discover(site)
    before = with_history(with_void_days(last, site), site)
    git(site, "reset", "-q", "--hard", "1.0")
    git(site, "tag", "-d", "1.1")
    commit(site, "2026-05-01", {FIND: stage(0.5)}, "1.1")
    after = with_history(with_void_days(discover(site), site, None, before), site, None, before)
    assert after.past != before.past
    assert after.void_days == with_void_days(discover(site), site).void_days
    assert (changes(site), since(site)) == (
        ["## 1.1", "- I look: Anna −1.3 → +0.5, assumed"],
        date(2026, 5, 1),
    )


@pytest.mark.parametrize(
    "name", ["a b.md", 'it\'s "q".md', "日本 語.md", "new\nline.md", "-x.md", "tab\t.md"]
)
def test_any_name_of_a_file_may_stand_in_the_history(site: Path, name: str):
    commit(site, "2026-04-01", {f"pages/{name}": "# Odd\n\nWords.\n", FIND: stage(1)})
    (site / f"content/pages/{name}").unlink()
    commit(site, "2026-05-01", {})
    assert changes(site)[-2:] == TOLD
    assert since(site) == CHANGED


def test_without_a_repository_nothing_is_told(site: Path, tmp_path: Path):
    bare = tmp_path / "bare"
    bare.mkdir()
    (site / "content").rename(bare / "content")
    assert (changes(bare), since(bare)) == ([], None)
    assert "was-" not in page(bare, path=MAP)


def test_a_repository_without_a_commit_tells_nothing(site: Path, tmp_path: Path):
    bare = tmp_path / "bare"
    bare.mkdir()
    (site / "content").rename(bare / "content")
    git(bare, "init", "-q")
    assert (changes(bare), since(bare)) == ([], None)


def test_content_that_moved_to_another_folder_keeps_its_history(site: Path):
    git(site, "mv", "content/journeys/buy", "content/journeys/purchase")
    git(site, "commit", "-qm", "move")
    git(site, "tag", "1.2")
    found = changes(site)
    assert TOLD[0] in found
    assert TOLD[1] in found
    assert not any("Gone" in line or "New" in line for line in found)
    # the map of today offers the curve of a state in which it was called otherwise
    commit(site, "2026-08-01", {"site.yaml": SITE["site.yaml"].replace("charts: false\n", "")}, "1.3")
    html = page(site, path="journeys/purchase/index.html")
    assert ">1.0</label>" in html
