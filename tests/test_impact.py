"""``jmsite impact``: all that depends on something, by which tie, and nothing that an audience may not see."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from written import write_files

from jmsite.cli.app import run

SITE = {
    "site.yaml": "title: Small\nvisibility: {journeys: public, systems: public, personas: public}\n",
    "personas/anna.md": "---\ntitle: Anna\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "departments.yaml": "care: {title: Care}\n",
    "systems.yaml": "crm: {title: Customer file}\nshop: {title: 'Shop [old]'}\n",
    "metrics/ease.yaml": "title: Ease\nkind: csat\nreadings: {file: data/a.csv, step: where}\n",
    "data/a.csv": "date,value,where\n2026-01-01,4,buy/find/look\n",
    "journeys/life/journey.md": "---\ntitle: Life\nvisibility: internal\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna, ben]\nparent: life\n---\n",
    "journeys/buy/01-find.md": "---\ntitle: Find\nsteps:\n"
    "  - {id: look, title: I look, personas: [anna], systems: [crm], metrics: [ease], departments: [care]}\n"
    "  - {id: wait, title: I wait, systems: [shop]}\n---\n",
    "journeys/buy/01-find.ben.md": "---\nsteps:\n  - {id: wait, backstage: [Ben waits]}\n---\n",
    "insights/slow.md": "---\ntitle: Slow\nsteps: [buy/find/look, buy/find/wait]\n---\n",
    "opportunities/faster.md": "---\ntitle: Faster\ninsights: [slow]\n---\n",
    "pages/seen.md": "# Seen\n\n```chart\nchart: emotion-curve\njourney: buy\n```\n",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path / "content", SITE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, tuple[str, str, int]]:
    """What depends on something: on what it depends itself, by which field, how far away."""
    assert run(["impact", *words, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    return {
        f"{one['kind']}:{one['id']}": (f"{one['of']['kind']}:{one['of']['id']}", one["by"], one["distance"])
        for one in document["dependents"]
    }


def test_all_that_depends_on_a_system_is_told_with_the_tie(site: Path, capsys):
    assert told(capsys, "system:crm") == {
        "step:buy/find/look": ("system:crm", "systems", 1),
        "stage:buy/find": ("step:buy/find/look", "", 2),
        "insight:slow": ("step:buy/find/look", "steps", 2),
        "persona:anna": ("step:buy/find/look", "personas", 2),
        "metric:ease": ("step:buy/find/look", "metrics", 2),
        "department:care": ("step:buy/find/look", "departments", 2),
        "journey:buy": ("stage:buy/find", "", 3),
        "opportunity:faster": ("insight:slow", "insights", 3),
        "journey:life": ("journey:buy", "", 4),
        "page:seen": ("journey:buy", "journey", 4),
    }


def test_evidence_leads_to_the_steps_it_is_about_only_where_one_begins_there(site: Path, capsys):
    assert "step:buy/find/wait" not in told(capsys, "system:crm")
    assert told(capsys, "insight:slow")["opportunity:faster"] == ("insight:slow", "insights", 1)
    assert set(told(capsys, "metric:ease")) >= {"step:buy/find/look", "stage:buy/find", "journey:buy"}


def test_files_are_what_is_written_in_them_or_reads_them(site: Path, capsys):
    assert told(capsys, "content/data/a.csv") == told(capsys, "metric:ease")
    assert told(capsys, "content/systems.yaml") == told(capsys, "system:crm", "system:shop")
    assert told(capsys, "content/journeys/life") == {}


def test_what_changed_since_a_revision_is_followed(site: Path, capsys):
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], cwd=site, check=True)
    assert told(capsys, "--since", "HEAD") == {}
    (site / "content/data/a.csv").write_text("date,value,where\n2026-01-01,3,buy/find/look\n", "utf-8")
    assert told(capsys, "--since", "HEAD") == told(capsys, "metric:ease")
    assert run(["impact", "--since", "nothing"]) == 2
    assert "there is no revision 'nothing'" in capsys.readouterr().err


def test_an_audience_is_told_nothing_of_what_it_may_not_see(site: Path, capsys):
    seen = told(capsys, "system:crm", "--audience", "public")
    assert set(seen) == {"step:buy/find/look", "stage:buy/find", "journey:buy", "persona:anna"}
    assert run(["impact", "metric:ease", "--audience", "public"]) == 2
    assert "unknown metric 'ease'" in capsys.readouterr().err


def test_the_tree_has_each_once_and_counts(site: Path, capsys):
    assert run(["impact", "system:shop"]) == 0
    assert capsys.readouterr().out == (
        "system Shop [old]  system:shop\n"
        "└─ step I wait (Buy › Find)  step:buy/find/wait\n"
        "   ├─ stage Find (Buy)  stage:buy/find\n"
        "   │  └─ journey Buy  journey:buy\n"
        "   │     ├─ journey Life  journey:life\n"
        "   │     └─ page Seen  page:seen\n"
        "   ├─ insight Slow  insight:slow\n"
        "   │  └─ opportunity Faster  opportunity:faster\n"
        "   ├─ persona Anna  persona:anna\n"
        "   └─ persona Ben  persona:ben\n"
        "\n"
        "2 journeys, 1 stage, 1 step, 2 personas, 1 insight, 1 opportunity, 1 page affected\n"
    )
    assert run(["impact", "persona:ben", "--format", "tree", "--audience", "internal"]) == 0


def test_markdown_and_mermaid_say_the_same_and_words_stay_words(site: Path, capsys):
    assert run(["impact", "system:shop", "--format", "markdown"]) == 0
    found = capsys.readouterr().out
    assert found.startswith("Impact of system **Shop \\[old\\]**: 2 journeys, 1 stage")
    assert "### Opportunities\n\n- Faster `faster`, through insight Slow\n" in found
    assert run(["impact", "system:shop", "--format", "mermaid"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["flowchart LR", '  n0["system: Shop #91;old#93;"]', '  n1["step: I wait"]']
    assert "  n0 --> n1" in lines


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "name an entity"),
        (["crm"], "'crm' is no file; name an entity as KIND:ID"),
        (["sytem:crm"], "did you mean 'system'?"),
        (["system:crn"], "did you mean 'crm'?"),
        (["system:crm", "--format", "tre"], "did you mean 'tree'?"),
    ],
)
def test_what_is_not_there_is_said(site: Path, words: list[str], why: str, capsys):
    assert run(["impact", *words]) == 2
    assert why in capsys.readouterr().err
