"""The commands that write content: a new site, a new file, the schemas."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from test_cli import snapshot

from jmsite.cli.app import run
from jmsite.formats.yaml import reader
from jmsite.formats.yaml.writer import scalar
from jmsite.model.kinds import KINDS
from jmsite.model.rules import RULES
from jmsite.resources import example_folder
from jmsite.version import VERSION

ROOT = Path(__file__).parent.parent
LISTED = [kind.name for kind in KINDS.values() if kind.listed]


@pytest.fixture
def site(tmp_path, monkeypatch, capsys) -> Path:
    """A new site, and the folder to stand in."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "portal"]) == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path / "portal")
    return tmp_path / "portal"


def test_a_new_site_has_no_faults(site, capsys):
    assert run(["check", "--strict"]) == 0, capsys.readouterr().out
    assert run(["build", "--strict"]) == 0


def test_a_new_site_has_what_it_takes_to_publish_it(site):
    files = snapshot(site)
    lines = files["requirements.txt"].decode().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"jmsite=={VERSION}"]
    assert any("jmsite @ git+https://" in line for line in lines)
    assert {".github/workflows/pages.yml", ".pre-commit-config.yaml", ".gitignore"} <= files.keys()


def test_the_editor_finds_a_schema_for_every_pattern(site):
    settings = json.loads((site / ".vscode/settings.json").read_text())
    for schema, places in settings["yaml.schemas"].items():
        assert (site / schema).is_file()
        assert all(place.lstrip("!").startswith("content/") for place in places)


def test_the_example_is_the_sample_portal(tmp_path, capsys):
    assert run(["init", str(tmp_path / "sample"), "--example"]) == 0
    assert snapshot(tmp_path / "sample/content") == snapshot(example_folder())


def test_init_never_overwrites(site, monkeypatch, capsys):
    (site / "content/personas/sam.md").write_text("ours")
    before = snapshot(site)
    monkeypatch.chdir(site.parent)
    assert run(["init", "portal"]) == 1
    assert "portal/content/personas/sam.md" in capsys.readouterr().err
    assert snapshot(site) == before


def test_init_beside_one_file_of_its_own_writes_nothing(tmp_path, capsys):
    (tmp_path / ".gitignore").write_text("ours")
    assert run(["init", str(tmp_path)]) == 1
    assert capsys.readouterr().err.splitlines()[1:] == [f"  {tmp_path / '.gitignore'}"]
    assert list(tmp_path.iterdir()) == [tmp_path / ".gitignore"]


def test_init_where_nothing_can_be_written_is_one_line(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert run(["init", str(tmp_path / "file/site")]) == 1
    assert capsys.readouterr().err.startswith(f"jmsite: cannot write {tmp_path / 'file'}")


@pytest.mark.parametrize("kind", LISTED)
def test_a_new_file_has_no_faults_and_explains_every_field(kind, site, capsys):
    assert run(["new", kind, "Über uns: a test"]) == 0
    made = capsys.readouterr().out.strip()
    assert run(["check", made, "--strict"]) == 0, capsys.readouterr().out
    text = (site / made).read_text(encoding="utf-8")
    assert 'title: "Über uns: a test"' in text
    words = " ".join(line.strip().lstrip("# ") for line in text.splitlines())
    for name, field in KINDS[kind].model.model_fields.items():
        if name != "title":
            assert f"#{field.alias or name}:" in text
            assert field.description in words


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (["persona", "Anna Müller"], "content/personas/anna-muller.md"),
        (["journey", "buy-a-dress"], "content/journeys/buy-a-dress/journey.md"),
        (["stage", "first-order/delivery"], "content/journeys/first-order/02-delivery.md"),
        (["metric", "effort"], "content/metrics/effort.yaml"),
        (["touchpoint", "chat"], "content/touchpoints.yaml"),
        (["research", "interviews-2026"], "content/research/interviews-2026.md"),
        (["insight", "late"], "content/insights/late.md"),
        (["opportunity", "day-first"], "content/opportunities/day-first.md"),
        (["solution", "day-on-page"], "content/solutions/day-on-page.md"),
        (["page", "guides/tone-of-voice"], "content/pages/guides/tone-of-voice.md"),
    ],
)
def test_a_new_file_goes_to_its_place_and_is_never_overwritten(words, made, site, capsys):
    assert run(["new", *words]) == 0
    assert capsys.readouterr().out == f"{made}\n"
    assert run(["check", "--strict"]) == 0, capsys.readouterr().out
    before = snapshot(site)
    assert run(["new", *words]) == 1
    assert "already" in capsys.readouterr().err
    assert snapshot(site) == before


