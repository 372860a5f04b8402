"""``jmsite rename`` and ``jmsite move``: the patch is what is written, and what cannot be written changes nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from written import write_files

from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.pipeline import compiled

SITE = {
    "site.yaml": "title: Small\n",
    "personas/anna.md": "---\ntitle: Anna\n---\n\n![She](../assets/anna.png)\n",
    "personas/zoë.txt": "no persona\n",
    "systems.yaml": "crm:\r\n  title: CRM   # of sales\r\nshop: {title: Shop}",
    "journeys/buy/journey.md": "\ufeff---\ntitle: Buy\npersonas: [anna]\n---\n",
    "journeys/buy/01-find.md": "---\ntitle: Find\nsteps:\n  - id: look   # closely\n    title: I look\n"
    "    systems: ['crm', shop]\n"
    "  - {id: wait, title: I wait}\n---\n",
    "journeys/buy/02-pay.md": "---\ntitle: Pay\nsteps:\n  - {id: pay, title: I pay, next: [{to: look}]}\n---\n",
    "journeys/buy/notes.bin": "kept beside the map",
    "assets/anna.png": "no picture",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path / "content", SITE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site / "content").as_posix(): file.read_bytes()
        for file in (site / "content").rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize(
    "words",
    [
        ["rename", "system", "crm", "customers"],
        ["rename", "journey", "buy", "purchase"],
        ["rename", "step", "buy/find/look", "see"],
        ["move", "buy/find/look", "--after", "wait"],
        ["move", "buy/find/wait", "--to", "pay"],
        ["move", "buy/pay", "--before", "find"],
    ],
)
def test_the_patch_is_what_is_written(site: Path, words: list[str], capsys: pytest.CaptureFixture[str]):
    before = files(site)
    assert run([*words, "--dry-run"]) == 0
    assert files(site) == before
    patch = capsys.readouterr().out
    for command in (["init", "-q"], ["apply", "--whitespace=nowarn", "-"]):
        subprocess.run(["git", *command], input=patch.encode(), cwd=site, check=True, capture_output=True)
    patched = files(site)
    for path in patched:
        (site / "content" / path).unlink()
    for path, data in before.items():
        (site / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (site / "content" / path).write_bytes(data)
    for folder in sorted((site / "content").rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    assert run(words) == 0
    written = files(site)
    # what is no text of the content is not in the patch, and goes with its folder all the same
    assert {path: data for path, data in written.items() if not path.endswith(".bin")} == {
        path: data for path, data in patched.items() if not path.endswith(".bin")
    }
    assert run(["check", "--strict"]) == 0


def test_a_system_is_renamed_where_it_is_written_and_nowhere_else(site: Path):
    assert run(["rename", "system", "crm", "customers"]) == 0
    changed = {path: data.decode() for path, data in files(site).items() if data != SITE[path].encode()}
    assert changed == {
        "systems.yaml": "customers:\r\n  title: CRM   # of sales\r\n  aliases: [systems/crm]\r\nshop: {title: Shop}",
        "journeys/buy/01-find.md": SITE["journeys/buy/01-find.md"].replace("'crm'", "'customers'"),
    }


def test_a_step_goes_with_its_lines_and_those_who_name_it_follow(site: Path):
    assert run(["move", "buy/find/look", "--to", "pay"]) == 0
    found = files(site)
    assert found["journeys/buy/01-find.md"].decode() == (
        "---\ntitle: Find\nsteps:\n  - {id: wait, title: I wait}\n---\n"
    )
    assert found["journeys/buy/02-pay.md"].decode() == SITE["journeys/buy/02-pay.md"].replace(
        "]}\n---", "]}\n  - id: look   # closely\n    title: I look\n    systems: ['crm', shop]\n---"
    )


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (["rename", "sytem", "crm", "x"], 2, "did you mean 'system'?"),
        (["rename", "system", "crn", "x"], 1, "there is no system 'crn'; did you mean 'crm'?"),
        (["rename", "system", "crm", "shop"], 1, "there is already a system 'shop'"),
        (["rename", "stage", "buy/find", "sell/find"], 1, "use 'jmsite move buy/find'"),
        (["move", "buy/find/look"], 2, "say where: --before, --after or --to"),
        (["move", "buy/find/look", "--before", "a", "--after", "b"], 2, "do not go together"),
        (["move", "buy/find/look", "--to", "nowhere"], 1, "there is no stage 'buy/nowhere'"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    site: Path, words: list[str], code: int, why: str, capsys: pytest.CaptureFixture[str]
):
    before = files(site)
    assert run(words) == code
    assert why in capsys.readouterr().err
    assert files(site) == before


def test_what_a_change_would_break_is_told_and_nothing_is_written(
    site: Path, capsys: pytest.CaptureFixture[str]
):
    (site / "content/personas/ben.md").write_text("---\ntitle: &x anna\nquote: *x\n---\n", "utf-8")
    (site / "content/insights").mkdir()
    text = "---\ntitle: &x anna\npersonas: *x\n---\n"
    (site / "content/insights/why.md").write_text(text, "utf-8")
    before = files(site)
    assert run(["rename", "persona", "anna", "annie"]) == 1
    assert "this would change more than ids: the insight 'why'" in capsys.readouterr().err
    assert files(site) == before


def test_a_folder_that_is_there_already_is_no_place_for_a_journey(
    site: Path, capsys: pytest.CaptureFixture[str]
):
    (site / "content/journeys/purchase").mkdir()
    (site / "content/journeys/purchase/draft.bin").write_text("somebody's", "utf-8")
    before = files(site)
    assert run(["rename", "journey", "buy", "purchase"]) == 1
    assert "content/journeys/purchase already exists" in capsys.readouterr().err
    assert files(site) == before


POOL = """title: Ease
kind: mean
scale: {min: 1, max: 5}
readings:
  pool:
    - {file: data/desk.csv, persona: who, step: step, value: score}
    - file: data/club.csv
      persona: segment
      step: place
      value: score
      map:
        persona: {Regulars: anna}   # as the club calls them
        step: {in the shop: look}
