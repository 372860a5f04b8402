"""The day each file last changed, as git tells it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from written import write_files

import jmsite
from jmsite.cached import with_days
from jmsite.cli.app import run
from jmsite.cli.build_stamp import key_of
from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.history.changes import last_changes
from jmsite.history.revision import revision_of
from jmsite.live.preview import Preview
from jmsite.model.page import Build
from jmsite.model.sources import Inputs, Options

MINIMAL = Path(__file__).parents[2] / "sites" / "minimal" / "content"
WHO = "A. Stranger"


class Repository:
    """A repository to fill, day by day."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, day: str = "2026-01-01", cwd: Path | None = None) -> str:
        who = {
            f"GIT_{role}_{part}": value
            for role in ("AUTHOR", "COMMITTER")
            for part, value in _who(day).items()
        }
        alone = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ["git", "-c", "protocol.file.allow=always", *words]
        made = subprocess.run(
            command, cwd=cwd or self.root, env=alone, check=True, capture_output=True, text=True
        )
        return made.stdout

    def commit(self, day: str, files: Mapping[str, str] | None = None) -> None:
        write_files(self.root, files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Change", day=day)


def _who(day: str) -> dict[str, str]:
    return {"NAME": WHO, "EMAIL": "stranger@example.org", "DATE": f"{day}T12:00:00+0000"}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def days(folder: Path) -> dict[str, str]:
    return {path: day.isoformat() for path, day in last_changes(folder).items()}


def test_the_latest_commit_of_each_file_tells_its_day(repository: Repository):
    repository.commit("2026-01-05", {"content/a.md": "1", "content/ü b\n.md": "1", "other.md": "1"})
    repository.commit("2026-02-06", {"content/a.md": "2"})
    (repository.root / "content" / "new.md").write_text("never committed")
    found = days(repository.root / "content")
    assert found == {"a.md": "2026-02-06", "ü b\n.md": "2026-01-05"}


def test_a_file_that_was_only_moved_keeps_its_day(repository: Repository):
    repository.commit("2026-01-05", {"content/old/a.md": "one\n", "content/old/b.md": "two\n"})
    repository.commit("2026-01-09", {"content/old/a.md": "one more\n"})
    repository.git("mv", "content/old", "content/new")
    repository.commit("2026-02-06")
    repository.commit("2026-02-07", {"content/new/b.md": "two more\n", "content/old/a.md": "another\n"})
    found = days(repository.root / "content")
    assert found == {"new/a.md": "2026-01-09", "new/b.md": "2026-02-07", "old/a.md": "2026-02-07"}


def test_what_is_gone_has_no_day(repository: Repository):
    repository.commit("2026-01-05", {"content/a.md": "1", "content/b.md": "1"})
    repository.git("rm", "--quiet", "content/a.md")
    repository.commit("2026-02-06")
    assert days(repository.root / "content") == {"b.md": "2026-01-05"}


def test_a_branch_counts_by_its_own_commits(repository: Repository):
    repository.commit("2026-01-05", {"content/a.md": "1", "content/b.md": "1"})
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit("2026-01-06", {"content/a.md": "2"})
    repository.git("checkout", "--quiet", "main")
    repository.commit("2026-01-07", {"content/b.md": "2"})
    repository.git("merge", "--quiet", "--no-ff", "side", day="2026-01-20")
    assert days(repository.root / "content") == {"a.md": "2026-01-06", "b.md": "2026-01-07"}


def test_the_edge_of_a_shallow_clone_is_not_believed(repository: Repository, tmp_path: Path):
    repository.commit("2026-01-05", {"content/a.md": "1", "content/b.md": "1"})
    repository.commit("2026-01-06", {"content/a.md": "2"})
    repository.commit("2026-01-07", {"content/c.md": "1"})
    for depth, known in (("1", {}), ("2", {"c.md": "2026-01-07"})):
        repository.git("clone", "--quiet", "--depth", depth, repository.root.as_uri(), str(tmp_path / depth))
        assert days(tmp_path / depth / "content") == known
    assert revision_of(tmp_path / "1" / "content") != revision_of(tmp_path / "2" / "content")


def test_a_site_may_lie_deep_in_a_repository_or_be_a_worktree(repository: Repository, tmp_path: Path):
    repository.commit("2026-01-05", {"docs/site/content/a.md": "1"})
    repository.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "-b", "other")
    for root in (repository.root, tmp_path / "tree"):
        assert days(root / "docs" / "site" / "content") == {"a.md": "2026-01-05"}
        assert revision_of(root / "docs" / "site" / "content") != ""


