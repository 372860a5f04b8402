"""The slides of what a deck rests on: its studies, and the metrics in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jmsite.exporting.slides.heads import SlideHead
from jmsite.exporting.slides.page import SlideColumn, TableBlock, slides
from jmsite.exporting.slides.texts import one_line, reading_text
from jmsite.formats.deck.model import Paragraph, Row, Slide, TableCell
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Research
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import surveys
from jmsite.model.messages import capitalized
from jmsite.pages.parts.evidence.evidence_chain import method, study_mark
from jmsite.pages.parts.metrics.pooled_surveys import pooled_from
from jmsite.pages.parts.page.marks import metric_mark
from jmsite.pages.research import studies_told


def source_slides(
    catalog: Catalog, studies: Sequence[Entity[Research]], metrics: Sequence[Entity[Metric]], foot: str
) -> tuple[Slide, ...]:
    """Return the studies with how many took part and when, the latest first, and after them the metrics."""
    words = catalog.words
    latest = sorted(studies, key=lambda one: (-(_day(one) or date.min).toordinal(), one.title))
    keys = ("research.study", "research.method", "research.when", "research.insights", "research.n")
    heads = ("metrics.name", "fact.source", "metrics.latest", "table.interval", "table.n", "table.day")
    tables = (
        TableBlock(
            title=words.phrase("kind.research"),
            head=tuple(words.phrase(key) for key in keys),
            rows=tuple(_study(catalog, one) for one in latest),
            shares=(1.9, 1.2, 1.5, 3.2, 1.1),
            right=(4,),
        ),
        TableBlock(
            title=words.phrase("kind.metric"),
            head=tuple(words.phrase(key) for key in heads),
            rows=tuple(_metric(catalog, one) for one in metrics),
            shares=(3, 1.6, 1.1, 1.2, 0.9, 1.2),
            right=(2, 3, 4, 5),
        ),
    )
    told = studies_told(words, [study_mark(catalog, one) for one in studies])
    counted = (told, words.plural(len(metrics), "count.metrics"))
    found: list[Slide] = []
    for table, count in zip(tables, counted, strict=True):
        if table.rows:
            head = SlideHead(title=capitalized(count), kicker=words.phrase("research.title"), foot=foot)
            found += slides(head, [(SlideColumn(blocks=(table,)),)])
    return tuple(found)


def _day(study: Entity[Research]) -> date | None:
    return study.fields.to or study.fields.from_


def _cell(text: str, right: bool = False, note: str = "", strong: bool = False) -> TableCell:
    style = "strong" if strong else "cell"
    found = [Paragraph(text=one_line(text), style=style)] if text else []  # type: ignore[arg-type]
    found += [Paragraph(text=one_line(note), style="note")] if note else []
    return TableCell(paragraphs=tuple(found), right=right)


def _study(catalog: Catalog, study: Entity[Research]) -> Row:
    words, fields, mark = catalog.words, study.fields, study_mark(catalog, study)
    begin, end = fields.from_, fields.to
    day = _day(study)
    when = words.day(day, "medium") if day else words.phrase("research.undated")
    if begin and end and begin != end:
        when = words.phrase("research.span", begin=words.day(begin, "medium"), end=words.day(end, "medium"))
    nature = words.phrase(f"nature.{mark.nature}") if mark.nature else ""
    return (
        _cell(study.title, note=fields.source or "", strong=True),
        _cell(method(catalog, study), note=nature),
        _cell(when),
        _cell(fields.summary or "", note=fields.participants or ""),
        _cell(words.number(fields.n, 0) if fields.n is not None else "–", right=True),
    )


def _metric(catalog: Catalog, metric: Entity[Metric]) -> Row:
    words, mark = catalog.words, metric_mark(catalog, metric)
    readings = metric.fields.readings
    asked = (one.source or one.file or "" for _, one in surveys(readings))
    source = pooled_from(words, catalog.series(metric.id)) or words.row(*asked)
    by_hand = words.phrase("metric.by-hand") if isinstance(readings, tuple) and readings else ""
    return (
        _cell(metric.title, note=metric.fields.summary or "", strong=True),
        _cell(source or by_hand),
        _cell(reading_text(words, mark) or words.phrase("metrics.none"), right=True),
        _cell(mark.interval, right=True),
        _cell(words.number(mark.n, 0) if mark.n is not None else "", right=True),
        _cell(words.month(mark.day) if mark.day else "", right=True),
    )