"""


@pytest.fixture
def pooled(site: Path) -> Path:
    """The site with a metric of two surveys: one with ids in its columns, one with names that its map knows."""
    content = site / "content"
    (content / "metrics").mkdir()
    (content / "data").mkdir()
    (content / "metrics/ease.yaml").write_text(POOL, "utf-8")
    days = "".join(f"2026-0{month}-03" + "{0}\n" for month in (3, 4))
    desk = days.format(",anna,look,3") + days.format(",anna,buy/find/wait,5")
    (content / "data/desk.csv").write_text(f"date,who,step,score\n{desk}", "utf-8")
    club = days.format(",Regulars,in the shop,4")
    (content / "data/club.csv").write_text(f"date,segment,place,score\n{club}", "utf-8")
    look = content / "journeys/buy/01-find.md"
    look.write_bytes(look.read_bytes().replace(b"title: I look\n", b"title: I look\n    metrics: [ease]\n"))
    return site


def told_of(site: Path, metric: str) -> tuple[list[str], set[tuple[object, ...]]]:
    """The surveys of a metric, and what is told of each persona and step."""
    series = compiled(discover(site), Memo()).catalog.series(metric)
    parts = {(one.day, one.persona, one.step, one.value, one.n) for one in series.parts}
    return [f"{one.title}: {one.n}" for one in series.surveys], parts


@pytest.mark.parametrize(
    ("words", "name", "new", "lines"),
    [
        (
            ["persona", "anna", "annie"],
            "anna",
            "annie",
            ["persona: {Regulars: annie}   # as the club calls them"],
        ),
        (
            ["step", "buy/find/look", "see"],
            "buy/find/look",
            "buy/find/see",
            ["step: {look: see}", "step: {in the shop: see}"],
        ),
        (["metric", "ease", "effort"], "ease", "effort", []),
    ],
    ids=["persona", "step", "metric"],
)
def test_what_the_surveys_of_a_pool_name_is_found_in_each(
    pooled: Path, words: list[str], name: str, new: str, lines: list[str]
):
    surveys, parts = told_of(pooled, "ease")
    assert surveys == ["desk.csv: 4", "club.csv: 2"]
    before = {path: data for path, data in files(pooled).items() if path.startswith("data/")}
    assert run(["rename", *words]) == 0
    metric = "effort" if words[0] == "metric" else "ease"
    assert told_of(pooled, metric) == (
        surveys,
        {tuple(new if cell == name else cell for cell in part) for part in parts},
    )
    written = (pooled / f"content/metrics/{metric}.yaml").read_text("utf-8")
    assert [line for line in lines if line not in written] == []
    assert {path: data for path, data in files(pooled).items() if path in before} == before
    assert run(["check", "--strict"]) == 0
