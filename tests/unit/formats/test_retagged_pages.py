"""Single tags of finished pages are changed, and all else stays to the letter."""

from __future__ import annotations

from jmsite.formats.markup import Attributes, retagged


def lazy(name: str, said: Attributes) -> Attributes | None:
    if name == "link":
        return None
    return {**said, "loading": "lazy"} if name == "img" else said


def test_tags_are_changed_or_left_out_and_what_only_looks_like_one_stays():
    beside = (
        "<!-- <img src=a> --><script>if (a<img) {}</script><STYLE>b::after{content:'<img>'}</STYLE>"
        "<p title='1 < 2'  class=x>A &lt;img&gt; b</p>"
    )
    page = f"{beside}<link rel='icon' href='x'><img src='a.png' alt='A &amp; b'>{beside}<IMG src=b />"
    assert retagged(page, lazy) == (
        f'{beside}<img src="a.png" alt="A &amp; b" loading="lazy">{beside}<IMG src="b" loading="lazy"/>'
    )