@pytest.mark.parametrize(
    ("there", "made"),
    [
        (["1-need.md"], "2-buy.md"),
        (["01-need.md", "02-look.anna.md", "09-use.yaml"], "10-buy.md"),
        (["10-need.md", "20-look.md"], "30-buy.md"),
        ([], "01-buy.md"),
    ],
)
def test_a_stage_gets_the_next_number(there, made, site):
    run(["new", "journey", "other"])
    for name in there:
        (site / "content/journeys/other" / name).write_text("title: x\n")
    assert run(["new", "stage", "other/buy"]) == 0
    assert (site / "content/journeys/other" / made).is_file()


def test_an_entry_leaves_the_rest_of_a_registry_as_it_is(site):
    registry = site / "content/touchpoints.yaml"
    before = "# Ours\r\nshop-page: {title: Page}  # kept\r\norder-mail:\r\n  title: Mail\r\n"
    registry.write_bytes(before.encode())
    assert run(["new", "touchpoint", "Chat"]) == 0
    after = registry.read_bytes().decode()
    assert after.startswith(before)
    assert "\n" not in after.replace("\r\n", "")
    assert reader.load(after, "").value.value["chat"] == {"title": "Chat"}


@pytest.mark.parametrize(
    "before", ["{shop-page: {title: Page}}\n", "- one\n", "shop-page: |\n  a\n  b\n...\n"]
)
def test_a_registry_of_another_form_is_left_alone(before, site, capsys):
    registry = site / "content/touchpoints.yaml"
    registry.write_text(before)
    assert run(["new", "touchpoint", "Chat"]) == 1
    assert "add this by hand" in capsys.readouterr().err
    assert registry.read_text() == before


def test_a_registry_that_is_a_folder_gets_a_file(site):
    (site / "content/systems.yaml").unlink()
    (site / "content/systems").mkdir()
    assert run(["new", "system", "Web shop"]) == 0
    assert (site / "content/systems/web-shop.md").is_file()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["persnoa", "anna"], "did you mean 'persona'?"),
        (["stage", "delivery"], "jmsite new stage JOURNEY/delivery"),
        (["stage", "frist-order/delivery"], "did you mean 'first-order'?"),
        (["persona", "!!!"], "no id can be made"),
        (["persona", "CON"], "Windows does not allow a file"),
    ],
)
def test_new_called_wrongly_says_how(words, hint, site, capsys):
    before = snapshot(site)
    assert run(["new", *words]) == 2
    assert hint in capsys.readouterr().err
    assert snapshot(site) == before


@pytest.mark.parametrize(
    "words",
    [
        "Anna",
        "no",
        "12:30",
        "- a",
        "a: b",
        "#1",
        "'q'",
        "true",
        "a\\b",
        " x ",
        "Ünï",
        "1",
        "a, b",
        "~",
        "a #b",
    ],
)
def test_a_title_is_read_back_as_it_was_said(words):
    assert reader.load(f"title: {scalar(words)}", "").value.value == {"title": words}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained(rule, capsys):
    assert run(["explain", rule]) == 0
    said = capsys.readouterr().out
    assert RULES[rule].why in said
    assert RULES[rule].fix in said


def test_rules_are_listed_by_family(capsys):
    assert run(["explain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(RULES)
    assert run(["explain", "ref"]) == 0
    assert all(line.startswith("ref/") for line in capsys.readouterr().out.splitlines())
    assert run(["explain", "ref/unknown-persone"]) == 2
    assert "did you mean 'ref/unknown-persona'?" in capsys.readouterr().err


def test_schemas_are_written_as_files_or_said(tmp_path, capsys):
    assert run(["schema"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert run(["schema", "-o", str(tmp_path / "here")]) == 0
    written = {file.name: json.loads(file.read_text()) for file in (tmp_path / "here").iterdir()}
    assert written == said
    for schema in written.values():
        jsonschema.Draft7Validator.check_schema(schema)


def test_a_registry_in_another_encoding_is_left_as_it_is(site, capsys):
    registry = site / "content/touchpoints.yaml"
    registry.write_bytes("kasse: {title: Café Müller}\n".encode("latin-1"))
    before = registry.read_bytes()
    assert run(["new", "touchpoint", "New one"]) == 1
    assert "is not valid UTF-8" in capsys.readouterr().err
    assert registry.read_bytes() == before


def test_a_new_stage_explains_title_and_id_of_steps_and_offers_nothing_that_is_refused_beside_them(
    site, capsys
):
    assert run(["new", "stage", "first-order/delivery"]) == 0
    made = site / capsys.readouterr().out.strip()
    text = made.read_text("utf-8")
    assert "#  # The step in the customer's words" in text
    assert "#    # Stable id" in text
    assert "\n#emotion:" not in text
    begun = re.sub(r"(?m)^#(steps:| {2}.*|pains: .*|goal: .*|thinking: .*)$", r"\1", text)
    assert "\n  - title: …\n" in begun
    assert "\n    emotion:" in begun
    made.write_text(begun.replace(", metric: …", ""), "utf-8")
    assert run(["check", "--strict"]) == 0, capsys.readouterr().out
