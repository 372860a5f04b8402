"""The one door to Markdown: markdown-it-py, its plugins, Pygments and nh3 are imported only in this folder.

``to_prose`` turns untrusted Markdown into ``Prose``, whose HTML has slots for what only the whole site
can answer; ``fill`` puts the answers in. Reading order: ``reader`` (what the grammar is), ``walk`` (tokens to
HTML), ``slots``.
"""

from __future__ import annotations

from typing import Literal

from jmsite.formats.prose.slots import fill
from jmsite.formats.prose.slugs import slug
from jmsite.model.sources import LaneText, Prose

__all__ = ["fill", "prose_version", "slug", "to_lane_text", "to_prose"]

FORMAT = 6
"""Raised whenever the same Markdown is kept as another value, so that what was kept on disk is made anew."""


def to_prose(markdown: str, *, html: Literal["escape", "sanitize"] = "escape") -> Prose:
    """Return ``markdown`` as HTML with slots, never raising; see ``Prose`` for the slots.

    Raw HTML is shown as the text it is (``escape``) or cleaned (``sanitize``). Lines count from 1.
    ``Prose.text`` has one line for every heading, paragraph, list item, cell and line of code.
    """
    # a build that finds all its prose kept on disk never needs the libraries
    from jmsite.formats.prose.walk import read

    return read(markdown, html)


def to_lane_text(text: str) -> LaneText:
    """Return ``text`` of a lane as it is shown, never raising; an empty answer where that is what is written."""
    from jmsite.formats.prose.lane_text import read_lane_text

    return read_lane_text(text)


def prose_version() -> str:
    """Return what the HTML of prose depends on besides the Markdown: our format and the libraries' versions."""
    from importlib.metadata import version

    libraries = ("markdown-it-py", "mdit-py-plugins", "pygments", "nh3")
    return "-".join((str(FORMAT), *map(version, libraries)))
