"""Reviews of maps and personas, and what makes a new one due."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.fields import Day, Fields, FilledText, Many, MetricId, SystemId, shorthand


class Review(Fields):
    """Somebody looked at it and found it true: when, who, and in short what it said then."""

    day: Annotated[Day, Field(description="Date of the review.")]
    by: Annotated[Many[FilledText], Field(description="Who reviewed it.")] = ()
    of: Annotated[
        dict[FilledText, FilledText],
        Field(
            description="What it said then, part by part, as `jmsite review` writes it: other letters mean that it has"
            " changed since."
        ),
    ] = {}


class Watching(Fields):
    """The things that a review rests on beside the map: when it changes, a new review is due."""

    paths: Annotated[
        Many[FilledText],
        Field(
            description="Files, folders or patterns from the top of a repository: `web/checkout/**`, `api/*.py`."
        ),
    ] = ()
    repo: Annotated[
        FilledText | None,
        Field(
            description="Name of another repository, told by `--repo NAME=PATH`. Default: the one of the site."
        ),
    ] = None
    releases: Annotated[
        Many[FilledText], Field(description="Tags of the repository that are releases: `v*`.")
    ] = ()
    metrics: Annotated[
        Many[MetricId], Field(description="Metrics: due when one leaves the interval that it had.")
    ] = ()
    systems: Annotated[Many[SystemId], Field(description="Systems: due when what they watch changes.")] = ()


Reviews = Many[Annotated[Review, shorthand("day")]]
"""A day, or reviews with what they were of; several where parts were reviewed on several days."""
Watches = Many[Annotated[Watching, shorthand("paths")]]
"""Paths, or what else is watched."""
