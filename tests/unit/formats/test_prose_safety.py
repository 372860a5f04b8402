"""Content is not trusted: whatever is written, prose stays prose, and the builder stays up."""

from __future__ import annotations

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import FrameType
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sameness import said

from jmsite.formats.prose import fill, to_prose
from jmsite.formats.prose.urls import allowed
from jmsite.model.sources import Prose

CORPORA = Path(__file__).parents[2] / "corpora"
SPECIFIED = [
    found["markdown"] for found in json.loads((CORPORA / "commonmark/commonmark.json").read_text("utf-8"))
]
Mode = Literal["escape", "sanitize"]
MODES: tuple[Mode, Mode] = ("escape", "sanitize")
each_mode = pytest.mark.parametrize("mode", MODES)

PIECES = [
    *"*_`~[]()!<>&:#|-+.\\\n\t \x00\ufffd\u00e9\u8a9e\U0001f4a1'\"=/@^{}1a",
    "**", "```", "> ", "- ", "1. ", "  ", "\n\n", "word", "http://a.b", "www.a.b", "a@b.c", "](x)",
    "](javascript:x)", "![", "[^n]", "[^n]: ", "[x]: y", "---", "&amp;", "&#0;", "&#x3c;", "&Tab;", "<b>", "</b>",
    "<script>", "<a href=x>", "</a>", "<img src=x onerror=y>", "<p style='x'>", "<!--", "-->", "\x00a0\x00",
    "\x00/a\x00", "\x00c9\x00", "| a |\n|---|\n", "> [!NOTE]\n", "```chart\n", "\ud800", "\r", "{{ x }}",
    "{% y %}", ": ", "\u202e",
]  # fmt: skip
markdowns = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def tags(html: str) -> list[tuple[str, dict[str, str]]]:
    parser = Tags()
    parser.feed(html)
    parser.close()
    return parser.found


def filled(prose: Prose) -> str:
    return fill(prose, lambda link: link.href, lambda number: f"<svg data-chart={number}></svg>", said)


def assert_harmless(html: str):
    html.encode("utf-8")
    assert "\x00" not in html
    for tag, attributes in tags(html):
        assert tag not in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "meta",
            "link",
            "base",
            "template",
        }
        assert not [
            name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "formaction")
        ]
        assert all(allowed(attributes.get(name, "")) for name in ("href", "src"))


@each_mode
@settings(max_examples=400, deadline=None)
@given(markdown=markdowns)
@example(markdown="[a](java\nscript:alert(1))")
@example(markdown="<svg><style><img src=x onerror=alert(1)></style></svg>")
def test_nothing_that_is_written_does_harm(mode: Mode, markdown: str):
    prose = to_prose(markdown, html=mode)
    assert to_prose(markdown, html=mode) == prose
    assert_harmless(filled(prose))
    slots = re.findall(r"\x00([aci])(\d+)\x00", prose.html)
    assert sorted(int(number) for kind, number in slots if kind == "c") == list(range(len(prose.charts)))
    assert sorted(int(number) for kind, number in slots if kind != "c") == list(range(len(prose.links)))
    assert prose.html.count("\x00/a\x00") == sum(kind == "a" for kind, _ in slots)
    words = re.findall(r"\x00w[a-z.]+ [\d, ]*\x00", prose.html)
    assert prose.html.count("\x00") == 2 * (len(slots) + len(words) + prose.html.count("\x00/a\x00"))
    lines = markdown.count("\n") + markdown.count("\r") + 1
    assert all(1 <= place.line <= lines for place in (*prose.links, *prose.charts))
    assert all(heading.anchor in prose.anchors for heading in prose.headings)


@each_mode
@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java&Tab;script:alert(1)",
        "java&#10;script:alert(1)", "javascript&colon;alert(1)", "&#x6A;avascript:alert(1)",
        "\x01javascript:alert(1)", "java\u200bscript:alert(1)", "vbscript:x", "data:text/html,<script>",
        "data:image/svg+xml,x", "file:///etc/passwd", "blob:x", "view-source:x", "ftp://a.b", "x-slot:0", "feed:x",
        "\u00a0javascript:x", "javascript\u200d:x", "&NewLine;javascript:x",
    ],
)  # fmt: skip
def test_no_other_scheme_becomes_a_link(mode: Mode, address: str):
    for written in (
        f"[words]({address})", f"[words](<{address}>)", f"![words]({address})", f"[words]\n\n[words]: {address}",
        f"<{address}>", f'<a href="{address}">words</a>', f"<img src='{address}' alt=words>",
        f"[*words*]({address} 'title')",
    ):  # fmt: skip
        prose = to_prose(written, html=mode)
        assert [link for link in prose.links if not re.fullmatch(r"http://.*", link.href)] == [], written
        assert_harmless(prose.html.replace("\x00", ""))


