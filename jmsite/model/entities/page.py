"""Ordinary documentation, and the front page's prose."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.fields import Common, FilledText


class DocumentPage(Common):
    """A page of documentation."""

    summary: Annotated[FilledText | None, Field(description="What the page is about, in a sentence.")] = None
    order: Annotated[float | None, Field(description="Position among its siblings. Default: by title.")] = (
        None
    )


class Home(Common):
    """The words of the front page."""

    summary: Annotated[FilledText | None, Field(description="Introduction under the heading.")] = None
