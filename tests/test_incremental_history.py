"""Incremental equals clean also for what follows from git: findings, reviews and history, with commits in between."""

from __future__ import annotations

import os
import random
import re
import subprocess
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from edits import EDITS, plant
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_incremental import differing

from jmsite.cached import with_days
from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.live.preview import Preview
from jmsite.model.diagnostics import Severity
from jmsite.model.sources import Inputs, Options
from jmsite.model.value import replace
from jmsite.past import with_history
from jmsite.pipeline import build
from jmsite.void_reviews import with_void_days
from jmsite.watched_repositories import with_repositories

TODAY = date(2026, 11, 30)
OPTIONS = Options(drafts=False, preview=True)
WAYS = ("looked", "told", "restarted")


class History:
    """A site in a repository of its own, in which each commit is some days after the one before."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.day = date(2024, 1, 1)
        plant(root)
        site = root / "content/site.yaml"
        site.write_text(site.read_text().replace("practice: gentle", "practice: gentle\nhistory: months"))
        step = root / "content/journeys/buy/01-find.md"
        step.write_text(step.read_text().replace("    id: look\n", "    id: look\n    watch: [code/**]\n", 1))
        self.git("init", "-q", "-b", "main")
        self.commit(random.Random(1))

    def git(self, *words: str) -> None:
        who = {f"GIT_{one}_{what}": "x@y" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{self.day}T12:00:00+0000")
        env = {**os.environ, **who, **when, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(["git", *words], cwd=self.root, check=True, env=env, capture_output=True)

    def commit(self, dice: random.Random) -> None:
        self.day = date.fromordinal(self.day.toordinal() + dice.randint(1, 40))
        self.git("add", "content", "themes", *(["code"] if (self.root / "code").exists() else []))
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def amend(self, _: random.Random) -> None:
        self.git("add", "content")
        self.git("commit", "-q", "--allow-empty", "--amend", "-m", "y")

    def tag(self, dice: random.Random) -> None:
        self.git("tag", "-f", f"v{dice.randint(1, 9)}")

    def by_tags(self, dice: random.Random) -> None:
        site = self.root / "content/site.yaml"
        if site.exists():
            by = dice.choice(("months", "tags", "off"))
            site.write_bytes(re.sub(rb"history: \w+", f"history: {by}".encode(), site.read_bytes()))

    def code(self, dice: random.Random) -> None:
        (self.root / "code").mkdir(exist_ok=True)
        (self.root / "code/shop.py").write_text(f"price = {dice.randint(1, 99)}\n")

    def review(self, dice: random.Random) -> int:
        # a map that was deleted or is broken cannot be reviewed
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", f"{(self.day - date(1970, 1, 1)).days * 86_400}")
            return run(["review", dice.choice(("buy", "anna")), "--root", str(self.root)])


HISTORIC: tuple[Callable[[History, random.Random], object], ...] = (
    History.commit, History.commit, History.commit, History.amend, History.tag, History.by_tags, History.code,
    History.review, History.review,
)  # fmt: skip
sequences = st.lists(
    st.tuples(st.integers(0, len(HISTORIC) + len(EDITS) - 1), st.integers(0, 2**20), st.sampled_from(WAYS)),
    min_size=15,
    max_size=15,
)


def known(root: Path) -> Inputs:
    """All that a build is made of, found out by a process that knows nothing yet."""
    found = with_days(with_repositories(discover(root, OPTIONS), root, {}), root)
    return replace(with_history(with_void_days(found, root), root), today=TODAY)


def follow(edits: list[tuple[int, int, str]], cache: DiskCache) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        history = History(root)

        def preview() -> Preview:
            return Preview(root, OPTIONS, Memo(cache=cache), today=lambda: TODAY)

        served = preview()
        served.refresh()
        for number, seed, way in edits:
            dice = random.Random(seed)
            if number < len(HISTORIC):
                HISTORIC[number](history, dice)
            else:
                EDITS[number - len(HISTORIC)](root, dice)
            if way == "restarted":
                served = preview()
            # whoever is told of files is told of all of them here: commits change none
            served.refresh(frozenset(map(str, root.rglob("*"))) if way == "told" else None)
            clean = build(known(root), Memo(cache=DiskCache(file=cache.file.with_name("clean.db"))))
            step = f"after {number}({seed}), {way}"
            assert served.published.diagnostics == clean.diagnostics, step
            if not any(fault.severity is Severity.ERROR for fault in clean.diagnostics):
                assert differing(served.published.outputs, clean.outputs) == [], step


@given(sequences)
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_incremental_equals_clean_with_findings_reviews_and_history(
    cache: DiskCache, edits: list[tuple[int, int, str]]
) -> None:
    follow(edits, cache)


@pytest.mark.long
@given(sequences)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_incremental_equals_clean_with_findings_reviews_and_history_for_long(
    cache: DiskCache, edits: list[tuple[int, int, str]]
) -> None:
    follow(edits, cache)


def test_a_commit_alone_tells_what_changed_and_since_when(tmp_path: Path, cache: DiskCache) -> None:
    history = History(tmp_path)
    assert history.review(random.Random(1)) == 0  # of the map
    history.commit(random.Random(1))
    served = Preview(tmp_path, OPTIONS, Memo(cache=cache), today=lambda: TODAY)
    served.refresh()
    find = tmp_path / "content/journeys/buy/01-find.md"
    find.write_text(find.read_text().replace("title: I wait", "title: I stand"))
    served.refresh()

    def void() -> list[str]:
        return [fault.message for fault in served.published.diagnostics if fault.rule == "review/void"]

    (before,) = void()
    history.day = date(2026, 10, 1)
    history.commit(random.Random(1))
    served.refresh()
    (after,) = void()
    assert "since" not in before
    assert f"is void since {history.day}" in after
    changes = served.published.outputs["changes/index.html"].content
    assert isinstance(changes, bytes)
    assert "I stand" in changes.decode()
