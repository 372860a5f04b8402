"""The small registries: where customer and company meet, and who and what stands behind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jmsite.model.fields import ChannelId, Common, DepartmentId, Link, Many, Text


class Channel(Common):
    """A way by which customer and company reach each other."""

    kind: Annotated[
        Literal["online", "offline"] | None, Field(description="On a network or in the world.")
    ] = None
    icon: Annotated[Text | None, Field(description="An icon of the theme.")] = None
    summary: Annotated[Text | None, Field(description="What it is, in a sentence.")] = None


class Touchpoint(Common):
    """A place where customer and company meet."""

    channel: Annotated[ChannelId | None, Field(description="The channel it belongs to.")] = None
    kind: Annotated[
        Text | None,
        Field(description="`pre-purchase`, `purchase`, `post-purchase`, or a word of the site's own."),
    ] = None
    icon: Annotated[Text | None, Field(description="An icon of the theme. Default: its channel's.")] = None
    summary: Annotated[Text | None, Field(description="What it is, in a sentence.")] = None
    owner: Annotated[DepartmentId | None, Field(description="The department that runs it.")] = None
    perceived_owner: Annotated[DepartmentId | None, Field(description="Whom customers think runs it.")] = None
    importance: Annotated[int | None, Field(ge=1, le=5, description="1 little, 5 decisive.")] = None
    status: Annotated[
        Literal["proposed", "live", "at-risk", "retired"], Field(description="Where it is in its life.")
    ] = "live"
    link: Annotated[Link | None, Field(description="Where to see it.")] = None


class Department(Common):
    """A part of the company."""

    lead: Annotated[Text | None, Field(description="Who leads it.")] = None
    contact: Annotated[Text | None, Field(description="How to reach it: an address or a channel.")] = None
    parent: Annotated[DepartmentId | None, Field(description="The department it belongs to.")] = None
    summary: Annotated[Text | None, Field(description="What it does, in a sentence.")] = None


class System(Common):
    """A system that a step runs on."""

    owner: Annotated[DepartmentId | None, Field(description="The department that runs it.")] = None
    summary: Annotated[Text | None, Field(description="What it does, in a sentence.")] = None
    link: Annotated[Link | None, Field(description="Where to find it.")] = None
    departments: Annotated[Many[DepartmentId], Field(description="Who works with it.")] = ()
