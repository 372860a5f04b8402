"""What is found after an edit is what is found of the same content by somebody who has not seen it before."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.page import Build
from jmsite.model.sources import Options
from jmsite.model.value import replace
from jmsite.pipeline import build, check
from jmsite.report import practice_in_markdown
from jmsite.resources import example_folder

JOURNEY, STAGE = "journeys/help-on-a-monday/journey.md", "journeys/help-on-a-monday/01-stuck.md"
DELIVERY = "journeys/buy-clothes-online/04-delivery.md"
EDITS: tuple[tuple[str, str, str], ...] = (
    (STAGE, "    accessibility: [What is missing is said by a red border alone]\n", ""),
    (JOURNEY, "title: ", "# a line more\ntitle: "),
    (DELIVERY, "because the brand team and the couriers have yet to look at it", ""),
    (DELIVERY, "contradiction/score ", "contradiction/score because it is true"),
    (DELIVERY, "score: 1.7", "score: 0.1"),
    ("touchpoints.yaml", "  owner: guidance-content\n  importance: 4", "  importance: 4"),
    ("site.yaml", "practice: strict", "practice: gentle"),
    ("site.yaml", "rules:\n", "rules:\n  simplicity/too-many-stages: {max: 3}\n"),
    ("systems.yaml", "title: Shop platform", "title: Pretty box"),
    ("metrics/minutes-per-exchange.yaml", "target: 10", "target: 9"),
    ("pages/read-a-map.md", "\n## ", "\nCall +44 20 7946 0958.\n\n## "),
    ("site.yaml", "practice: gentle", "practice: off"),
)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    shutil.copytree(example_folder(), tmp_path / "content")
    return tmp_path


def found(root: Path, memo: Memo, day: date = date(2026, 11, 30)) -> tuple[Diagnostic, ...]:
    return check(replace(discover(root), today=day), memo)


def test_findings_after_an_edit_are_those_of_a_clean_check(sample: Path):
    memo, changes = Memo(), 0
    last = found(sample, memo)
    assert last == ()
    for path, old, new in EDITS:
        file = sample / "content" / path
        text = file.read_text("utf-8")
        assert old in text, path
        file.write_text(text.replace(old, new, 1), "utf-8")
        again = found(sample, memo)
        assert again == found(sample, Memo()), path
        changes, last = changes + (again != last), again
    # a comment and a target that is reached anyway change nothing, and everything else does
    assert changes == len(EDITS) - 2


def test_a_new_day_asks_again_what_depends_on_it(sample: Path):
    memo = Memo()
    assert found(sample, memo) == ()
    later = found(sample, memo, date(2028, 11, 30))
    assert {"upkeep/review-due", "objectives/overdue", "evidence/stale"} <= {one.rule for one in later}
    assert later == found(sample, Memo(), date(2028, 11, 30))
    assert found(sample, memo) == ()


def test_a_page_on_trust_tells_what_practice_finds_and_a_public_one_does_not(sample: Path):
    for name, old, new in (
        (DELIVERY, ", research: [public-reviews-2026]", ""),
        ("site.yaml", "practice: strict", "practice: gentle"),
    ):
        file = sample / "content" / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
    whole = build(discover(sample), Memo())
    assert "evidence/unsupported-pain" in {one.rule for one in whole.diagnostics}
    assert b"evidence/unsupported-pain" in trust(whole)
    public = build(discover(sample, Options(audience="public")), Memo())
    assert b"evidence/unsupported-pain" not in trust(public)


def trust(site: Build) -> bytes:
    (page,) = [output.content for output in site.outputs if output.path == "health/index.html"]
    assert isinstance(page, bytes)
    return page


def test_the_guide_tells_every_rule_as_it_is(sample: Path):
    page = (sample / "content" / "pages" / "rules-of-practice.md").read_text("utf-8")
    _, _, printed = page.partition('<!-- The rest is printed by "jmsite explain --markdown". -->\n\n')
    assert printed == practice_in_markdown()
