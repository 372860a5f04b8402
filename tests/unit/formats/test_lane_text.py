"""The texts of lanes: what is shown of them, and that most need no reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.formats.prose import to_lane_text
from jmsite.model.lane_texts import may_be_formatted


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("**bold** and `code`", "<strong>bold</strong> and <code>code</code>"),
        ("a<br>b<BR/>c", "a<br>\nb<br>\nc"),
        ("`a<br>b`", "<code>a&lt;br&gt;b</code>"),
        ("one\ntwo", "one<br>\ntwo"),
        ("one\n- a\n- b", "<p>one</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("# Loud\nquiet", "<p><strong>Loud</strong></p>\n<p>quiet</p>\n"),
        ("*<b>*", "<em>&lt;b&gt;</em>"),
    ],
)
def test_a_text_of_a_lane_is_shown_as_markdown(written, html):
    assert to_lane_text(written).prose.html == html


@pytest.mark.parametrize(("named", "shown"), [("python", "python"), ("yaml", "yaml"), ("chart", "yaml")])
def test_code_of_a_lane_keeps_its_language_and_a_chart_is_shown_as_it_is_written(named, shown):
    assert f'class="language-{shown}"' in to_lane_text(f"a\n```{named}\nif: pass\n```").prose.html


@pytest.mark.parametrize(
    "written", ["plain", "1. April", "# 4711", "5 * 3 < 20", "R&D", "~10 min", "a_b_c", "- a", "[sic]"]
)
def test_words_stay_words(written):
    assert not to_lane_text(written)


@given(st.text(alphabet="ab *_`[]()<>~\\&#-1.!:/\n", max_size=40))
def test_what_needs_no_reading_is_shown_as_it_is_written(written):
    if not may_be_formatted(written):
        assert not to_lane_text(written)


@given(st.text(max_size=60))
def test_nothing_a_lane_says_becomes_a_heading_a_chart_or_an_id(written):
    prose = to_lane_text(f"x\n{written}").prose
    assert (prose.headings, prose.charts, prose.anchors) == ((), (), ())
    assert " id=" not in prose.html.replace("&quot;", "")
