"""JSON of others: TheyDo's exchange files, and GOV.UK's step-by-step navigation."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from jmsite.importing.draft import (
    DraftEntity,
    DraftEntry,
    DraftJourney,
    DraftMap,
    DraftMoment,
    DraftStage,
    NoJourneyError,
    Remark,
)
from jmsite.importing.ids import id_for
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.metric_kinds import OF

SOUGHT = (
    "TheyDo's exchange format (THEYDO_INSIGHTS_V1, …_OPPORTUNITIES_…, …_SOLUTIONS_…, …_METRICS_…),"
    " or a GOV.UK step_by_step_nav"
)
_DROPPED = ("ownerEmail", "groups", "groupTags", "icon", "weight", "empathyScore")
_COUNTS = {
    "NPS": ("detractors", "passives", "promoters"),
    "CSAT": ("veryUnsatisfied", "unsatisfied", "neutral", "satisfied", "verySatisfied"),
}
_KINDS = {"NPS": "nps", "CSAT": "csat", "CES": "ces", "RATIO": "rate"}
_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "opportunity": {
        "status": ("open", "in-progress", "solved", "dismissed"),
        "type": ("pain-point", "unmet-need", "adoption-barrier", "delight"),
    },
    "solution": {"status": ("idea", "planned", "building", "shipped", "dropped")},
}
"""The names of TheyDo's categories, which can have any, where they are lanes of ours."""
_TAG = re.compile(r"<[^>]+>")


