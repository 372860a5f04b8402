"""``jmsite export``, as somebody types it, and that what is handed on comes back."""

from __future__ import annotations

import builtins
import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from edits import EDITS, plant
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import jmsite
from jmsite.cli.app import run
from jmsite.exporting.json_document import document
from jmsite.exporting.json_schema import export_schema
from jmsite.exporting.selection import EXPORTED, select
from jmsite.exporting.table import EXPORTS
from jmsite.model.catalog import Catalog
from jmsite.resources import example_folder

SAMPLE = example_folder().parent
BROKEN = ("break_yaml", "nonsense", "template", "style")


@contextmanager
def portal(seed: int, count: int) -> Iterator[Path]:
    """Yield a generated portal without an error."""
    with tempfile.TemporaryDirectory() as folder:
        root, dice = Path(folder, "site"), random.Random(seed)
        plant(root)
        for edit in dice.choices([one for one in EDITS if one.__name__ not in BROKEN], k=count):
            edit(root, dice)
        assume(run(["check", "--root", str(root)]) == 0)
        yield root


@pytest.fixture(scope="module")
def sample() -> Catalog:
    return jmsite.load(SAMPLE)


def exported(root: Path, target: Path, *words: str) -> bytes:
    assert (
        run(["export", words[0] if words else "json", *words[1:], "-o", str(target), "--root", str(root)])
        == 0
    )
    return target.read_bytes()


def beside(root: Path, into: Path) -> Path:
    """A site with the settings, tables and pictures of another one, and nothing that is written in it."""
    (into / "content").mkdir(parents=True)
    shutil.copy(root / "content/site.yaml", into / "content")
    for name in ("data", "assets"):
        if (root / "content" / name).exists():
            shutil.copytree(root / "content" / name, into / "content" / name)
    if (root / "themes").exists():
        shutil.copytree(root / "themes", into / "themes")
    return into


@pytest.mark.parametrize("format", ["json", "csv", "xlsx"])
def test_the_sample_comes_back_to_the_byte(tmp_path, format):
    first = exported(SAMPLE, tmp_path / f"first.{format}", format)
    again = beside(SAMPLE, tmp_path / "again")
    assert run(["import", str(tmp_path / f"first.{format}"), "--root", str(again)]) == 0
    # comments that ignore a finding are no content, and stay where they are: that of the sample is about an error
    settings = again / "content/site.yaml"
    settings.write_text(
        settings.read_text().replace("\nrules:", "\nrules:\n  contradiction/score: {severity: info}")
    )
    assert run(["check", "--root", str(again)]) == 0
    assert exported(again, tmp_path / f"second.{format}", format) == first
    assert document(jmsite.load(again), select(jmsite.load(again))) == document(
        jmsite.load(SAMPLE), select(jmsite.load(SAMPLE))
    )


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), count=st.integers(0, 12))
def test_any_portal_comes_back_to_the_byte(seed: int, count: int):
    with portal(seed, count) as root:
        for format in ("json", "csv", "xlsx"):
            first = exported(root, root.parent / f"first.{format}", format)
            again = beside(root, root.parent / format)
            assert run(["import", f"{root.parent}/first.{format}", "--root", str(again)]) == 0
            assert exported(again, root.parent / f"second.{format}", format) == first


def test_what_is_exported_is_as_its_schema_says(sample: Catalog):
    schema = export_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    made: dict[str, Any] = json.loads(json.dumps(document(sample, select(sample))))
    assert [error.message for error in validator.iter_errors(made)] == []
    made["entities"]["persona"][0]["fields"]["titel"] = "Anna"
    assert not validator.is_valid(made)


def test_the_schema_is_among_those_that_are_written(tmp_path, capsys):
    assert run(["schema", "-o", str(tmp_path)]) == 0
    wanted = json.loads(json.dumps(export_schema()))
    assert json.loads((tmp_path / "export.json").read_text()) == wanted
    capsys.readouterr()
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["export.json"] == wanted


def test_everything_that_an_author_wrote_is_there(sample: Catalog):
    made = document(sample, select(sample))["entities"]
    assert {kind: [one["id"] for one in rows] for kind, rows in made.items()} == {
        kind: [one.id for one in sample.all(kind)] for kind in EXPORTED if sample.all(kind)
    }
    steps = [step["id"] for one in made["journey"] for stage in one["stages"] for step in stage["steps"]]
    alone = [
        f"{stage['id']}/{stage['id'].rpartition('/')[2]}"
        for one in made["journey"]
        for stage in one["stages"]
        if not stage["steps"]
    ]
    moments = [one.id for journey in sample.all("journey") for one in sample.anytime(journey.id)]
    assert {*steps, *moments} | {id for id in alone if sample.step(id)} == set(sample.table("step"))


