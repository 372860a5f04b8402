"""Write the list of where to act next as text, Markdown and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.uncertain import Uncertain
from jmsite.pages.markdown.next_steps import group_markdown
from jmsite.pages.parts.evidence.next_rows import next_group
from jmsite.pages.parts.evidence.priorities import KNOWN, Known, Priority, PriorityGroup, Ranking
from jmsite.pages.parts.evidence.priority_factors import Term
from jmsite.pages.parts.evidence.work import Work, work_on
from jmsite.pages.parts.page.people import persona_name

VERSION = 1
FORMULAS: Mapping[Known, str] = {
    "value": "people affected × severity ÷ 3 × value",
    "people": "people affected × severity ÷ 3",
    "share": "share of customers × severity ÷ 3",
    "severity": "severity, 1 to 3",
}
HEADS: Mapping[Known, str] = {
    "value": "By value at stake",
    "people": "By people affected",
    "share": "By share of customers",
    "severity": "By severity alone",
}
MISSING = {
    "reach": "nobody counts who takes it: set 'reach' in the journey",
    "value": "no value: set 'value' in the journey",
}
UNSURE = {"shares": "shares of personas", "severity": "severity", "value": "value"}
NextFormat = Callable[[Catalog, Ranking, int | None], str]
_ADDRESS = re.compile("\0([^\0]*)\0")


def as_text(catalog: Catalog, found: Ranking, most: int | None) -> str:
    """Return a list for each lot: its formula, and each step with its factors, what is missing, and who is on it."""
    blocks = ["\n".join(_lot(catalog, lot, most)) for lot in found.lots]
    if not blocks:
        blocks.append("no step hurts")
    if found.unjudged:
        pains = "pain has" if found.unjudged == 1 else "pains have"
        blocks.append(f"{found.unjudged} {pains} no severity and cannot be ranked")
    return "\n\n".join(blocks) + "\n"


def _lot(catalog: Catalog, lot: PriorityGroup, most: int | None) -> Iterator[str]:
    unit = f" ({lot.unit})" if lot.unit else ""
    yield f"{HEADS[lot.by]}{unit}: {FORMULAS[lot.by]}"
    for row in lot.rows[:most]:
        yield ""
        yield from _row(catalog, row)
    if most and len(lot.rows) > most:
        yield f"\n… and {len(lot.rows) - most} more"


def _row(catalog: Catalog, row: Priority) -> Iterator[str]:
    yield f"{row.rank:>3}  {row.subject.title}  {row.subject.id}"
    yield f"     {_size(row)}{_ends(row.size)} = {_made(catalog, row)}"
    yield f"     {_work(work_on(catalog, row.subject))}"
    missing = [MISSING[key] for key in row.missing if key in MISSING]
    missing += [f"no share of '{id}': not counted" for id in row.unshared]
    if missing:
        yield f"     missing: {'; '.join(missing)}"
    if row.unsure:
        yield f"     without an interval: {', '.join(UNSURE[key] for key in row.unsure)}"


def _size(row: Priority) -> str:
    unit = {"share": "% of customers", "severity": "of 3"}.get(row.by, row.unit)
    return f"{_number(row.size.value)} {unit}".strip()


def _ends(size: Uncertain) -> str:
    return f" ({_number(size.ends[0])} to {_number(size.ends[1])})" if size.ends else ""


def _number(value: float) -> str:
    """Return a number with three digits that count, and commas between thousands."""
    told = float(f"{value:.3g}")
    return f"{told:,.0f}" if abs(told) >= 100 or told == int(told) else f"{told:g}"


def _made(catalog: Catalog, row: Priority) -> str:
    terms = [_term(catalog, term) for term in row.terms] or [
        f"{_whose(catalog, one.persona)}severity {_number(one.size.value)} ({one.basis})" for one in row.found
    ]
    told = " + ".join(terms)
    if row.by != "value" or row.worth is None:
        return told
    worth = f"{_number(row.worth.size.value)} {row.worth.metric.fields.unit or ''}".strip()
    whole = f"{worth} ÷ all who take the journey" if row.worth.whole else worth
    return f"({told}) × {whole}" if len(terms) > 1 else f"{told} × {whole}"


def _term(catalog: Catalog, term: Term) -> str:
    metric = term.people.metric
    unit = (metric.fields.unit or "people") if metric else "% of customers"
    people = f"{term.people.size.value:,.0f} {unit}"
    severity = f"severity {_number(term.severity.size.value)} of 3 ({term.severity.basis})"
    return f"{_whose(catalog, term.severity.persona)}{people} × {severity}"


def _whose(catalog: Catalog, persona: str) -> str:
    found = catalog.persona(persona)
    return f"{persona_name(found)}: " if found else ""


def _work(work: Work) -> str:
    if work.what is None:
        return "nobody is on it"
    day = f", {'shipped' if work.state == 'shipped' else 'due'} {work.day.isoformat()}" if work.day else ""
    by = f", by {', '.join(one.title for one in work.by)}" if work.by else ""
    return f"{work.state}: {work.what.title}{day}{by}"


def as_markdown(catalog: Catalog, found: Ranking, most: int | None) -> str:
    """Return the tables of the page, for a pull request; links lead to the published site where it has one."""
    base = catalog.site.url or ""
    lots = [next_group(catalog, lot, most or len(lot.rows)) for lot in found.lots]
    parts = [part for lot in lots for part in group_markdown(catalog, lot)]
    return _ADDRESS.sub(lambda link: f"{base}{link[1]}", "\n\n".join(parts)) + "\n"


def as_json(catalog: Catalog, found: Ranking, most: int | None) -> str:
    """Return everything as JSON, for other programs."""
    document = {
        "format": "jmsite-next",
        "version": VERSION,
        "formulas": FORMULAS,
        "lists": [_json_lot(catalog, lot, most) for lot in found.lots],
        "unranked_pains": found.unjudged,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _json_lot(catalog: Catalog, lot: PriorityGroup, most: int | None) -> dict[str, Any]:
    assert lot.by in KNOWN  # noqa: S101 - or the format had another key
    return {"by": lot.by, "unit": lot.unit, "steps": [_json_row(catalog, row) for row in lot.rows[:most]]}


def _json_row(catalog: Catalog, row: Priority) -> dict[str, Any]:
    worth = row.worth
    work = work_on(catalog, row.subject)
    return {
        "rank": row.rank,
        "kind": row.subject.kind,
        "id": row.subject.id,
        "title": row.subject.title,
        "journey": row.journey.id,
        "url": row.subject.url,
        "size": _json_number(row.size),
        "severities": [
            {"persona": one.persona or None, **_json_number(one.size), "basis": one.basis, "n": one.n}
            for one in row.found
        ],
        "people": [
            {
                "persona": term.severity.persona or None,
                **_json_number(term.people.size),
                "basis": term.people.basis,
                "metric": _id(term.people.metric),
                "day": term.people.day.isoformat() if term.people.day else None,
            }
            for term in row.terms
        ],
        "value": worth
        and {
            **_json_number(worth.size),
            "n": worth.n,
            "metric": worth.metric.id,
            "per": "period" if worth.whole else "person",
            "day": worth.day.isoformat(),
        },
        "missing": list(row.missing),
        "without_share": list(row.unshared),
        "without_interval": list(row.unsure),
        "departments": list(row.departments),
        "work": {
            "state": work.state,
            "title": work.what.title if work.what else None,
            "day": work.day.isoformat() if work.day else None,
            "departments": [one.title for one in work.by],
        },
    }


def _json_number(size: Uncertain) -> dict[str, float | None]:
    return {"value": size.value, "low": size.low, "high": size.high}


def _id(entity: Entity[Any] | None) -> str | None:
    return entity.id if entity else None


FORMATS: Mapping[str, NextFormat] = {"text": as_text, "markdown": as_markdown, "json": as_json}
"""The formats by name."""
