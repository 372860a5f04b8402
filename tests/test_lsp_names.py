"""The language server follows what is named otherwise than by an id in a field: by title, in readings, by path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lsp_client import Editor, edited
from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.pipeline import check, compiled

SITE = {
    "site.yaml": "title: Small\nvisibility: {personas/anna: internal, journeys/buy: internal}\n",
    "personas/anna.md": "---\ntitle: The busy one\naliases: [personas/annie]\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "touchpoints.yaml": "desk:\n  title: The desk\n  aliases: [touchpoints/counter]\ndoor:\n  title: Door\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna, ben]\n---\n",
    "journeys/buy/01-find.md": "---\ntitle: Find\nsteps:\n"
    "  - {id: look, title: I look, touchpoint: The desk}\n"
    "  - {id: see, title: I see, touchpoint: [Counter, door]}\n---\n",
    "metrics/ease.yaml": "title: Ease\nkind: csat\nreadings:\n  file: data/a.csv\n  persona: who\n  stage: place\n"
    "  map: {persona: {Segment A: anna}}\n",
    "metrics/hand.yaml": "title: By hand\nkind: csat\nreadings: [{date: 2026-01-01, value: 4, stage: buy/find}]\n",
    "data/a.csv": "date,value,who,place\n2026-01-01,3,anna,find\n2026-01-01,5,Segment A,buy/find\n2026-01-02,4,ben,\n",
}
FIND, ANNA, EASE = "content/journeys/buy/01-find.md", "content/personas/anna.md", "content/metrics/ease.yaml"
DESK = "content/touchpoints.yaml"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path.resolve()
    write_files(root / "content", SITE)
    return root


def texts(site: Path) -> Mapping[str, str]:
    files = (file for file in (site / "content").rglob("*") if file.is_file())
    return {file.relative_to(site / "content").as_posix(): file.read_text("utf-8") for file in files}


def measured(site: Path) -> set[tuple[str, float | None, str | None, str | None]]:
    """What the readings come to: metric and value, by stage and persona."""
    series = compiled(discover(site), Memo(), 1).catalog.table("series")
    return {(id, one.value, one.stage, one.persona) for id, found in series.items() for one in found.parts}


def rules(site: Path) -> list[str]:
    """What is found, apart from what is said of names that are no mistake."""
    return [one.rule for one in check(discover(site), Memo(), 1) if one.rule != "ref/by-title"]


def renamed(site: Path, path: str, line: int, column: int, new: str) -> None:
    async def scenario(editor: Editor) -> None:
        editor.open(path)
        await editor.rename(path, line, column, new)

    edited(site, scenario)


def test_what_names_an_entity_by_title_or_former_name_or_in_readings_is_found(site):
    async def scenario(editor: Editor) -> None:
        editor.open(DESK)
        spots = [(path, line) for path, line, *_ in await editor.references(DESK, 0, 2)]
        assert spots == [(FIND, 3), (FIND, 4)]
        assert await editor.definition(
            FIND, 3, SITE["journeys/buy/01-find.md"].splitlines()[3].index("desk")
        ) == (DESK, 0)
        editor.open(ANNA)
        assert await editor.references(ANNA, 1, 2) == [
            ("content/journeys/buy/journey.md", 2, 11, 15),
            (EASE, 6, 29, 33),
        ]
        assert ("content/metrics/hand.yaml", 2, 47, 55) in await editor.references(FIND, 1, 2)

    edited(site, scenario)


def test_an_entity_that_is_named_by_its_title_is_renamed_there_too(site):
    renamed(site, DESK, 0, 2, "till")
    assert rules(site) == []
    found = texts(site)
    assert "touchpoint: till}" in found["journeys/buy/01-find.md"]
    assert "touchpoint: [till, door]" in found["journeys/buy/01-find.md"]
    assert found["touchpoints.yaml"] == SITE["touchpoints.yaml"].replace("desk:", "till:").replace(
        "[touchpoints/counter]", "[touchpoints/desk, touchpoints/counter]"
    )


def test_a_persona_is_renamed_in_readings_and_paths_and_the_file_keeps_its_words(site):
    before = measured(site)
    renamed(site, ANNA, 1, 2, "hasty")
    assert rules(site) == []
    found = texts(site)
    assert found["metrics/ease.yaml"] == SITE["metrics/ease.yaml"].replace(
        "{Segment A: anna}", "{anna: hasty, Segment A: hasty}"
    )
    assert found["data/a.csv"] == SITE["data/a.csv"]
    assert found["site.yaml"] == SITE["site.yaml"].replace("personas/anna", "personas/hasty")
    assert found["personas/hasty.md"] == SITE["personas/anna.md"].replace("[", "[personas/anna, ")
    assert measured(site) == {(*one[:3], {"anna": "hasty"}.get(one[3] or "", one[3])) for one in before}


@pytest.mark.parametrize(
    ("path", "new", "whole"),
    [(FIND, "search", "buy/search"), ("content/journeys/buy/journey.md", "purchase", "purchase/find")],
)
def test_a_stage_and_its_journey_are_renamed_in_readings(site, path: str, new: str, whole: str):
    before = measured(site)
    assert {one[2] for one in before} == {None, "buy/find"}
    renamed(site, path, 1, 2, new)
    assert rules(site) == []
    assert texts(site)["data/a.csv"] == SITE["data/a.csv"]
    assert measured(site) == {(*one[:2], one[2] and whole, one[3]) for one in before}


def test_words_of_a_file_that_are_titles_need_no_line_in_the_map(site):
    (site / "content/metrics/ease.yaml").write_text(SITE["metrics/ease.yaml"].replace("anna", "ben"), "utf-8")
    (site / "content/personas/anna.md").write_text("---\ntitle: Anna\n---\n", "utf-8")
    text = texts(site)["metrics/ease.yaml"]
    renamed(site, ANNA, 1, 2, "hasty")
    assert texts(site)["metrics/ease.yaml"] == text
    assert rules(site) == []