@each_mode
def test_nul_cannot_forge_a_slot(mode: Mode):
    for nul in ("\x00", "&#0;", "&#x0;", "%00", "\\\x00"):
        prose = to_prose(f"{nul}a0{nul}x{nul}/a{nul} <b title='{nul}c0{nul}'>", html=mode)
        assert "\x00" not in prose.html
        assert prose.links == ()


def test_a_digest_of_itself_cannot_be_written():
    first = to_prose("```chart\na\n```\n\nwords", html="sanitize")
    assert first.html.strip().startswith("\x00c0\x00")
    assert "chart" not in first.html.replace("\x00c0\x00", "")


def test_what_utf8_cannot_say_is_replaced():
    assert to_prose("a\ud800b \udfff").html == "<p>a\ufffdb \ufffd</p>\n"
    assert to_prose("&#xD800; &#x110000;").html == "<p>\ufffd \ufffd</p>\n"


def test_raw_html_is_text_unless_asked_for():
    written = "<div onclick=x>\n<script>y</script>\n\nand <b>z</b>"
    assert {tag for tag, _ in tags(to_prose(written).html)} == {"p"}
    assert to_prose(written).text == "<div onclick=x> <script>y</script>\nand <b>z</b>"


def test_sanitised_html_keeps_what_is_harmless_and_finds_its_links():
    prose = to_prose(
        "# T\n\n<details open><summary>More</summary>\n\n*[a](b.md)*\n\n</details>\n\n"
        'x <a href="c.md#d" target=_blank title=t onclick=x>c</a> <img src="e.png" width="40" style="x"> '
        "<kbd>K</kbd><span id='here' class='masthead code'>s</span>\n\n"
        "<a href='https://example.com'><table><tr><td>t</table></a>\n",
        html="sanitize",
    )
    assert [(link.href, link.line, link.image) for link in prose.links] == [
        ("b.md", 5, False), ("c.md#d", 9, False), ("e.png", 9, True), ("https://example.com", 11, False),
    ]  # fmt: skip
    html = filled(prose)
    assert '<details open=""><summary>More</summary>' in html
    assert '<a href="c.md#d">c</a> <img src="e.png" alt="" loading="lazy" width="40">' in html
    assert '<span id="here" class="code">' in html
    assert "here" in prose.anchors
    assert_harmless(html)


RAW = (
    "<title> </title> <TEXTAREA> <style> </style> <script> </script> <xmp> <iframe> <svg> </svg> <foreignObject> "
    "<math> <select> <template> <plaintext> <noscript> <!-- --> <!---> --!> <? ?> <!x <![CDATA[ ]]> <div <p title= > "
    "\" ' / = < <table> <td> <pre> </pre> <a href=x> </a> <details> <b> <h1> words"
)
PARTS = [*RAW.split(), "<a href=x>", "\n", "\n\n", "> ", "- ", " "]


@settings(max_examples=600, deadline=None)
@given(raw=st.lists(st.sampled_from(PARTS), max_size=25).map("".join))
@example(raw="Use the <title> tag.")
@example(raw="<style>\na {}\n")
@example(raw="<!-- a note")
@example(raw='<div title="words')
@example(raw="<svg><title></svg>")
@example(raw="<template><style></template>")
@example(raw="<script><!--<script></script>")
def test_no_raw_html_takes_in_what_comes_after_it(raw: str):
    prose = to_prose(f"{raw}\n\n# Next\n\n[last](end.md)\n", html="sanitize")
    assert [link.href for link in prose.links][-1:] == ["end.md"]
    assert [heading.text for heading in prose.headings][-1:] == ["Next"]
    assert re.search(r'<h1 id="next[-\d]*">(<[^>]+>)*Next<', filled(prose))
    assert_harmless(filled(prose))


