"""The heads of slides: a title of two lines at most, a lead of four, and where what they stand over begins."""

from __future__ import annotations

from jmsite.charts.labels import shorten
from jmsite.exporting.slides.fitting import wrapped_lines
from jmsite.formats.deck.master import CONTENT
from jmsite.formats.deck.model import LEAD, MARGIN, TITLE, WIDE, Bounds, Paragraph, TextStyle
from jmsite.model.value import Value, replace

ROOM = WIDE - 2 * MARGIN
"""The width of what a slide shows."""
BELOW_TITLE = 97.0
"""The top of what a slide shows under a title of one line."""
NUMBER = " (10/10)"
"""The longest words that count the slides of one matter: the title leaves room for them."""
STOPS = (".", "。")


class SlideHead(Value):
    """The head of a slide; ``short`` in place of a title that is a sentence and too long for one.

    ``alone``: no other slide goes on with its matter, so that its title needs no number.
    """

    title: str
    kicker: str = ""
    lead: str = ""
    foot: str = ""
    short: str = ""
    language: str = ""
    notes: str = ""
    alone: bool = False


def fitted_head(head: SlideHead) -> tuple[SlideHead, tuple[Paragraph, ...]]:
    """Return the head of a slide as it fits, and what of it has to stand below."""
    # a title is no sentence, even where its words are one
    title, lead = (head.title[:-1] if head.title.endswith(STOPS) else head.title), head.lead
    below: list[Paragraph] = []
    number = "" if head.alone else NUMBER
    if not _fits(title + number, TITLE, ROOM) and head.short:
        title, lead = head.short, f"{head.title}\n{lead}".strip()
    if not _fits(title + number, TITLE, ROOM):
        below.append(Paragraph(text=title, begin=""))
        title = shorten(title, 2 * ROOM * 0.8, TITLE.size * 1.1)
    if lead and ("\n" in lead or not _fits(lead, LEAD, ROOM, most=4)):
        below += [Paragraph(text=part) for part in lead.split("\n")]
        lead = ""
    return replace(head, title=title, lead=lead), tuple(below)


def _fits(text: str, style: TextStyle, room: float, most: int = 2) -> bool:
    return len(wrapped_lines(text, style, room)) <= most


def content_top(head: SlideHead, ending: str = "") -> float:
    """Return where what a slide shows begins: under its title, which ends in its number, and its lead."""
    lead = LEAD.leading * len(wrapped_lines(head.lead, LEAD, ROOM)) - 6 if head.lead else 0
    return BELOW_TITLE + second_line_height(head, ending) + lead


def tall_title_bounds(head: SlideHead, ending: str) -> Bounds | None:
    """Return where a title of two lines stands, for which its layout has no room."""
    down, own = second_line_height(head, ending), CONTENT[0].box
    return replace(own, height=own.height + down) if down else None


def lead_bounds(head: SlideHead, ending: str) -> Bounds | None:
    """Return where a lead stands that is not where it is in the layout, or higher than it is there."""
    down, high = (
        second_line_height(head, ending),
        LEAD.leading * len(wrapped_lines(head.lead, LEAD, ROOM)) + 3,
    )
    own = CONTENT[2].box
    return (
        replace(own, top=own.top + down, height=high) if head.lead and (down or high > own.height) else None
    )


def second_line_height(head: SlideHead, ending: str) -> float:
    """Return how much lower all stands that is under a title, for its second line."""
    return TITLE.leading * (len(wrapped_lines(head.title + ending, TITLE, ROOM)) - 1)
