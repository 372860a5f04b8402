"""The workflows that come with a site and with this repository, and the hook before commits."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import TESTS

from jmsite.cli import init
from jmsite.cli.app import run
from jmsite.resources import starter_folder

ROOT = TESTS.parent
OURS = ROOT / ".github/workflows"
PAGES = OURS / "pages.yml"
STARTER = starter_folder() / "_github/workflows"
THEIRS = STARTER / "pages.yml"
APPROVED = OURS / "review-approved.yml"
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*\n")


def steps(file: Path, job: str) -> list[dict]:
    return yaml.safe_load(file.read_text())["jobs"][job]["steps"]


@pytest.mark.parametrize("file", sorted(STARTER.glob("*.yml")), ids=lambda file: file.name)
def test_the_workflow_of_a_site_is_that_of_this_repository_up_to_the_installing(file: Path):
    ours = (OURS / file.name).read_text().replace("-c requirements.lock.txt .", "-r requirements.txt")
    assert ours.replace("requirements.lock.txt", "requirements.txt") == file.read_text()


@pytest.mark.parametrize(
    "file", [*sorted(OURS.glob("*.yml")), *sorted(STARTER.glob("*.yml"))], ids=lambda file: file.name
)
def test_every_action_is_pinned_by_commit_and_a_job_may_do_only_what_it_says(file: Path):
    text = file.read_text()
    assert len(PINNED.findall(text)) == text.count("uses: ") > 0
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())


def test_one_action_has_one_version_everywhere():
    used = {line for file in OURS.glob("*.yml") for line in re.findall(r"uses: (\S+)", file.read_text())}
    names = [name.partition("@")[0] for name in used]
    assert sorted(names) == sorted(set(names))


def test_only_who_belongs_to_the_repository_renews_reviews_and_no_word_of_theirs_is_a_command():
    job = yaml.safe_load(APPROVED.read_text())["jobs"]["renew"]
    assert job["permissions"] == {"contents": "write"}
    assert "head.repo.full_name == github.repository" in job["if"]
    assert re.findall(r'"([A-Z]+)"', job["if"]) == ["OWNER", "MEMBER", "COLLABORATOR"]
    assert "author_association" in job["if"]
    assert not [step for step in job["steps"] if "${{" in step.get("run", "")]
    # what is installed from the branch never sees the token
    assert job["steps"][0]["with"]["persist-credentials"] is False
    assert [step["name"] for step in job["steps"] if "github.token" in str(step)] == ["Push"]


def approve(folder: Path, site: Path) -> None:
    """Run the scripts by which an approval renews reviews, with a forge whose repository is a folder."""
    bin = folder / "bin"
    bin.mkdir()
    for name, script in {"jmsite": f'exec "{sys.executable}" -m jmsite "$@"', "gh": "true"}.items():
        (bin / name).write_text(f"#!/bin/sh\n{script}\n")
        (bin / name).chmod(0o755)
    values = {
        "BASE": "main", "BRANCH": "feature", "REPO": "o/r", "WHO": "ada-l", "RUNNER_TEMP": str(folder),
        "PATH": f"{bin}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{folder / 'forge.git'}.insteadOf", "GIT_CONFIG_VALUE_0": "https://github.com/o/r.git",
    }  # fmt: skip
    for script in (step["run"] for step in steps(APPROVED, "renew")[3:]):
        around = {**os.environ, **values}
        subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=site, env=around, check=True)


@pytest.mark.skipif(not shutil.which("jq"), reason="the workflow uses jq, which its host has")
def test_an_approval_renews_what_the_branch_voids_and_nothing_where_it_voids_nothing(tmp_path: Path):
    site, forge = tmp_path / "site", tmp_path / "forge.git"
    assert run(["init", str(site)]) == 0
    assert run(["review", "first-order", "--root", str(site), "--by", "Robin", "--date", "2026-01-05"]) == 0

    def git(*words: str) -> str:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        return subprocess.run(
            ["git", "-C", str(site), *who, *words], check=True, text=True, capture_output=True
        ).stdout

    subprocess.run(["git", "init", "-q", "--bare", str(forge)], check=True)
    git("init", "-q", "-b", "main")
    git("remote", "add", "origin", str(forge))
    git("add", "--all")
    git("commit", "-qm", "Begin")
    git("push", "-q", "origin", "main", "main:feature")
    git("fetch", "-q")
    git("checkout", "-q", "-b", "feature")
    stage = next(file for file in site.rglob("content/journeys/**/*.md") if "emotion: " in file.read_text())
    stage.write_text(re.sub(r"emotion: -?\d", "emotion: 2", stage.read_text(), count=1))
    git("commit", "-qam", "Feel better")
    git("push", "-q", "origin", "feature")
    git("checkout", "-q", "--detach")
    approve(tmp_path, site)
    assert (
        subprocess.run(
            ["git", "-C", str(forge), "log", "-1", "--format=%an %s", "feature"],
            text=True,
            capture_output=True,
        ).stdout
        == "ada-l Review what this changes\n"
    )
    assert "by: ada-l" in git("show", "HEAD:content/journeys/first-order/journey.md")
    shutil.rmtree(tmp_path / "bin")
    before = git("rev-parse", "HEAD")
    approve(tmp_path, site)
    assert git("rev-parse", "HEAD") == before


@pytest.mark.parametrize("file", [PAGES, THEIRS], ids=["ours", "theirs"])
def test_what_is_dear_is_kept_between_runs(file: Path):
    (kept,) = [step["with"] for step in steps(file, "build") if "actions/cache@" in step.get("uses", "")]
    assert kept["path"] == "build/cache"
    lock, content = re.findall(r"hashFiles\(([^)]*)\)", kept["key"])
    assert "requirements" in lock
    assert content == "'content/**', 'themes/**'"
    prefixes = kept["restore-keys"].splitlines()
    assert prefixes == [kept["key"].rpartition("${{")[0], "jmsite-"]
    assert all(kept["key"].startswith(prefix) for prefix in prefixes)


@pytest.mark.parametrize("file", [PAGES, THEIRS], ids=["ours", "theirs"])
def test_what_is_published_is_checked_for_the_same_audience(file: Path):
    workflow = yaml.safe_load(file.read_text())
    assert workflow["env"]["AUDIENCE"] in ("internal", "public")
    commands = [step["run"] for step in steps(file, "build") if "jmsite " in step.get("run", "")]
    asked = [line for line in commands if re.match(r"jmsite (check|build)", line)]
    assert len(asked) == 2
    assert all('--strict --audience "$AUDIENCE"' in line for line in asked)


def test_a_build_from_a_copied_cache_draws_only_charts_that_are_new(tmp_path, capsys):
    assert run(["init", str(tmp_path / "first")]) == 0
    assert run(["build", "--root", str(tmp_path / "first")]) == 0
    assert " 0 charts drawn" not in capsys.readouterr().out.splitlines()[-1]
    assert run(["init", str(tmp_path / "second")]) == 0
    # as CI restores it: into a folder that may be there
    shutil.copytree(tmp_path / "first/build/cache", tmp_path / "second/build/cache", dirs_exist_ok=True)
    page = tmp_path / "second/content/pages/edit-a-page.md"
    page.write_text(page.read_text() + "\nOne more line.\n")
    capsys.readouterr()
    assert run(["build", "--root", str(tmp_path / "second")]) == 0
    told = capsys.readouterr().out.splitlines()[-1]
    assert re.search(r", 0 charts drawn, [1-9]\d* reused,", told), told
    stage = next(file for file in (tmp_path / "second").rglob("*.md") if "emotion: " in file.read_text())
    stage.write_text(re.sub(r"emotion: -?\d", "emotion: 0", stage.read_text(), count=1))
    assert run(["build", "--root", str(tmp_path / "second")]) == 0
    told = capsys.readouterr().out.splitlines()[-1]
    assert re.search(r", [1-9]\d* charts? drawn, [1-9]\d* reused,", told), told


def test_a_release_is_built_attested_and_published_without_a_password():
    text = (OURS / "release.yml").read_text()
    workflow = yaml.safe_load(text)
    assert workflow[True] == {"push": {"tags": ["v*"]}}
    publish = workflow["jobs"]["publish"]
    assert publish["needs"] == "build"
    assert publish["permissions"] == {"id-token": "write", "attestations": "write"}
    used = [step["uses"].partition("@")[0] for step in publish["steps"]]
    assert used == ["actions/download-artifact", "actions/attest", "pypa/gh-action-pypi-publish"]
    assert "secrets." not in text


def test_all_versions_of_python_are_tried():
    job = yaml.safe_load((OURS / "ci.yml").read_text())["jobs"]["ci"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]


def test_the_hook_installs_what_the_site_asks_for_and_is_as_strict_as_the_workflow(tmp_path):
    assert run(["init", str(tmp_path / "site")]) == 0
    hooks = yaml.safe_load((tmp_path / "site/.pre-commit-config.yaml").read_text())
    (hook,) = [one for repo in hooks["repos"] for one in repo["hooks"]]
    asked = (tmp_path / "site/requirements.txt").read_text().splitlines()[-1]
    assert hook["language"] == "python"
    assert hook["additional_dependencies"] == [asked]
    assert "--strict" in hook["entry"]
    assert not [
        file for file in (tmp_path / "site").rglob("*") if file.is_file() and b"@REQ" in file.read_bytes()
    ]


class Installed:
    """A package as the installer left it."""

    def __init__(self, origin: str | None) -> None:
        self.origin = origin

    def read_text(self, _: str) -> str | None:
        return self.origin


def test_who_installed_from_git_gets_a_site_that_does_too(monkeypatch):
    origin = '{"url": "https://git.example/us/jmsite", "vcs_info": {"vcs": "git", "commit_id": "abc123"}}'
    monkeypatch.setattr("importlib.metadata.distribution", lambda _: Installed(origin))
    assert init.requirement() == "jmsite @ git+https://git.example/us/jmsite@abc123"
    monkeypatch.setattr("importlib.metadata.distribution", lambda _: Installed(None))
    assert init.requirement().startswith("jmsite==")


def test_the_guide_of_a_new_site_is_that_of_the_sample_and_speaks_of_nobody_in_it():
    ours, theirs = ROOT / "content/pages", starter_folder() / "content/pages"
    about_the_sample = {"kurz-auf-deutsch.md"}
    assert {page.name for page in theirs.iterdir()} == {
        page.name for page in ours.glob("*.md")
    } - about_the_sample
    for page in theirs.iterdir():
        text = page.read_text()
        assert re.search("^title: .*$", (ours / page.name).read_text(), re.M)[0] in text
        assert not re.search(r"\b(Anna|Ben|Lena Vogt|Hemlock)\b", text), page.name


def test_what_runs_a_pull_request_may_only_read():
    text = (OURS / "review.yml").read_text()
    workflow = yaml.safe_load(text)
    assert "write" not in str([job["permissions"] for job in workflow["jobs"].values()])
    assert all("pull_request_target" not in file.read_text() for file in OURS.glob("*.yml"))
    commands = [
        line for step in steps(OURS / "review.yml", "review") for line in step.get("run", "").splitlines()
    ]
    asked = [line.strip() for line in commands if line.strip().startswith("jmsite ")]
    assert [line.split()[1] for line in asked] == ["diff", "diff", "check", "drift", "build"]
    assert all('--audience "$AUDIENCE"' in line for line in asked)


def test_what_may_write_comments_runs_nothing_of_a_pull_request():
    text = (OURS / "review-comment.yml").read_text()
    assert "checkout" not in text
    assert "jmsite " not in text.replace("<!-- jmsite review -->", "")
    # nothing that a fork can choose is put into a script by its text
    for step in steps(OURS / "review-comment.yml", "comment"):
        assert "${{" not in step.get("run", "")


FORGE = """#!/bin/sh
case "$*" in
  *head.sha*) echo "$HEAD_SHA" ;;
  *"--paginate"*) echo "$KNOWN" ;;
  *) printf '%s\\n' "$*" > asked; cp body.md posted.md ;;
