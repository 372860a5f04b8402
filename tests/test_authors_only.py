"""What only authors need is in nothing that an audience gets, and nothing of it is lost for those within."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from written import write_files

from jmsite import build
from jmsite.cli.app import run

SITE = {
    "site.yaml": "title: Small\napi: true\nexports: [json, csv]\nvisibility: {journeys: public,"
    " touchpoints.yaml: public, departments.yaml: public, systems.yaml: public}\n",
    "touchpoints.yaml": "web: {title: Web, watch: [inside-web/**]}\n",
    "systems.yaml": "shop: {title: Shop, watch: [{repo: inside-repo, releases: 'inside-v*'}]}\n",
    "departments.yaml": "ops: {title: Operations, code_owner: '@inside-company/ops'}\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\nreviewed: {day: 2026-11-01, by: Kim, of: {find: scores insdlt}}\n"
    "watch: [inside-buy/**]\nanytime:\n  - {title: I wait, watch: [inside-moment/**]}\n---\n",
    "journeys/buy/01-find.md": "---\ntitle: Find\nsteps:\n  - {id: look, title: I look, touchpoint: web,"
    " systems: [shop], departments: [ops], watch: [inside-step/**]}\n---\n",
}
INSIDE = (b"inside-", b"insdlt")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_files(tmp_path / "content", SITE)
    return tmp_path


def told(files: dict[str, bytes]) -> list[str]:
    return sorted(path for path, content in files.items() if any(word in content for word in INSIDE))


def built(root: Path, audience: str) -> dict[str, bytes]:
    made = build(root, audience=audience)
    assert [one for one in made.diagnostics if one.severity == "error"] == []
    return {one.path: one.content for one in made.outputs if isinstance(one.content, bytes)}


def test_no_file_of_a_site_for_an_audience_tells_what_is_for_authors(root):
    files = built(root, "public")
    assert told(files) == []
    assert {"journeys/buy/index.html", "journeys/buy/index.md", "api/v1/journeys/buy.json"} <= files.keys()
    assert any(path.startswith("downloads/") for path in files)


def test_no_page_shows_it_to_those_within(root):
    assert [path for path in told(built(root, "internal")) if path.endswith((".html", ".md"))] == []


@pytest.mark.parametrize("form", ["json", "csv", "csv-wide", "markdown", "okf", "xlsx", "html"])
def test_no_export_for_an_audience_tells_it(root, form, tmp_path):
    file = tmp_path / "out"
    assert run(["export", form, "-o", str(file), "--root", str(root), "--audience", "public"]) == 0
    files = {form: file.read_bytes()}
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    assert told(files) == []


def test_the_copy_for_those_within_has_all_of_it(root, tmp_path):
    file = tmp_path / "all.json"
    assert run(["export", "json", "-o", str(file), "--root", str(root)]) == 0
    text = file.read_text("utf-8")
    for one in ("web/**", "repo", "v*", "company/ops", "buy/**", "moment/**", "step/**"):
        assert f"inside-{one}" in text
    assert "scores insdlt" in text


def test_an_audience_is_told_all_the_same_that_a_review_does_not_hold(root):
    # the letters are not those of what the stage says now
    for audience in ("internal", "public"):
        assert b"changed since its review" in built(root, audience)["journeys/buy/index.html"], audience
