"""``jmsite review`` writes the day and what was reviewed, and not a sign more."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written import write_files

from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.content.parse import parse
from jmsite.editing.set_field import NoPlaceError, with_field
from jmsite.engine.memo import Memo
from jmsite.model.sources import Prose, Source
from jmsite.pipeline import catalog_of

STAGE = "---\ntitle: {}\nsteps:\n  - title: {}\n    emotion: {{anna: {}}}\n---\n\nProse.\n"
FILES = {
    "site.yaml": "title: Journeys\n",
    "journeys/buy/journey.md": (
        "---\ntitle: Buy\npersonas: [anna]\n# when, and by whom\nreviewed: 2026-01-01  # on the phone\nversion: '1'\n"
        "---\n\nHow it is.\n"
    ),
    "journeys/buy/01-need.md": STAGE.format("Need", "I look", 1),
    "journeys/buy/02-pay.md": STAGE.format("Pay", "I pay", -1),
    "personas/anna.md": "---\ntitle: Anna\ngoals: [Be home by six]\n---\n",
    "personas/buy.md": "---\ntitle: Buy\n---\n",
    "metrics/nps.yaml": "title: NPS\n",
}


@pytest.fixture
def maps(tmp_path: Path, monkeypatch) -> Path:
    write_files(tmp_path / "content", FILES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")  # 2026-12-01
    return tmp_path


def texts(root: Path) -> dict[str, str]:
    return {
        str(file.relative_to(root / "content")): file.read_text() for file in (root / "content").rglob("*.*")
    }


def state(root: Path, kind: str = "journey", id: str = "buy"):
    return catalog_of(discover(root), Memo()).value.read("reviews", (kind, id))


def changed(root: Path, *of: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.part, one.kinds) for one in state(root, *of).changed]


def test_the_day_and_what_was_reviewed_are_written_and_nothing_else(maps, capsys):
    assert run(["review", "journey:buy", "anna", "--by", "Nadia Rahman"]) == 0
    assert capsys.readouterr().out == (
        "journey buy: reviewed 2026-12-01 by Nadia Rahman\npersona anna: reviewed 2026-12-01 by Nadia Rahman\n"
    )
    after = texts(maps)
    journey = after.pop("journeys/buy/journey.md")
    lines = journey.splitlines()
    assert lines[4:9] == [
        "reviewed:  # on the phone",
        "  day: 2026-12-01",
        "  by: Nadia Rahman",
        "  of:",
        lines[8],
    ]
    assert lines[8].startswith("    whole map: stages ")
    assert [line for line in FILES["journeys/buy/journey.md"].splitlines() if "reviewed" not in line] == [
        *lines[:4],
        *lines[11:],
    ]
    persona = after.pop("personas/anna.md")
    assert persona.startswith("---\ntitle: Anna\ngoals: [Be home by six]\nreviewed:\n  day: 2026-12-01\n")
    assert {path: FILES[path] for path in after} == after
    assert changed(maps) == changed(maps, "persona", "anna") == []
    assert run(["check"]) == 0


def test_what_changes_afterwards_voids_the_review(maps, capsys):
    run(["review", "journey:buy"])
    (maps / "content/journeys/buy/02-pay.md").write_text(STAGE.format("Pay", "I pay", -2))
    assert changed(maps) == [("pay", ("scores",))]
    assert run(["drift"]) == 0
    assert "void  Buy (journey buy), reviewed 2026-12-01\n        Pay (scores)\n" in capsys.readouterr().out
    assert run(["drift", "--strict"]) == 1
    run(["review", "journey:buy"])
    assert changed(maps) == []
    assert run(["drift", "--strict"]) == 0


def test_a_stage_is_reviewed_by_itself_and_other_parts_keep_their_day(maps):
    run(["review", "journey:buy", "--by", "Nadia", "--date", "2026-11-01"])
    for stage, score in (("01-need", 2), ("02-pay", -2)):
        title, step = ("Need", "I look") if stage == "01-need" else ("Pay", "I pay")
        (maps / f"content/journeys/buy/{stage}.md").write_text(STAGE.format(title, step, score))
    assert run(["review", "buy/pay", "--by", "Ben"]) == 0
    found = state(maps)
    assert (f"{found.day}", found.by) == ("2026-11-01", ("Nadia", "Ben"))
    assert changed(maps) == [("need", ("scores",))]
    front = (maps / "content/journeys/buy/journey.md").read_text()
    assert front.count("day: ") == 2
    assert front.count("pay: ") == 1


def test_who_reviewed_the_same_on_the_same_day_is_kept(maps):
    run(["review", "journey:buy", "--by", "Nadia"])
    run(["review", "journey:buy", "--by", "Ben"])
    assert state(maps).by == ("Nadia", "Ben")
    run(["review", "journey:buy", "--by", "Ben"])
    assert state(maps).by == ("Nadia", "Ben")


def test_a_dry_run_shows_a_patch_that_git_applies_and_writes_nothing(maps, capsys):
    before = texts(maps)
    assert run(["review", "journey:buy", "buy/need", "anna", "--dry-run"]) == 0
    patch = capsys.readouterr().out
    assert texts(maps) == before
    subprocess.run(["git", "apply"], cwd=maps, input=patch, text=True, check=True)
    by_patch = texts(maps)
    for path, text in before.items():
        (maps / "content" / path).write_text(text)
    run(["review", "journey:buy", "buy/need", "anna"])
    assert texts(maps) == by_patch


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["bey/need"], 2, "unknown journey 'bey'; did you mean 'buy'?"),
        (["buy/pai"], 2, "unknown stage 'pai'; did you mean 'pay'?"),
        (["buy"], 2, "write journey:buy or persona:buy"),
        (["ana"], 2, "unknown journey or persona 'ana'; did you mean 'anna'?"),
        (["nps"], 2, "'nps' is a metric, and only journeys, their stages and personas are reviewed"),
        (["metric:nps"], 2, "a metric is not reviewed"),
        (["buy/pay/i-pay"], 2, "a stage, which is reviewed as a whole: jmsite review buy/pay"),
        (["anna", "--date", "2026-12-02"], 2, "in the future"),
        (["anna", "--date", "1.12.2026"], 2, "'1.12.2026' is not a date; write it as 2026-12-01"),
        (["anna", "--by", " "], 2, "--by is empty"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_reviewed_is_refused_with_a_hint(words, code, said, maps, capsys):
    before = texts(maps)
    assert run(["review", *words]) == code
    assert said in " ".join(capsys.readouterr().err.split())
    assert texts(maps) == before


def test_what_cannot_be_read_as_a_whole_is_not_reviewed(maps, capsys):
    (maps / "content/journeys/buy/02-pay.md").write_text(STAGE.format("Pay", "I pay", "very"))
    before = texts(maps)
    assert run(["review", "journey:buy"]) == 1
    assert "02-pay.md" in capsys.readouterr().err
    assert texts(maps) == before
    assert run(["review", "anna"]) == 0


def test_a_file_in_brackets_is_not_taken_apart(maps, capsys):
    (maps / "content/personas/anna.md").unlink()
    (maps / "content/personas/anna.yaml").write_text("{title: Anna,\n goals: [Be home by six]}\n")
    assert run(["review", "anna"]) == 1
    said = capsys.readouterr().err
    assert "has its fields in brackets; add this by hand" in said
    assert "reviewed:\n  day: 2026-12-01" in said


def test_an_entry_of_a_registry_is_reviewed_in_its_place(maps):
    (maps / "content/personas/anna.md").unlink()
    (maps / "content/personas/buy.md").unlink()
    file = maps / "content/personas.yaml"
    file.write_text("anna:\n    title: Anna\n    goals:\n    - Be home\n\n# Ben\nben: {title: Ben}\n")
    if run(["review", "anna"]) == 0:
        assert "\n    - Be home\n    reviewed:\n      day: 2026-12-01\n" in file.read_text()
        assert file.read_text().endswith("\n\n# Ben\nben: {title: Ben}\n")


FIELDS = st.lists(
    st.sampled_from(
        [
            "title: Anna",
            "goals: [Be home by six]",
            "goals:\n- Be home\n- Eat",
            "# a comment",
            "",
            "reviewed: 2026-01-01",
            "reviewed: 2026-01-01 # with Ben",
            "reviewed:\n  # with Ben\n  day: 2026-01-01  # on the phone\n  of:\n    who: bcdfgh",
            "reviewed:\n- day: 2026-01-01\n  of: {who: bcdfgh}\n- 2026-02-01",
            "'reviewed' : {day: 2026-01-01,\n  by: Ben}",
            "reviewed:",
            "summary: >\n  A text\n\n  of two.",
            "fields:\n  a: 1",
        ]
    ),
    max_size=7,
)
VALUE = {
    "day": "2026-12-01",
    "by": "Nadia",
    "of": {"who": "bcdfgh", "whole map": "stages kmnpqr, evidence bcdfgh"},
}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(FIELDS, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_a_field_is_set_wherever_it_stands_and_all_others_and_comments_stay(fields, ending, markdown, last):
    keys = [
        field.partition(":")[0].strip("' ") for field in fields if ":" in field and not field.startswith("#")
    ]
    if len(set(keys)) != len(keys):
        return
    inner = ending.join(fields).replace("\r\n", "\n").replace("\n", ending)
    text = (
        f"---{ending}{inner}{ending}---{ending}{ending}# Prose{ending}"
        if markdown
        else inner + (ending if last else "")
    )
    path = f"content/personas/anna.{'md' if markdown else 'yaml'}"

    def read(text: str):
        return parse(Source(path=path, digest="", data=text.encode()), Prose()).value

    document = read(text)
    try:
        made = with_field(text, document.places, (), "reviewed", VALUE)
    except NoPlaceError:
        return
    assert read(made).front == {**document.front, "reviewed": VALUE}
    assert ending not in text or "\n" not in made.replace(ending, "")
    for comment in ("# a comment", "# with Ben", "# on the phone", "# Prose"):
        assert made.count(comment) == text.count(comment)
    assert with_field(made, read(made).places, (), "reviewed", VALUE).count("day:") == 1
