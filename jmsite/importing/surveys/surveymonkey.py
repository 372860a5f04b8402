"""Exports of SurveyMonkey: the question in the first row, `Response` or an option in the second."""

from __future__ import annotations

import re

from jmsite.importing.surveys.export import ColumnUse, Export, RawTable, SurveyColumn, cell, same

_WHOLE = re.compile(
    r"^(?:response|open-ended response|antwort|offene antwort|réponse|respuesta|resposta)$", re.IGNORECASE
)
_TOOL: dict[str, ColumnUse] = {
    **dict.fromkeys(("start date", "end date", "date created", "date modified"), "day"),
    **dict.fromkeys(
        (
            "respondent id",
            "respondentid",
            "collector id",
            "ip address",
            "email address",
            "first name",
            "last name",
        ),
        "personal",
    ),
}


def is_surveymonkey(table: RawTable) -> bool:
    """Return whether the first row begins with the respondent's id and the second names answers."""
    first = same(cell(table.row(0), 0)).replace(" ", "")
    below = [one for one in table.row(1) if one.strip()]
    return first == "respondentid" and len(below) > 0 and not cell(table.row(1), 0)


def read_surveymonkey(table: RawTable) -> Export:
    """Return the export in a table. Who only opened the survey does not count."""
    columns = two_row_columns(table)
    asked = [one for one in columns if one.use == "" and not re.match(r"(?i)custom data", one.name)]
    reasons = [
        "" if any(column.cells[at] for column in asked) else "opened, nothing answered"
        for at in range(len(table.rows) - 2)
    ]
    return Export(
        format="surveymonkey",
        columns=tuple(columns),
        lines=table.lines[2:],
        reasons=tuple(reasons),
        days=("End Date", "Start Date", "Date Modified", "Date Created"),
    )


def two_row_columns(table: RawTable) -> list[SurveyColumn]:
    """Return the columns of two header rows: a blank in the first one goes on with the question to its left.

    Not where a column below the blank holds more than its own label: that is a question of its own.
    """
    body = table.below(2)
    found: list[SurveyColumn] = []
    taken: dict[str, int] = {}
    above = ""
    for at in range(max(len(table.row(0)), len(table.row(1)))):
        top, below = " ".join(cell(table.row(0), at).split()), " ".join(cell(table.row(1), at).split())
        above = top or above
        if not above and not below:
            continue
        cells = tuple(cell(row, at) for row in body.rows)
        alone = not below or bool(_WHOLE.match(below)) or (not top and _stands_alone(below))
        name = (top or below) if alone else f"{above} [{below}]" if above else below
        if alone and not top and _WHOLE.match(below):
            name = above
        taken[same(name)] = count = taken.get(same(name), 0) + 1
        use = _use(top, below)
        named = name if count == 1 else f"{name} ({count})"
        found.append(SurveyColumn(name=named, part="" if alone else below, cells=cells, use=use))
    return found


def _stands_alone(words: str) -> bool:
    """Return whether the words in the second row are a question of their own, as Typeform writes them."""
    return words.endswith("?")


def _use(top: str, below: str) -> ColumnUse:
    if not below and same(top) in _TOOL:
        return _TOOL[same(top)]
    return "personal" if same(below) in _TOOL or same(below) in ("name", "phone number", "#") else ""
