"""What changed is told from git: month by month or by tags, for those who may see it, and not where nobody can know."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from committed import commit, page

from jmsite.cached import with_days
from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.history.states import states
from jmsite.past import with_history

FIND = "journeys/buy/01-find.md"
SITE = {
    "site.yaml": "title: Small\nurl: https://example.org/\nhistory: months\n"
    "visibility: {journeys: public, personas/anna: public}\ncharts: false\nsearch: false\n",
    "personas/anna.md": "---\ntitle: Anna\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna, ben]\n---\n",
    FIND: "---\ntitle: Find\nsteps:\n  - {id: look, title: I look, emotion: {anna: -1.3, ben: 0}}\n---\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "one"
    root.mkdir()
    commit(root, "2026-08-10", SITE)
    commit(root, "2026-08-11", {FIND: SITE[FIND].replace("-1.3", "-1.4")}, "1.0")
    commit(root, "2026-09-12", {FIND: SITE[FIND].replace("-1.3", "-1").replace("ben: 0", "ben: 1")}, "1.1")
    pains = SITE[FIND].replace("-1.3", "-1").replace("ben: 0}", "ben: 1}, pains: [It is slow]")
    commit(root, "2026-10-03", {FIND: pains, "insights/why.md": "---\ntitle: Why\n---\n"})
    return root


def test_months_are_told_in_sentences_the_youngest_first(site: Path):
    assert page(site) == (
        "# What changed\n\nWhat changed for customers: scores, steps, pains and evidence.\n\n"
        "## October 2026\n\n### Buy\n\n- I look, Pains: “It is slow” is new\n\n"
        "### Insights\n\n- New: Insight “Why”\n\n"
        "## September 2026\n\n### Buy\n\n- I look: Anna −1.4 → −1.0, assumed\n- I look: Ben 0.0 → +1.0, assumed\n"
    )


def test_by_tags_each_is_told_and_what_came_after_the_last(site: Path):
    settings = SITE["site.yaml"].replace("months", "tags")
    commit(site, "2026-10-04", {"site.yaml": settings})
    found = page(site)
    assert [line for line in found.splitlines() if line.startswith("## ")] == [
        "## since the last version",
        "## 1.1",
    ]
    commit(site, "2026-10-05", {}, "1.2")
    assert "## 1.2" in page(site)


def test_the_curve_is_shown_as_it_was(site: Path):
    html = page(site, path="changes/index.html")
    assert html.count("<h3>August 2026</h3>") == html.count("<h3>September 2026</h3>") == 1
    # nothing felt otherwise in October
    assert "<h3>October 2026</h3>" not in html
    assert 'href="../journeys/buy/#find--look"' in html


def test_home_and_the_feed_tell_what_changed_and_not_which_file(site: Path):
    home = page(site, path="index.html")
    assert "“It is slow” is new" in home
    feed = page(site, path="feed.xml")
    assert "<title>October 2026: 1 new pain" in feed
    assert "changes/#since-2026-10" in feed
    assert "Changed:" not in feed


def test_an_audience_is_told_nothing_of_what_it_does_not_see_now(site: Path):
    found = page(site, "public")
    assert "I look: Anna −1.4 → −1.0" in found
    assert "Ben" not in found
    assert "Why" not in found
    hidden = SITE["site.yaml"].replace("journeys: public, ", "")
    commit(site, "2026-10-05", {"site.yaml": hidden})
    assert "look" not in page(site, "public")


def test_what_is_gone_is_told_inside_alone(site: Path):
    (site / "content/insights/why.md").unlink()
    (site / "content/personas/ben.md").unlink()
    rest = {
        "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna]\n---\n",
        FIND: SITE[FIND].replace(", ben: 0", ""),
    }
    commit(site, "2026-11-01", rest)
    assert "- Gone: Persona “Ben”" in page(site)
    assert "Gone" not in page(site, "public")


def test_without_all_of_the_history_nothing_is_told_but_why(site: Path, tmp_path: Path, capsys):
    clone = tmp_path / "clone"
    words = ["git", "clone", "-q", "--depth", "1", f"file://{site}", str(clone)]
    subprocess.run(words, check=True)
    assert page(clone) == ""
    assert run(["build", "--root", str(clone)]) == 0
    assert "this clone is shallow" in capsys.readouterr().err


def test_outside_git_and_where_it_is_off_there_is_no_page(site: Path, tmp_path: Path):
    bare = tmp_path / "bare"
    bare.mkdir()
    (site / "content").rename(bare / "content")
    assert page(bare) == ""
    (bare / "content").rename(site / "content")
    commit(site, "2026-10-06", {"site.yaml": SITE["site.yaml"].replace("history: months\n", "")})
    assert page(site) == ""


def test_a_merge_is_told_in_the_month_in_which_it_came(site: Path):
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@y"]
    subprocess.run([*git, "checkout", "-qb", "side", "HEAD~2"], cwd=site, check=True)
    commit(site, "2026-08-20", {"personas/cleo.md": "---\ntitle: Cleo\n---\n"})
    subprocess.run([*git, "checkout", "-q", "-"], cwd=site, check=True)
    env = {
        **os.environ,
        "GIT_COMMITTER_DATE": "2026-11-02T12:00:00",
        "GIT_AUTHOR_DATE": "2026-11-02T12:00:00",
    }
    subprocess.run([*git, "merge", "-q", "--no-edit", "side"], cwd=site, check=True, env=env)
    assert [one.name for one in states(site / "content", "months")] == [
        "2026-08",
        "2026-09",
        "2026-10",
        "2026-11",
    ]
    assert "## November 2026\n\n### Personas\n\n- New: Persona “Cleo”" in page(site)


def test_what_was_read_once_is_kept_and_says_the_same(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    cache = DiskCache(file=tmp_path / "answers.db")
    inputs = with_days(discover(site), site, cache)
    first = with_history(inputs, site, cache)
    monkeypatch.setattr("jmsite.past.catalog_of", lambda *_: pytest.fail("read again"))
    assert with_history(inputs, site, cache).past == first.past
    # a preview goes on with what it knows, and an edit that nobody committed changes nothing of the past
    (site / "content/personas/anna.md").write_text("---\ntitle: Hannah\n---\n", "utf-8")
    again = with_days(discover(site), site, None, first)
    assert with_history(again, site, None, first).past == first.past


def test_only_so_many_states_are_remembered(tmp_path: Path):
    for month in range(36):
        day = f"{2020 + month // 12}-{month % 12 + 1:02}-01"
        commit(tmp_path, day, {**SITE, "personas/anna.md": f"---\ntitle: Anna {month}\n---\n"})
    found = states(tmp_path / "content", "months")
    assert len(found) == 25
    assert (found[0].name, found[-1].name) == ("2020-12", "2022-12")
