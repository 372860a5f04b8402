"""Every rule of practice finds what it should, is content with what is right, and can be silenced at its place.

The failing site of a rule is that of ``tests/faults``; here it is put right, and here a comment silences it.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.rules import RULES
from jmsite.model.sources import Inputs
from jmsite.model.value import replace
from jmsite.pipeline import check
from jmsite.practice.table import PRACTICES, TEXT_PRACTICES

FAULTS = Path(__file__).parents[2] / "faults"
JOURNEY, STAGE = "journeys/buy/journey.md", "journeys/buy/01-need.md"
CHOOSE = "journeys/buy/01-choose.md"
OBJECTIVE = "  - text: People finish the checkout\n"

RIGHT: dict[str, tuple[str, str, str]] = {
    "objectives/none": (JOURNEY, "title: Buying\n", f"title: Buying\nobjectives:\n{OBJECTIVE}"),
    "objectives/without-number": (JOURNEY, OBJECTIVE, f"{OBJECTIVE}    target: 70\n"),
    "objectives/without-date": (JOURNEY, OBJECTIVE, f"{OBJECTIVE}    by: 2027-03-31\n"),
    "objectives/without-metric": (JOURNEY, OBJECTIVE, f"{OBJECTIVE}    metric: checkout-completion\n"),
    "objectives/overdue": (JOURNEY, OBJECTIVE, f"{OBJECTIVE}    target: 60\n"),
    "evidence/assumed-score": (STAGE, "emotion: -1", "emotion: {score: -1, research: [interviews]}"),
    "evidence/unsupported-pain": (
        STAGE,
        "[The zip is broken]",
        "[{text: The zip is broken, research: [interviews]}]",
    ),
    "evidence/unsupported-insight": ("insights/size.md", "---\n\n", "research: [interviews]\n---\n\n"),
    "evidence/never-validated": ("personas/anna.md", "assumption", "validated"),
    "evidence/coverage": ("site.yaml", "min: 60", "min: 50"),
    "evidence/one-kind": ("research/interviews.md", "interview\n", "desk\n"),
    "evidence/stale": ("site.yaml", "severity: info", "severity: info, after: P4Y"),
    "evidence/one-study": (STAGE, "research: [interviews]}", "research: [survey]}"),
    "contradiction/score": (STAGE, "emotion: 2", "emotion: -0.2"),
    "contradiction/solved": ("metrics/calls.yaml", "value: 44", "value: 39"),
    "contradiction/no-effect": ("metrics/calls.yaml", "value: 44", "value: 31"),
    "contradiction/off-target": ("metrics/calls.yaml", "target: 20", "target: 44"),
    "contradiction/undrawn-way": (
        CHOOSE,
        "title: I look around",
        "title: I look around, next: [basket, pay]",
    ),
    "contradiction/untaken-step": (JOURNEY, "  map: {put: basket}\n", ""),
    "upkeep/review-due": (JOURNEY, "2026-03-01", "2026-10-01"),
    "upkeep/without-owner": ("systems.yaml", "Stock system\n", "Stock system\n  owner: digital\n"),
    "upkeep/unknown-owner": (JOURNEY, "Raman", "Rahman"),
    "upkeep/link-gone": ("research/interviews.md", "2026-05/notes", "2026-05/script"),
    "upkeep/drafts-inside": (JOURNEY, "title: Buying\n", "title: Buying\nstatus: in-review\n"),
    "review/void": (JOURNEY, "steps bcdfgh, pains klmnpq", "steps fqzbkq"),
    "review/due": ("metrics/found.yaml", "value: 52", "value: 61"),
    "review/watches-nothing": (STAGE, "repo: shop", "releases: v*"),
    "simplicity/too-many-steps": (STAGE, "  - title: I take step 21\n", ""),
    "simplicity/too-many-stages": ("site.yaml", "max: 3", "max: 4"),
    "simplicity/long-cell": ("site.yaml", "severity: info", "severity: info, max: 66"),
    "simplicity/too-many-lanes": (STAGE, "    pains: [The zip is broken]\n", ""),
    "simplicity/one-step": (STAGE, "  - title: I notice it\n", "  - title: I notice it\n  - title: I look\n"),
    "empathy/inside-words": ("site.yaml", "severity: info", "severity: info, allow: [Stock system]"),
    "empathy/nothing-felt": (
        STAGE,
        "  - title: I notice it\n",
        "  - title: I notice it\n    feeling: [unsure]\n",
    ),
    "empathy/quote-without-source": (
        STAGE,
        "- I used to know my size.",
        "- {text: My size., research: interviews}",
    ),
    "empathy/company-title": (STAGE, "Onboard the customer", "I open the account"),
    "completeness/stage-without-touchpoint": (STAGE, "steps:\n", "channel: By phone\nsteps:\n"),
    "completeness/pain-without-opportunity": (STAGE, "severity: 3", "severity: 2"),
    "completeness/opportunity-unplanned": (
        "opportunities/say.md",
        "owner",
        "effort: 1\nmetrics: [calls]\nowner",
    ),
    "completeness/shipped-without-metric": ("solutions/mail.md", "shipped\n", "shipped\nmetrics: [calls]\n"),
    "completeness/unused": (STAGE, "channel: web", "channel: [web, fax]"),
    "completeness/stage-without-score": (STAGE, "    emotion: 1\n", ""),
    "completeness/only-the-purchase": ("touchpoints.yaml", "kind: purchase", "kind: visit"),
    "completeness/without-lead": (
        "departments.yaml",
        "Customer care\n",
        "Customer care\n  lead: Delroy Grant\n",
    ),
    "completeness/orphan-branch": (STAGE, "next: [pay]", "next: [{to: pay, when: it fits}]"),
    "inclusion/no-alternative-text": ("pages/mirror.md", "![]", "![A square]"),
    "inclusion/only-online": ("channels.yaml", "kind: online", "kind: offline"),
    "inclusion/hard-to-read": ("site.yaml", "min: 60", "min: -300"),
    "inclusion/no-accessibility": (STAGE, "I notice it\n", "I notice it\n    accessibility: [No label]\n"),
    "privacy/email": ("pages/call.md", "gmail.com", "shop.example"),
    "privacy/phone": ("pages/call.md", "+44 20 7946 0958", "+44 20"),
    "privacy/card": ("pages/call.md", "4111 1111 1111 1111", "4111 1111 1111 1112"),
    "privacy/bank-account": ("pages/call.md", "GB82", "GB83"),
    "privacy/identity-number": ("pages/call.md", "12345678Z", "12345678A"),
    "privacy/quote-without-consent": (
        "research/interviews.md",
        "---\n\n",
        "fields: {consent: Signed}\n---\n\n",
    ),
}
"""For each rule the file of its failing site, what stands in it, and what is right instead."""
BESIDE = {
    "metrics/checkout-completion.yaml": "title: Checkout completion\n",
    "metrics/calls.yaml": "title: Calls about parcels\n",
    "research/interviews.md": "---\ntitle: Interviews\n---\n\nNine people.\n",
}
"""What mended files refer to."""


def site(rule: str, edits: dict[str, str]) -> Inputs:
    """The failing site of a rule with other texts in some of its files."""
    found = discover(FAULTS / rule)
    some = next(iter(found.content.values()))
    texts = {
        path: replace(some, path=path, digest=text, data=text.encode())
        for path, text in ((f"content/{name}", text) for name, text in edits.items())
    }
    today, gone = FAULTS / rule / "today.txt", FAULTS / rule / "gone.json"
    if gone.exists():
        found = replace(found, gone=json.loads(gone.read_text("utf-8")))
    day = date.fromisoformat(today.read_text().strip()) if today.exists() else None
    return replace(found, content={**found.content, **texts}, today=day)


def written(rule: str, name: str) -> str:
    return (FAULTS / rule / "content" / name).read_text("utf-8")


def test_every_rule_has_a_function_and_every_function_a_rule():
    looked_for = [practice.rule for practice in (*PRACTICES, *TEXT_PRACTICES)]
    assert sorted(looked_for) == sorted(rule.id for rule in RULES.values() if rule.practice)
    assert set(RIGHT) == set(looked_for)


@pytest.mark.parametrize("rule", RIGHT)
def test_a_rule_is_content_with_what_is_right(rule: str):
    name, old, new = RIGHT[rule]
    text = written(rule, name)
    assert old in text
    mended = text.replace(old, new, 1)
    there = {path.removeprefix("content/") for path in site(rule, {}).content}
    beside = {path: text for path, text in BESIDE.items() if Path(path).stem in new and path not in there}
    found = check(site(rule, {name: mended, **beside}), Memo())
    # what is new beside it has no entries of its own
    assert [one.rule for one in found if one.rule != "ref/not-linked"] == []


def silenced(rule: str, text: str, line: int) -> str:
    """A text with the comment that silences a rule on a line: above it, for all of the file at its top."""
    lines = text.splitlines(keepends=True)
    said = f"jmsite: ignore {rule} because it is meant so"
    front = text.startswith("---\n")
    end = lines.index("---\n", 1) if front else len(lines)
    if line - 1 > end:
        return "".join([*lines[: line - 1], f"<!-- {said} -->\n", *lines[line - 1 :]])
    at = max(line - 1, int(front))
    indent = " " * (len(lines[at]) - len(lines[at].lstrip())) if line > 1 else ""
    return "".join([*lines[:at], f"{indent}# {said}\n", *lines[at:]])


@pytest.mark.parametrize("rule", RIGHT)
def test_a_comment_at_its_place_silences_a_rule(rule: str):
    (found,) = check(site(rule, {}), Memo())
    assert found.rule == rule
    name = found.place.path.removeprefix("content/")
    text = silenced(rule, written(rule, name), found.place.line)
    assert check(site(rule, {name: text}), Memo()) == ()


@pytest.mark.parametrize("rule", RIGHT)
def test_a_rule_says_why_and_shows_how(rule: str):
    row = RULES[rule]
    assert row.why
    assert row.fix
    assert row.example
