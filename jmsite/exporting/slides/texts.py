"""The cells of a map as words of a slide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jmsite.formats.deck.model import Paragraph, StyleName
from jmsite.model.catalog import Catalog
from jmsite.model.messages import Messages
from jmsite.pages.parts.map import cells
from jmsite.pages.parts.map.branches import Way
from jmsite.pages.parts.map.lanes import Cell
from jmsite.pages.parts.page.marks import MetricMark
from jmsite.pages.parts.page.people import PersonaMark

DOT = " · "
"""The separator of facts in one line."""


def one_line(text: str) -> str:
    """Return words in one line."""
    return " ".join(text.split())


def paragraph(text: str, style: StyleName, who: PersonaMark | None = None) -> Paragraph:
    """Return words with the name of whose they are before them."""
    return Paragraph(text=one_line(text), style=style, begin=f"{who.title}:" if who else "")


def in_lane(found: Iterable[Cell], *keys: str) -> tuple[Any, ...]:
    """Return what stands in some lanes of a step."""
    return tuple(part for cell in found if cell.lane in keys for part in cell.parts)


def part_text(words: Messages, part: Any) -> str:
    """Return a part of a cell in words: whose, what, and what is known of it."""
    text = (
        _TEXTS[type(part)](words, part) if type(part) in _TEXTS else getattr(part, "text", "") or part.title
    )
    who = getattr(part, "who", None)
    return words.phrase("pair", name=who.title, value=one_line(text)) if who else one_line(text)


def pain_text(words: Messages, part: cells.PainMark) -> str:
    """Return a pain or a gain with how much it matters, where somebody has said so."""
    return f"{part.text} ({words.phrase(f'severity.{part.severity}')})" if part.severity else part.text


def reading_text(words: Messages, mark: MetricMark) -> str:
    """Return the latest reading of a metric with its unit; "" where there is none."""
    if mark.value is None:
        return ""
    return f"{words.number(mark.value, mark.digits, mark.digits)} {mark.unit}".strip()


def metric_text(words: Messages, mark: MetricMark) -> str:
    """Return a metric with its reading, and how sure that is."""
    sure = (mark.interval, words.phrase("n", n=words.number(mark.n, 0)) if mark.n is not None else "")
    told = words.phrase(
        "pair", name=mark.title, value=reading_text(words, mark) or words.phrase("metrics.none")
    )
    around = words.row(*sure, mark.place)
    return f"{told} ({around})" if around else told


def _failing(words: Messages, part: cells.FailMark) -> str:
    share = words.phrase("fail.likelihood", share=words.percent(part.share)) if part.share is not None else ""
    impact = words.phrase("fail.impact", n=part.impact) if part.impact else ""
    around = words.row(share, impact)
    text = f"{part.text} ({around})" if around else part.text
    mended = words.phrase("lane.fail.recovery", text=part.recovery.text) if part.recovery else ""
    return words.sentences(text, mended)


def _taking(words: Messages, part: cells.TimeMark) -> str:
    waits = words.phrase("lane.wait", span=words.span(part.wait)) if part.wait else ""
    return words.row(words.span(part.takes) if part.takes else "", waits)


def score_text(part: cells.Readout) -> str:
    """Return a score with its word."""
    return f"{part.mark.text} {part.mark.word}".strip()


def basis_text(words: Messages, part: cells.Readout) -> str:
    """Return what a score rests on, and how sure it is."""
    n = words.phrase("n", n=words.number(part.mark.n, 0)) if part.mark.n is not None else ""
    against = (
        words.phrase("map.contradiction", score=part.mark.text, value=part.measured) if part.measured else ""
    )
    return words.row(words.phrase(f"basis.{part.mark.basis}"), n, part.interval, against)


def _way(words: Messages, part: Way) -> str:
    return words.phrase("pair", name=part.when, value=part.title) if part.when else part.title


_TEXTS: dict[type, Callable[[Messages, Any], str]] = {
    cells.PainMark: pain_text,
    cells.FailMark: _failing,
    cells.TimeMark: _taking,
    cells.Picture: lambda _, part: part.alt or part.src,
    cells.Rating: lambda words, part: words.phrase("effort.of", n=words.number(part.value)),
    cells.Readout: lambda words, part: words.row(score_text(part), basis_text(words, part)),
    cells.QuoteMark: lambda words, part: (
        f"{words.phrase('quote', text=part.text)}{f' ({part.source})' if part.source else ''}"
    ),
    Way: _way,
    MetricMark: metric_text,
}
"""How those parts of cells are put into words that are more than their text or title."""


def note_lines(catalog: Catalog, found: Iterable[Cell], skip: frozenset[str]) -> Iterator[str]:
    """Yield lanes of a step that stand on no slide, each as a line of notes."""
    words = catalog.words
    for cell in found:
        if cell.lane not in skip and cell.parts:
            name = cell.title or words.phrase(f"lane.{cell.lane}")
            told = "; ".join(part_text(words, part) for part in cell.parts)
            yield words.phrase("pair", name=name, value=told)
