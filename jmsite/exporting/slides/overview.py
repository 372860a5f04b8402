"""The slides that a deck and each of its journeys begin with: what it is about, who it is about, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jmsite.charts.labels import shorten
from jmsite.exporting.slides.fitting import wrapped_lines
from jmsite.exporting.slides.heads import SlideHead
from jmsite.exporting.slides.page import (
    Paragraphs,
    SlideColumn,
    TableBlock,
    as_block,
    balanced,
    beside,
    slides,
)
from jmsite.exporting.slides.texts import DOT, one_line
from jmsite.formats.deck.master import COVER
from jmsite.formats.deck.model import Paragraph, Row, Slide, TableCell, TextStyle
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.persona import Persona
from jmsite.model.reviews import last_reviewed
from jmsite.pages.parts.evidence.coverage import coverage
from jmsite.pages.parts.figures.glance import lowest_sentence
from jmsite.pages.parts.lists.cards import journey_tag
from jmsite.pages.parts.map.flags import finding_text
from jmsite.pages.parts.map.head import ObjectiveMark, about, objective_mark
from jmsite.pages.parts.page.people import people, persona_name

FEW = 4
"""The most personas that a cover names with their roles; of more it has the names."""
LISTS = ("goals", "needs", "motivations", "pains", "behaviours")
"""The lists of a persona that are shown."""
ABOUT = {"summary": "map.summary", "scenario": "map.scenario", "trigger": "map.trigger", "outcome": "map.outcome",
         "scope": "map.scope", "level": "map.level"}  # fmt: skip


def finding_sentence(catalog: Catalog, journey: Entity[Journey]) -> str:
    """Return the finding of a journey as a sentence: its author's, else where it is lowest, else what it is about."""
    fields = journey.fields
    written = finding_text(catalog, fields) if fields.finding else ""
    return one_line(
        written
        or lowest_sentence(catalog, journey.id)
        or fields.summary
        or fields.scenario
        or catalog.words.phrase("curve.empty")
    )


def cover(
    title: str, kicker: str, lead: str, facts: Sequence[str], language: str, notes: str
) -> tuple[Slide, ...]:
    """Return a cover; what does not fit on it goes on on a slide of its own."""
    head, finding, foot = COVER[0], COVER[2], COVER[3]
    rest: list[Paragraph] = []
    whole = title
    if len(_wrapped(title, head.style, head.box.width)) > 3:
        rest.append(Paragraph(text=title))
        title = shorten(title, head.box.width * 2.5, 40)
    kept, more = _part(lead, finding.style, finding.box.width, 4)
    rest += [Paragraph(text=more)] if more else []
    # seven lines of facts are what the cover has room for
    room, shown = 7, list[str]()
    for fact in facts:
        room -= len(_wrapped(fact, foot.style, foot.box.width))
        shown += [fact] if room >= 0 else []
        rest += [] if room >= 0 else [Paragraph(text=fact)]
    first = Slide(
        layout="cover",
        title=title,
        kicker=kicker,
        lead=kept,
        facts=tuple(shown),
        notes=notes,
        language=language,
    )
    again = SlideHead(title=whole, kicker=kicker, language=language)
    return (
        first,
        *(slides(again, [(SlideColumn(blocks=(Paragraphs(paragraphs=tuple(rest)),)),)]) if rest else ()),
    )


def _wrapped(text: str, style: TextStyle | None, room: float) -> list[tuple[int, int]]:
    return wrapped_lines(text, style or TextStyle(size=12, leading=16), room)


def _part(text: str, style: TextStyle | None, room: float, most: int) -> tuple[str, str]:
    """Return as much of a text as fits into so many lines, and the rest."""
    found = _wrapped(text, style, room)
    if len(found) <= most:
        return text, ""
    at = found[most - 1][1]
    return text[:at].rstrip(), text[at:].lstrip()


def journey_cover(catalog: Catalog, journey: Entity[Journey]) -> tuple[Slide, ...]:
    """Return the cover of a journey: what it is called, who takes it, and what was found."""
    words, fields = catalog.words, journey.fields
    reviewed = last_reviewed(fields.reviewed)
    who = people(catalog, fields.personas)
    names = [words.row(mark.title, mark.role) for mark in who]
    if len(who) > FEW:
        names = [words.row(*(mark.title for mark in who))]
    moments = catalog.moments(journey.id)
    backed = coverage(tuple(point for step in moments for point in catalog.points(step.id)))
    facts = (
        words.row(
            words.plural(len(catalog.stages_of(journey.id)), "count.stages"),
            words.plural(len(catalog.journey_steps(journey.id)), "count.steps"),
            words.phrase("backed.points", share=words.percent(backed.backed)) if backed else "",
            words.phrase("pair", name=words.phrase("map.level"), value=fields.level) if fields.level else "",
        ),
        *(one_line(name) for name in names),
        words.row(
            words.phrase("pair", name=words.phrase("map.owner"), value=fields.owner) if fields.owner else "",
            f"{words.phrase('map.version')} {fields.version}" if fields.version else "",
            words.phrase("map.reviewed.on", day=words.day(reviewed)) if reviewed else "",
        ),
        one_line(catalog.site.fictional or ""),
    )
    return cover(
        one_line(journey.title),
        DOT.join((words.phrase("map.label"), words.phrase(journey_tag(journey)))),
        finding_sentence(catalog, journey),
        [fact for fact in facts if fact],
        fields.language or "",
        one_line(catalog.prose(journey).text),
    )


