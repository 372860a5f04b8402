"""``jmsite check --fix``: what is certain is put right, and nothing else is touched."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import snapshot
from written import write_files

from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.editing import edited_files, fixes_of
from jmsite.engine.memo import Memo
from jmsite.pipeline import check

SITE = {
    "site.yaml": "title: Small\naudiences: [partners]\nvisibility: {page: public}   # all of it\n"
    "emotion_scale: {words: {1: [glad, pleased]}}\n",
    "personas/anna-berg.md": "---\r\ntitle: Our Anna\r\n---\r\n",
    "personas/ben.md": "---\ntitel: Ben   # who else\nkind: 'Primry'\nvisibility: partner\n---\n",
    "touchpoints.yaml": "desk:\n  title: Desk\n",
    "metrics/ease.yaml": "title: Ease\nkind: csat\nreadings: [{date: 2026-01-01, value: 4}]\n",
    "journeys/buy/journey.md": "\ufeff---\ntitle: Buy\npersonas: [Anna Berg, 'BEN']  # both\n"
    "phases: [{id: end, title: The end}]\n---\n"
    "\n"
    "[Her](../../persona/ben.md#x), and [so](01-find.md#no-where).\n",
    "journeys/buy/01-find.md": "---\ntitle: Find\nsteps:\n"
    '  - {title: I look, touchpoint: "dsk", emotion: {Our Anna: 1}, next: [{to: payy}]}\n---\n\n## Nowhere\n',
    "journeys/buy/02-pay.md": "---\ntitle: Pay\nphase: 'The  end'  # of it\nsteps:\n"
    "  - {id: pay, title: I pay, emotion: 'plaesed'}\n---\n",
    "opportunities/faster.md": "---\ntitle: Faster\nsteps: [buy/find/pay, i-look]\n---\n",
    "pages/hello.md": "# Hello\n\nSee [Ben](../personas/bn.md).\n",
    "pages/drawn.md": "# Drawn\n\n```chart\nchart: vega-lite\ncaption: Visits\nspec:\n"
    "  data: {values: [{a: x, visits: 1}]}\n  mark: bar\n"
    "  encoding: {x: {field: a, type: nominal}, y: {field: visit, type: quantitative}}  # visit\n```\n",
}
MENDED = {
    "site.yaml": SITE["site.yaml"].replace("page:", "pages:"),
    "personas/ben.md": "---\ntitle: Ben   # who else\nkind: 'primary'\nvisibility: partners\n---\n",
    "journeys/buy/journey.md": "\ufeff---\ntitle: Buy\npersonas: [anna-berg, 'ben']  # both\n"
    "phases: [{id: end, title: The end}]\n---\n"
    "\n"
    "[Her](../../personas/ben.md#x), and [so](01-find.md#nowhere).\n",
    "journeys/buy/01-find.md": SITE["journeys/buy/01-find.md"]
    .replace("dsk", "desk")
    .replace("Our Anna", "anna-berg")
    .replace("payy", "pay"),
    "journeys/buy/02-pay.md": SITE["journeys/buy/02-pay.md"]
    .replace("The  end", "end")
    .replace("plaesed", "pleased"),
    "pages/drawn.md": SITE["pages/drawn.md"].replace("field: visit,", "field: visits,"),
    "opportunities/faster.md": "---\ntitle: Faster\nsteps: [buy/pay/pay, buy/find/i-look]\n---\n",
    "pages/hello.md": "# Hello\n\nSee [Ben](../personas/ben.md).\n",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch) -> Path:
    write_files(tmp_path / "content", SITE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def texts(site: Path) -> dict[str, str]:
    return {path: (site / "content" / path).read_bytes().decode() for path in SITE}


def test_a_dry_run_shows_a_patch_that_git_applies_and_writes_nothing(site, capsys):
    assert run(["check", "--fix"]) == 0
    shown = capsys.readouterr()
    assert texts(site) == SITE
    assert "jmsite check --fix --write" in shown.err
    (site / "fix.patch").write_bytes(shown.out.encode())
    subprocess.run(["git", "apply", "fix.patch"], cwd=site, check=True)
    assert texts(site) == {**SITE, **MENDED}


def test_writing_changes_only_what_is_wrong_and_says_what_is_left(site, capsys):
    assert run(["check", "--fix", "--write"]) == 1
    assert texts(site) == {**SITE, **MENDED}
    told = capsys.readouterr().out
    assert "link/missing-anchor" in told
    assert "ref/" not in told
    before = snapshot(site / "content")
    run(["check", "--fix", "--write"])
    assert snapshot(site / "content") == before
    assert [file.name for file in (site / "content").rglob(".*")] == []


def test_only_the_rules_and_files_asked_for_are_fixed(site):
    run(["check", "--fix", "--write", "--rule", "field", "content/personas"])
    assert {path for path, text in texts(site).items() if text != SITE[path]} == {"personas/ben.md"}


def test_writing_needs_the_fix(site, capsys):
    assert run(["check", "--write"]) == 2
    assert "--fix" in capsys.readouterr().err


def test_permissions_stay(site):
    page = site / "content/pages/hello.md"
    page.chmod(0o640)
    run(["check", "--fix", "--write"])
    assert page.stat().st_mode & 0o777 == 0o640


def test_programs_read_the_fix(site, capsys):
    run(["check", "--format", "json", "--rule", "ref/unknown-touchpoint"])
    (fault,) = json.loads(capsys.readouterr().out)
    edit = fault["fix"]["edits"][0]
    line = SITE["journeys/buy/01-find.md"].splitlines()[edit["line"] - 1]
    assert line[edit["column"] - 1 : edit["end_column"] - 1] == edit["old"] == "dsk"
    assert edit["new"] == "desk"
    run(["check", "--format", "sarif", "--rule", "ref/unknown-touchpoint"])
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "content/journeys/buy/01-find.md"}
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"] == {"text": "desk"}
    assert replacement["deletedRegion"] == {
        "startLine": edit["line"],
        "startColumn": edit["column"],
        "endColumn": edit["end_column"],
    }


def test_what_is_written_already_is_not_written_twice(site):
    (site / "content/personas/ben.md").write_text("---\ntitle: Ben\ntitel: Benjamin\n---\n")
    run(["check", "--fix", "--write", "content/personas"])
    assert "titel: Benjamin" in (site / "content/personas/ben.md").read_text()


STYLES = st.sampled_from(["{}", "'{}'", '"{}"', " {} "])
WORDS = st.sampled_from(
    ["anna-berg", "Anna Berg", "ANNA-BERG", "ana-berg", "Our Anna", "nobody-else", "ben", "bne"]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WORDS, STYLES), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from(["", "  # why: 'so'", "  # ana-berg"]),
)
def test_fixes_are_idempotent_and_change_nothing_else(tmp_path_factory, listed, end, mark, comment):
    root = tmp_path_factory.mktemp("site")
    people = ",".join(style.format(word) for word, style in listed)
    text = end.join(
        ["---", "title: Buy", f"personas: [{people}]{comment}", "---", "", "Ana-berg, ana-berg.", ""]
    )
    files = {**SITE, "journeys/buy/journey.md": ("\ufeff" if mark else "") + text}
    for path in ("site.yaml", "personas/anna-berg.md", "personas/ben.md", "journeys/buy/journey.md"):
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_bytes(files[path].encode())
    page = root / "content/journeys/buy/journey.md"
    edits = fixes_of(check(discover(root), Memo(), 1))
    path = "content/journeys/buy/journey.md"
    made = edited_files({path: page.read_bytes()}, edits).get(path, page.read_bytes())
    known = {"nobody-else": "nobody-else", "ben": "ben", "bne": "bne"}
    wanted = ",".join(style.format(known.get(word, "anna-berg")) for word, style in listed)
    assert made.decode() == files["journeys/buy/journey.md"].replace(f"[{people}]", f"[{wanted}]")
    page.write_bytes(made)
    again = fixes_of(check(discover(root), Memo(), 1))
    assert path not in again
