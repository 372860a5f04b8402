"""What authors write, and what comes out of it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from sameness import said

from jmsite.formats.prose import fill, prose_version, slug, to_prose
from jmsite.model.sources import Heading, Prose, ProseChart, ProseLink


def shown(markdown: str) -> str:
    return fill(to_prose(markdown), lambda link: link.href, lambda number: f"<chart {number}>", said)


def test_links_and_images_are_slots():
    prose = to_prose("See [Anna](../personas/anna.md#goals) and\n![a *shelf*](assets/shelf.png 'Title').")
    assert prose.html == (
        '<p>See \x00a0\x00Anna\x00/a\x00 and\n<img src="\x00i1\x00" alt="a shelf" loading="lazy">.</p>\n'
    )
    assert prose.links == (
        ProseLink(href="../personas/anna.md#goals", line=1, column=5, end=38),
        ProseLink(href="assets/shelf.png", line=2, image=True, column=1, end=39),
    )


@pytest.mark.parametrize(
    ("markdown", "hrefs"),
    [
        ("[a](#goals)", ["#goals"]),
        ("[a](%C3%9Cbersicht.md)", ["Übersicht.md"]),
        ("[a](a%20space.md)", ["a space.md"]),
        ("[a](<a space.md>)", ["a space.md"]),
        ("[a](what%3F%23%25.md)", ["what%3F%23%25.md"]),
        ("[a](x%00%0Ay%E2%80%AE.md)", ["x%00%0Ay%E2%80%AE.md"]),
        ("[a](bad%FF.md)", ["bad%FF.md"]),
        ("[a](javascript%3Aalert)", ["javascript%3Aalert"]),
        ("[a](https://example.com/a%20b?c=%C3%9C)", ["https://example.com/a%20b?c=%C3%9C"]),
        ("[a](<https://example.com/a b>)", ["https://example.com/a%20b"]),
        ("[a](http://例え.jp/)", ["http://例え.jp/"]),
        ("[a](tel:+4930)", ["tel:+4930"]),
        ("[a][b]\n\n[b]: c.md 'Title'", ["c.md"]),
        ("<mailto:a@example.com> <b@example.com>", ["mailto:a@example.com", "mailto:b@example.com"]),
    ],
)
def test_addresses_are_readable(markdown: str, hrefs: list[str]):
    assert [link.href for link in to_prose(markdown).links] == hrefs


def test_links_know_their_line():
    lines = "# [a](1)\n\nwords\n[b](2)\nmore ![c](3)\n\n- x\n  [d](4)\n\n|h|\n|-|\n|[e](5)|\n\n> *q*\n> [f](6) &amp;\n"
    assert [(link.href, link.line) for link in to_prose(lines).links] == [
        ("1", 1), ("2", 4), ("3", 5), ("4", 8), ("5", 12), ("6", 15),
    ]  # fmt: skip


def test_fill_escapes_and_marks_what_leads_outside():
    prose = to_prose("[a](x) [b](y) ![c & d](z)")
    answers = {"x": 'https://example.com/?a=1&b="', "y": None, "z": None}
    assert fill(prose, lambda link: answers[link.href], str, said) == (
        '<p><a href="https://example.com/?a=1&amp;b=&quot;" rel="noopener">a</a> b c &amp; d</p>\n'
    )
    assert fill(to_prose("![c](z)"), lambda _: "../z.png", str, said) == (
        '<p><img src="../z.png" alt="c" loading="lazy"></p>\n'
    )


def test_fill_does_not_let_a_scheme_through():
    assert fill(to_prose("[a](x) ![b](y)"), lambda _: "javascript:alert(1)", str, said) == "<p>a b</p>\n"


def test_fill_puts_nothing_into_its_own_answers():
    prose = to_prose("[a](x)\n\n```chart\nkind: trend\n```\n")
    assert fill(prose, lambda _: "\x00c0\x00", lambda _: "\x00a0\x00", said).count("\x00") == 4


def test_charts_are_slots_with_their_place():
    prose = to_prose(
        "Words\n\n```chart\nkind: trend\nmetric: nps\n```\n\n- ~~~ chart wide\n  kind: funnel\n  ~~~\n"
    )
    assert prose.charts == (
        ProseChart(text="kind: trend\nmetric: nps\n", line=4),
        ProseChart(text="  kind: funnel\n", line=9),
    )
    assert prose.html.count("\x00c0\x00") == prose.html.count("\x00c1\x00") == 1
    assert "kind" not in prose.text


def test_headings_have_anchors_and_words():
    prose = to_prose(
        "# Größe & Preis\n\n## `a` *b* [c](d)\n\nGröße & Preis\n===\n\n## 日本 語\n\n## !!!\n\n## ???"
    )
    assert prose.headings == (
        Heading(level=1, text="Größe & Preis", anchor="größe--preis"),
        Heading(level=2, text="a b c", anchor="a-b-c"),
        Heading(level=1, text="Größe & Preis", anchor="größe--preis-1"),
        Heading(level=2, text="日本 語", anchor="日本-語"),
        Heading(level=2, text="!!!", anchor="section"),
        Heading(level=2, text="???", anchor="section-1"),
    )
    assert prose.anchors == tuple(heading.anchor for heading in prose.headings)
    assert all(f' id="{anchor}">' in prose.html for anchor in prose.anchors)


def test_anchors_never_meet():
    prose = to_prose("# a-1\n# a\n# a\n# a\n# a-1\n")
    assert prose.anchors == ("a-1", "a", "a-2", "a-3", "a-1-1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I compare three shops", "i-compare-three-shops"),
        ("  What's new?  ", "whats-new"),
        ("A_b-C d\te", "a_b-c-d-e"),
        ("हिन्दी भाषा", "हिन्दी-भाषा"),
        ("e\u0301tape", "\u00e9tape"),
        ("ÅNGSTRÖM", "ångström"),
        ("💡!", ""),
    ],
)
def test_slugs(text: str, expected: str):
    assert slug(text) == expected
    assert slug(unicodedata.normalize("NFD", text)) == expected
    assert slug(slug(text)) == slug(text)


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_alerts(kind: str):
    markdown = f"> [!{kind.upper()}]\n> Mind the *gap*.\n"
    prose = to_prose(markdown)
    assert shown(markdown) == (
        f'<aside class="alert alert-{kind}" role="note">\n<p class="alert-title">{kind.title()}</p>\n'
        "<p>Mind the <em>gap</em>.</p>\n</aside>\n"
    )
    assert prose.text == "Mind the gap."


def test_task_lists():
    assert shown("- [ ] a\n- [x] b\n") == (
        '<ul>\n<li class="task"><input type="checkbox" disabled aria-label="to do"> a</li>\n'
        '<li class="task"><input type="checkbox" disabled aria-label="done" checked> b</li>\n</ul>\n'
    )


def test_tables_are_aligned_by_class():
    html = shown("|a|b|c|\n|:-|:-:|-:|\n|1|2|`x\\|y`|\n")
    assert '<th scope="col" class="align-left">a</th><th scope="col" class="align-center">b</th>' in html
    assert '<td class="align-right"><code>x|y</code></td>' in html


def test_a_row_cannot_grow_a_table_without_bound():
    assert len(to_prose("|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + "|b|\n" * 1000).html) < 2_000_000


def test_definition_lists():
    assert shown("Term\n: One\n: Two\n\nOther\n: *Three*\n").replace("\n", "") == (
        "<dl><dt>Term</dt><dd>One</dd><dd>Two</dd><dt>Other</dt><dd><em>Three</em></dd></dl>"
    )


def test_footnotes_lead_there_and_back():
    markdown = "b[^b] a[^a] b[^b]\n\n[^a]: first, see [^c]\n[^b]: second\n[^c]: third\n[^d]: nobody asks\n"
    prose = to_prose(markdown)
    assert re.findall(r'href="#(fn:\d)"', prose.html) == ["fn:1", "fn:2", "fn:1", "fn:3"]
    assert re.findall(r'<li id="(fn:\d)"><p>(\w+)', prose.html) == [
        ("fn:1", "second"), ("fn:2", "first"), ("fn:3", "third"),
    ]  # fmt: skip
    assert re.findall(r'href="#(fnref[:\d]+)" role="doc-backlink" aria-label="([^"]+)"', shown(markdown)) == [
        ("fnref:1", "Back to reference 1"),
        ("fnref:1:2", "Back to reference 1, 2"),
        ("fnref:2", "Back to reference 2"),
        ("fnref:3", "Back to reference 3"),
    ]
    ids = re.findall(r' id="([^"]+)"', prose.html)
    assert sorted(ids) == sorted(set(ids)) == sorted(prose.anchors)
    assert "nobody" not in prose.html


def test_code_is_highlighted_by_class():
    html = shown("```python\ndef f():  # why\n    return 'x'\n```\n")
    assert html.startswith(
        '<pre class="code" tabindex="0"><code class="language-python"><span class="k">def</span>'
    )
    assert '<span class="c"># why</span>' in html
    assert "style=" not in html


@pytest.mark.parametrize("language", ["klingon", "text", ""])
def test_code_of_no_known_language_is_plain(language: str):
    assert "<span" not in shown(f"```{language}\nif a < b & c:\n```\n")
    assert "if a &lt; b &amp; c:\n</code>" in shown(f"```{language}\nif a < b & c:\n```\n")


def test_code_keeps_every_character():
    code = "\n\n\tif x:  \n    y\n\n"
    plain = re.sub(r"<[^>]+>", "", shown(f"```python\n{code}```\n"))
    assert plain == code + "\n"


@pytest.mark.parametrize(
    ("markdown", "href"),
    [
        ("see https://example.com/a_b_c/__init__.py.", "https://example.com/a_b_c/__init__.py"),
        ("(https://example.com/a(b))", "https://example.com/a(b)"),
        ("see https://example.com/a)b", "https://example.com/a)b"),
        ("https://example.com/?a=b&c;", "https://example.com/?a=b"),
        ("https://example.com/?a=b&;", "https://example.com/?a=b&"),
        ("**https://example.com**", "https://example.com"),
        ("詳しくはhttps://example.com/案内。次", "https://example.com/案内"),
        ("www.example.com/x, and", "http://www.example.com/x"),
        ("write to a_b@example.com!", "mailto:a_b@example.com"),
    ],
)
def test_bare_addresses_are_links(markdown: str, href: str):
    assert [link.href for link in to_prose(markdown).links] == [href]


@pytest.mark.parametrize(
    "words", ["README.md", "example.com", "ftp://example.com", "a@b", "xhttps://a.b", "www.a"]
)
def test_other_words_are_not_links(words: str):
    assert to_prose(f"see {words} there").links == ()


def test_words_stay_as_typed():
    assert shown('"quoted" -- (c) ...') == '<p>"quoted" -- (c) ...</p>\n'


@pytest.mark.parametrize(
    "tag",
    ["{{% alert %}}", "{{< youtube w7Ft2ymGmfc >}}", "{% include a.html x='1' %}", "{{ page.title }}", "{{{raw}}}",
     "{{#each people}}", "{#id .class}", "<%= erb %>", "${expression}"],
)  # fmt: skip
@pytest.mark.parametrize("frame", ["{}", "# {}", "- {}", "words {} words", "> {}", "|a|\n|-|\n|{}|"])
def test_foreign_template_tags_are_text(tag: str, frame: str):
    assert tag in to_prose(frame.replace("{}", tag)).text


def test_text_has_a_line_for_each_block():
    assert to_prose("# Title\n\nOne *two*\nthree ![four](x).\n\n- a\n- b\n").text == (
        "Title\nOne two three four.\na\nb"
    )


@pytest.mark.parametrize("markdown", ["", "  \n\t\n", "\ufeff"])
def test_nothing_is_nothing(markdown: str):
    assert to_prose(markdown) == Prose()
    assert not to_prose(markdown)


def test_newlines_of_all_kinds_are_one():
    assert to_prose("# a\r\n\r\n[b](c)\rd\r\n") == to_prose("# a\n\n[b](c)\nd\n")


def test_the_version_names_every_library():
    assert re.fullmatch(r"\d+(-\d+(\.\w+)+){4}", prose_version())