def about_slides(catalog: Catalog, journey: Entity[Journey], foot: str) -> tuple[Slide, ...]:
    """Return the slide of who takes a journey, in which situation, and what the company wants of it."""
    words = catalog.words
    told = about(journey.fields, finding_sentence(catalog, journey))
    head = SlideHead(
        title=words.phrase("map.about"),
        lead=one_line(next((value for key, value in told if key == "summary"), "")),
        kicker=one_line(journey.title),
        foot=foot,
        language=journey.fields.language or "",
    )
    parts = [*_people(catalog, journey), *_situation(catalog, journey)]
    return slides(head, [balanced(parts)] if parts else []) if parts or head.lead else ()


Part = tuple[Paragraph, ...]


def _people(catalog: Catalog, journey: Entity[Journey]) -> Iterator[Part]:
    """Yield who takes a journey."""
    for entity in catalog.found("persona", journey.fields.personas):
        fields: Persona = entity.fields
        # who is no more than a name and a role has the role below it
        known = bool(fields.quote or fields.summary)
        name = one_line(catalog.words.row(persona_name(entity), fields.role or "" if known else ""))
        role = (Paragraph(text=one_line(fields.role)),) if fields.role and not known else ()
        quote = (Paragraph(text=_quoted(catalog, fields.quote), style="quote"),) if fields.quote else ()
        summary = (Paragraph(text=one_line(fields.summary)),) if fields.summary else ()
        yield (Paragraph(text=name, style="label"), *role, *quote, *summary)


def _quoted(catalog: Catalog, text: str) -> str:
    return one_line(catalog.words.phrase("quote", text=catalog.words.inner(text)))


def _situation(catalog: Catalog, journey: Entity[Journey]) -> Iterator[Part]:
    """Yield in which situation a journey is taken, and what the company wants of it.

    What it is about stands above that, and its level on the cover.
    """
    words = catalog.words
    for key, value in about(journey.fields, finding_sentence(catalog, journey)):
        if key in ("summary", "level"):
            continue
        yield (Paragraph(text=words.phrase(ABOUT[key]), style="label"), Paragraph(text=one_line(value)))
    goals = [one_line(_goal(catalog, objective_mark(catalog, goal))) for goal in journey.fields.objectives]
    if goals:
        label = Paragraph(text=words.phrase("metric.goals"), style="label")
        yield (label, *(Paragraph(text=goal, style="item") for goal in goals))


def _goal(catalog: Catalog, goal: ObjectiveMark) -> str:
    words = catalog.words
    now = (
        f"{words.number(goal.value, goal.digits, goal.digits)} {goal.unit}".strip()
        if goal.share is not None
        else ""
    )
    aim = f"{words.number(goal.target)} {goal.unit}".strip() if goal.target is not None else ""
    key = "target.by" if goal.by else "target.at"
    day = words.day(goal.by) if goal.by else ""
    told = words.phrase(key, value=aim, day=day) if aim else ""
    around = words.row(told, words.phrase("effect.now", value=now) if now else "")
    return f"{goal.text} ({around})" if around else goal.text


def contents_slides(catalog: Catalog, journeys: Sequence[Entity[Journey]], foot: str) -> tuple[Slide, ...]:
    """Return the slide that lists the journeys of a deck, each with what was found."""
    words = catalog.words
    rows = tuple(_listed(catalog, one) for one in journeys)
    keys = ("one.journey", "slides.finding", "nav.personas")
    head = tuple(words.phrase(key) for key in keys)
    table = TableBlock(title=words.phrase("kind.journey"), head=head, rows=rows, shares=(1.5, 3.5, 1.2))
    counted = words.plural(len(journeys), "count.journeys")
    return slides(
        SlideHead(title=counted, kicker=one_line(catalog.site.title), foot=foot),
        [(SlideColumn(blocks=(table,)),)],
    )


def _listed(catalog: Catalog, journey: Entity[Journey]) -> Row:
    words = catalog.words
    title = Paragraph(text=one_line(journey.title), style="strong")
    names = words.row(*(mark.title for mark in people(catalog, journey.fields.personas)))
    return (
        TableCell(paragraphs=(title, Paragraph(text=words.phrase(journey_tag(journey)), style="note"))),
        TableCell(paragraphs=(Paragraph(text=finding_sentence(catalog, journey), style="cell"),)),
        TableCell(paragraphs=(Paragraph(text=names, style="cell"),)),
    )


def persona_slides(catalog: Catalog, entity: Entity[Persona], foot: str) -> tuple[Slide, ...]:
    """Return the slide of a persona."""
    words, fields = catalog.words, entity.fields
    left = []
    if fields.quote:
        left += [Paragraph(text=_quoted(catalog, fields.quote), style="quote")]
    if fields.summary:
        left += [Paragraph(text=one_line(fields.summary))]
    left += [
        Paragraph(text=one_line(words.phrase("pair", name=name, value=value)), style="item")
        for name, value in fields.demographics.items()
    ]
    right = []
    for name in LISTS:
        found = getattr(fields, name)
        right += [Paragraph(text=words.phrase(f"persona.{name}"), style="label")] if found else []
        right += [Paragraph(text=one_line(one), style="item") for one in found]
    columns = [as_block(tuple(some)) for some in (left, right)]
    head = SlideHead(
        title=one_line(persona_name(entity)), lead=one_line(fields.role or ""), kicker=words.phrase("one.persona"),
        foot=foot, language=fields.language or "", notes=one_line(catalog.prose(entity).text),
    )  # fmt: skip
    return slides(head, [beside(columns[0], columns[1])]) if left or right else ()
