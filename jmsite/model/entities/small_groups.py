"""The settings of a site or a metric for groups with few cases."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

SmallGroups = Literal["hide", "mark"]
"""The treatment of groups with too few cases."""
FewestCases = Annotated[
    int | None,
    Field(
        ge=1,
        le=1_000_000,
        description="Cases a value must rest on; groups with fewer are hidden, or marked.",
    ),
]
WhenSmall = Annotated[
    SmallGroups | None,
    Field(
        description="What becomes of groups with fewer cases than `min_n`: `hide`, with those that give them away"
        " by subtraction, or `mark`."
    ),
]
