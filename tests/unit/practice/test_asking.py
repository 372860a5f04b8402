"""A site asks for rules of practice, as a whole or one by one, and sets them for all or a part of its content."""

from __future__ import annotations

from pathlib import Path

import pytest
from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.sources import Options
from jmsite.pipeline import check

STEPS = "---\ntitle: {}\nsteps:\n{}---\n"
OWNER = "upkeep/without-owner"


def stage(title: str, steps: int) -> str:
    return STEPS.format(title, "".join(f"  - title: I take step {at}\n" for at in range(steps)))


@pytest.fixture
def site(tmp_path: Path):
    """A site of two journeys of three steps that nobody owns, with settings of its own."""

    def made(settings: str, **files: str) -> list[tuple[str, str, str]]:
        content = {"site.yaml": f"title: Journeys\n{settings}"}
        for journey in ("buy", "swap"):
            content[f"journeys/{journey}/journey.md"] = f"---\ntitle: {journey}\n---\n"
            content[f"journeys/{journey}/01-need.md"] = stage("Need", 3)
        write_files(tmp_path / "content", {**content, **files})
        found = check(discover(tmp_path), Memo())
        return [
            (one.place.path.removeprefix("content/"), one.rule, one.severity.value)
            for one in found
            if one.rule not in ("objectives/none", "file/empty")
            and not one.rule.startswith(("evidence", "empathy", "completeness", "inclusion"))
        ]

    return made


def owned(*severities: str) -> list[tuple[str, str, str]]:
    return [
        (f"journeys/{journey}/journey.md", OWNER, severity)
        for journey, severity in zip(("buy", "swap"), severities, strict=True)
        if severity
    ]


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("", owned("", "")),
        ("practice: off\n", owned("", "")),
        ("practice: gentle\n", owned("info", "info")),
        ("practice: strict\n", owned("warning", "warning")),
        ("practice: strict\nrules: {upkeep/without-owner: {severity: info}}\n", owned("info", "info")),
        ("practice: strict\nrules: {upkeep: {severity: off}}\n", owned("", "")),
        ("rules: {upkeep/without-owner: {severity: info}}\n", owned("info", "info")),
        ("rules: {upkeep: {severity: error}}\n", owned("error", "error")),
        (
            "practice: gentle\nrules: {upkeep/without-owner: {journeys: {swap: {severity: off}}}}\n",
            owned("info", ""),
        ),
        ("rules: {upkeep/without-owner: {paths: {journeys/swap: {severity: info}}}}\n", owned("", "info")),
        (
            "practice: strict\nrules: {upkeep/unknown-owner: {severity: off}}\n",
            owned("warning", "warning"),
        ),
        (
            "rules: {upkeep: {severity: error, paths: {journeys: {severity: info}, journeys/buy: {severity: off}}}}\n",
            owned("", "info"),
        ),
    ],
)
def test_a_rule_weighs_what_is_set_for_its_place(site, settings: str, found: list[tuple[str, str, str]]):
    assert site(settings) == found


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("max: 2", ["buy", "swap"]),
        ("max: 3", []),
        ("max: 3, journeys: {swap: {max: 2}}", ["swap"]),
        ("max: 2, journeys: {swap: {max: 3}}", ["buy"]),
        ("max: 2, paths: {journeys: {max: 3}, journeys/buy: {max: 1}}", ["buy"]),
        ("max: 1, paths: {journeys/swap: {max: 1}}, journeys: {swap: {max: 3}}", ["buy"]),
    ],
)
def test_a_rule_counts_by_what_is_set_for_its_place(site, options: str, found: list[str]):
    told = site(f"rules: {{simplicity/too-many-steps: {{severity: info, {options}}}}}\n")
    assert [path for path, *_ in told] == [f"journeys/{journey}/journey.md" for journey in found]


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ("paths: {journeys/sell: {max: 2}}", "site/unknown-path"),
        ("journeys: {sell: {max: 2}}", "ref/unknown-journey"),
        ("journeys: {buy: {mx: 2}}", "field/unknown"),
        ("journeys: {buy: {max: many}}", "field/wrong-type"),
        ("journeys: {buy: {paths: {swap: {max: 2}}}}", "field/unknown"),
        ("paths: {journeys: 3}", "field/wrong-type"),
    ],
)
def test_what_is_set_for_nothing_is_told(site, options: str, rule: str):
    told = site(f"rules: {{simplicity/too-many-steps: {{{options}}}}}\n")
    assert [one[:2] for one in told] == [("site.yaml", rule)]


def test_a_build_for_an_audience_is_not_judged(project):
    made = project("minimal").edit(
        "site.yaml", "title: Minimal\npractice: strict\nmarkdown: {html: escape}\n"
    )
    rules = {one.rule for one in check(discover(made.root), Memo())}
    assert OWNER in rules or "objectives/none" in rules
    public = check(discover(made.root, Options(audience="public")), Memo())
    assert [one for one in public if one.rule in rules] == []


def test_the_sample_is_strict_with_itself():
    root = Path(__file__).parents[3]
    text = (root / "content" / "site.yaml").read_text("utf-8")
    assert "practice: strict" in text
    assert check(discover(root), Memo()) == ()


def test_the_sample_shows_with_one_comment_how_a_finding_is_ignored():
    content = Path(__file__).parents[3] / "content"
    comments = [
        line.strip()
        for file in sorted(content.rglob("*.*"))
        if file.suffix in (".md", ".yaml") and file.parent.name != "pages"
        for line in file.read_text("utf-8").splitlines()
        if "jmsite: ignore" in line
    ]
    assert len(comments) == 1
    assert comments[0] in (content / "pages" / "rules-of-practice.md").read_text("utf-8")
