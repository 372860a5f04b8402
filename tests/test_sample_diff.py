"""What changed between two known states of the sample is told as it is kept, in every format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from test_diff import FORMATS, Repo, diff

SAMPLE = Path(__file__).parent.parent / "content"
KEPT = Path(__file__).parent / "differences" / "sample"
BUY = "journeys/buy-clothes-online"
NEW_STEP = """  - id: parcel-shop
    title: I choose where it waits
    touchpoint: [checkout]
    emotion:
      anna: {score: 0.6, word: relieved}
  - id: pay
"""
EDITS = (
    (f"{BUY}/03-checkout.md", "anna: {score: -0.2, word: stalling}", "anna: {score: 0.5, word: quick}"),
    (f"{BUY}/03-checkout.md", "title: I fill the basket and leave it", "title: I fill the basket"),
    (f"{BUY}/03-checkout.md", "with the address, severity: 2", "with the address, severity: 3"),
    (f"{BUY}/03-checkout.md", "  - id: pay\n", NEW_STEP),
    (f"{BUY}/03-checkout.md", "A basket lives on one device.", "A basket lives on one device for a week."),
    (f"{BUY}/journey.md", "target: 15\n", "target: 12\n"),
    ("metrics/checkout-completion.yaml", "target: 70\n", "target: 75\n"),
    ("opportunities/one-basket-everywhere.md", "status: open", "status: in-progress"),
    ("opportunities/one-basket-everywhere.md", "owner: Nadia Rahman", "owner: Ines Halvorsen"),
    ("personas/ben.md", "The same ones again, please.", "The same ones again."),
    ("departments.yaml", "lead: Nadia Rahman", "lead: Ines Halvorsen"),
)
"""What is different in the state after: in which file, what stood there, and what stands there."""
SOLUTION = """---
title: A basket by link
summary: Send yourself the basket.
opportunities: [one-basket-everywhere]
status: planned
---
"""


def changed(repo: Repo) -> None:
    """Make the state after: a few edits, something new, something given another id, and much that says nothing."""
    for path, old, new in EDITS:
        file = repo.root / "content" / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{path} says otherwise than this test knows: {old}"
        file.write_text(text.replace(old, new), "utf-8")
    repo.write("content/solutions/basket-by-link.md", SOLUTION)
    # another id, with its content kept and named by nobody else than before
    for file in (repo.root / "content").rglob("*.md"):
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"\bguest-checkout\b", "no-account", text), "utf-8")
    solutions = repo.root / "content/solutions"
    (solutions / "guest-checkout.md").rename(solutions / "no-account.md")
    # nothing but lines that break elsewhere, and a file that goes by another number
    stage = repo.root / "content" / BUY / "01-browse.md"
    head, _, prose = stage.read_text("utf-8").rpartition("\n---\n")
    stage.write_text(f"{head}\n---\n{prose.replace(' the ', chr(10) + 'the ')}", "utf-8")
    stage.rename(stage.with_name("001-browse.md"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A repository with two states of the sample as its commits."""
    repo = Repo(tmp_path_factory.mktemp("sample") / "site")
    repo.put(SAMPLE).commit()
    changed(repo)
    repo.commit()
    return repo


@pytest.mark.parametrize("format", FORMATS)
def test_two_states_of_the_sample_are_told_as_they_are_kept(
    sample: Repo, format: str, request: pytest.FixtureRequest
):
    found = diff(sample.root, "HEAD~1..HEAD", "--format", format)
    # the look of a theme is looked at elsewhere
    found = re.sub(r"(?s)<style>.*</style>", "<style></style>", found)
    found = re.sub(r"'sha256-[^']+'", "'sha256-'", found)
    kept = KEPT / f"expected.{FORMATS[format]}"
    if request.config.getoption("--accept"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8")


def test_each_edit_of_the_sample_is_told_once_and_nothing_else_is(sample: Repo):
    told = json.loads(diff(sample.root, "HEAD~1..HEAD", "--format", "json"))
    assert sorted(
        (one["what"], one["kind"], one["id"].rpartition("/")[2], one.get("field", ""))
        for one in told["changes"]
    ) == [
        ("added", "solution", "basket-by-link", ""),
        ("added", "step", "parcel-shop", ""),
        ("changed", "department", "digital", "lead"),
        ("changed", "journey", "buy-clothes-online", "objectives"),
        ("changed", "metric", "checkout-completion", "target"),
        ("changed", "opportunity", "one-basket-everywhere", "owner"),
        ("changed", "opportunity", "one-basket-everywhere", "status"),
        ("changed", "persona", "ben", "quote"),
        ("changed", "stage", "checkout", "prose"),
        ("changed", "step", "basket", "emotion"),
        ("changed", "step", "basket", "pains"),
        ("renamed", "solution", "no-account", "id"),
        ("renamed", "step", "basket", "title"),
    ]


def test_the_sample_differs_from_itself_in_nothing(sample: Repo):
    assert json.loads(diff(sample.root, "HEAD..HEAD", "--format", "json"))["changes"] == []
