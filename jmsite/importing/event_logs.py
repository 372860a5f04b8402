"""Logs of events and reports of funnels: no maps, but what they are and what can be made of them is worth saying."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jmsite.formats.xml_tree import XmlError, XmlNode, xml_tree
from jmsite.importing.draft import NoJourneyError
from jmsite.importing.surveys.raw import raw_of_text
from jmsite.model.value import Value

CASES = (
    "case", "case id", "caseid", "case:concept:name", "trace", "trace id", "user", "user id", "userid", "session",
    "session id", "sessionid", "customer", "customer id", "visitor id", "client id", "person", "account id",
)  # fmt: skip
"""The names of the columns that say whose an event is, as words in small letters."""
TIMES = (
    "time", "timestamp", "time:timestamp", "date", "datetime", "date time", "event time", "event timestamp", "start",
    "start time", "end time", "complete timestamp", "complete time", "start timestamp", "occurred at", "created at",
)  # fmt: skip
EVENTS = ("event", "event name", "event type", "activity", "activity name", "concept:name")
STAGES = ("stage", "deal stage", "lifecycle stage", "pipeline stage", "step", "funnel step", "funnel stage")
RATES = re.compile(r"conversion|completion rate|abandonment rate|drop.?off rate|next step", re.IGNORECASE)
FEW = 3
"""Names of events that are told: the commonest."""
SOUGHT = "stages with what customers do, meet, think and feel in them"


class LogColumns(Value):
    """The columns of a log: whose an event is, when it was, and what; by their places."""

    case: int
    time: int
    event: int


def why_no_map(text: str) -> NoJourneyError | None:
    """Return why a text is no map, where it is a log of events or a report of a funnel; None where it is neither."""
    if re.match(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<log[\s>]", text, re.DOTALL):
        return _xes(text)
    try:
        rows = [row for row in raw_of_text(text).rows if any(row)]
    except NoJourneyError:
        return None
    names = (
        [re.sub(r"[\s_]+", " ", cell.strip().strip("\ufeff").casefold()) for cell in rows[0]] if rows else []
    )
    columns = _columns(names)
    # a header over two rows is a small table, and may well be a map
    if columns is not None and len(rows) > 2:
        return _log(rows, columns)
    if any(name in STAGES for name in names) and any(RATES.search(name) for name in names):
        return _funnel([cell.strip() for cell in rows[0]], names)
    return None


def _columns(names: Sequence[str]) -> LogColumns | None:
    def place(known: Sequence[str]) -> int:
        return next((names.index(one) for one in known if one in names), -1)

    found = LogColumns(case=place(CASES), time=place(TIMES), event=place(EVENTS))
    return found if min(found.case, found.time, found.event) >= 0 else None


def _log(rows: Sequence[Sequence[str]], columns: LogColumns) -> NoJourneyError:
    full = [row for row in rows[1:] if len(row) > max(columns.case, columns.time, columns.event)]
    cases = {row[columns.case].strip() for row in full} - {""}
    events = Counter(row[columns.event].strip().casefold() for row in full if row[columns.event].strip())
    case, time, event = (rows[0][at].strip() for at in (columns.case, columns.time, columns.event))
    return NoJourneyError(
        f"it is a log of {len(full)} events of {len(cases)} cases ({_some(events)}), and no map. Put"
        " the file under content/data, with numbers in place of people. What people really did is shown on the map of a"
        f" journey that says in its journey.md 'events: {{file: data/…, case: {case}, event: {event}, time: {time}}}',"
        " with 'map:' for events that are called otherwise than its steps. A metric of kind funnel counts who came how"
        f" far: 'readings: {{file: data/…, date: {time}, value: {case}, stage: {event}}}'",
        SOUGHT,
        sure=True,
    )


def _some(events: Counter[str]) -> str:
    named = ", ".join(f"'{name}'" for name, _ in events.most_common(FEW))
    return f"{named}, …" if len(events) > FEW else named


def _funnel(header: Sequence[str], names: Sequence[str]) -> NoJourneyError:
    stage = next(header[at] for at, name in enumerate(names) if name in STAGES)
    return NoJourneyError(
        f"it is a report of a funnel, with counts by '{stage}', and no map. A metric of kind funnel takes them: write"
        " under 'readings:' a line for each, such as '{date: 2026-03-31, stage: journey/stage, n: 120}'",
        SOUGHT,
        sure=True,
    )


def _xes(text: str) -> NoJourneyError:
    try:
        root = xml_tree(text)
    except XmlError as error:
        return NoJourneyError(f"the event log (XES) cannot be read: {error}", SOUGHT, sure=True)
    traces = list(root.all("trace"))
    events = Counter(name for trace in traces for name in _activities(trace))
    return NoJourneyError(
        f"it is an event log (XES) of {events.total()} events in {len(traces)} cases ({_some(events)}), and no map."
        " Put the file under content/data. What people really did is shown on the map of a journey that says in its"
        " journey.md 'events: {file: data/…}', with 'map:' for activities that are called otherwise than its steps. A"
        " metric of kind funnel counts who came how far: save case, time and activity as a table in CSV, and write"
        " 'readings: {file: data/…, date: time, value: case, stage: activity}'",
        SOUGHT,
        sure=True,
    )


def _activities(trace: XmlNode) -> Iterator[str]:
    """Yield the name of each event of a case."""
    for event in trace.all("event"):
        named = (one for one in event.children if one.attributes.get("key") == "concept:name")
        yield next((one.attributes.get("value", "") for one in named), "?")
