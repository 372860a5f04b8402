"""The texts of lanes that are read as Markdown, and where the links in them lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jmsite.content.link_targets import LinkTarget, own_fields_of
from jmsite.formats.controls import odd_signs
from jmsite.model.addresses import prose_target
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.lanes import Lanes
from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.lane_texts import lane_texts, own_texts
from jmsite.model.rules import fault
from jmsite.model.sources import LaneText, Loc, ProseLink
from jmsite.model.url_schemes import allowed, hostless

_NOTE = re.compile(r"\[\^[^\]\s]+\]")
# code is not searched for links: what stands there is an example
_CODE = re.compile(r"(`+)[^`]*\1")


def written_texts(draft: Draft, site: Site) -> Iterator[tuple[Loc, str]]:
    """Yield every text of a draft that may be formatted, and where it stands: in its lanes and the site's own."""
    yield from lane_texts(draft.fields)
    if isinstance(draft.fields, Lanes):
        yield from own_texts(draft.fields, own_fields_of(draft, site))
    if site.lanes:
        for at, step in draft.steps():
            yield from (((*at, *loc), text) for loc, text in own_texts(step, site.lanes))


def lane_links(draft: Draft, site: Site, read: Mapping[str, LaneText]) -> Iterator[LinkTarget]:
    """Yield where the links in the lanes of a draft lead: as those in prose, counted from the file they are
    written in.
    """
    if not any(text.prose.links or text.prose.refused for text in read.values()):
        return
    for loc, text in written_texts(draft, site):
        prose = read[text].prose
        for link in prose.links:
            yield from _target(draft, loc, text, link, refused=False)
        for link in prose.refused:
            yield from _target(draft, loc, text, link, refused=True)


def unreadable_in_lanes(draft: Draft, site: Site) -> Iterator[Diagnostic]:
    """Yield what lanes cannot show: references to footnotes, which have no foot and stay as they are written, and signs
    that no page can hold.
    """
    for loc, text in written_texts(draft, site):
        for _, sign in odd_signs(_CODE.sub("", text)):
            message = f"a character reference produces the control character {sign} here"
            yield fault("file/control-character", message, draft.place(loc), "remove it")
        for note in dict.fromkeys(_NOTE.findall(_CODE.sub("", text))):
            message = f"lanes have no footnotes: '{note}' is shown as typed"
            yield fault(
                "link/missing-reference",
                message,
                draft.place(loc),
                "write the note out, or move it to the prose below",
            )


def _target(draft: Draft, loc: Loc, text: str, link: ProseLink, *, refused: bool) -> Iterator[LinkTarget]:
    place = draft.place(loc)
    # what was refused for its blanks leads to no file: Markdown sees no link there
    goal = None if refused and " " in link.href else prose_target(place.path, link.href)
    # + 2: the text may begin on the line below its field, as a block
    lines = text.count("\n") + 2
    if goal is not None:
        file, anchor = goal
        yield LinkTarget(path=file, anchor=anchor, href=link.href, image=link.image, place=place, lines=lines)
    elif refused or link.image or not allowed(link.href) or hostless(link.href):
        yield LinkTarget(path="", anchor="", href=link.href, image=link.image, place=place, lines=lines)
