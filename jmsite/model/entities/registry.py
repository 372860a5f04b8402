"""The small registries: where customer and company meet, and who and what stands behind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jmsite.model.entities.review import Watches
from jmsite.model.fields import ChannelId, Common, DepartmentId, FilledText, LinkAddress, Many


class Channel(Common):
    """A way by which customer and company reach each other."""

    kind: Annotated[Literal["online", "offline"] | None, Field(description="Online or offline.")] = None
    icon: Annotated[FilledText | None, Field(description="An icon of the theme.")] = None
    summary: Annotated[FilledText | None, Field(description="What it is, in a sentence.")] = None


class Touchpoint(Common):
    """A place where customer and company meet."""

    channel: Annotated[ChannelId | None, Field(description="The channel it belongs to.")] = None
    kind: Annotated[
        FilledText | None,
        Field(description="`pre-purchase`, `purchase`, `post-purchase`, or a word of your own."),
    ] = None
    icon: Annotated[FilledText | None, Field(description="An icon of the theme. Default: its channel's.")] = (
        None
    )
    summary: Annotated[FilledText | None, Field(description="What it is, in a sentence.")] = None
    owner: Annotated[DepartmentId | None, Field(description="The department responsible for it.")] = None
    perceived_owner: Annotated[
        DepartmentId | None, Field(description="Who customers think is responsible.")
    ] = None
    importance: Annotated[int | None, Field(ge=1, le=5, description="1 (low) to 5 (decisive).")] = None
    status: Annotated[Literal["proposed", "live", "at-risk", "retired"], Field(description="Status.")] = (
        "live"
    )
    link: Annotated[LinkAddress | None, Field(description="Web address or file where it can be seen.")] = None
    watch: Annotated[
        Watches,
        Field(description="What makes a new review due when it changes: paths in a repository, or more."),
    ] = ()


class Department(Common):
    """A part of the company."""

    lead: Annotated[FilledText | None, Field(description="Who leads it.")] = None
    contact: Annotated[
        FilledText | None, Field(description="How to contact it: an address or a channel.")
    ] = None
    code_owner: Annotated[
        Many[FilledText],
        Field(description="Its names in `CODEOWNERS`: `@company/team`, `@user` or a mail address."),
    ] = ()
    parent: Annotated[DepartmentId | None, Field(description="The department it is part of.")] = None
    summary: Annotated[FilledText | None, Field(description="What it does, in a sentence.")] = None


class System(Common):
    """A system that a step runs on."""

    owner: Annotated[DepartmentId | None, Field(description="The department responsible for it.")] = None
    summary: Annotated[FilledText | None, Field(description="What it does, in a sentence.")] = None
    link: Annotated[LinkAddress | None, Field(description="Where the system can be found.")] = None
    departments: Annotated[Many[DepartmentId], Field(description="Departments that work with it.")] = ()
    watch: Annotated[
        Watches,
        Field(description="What makes a new review due when it changes: paths in a repository, or more."),
    ] = ()
