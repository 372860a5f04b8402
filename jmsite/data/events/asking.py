"""Make the questions that journeys ask of their logs, and say what of the answers does not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jmsite.data.dimensions import ident
from jmsite.data.events.faults import FIELD, remarks
from jmsite.data.events.funnels import funnels_asked, funnels_without_log
from jmsite.data.events.plan import plan_of
from jmsite.data.events.question import EventQuestion
from jmsite.data.fetch import query_of
from jmsite.data.locate_readings import ends_of
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.events import Events
from jmsite.model.entities.journey import Journey
from jmsite.model.findings import Examined, Finding
from jmsite.model.flow import JourneyFlow
from jmsite.model.sources import Blob, Query, Snapshot
from jmsite.model.suggestions import Lexicon


def event_questions(catalog: Catalog, snapshots: Mapping[Query, Snapshot]) -> dict[str, EventQuestion]:
    """Return what to ask for each journey with a log that can be asked; by journey id."""
    found = {}
    for journey in catalog.all("journey"):
        events = journey.fields.events
        query = query_of(events, catalog.site) if events else None
        answer = snapshots.get(query) if query else None
        blob = answer.blob if answer else None
        if events and blob is not None:
            found[journey.id] = _question(catalog, journey, events, blob)
    return found


def _question(catalog: Catalog, journey: Entity[Journey], events: Events, blob: Blob) -> EventQuestion:
    steps, moments = catalog.journey_steps(journey.id), catalog.anytime(journey.id)
    place = {step.id: at for at, step in enumerate((*steps, *moments))}
    written = {ident(name): _first_step(catalog, id) if id else "" for name, id in events.map.items()}
    called = {**_called(catalog, journey.id), **written}
    return EventQuestion(
        journey=journey.id,
        events=events,
        blob=blob,
        steps=tuple(place),
        called=tuple((name, place.get(id, -1)) for name, id in called.items()),
        mapped=tuple(sorted({place[id] for id in written.values() if id in place})),
        who=tuple(_who(catalog, events)),
        plan=plan_of(steps, moments, journey.fields.personas, lambda id: _first_step(catalog, id)),
        funnels=funnels_asked(catalog, journey.id, place),
    )


def _called(catalog: Catalog, journey: str) -> dict[str, str]:
    """Return what steps are called as names of events are compared: their ids, the ends of these, and their titles."""
    steps = catalog.moments(journey)
    titles: dict[str, set[str]] = {}
    for step in steps:
        titles.setdefault(ident(step.title), set()).add(step.id)
    alone = {title: next(iter(ids)) for title, ids in titles.items() if len(ids) == 1}
    return {**alone, **ends_of(step.id for step in steps)}


def _first_step(catalog: Catalog, id: str) -> str:
    """Return a step, or the first one of a stage; "" for a stage that has none."""
    if catalog.step(id):
        return id
    return next((step.id for step in catalog.steps_of(id)), "")


def _who(catalog: Catalog, events: Events) -> Iterator[tuple[str, str]]:
    """Yield what personas may be called in the log, and their ids; "" for those whom this build must not show."""
    if events.persona is None:
        return
    shown = catalog.entities("persona")
    hidden = {id: title for (kind, id), title in catalog.table("hidden").items() if kind == "persona"}
    # hidden ones first, so that a shown persona of the same name stands over them
    named = {ident(title): "" for title in hidden.values()} | {ident(id): "" for id in hidden}
    named |= {ident(entity.title): id for id, entity in shown.items()} | {ident(id): id for id in shown}
    named |= {ident(name): id if id and id in shown else "" for name, id in events.personas.items()}
    yield from named.items()


def flows_by_journey(
    catalog: Catalog, answers: Mapping[str, Examined[JourneyFlow]]
) -> Examined[dict[str, JourneyFlow]]:
    """Return the flows with cases, by journey, and what of the logs does not count."""
    told = [one for answer in answers.values() for one in answer.findings]
    personas = catalog.entities("persona")
    lexicon = Lexicon(personas, ((entity.title, id) for id, entity in personas.items()))
    for id, answer in answers.items():
        journey = catalog.journey(id)
        # a log that could not be read has been told
        if journey and journey.fields.events and not answer.findings:
            told += remarks(answer.value, journey.fields.events, lexicon)
    for journey in catalog.all("journey"):
        told += _strangers(journey, catalog, lexicon)
    told += funnels_without_log(catalog)
    return Examined(
        value={id: answer.value for id, answer in answers.items() if answer.value.cases}, findings=tuple(told)
    )


def _strangers(journey: Entity[Journey], catalog: Catalog, lexicon: Lexicon) -> Iterator[Finding]:
    """Yield the personas in ``personas:`` that are not there; those that this build must not show are left out."""
    called = journey.fields.events.personas if journey.fields.events else {}
    for name, id in called.items():
        if id and id not in catalog.entities("persona") and ("persona", id) not in catalog.table("hidden"):
            near = lexicon.meant(id)
            yield Finding(
                rule="data/unknown-id", entity=("journey", journey.id), field=(FIELD, "personas", name),
                message=f"there is no persona '{id}'; these cases count only in the total", hint=near.hint, meant=near,
            )  # fmt: skip
