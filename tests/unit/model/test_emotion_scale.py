"""Scores on an author's own scale, as they are kept and as they are written again."""

from __future__ import annotations

import pytest

from jmsite.model.entities.site import EmotionScale


def test_a_score_is_kept_to_nine_decimals():
    assert EmotionScale(min=0, max=3).stored(1) == -0.666666667


@pytest.mark.parametrize(("least", "most"), [(0, 3), (1, 5), (1, 7), (0, 100), (-3, 3)])
def test_a_score_is_written_again_as_it_was(least: float, most: float):
    scale = EmotionScale(min=least, max=most)
    assert (scale.stored(least), scale.stored(most)) == (-2, 2)
    for tenth in range(10 * least, 10 * most + 1):
        assert scale.written(scale.stored(tenth / 10)) == tenth / 10


def test_the_middle_of_a_scale_has_no_sign():
    assert str(EmotionScale(min=-3, max=3).written(0)) == "0.0"
