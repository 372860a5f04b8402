"""A written score is printed as it was written, on any scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.formats.messages import BabelMessages
from jmsite.model.entities.site import EmotionScale
from jmsite.pages.parts.page.scores import score_text

WORDS = BabelMessages(
    language="en", phrases={"score.of": "{score} of {most}", "score.within": "{score} ({least} to {most})"}
)


@st.composite
def written(draw):
    low = draw(st.integers(-100, 99))
    high = draw(st.integers(low + 1, 100))
    score = draw(st.integers(low * 100, high * 100)) / 100
    return EmotionScale(min=low, max=high), score


@given(written())
def test_a_written_score_is_printed_as_written(case):
    scale, score = case
    told = score_text(WORDS, scale.stored(score), scale, exact=True)
    assert float(told.replace("\u2212", "-")) == score


@pytest.mark.parametrize(
    ("low", "high", "score", "told"),
    [
        (1, 5, 2, "2"),
        (1, 5, 3.25, "3.25"),
        (-2, 2, -1, "\u22121.0"),
        (-2, 2, 0, "0.0"),
        (-2, 2, -1.25, "\u22121.25"),
        (-100, 100, 50, "+50"),
    ],
)
def test_a_sign_stands_where_the_scale_goes_below_zero(low, high, score, told):
    scale = EmotionScale(min=low, max=high)
    assert score_text(WORDS, scale.stored(score), scale, exact=True) == told


def test_among_other_scales_a_score_says_its_own():
    five, usual = EmotionScale(min=1, max=5), EmotionScale()
    assert score_text(WORDS, five.stored(2), five, of=True) == "2 of 5"
    assert score_text(WORDS, -1, usual, of=True) == "\u22121.0 (\u22122 to 2)"


@pytest.mark.parametrize(
    ("word", "score"), [("glad", 1), (" GLAD ", 1), ("🙂", 1), ("so  so", 0), ("2", 2), ("lost", None)]
)
def test_a_word_of_the_scale_is_a_score(word, score):
    assert EmotionScale(words={1: ["glad", "🙂"], 0: "so so"}).read(word) == score
