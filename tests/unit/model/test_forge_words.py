"""Words of content in Markdown that a forge shows: they are seen as they are, and nobody is called by them."""

from __future__ import annotations

import pytest

from jmsite.model.forge_markdown import as_code, escaped, harmless, in_html

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("plain", "`plain`"),
        ("*a* <b> @anna", "`*a* <b> @anna`"),
        ("two\nlines", "`two lines`"),
        ("a ` b", "a \\` b"),
        ("`` @anna", f"\\`\\` @{JOINER}anna"),
    ],
)
def test_words_are_code_unless_something_in_them_could_end_it(text: str, code: str):
    assert as_code(text) == code


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("@anna", f"@{JOINER}anna"),
        ("a#12", f"a#{JOINER}12"),
        ("a # b", "a # b"),
        ("https://a.b", f"https://{JOINER}a.b"),
        ("WWW.a.b", f"WWW{JOINER}.a.b"),
        ("gh-7", f"gh{JOINER}-7"),
        ("a\u2028b\x00\x01c", "a b c"),
    ],
)
def test_words_call_nobody_and_lead_nowhere(text: str, kept: str):
    assert harmless(text) == kept


def test_words_are_no_markup():
    assert escaped("*a* [b](c) `d` <e> :smile: 1: 2") == ("\\*a\\* \\[b\\](c) \\`d\\` \\<e\\> \\:smile: 1: 2")
    assert in_html("a < b & @c >") == f"a &lt; b &amp; @{JOINER}c &gt;"
