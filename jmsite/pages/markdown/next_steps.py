"""The page on where to act next as Markdown: a table for each lot, with the formula above and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jmsite.model.catalog import Catalog
from jmsite.model.markdown import escaped
from jmsite.pages.markdown.text import Parts, link, paragraphs, table
from jmsite.pages.next_steps import MOST, NextView, next_steps
from jmsite.pages.parts.evidence.next_rows import NextGroup, NextRow, TermMark
from jmsite.pages.parts.evidence.work import Work

HEADS = ("rank", "step", "stake", "made", "work")


def next_steps_markdown(catalog: Catalog, _: str, __: str) -> Parts:
    """Return the page on where to act next."""
    page = next_steps(catalog, "")
    view: NextView = page.view
    words = catalog.words
    return paragraphs(
        f"# {escaped(page.title)}",
        escaped(view.lead),
        f"{escaped(words.phrase('next.formula'))}  \n{escaped(words.phrase('next.formula.told'))}",
        *(part for lot in view.lots for part in group_markdown(catalog, lot)),
        escaped(words.plural(view.unjudged, "next.unjudged")) if view.unjudged else "",
    )


def group_markdown(catalog: Catalog, lot: NextGroup, most: int = MOST) -> Iterator[str]:
    """Yield a lot of steps: its heading, how it is worked out, and a table."""
    words = catalog.words
    yield f"## {escaped(words.row(words.phrase(f'next.by.{lot.by}'), lot.unit))}"
    yield escaped(words.sentences(words.phrase(f"next.how.{lot.by}"), *lot.notes))
    if lot.sources:
        yield "; ".join(
            f"{escaped(words.phrase(f'next.source.{each.key}'))} {link(each.metric.title, each.metric.url)}"
            f" ({escaped(each.told)})"
            for each in lot.sources
        )
    heads = tuple(escaped(words.phrase(f"next.head.{name}")) for name in HEADS)
    yield table(heads, (_cells(catalog, row) for row in lot.rows[:most]))
    if lot.more:
        yield escaped(words.plural(lot.more, "next.more"))


def _cells(catalog: Catalog, row: NextRow) -> tuple[str, ...]:
    words = catalog.words
    step = f"{link(row.title, row.url)} ({escaped(row.place)})"
    stake = f"{row.size} ({row.interval})" if row.interval else row.size
    return (
        words.number(row.rank, 0),
        f"{step}: {escaped(row.pain)}" if row.pain else step,
        escaped(stake),
        escaped(factors_equation(catalog, row.terms, row.worth)),
        " ".join(part for part in (work_line(catalog, row.work), escaped(row.missing)) if part),
    )


def factors_equation(catalog: Catalog, terms: Iterable[TermMark], worth: str) -> str:
    """Return the factors of a step as an equation in words: ``Anna 20,518 people × 3 of 3 … × 62.7 pounds``."""
    told = " + ".join(_term(catalog, term) for term in terms)
    return f"({told}) × {worth}" if worth and " + " in told else f"{told} × {worth}" if worth else told


def _term(catalog: Catalog, term: TermMark) -> str:
    words = catalog.words
    severity = words.phrase("next.of-three", n=term.told)
    basis = f" ({words.phrase(f'basis.{term.basis}')})" if term.basis else ""
    who = f"{term.who.title} " if term.who else ""
    return f"{who}{term.people} × {severity}{basis}" if term.people else f"{who}{severity}{basis}"


def work_line(catalog: Catalog, work: Work) -> str:
    """Return who is on it and until when, in a line."""
    words = catalog.words
    if work.what is None:
        return escaped(words.phrase("thread.state.nobody"))
    day = ""
    if work.day:
        key = "solution.day" if work.state == "shipped" else "solution.due.short"
        day = words.phrase(key, day=words.day(work.day))
    by = ", ".join(link(one.title, one.url) for one in work.by)
    told = [
        escaped(words.phrase(f"status.{work.state}")),
        link(work.what.title, work.what.url),
        escaped(day),
        by,
    ]
    return ", ".join(part for part in told if part)
