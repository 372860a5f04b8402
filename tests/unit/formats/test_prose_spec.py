"""What the specifications expect, example by example; what differs on purpose is listed with its reason."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from sameness import said, saying

from jmsite.formats.prose import fill, to_prose
from jmsite.formats.prose.sanitize import cleaned

CORPORA = Path(__file__).parents[2] / "corpora"

RAW_HTML = "raw HTML is shown as the text it is"
SCHEME = "only http, https, mailto and tel may be links"
WORDS = (
    "of a link with another scheme the words are kept and the address is a fault, not shown as it is written"
)
AUTOLINK = "an address is a link without angle brackets, as on git hosts"
COMMONMARK = {
    **dict.fromkeys(
        (
            21,
            31,
            *(at for at in range(148, 192) if at not in (179, 183)),
            201,
            344,
            475,
            476,
            477,
            491,
            494,
            524,
            536,
        ),
        RAW_HTML,
    ),
    **dict.fromkeys((*range(613, 618), 623, *range(626, 632), 642, 643), RAW_HTML),
    144: "a language is letters, digits and + # . - _; a class of other signs is of no use",
    500: "a colon before the first slash is read as a scheme, however odd the scheme",
    **dict.fromkeys((596, 598, 599, 601), SCHEME),
    **dict.fromkeys((602, 608, 611, 612), AUTOLINK),
}
OPEN = "what is not closed where it stands is words, and takes nothing with it"
NO_TAG = "what is neither a tag nor a comment is words"
SANITISED = {
    475: "an image always has an alternative text, if an empty one",
    **dict.fromkeys((156, 157, 158, 173), OPEN),
    **dict.fromkeys((180, 181, 182, 627, 628, 629), NO_TAG),
}
GFM = {
    "extensions": {
        12: RAW_HTML,
        20: "expects only that nothing crashes",
        22: RAW_HTML,
        23: "our footnotes have colons in their ids, which no heading can have",
    },
    "spec-extensions": {628: SCHEME, 653: RAW_HTML},
}
FIXTURES = {
    "xss": (
        ("Should not allow some protocols in links and images", WORDS),
        ("", WORDS),
        ("", WORDS),
        ("", WORDS),
        ("Should not allow data-uri except some whitelisted mimes", SCHEME),
        ("", WORDS),
        ("Image parser use the same code base as link.", WORDS),
        ("References", WORDS),
        ("Make sure we decode entities before split:", "its reader was set to another class"),
    ),
}


def shown(markdown: str, **options: Any) -> str:
    return saying(
        fill(to_prose(markdown, **options), lambda link: link.href, lambda number: f"chart {number}", said)
    )


def examples(path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CORPORA / path).read_text("utf-8"))
    return found


def fixture(name: str) -> list[tuple[str, str, str]]:
    parts = re.split(r"^\.\n", (CORPORA / "markdown-it" / f"{name}.md").read_text("utf-8"), flags=re.M)
    return [(parts[at - 1].strip(), parts[at], parts[at + 1]) for at in range(1, len(parts) - 1, 3)]


def test_all_of_commonmark():
    found = examples("commonmark/commonmark.json")
    assert len(found) == 652
    differing = [
        example["example"] for example in found if shown(example["markdown"]) != saying(example["html"])
    ]
    assert differing == sorted(COMMONMARK)


def test_sanitised_commonmark_is_the_cleaned_html_of_the_specification():
    kept = {number for number, reason in COMMONMARK.items() if reason != RAW_HTML}
    differing = [
        example["example"]
        for example in examples("commonmark/commonmark.json")
        if shown(example["markdown"], html="sanitize") != saying(cleaned(example["html"]))
    ]
    assert set(differing) <= kept | SANITISED.keys()
    assert SANITISED.keys() <= set(differing)


@pytest.mark.parametrize("name", GFM)
def test_the_extensions_of_git_hosts(name: str):
    found = examples(f"gfm/{name}.json")
    differing = [
        example["example"] for example in found if shown(example["markdown"]) != saying(example["html"])
    ]
    assert differing == sorted(GFM[name])


@pytest.mark.parametrize("name", ["xss", "tables", "tasklists", "strikethrough_single_tilde"])
def test_fixtures_of_markdown_it(name: str):
    differing = [title for title, markdown, html in fixture(name) if shown(markdown) != saying(html)]
    assert differing == [title for title, _ in FIXTURES.get(name, ())]


@pytest.mark.parametrize(("title", "markdown", "html"), fixture("alerts"))
def test_alerts_are_found_where_git_hosts_find_them(title: str, markdown: str, html: str):
    kinds = re.findall(r"markdown-alert-(?!title)(\w+)", html)
    assert re.findall(r'class="alert alert-(\w+)"', to_prose(markdown).html) == kinds, title


@pytest.mark.parametrize("path", sorted((CORPORA / "docs-ja").glob("*.md")), ids=lambda path: path.stem)
def test_pages_with_foreign_marks_lose_none_of_them(path: Path):
    body = path.read_text("utf-8").split("---\n", 2)[2]
    prose = to_prose(body)
    for mark in re.findall(r"\{#[\w-]+\}", body):
        assert mark in prose.html
    for words in re.findall(r"[ぁ-んァ-ヶ一-龠]{4,}", re.sub(r"\]\([^)]*\)", "]", body)):
        assert words in prose.text
