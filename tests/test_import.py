"""``jmsite import``, as somebody types it: what it writes, says, and leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from corpora_maps import EXPECTED, MAPS, REFUSED
from test_cli import snapshot
from unit.importing.test_maps import NAMED
from unit.importing.test_mermaid import EMPTY

import jmsite
from jmsite.cli.app import run
from jmsite.formats.yaml.reader import load

OUTLINE = MAPS / "outline-en.md"


@pytest.fixture
def site(tmp_path, monkeypatch, capsys) -> Path:
    """A new site, and the folder to stand in."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "portal"]) == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path / "portal")
    return tmp_path / "portal"


DIAGRAMS = sorted(file for file in MAPS.with_name("mermaid").glob("*.mmd") if file.stem not in EMPTY)


@pytest.mark.parametrize(
    "file", [*(MAPS / name for name in NAMED), *DIAGRAMS], ids=lambda file: file.stem[-40:]
)
def test_what_is_written_has_no_error(site, capsys, file):
    assert run(["import", str(file)]) == 0
    capsys.readouterr()
    assert run(["check"]) == 0, capsys.readouterr().out


def test_every_journey_of_the_corpora_can_be_read_together(site):
    assert run(["import", *(str(MAPS / name) for name in NAMED)]) == 0
    catalog = jmsite.load(site)
    titles = {entity.title for entity in catalog.all("journey")}
    wanted = {
        journey["title"]
        for name in NAMED
        for journey in EXPECTED[name]["journeys"]
        if not journey["title"].startswith("none")
    }
    assert wanted - titles == set()


def test_a_map_is_written_as_an_author_would(site):
    run(["import", str(OUTLINE)])
    text = (site / "content/journeys/borrowing-a-cargo-bike-for-a-day/02-booking.md").read_text("utf-8")
    fields = load(text.split("---\n")[1], "").value.value
    assert fields["emotion"] == 2
    assert fields["feeling"] == "Unsure"
    assert fields["pains"][0] == "The calendar shows free bikes that are in repair\n- twice in March alone"
    assert fields["thinking"] == '"Do I get the whole deposit back?"'


def test_the_report_says_what_became_of_everything(site, capsys):
    assert run(["import", str(OUTLINE)]) == 0
    said = capsys.readouterr().out
    assert f"{OUTLINE}: read as markdown-outline" in said
    for word in NAMED["outline-en.md"]:
        assert word in said
    assert f"{OUTLINE}:93  'Success metrics', which is no stage" in said
    assert "content/personas/jo.md" in said


def test_the_report_is_there_as_json(site, capsys):
    assert run(["import", str(OUTLINE), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)[0]
    assert told["format"] == "markdown-outline"
    assert [stage["title"] for stage in told["journeys"][0]["stages"]][:2] == ["Finding out", "Booking"]
    assert {"did", "text", "file", "line"} <= told["remarks"][0].keys()
    assert all((site / path).is_file() for path in told["written"])


def test_nothing_is_overwritten(site, capsys):
    run(["import", str(OUTLINE)])
    (site / "content/personas/jo.md").write_text("---\ntitle: Jo\n---\n")
    before = snapshot(site)
    assert run(["import", str(OUTLINE)]) == 1
    assert "nothing written, because there is already" in capsys.readouterr().err
    assert snapshot(site) == before
    assert run(["import", str(OUTLINE), "--into", "another"]) == 0
    after = snapshot(site)
    assert {path: text for path, text in after.items() if path in before} == before
    assert "content/journeys/another/05-bringing-it-back.md" in after


def test_stages_are_added_to_a_journey_that_is_there(site, capsys):
    run(["new", "journey", "bikes"])
    run(["new", "stage", "bikes/before"])
    assert run(["import", str(OUTLINE), "--into", "bikes"]) == 0
    names = sorted(file.name for file in (site / "content/journeys/bikes").iterdir())
    assert names[:2] == ["01-before.md", "02-finding-out.md"]
    assert run(["check"]) == 0


def test_stages_that_a_journey_has_are_not_added_to_it_again(site, capsys):
    run(["import", str(OUTLINE), "--into", "bikes"])
    before = snapshot(site)
    assert run(["import", str(OUTLINE), "--into", "bikes"]) == 1
    assert "content/journeys/bikes/01-finding-out.md" in capsys.readouterr().err
    assert snapshot(site) == before


def test_stages_without_an_id_of_their_own_get_one_that_is_free(site, capsys):
    for name in ("outline-ru.md", "outline-zh.md"):
        assert run(["import", str(MAPS / name), "--into", "both"]) == 0
    capsys.readouterr()
    assert run(["check"]) == 0, capsys.readouterr().out
    assert len(jmsite.load(site).stages_of("both")) == 8


def test_a_dry_run_writes_nothing(site, capsys):
    before = snapshot(site)
    assert run(["import", str(OUTLINE), "--dry-run"]) == 0
    assert "would write:" in capsys.readouterr().out
    assert snapshot(site) == before


@pytest.mark.parametrize("name", REFUSED)
def test_a_false_friend_ends_with_1_and_writes_nothing(site, capsys, name):
    before = snapshot(site)
    assert run(["import", str(MAPS / name), str(OUTLINE)]) == 1
    said = capsys.readouterr().out
    assert f"{MAPS / name}: no journey found" in said
    assert snapshot(site) == before


def test_scores_are_guessed_only_where_that_is_asked_for(site):
    folder = site / "content/journeys/devolver-um-livro-na-biblioteca-itinerante"
    run(["import", str(MAPS / "outline-pt.md")])
    assert "emotion" not in (folder / "02-esperar-na-praca.md").read_text("utf-8")
    run(["import", str(MAPS / "outline-pt.md"), "--into", "guessed", "--guess-scores"])
    assert "emotion: -1\n" in (folder.parent / "guessed/02-esperar-na-praca.md").read_text("utf-8")
    assert "guessed on import" in (folder.parent / "guessed/journey.md").read_text("utf-8")


def test_words_of_the_teams_own_name_lanes(site, tmp_path):
    come = "## Stage 1: Come\n\n**Woes:**\n- Far away\n\n**Joys:** The view\n"
    text = f"# A visit\n\n{come}\n## Stage 2: Go\n\n**Woes:**\n- Rain\n"
    (tmp_path / "visit.md").write_text(text)
    (tmp_path / "map.yaml").write_text("lanes: {pains: [Woes], gains: [Joy, Joys]}\n")
    assert run(["import", str(tmp_path / "visit.md")]) == 1
    assert run(["import", str(tmp_path / "visit.md"), "--map", str(tmp_path / "map.yaml")]) == 0
    assert (
        "pains:\n  - Far away\ngains:\n  - The view\n"
        in (site / "content/journeys/a-visit/01-come.md").read_text()
    )


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("lanes: {pain: [Woes]}", "pains"),
        ("lanes: [", "map.yaml:"),
        ("words: {}", "has the form"),
        ("", "has the form"),
    ],
)
def test_a_mapping_that_is_none_is_wrong_usage(site, tmp_path, capsys, mapping, said):
    (tmp_path / "map.yaml").write_text(mapping)
    assert run(["import", str(OUTLINE), "--map", str(tmp_path / "map.yaml")]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["import"],
        ["import", "nowhere.md"],
        ["import", str(OUTLINE), "--as", "mermade"],
        ["import", str(OUTLINE), "--format", "xml"],
    ],
)
def test_wrong_usage_is_2(site, words, capsys):
    assert run(words) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_new_site_can_start_from_maps(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["init", "portal", "--from", str(OUTLINE), "--from", str(MAPS / "wide.xlsx")]) == 0
    said = capsys.readouterr().out
    assert f"{OUTLINE}: read as markdown-outline" in said
    assert run(["check", "--root", "portal"]) == 0, capsys.readouterr().out
    titles = {one.title for one in jmsite.load("portal").all("journey")}
    assert titles == {"Borrowing a cargo bike for a day", "Moving into a flat for students"}
    assert (tmp_path / "portal/.github/workflows/pages.yml").is_file()


