"""How a theme looks, for files that are no pages."""

from __future__ import annotations

import pytest

from jmsite.model.look import Look, ink_on, mixed
from jmsite.model.sources import Source
from jmsite.theme.look import look_of

TOKENS = """
:root {
  --accent: light-dark(#4044c9, #a9adff); /* the one */
  --emotion-n2: #b84e0a; --emotion-n1: #EDA; --emotion-0: #ddd8cf; --emotion-p1: #7db9c9; --emotion-p2: #0c6c8a80;
  --link: var(--accent);
  --round: var(--other); --other: var(--round);
  --font: "Inter Variable", Inter, sans-serif;
}
@media print { :root { --accent: #000 } }
.dark { --accent: #fff }
"""


def themes(brand: str = "") -> dict[str, dict[str, Source]]:
    own = {"theme.yaml": "extends: plain\n", "styles/brand.css": brand}
    made = {"plain": {"styles/tokens.css": TOKENS}, "own": own}
    return {
        theme: {path: Source(path=path, data=text.encode(), digest="") for path, text in files.items()}
        for theme, files in made.items()
    }


def test_tokens_are_colours_on_white_paper_and_families():
    look = look_of(themes(), "plain")
    assert look.color("accent") == look.color("link") == "#4044c9"
    assert look.color("emotion-n1") == "#eeddaa"
    assert look.color("emotion-p2") == "#0c6c8a"
    assert look.fonts["font"] == ("Inter Variable", "Inter", "sans-serif")
    assert look.color("round", "#123456") == "#123456"


def test_a_brand_comes_last_unless_only_browsers_know_its_colour():
    look = look_of(themes(":root { --accent: #123; --emotion-0: oklch(0.8 0.1 200); --new: #fff }"), "own")
    assert (look.color("accent"), look.color("emotion-0"), look.color("new")) == (
        "#112233",
        "#ddd8cf",
        "#ffffff",
    )


def test_of_a_theme_that_is_not_there_nothing_is_known():
    assert look_of(themes(), "none") == Look()


@pytest.mark.parametrize(
    ("score", "color"),
    [(-2, "#b84e0a"), (-9, "#b84e0a"), (2, "#0c6c8a"), (9, "#0c6c8a"), (0, "#ddd8cf"), (1, "#7db9c9")],
)
def test_scores_have_the_colours_of_the_ramp(score: float, color: str):
    assert look_of(themes(), "plain").feeling(score) == color


def test_between_two_colours_is_one_between_them():
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert look_of(themes(), "plain").feeling(0.5) == "#adc8cc"


def test_the_ink_is_the_one_that_is_read():
    assert (ink_on("#b84e0a"), ink_on("#ddd8cf")) == ("#ffffff", "#1c1a17")
    # in the middle the lightness that the eye sees decides, which is no straight line
    assert (ink_on("#767676"), ink_on("#808080")) == ("#ffffff", "#1c1a17")
