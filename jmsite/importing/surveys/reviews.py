"""Reviews of Google Play and Trustpilot: each once, in its last state."""

from __future__ import annotations

import re

from jmsite.importing.surveys.export import ColumnUse, Export, RawTable, cell, plain_columns, repeated, same

_PLAY: dict[str, ColumnUse] = {
    **dict.fromkeys(
        ("app version code", "app version name", "review submit millis since epoch",
         "review last update millis since epoch", "developer reply millis since epoch", "review title",
         "developer reply text"), "tool",
    ),
    **dict.fromkeys(
        ("review submit date and time", "review last update date and time", "developer reply date and time"), "day"
    ),
    **dict.fromkeys(("review link", "device"), "personal"),
}  # fmt: skip
_TRUSTPILOT: dict[str, ColumnUse] = {
    **dict.fromkeys(("review id", "tags", "review title"), "tool"),
    **dict.fromkeys(("review created (utc)", "company reply date (utc)"), "day"),
    **dict.fromkeys(
        ("review consumer user id", "review username", "review user email", "reference id"), "personal"
    ),
}


def is_google_play(table: RawTable) -> bool:
    """Return whether reviews have stars and the package of an app."""
    return {"package name", "star rating"} <= {same(one) for one in table.row(0)}


def read_google_play(table: RawTable) -> Export:
    """Return the reviews in a table; an earlier state of one that was changed does not count."""
    body = table.below(1)
    names = [same(one) for one in table.row(0)]
    link = names.index("review link") if "review link" in names else -1
    updated = next((names.index(one) for one in names if one.startswith("review last update millis")), -1)
    ids = [
        found[1] if (found := re.search(r"reviewId=([^&]+)", cell(row, link))) else "" for row in body.rows
    ]
    latest: dict[str, int] = {}
    for at, id in enumerate(ids):
        if id and (
            id not in latest or _millis(body.rows[latest[id]], updated) < _millis(body.rows[at], updated)
        ):
            latest[id] = at
    reasons = tuple(
        "an earlier state of the same review" if id and latest[id] != at else "" for at, id in enumerate(ids)
    )
    return Export(
        format="google-play",
        columns=tuple(plain_columns(table.row(0), body, _PLAY)),
        lines=body.lines,
        reasons=reasons,
        days=("Review Last Update Date and Time", "Review Submit Date and Time"),
    )


def _millis(row: tuple[str, ...], at: int) -> int:
    words = cell(row, at)
    return int(words) if words.isdigit() else 0


def is_trustpilot(table: RawTable) -> bool:
    """Return whether reviews have ids and stars, as Trustpilot calls them."""
    return {"review id", "review stars"} <= {same(one) for one in table.row(0)}


def read_trustpilot(table: RawTable) -> Export:
    """Return the reviews in a table, each once."""
    body = table.below(1)
    columns = plain_columns(table.row(0), body, _TRUSTPILOT)
    ids = next(one.cells for one in columns if same(one.name) == "review id")
    again = repeated([one or None for one in ids])
    return Export(
        format="trustpilot",
        columns=tuple(columns),
        lines=body.lines,
        reasons=tuple("the same Review Id again" if twice else "" for twice in again),
        days=("Review Created (UTC)",),
    )