def test_a_hook_of_another_repository_changes_nothing(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    repository.commit("2026-01-05", {"content/a.md": "1"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert days(repository.root / "content") == {"a.md": "2026-01-05"}


def test_without_a_repository_or_git_there_are_no_days(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "plain" / "content").mkdir(parents=True)
    assert revision_of(tmp_path / "plain" / "content") == ""
    assert days(tmp_path / "plain" / "content") == {}
    assert days(tmp_path / "missing" / "content") == {}
    assert days(repository.root) == {}  # nothing is committed yet
    repository.commit("2026-01-05", {"content/a.md": "1"})
    monkeypatch.setenv("PATH", str(tmp_path / "plain"))
    assert days(repository.root / "content") == {}


def test_a_revision_moves_with_every_commit_and_finds_packed_names(repository: Repository):
    folder = repository.root / "content"
    repository.commit("2026-01-05", {"content/a.md": "1"})
    first = revision_of(folder)
    repository.git("pack-refs", "--all")
    assert revision_of(folder) == first
    repository.git("checkout", "--quiet", "--detach")
    assert revision_of(folder) == first
    repository.commit("2026-01-06", {"content/a.md": "2"})
    assert revision_of(folder) not in ("", first)


# -- in a site


@pytest.fixture
def site(repository: Repository) -> Repository:
    shutil.copytree(MINIMAL, repository.root / "content")
    repository.commit("2026-01-05")
    repository.commit("2026-03-09", {"content/journeys/visit/01-arrive.md": stage("Arriving")})
    return repository


def stage(title: str) -> str:
    return f"---\ntitle: {title}\nsteps:\n  - title: I look\n---\n"


def foot(build: Build, path: str) -> str:
    pages = {output.path: output.content for output in build.outputs}
    page = pages[path]
    assert isinstance(page, bytes)
    return page.decode().partition('<footer class="colophon">')[2]


def test_a_page_says_when_the_youngest_of_its_files_changed(site: Repository):
    made = jmsite.build(site.root)
    spring = '<time datetime="2026-03-09">9 March 2026</time>'
    assert spring in foot(made, "journeys/visit/arrive/index.html")
    assert spring in foot(made, "journeys/visit/index.html")
    assert '<time datetime="2026-01-05">' in foot(made, "personas/anna/index.html")
    assert "<time" not in foot(made, "personas/index.html")
    assert not any(
        WHO.encode() in output.content for output in made.outputs if isinstance(output.content, bytes)
    )


def test_the_front_page_shows_what_changed_lately(site: Repository):
    front = jmsite.build(site.root).outputs
    page = next(output.content for output in front if output.path == "index.html")
    assert isinstance(page, bytes)
    changed = page.decode().partition("Recently changed")[2]
    assert [changed.index(word) for word in ("A visit", "9 Mar 2026", "Anna", "5 Jan 2026")] == sorted(
        changed.index(word) for word in ("A visit", "9 Mar 2026", "Anna", "5 Jan 2026")
    )


def test_the_feed_tells_what_changed(site: Repository):
    files = {
        output.path: output.content
        for output in jmsite.build(site.root, base_url="https://example.org/").outputs
    }
    told = files["feed.xml"]
    assert isinstance(told, bytes)
    titles = [part.partition("</title>")[0] for part in told.decode().split("<title>")[2:]]
    assert titles == ["Changed: A visit", "Changed: Anna"]
    assert "<id>https://example.org/journeys/visit/?changed=2026-03-09</id>" in told.decode()


def test_days_are_asked_for_once_a_revision(
    site: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    cache = DiskCache(file=tmp_path / "answers.db")
    first = with_days(discover(site.root), site.root, cache)
    assert first.days["content/journeys/visit/01-arrive.md"] == date(2026, 3, 9)
    asked: list[Path] = []
    monkeypatch.setattr("jmsite.cached.last_changes", lambda folder: asked.append(folder) or {})
    again = with_days(discover(site.root, last=first), site.root, None, first)
    assert again.days is first.days
    assert with_days(discover(site.root), site.root, cache).days == first.days
    assert asked == []


def test_the_preview_keeps_days_while_files_are_edited_and_takes_those_of_a_new_commit(site: Repository):
    preview = Preview(site.root, Options(preview=True), Memo())
    preview.refresh()
    look = site.root / "content" / "journeys" / "visit" / "01-arrive.md"
    look.write_text(stage("Arriving late"))
    assert preview.refresh(frozenset({str(look)})) is not None
    assert shown_day(preview) == "2026-03-09"
    site.commit("2026-04-10")
    assert preview.refresh() is not None
    assert shown_day(preview) == "2026-04-10"


def shown_day(preview: Preview) -> str:
    page = preview.published.outputs["journeys/visit/arrive/index.html"].content
    assert isinstance(page, bytes)
    return page.decode().partition('class="changed"')[2].partition('datetime="')[2][:10]


def test_days_are_no_part_of_what_is_found(site: Repository):
    found = discover(site.root)
    assert isinstance(found, Inputs)
    assert (found.days, found.revision != "") == ({}, True)


def test_a_build_is_not_told_again_after_a_commit(site: Repository):
    look = site.root / "content" / "journeys" / "visit" / "01-arrive.md"
    look.write_text(stage("Arriving late"))
    before = key_of(discover(site.root))
    assert key_of(discover(site.root)) == before
    site.commit("2026-05-11")
    assert key_of(discover(site.root)) != before


def test_that_git_does_not_answer_is_said_once_and_no_build_is_answered_again_by_it(
    site: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    build = ["build", "--root", str(site.root), "--jobs", "1"]
    page = site.root / "build/site/personas/anna/index.html"
    with monkeypatch.context() as foreign:
        foreign.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        foreign.setenv("LANGUAGE", "de")
        for _ in range(2):
            assert run([*build, "--strict"]) == 0
            assert capsys.readouterr().err.count("site/history") == 1
        assert "2026" not in page.read_text()
        preview = Preview(site.root, Options(preview=True), Memo())
        assert preview.refresh() is not None
        assert preview.refresh() is None
        anna = site.root / "content/personas/anna.md"
        anna.write_text(f"{anna.read_text()}More.\n")
        assert preview.refresh(frozenset([str(anna)])) is not None
        assert [one.rule for one in preview.published.diagnostics] == ["site/history"]
    site.git("checkout", "--", ".")
    assert run(build) == 0
    assert "site/history" not in capsys.readouterr().err
    assert "2026" in page.read_text()