def test_what_is_no_whole_tag_is_shown_as_it_is_written():
    prose = to_prose("The <title> and <!-- this -->\n\n<style>\n\n<b>x</b>", html="sanitize")
    assert filled(prose) == "<p>The &lt;title&gt; and </p>\n<p>&lt;style&gt;</p>\n<p><b>x</b></p>\n"
    assert prose.text == "The <title> and \n<style>\nx"


def test_sanitised_html_does_not_imitate_the_site():
    html = to_prose(
        "<input type=password name=p><nav class=site-nav role=banner tabindex=5>x</nav>"
        "<form action=/x><button>y</button></form>",
        html="sanitize",
    ).html
    assert [found for found in tags(html) if found != ("p", {})] == [
        ("input", {"type": "checkbox", "disabled": ""})
    ]


DEEP = {
    "quotes": ">" * 10_000 + " words",
    "spaced quotes": "> " * 10_000 + "words",
    "brackets": "[" * 10_000,
    "images": "![" * 5_000 + "](x)" * 5_000,
    "links": "[" * 5_000 + "](x)" * 5_000,
    "lists": "- " * 10_000 + "words",
    "numbers": "1. " * 10_000 + "words",
    "stars": "*" * 10_000 + "words" + "*" * 10_000,
    "mixed": "> - 1. " * 3_000 + "words",
    "html": "<div>" * 10_000,
    "notes": "".join(f"[^{number}]: see [^{number + 1}]\n" for number in range(5_000)) + "[^0]",
}


@each_mode
@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting_is_limited_and_loses_no_words(mode: Mode, name: str):
    prose = to_prose(DEEP[name], html=mode)
    assert_harmless(filled(prose))
    assert ("words" in prose.text) == ("words" in DEEP[name])


LONG = {
    "words": "lorem ipsum ",
    "brackets": "[a](",
    "open references": "[a\n",
    "backticks": "`a``b",
    "addresses": "http://-",
    "mails": "a@b-",
    "stars": "*a **b_",
    "notes": "[^a",
    "signs": "&<",
    "bars": "|-",
    "tags": "<a ",
    "comments": "<!-- ",
    "styles": "<style> ",
    "blocks": "<div><style><!-- ",
    "raw blocks": "<!--\n\n",
}


def calls(markdown: str, mode: Mode) -> int:
    """How many calls reading ``markdown`` takes: unlike time, the same on every machine."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        to_prose(markdown, html=mode)
    finally:
        sys.setprofile(None)
    return count


@each_mode
@pytest.mark.parametrize("name", LONG)
def test_work_grows_with_length_and_no_faster(mode: Mode, name: str):
    short, long = ("[^a]: b\n\n" + LONG[name] * repeats for repeats in (400, 1600))
    calls(short, mode)
    assert calls(long, mode) <= 4.4 * calls(short, mode)


@pytest.mark.parametrize(
    "markdown", ["> [!NOTE]\n> Mind the step.", "Said[^1], and again[^1].\n\n[^1]: By *whom*."]
)
def test_what_jmsite_writes_into_prose_stays_where_prose_is_cleaned(markdown: str):
    assert to_prose(markdown, html="sanitize").html == to_prose(markdown).html


@pytest.mark.parametrize("length", [65, 66, 999])
def test_a_row_of_marks_too_long_to_mean_anything_is_words_and_nothing_behind_it_is(length: int):
    assert to_prose("*" * length + "`x` **y**").html == (
        f"<p>{'*' * length}<code>x</code> <strong>y</strong></p>\n"
    )


@each_mode
def test_five_megabytes_in_one_line(mode: Mode):
    prose = to_prose("lorem ipsum " * 420_000 + "[a](b)", html=mode)
    assert len(prose.text) > 5_000_000
    assert [link.href for link in prose.links] == ["b"]


@pytest.mark.parametrize("address", ["javascript:x", "data:text/html,x", "vbscript:x"])
def test_a_picture_that_may_not_be_shown_leaves_its_words_and_a_link_its_own(address):
    shown = to_prose(
        f'Go <img src="{address}" alt="A &lt; loaf"> <a href="{address}">on</a>.', html="sanitize"
    ).html
    assert shown == "<p>Go A &lt; loaf <a>on</a>.</p>\n"
