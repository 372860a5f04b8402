"""Say what is wrong with a log of events, where a journey asks for it, and what of it does not count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jmsite.data.events.question import EventQuestion
from jmsite.data.missing_column import on_one_line
from jmsite.data.table import Table
from jmsite.model.entities.events import Events
from jmsite.model.findings import Finding, MissingField
from jmsite.model.flow import JourneyFlow
from jmsite.model.sources import Loc
from jmsite.model.suggestions import Lexicon, ProbablyMeant, probably_meant

FIELD = "events"
_FEW = 8
"""Names that a message lists."""


def of_events(journey: str, rule: str, message: str, hint: str = "", *field: str) -> Finding:
    """Return a finding of the events of a journey, at the value of one of their fields, or at their name."""
    return Finding(
        rule=rule, entity=("journey", journey), field=(FIELD, *field), message=message, hint=hint, named=not field
    )  # fmt: skip


def misnamed_column(question: EventQuestion, table: Table, name: str, column: str) -> Finding:
    """Return that a column is missing: where it is named, or where it would be, if its name is the usual one."""
    names = [one for each in table.columns for one in (each.name, *each.others[:1]) if one.strip()]
    near, target = probably_meant(column, names), ("journey", question.journey)
    message, rule = f"'{question.blob.path}' has no column '{column}'", "data/missing-column"
    if name == "where":
        hint = near.hint or f"name one of {names_and_count(names)}"
        asked = (FIELD, name, column)
        return Finding(
            rule=rule, entity=target, field=asked, message=message, hint=hint, named=True, meant=near
        )
    hint = f"set '{name}: …' under '{FIELD}' to one of {names_and_count(names)}"
    if name in question.events.model_fields_set:
        return Finding(
            rule=rule, entity=target, field=(FIELD, name), message=message, hint=near.hint or hint, meant=near
        )
    if near.found:
        loc: Loc = (FIELD, name)
        added = (MissingField(field=loc, word=near.found),) if near.certain else ()
        hint = f"write '{name}: {near.found}' under '{FIELD}'"
        return Finding(
            rule=rule, entity=target, field=(FIELD,), message=message, hint=hint, named=True, added=added
        )
    return of_events(question.journey, rule, message, hint)


def remarks(flow: JourneyFlow, events: Events, personas: Lexicon) -> Iterator[Finding]:
    """Yield what of a log does not count, and why."""
    yield from _left_out(flow, events)
    yield from _unmapped(flow)
    names = [name for name, _ in flow.log.unmapped]
    for name in flow.log.unused:
        near, step = probably_meant(name, names), flow.at(events.map.get(name) or "")
        if step and not step.n and not near.found:
            continue  # it may be right, and nobody takes the step: a rule of practice says that
        hint = near.hint or "correct it as the log writes it, or remove it"
        message = f"the log has no event '{name}'"
        yield Finding(
            rule="events/unused-name", entity=("journey", flow.journey), field=(FIELD, "map", name),
            message=message, hint=hint, named=True,
        )  # fmt: skip
    if flow.log.nobody:
        yield _nobody(flow, personas)
    if not flow.cases and flow.log.rows:
        hint = f"add them to 'map' under '{FIELD}': {{add_to_cart: basket}}"
        yield of_events(flow.journey, "events/nothing", "no event of the log stands for a step", hint)
    elif not flow.log.rows and flow.log.filtered:
        message = "no row of the log is what 'where' asks for"
        yield of_events(
            flow.journey, "events/nothing", message, "correct the condition, or remove it", "where"
        )
    elif not flow.log.rows:
        yield of_events(flow.journey, "events/nothing", "the log has no events", "export it again")


def _left_out(flow: JourneyFlow, events: Events) -> Iterator[Finding]:
    log, journey = flow.log, flow.journey
    if log.filtered and log.rows:
        message = f"{log.rows:,} of {count(log.rows + log.filtered, 'row')} of the log count; the others are left out"
        yield of_events(journey, "data/left-out", f"{message} by 'where'", "", "where")
    if log.states:
        many = f"{count(log.states, 'event')} of the log {'is' if log.states == 1 else 'are'}"
        message = f"{many} left out: another state of an activity that counts, by 'lifecycle:transition'"
        hint = f"to count by when each ended, add 'where: {{lifecycle:transition: complete}}' under '{FIELD}'"
        yield of_events(journey, "data/left-out", message, hint)
    for number, what, column in ((log.no_case, "case", events.case), (log.no_event, "event", events.event)):
        if number:
            has, are = ("has", "it is") if number == 1 else ("have", "they are")
            message = f"{count(number, 'row')} {has} no {what} in column '{column}', so {are} left out"
            hint = f"if they have one, name its column with '{what}:' under '{FIELD}'"
            yield of_events(journey, "events/no-case", message, hint)
    if log.no_time:
        example = f", such as '{on_one_line(log.not_times)}'" if log.not_times else ""
        message = f"column '{events.time}' has no time in {count(log.no_time, 'row')}{example}"
        yield of_events(journey, "events/not-a-time", message, "write times as `2026-05-31T14:30`")
    if log.tied:
        has = "has" if log.tied == 1 else "have"
        message = f"{count(log.tied, 'case')} {has} events of different steps at the same time"
        hint = "they are taken in the order of the log; export the time of day if the log has one"
        yield of_events(journey, "events/equal-times", message, hint)
    if log.late:
        comes = "comes" if log.late == 1 else "come"
        does = "does" if log.late == 1 else "do"
        message = (
            f"{count(log.late, 'event')} {comes} after the time that 'within' allows, and {does} not count"
        )
        yield of_events(journey, "events/late", message, "if it should, make 'within' longer")


def _unmapped(flow: JourneyFlow) -> Iterator[Finding]:
    log = flow.log
    if not log.unmapped_rows:
        return
    told = [f"'{on_one_line(name)}' ({k})" for name, k in log.unmapped[:_FEW]]
    more = f" and {log.unmapped_names - len(told)} more" if log.unmapped_names > len(told) else ""
    names = "1 event stands" if log.unmapped_names == 1 else f"{log.unmapped_names} events stand"
    message = f"{names} for no step: {', '.join(told)}{more}"
    first = on_one_line(log.unmapped[0][0])
    hint = f"add a step under 'map', or leave it out on purpose: '{first}:' with nothing after it"
    yield of_events(flow.journey, "events/unknown-event", message, hint)


def _nobody(flow: JourneyFlow, personas: Lexicon) -> Finding:
    found = flow.log.nobody
    near = personas.meant(found[0]) if len(found) == 1 else ProbablyMeant()
    message = f"there is no persona {names_and_count(list(found))}; these cases count only in the total"
    hint = near.hint or f"say who is meant: 'personas: {{{on_one_line(found[0])}: …}}' under '{FIELD}'"
    return of_events(flow.journey, "data/unknown-id", message, hint)


def count(number: int, word: str) -> str:
    """Return how many there are of something."""
    return f"1 {word}" if number == 1 else f"{number:,} {word}s"


def names_and_count(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return ", ".join(f"'{on_one_line(name)}'" for name in names[:_FEW]) + more
