"""Prose as Markdown again: what is read of it is what was written."""

from __future__ import annotations

import pytest

from jmsite.formats.prose import fill, to_markdown, to_prose


def again(markdown: str) -> str:
    prose = to_prose(markdown)
    return to_markdown(
        fill(prose, lambda link: link.href, lambda chart: f"<p>Chart {chart}</p>", lambda key, _: key)
    )


SAME = {
    "a paragraph": "One paragraph, with **strong**, *soft* and ~~gone~~ words.",
    "headings": "# Title\n\n## Part\n\n### Detail",
    "a link": "See [Anna](../personas/anna.md#goals), *now*.",
    "an address with brackets": "See [it](<https://example.org/a(b)>).",
    "code": "Call `f(*args)` & go.",
    "code in a block": "```\nif a < b:\n    print('*')\n```",
    "a list": "- one\n- two\n  - nested\n  - again\n- three",
    "a numbered list": "3. three\n4. four",
    "a list of paragraphs": "- one\n\n  more\n\n- two",
    "a quotation": "> What they said.\n>\n> And again.",
    "a table": "| Step | Score |\n| --- | --- |\n| Wait | `-1` |\n| A\\|B | 2 |",
    "a rule": "Above.\n\n---\n\nBelow.",
    "signs that mean nothing": "2 \\* 3, a\\_b, \\[not a link\\] and \\<no tag\\>",
    "what only looks like a list": "1\\. June was late.",
    "what only looks like a heading": "\\# 1 of all",
}


@pytest.mark.parametrize("markdown", SAME.values(), ids=SAME)
def test_what_was_written_comes_back(markdown: str):
    assert again(markdown) == markdown


@pytest.mark.parametrize("markdown", SAME.values(), ids=SAME)
def test_it_is_read_as_it_was(markdown: str):
    assert to_prose(again(markdown)).html == to_prose(markdown).html


def test_charts_are_words_and_notes_lose_their_ways_back():
    assert again("```chart\nchart: trend\nmetric: a\n```") == "Chart 0"
    assert again("Said[^1].\n\n[^1]: By whom.") == "Said.\n\n1. By whom."
    assert again("- [ ] to do") == "- to do"


def test_a_link_that_leads_nowhere_leaves_its_words():
    prose = to_prose("See [somebody](/personas/x.md) and ![a picture](/assets/x.png).")
    assert to_markdown(fill(prose, lambda _: None, str, lambda key, _: key)) == "See somebody and a picture."
