"""The author's Markdown as it is kept: read again, it says the words of the page, and nothing that nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jmsite.formats.prose import to_lane_text, to_prose
from jmsite.model.markdown import fill


def kept(markdown: str, html: str = "escape", leads: bool = True) -> str:
    prose = to_prose(markdown, html=html)
    return fill(prose.markdown, lambda href, _: href if leads else None, lambda number: f"Chart {number}")


def words(markdown: str, html: str = "escape") -> str:
    return "".join(to_prose(markdown, html=html).text.split())


SAME = {
    "a paragraph": "One paragraph, with **strong**, _soft_ and ~~gone~~ words,\non two lines\\\nor three.",
    "headings": "# Title\n\n## Part\n\n### Detail",
    "an underlined heading": "Title\n---\n\nWords.",
    "a link": "See [Anna](../personas/anna.md#goals), *now*.",
    "an address with brackets": "See [it](<https://example.org/a(b)>).",
    "a bare address": "See https://example.org/a_b*c or <https://example.org> or a_b@example.org.",
    "code": "Call `f(*args)` & go; a ``  ` `` sign.",
    "code with its sign at an edge": "Call `` `f `` or `` f` `` or ``` `` ```.",
    "code in a block": "~~~python\nif a < b:\n\n    print('*')\n~~~",
    "a list": "* one\n* two\n  - nested\n  - again\n* three",
    "a numbered list": "3) three\n4) four",
    "a list of paragraphs": "- one\n\n  more\n\n- two",
    "tasks": "- [x] done\n- [ ] to do",
    "a quotation": "> What they said.\n>\n> And again.",
    "an alert": "> [!NOTE]\n> Look, *here*.",
    "a table": "| Step | Score |\n| --- | ---: |\n| Wait | `-1` |\n| A\\|B | 2 |",
    "a rule": "Above.\n\n---\n\nBelow.",
    "meanings": "Step\n: What people do.\n: And feel.",
    "footnotes": "Said[^1], and *meant*[^why].\n\n[^1]: By whom.\n\n    Twice.\n\n[^why]: - A point",
    "signs that mean nothing": "2 * 3, a_b, AT&T, &copy; and \\<no tag>; a [bracket] and list[0][1].",
    "what only looks like a list": "1\\. June was late.",
}


@pytest.mark.parametrize("markdown", SAME.values(), ids=SAME)
def test_what_was_written_is_kept(markdown: str):
    assert kept(markdown) == markdown


CHANGED = {
    "a comment": (
        "Words <!-- not for you --> stay.\n\n<!-- nor\n\nthis -->\nAnd these.",
        "Words stay.\n\nAnd these.",
    ),
    "a comment that keeps words apart": ("_a_<!-- x -->b", "_a_<!-- -->b"),
    "a comment at the end of a word": ("Words<!-- x --> *stay*.", "Words *stay*."),
    "a comment between a sign and a word": ("\\*<!-- x --> word", "\\*<!-- --> word"),
    "a reference": ('See [it][a] and [a].\n\n[a]: x.md "Title"', "See [it](x.md) and [a](x.md)."),
    "a footnote nobody refers to": ("Words.\n\n[^1]: Gone.", "Words."),
    "a footnote that is none": ("Words[^1].", "Words[\\^1]."),
    "HTML where it is words": ("A <b>word</b> <3", "A \\<b>word\\</b> <3"),
    "an address that no link may have": ("[*Go* 1](javascript:x) ![a_b](vbscript:y)", "*Go* 1 a\\_b"),
    "a chart": ("- Item\n\n  ```chart\n  chart: trend\n  ```\n\n  More.", "- Item\n\n  Chart 0\n\n  More."),
    "indented code": ("Words.\n\n    code `` ` ``\n", "Words.\n\n```\ncode `` ` ``\n```"),
    "two lists that a comment parts": ("- a\n\n<!-- x -->\n\n- b", "- a\n\n<!-- -->\n\n- b"),
    "a lazy line": ("> Words\n===", "> Words\n> \\==="),
}


@pytest.mark.parametrize(("markdown", "expected"), CHANGED.values(), ids=CHANGED)
def test_what_nobody_sees_is_left_out(markdown: str, expected: str):
    assert kept(markdown) == expected


BARE = {
    "words": (
        "See [somebody](/personas/x.md) and ![a picture](/assets/x.png).",
        "See somebody and a picture.",
    ),
    "what would begin a list": ("[1. April](x.md)", "1\\. April"),
    "what would be emphasis": ("*[a*](x.md)", "*a\\*"),
    "emphasis in a word": ("b[_a_](x.md)c", "b<!-- -->_a_<!-- -->c"),
}


@pytest.mark.parametrize(("markdown", "expected"), BARE.values(), ids=BARE)
def test_a_link_that_leads_nowhere_leaves_its_words(markdown: str, expected: str):
    assert kept(markdown, leads=False) == expected


RAW = {
    "a tag among words": ('A <kbd onclick="x">key</kbd>.', "A <kbd>key</kbd>."),
    "a tag that may not be": ("A <blink>word</blink>.", "A word."),
    "a link": ('An <a href="x.md" class="y">*a*</a>.', 'An <a href="x.md">*a*</a>.'),
    "an image": ('<img src="x.png" alt="A b" onerror="y">', '<div>\n<img src="x.png" alt="A b">\n</div>'),
    "a block": ("<div onclick='x'>\n*Words*\n</div>", "<div>\n*Words*\n</div>"),
    "a script": ("Words.\n\n<script>\nalert(1)\n</script>", "Words."),
    "no tag": ("Less <b than", "Less \\<b than"),
}


@pytest.mark.parametrize(("markdown", "expected"), RAW.values(), ids=RAW)
def test_raw_html_is_cleaned_as_on_pages(markdown: str, expected: str):
    assert kept(markdown, "sanitize") == expected


def test_raw_links_that_lead_nowhere_leave_their_words():
    html = '<p>An <a href="x.md">a</a>, <img src="y.png" alt="b"></p>\n\n<p>Open <a href="z.md">c</p>'
    assert "\0" not in kept(html, "sanitize", leads=False)
    assert kept(html, "sanitize", leads=False) == "<p>An a, b</p>\n\n<p>Open c</p>"


LANES = {
    "1. *April*": "1\\. *April*",
    "A `word`,\na [link](x.md)": "A `word`,\\\n  a [link](x.md)",
    "# Title\n\n- a *b*": "**Title**\n\n  - a *b*",
    "| a | b |\n| - | - |\n| c<br>d | e |": "| a | b |\n  | --- | --- |\n  | c<br>d | e |",
}


@pytest.mark.parametrize(("written", "expected"), LANES.items())
def test_lanes_keep_what_was_written(written: str, expected: str):
    assert fill(to_lane_text(written).markdown, lambda href, _: href) == expected


SIGNS = "aB *_`~[]!<>=|:^{&;é中\u00a0\t\\"
PIECES = (
    *(
        "  ",
        "    ",
        "\n",
        "\n\n",
        "**",
        "```\n",
        "~~",
        "(x)",
        "](y)",
        "> ",
        "- ",
        "+ ",
        "1. ",
        "2) ",
        "# ",
        "===",
        "---",
    ),
    *(
        "| - |\n",
        ": ",
        "&amp;",
        "<!-- c -->",
        "<!--",
        "-->",
        "[^1]",
        "[^1]: ",
        "[r]: z\n",
        "[r]",
        "[x] ",
        "> [!NOTE]\n",
    ),
    *("<b>", "</b>", "<br>", "<div>", "https://a.b", "c@d.e", "www.a.b", "<x@y.z>"),
)
SOUP = st.lists(st.sampled_from(SIGNS) | st.sampled_from(PIECES), max_size=24).map("".join)


@given(SOUP, st.booleans())
@example("- a\n  <!-- c -->\n  2. b", True)
@example("<https://a.b<!-- c -->>", True)
@example("_  \n---_", False)
@example("+ [x] \t```\n", True)
@example("[<<x@y.z>](y)> [!NOTE]\n", False)
@example("[é\n=](y)", False)
@example("# <!-- c -->**-->*", False)
@example("2) | - |\n\t+ [^1]: ", True)
@example("[\t](y)[r]: z\n", False)
@example("[r](x)*>*", False)
@example("1. [    `](y)===", False)
@example("~~[](y)~~~", True)
@example("[\\\n](y)", False)
@example("* <!-- c -->**", True)
@example("[\xa0<!-- c -->](x)2) ", False)
@example("&amp;\n: [> [!NOTE]\n\t---", True)
@example("~~![~~](y)", False)
@example("![](y)> ", False)
@example("><!--[r]: z\n-->*", False)
@example("**+ \n\t***", True)
@example("\xa0<!-- c -->```\n: + ", True)
@example("\\    <!-- c -->\n\\", False)
@example("[\xa0+ ](y)", False)
@example("[\\[^1]: <a", False)
@example("*\\\n<br>", False)
def test_read_again_it_says_the_same_words(markdown: str, leads: bool):
    assert words(kept(markdown, leads=leads)) == words(markdown)


@given(SOUP, st.booleans())
def test_nothing_in_it_is_a_tag_or_waits_for_an_answer(markdown: str, leads: bool):
    again = kept(markdown, leads=leads)
    assert "\0" not in again
    assert to_prose(again).refused == ()
