"""``jmsite drift`` in real repositories: code that changed, was moved, or was released, here and elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from written import write_files

from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.sources import Options
from jmsite.model.value import replace
from jmsite.pipeline import build, check
from jmsite.watched_repositories import with_repositories

FILES = {
    "content/site.yaml": "title: Journeys\npractice: gentle\n",
    "content/systems.yaml": "crm: {title: CRM, watch: [{repo: crm, paths: ['api/**'], releases: 'v*'}]}\n",
    "content/metrics/csat.yaml": "title: CSAT\nreadings: [{date: 2026-01-01, value: 1}]\n",
    "content/journeys/buy/journey.md": "---\ntitle: Buy\nreviewed: 2026-03-01\n---\n\nHow it is.\n",
    "content/journeys/buy/01-need.md": (
        "---\ntitle: Need\nsteps:\n  - {title: I look, watch: ['web/**/*.{ts,css}', docs/shop]}\n"
        "  - {title: I ask, systems: [crm]}\n---\n\nProse.\n"
    ),
    "web/shop/look.ts": "look\n" * 9,
    "docs/shop/read me.txt": "read\n",
    "api/unwatched.py": "x\n",
}


class Git:
    """A repository whose commits have the days they are told."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self("init", "-q", "-b", "main")

    def __call__(self, *words: str, day: str = "2026-02-01") -> str:
        when = f"{day}T12:00:00"
        who = {
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@b",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@b",
        }
        made = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env={**os.environ, **who, **made},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def write(self, files: dict[str, str], day: str) -> None:
        write_files(self.root, files)
        self.commit(day)

    def commit(self, day: str) -> None:
        self("add", "-A")
        self("commit", "-qm", "a change", day=day)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch) -> Git:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")  # 2026-12-01
    made = Git(tmp_path / "site")
    made.write(FILES, "2026-02-01")
    monkeypatch.chdir(made.root)
    return made


def due(capsys, *words: str) -> dict[str, list[tuple[str, str]]]:
    """Step → what makes its review due, each as kind and what."""
    capsys.readouterr()
    assert run(["drift", "--format", "json", *words]) == 0
    told = json.loads(capsys.readouterr().out)
    return {one["id"]: [(reason["kind"], reason["what"]) for reason in one["reasons"]] for one in told["due"]}


def test_what_changed_before_the_review_or_where_nobody_looks_makes_nothing_due(repo, capsys):
    repo.write({"web/shop/look.ts": "other\n"}, "2026-03-01")
    repo.write({"api/unwatched.py": "y\n", "web/shop/look.py": "y\n"}, "2026-04-01")
    assert due(capsys) == {}


@pytest.mark.parametrize(
    "path", ["web/shop/look.ts", "web/new.css", "docs/shop/read me.txt", 'docs/shop/deep/ö "q".md']
)
def test_a_change_of_what_a_step_watches_makes_its_review_due(path, repo, capsys):
    repo.write({path: "other\n"}, "2026-04-01")
    assert due(capsys) == {"buy/need/i-look": [("code", path)]}


def test_what_is_deleted_has_changed(repo, capsys):
    (repo.root / "web/shop/look.ts").unlink()
    repo.commit("2026-04-01")
    assert due(capsys) == {"buy/need/i-look": [("code", "web/shop/look.ts")]}


def test_what_only_moved_within_what_is_watched_has_not_changed(repo, capsys):
    (repo.root / "web/look").mkdir()
    repo("mv", "web/shop/look.ts", "web/look/look.ts")
    repo.commit("2026-04-01")
    assert due(capsys) == {}
    repo.write({"web/look/look.ts": "other\n"}, "2026-05-01")
    assert due(capsys) == {"buy/need/i-look": [("code", "web/look/look.ts")]}


def test_what_was_moved_out_of_sight_is_told_and_what_came_into_sight_has_changed(repo, capsys):
    repo("mv", "web/shop/look.ts", "api/look.ts")
    repo.commit("2026-04-01")
    assert due(capsys) == {"buy/need/i-look": [("moved", "web/shop/look.ts")]}
    repo("mv", "api/unwatched.py", "docs/shop/now.py")
    repo.commit("2026-05-01")
    assert due(capsys)["buy/need/i-look"] == [("code", "docs/shop/now.py"), ("moved", "web/shop/look.ts")]


