"""Exports of Qualtrics: names, questions, and ids of import in three rows; in the older layout two, `V1` and on."""

from __future__ import annotations

import html
import json
import re

from jmsite.importing.draft import Remark
from jmsite.importing.surveys.export import ColumnUse, Export, RawTable, SurveyColumn, cell, same

_DAYS = frozenset(("startdate", "enddate", "recordeddate"))
_PERSONAL = frozenset(
    (
        "ipaddress", "responseid", "responseset", "name", "externaldatareference", "externalreference", "emailaddress",
        "recipientlastname", "recipientfirstname", "recipientemail", "locationlatitude", "locationlongitude",
        "locationaccuracy",
    )
)  # fmt: skip
_TOOLS = frozenset(
    ("status", "progress", "duration(inseconds)", "finished", "distributionchannel", "userlanguage")
)
_BESIDE_ANSWERS = re.compile(r"_NPS_GROUP$|_DO_\d+$|^SC\d+$|_Topics$|_TEXT$| - Topics$", re.IGNORECASE)
_TESTS = {
    **dict.fromkeys(("survey preview", "1", "survey test", "2"), "Survey Preview"),
    **dict.fromkeys(("spam", "8"), "Spam"),
}


def is_qualtrics(table: RawTable) -> bool:
    """Return whether there is a row of import ids, or the first row names `V1` to `V10`."""
    stamped = any('{"ImportId"' in one for one in table.row(2))
    return stamped or [cell(table.row(0), at) for at in range(3)] == ["V1", "V2", "V3"]


def read_qualtrics(table: RawTable) -> Export:
    """Return the export in a table. Previews, spam, and what was not finished do not count."""
    stamped = any('{"ImportId"' in one for one in table.row(2))
    begin = 3 if stamped else 2
    body = table.below(begin)
    keys = [
        (
            cell(table.row(0), at)
            if stamped or not re.fullmatch(r"V\d+", cell(table.row(0), at))
            else cell(table.row(1), at)
        )
        for at in range(len(table.row(0)))
    ]
    columns = [_column(table, body, at, keys, stamped) for at in range(len(keys)) if keys[at]]
    status, finished = _cells(columns, "Status"), _cells(columns, "Finished")
    reasons = [_TESTS.get(same(status[at]), "") if status else "" for at in range(len(body.rows))]
    if finished:
        done = ("true", "1", "wahr", "vrai", "verdadero", "yes")
        reasons = [
            reason or ("" if same(finished[at]) in done else "not finished")
            for at, reason in enumerate(reasons)
        ]
    return Export(
        format="qualtrics",
        columns=tuple(columns),
        lines=body.lines,
        reasons=tuple(reasons),
        beside=frozenset(("not finished",)),
        days=("EndDate", "RecordedDate", "StartDate"),
        remarks=_zone(table) if stamped else (),
    )


def _column(table: RawTable, body: RawTable, at: int, keys: list[str], stamped: bool) -> SurveyColumn:
    key = keys[at]
    again = keys[:at].count(key)
    asked = words(cell(table.row(1), at))
    compact = re.sub(r"[\s_]", "", key).casefold()
    use: ColumnUse = (
        "day" if compact in _DAYS
        else "personal" if compact in _PERSONAL
        else "tool" if compact in _TOOLS or again or any(map(_BESIDE_ANSWERS.search, (key, _id(table, at, stamped))))
        else ""
    )  # fmt: skip
    question, _, part = asked.rpartition(" - ")
    standard = use in ("day", "personal", "tool")
    name = key if standard else f"{question} [{part}]" if question else asked or key
    return SurveyColumn(
        name=f"{name} ({again + 1})" if again else name,
        key=key,
        part="" if standard or not question else part,
        cells=tuple(cell(row, at) for row in body.rows),
        use=use,
    )


def _id(table: RawTable, at: int, stamped: bool) -> str:
    """Return the id of import of a column; "" where there is none."""
    found = re.search(r'"ImportId"\s*:\s*"([^"]*)"', cell(table.row(2), at)) if stamped else None
    return found[1] if (found and not found[1].startswith("QID")) or (found and "_DO" in found[1]) else ""


def _cells(columns: list[SurveyColumn], key: str) -> tuple[str, ...]:
    return next((one.cells for one in columns if same(one.key) == same(key)), ())


def words(marked_up: str) -> str:
    """Return a question without its HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", marked_up)).split())


def _zone(table: RawTable) -> tuple[Remark, ...]:
    for one in table.row(2):
        try:
            zone = json.loads(one).get("timeZone")
        except (ValueError, AttributeError):
            continue
        if isinstance(zone, str):
            text = f"dates are local times of {zone}, and are taken as they are"
            return (Remark(did="taken", text=text, line=table.lines[2]),)
    return ()
