"""`jmsite edit` makes the edits that a file names, or shows them as a patch."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from test_live_editing import LOOK, SITE, STAGE, plant

from jmsite.cli.app import run
from jmsite.model.site_edits import edits_schema

EDITS = [
    {"op": "set", "at": f"{LOOK}#title", "value": "I look around"},
    {"op": "create", "at": "persona:zoe", "value": {"title": "Zoe"}},
    {"op": "rename", "at": "touchpoint:shop", "value": "store"},
]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = plant(tmp_path.resolve() / "site")
    monkeypatch.chdir(root)
    return root


def edits(site: Path, value: Any) -> str:
    (site / "edits.json").write_text(json.dumps(value))
    return "edits.json"


def test_edits_of_a_file_are_made(site: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["edit", edits(site, {"edits": EDITS})]) == 0
    assert "3 edits: 3 files changed" in capsys.readouterr().out
    assert (site / "content/journeys/buy/01-find.md").read_text() == STAGE.replace(
        "I look  ", "I look around  "
    )
    assert (site / "content/personas/zoe.md").read_text() == "---\ntitle: Zoe\n---\n"
    assert "store:" in (site / "content/touchpoints.yaml").read_text()


def test_a_dry_run_shows_a_patch_that_git_applies_to_the_same(site: Path, capsys: pytest.CaptureFixture[str]):
    more = [
        *EDITS,
        {"op": "rename", "at": "persona:anna", "value": "annie"},
        {"op": "delete", "at": "touchpoint:store"},
    ]
    file = edits(site, more)
    assert run(["edit", file, "--dry-run"]) == 0
    patch = capsys.readouterr().out
    assert {path: (site / "content" / path).read_text() for path in SITE} == SITE
    assert run(["edit", file]) == 0
    made = {
        one.relative_to(site).as_posix(): one.read_bytes() for one in sorted((site / "content").rglob("*.*"))
    }
    for path in made:
        (site / path).unlink()
    plant(site)
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=site, check=True)
    assert {
        one.relative_to(site).as_posix(): one.read_bytes() for one in sorted((site / "content").rglob("*.*"))
    } == made


def test_edits_are_read_from_standard_input(site: Path, monkeypatch: pytest.MonkeyPatch):
    text = json.dumps(EDITS[0])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run(["edit", "-"]) == 0
    assert "I look around" in (site / "content/journeys/buy/01-find.md").read_text()


def test_an_edit_that_makes_an_error_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]):
    faulty = [EDITS[0], {"op": "set", "at": f"{LOOK}#pains.1.severity", "value": 9}]
    assert run(["edit", edits(site, faulty)]) == 1
    assert f"({LOOK}#pains.1.severity)" in capsys.readouterr().err
    assert (site / "content/journeys/buy/01-find.md").read_text() == STAGE


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("[]", 2, "no edits"),
        ("{", 2, "no edits"),
        ('[{"op": "fly", "at": "persona:anna"}]', 2, "no edits"),
        ('[{"op": "set", "at": "anna"}]', 1, "no address"),
        ('[{"op": "set", "at": "persona:ana#title", "value": "x"}]', 1, "did you mean 'anna'"),
        ('[{"op": "set", "at": "persona:anna#titel", "value": "x"}]', 1, "no field 'titel'"),
        ('[{"op": "set", "at": "persona:anna#title", "value": "x", "was": "y"}]', 1, "holds something else"),
        ('[{"op": "delete", "at": "persona:anna"}]', 1, "new problems"),
        ('[{"op": "create", "at": "persona:Anna B"}]', 1, "not a valid id"),
        ('[{"op": "move", "at": "stage:buy/find"}]', 1, "say where"),
    ],
)
def test_what_cannot_be_done_is_said(
    site: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, said: str
):
    (site / "edits.json").write_text(text)
    assert run(["edit", "edits.json"]) == code
    assert said in capsys.readouterr().err
    assert {path: (site / "content" / path).read_text() for path in SITE} == SITE


def test_the_schema_takes_what_the_command_takes():
    schema = edits_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"edits": EDITS}, schema)
    jsonschema.validate(EDITS, schema)
    for wrong in ([], {}, [{"op": "fly", "at": "x"}], [{"op": "set"}]):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)