def test_a_merge_brings_the_changes_of_its_branch(repo, capsys):
    repo("checkout", "-qb", "side")
    repo.write({"web/shop/look.ts": "other\n"}, "2026-04-01")
    repo("checkout", "-q", "main")
    assert due(capsys) == {}
    repo("merge", "-q", "--no-ff", "-m", "merge", "side", day="2026-05-01")
    assert due(capsys) == {"buy/need/i-look": [("code", "web/shop/look.ts")]}


def test_another_checkout_is_asked_where_it_is_named(repo, tmp_path, capsys):
    other = Git(tmp_path / "other")
    other.write({"api/a.py": "a\n"}, "2026-02-01")
    other.write({"api/a.py": "b\n", "web/a.ts": "b\n"}, "2026-04-01")
    other("tag", "v2", day="2026-04-01")
    other("tag", "nightly")
    assert due(capsys, "--repo", f"crm={other.root}") == {
        "buy/need/i-ask": [("code", "api/a.py"), ("release", "v2")]
    }
    assert run(["drift"]) == 0
    said = capsys.readouterr()
    assert said.out == "no review is due\n"
    assert said.err == "repository 'crm' is not at hand; name its folder with --repo crm=PATH\n"
    assert run(["check", "--repo", f"crm={other.root}", "--rule", "review"]) == 0
    assert "api/a.py in crm changed on 2026-04-01" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("repo_option", "said"),
    [
        ("crm", "must be NAME=PATH"),
        ("crm=nowhere", "is not a folder"),
        ("crm=/", "is not in a git repository"),
    ],
)
def test_another_checkout_that_is_none_is_refused(repo_option, said, repo, capsys):
    assert run(["drift", "--repo", repo_option]) == 2
    assert said in capsys.readouterr().err


def test_between_two_revisions_only_their_difference_counts(repo, capsys):
    repo.write({"web/shop/look.ts": "one\n"}, "2026-04-01")
    repo("checkout", "-qb", "side")
    repo.write({"docs/shop/b.txt": "b\n"}, "2026-05-01")
    stage = FILES["content/journeys/buy/01-need.md"]
    run(["review", "buy", "--date", "2026-05-02"])
    repo.commit("2026-05-02")
    repo.write({"content/journeys/buy/01-need.md": stage.replace("title: Need", "title: Want")}, "2026-05-03")
    assert due(capsys, "main..side") == {"buy/need/i-look": [("code", "docs/shop/b.txt")]}
    assert due(capsys, "main...side") == due(capsys, "main")
    assert due(capsys, "side..side") == {}
    run(["drift", "side~1..side", "--format", "markdown"])
    assert capsys.readouterr().out == (
        "### Reviews that no longer hold\n\n- **Buy** (reviewed 2026-05-02): Want (steps)\n"
    )
    run(["drift", "main..side~1"])
    assert "void" not in capsys.readouterr().out


@pytest.mark.parametrize("revisions", ["nowhere..HEAD", "HEAD..--help", "..nowhere", "nowhere"])
def test_a_revision_that_is_none_is_refused(revisions, repo, capsys):
    assert run(["drift", "--", revisions]) == 2
    assert "a shallow clone may lack it" in capsys.readouterr().err


def test_a_shallow_clone_says_from_when_on_it_knows(repo, tmp_path, monkeypatch, capsys):
    repo.write({"web/shop/look.ts": "one\n"}, "2026-04-01")
    repo.write({"docs/shop/b.txt": "b\n"}, "2026-05-01")
    repo.write({"api/unwatched.py": "b\n"}, "2026-06-01")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=2", f"file://{repo.root}", clone], check=True)
    monkeypatch.chdir(clone)
    assert run(["drift"]) == 0
    said = capsys.readouterr()
    assert "this repository is a shallow clone, so changes before 2026-05-01 are not known" in said.err
    assert said.out == "no review is due\n"