def parsed(text: str) -> Mapping[str, Any]:
    """Return the object in a JSON text. Raises ``NoJourneyError``."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoJourneyError(f"the file is no JSON: {error}", SOUGHT) from None
    if not isinstance(value, dict):
        raise NoJourneyError("the JSON is no object", SOUGHT)
    return value


def read_theydo(text: str) -> DraftMap:
    """Return the insights, opportunities, solutions and metrics of an exchange file. Raises ``NoJourneyError``."""
    data = parsed(text)
    found = re.fullmatch(
        r"THEYDO_(INSIGHT|OPPORTUNIT|SOLUTION|METRIC)(?:Y|IES|S)_V\d+", str(data.get("format"))
    )
    if not found:
        raise NoJourneyError("its 'format' is none of TheyDo's", SOUGHT)
    rows = next((value for value in data.values() if isinstance(value, list)), [])
    reading = _TheyDo()
    for row in (one for one in rows if isinstance(one, dict) and one.get("title")):
        if found[1] == "METRIC":
            reading.metric(row)
        else:
            reading.note(
                {"INSIGHT": "insight", "OPPORTUNIT": "opportunity", "SOLUTION": "solution"}[found[1]], row
            )
    if not reading.entities:
        raise NoJourneyError("the exchange file holds nothing with a title", SOUGHT, sure=True)
    return DraftMap(
        format="theydo",
        entities=tuple(reading.entities),
        files=tuple(reading.files),
        remarks=tuple(reading.remarks),
    )


class _TheyDo:
    """Gathers what an exchange file holds."""

    def __init__(self) -> None:
        self.entities: list[DraftEntity] = []
        self.files: list[tuple[str, bytes]] = []
        self.remarks: list[Remark] = []

    def note(self, kind: str, row: Mapping[str, Any]) -> None:
        """Take an insight, an opportunity or a solution."""
        fields: dict[str, Any] = {"tags": [str(tag) for tag in row.get("tags") or ()]}
        if kind == "insight":
            type = str(row.get("type") or "").casefold()
            fields["type"] = type if type in ("pain", "gain", "need") else "observation"
            fields["status"] = (
                "validated" if str(row.get("status")).casefold() == "confirmed" else "assumption"
            )
        else:
            fields |= _ours(kind, row)
        body = str(row.get("description") or "")
        links = [f"- <{link}>" for link in row.get("externalLinks") or () if str(link).startswith("http")]
        if links:
            body = f"{body}\n\n" + "\n".join(links)
        self._drop(row, [name for name in ("status", "type") if name not in fields])
        self.entities.append(
            DraftEntity(kind=kind, title=str(row["title"]), fields=fields, body=body.strip())
        )

    def metric(self, row: Mapping[str, Any]) -> None:
        """Take a metric, with its readings as a table under ``data/``."""
        type, title = str(row.get("type")), str(row["title"])
        id = id_for(str(row.get("importKey") or title), f"metric-{len(self.entities) + 1}")
        table = [line for point in row.get("dataPoints") or () if (line := self._reading(type, point, title))]
        fields: dict[str, Any] = {"kind": _KINDS.get(type, "value"), "target": row.get("target")}
        if type in ("RATIO", "OTHER"):
            unit = str(row.get("unit") or "")
            fields["unit"] = unit if type == "OTHER" or OF.fullmatch(" ".join(unit.split())) else "%"
        if type == "CSAT":
            fields["scale"] = {"min": 1, "max": 5}
        if "LESS" in str(row.get("targetComparisonOperator")):
            fields["direction"] = "lower"
        if table:
            path = f"data/{id}.csv"
            self.files.append((path, _as_csv(table)))
            fields["readings"] = {"file": path, **_columns(type, table)}
        self._drop(row, ())
        body = str(row.get("description") or "")
        if body:
            fields["summary"] = " ".join(body.split())
        self.entities.append(DraftEntity(kind="metric", title=title, fields=fields, id=id))

    def _reading(self, type: str, point: Mapping[str, Any], title: str) -> dict[str, Any]:
        line: dict[str, Any] = {"date": point.get("dateOfMeasurement")}
        line |= {str(one.get("key")): one.get("value") for one in point.get("dimensions") or ()}
        counts = [_count(point.get(name)) for name in _COUNTS.get(type, ())]
        if type in _COUNTS:
            total = sum(counts)
            # not nothing: a rate of nobody is unknown
            if not total:
                of = ", ".join(str(one.get("value")) for one in point.get("dimensions") or ())
                text = f"the reading of '{title}' on {line['date']}{f' ({of})' if of else ''}: 0 of 0 is no value"
                self.remarks.append(Remark(did="left out", text=text))
                return {}
            good = counts[2] - counts[0] if type == "NPS" else counts[3] + counts[4]
            return {
                **line,
                **dict(zip(_COUNTS[type], counts, strict=True)),
                "n": total,
                "value": round(100 * good / total, 1),
            }
        if type == "RATIO":
            return {**line, "numerator": point.get("numerator"), "denominator": point.get("denominator")}
        value = point.get("value", point.get("score"))
        return {**line, "value": value, **({"n": point["respondents"]} if point.get("respondents") else {})}

    def _drop(self, row: Mapping[str, Any], more: Sequence[str]) -> None:
        there = [name for name in (*_DROPPED, *more) if row.get(name) not in (None, [], "")]
        if there:
            why = {"ownerEmail": "a person's address", "empathyScore": "its scale is not in the file"}
            told = ", ".join(f"{name} ({why[name]})" if name in why else name for name in there)
            self.remarks.append(Remark(did="left out", text=f"of '{row['title']}': {told}"))


def _ours(kind: str, row: Mapping[str, Any]) -> dict[str, str]:
    """Return the status and type of an opportunity or a solution, as far as they are words that we have, too."""
    named = {name: str(row.get(name) or "").casefold().replace(" ", "-") for name in ("status", "type")}
    return {name: word for name, word in named.items() if word in _WORDS[kind].get(name, ())}


def _count(value: Any) -> int:
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else 0


def _columns(type: str, table: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    of: dict[str, str] = {name: name for name in DIMENSIONS if any(name in line for line in table)}
    if type == "RATIO":
        return {"numerator": "numerator", "denominator": "denominator", **of}
    return {**({"n": "n"} if any("n" in line for line in table) else {}), **of}


def _as_csv(table: Sequence[Mapping[str, Any]]) -> bytes:
    names = list(dict.fromkeys(name for line in table for name in line))
    held = io.StringIO()
    writer = csv.DictWriter(held, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return held.getvalue().encode()


def read_govuk(text: str) -> DraftMap:
    """Return the journey of a step-by-step navigation. Raises ``NoJourneyError``."""
    data = parsed(text)
    details = data.get("details")
    navigation = details.get("step_by_step_nav") if isinstance(details, dict) else None
    if not isinstance(navigation, dict):
        raise NoJourneyError("there is no step_by_step_nav in it", SOUGHT)
    rows = [row for row in navigation.get("steps") or () if isinstance(row, dict)]
    if not rows:
        raise NoJourneyError("the step-by-step navigation has no steps", SOUGHT, sure=True)
    stages, remarks = [], []
    for row in rows:
        stages.append(_stage(row))
        if row.get("logic"):
            text = (
                f"'{row.get('title')}' is joined to the step before by '{row['logic']}': here it follows it"
            )
            remarks.append(Remark(did="changed", text=text))
    title = str(navigation.get("title") or data.get("title") or "Step by step")
    journey = DraftJourney(title=title, summary=_plain(navigation.get("introduction")), stages=tuple(stages))
    return DraftMap(format="govuk-step-by-step", journeys=(journey,), remarks=tuple(remarks))


def _stage(row: Mapping[str, Any]) -> DraftStage:
    prose: list[str] = []
    steps: list[DraftMoment] = []
    for part in row.get("contents") or ():
        if part.get("type") == "list":
            steps += [_step(one) for one in part.get("contents") or () if one.get("text")]
        elif part.get("text"):
            prose.append(str(part["text"]))
    return DraftStage(title=str(row.get("title") or "Step"), prose=tuple(prose), steps=tuple(steps))


def _step(one: Mapping[str, Any]) -> DraftMoment:
    href = str(one.get("href") or "")
    lanes = (
        {"touchpoint": (DraftEntry(text=f"GOV.UK {href}" if href.startswith("/") else href),)} if href else {}
    )
    return DraftMoment(title=str(one["text"]), lanes=lanes, summary=str(one.get("context") or ""))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(_plain(one.get("content")) for one in value if isinstance(one, dict))
    return " ".join(unescape(_TAG.sub(" ", str(value or ""))).split())
