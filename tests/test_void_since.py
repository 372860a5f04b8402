"""A review is void since the first change after it that touched what was reviewed, as far as git tells."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from committed import commit

import jmsite
from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.pipeline import catalog_of
from jmsite.void_reviews import with_void_days

PAY = "journeys/buy/02-pay.md"
MAP = "journeys/buy/journey.md"


def stage(title: str, score: float, more: str = "") -> str:
    return f"---\ntitle: {title}\nsteps:\n  - title: I {title}\n    emotion: {{anna: {score}}}\n---\n\nProse.\n{more}"


SITE = {
    "site.yaml": "title: Journeys\n",
    MAP: "---\ntitle: Buy\npersonas: [anna]\n---\n",
    "journeys/buy/01-need.md": stage("Need", 1),
    PAY: stage("Pay", -1),
    "personas/anna.md": "---\ntitle: Anna\ngoals: [Be home by six]\n---\n",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / 'on e "ü" \'日'
    root.mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767350400")  # 2026-01-02
    commit(root, "2026-01-01", SITE)
    assert run(["review", "buy"]) == 0
    assert run(["review", "anna"]) == 0
    commit(root, "2026-01-03", {})
    return root


def since(root: Path, kind: str = "journey", id: str = "buy") -> dict[str, date | None]:
    state = catalog_of(with_void_days(discover(root), root), Memo()).value.read("reviews", (kind, id))
    return {one.part: one.day for one in state.changed}


def move(root: Path, old: str, new: str) -> None:
    (root / "content" / new).parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "mv", f"content/{old}", f"content/{new}"], cwd=root, check=True)


def test_it_is_the_first_change_that_touched_it_and_neither_a_later_one_nor_another(site: Path):
    commit(site, "2026-02-01", {PAY: stage("Pay", -1, "More prose.\n")})
    commit(site, "2026-03-01", {PAY: stage("Pay", -2)})
    commit(site, "2026-04-01", {PAY: stage("Pay", -1.5)})
    commit(site, "2026-05-01", {"journeys/buy/01-need.md": stage("Need", 0)})
    assert since(site) == {"need": date(2026, 5, 1), "pay": date(2026, 3, 1)}
    assert since(site, "persona", "anna") == {}


def test_what_was_taken_back_does_not_count(site: Path):
    commit(site, "2026-02-01", {PAY: stage("Pay", -2)})
    commit(site, "2026-03-01", {PAY: stage("Pay", -1)})
    commit(site, "2026-04-01", {PAY: stage("Pay", 2)})
    assert since(site) == {"pay": date(2026, 4, 1)}


def test_a_persona_and_a_stage_that_came_or_went_have_their_days(site: Path):
    anna = (site / "content/personas/anna.md").read_text()
    commit(site, "2026-02-01", {"personas/anna.md": anna.replace("six", "five")})
    commit(site, "2026-03-01", {"journeys/buy/03-use.md": stage("Use", 1)})
    (site / "content" / PAY).unlink()
    commit(site, "2026-04-01", {})
    assert since(site, "persona", "anna") == {"goals": date(2026, 2, 1)}
    assert since(site) == {"use": date(2026, 3, 1), "pay": date(2026, 4, 1)}


def test_what_nobody_has_committed_has_no_day(site: Path):
    (site / "content" / PAY).write_text(stage("Pay", 2), "utf-8")
    assert since(site) == {"pay": None}


def test_a_map_that_was_moved_to_another_folder_keeps_its_day(site: Path):
    commit(site, "2026-02-01", {PAY: stage("Pay", 2)})
    for name in ("journey.md", "01-need.md", "02-pay.md"):
        move(site, f"journeys/buy/{name}", f"journeys/purchase/{name}")
    commit(site, "2026-03-01", {})
    commit(site, "2026-04-01", {"journeys/purchase/02-pay.md": stage("Pay", 1.5)})
    assert since(site, "journey", "purchase") == {"pay": date(2026, 2, 1)}


def test_a_shallow_clone_tells_what_it_knows(site: Path, tmp_path: Path):
    commit(site, "2026-02-01", {PAY: stage("Pay", 2)})
    commit(site, "2026-03-01", {"journeys/buy/01-need.md": stage("Need", 0)})

    def clone(depth: int) -> Path:
        to = tmp_path / f"clone-{depth}"
        words = ["git", "clone", "-q", "--depth", str(depth), site.as_uri(), str(to)]
        subprocess.run(words, check=True)
        return to

    # of the oldest commit nobody knows what it changed
    assert since(clone(1)) == {"need": None, "pay": None}
    assert since(clone(2)) == {"need": date(2026, 3, 1), "pay": None}
    assert since(clone(3)) == {"need": date(2026, 3, 1), "pay": date(2026, 2, 1)}


def test_a_merge_touches_it_on_the_day_on_which_it_came(site: Path):
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@y"]
    subprocess.run([*git, "checkout", "-qb", "side"], cwd=site, check=True)
    commit(site, "2026-02-01", {PAY: stage("Pay", 2)})
    subprocess.run([*git, "checkout", "-q", "-"], cwd=site, check=True)
    commit(site, "2026-02-10", {"site.yaml": "title: Other\n"})
    day = {"GIT_COMMITTER_DATE": "2026-03-02T12:00:00", "GIT_AUTHOR_DATE": "2026-03-02T12:00:00"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in day.items():
            patch.setenv(name, value)
        subprocess.run([*git, "merge", "-q", "--no-edit", "side"], cwd=site, check=True)
    assert since(site) == {"pay": date(2026, 3, 2)}


def test_check_drift_and_the_page_say_since_when_and_by_what(site: Path, capsys: pytest.CaptureFixture[str]):
    commit(site, "2026-03-01", {PAY: stage("Pay", -2), "site.yaml": "title: Journeys\npractice: gentle\n"})
    commit(site, "2026-04-01", {PAY: stage("Pay", -1.5)})
    run(["check"])
    found = capsys.readouterr()
    assert "is void since 2026-03-01" in " ".join((found.out + found.err).split())
    run(["drift"])
    assert "2026-03-01" in capsys.readouterr().out
    outputs = {one.path: one.content for one in jmsite.build(site).outputs}
    html = outputs["journeys/buy/index.html"]
    assert isinstance(html, bytes)
    told = re.search(r'<dl class="since">.*?</dl>', html.decode(), re.DOTALL)
    assert told is not None
    assert '<time datetime="2026-03-01">' in told[0]


def test_what_was_found_out_once_is_kept(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    commit(site, "2026-03-01", {PAY: stage("Pay", -2)})
    cache = DiskCache(file=tmp_path / "answers.db")
    first = with_void_days(discover(site), site, cache)
    ((path, days),) = first.void_days.items()
    assert (path, {part: day for part, (_, day) in days.items()}) == (
        f"content/{MAP}",
        {"pay": date(2026, 3, 1)},
    )
    monkeypatch.setattr("jmsite.void_reviews.past_commits", lambda *_: pytest.fail("asked again"))
    assert with_void_days(discover(site), site, cache).void_days == first.void_days
    assert with_void_days(discover(site), site, None, first).void_days == first.void_days
    # an edit that nobody committed changes nothing of it, and asks nothing
    (site / "content" / PAY).write_text(stage("Pay", 0), "utf-8")
    assert with_void_days(discover(site), site, None, first).void_days == first.void_days


def test_what_is_reviewed_anew_and_changed_again_has_no_day_before_it_is_committed(site: Path):
    commit(site, "2026-03-01", {PAY: stage("Pay", -2)})
    assert run(["review", "buy"]) == 0
    (site / "content" / PAY).write_text(stage("Pay", 0), "utf-8")
    assert since(site) == {"pay": None}
