"""Owners may have to be people and teams of CODEOWNERS, where a site asks for that."""

from __future__ import annotations

from pathlib import Path

import pytest
from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.diagnostics import Diagnostic
from jmsite.pipeline import check

RULE = "upkeep/unknown-owner"
DEPARTMENTS = """
care: {title: Customer care, lead: Delroy Grant, code_owner: ["@Shop/Everybody"]}
money: {title: Finance, lead: Ida Moor}
"""
OWNERS = "* @shop/everybody\n/content/journeys/ @nadia research@shop.example\n"


@pytest.fixture
def found(tmp_path: Path):
    def look(owner: str, options: str = "codeowners: true", lines: str | None = OWNERS) -> list[Diagnostic]:
        texts = {
            "content/site.yaml": f"title: Journeys\nrules: {{{RULE}: {{severity: warning, {options}}}}}\n",
            "content/journeys/buy/journey.md": f'---\ntitle: Buying\nowner: "{owner}"\n---\n\nHow it goes.\n',
            "content/departments.yaml": DEPARTMENTS,
        }
        if lines is not None:
            texts["CODEOWNERS"] = lines
        write_files(tmp_path, texts)
        return [one for one in check(discover(tmp_path), Memo()) if one.rule == RULE]

    return look


@pytest.mark.parametrize(
    "owner",
    [
        "@nadia",
        "Nadia",
        "@Shop/Everybody",
        "everybody",
        "research@shop.example",
        "Customer care",
        "care",
        "Delroy Grant, Customer care",
        "@nadia, research@shop.example",
    ],
)
def test_whom_the_file_names_may_own(found, owner: str):
    assert found(owner) == []


@pytest.mark.parametrize("owner", ["Lena Vogt", "@nadja", "Finance", "shop", "example"])
def test_whom_it_does_not_name_is_told_at_the_owner(found, owner: str):
    (one,) = found(owner)
    assert one.message == f"'{owner}' is nobody in CODEOWNERS"
    assert (one.place.line, one.place.column) == (3, 8)
    assert "CODEOWNERS" in one.hint or "did you mean" in one.hint


def test_other_lists_count_beside_the_file(found):
    assert found("Lena Vogt", "codeowners: true, names: [Lena Vogt]") == []
    assert found("Finance", "codeowners: true, departments: true") == []
    (one,) = found("Nobody", "codeowners: true, departments: true")
    assert one.message == "'Nobody' is nobody the site knows"


def test_without_a_file_or_without_asking_nothing_is_told(found, tmp_path: Path):
    assert found("Lena Vogt", lines=None) == []
    assert found("Lena Vogt", "codeowners: false") == []


def test_an_owner_taken_from_the_file_is_one_of_it(found, tmp_path: Path):
    found("@nadia")
    settings = tmp_path / "content" / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "owners: codeowners\n", "utf-8")
    journey = tmp_path / "content" / "journeys" / "buy" / "journey.md"
    journey.write_text("---\ntitle: Buying\n---\n\nHow it goes.\n", "utf-8")
    assert [one for one in check(discover(tmp_path), Memo()) if one.rule == RULE] == []
