"""The dimensions of readings: what a value of a metric can be of."""

from __future__ import annotations

from typing import Literal, get_args

Dimension = Literal["journey", "stage", "step", "persona", "channel", "department"]

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
"""Every dimension, in the order in which places are kept; each is a field of readings and of what is measured."""

LEVELS: tuple[Dimension, ...] = DIMENSIONS[:3]
"""The levels of a journey, from the whole to its parts: a lower one tells those above it."""

OTHERS: tuple[Dimension, ...] = DIMENSIONS[3:]
"""The dimensions beside the journey, any of which may be told along with a level."""


def above(dimension: str) -> tuple[Dimension, ...]:
    """Return the levels that follow from a dimension."""
    return LEVELS[: LEVELS.index(dimension)] if dimension in LEVELS else ()
