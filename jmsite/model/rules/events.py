"""Rules about logs of events: what people really did on a journey."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

EVENTS: tuple[Rule, ...] = (
    warning(
        "events/nothing",
        "No event in a log stands for a step.",
        "The map cannot show what people did.",
        "Say which steps the events stand for: `map: {add_to_cart: basket}` under `events:`.",
    ),
    info(
        "events/unknown-event",
        "Some events in a log stand for no step.",
        "They are left out, as if nothing had happened.",
        "Add them to `map:` under `events:`. A name with no step after it is left out on purpose: `newsletter:`.",
    ),
    warning(
        "events/unused-name",
        "`map:` has the name of an event that the log does not have.",
        "The step may look as if nobody took it.",
        "Write the name exactly as the log does, or remove it.",
    ),
    warning(
        "events/no-case",
        "Some events in a log have no case or no name.",
        "Nobody can tell what they belong to, so they are left out.",
        "Correct the log, or check that `case:` and `event:` name the right columns.",
    ),
    warning(
        "events/not-a-time",
        "Some events in a log have no time.",
        "Without a time they cannot be put in order, so they are left out.",
        "Write times as `2026-05-31T14:30`, with the zone if there are several; seconds since 1970 are read as well.",
    ),
    info(
        "events/equal-times",
        "Events of different steps have the same time.",
        "Their order is that of the log, which may be chance.",
        "Export times with hours, minutes and seconds.",
    ),
    info(
        "events/late",
        "Some events come after the period in which cases are followed.",
        "They do not count: `within:` says how long a case is followed.",
        "If the log is what you expect, you need not do anything. Otherwise make `within:` longer.",
    ),
    warning(
        "events/no-funnel",
        "A metric that is not a funnel names the log of a journey.",
        "Only funnels are counted from a log; the metric gets no readings from it.",
        "Set `kind: funnel`, or give it `readings:`.",
    ),
    error(
        "events/no-log",
        "A funnel should be counted from a journey that has no log of events.",
        "The metric has no readings.",
        "Add `events:` to the journey, or name another one.",
    ),
    error(
        "events/unknown-zone",
        "There is no time zone with that name.",
        "Times without a zone would be read wrongly by hours.",
        "Write the name of a place as the time zone database has it: `Europe/Berlin`, `America/New_York`.",
    ),
)
