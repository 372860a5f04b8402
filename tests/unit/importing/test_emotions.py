"""Emotions as people note them: a number with its scale, a sign of words and faces, changes; nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.importing.emotions import SCALES, SIGNS, feelings_of, likely_scale, scale_in, with_scales
from jmsite.importing.labels import load_words

WORDS = load_words()
MINUS = st.sampled_from("-−–")
JOIN = st.sampled_from(["…", "..", "–", " to ", "〜", " bis "])


def one(text: str, scale=None):
    (found,) = feelings_of(text, WORDS, scale)
    return found


@pytest.mark.parametrize(
    ("text", "word", "value", "scale", "sign"),
    [
        ("😕 Unsure (2/5)", "Unsure", 2, (1, 5), -1),
        ("интерес (7/10)", "интерес", 7, (0, 10), 1),
        ("40 %", "", 40, (0, 100), -1),
        ("★★★☆☆", "", 3, (1, 5), 0),
        ("↗", "↗", None, None, 1),
        ("🔴", "🔴", None, None, -1),
        ("😄 满足", "满足", None, None, 1),
        ("Relieved (positive) 😊", "Relieved", None, None, 1),
        ("wistful", "wistful", None, None, None),
        ("rang 3 times and waited", "rang 3 times and waited", None, None, None),
        (":-(", ":-(", None, None, -1),
    ],
)
def test_a_note_is_read(text, word, value, scale, sign):
    found = one(text)
    assert (found.word, found.value, found.scale, found.sign) == (word, value, scale, sign)
    assert found.source == text


@given(st.sampled_from([scale for scale in SCALES if scale != (0, 1)]), st.data(), MINUS, JOIN)
def test_a_number_is_a_score_on_the_scale_that_its_header_names(scale, data, minus, join):
    low, high = (f"{end:+g}".replace("-", minus) if scale[0] < 0 else f"{end:g}" for end in scale)
    read = scale_in(f"Emotion ({low}{join}{high})")
    assert read == scale
    value = data.draw(st.integers(*map(int, scale)))
    found = one(f"{value:+d}".replace("-", minus) if scale[0] < 0 else str(value), read)
    assert (found.value, found.scale, found.sure) == (value, scale, True)


@given(st.sampled_from(sorted(SIGNS)), st.sampled_from(["", "Sam waits", "ждёт", "待つ"]))
def test_a_face_gives_a_sign_and_never_a_number(face, word):
    found = one(f"{face} {word}".strip())
    assert found.sign == SIGNS[face]
    assert found.value is None
    assert found.word == (word or face)


@given(
    st.lists(st.sampled_from(["calm", "😟", "2", "tired (1/5)", "🙂 glad"]), min_size=2, max_size=2),
    st.sampled_from(["→", "->", " ➜ "]),
)
def test_a_change_is_two_feelings_in_order(parts, arrow):
    text = f"{parts[0]} {arrow} {parts[1]}"
    found = feelings_of(text, WORDS)
    assert [(each.word, each.value, each.sign) for each in found] == [
        (single.word, single.value, single.sign) for part in parts for single in feelings_of(part, WORDS)
    ]
    assert {each.source for each in found} == {text.strip()}


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() not in ("", "-", "–", "—", "?")))
def test_whatever_is_written_says_something_or_nothing_was_there(text):
    found = feelings_of(text, WORDS)
    for each in found:
        assert each.word or each.value is not None
        assert each.value is None or each.scale is None or each.scale[0] <= each.value <= each.scale[1]
    assert found or not any(sign.isalnum() for sign in text) or text.strip().casefold() in ("n/a", "none")


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=9))
def test_the_likely_scale_holds_all_numbers(values):
    low, high = likely_scale(map(float, values))
    assert low <= min(values) <= max(values) <= high


def test_numbers_without_a_scale_share_the_likely_one_and_are_not_sure():
    groups = with_scales([feelings_of(text, WORDS) for text in ("-2", "0", "2", "calm")])
    assert [(group[0].value, group[0].scale, group[0].sure) for group in groups] == [
        (-2, (-2, 2), False), (0, (-2, 2), False), (2, (-2, 2), False), (None, None, False),
    ]  # fmt: skip
