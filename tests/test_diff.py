"""``jmsite diff`` tells what changed, of any two revisions and in every format, and never with a traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from jmsite.cli.app import run
from jmsite.differences.as_json import diff_schema

STATES = Path(__file__).parent / "differences"
MINIMAL = Path(__file__).parent / "sites" / "minimal" / "content"
FORMATS = {"text": "txt", "markdown": "md", "json": "json", "html": "html"}
NOBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_ALLOW_PROTOCOL": "file"}


class Repo:
    """A repository of its own with a site in it."""

    def __init__(self, root: Path, *start: str) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch", "main", *start)

    def git(self, *words: str) -> str:
        names = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
        command = ["git", *names, "-c", "protocol.file.allow=always", *words]
        done = subprocess.run(
            command, cwd=self.root, env={**os.environ, **NOBODY}, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def put(self, content: Path, at: str = "content") -> Repo:
        shutil.rmtree(self.root / at, ignore_errors=True)
        shutil.copytree(content, self.root / at)
        return self

    def write(self, path: str, text: str) -> Repo:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return self

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def two(tmp_path: Path) -> Repo:
    """A repository with the two states of ``differences/`` as its commits."""
    repo = Repo(tmp_path / "site")
    repo.put(STATES / "before" / "content").commit()
    repo.put(STATES / "after" / "content").commit()
    return repo


@pytest.fixture
def small(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "small")
    repo.put(MINIMAL).commit()
    return repo


def diff(repo: Path, *words: str, code: int = 0) -> str:
    """What is written into a file: the terminal of a test is none."""
    out = repo.parent / "told"
    out.unlink(missing_ok=True)
    assert run(["diff", "--root", str(repo), "-o", str(out), *words]) == code
    return out.read_text(encoding="utf-8") if out.exists() else ""


def renamed_persona(repo: Repo, title: str = "Anna Lind") -> None:
    file = repo.root / "content" / "personas" / "anna.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"title: .*", f"title: {title}", text, count=1), encoding="utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_two_known_revisions_are_told_as_they_are_kept(
    two: Repo, format: str, request: pytest.FixtureRequest
):
    # the look of a theme is looked at elsewhere
    found = re.sub(
        r"(?s)<style>.*</style>", "<style></style>", diff(two.root, "HEAD~1..HEAD", "--format", format)
    )
    found = re.sub(r"'sha256-[^']+'", "'sha256-'", found)
    kept = STATES / f"expected.{FORMATS[format]}"
    if request.config.getoption("--accept"):
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8")


def test_the_page_asks_for_nothing_and_has_the_curve_before_as_a_ghost(two: Repo):
    page = diff(two.root, "HEAD~1..HEAD", "--format", "html")
    outside = re.sub(r"(?s)<style>.*</style>", "", page)
    assert not re.findall(r"(?:src|href)=|url\(|<script", outside)
    assert not re.findall(r"url\(\s*[\"']?(?!data:)|@import", page)
    # one for each persona whose scores changed
    assert page.count('class="figure change-curve"') == 2
    assert outside.count('stroke="var(--ghost)"') == 2
    digest = re.search(r"style-src 'sha256-([^']+)'", page)
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)
    assert digest is not None
    assert style is not None
    assert b64encode(sha256(style[1].encode()).digest()).decode() == digest[1]
    for look in ("better", "worse", "added", "removed", "moved", "renamed", "changed"):
        assert f"change-cell {look}" in page


def test_json_is_as_its_schema_says(two: Repo):
    document = json.loads(diff(two.root, "HEAD~1..", "--format", "json"))
    Draft202012Validator.check_schema(diff_schema())
    Draft202012Validator(diff_schema()).validate(document)
    assert sum(document["topics"].values()) == len(document["changes"])


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "No changes"),
        ("HEAD", "No changes"),
        ("HEAD~1", "Gone: Journey"),
        ("HEAD~1..", "Gone: Journey"),
        ("HEAD~1..HEAD", "Gone: Journey"),
        ("HEAD..HEAD~1", "New: Journey"),
        ("..HEAD~1", "New: Journey"),
        ("HEAD~1...HEAD", "Gone: Journey"),
    ],
)
def test_revisions_are_named_as_in_git(two: Repo, written: str, says: str):
    assert says in diff(two.root, *([written] if written else []))


def test_files_that_are_not_committed_are_the_state_after(small: Repo):
    renamed_persona(small)
    assert "is now called “Anna Lind”" in diff(small.root)
    assert "is now called “Anna Lind”" not in diff(small.root, "HEAD..HEAD")


def test_the_exit_code_says_whether_there_are_changes(small: Repo):
    diff(small.root, "--exit-code")
    renamed_persona(small)
    diff(small.root)
    diff(small.root, "--exit-code", code=1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere"], "there is no revision 'nowhere'"),
        (["HEAD..nowhere"], "there is no revision 'nowhere'"),
        (["--", "-x"], "there is no revision '-x'"),
        (["--format", "xml"], "unknown format 'xml'"),
        (["--audience", "nobody"], "unknown audience 'nobody'"),
    ],
)
def test_what_is_asked_wrongly_is_refused(small: Repo, words: list[str], says: str, capsys):
    assert run(["diff", "--root", str(small.root), *words]) == 2
    assert says in capsys.readouterr().err


def test_without_a_repository_there_is_nothing_to_compare(tmp_path: Path, capsys):
    shutil.copytree(MINIMAL, tmp_path / "content")
    assert run(["diff", "--root", str(tmp_path)]) == 1
    assert "not in a git repository" in capsys.readouterr().err


def test_without_a_commit_there_is_nothing_to_compare(tmp_path: Path, capsys):
    repo = Repo(tmp_path / "new").put(MINIMAL)
    assert run(["diff", "--root", str(repo.root)]) == 2
    assert "there is no commit yet" in capsys.readouterr().err


def test_a_detached_head_is_the_state_before(small: Repo):
    small.git("checkout", "--quiet", "--detach")
    renamed_persona(small)
    assert "is now called “Anna Lind”" in diff(small.root)


def test_a_shallow_clone_says_what_it_lacks(two: Repo, tmp_path: Path, capsys):
    two.git("clone", "--quiet", "--depth", "1", f"file://{two.root}", str(tmp_path / "shallow"))
    assert "No changes" in diff(tmp_path / "shallow")
    assert run(["diff", "--root", str(tmp_path / "shallow"), "HEAD~1.."]) == 2
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_a_worktree_and_a_submodule_are_repositories_as_any(two: Repo, tmp_path: Path):
    two.git("worktree", "add", "--quiet", str(tmp_path / "beside"), "HEAD~1")
    assert "No changes" in diff(tmp_path / "beside")
    assert "New: Journey" in diff(tmp_path / "beside", "main..")
    outer = Repo(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", str(two.root), "maps")
    assert "Gone: Journey" in diff(outer.root / "maps", "HEAD~1..")


def test_a_site_below_the_top_of_a_repository_is_compared_alone(tmp_path: Path):
    repo = Repo(tmp_path / "monorepo").put(MINIMAL, "docs/maps/content")
    repo.write("content/personas/other.md", "---\ntitle: Other\n---\n").commit()
    repo.write("content/personas/other.md", "---\ntitle: Another\n---\n")
    assert "No changes" in diff(repo.root / "docs" / "maps")


def test_a_merge_is_compared_with_either_side(small: Repo):
    small.git("checkout", "--quiet", "-b", "side")
    small.write("content/personas/zoe.md", "---\ntitle: Zoe\n---\n").commit()
    small.git("checkout", "--quiet", "main")
    renamed_persona(small)
    small.commit()
    small.git("merge", "--quiet", "--no-edit", "side")
    assert "Zoe" in diff(small.root, "HEAD^1..HEAD")
    assert "Anna Lind" not in diff(small.root, "HEAD^1..HEAD")
    assert "Anna Lind" in diff(small.root, "HEAD^2..HEAD")
    # with three dots, what the other side did since does not count
    small.write("content/personas/kim.md", "---\ntitle: Kim\n---\n").commit()
    told = diff(small.root, "side...main")
    assert "Kim" in told
    assert "Zoe" not in told


@pytest.mark.parametrize(
    "name", ["a b.md", 'it\'s "q".md', "日本 語.md", "ä.md", "new\nline.md", "-x.md", "tab\t.md"]
)
def test_any_name_of_a_file_may_stand_in_a_commit(small: Repo, name: str):
    text = "---\ntitle: Odd\n---\nFirst words.\n"
    small.write(f"content/pages/{name}", text).commit()
    assert "No changes" in diff(small.root)
    small.write(f"content/pages/{name}", text.replace("First", "Other"))
    found = diff(small.root)
    assert "Odd" in found or "No changes" in found  # what may be no page is none in either state
    (small.root / "content" / "pages" / name).unlink()
    assert "~" not in diff(small.root)


def test_content_that_moved_to_another_folder_is_the_same(two: Repo):
    folder = two.root / "content"
    (folder / "journeys" / "buy").rename(folder / "journeys" / "purchase")
    for file in folder.rglob("*"):
        if file.is_file():
            file.write_text(file.read_text(encoding="utf-8").replace("buy/", "purchase/"), encoding="utf-8")
    found = json.loads(diff(two.root, "--format", "json"))["changes"]
    assert [(one["kind"], one["id"], one["what"]) for one in found] == [("journey", "purchase", "renamed")]


def test_a_revision_without_content_has_nothing(tmp_path: Path, capsys):
    repo = Repo(tmp_path / "young").write("README.md", "Maps come here.\n")
    repo.commit()
    repo.put(MINIMAL).commit()
    found = json.loads(diff(repo.root, "HEAD~1..", "--format", "json"))["changes"]
    assert {one["what"] for one in found} == {"added"}
    assert "HEAD~1 has no content" in capsys.readouterr().err


def test_content_with_errors_is_compared_as_far_as_it_can_be_read(small: Repo, capsys):
    renamed_persona(small)
    small.write("content/personas/broken.md", "---\ntitle: [\n---\n")
    assert "Anna Lind" in diff(small.root)
    assert "working tree has an error" in capsys.readouterr().err


SECRET = "Heron"


def hidden(two: Repo) -> Mapping[str, str]:
    """What is written in every corner that the public may not see."""
    return {
        "content/personas/heron.md": f"---\ntitle: {SECRET}\nvisibility: internal\n---\n{SECRET} is new here.\n",
        "content/personas/ada.md": "---\ntitle: Ada\nvisibility: public\nowner: Ada\n---\n"
        f"Ada knows [her](heron.md). <!-- {SECRET} -->\n",
        "content/pages/open.md": "---\ntitle: Open\nvisibility: public\n---\nOpen to all.\n",
        "content/journeys/open/journey.md": "---\ntitle: Open journey\nvisibility: public\n"
        "personas: [ada, heron]\n---\n",
        "content/journeys/open/01-in.md": "---\ntitle: In\nvisibility: public\nsteps:\n"
        "  - title: I go in\n    emotion: {ada: 1, heron: -2}\n"
        "    pains: [{text: Too warm, persona: ada}, {text: Cold, persona: heron}]\n"
        "    doing: ['Waits, see [them](../../personas/heron.md)']\n---\n",
    }


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_told_that_an_audience_may_not_see(two: Repo, format: str):
    for path, text in hidden(two).items():
        two.write(path, text)
    two.commit()
    assert SECRET in diff(two.root, "HEAD~1..", "--format", format)
    for written in ("HEAD~1..", "HEAD..HEAD~1"):
        assert (
            SECRET.lower() not in diff(two.root, written, "--format", format, "--audience", "public").lower()
        )
    two.write(
        "content/journeys/open/01-in.md", hidden(two)["content/journeys/open/01-in.md"].replace("-2", "2")
    )
    assert SECRET in diff(two.root, "--format", format)
    assert SECRET.lower() not in diff(two.root, "--format", format, "--audience", "public").lower()


def test_words_of_content_act_in_no_comment(small: Repo):
    words = (
        "@ada fixes #12, see https://evil.example <img src=x onerror=alert(1)> `code` [a](b) ~~x~~ :bug: GH-7"
    )
    small.write("content/personas/zoe.md", f"---\ntitle: '{words}'\n---\n").commit()
    found = diff(small.root, "HEAD~1..", "--format", "markdown")
    for acting in ("@ada", "#12", "https://evil", " <img", " `code`", "[a](b)", " :bug:", "GH-7"):
        assert acting not in found
    assert "fixes" in found


def test_a_terminal_is_steered_by_no_content(small: Repo):
    small.write("content/personas/zoe.md", '---\ntitle: "a\\e[2Jb\\u202Ec"\n---\n')
    assert not set(diff(small.root)) & {"\x1b", "\u202e"}


def test_a_long_comment_ends_where_forges_end_it(small: Repo):
    for number in range(900):
        small.write(f"content/personas/p{number}.md", f"---\ntitle: Somebody {'x' * 60} {number}\n---\n")
    found = diff(small.root, "--format", "markdown")
    assert len(found) < 65_000
    assert re.search(r"and \d+ more changes", found)
    assert found.count("<details") == found.count("</details>")


def new_problems(repo: Repo, capsys, revision: str, code: int = 1) -> list[dict]:
    capsys.readouterr()
    assert run(["check", "--root", str(repo.root), "--new-since", revision, "--format", "json"]) == code
    found: list[dict] = json.loads(capsys.readouterr().out)
    return found


def test_problems_that_a_revision_had_are_not_new(small: Repo, capsys):
    small.write("content/personas/old.md", "---\ntitle: Old\nnonsense: 1\n---\n").commit()
    assert new_problems(small, capsys, "HEAD", code=0) == []
    small.write("content/personas/new.md", "---\ntitle: New\nnonsense: 1\n---\n")
    assert [one["path"] for one in new_problems(small, capsys, "HEAD")] == ["content/personas/new.md"]
    # neither lines that moved nor a file that did make a problem a new one
    (small.root / "content/personas/new.md").unlink()
    small.write("content/personas/old.md", "---\ngoals: [Rest]\ntitle: Old\nnonsense: 1\n---\n")
    assert new_problems(small, capsys, "HEAD", code=0) == []
    (small.root / "content/personas/old.md").rename(small.root / "content/personas/older.md")
    assert new_problems(small, capsys, "HEAD", code=0) == []
    assert run(["check", "--root", str(small.root), "--new-since", "nowhere"]) == 2


def test_problems_in_a_comment_act_as_little_as_changes(small: Repo, capsys):
    small.write("content/personas/new.md", "---\ntitle: New\n'@ada <b> `x` #1': 1\n---\n")
    capsys.readouterr()
    assert run(["check", "--root", str(small.root), "--format", "markdown"]) == 1
    found = capsys.readouterr().out
    assert found.startswith("- **error** `content/personas/new.md:3`: ")
    assert "@ada" not in found
    assert "<b>" not in found.replace("\\<b", "")