def test_prose_stays_markdown_and_charts_blocks(sample: Catalog):
    rows = document(sample, select(sample))["entities"]
    page = next(one for one in rows["page"] if one["id"] == "writing-with-markdown")
    assert "![A size chart in centimetres" in page["prose"]
    assert "```chart\nchart: by-stage\nmetric: step-satisfaction\n```" in page["prose"]


def test_a_part_brings_along_what_it_refers_to_and_no_other_journey(sample: Catalog):
    part = select(sample, ["buy-clothes-online"])
    assert [one.id for one in part.all("journey")] == ["buy-clothes-online"]
    assert {one.id for one in part.all("persona")} >= {"anna", "ben"}
    assert len(part.entities) < len(select(sample).entities)
    assert not part.whole


def test_a_persona_and_a_department_bring_their_journeys(sample: Catalog):
    assert "buy-clothes-online" in {one.id for one in select(sample, ["anna"]).all("journey")}
    uses = {one.id: sample.uses("department", one.id) for one in sample.all("department")}
    acting = next(id for id, some in uses.items() if any(use.kind == "step" for use in some))
    assert select(sample, [f"department:{acting}"]).all("journey")
    having = next(id for id, some in uses.items() if any(use.kind == "system" for use in some))
    assert select(sample, [f"department:{having}"]).all("system")
    metric = select(sample, ["where-is-it"])
    assert [one.id for one in metric.all("metric")][:1] == ["where-is-it"]
    assert metric.all("journey") == ()