esac
"""
HOSTILE = """<img src=https://evil.example/x.png> <details open><summary><b>Map</b> (2)</summary>

- @ada and &#64;bob, see https://evil.example or www.evil.example, #12, o/r#3, GH-7
- [a](javascript:alert) ![b](//evil.example) [c][d] <https://evil.example> <script>x</script> `$(id)` ${{ secrets }}

[d]: https://evil.example

</details>
"""


def comment(folder: Path, known: str = "", head: str = "abc", number: str = "7") -> None:
    """Run the scripts of the workflow in a folder, with a forge that only notes what it is asked."""
    (folder / "review").mkdir()
    (folder / "review/number").write_text(number)
    (folder / "review/comment.md").write_text(HOSTILE + "x" * 70_000)
    (folder / "gh").write_text(FORGE)
    (folder / "gh").chmod(0o755)
    values = {
        "REPO": "o/r",
        "REVIEWED": "abc",
        "HEAD_SHA": head,
        "KNOWN": known,
        "RUN": "https://forge.example/1",
    }
    for name, script in (
        (one["name"], one["run"]) for one in steps(OURS / "review-comment.yml", "comment")[1:]
    ):
        output = folder / "output"
        found = output.read_text() if output.exists() else ""
        if "Post" in name and not found:
            return
        around = {**values, "PATH": f"{folder}:{os.environ['PATH']}", "GITHUB_OUTPUT": str(output)}
        around["NUMBER"] = found.partition("=")[2].strip()
        subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=folder, env=around, check=True)


def test_a_comment_takes_what_it_is_handed_as_words(tmp_path: Path):
    comment(tmp_path)
    posted = (tmp_path / "posted.md").read_text(encoding="utf-8")
    assert (tmp_path / "asked").read_text().startswith("api --method POST repos/o/r/issues/7/comments")
    assert posted.startswith("<!-- jmsite review -->\n")
    for acting in (
        "@ada",
        "&#64;",
        "https://evil",
        "www.",
        "#12",
        "#3",
        "GH-7",
        "](",
        "][",
        "]:",
        "<img",
        "<script",
    ):
        assert acting not in posted.replace("&amp;#64;", "").rpartition("[The site")[0], acting
    assert "<details open><summary><b>Map</b> (2)</summary>" in posted
    assert len(posted) < 65_000
    assert posted.rstrip().endswith("(https://forge.example/1)")


def test_a_comment_that_is_there_is_updated(tmp_path: Path):
    comment(tmp_path, known="41")
    assert (tmp_path / "asked").read_text().startswith("api --method PATCH repos/o/r/issues/comments/41")


def test_a_comment_is_for_the_pull_request_that_was_reviewed(tmp_path: Path):
    comment(tmp_path, head="other")
    assert not (tmp_path / "asked").exists()


@pytest.mark.parametrize("number", ["", "7; id", "../7", "-1", "$(id)"])
def test_what_is_no_number_is_no_pull_request(tmp_path: Path, number: str):
    with pytest.raises(subprocess.CalledProcessError):
        comment(tmp_path, number=number)
    assert not (tmp_path / "asked").exists()