def test_a_new_site_from_what_is_no_map_is_not_begun(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["init", "portal", "--from", str(MAPS / REFUSED[0])]) == 1
    assert "no journey found" in capsys.readouterr().err
    assert not (tmp_path / "portal").exists()
    assert run(["init", "portal", "--example", "--from", str(OUTLINE)]) == 2


def test_links_into_files_that_are_not_here_become_words(site, tmp_path, capsys):
    text = OUTLINE.read_text("utf-8").replace(
        "A neighbour mentions it on the stairs.",
        "See [the plan](../plan.md#a), ![a picture](x.png) and [the web](https://example.org/).[^1]\n\n[^1]: a note",
    )
    (tmp_path / "links.md").write_text(text)
    assert run(["import", str(tmp_path / "links.md")]) == 0
    capsys.readouterr()
    assert run(["check"]) == 0, capsys.readouterr().out
    written = (site / "content/journeys/borrowing-a-cargo-bike-for-a-day/01-finding-out.md").read_text(
        "utf-8"
    )
    assert "See the plan, a picture and [the web](https://example.org/)." in written


def test_the_scale_can_be_said(site, tmp_path, capsys):
    (tmp_path / "day.mmd").write_text(
        "journey\n  title A day\n  section Come\n    Walk: 3: Me\n    Sit: 8: Me\n"
    )
    assert run(["import", str(tmp_path / "day.mmd"), "--scale", "-10..10"]) == 0
    assert "emotion scores from -10 to 10, as --scale says" in capsys.readouterr().out
    text = (site / "content/journeys/a-day/journey.md").read_text("utf-8")
    assert "emotion_scale: {min: -10, max: 10}" in text
    assert run(["check"]) == 0
    assert run(["import", str(tmp_path / "day.mmd"), "--scale", "high"]) == 2
    assert (
        "--scale is the lowest and the highest score, such as 1..5 or -2..2, not 'high'"
        in capsys.readouterr().err
    )


def test_letters_that_have_no_accent_stay_in_ids(site):
    (site / "map.md").write_text(
        "# Skating\n\nPersona: Åse Ødegård\n\n## Øve\n\n- **Actions**: Skates\n"
        "- **Touchpoints**: Rink\n- **Pain points**: Ice\n\n"
        "## Łyżwy\n\n- **Actions**: Falls\n- **Touchpoints**: Rink\n- **Pain points**: Cold\n"
    )
    assert run(["import", "map.md"]) == 0
    assert (site / "content/personas/ase-odegard.md").is_file()
    assert [file.stem for file in sorted((site / "content/journeys/skating").glob("0*.md"))] == [
        "01-ove",
        "02-lyzwy",
    ]


def test_outside_of_a_site_the_command_that_starts_one_with_the_file_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["import", str(OUTLINE), "a map.md"]) == 2
    told = capsys.readouterr().err
    assert f"start a site with 'jmsite init DIR --from {OUTLINE} --from " in told
    assert "a map.md" in told
