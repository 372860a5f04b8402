"""Tickets of Zendesk and issues of Jira."""

from __future__ import annotations

from jmsite.importing.surveys.export import (
    ColumnUse,
    Export,
    Measure,
    RawTable,
    SurveyColumn,
    plain_columns,
    same,
)
from jmsite.importing.surveys.reports import between
from jmsite.model.value import replace

_ZENDESK: dict[str, ColumnUse] = {
    **dict.fromkeys(
        ("summation column", "id", "subject", "tags", "group stations", "assignee stations", "replies", "reopens",
         "resolution time"), "tool",
    ),
    **dict.fromkeys(
        ("created at", "updated at", "assigned at", "initially assigned at", "due date", "solved at"), "day"
    ),
    **dict.fromkeys(
        ("requester", "requester id", "requester external id", "requester email", "requester domain", "submitter",
         "assignee", "organization"), "personal",
    ),
}  # fmt: skip
_JIRA: dict[str, ColumnUse] = {
    **dict.fromkeys(
        ("summary", "issue key", "issue id", "project key", "project name", "project type", "votes", "description",
         "comment", "parent", "outward issue link (blocks)", "sprint", "labels"), "tool",
    ),
    **dict.fromkeys(("created", "updated", "resolved", "due date"), "day"),
    **dict.fromkeys(
        ("project lead", "assignee", "assignee id", "reporter", "reporter id", "creator", "creator id"), "personal"
    ),
}  # fmt: skip


def is_zendesk(table: RawTable) -> bool:
    """Return whether tickets have requesters and a satisfaction score."""
    names = {same(one) for one in table.row(0)}
    return {"requester", "satisfaction score", "status"} <= names


def read_zendesk(table: RawTable) -> Export:
    """Return the tickets in a table; those merged into others and deleted ones do not count."""
    body = table.below(1)
    columns = plain_columns(table.row(0), body, _ZENDESK)
    by_name = {same(one.name): one for one in columns}
    status = by_name["status"].cells
    tags = by_name["tags"].cells if "tags" in by_name else ("",) * len(status)
    reasons = tuple(
        "merged into another (tag closed_by_merge)" if "closed_by_merge" in tags[at].split()
        else "Deleted" if same(one) == "deleted"
        else ""
        for at, one in enumerate(status)
    )  # fmt: skip
    return Export(
        format="zendesk",
        columns=tuple(_satisfaction(one) for one in columns),
        lines=body.lines,
        reasons=reasons,
        days=("Solved at", "Created at"),
    )


def _satisfaction(column: SurveyColumn) -> SurveyColumn:
    """Return the score with Good as 1 and Bad as 0: Offered and Not Offered are no answers."""
    if same(column.name) != "satisfaction score":
        return column
    values = {"good": 1.0, "bad": 0.0, "good with comment": 1.0, "bad with comment": 0.0}
    numbers = tuple(values.get(same(one)) for one in column.cells)
    return replace(column, measure=Measure(kind="share", numbers=numbers, unit="%", rank=1, labels=values))


def is_jira(table: RawTable) -> bool:
    """Return whether issues have a key, a type and a status."""
    return {"issue key", "issue type", "status"} <= {same(one) for one in table.row(0)}


def read_jira(table: RawTable) -> Export:
    """Return the issues in a table, with the days until each was done."""
    body = table.below(1)
    columns = [
        replace(one, use=_JIRA.get(same(one.name).partition(" (")[0], one.use)) if not one.use else one
        for one in plain_columns(table.row(0), body, _JIRA)
    ]
    by_name = {same(one.name): one for one in columns}
    status = by_name["status"].cells
    blank = ("",) * len(status)
    took = between(
        by_name["created"].cells if "created" in by_name else blank,
        by_name["resolved"].cells if "resolved" in by_name else blank,
    )
    done = tuple(one if same(word) == "done" else None for one, word in zip(took, status, strict=True))
    if any(one is not None for one in done):
        measure = Measure(kind="duration", numbers=done, unit="days", direction="lower", rank=1)
        columns.append(SurveyColumn(name="Days until done", cells=blank, measure=measure))
    return Export(
        format="jira",
        columns=tuple(columns),
        lines=body.lines,
        reasons=("",) * len(status),
        days=("Resolved", "Created"),
    )
