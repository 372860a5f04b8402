"""``check PATH…``, as hooks call it before a commit: the whole site is looked at, and these files are told of."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
import yaml
from conftest import TESTS

from jmsite.cli.app import run

GUIDE = TESTS.parent / "content" / "pages" / "rules-of-practice.md"
BROKEN = "---\ntitle: Anna\ngaols: [Be home by six]\n---\n\nWho she is.\n"


@pytest.fixture
def site(project, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = project("minimal").root
    (root / "content/personas/anna.md").write_text(BROKEN, "utf-8")
    (root / "content/personas/kim.md").write_text(BROKEN.replace("Anna", "Kim"), "utf-8")
    (root / "content/personas/lee.md").write_text("---\ntitle: Lee\n---\n\nWho they are.\n", "utf-8")
    monkeypatch.chdir(root)
    return root


def told(capsys: pytest.CaptureFixture[str], *paths: str) -> list[str]:
    run(["check", "--format", "json", "--jobs", "1", *paths])
    return [one["path"].rpartition("/")[2] for one in json.loads(capsys.readouterr().out)]


def test_only_what_stands_in_these_files_is_told(site: Path, capsys: pytest.CaptureFixture[str]):
    assert told(capsys) == ["anna.md", "kim.md"]
    assert told(capsys, "content/personas/kim.md") == ["kim.md"]
    assert told(capsys, "content/personas/lee.md") == []
    assert told(capsys, "content/personas/lee.md", "content/personas/anna.md") == ["anna.md"]
    assert told(capsys, "content/personas") == told(capsys, ".") == ["anna.md", "kim.md"]
    assert told(capsys, str(site / "content" / "personas" / "kim.md")) == ["kim.md"]


def test_paths_count_from_where_somebody_stands(site: Path, monkeypatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(site / "content" / "personas")
    assert told(capsys, "kim.md") == ["kim.md"]
    assert told(capsys, "../personas/anna.md") == ["anna.md"]


def test_a_file_may_be_wrong_by_what_stands_in_another(site: Path, capsys: pytest.CaptureFixture[str]):
    journey = next((site / "content" / "journeys").glob("*/journey.md")).relative_to(site)
    text = (site / journey).read_text("utf-8")
    (site / journey).write_text(
        text.replace("---\n", "---\npersonas: [nobody]\n", 1).replace("personas: [anna]\n", ""), "utf-8"
    )
    assert told(capsys, "content/personas/lee.md") == []
    assert told(capsys, str(journey)) == ["journey.md"]


@pytest.mark.parametrize("path", ["content/personas/nobody.md", "/"])
def test_a_path_that_is_none_of_the_site_is_refused(site: Path, path: str):
    assert run(["check", path]) == 2


def test_the_hook_of_the_guide_stops_a_commit_with_a_fault(site: Path):
    _, _, rest = GUIDE.read_text("utf-8").partition("```yaml\n# .pre-commit-config.yaml\n")
    ((hook,),) = (repository["hooks"] for repository in yaml.safe_load(rest.partition("```")[0])["repos"])
    program, *words = shlex.split(hook["entry"])
    assert program == "jmsite"
    assert hook["require_serial"]
    assert run([*words, "content/personas/anna.md", "content/personas/lee.md"]) == 1
    assert run([*words, "content/personas/lee.md"]) == 0
