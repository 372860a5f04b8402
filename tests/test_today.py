"""The day of a build is one of the things that it is made from: what depends on it follows it, and nothing else."""

from __future__ import annotations

import ast
import asyncio
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from house import MODULES, Module, written
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite import pipeline
from jmsite.checks.table import SiteCheck
from jmsite.cli import compiling
from jmsite.cli.app import run
from jmsite.cli.build_stamp import key_of
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.history.build_day import EPOCH, build_day
from jmsite.live.loop import wake_daily
from jmsite.live.preview import Preview
from jmsite.live.watch import Watch
from jmsite.model.catalog import Catalog
from jmsite.model.findings import Finding
from jmsite.model.page import Build
from jmsite.model.sources import Inputs, Options
from jmsite.model.value import replace

MINIMAL = Path(__file__).parent / "sites" / "minimal"
EVE, DAY = date(2026, 12, 31), date(2027, 1, 1)


def on(day: date | None) -> Inputs:
    return replace(discover(MINIMAL), today=day)


def same(made: Build) -> tuple[object, ...]:
    """What must be the same of two builds: how many charts had to be drawn is none of it."""
    return (made.outputs, made.diagnostics, made.pages)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The checks that were made since: one that looks at the day, and one that looks at personas."""
    made: list[str] = []

    def of_day(catalog: Catalog) -> Iterator[Finding]:
        made.append("day")
        yield Finding(
            rule="persona/takes-no-part",
            entity=("persona", "anna"),
            field=("title",),
            message=f"it is {catalog.today}",
        )

    def of_personas(catalog: Catalog) -> Iterator[Finding]:
        made.append("personas")
        assert catalog.all("persona")
        yield from ()

    checks = (
        SiteCheck(name="day", rules=(), look=of_day),
        SiteCheck(name="personas", rules=(), look=of_personas),
    )
    monkeypatch.setattr(pipeline, "SITE_CHECKS", checks)
    return made


def test_over_midnight_only_what_reads_the_day_is_made_again(asked: list[str]):
    memo = Memo()
    first = pipeline.build(on(EVE), memo)
    assert sorted(asked) == ["day", "personas"]
    again = pipeline.build(on(EVE), memo)
    assert same(again) == same(first)
    assert sorted(asked) == ["day", "personas"]
    second = pipeline.build(on(DAY), memo)
    assert asked[2:] == ["day"]
    assert "it is 2027-01-01" in [fault.message for fault in second.diagnostics]
    assert all(any(one is page for one in first.outputs) for page in second.outputs), "no page was made again"


def test_over_midnight_incremental_equals_clean(asked: list[str]):
    memo = Memo()

    @given(st.lists(st.sampled_from([None, EVE, DAY]), min_size=1, max_size=6))
    @settings(deadline=None, max_examples=20)
    def follow(days: list[date | None]) -> None:
        for day in days:
            assert same(pipeline.build(on(day), memo)) == same(pipeline.build(on(day), Memo()))

    follow()


STEPS = {"content", "data", "checks", "theme", "pages", "charts", "outputs", "reading", "rendering"}


def reads_the_day(module: Module) -> bool:
    """Whether a step asks the catalog what day it is."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "today")
        or (isinstance(node, ast.Constant) and node.value == "today")
        for node in ast.walk(module.tree)
    )


def test_a_build_is_answered_again_on_another_day_exactly_as_long_as_no_step_reads_the_day():
    keys = {key_of(on(day)) for day in (None, EVE, DAY)}
    assert len(keys) == (3 if any(reads_the_day(one) for one in MODULES if one.room in STEPS) else 1)
    assert reads_the_day(written("checks/days", "def late(catalog): return catalog.today"))
    assert reads_the_day(written("checks/days", "def late(catalog): return catalog.read('today', 'site')"))
    assert not reads_the_day(written("checks/days", "def late(catalog): return catalog.days"))


def test_a_new_day_costs_no_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    root = tmp_path.resolve() / "site"
    shutil.copytree(MINIMAL, root, ignore=shutil.ignore_patterns("build"))
    monkeypatch.setenv(EPOCH, "1796000000")
    assert run(["build", "--root", str(root)]) == 0
    monkeypatch.setenv(EPOCH, "1796100000")
    monkeypatch.setattr(compiling, "compile_site", lambda *_: pytest.fail("the site was built once more"))
    assert run(["build", "--root", str(root)]) == 0
    assert " 0 written" in capsys.readouterr().out


def test_the_preview_follows_the_day_and_publishes_only_what_it_changes(asked: list[str]):
    days = [EVE]
    preview = Preview(MINIMAL, Options(preview=True), Memo(), today=lambda: days[0])
    assert preview.refresh() is not None
    assert preview.refresh(frozenset()) is None
    days[0] = DAY
    change = preview.refresh(frozenset())
    assert change is not None
    assert (change.changed, change.gone) == ((), ())
    assert "it is 2027-01-01" in [fault.message for fault in change.published.diagnostics]


def test_a_preview_of_which_nothing_reads_the_day_says_nothing_at_midnight():
    days = [EVE]
    preview = Preview(MINIMAL, Options(preview=True), Memo(), today=lambda: days[0])
    preview.refresh()
    assert all(preview.published.outputs.values())  # each page has been looked at
    days[0] = DAY
    assert preview.refresh(frozenset()) is None


def test_the_watch_wakes_at_midnight_without_a_path(tmp_path: Path):
    days = iter([EVE, EVE, DAY])

    def today() -> date:
        return next(days)

    watch = Watch((tmp_path,))
    ended: list[RuntimeError] = []

    def wake() -> None:
        try:
            asyncio.run(wake_daily(watch, today, pause=0))
        except RuntimeError as error:  # the days of this test have come to an end
            ended.append(error)

    thread = threading.Thread(target=wake)
    thread.start()
    thread.join()
    assert ended
    assert next(watch.bursts()) == frozenset()


@pytest.mark.parametrize(
    ("written", "day"), [("0", date(1970, 1, 1)), ("1798761599", EVE), ("1798761600", DAY)]
)
def test_the_environment_may_name_the_day(monkeypatch: pytest.MonkeyPatch, written: str, day: date):
    monkeypatch.setenv(EPOCH, written)
    assert build_day() == day


def test_a_day_that_is_none_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv(EPOCH, "tomorrow")
    assert run(["check", "--root", str(MINIMAL)]) == 2
    assert (
        "SOURCE_DATE_EPOCH must be a number of seconds since 1970, not 'tomorrow'" in capsys.readouterr().err
    )
