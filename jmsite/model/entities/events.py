"""Events of a journey: the log of what people really did, and the steps that its events stand for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jmsite.model.entities.layout import AnyCondition
from jmsite.model.fields import DataPath, Fields, FilledText, NextId
from jmsite.model.written_durations import Duration

FEW = 5
"""Groups with fewer cases are not told, unless somebody sets another bound: a way that few take leads to them."""


class Events(Fields):
    """A log of events: which columns hold case, event and time, and which step each event stands for."""

    file: Annotated[
        DataPath | None,
        Field(
            description="A log under `content/`: CSV, TSV, Parquet, JSON, or XES as process mining uses it."
        ),
    ] = None
    source: Annotated[FilledText | None, Field(description="A source named in site.yaml.")] = None
    sql: Annotated[FilledText | None, Field(description="A query on the source; name its columns below.")] = (
        None
    )
    case: Annotated[
        FilledText,
        Field(description="Column with the case: the order, ticket, visit or person that events belong to."),
    ] = "case"
    event: Annotated[
        FilledText,
        Field(description="Column with the name of the event, which process mining calls activity."),
    ] = "event"
    time: Annotated[FilledText, Field(description="Column with the time of the event.")] = "time"
    persona: Annotated[
        FilledText | None,
        Field(description="Column with the persona: ids or titles, or names under `personas:`."),
    ] = None
    personas: Annotated[
        dict[FilledText, FilledText | None],
        Field(description="Names in the log and the personas they stand for: `{Segment A: anna}`."),
    ] = {}
    map: Annotated[
        dict[FilledText, NextId | None],
        Field(
            description="Names of events and the steps they stand for: `{add_to_cart: basket}`. Several may stand for"
            " one step. Ids and titles of steps need no entry; an event without a step is left out on purpose."
        ),
    ] = {}
    where: Annotated[
        dict[FilledText, AnyCondition],
        Field(
            description="Which rows of the log count, by column: `{Country: de, Type: {not: test}}`, as in readings."
        ),
    ] = {}
    within: Annotated[
        Duration | None,
        Field(
            description="How long a case is followed from its first event: `P30D`. Later events do not count, and"
            " nobody has left before that time is over."
        ),
    ] = None
    zone: Annotated[
        FilledText | None,
        Field(description="Time zone of times without one: `Europe/Berlin`. Default: UTC."),
    ] = None
    dates: Annotated[
        Literal["dmy", "mdy", "ymd"] | None,
        Field(
            description="Order of day, month and year, if the times in the log leave it open: `dmy` for 31/12/2026."
        ),
    ] = None
    every: Annotated[
        Literal["day", "week", "month", "quarter", "year"],
        Field(description="Period by which cases are grouped, by their first event."),
    ] = "month"
    min_n: Annotated[
        int,
        Field(ge=1, description="Fewest cases of a way, a persona or a period that are told."),
    ] = FEW

    def __hash__(self) -> int:  # what holds names by name has none of its own
        return hash(self.model_dump_json())
