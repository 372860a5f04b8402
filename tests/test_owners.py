"""CODEOWNERS is made from the departments, and says who owns what names no owner, where a site wants that."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from written import write_files

from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.content.discover_revision import inputs_at
from jmsite.engine.memo import Memo
from jmsite.model.ownership import BEGIN, END
from jmsite.pipeline import build, catalog_of

FILES = {
    "site.yaml": "title: Journeys\nowners: codeowners\n",
    "departments.yaml": (
        "shop: {title: Web shop, lead: Nadia Rahman, code_owner: '@hf/shop'}\n"
        "care: {title: Care, parent: shop}\nfinance: {title: Finance}\n"
    ),
    "personas/anna.md": "---\ntitle: Anna\nowner: Nadia Rahman, Web shop\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\ndepartments: [care]\n---\n",
    "journeys/buy/01-need.md": "---\ntitle: Need\ndepartments: [finance]\nsteps: [{title: I look}]\n---\n",
}


@pytest.fixture
def maps(tmp_path: Path, monkeypatch) -> Path:
    """A repository with the site in a folder of it."""
    root = tmp_path / "maps"
    write_files(root / "content", FILES)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    monkeypatch.chdir(root)
    return root


def test_lines_are_made_from_owners_and_departments(maps, capsys):
    assert run(["codeowners"]) == 0
    said = capsys.readouterr()
    lines = [line for line in said.out.splitlines() if not line.startswith("#")]
    assert lines == [
        "/maps/content/departments.yaml @hf/shop",
        "/maps/content/journeys/buy/ @hf/shop",
        "/maps/content/personas/anna.md @hf/shop",
    ]
    assert said.err == "no 'code_owner:', so left out: Finance\n"


def test_written_again_nothing_else_changes(maps, capsys):
    file = maps.parent / "CODEOWNERS"
    file.write_text("* @everybody\n")
    assert run(["codeowners", "--write"]) == 0
    assert capsys.readouterr().out == "3 lines → CODEOWNERS\n"
    first = file.read_text()
    assert first.startswith("* @everybody\n\n" + BEGIN)
    assert run(["codeowners", "--write"]) == 0
    assert file.read_text() == first


def test_a_block_without_its_end_is_refused(maps, capsys):
    file = maps.parent / "CODEOWNERS"
    file.write_text(f"{BEGIN}\n* @everybody\n")
    assert run(["codeowners", "--write"]) == 2
    assert END in capsys.readouterr().err
    assert file.read_text() == f"{BEGIN}\n* @everybody\n"


def test_without_a_name_for_any_department_the_hint_says_where_to_write_one(maps, capsys):
    (maps / "content/departments.yaml").write_text("shop: {title: Web shop, lead: Nadia Rahman}\n")
    (maps / "content/journeys/buy/journey.md").write_text("---\ntitle: Buy\n---\n")
    (maps / "content/journeys/buy/01-need.md").write_text("---\ntitle: Need\nsteps: [{title: I look}]\n---\n")
    assert run(["codeowners"]) == 1
    assert "code_owner:" in capsys.readouterr().err


def owners(inputs) -> dict[str, str | None]:
    catalog = catalog_of(inputs, Memo()).value
    return {one.id: one.fields.owner for kind in ("journey", "persona") for one in catalog.all(kind)}


def test_who_is_named_for_a_file_owns_it_where_the_site_wants_that(maps):
    (maps.parent / "CODEOWNERS").write_text("/maps/content/ @HF/Shop @lone\n")
    assert owners(discover(maps)) == {
        "buy": "Web shop, @lone",
        "anna": "Nadia Rahman, Web shop",
        "ben": "Web shop, @lone",
    }
    (maps / "content/site.yaml").write_text("title: Journeys\n")
    assert owners(discover(maps))["ben"] is None


def test_owners_of_a_revision_are_those_of_its_codeowners(maps):
    (maps.parent / "CODEOWNERS").write_text("/maps/content/ @then\n")
    for words in (["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "all"]):
        subprocess.run(["git", *words], cwd=maps.parent, check=True)
    (maps.parent / "CODEOWNERS").write_text("/maps/content/ @now\n")
    assert owners(discover(maps))["ben"] == "@now"
    assert owners(inputs_at("HEAD", maps, maps.parent / "store"))["ben"] == "@then"


def test_a_change_of_codeowners_is_a_change_of_pages_as_in_a_clean_build(maps):
    memo = Memo()
    (maps.parent / "CODEOWNERS").write_text("/maps/content/ @one\n")
    build(discover(maps), memo)
    (maps.parent / "CODEOWNERS").write_text("/maps/content/ @two\n")
    again, clean = build(discover(maps), memo), build(discover(maps), Memo())
    assert again == clean
    page = next(one for one in again.outputs if one.path == "journeys/buy/index.html")
    assert b"@two" in page.content