def test_a_part_fits_into_a_new_site_without_an_error(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    exported(SAMPLE, tmp_path / "part.json", "json", "buy-clothes-online", "adopt-a-crm")
    assert run(["init", "portal"]) == 0
    capsys.readouterr()
    assert run(["import", "part.json", "--root", "portal"]) == 0
    told = capsys.readouterr().out
    assert "of the journey 'buy-clothes-online': names what is not here: buy-clothes-online-2027" in told
    assert "the channel 'web' is there already: referred to, and not written again" in told
    assert "the metric 'where-is-it': its readings are" in told
    assert "own fields that site.yaml does not declare: storyboard, newsletter" in told
    assert run(["check", "--root", "portal"]) == 0
    catalog = jmsite.load(tmp_path / "portal")
    assert catalog.series("where-is-it").values == jmsite.load(SAMPLE).series("where-is-it").values


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_the_whole_sample_fits_into_an_empty_site_without_a_complaint(tmp_path, capsys, form):
    exported(SAMPLE, tmp_path / f"all.{form}", form)
    (tmp_path / "empty/content").mkdir(parents=True)
    (tmp_path / "empty/content/site.yaml").write_text("title: Empty\n")
    capsys.readouterr()
    assert run(["import", str(tmp_path / f"all.{form}"), "--root", str(tmp_path / "empty")]) == 0
    told = capsys.readouterr().out
    assert "what people really did, since data/exchange-events.csv is not here" in told
    assert " 0 values" not in told
    assert run(["check", "--strict", "--root", str(tmp_path / "empty")]) == 0, capsys.readouterr().out
    # its tables did not travel, and what they say of stages, steps and personas did
    here, there = jmsite.load(SAMPLE), jmsite.load(tmp_path / "empty")
    for step in here.all("step"):
        assert [one.score for one in there.points(step.id)] == [one.score for one in here.points(step.id)]


def test_readings_of_journeys_that_a_site_does_not_have_are_left_out_by_name(tmp_path, capsys):
    exported(SAMPLE, tmp_path / "shop.zip", "theydo", "metric:look-to-order", "metric:step-satisfaction")
    (tmp_path / "empty/content").mkdir(parents=True)
    (tmp_path / "empty/content/site.yaml").write_text("title: Empty\n")
    capsys.readouterr()
    assert run(["import", str(tmp_path / "shop.zip"), "--root", str(tmp_path / "empty")]) == 0
    told = capsys.readouterr().out
    assert "which the site does not have: import the journeys first" in told
    assert run(["check", "--strict", "--root", str(tmp_path / "empty")]) == 0, capsys.readouterr().out
    here, there = (jmsite.load(root).series("step-satisfaction") for root in (SAMPLE, tmp_path / "empty"))
    assert [one.day for one in there.total] == [one.day for one in here.total]
    assert all(abs(a - b) < 0.06 for a, b in zip(there.values, here.values, strict=True) if a is not None)


def test_scores_keep_their_scale_where_the_site_has_another_one(tmp_path, project):
    root = project("minimal").root
    (root / "content/site.yaml").write_text("title: Ten\nemotion_scale: {min: -10, max: 10}\n")
    other = beside(SAMPLE, tmp_path / "other")
    exported(root, tmp_path / "ten.json")
    assert run(["import", str(tmp_path / "ten.json"), "--root", str(other)]) == 0
    catalog = jmsite.load(other)
    assert {(catalog.scale(one.id).min, catalog.scale(one.id).max) for one in catalog.all("journey")} == {
        (-10, 10)
    }


def test_an_audience_gets_what_its_build_shows(tmp_path, project):
    made = project("minimal").edit("personas/ben.md", "---\ntitle: Ben\nvisibility: public\n---\n")
    inside = json.loads(exported(made.root, tmp_path / "a.json"))["entities"]
    assert {one["id"] for one in inside["persona"]} == {"anna", "ben"}
    public = json.loads(exported(made.root, tmp_path / "b.json", "json", "--audience", "public"))["entities"]
    assert [one["id"] for one in public["persona"]] == ["ben"]
    assert run(["export", "json", "--audience", "publik", "--root", str(made.root)]) == 2


def test_drafts_are_left_out_unless_asked_for(tmp_path, project):
    made = project("minimal").edit("personas/ben.md", "---\ntitle: Ben\ndraft: true\n---\n")
    without = json.loads(exported(made.root, tmp_path / "a.json"))["entities"]
    assert [one["id"] for one in without["persona"]] == ["anna"]
    asked = json.loads(exported(made.root, tmp_path / "b.json", "json", "--drafts"))["entities"]
    assert [one["id"] for one in asked["persona"]] == ["anna", "ben"]


def test_a_name_that_nobody_gave_takes_no_file_that_is_there(tmp_path, project, monkeypatch, capsys):
    root = str(project("minimal").root)
    monkeypatch.chdir(tmp_path)
    assert run(["export", "json", "anna", "--root", root]) == 0
    assert "anna.json" in capsys.readouterr().out
    assert run(["export", "json", "anna", "--root", root]) == 1
    assert "'-o anna.json' replaces it" in capsys.readouterr().err
    assert run(["export", "json", "anna", "--root", root, "-o", "anna.json"]) == 0


def test_content_is_never_overwritten_by_an_export(project, capsys):
    root = project("minimal").root
    before = (root / "content/personas/anna.md").read_bytes()
    assert run(["export", "json", "-o", str(root / "content/personas/anna.md"), "--root", str(root)]) == 2
    assert "among the site's sources" in capsys.readouterr().err
    assert (root / "content/personas/anna.md").read_bytes() == before


def test_what_is_asked_for_wrongly_is_told(project, capsys):
    made = project("minimal")
    root = str(made.root)
    for words, told in (
        (["export", "jsn"], "did you mean 'json'?"),
        (["export", "json", "ana"], "unknown entity 'ana'; did you mean 'anna'?"),
        (["export", "json", "site:site"], "unknown entity 'site:site'"),
    ):
        assert run([*words, "-o", "-", "--root", root]) == 2
        assert told in capsys.readouterr().err
    made.edit("insights/anna.md", "---\ntitle: Anna again\n---\n")
    assert run(["export", "json", "anna", "-o", "-", "--root", root]) == 2
    assert "write persona:anna or insight:anna" in capsys.readouterr().err
    assert run(["export", "json", "insight:anna", "-o", "-", "--root", root]) == 0


def test_nothing_is_exported_from_content_with_errors(tmp_path, project, capsys):
    made = project("minimal").edit("personas/anna.md", "---\ntitle: Anna\ngaols: [x]\n---\n")
    assert run(["export", "json", "-o", str(tmp_path / "x.json"), "--root", str(made.root)]) == 1
    assert "anna.md:3:1 error field/unknown" in capsys.readouterr().err
    assert not (tmp_path / "x.json").exists()


def test_without_the_extra_a_workbook_names_the_command_that_installs_it(
    tmp_path, project, monkeypatch, capsys
):
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "xlsxwriter":
            raise ModuleNotFoundError(name, name=name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    target = tmp_path / "map.xlsx"
    assert run(["export", "xlsx", "-o", str(target), "--root", str(project("minimal").root)]) == 1
    assert (
        'xlsx needs a package that is not installed: pip install "jmsite[exchange]"'
        in capsys.readouterr().err
    )
    assert not target.exists()


def test_every_format_is_told_in_the_help(capsys):
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COLUMNS", "200")
        assert run(["export", "--help"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in EXPORTS)


def test_a_site_hands_out_its_content_for_programs(project):
    made = project("minimal").edit("site.yaml", "title: Minimal\napi: true\n")
    files = made.build().files
    listed = json.loads(files["api/v1/index.json"])
    named = [row["json"] for rows in listed["entities"].values() for row in rows]
    assert {f"api/v1/{path}" for path in named} | {"api/v1/index.json", "api/v1/schema.json"} == {
        path for path in files if path.startswith("api/")
    }
    validator = jsonschema.Draft202012Validator(json.loads(files["api/v1/schema.json"]))
    for path in named:
        validator.validate(json.loads(files[f"api/v1/{path}"]))
    assert not any(path.startswith("api/") for path in project("german").build().files)
