"""A check that has been answered is answered again, and never when anything it looks at is another one."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from jmsite.cli import check_stamp
from jmsite.model.sources import Options

DAY = date(2026, 11, 30)


@pytest.fixture
def site(project):
    return project("minimal").edit("site.yaml", "title: Minimal\npractice: strict\n")


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A word for each time that content is really looked at."""
    from jmsite.cli import compiling

    times: list[str] = []
    really = compiling.examine

    def noted(*arguments):
        times.append("looked")
        return really(*arguments)

    monkeypatch.setattr(compiling, "examine", noted)
    return times


def found(site, cache: Path, today: date = DAY, audience: str = "internal"):
    return check_stamp.found_in(site.root, Options(audience=audience), today, cache, 1)


def test_the_second_time_nothing_is_looked_at(site, tmp_path: Path, looked: list[str]):
    first = found(site, tmp_path)
    assert first
    assert found(site, tmp_path) == first
    assert len(looked) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda site: site.edit("personas/anna.md", "---\ntitle: Berta\n---\n"),
        lambda site: site.edit("pages/new.md", "---\ntitle: New\n---\n"),
        lambda site: site.edit("site.yaml", "title: Minimal\n"),
    ],
    ids=["a text", "a new file", "the settings"],
)
def test_whatever_changes_is_looked_at(site, tmp_path: Path, looked: list[str], change):
    found(site, tmp_path)
    change(site)
    anew = found(site, tmp_path)
    assert len(looked) == 2
    assert anew == found(site, tmp_path / "another")


def test_another_day_and_another_audience_are_looked_at(site, tmp_path: Path, looked: list[str]):
    found(site, tmp_path)
    found(site, tmp_path, date(2026, 12, 1))
    found(site, tmp_path, audience="public")
    assert len(looked) == 3


def test_a_damaged_answer_counts_for_nothing(site, tmp_path: Path, looked: list[str]):
    first = found(site, tmp_path)
    answer = tmp_path / check_stamp.ANSWER
    answer.write_text(answer.read_text("utf-8").replace("anna", "ANNA"), "utf-8")
    assert found(site, tmp_path) == first
    assert len(looked) == 2


def test_what_a_template_of_the_site_may_ask_is_not_answered_from_memory(site, tmp_path: Path, looked):
    theme = site.root / "themes" / "ours"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("title: Ours\nextends: default\n", "utf-8")
    found(site, tmp_path)
    found(site, tmp_path)
    assert len(looked) == 2


def test_where_nothing_can_be_kept_the_check_is_the_same(site, tmp_path: Path, looked: list[str]):
    blocked = tmp_path / "file"
    blocked.write_text("in the way", "utf-8")
    assert found(site, blocked / "cache") == found(site, Path(os.fspath(tmp_path)) / "other")