def test_outside_of_a_repository_nothing_of_code_is_known_and_it_is_said(repo, tmp_path, monkeypatch, capsys):
    alone = tmp_path / "alone"
    write_files(alone, FILES)
    monkeypatch.chdir(alone)
    assert run(["drift"]) == 0
    assert "this repository has no history here" in capsys.readouterr().err
    assert run(["check", "--rule", "review"]) == 0
    assert run(["drift", "HEAD~1"]) == 2


def inputs(root: Path, audience: str = "internal"):
    found = replace(discover(root, Options(audience=audience)), today=date(2026, 12, 1))
    return with_repositories(found, root, {})


def test_check_and_pages_say_what_drift_says_and_a_build_again_what_a_clean_one_does(repo):
    memo = Memo()
    build(inputs(repo.root), memo)
    repo.write({"web/shop/look.ts": "other\n"}, "2026-04-01")
    again, clean = build(inputs(repo.root), memo), build(inputs(repo.root), Memo())
    assert again == clean
    assert [one.message for one in again.diagnostics if one.rule == "review/due"] == [
        "'I look' is due for review: web/shop/look.ts changed on 2026-04-01"
    ]
    for path in ("index.html", "health/index.html", "journeys/buy/index.html"):
        assert b"web/shop/look.ts" in page(again, path), path


def page(made, path: str) -> bytes:
    return next(one.content for one in made.outputs if one.path == path)


def test_a_path_that_no_file_has_is_told(repo):
    stage = FILES["content/journeys/buy/01-need.md"]
    repo.write({"content/journeys/buy/01-need.md": stage.replace("docs/shop", "docs/gone")}, "2026-04-01")
    assert [
        one.message for one in check(inputs(repo.root), Memo()) if one.rule == "review/watches-nothing"
    ] == ["no file of the repository matches 'docs/gone'"]


def test_other_readers_see_nothing_of_code_nor_of_what_is_hidden_from_them(repo, capsys):
    public = {"content/journeys/buy/journey.md": "---\ntitle: Buy\nvisibility: public\n---\n\nHow it is.\n"}
    repo.write(public, "2026-03-01")
    run(["review", "buy", "--date", "2026-03-02"])
    secret = "---\ntitle: Secret stage\nvisibility: internal\nsteps: [{title: I hide}]\n---\n"
    repo.write({"content/journeys/buy/02-secret.md": secret, "web/shop/look.ts": "other\n"}, "2026-04-01")
    inside, outside = (build(inputs(repo.root, audience), Memo()) for audience in ("internal", "public"))
    assert b"Secret stage" in page(inside, "journeys/buy/index.html")
    assert b"Secret stage" in page(inside, "health/index.html")
    for one in outside.outputs:
        if isinstance(one.content, bytes):
            assert b"Secret" not in one.content, one.path
            assert b"look.ts" not in one.content, one.path
    assert b"changed since its review" not in page(outside, "health/index.html")
    capsys.readouterr()
    run(["drift", "--audience", "public", "--format", "json"])
    assert "secret" not in capsys.readouterr().out.casefold()


def test_a_review_that_no_longer_holds_is_told_on_pages_with_the_day_of_the_change(repo):
    run(["review", "buy", "--date", "2026-03-02", "--by", "Nadia"])
    repo.commit("2026-03-02")
    memo = Memo()
    from jmsite.cached import with_days

    build(with_days(inputs(repo.root), repo.root), memo)
    stage = FILES["content/journeys/buy/01-need.md"]
    repo.write(
        {"content/journeys/buy/01-need.md": stage.replace("I look,", "I look, emotion: 1,")}, "2026-04-05"
    )
    now = with_days(inputs(repo.root), repo.root)
    again, clean = build(now, memo), build(now, Memo())
    assert again == clean
    shown = page(again, "journeys/buy/index.html").decode()
    assert 'datetime="2026-04-05"' in shown
    assert "Need (scores)" in shown
    assert "Nadia" in shown
