"""The size of a file that is offered, as readers are told it."""

from __future__ import annotations

import pytest

from jmsite.model.downloads import Download


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0, 0.1),
        (1, 0.1),
        (149, 0.1),
        (151, 0.2),
        (1000, 1.0),
        (1234, 1.2),
        (9949, 9.9),
        (9950, 10.0),
        (10_400, 10.0),
        (10_600, 11.0),
        (1_234_567, 1235.0),
        (None, 0.1),
    ],
)
def test_a_size_has_two_figures_that_say_something_and_is_never_nothing(size: int | None, told: float):
    assert Download(format="csv", label="csv", url="a.csv", size=size).kilobytes == told
