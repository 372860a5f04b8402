"""Everything that was written, linked: entities by kind and id, and who refers to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar, TypeVarTuple, cast

from jmsite.model.catalog_tables import BESIDE, KindName, TableName
from jmsite.model.entities.evidence import Insight, Opportunity, Research, Solution
from jmsite.model.entities.journey import ANYTIME, Journey, Stage, StageVariant, Step
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.page import DocumentPage, Home
from jmsite.model.entities.persona import Persona
from jmsite.model.entities.registry import Channel, Department, System, Touchpoint
from jmsite.model.entities.site import EmotionScale, Site
from jmsite.model.fields import Fields
from jmsite.model.lane_texts import may_be_formatted
from jmsite.model.messages import Messages
from jmsite.model.past import PastPeriod
from jmsite.model.readings import Point, Series
from jmsite.model.sources import LaneText, Prose
from jmsite.model.value import Value

__all__ = ["BESIDE", "Catalog", "Entity", "KindName", "TableName", "Use"]

F_co = TypeVar("F_co", bound=Fields, covariant=True)
R = TypeVar("R")
Ts = TypeVarTuple("Ts")


class Entity(Value, Generic[F_co]):
    """Something an author wrote, ready to be shown.

    ``url`` is its page from the site's root (``personas/anna/``; a step's ends in an anchor), ``path`` the
    file it is written in, ``line`` where in that file (steps and registry entries; 1 otherwise), ``order``
    its place among its neighbours; ``body`` the file of the prose when that is another one, ``anchors`` what
    its headings are called. ``Catalog.prose`` has the prose. A stage's fields hold its steps as written;
    ``Catalog.steps_of`` has them as linked.
    """

    kind: str
    id: str
    url: str
    path: str
    title: str
    fields: F_co
    line: int = 1
    order: float = 0.0
    body: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def prose_path(self) -> str:
        """Return the path of the file that the prose is written in."""
        return self.body or self.path

    @property
    def handle(self) -> str:
        """Return the name by which edits address it: ``step:buy/choose/compare``."""
        return f"{self.kind}:{self.id}"


class Use(Value):
    """A reference seen from its target: which entity refers to it, and by which field."""

    kind: str
    id: str
    field: str


Tables = Mapping[str, Mapping[Any, Any]]
"""Table name → key → value."""


class Catalog(Value):
    """The linked content. Every read goes through ``read`` or ``table``, so that a reader can be watched.

    Entities stand in a table by their kind (``ENTITIES`` in ``model/kinds``), and what is known of them in those of
    ``BESIDE``. References to what this build may not show are already gone.
    """

    tables: Tables

    def read(self, table: TableName, key: Any) -> Any:
        """Return the value under ``key``, or None."""
        return self.tables.get(table, {}).get(key)

    def table(self, name: TableName) -> Mapping[Any, Any]:
        """Return a whole table, in order."""
        return self.tables.get(name, {})

    def part(self, view: Callable[[Catalog, *Ts], R], *about: *Ts) -> R:
        """Return what ``view`` says of something by its id: a piece of which a page has many, or that many pages have.

        Who watches what is read may give it again while nothing of that has changed.
        """
        return view(self, *about)

    # -- settings
    @property
    def site(self) -> Site:
        return cast(Site, self.read("site", "site").fields)

    @property
    def words(self) -> Messages:
        """Return the words of the interface, in the site's language."""
        return cast("Messages", self.read("words", "site"))

    @property
    def today(self) -> date | None:
        """Return the day of the build: what reads it is made again when the day changes, and nothing else is."""
        return cast("date | None", self.read("today", "site"))

    @property
    def past(self) -> tuple[PastPeriod, ...]:
        """Return the periods between former states, the oldest first; empty without a history."""
        return self.read("past", "site") or ()

    def past_of(self, journey: str) -> tuple[PastPeriod, ...]:
        """Return what is remembered of a journey, the oldest first: its changes, and how its steps felt."""
        return self.read("past_of", journey) or ()

    @property
    def has_past(self) -> bool:
        """Return whether something has changed since the first state that is remembered."""
        return any(period.changes or period.others for period in self.past)

    @property
    def home(self) -> Entity[Home] | None:
        return cast("Entity[Home] | None", self.read("home", "home"))

    # -- one entity; None where it is not, or may not be shown
    def find(self, kind: str, id: str) -> Entity[Any] | None:
        return self.read(kind, id)  # type: ignore[arg-type, no-any-return] # casts are calls: 90,000 of each

    def found(self, kind: str, ids: Iterable[str]) -> tuple[Entity[Any], ...]:
        """Return those of ``ids`` that are there, in the order given."""
        return tuple([entity for id in ids if (entity := self.find(kind, id)) is not None])

    def journey(self, id: str) -> Entity[Journey] | None:
        return self.find("journey", id)

    def counterpart(self, journey: str) -> Entity[Journey] | None:
        """Return the other state of a journey: the one that it compares to, or that compares to it."""
        own = self.journey(journey)
        if own is not None and own.fields.compares_to:
            return self.journey(own.fields.compares_to)
        uses = self.uses("journey", journey)
        return next((self.journey(use.id) for use in uses if use.field == "compares_to"), None)

    def scale(self, journey: str) -> EmotionScale:
        """Return the scale on which the scores of a journey are written: its own, else the site's."""
        return self.read("scales", journey) or self.site.emotion_scale

    def is_comparable(self, journey: str) -> bool:
        """Return whether there is something to compare: how personas feel, or a journey as it is and as it
        should be.
        """
        own = self.journey(journey)
        scored = own is not None and any(step.fields.emotion for step in self.journey_steps(journey))
        several = own is not None and scored and len(own.fields.personas) > 1
        return own is not None and (several or self.counterpart(journey) is not None)

    def close_up(self, id: str | None) -> Entity[Journey] | Entity[Stage] | None:
        """Return what shows a step close up: a nested journey, or a stage of one by ``journey/stage``."""
        return self.stage(id) if id and "/" in id else self.journey(id or "")

    def stage(self, id: str) -> Entity[Stage] | None:
        return self.find("stage", id)

    def step(self, id: str) -> Entity[Step] | None:
        return self.find("step", id)

    def persona(self, id: str) -> Entity[Persona] | None:
        return self.find("persona", id)

    def touchpoint(self, id: str) -> Entity[Touchpoint] | None:
        return self.find("touchpoint", id)

    def channel(self, id: str) -> Entity[Channel] | None:
        return self.find("channel", id)

    def department(self, id: str) -> Entity[Department] | None:
        return self.find("department", id)

    def system(self, id: str) -> Entity[System] | None:
        return self.find("system", id)

    def metric(self, id: str) -> Entity[Metric] | None:
        return self.find("metric", id)

    def research(self, id: str) -> Entity[Research] | None:
        return self.find("research", id)

    def insight(self, id: str) -> Entity[Insight] | None:
        return self.find("insight", id)

    def opportunity(self, id: str) -> Entity[Opportunity] | None:
        return self.find("opportunity", id)

    def solution(self, id: str) -> Entity[Solution] | None:
        return self.find("solution", id)

    def page(self, id: str) -> Entity[DocumentPage] | None:
        return self.find("page", id)

    # -- many
    def all(self, kind: str) -> tuple[Entity[Any], ...]:
        """Return every entity of a kind, in order."""
        return tuple(self.entities(kind).values())

    def entities(self, kind: str) -> Mapping[str, Entity[Any]]:
        """Return every entity of a kind by its id, in order."""
        return self.table(cast("KindName", kind))

    def stages_of(self, journey: str) -> tuple[Entity[Stage], ...]:
        """Return the stages of a journey, in order."""
        return self.found("stage", self.read("stages", journey) or ())

    def steps_of(self, stage: str) -> tuple[Entity[Step], ...]:
        """Return the steps of a stage, in order, with each persona's variant merged and the personas filled in."""
        return self.found("step", self.read("steps", stage) or ())

    def journey_steps(self, journey: str) -> tuple[Entity[Step], ...]:
        """Return all steps of a journey, in order."""
        return self.read("journey_steps", journey) or ()

    def anytime(self, journey: str) -> tuple[Entity[Step], ...]:
        """Return the moments of a journey that belong to no stage, in order."""
        return self.steps_of(f"{journey}/{ANYTIME}")

    def moments(self, journey: str) -> tuple[Entity[Step], ...]:
        """Return the steps of a journey in order, and after them its moments that belong to no stage."""
        return (*self.journey_steps(journey), *self.anytime(journey))

    def variants_of(self, stage: str) -> tuple[Entity[StageVariant], ...]:
        """Return what is written for single personas in a stage."""
        return self.found("variant", self.read("variants", stage) or ())

    def uses(self, kind: str, id: str) -> tuple[Use, ...]:
        """Return who refers to an entity, in order."""
        return self.read("uses", (kind, id)) or ()

    def users(self, kind: str, id: str, by: str) -> tuple[Entity[Any], ...]:
        """Return the entities of kind ``by`` that refer to an entity, each once, in order."""
        ids = dict.fromkeys(use.id for use in self.uses(kind, id) if use.kind == by)
        return self.found(by, ids)

    def prose(self, entity: Entity[Any]) -> Prose:
        """Return what an entity says in words; words that change concern only those who read them here."""
        return self.read("prose", (entity.kind, entity.id)) or Prose()

    def lane_text(self, written: str) -> LaneText | None:
        """Return how a text of a lane is shown; None where that is as it is written, as most are."""
        return (
            cast("LaneText | None", self.read("lane_texts", written)) if may_be_formatted(written) else None
        )

    # -- only while it is checked
    def written(self, kind: str) -> tuple[Entity[Any], ...]:
        """Return everything of a kind that was written, whether this build may show it or not."""
        return self.read("written_of", kind) or ()

    def written_in(self, unit: int) -> Mapping[tuple[str, str], Entity[Any]]:
        """Return everything that was written in a unit by its number, whether this build may show it or not."""
        return self.read("written_in", unit) or {}

    # -- measured
    def points(self, step: str) -> tuple[Point, ...]:
        """Return how a step feels, a point per persona that takes it and has a score."""
        return self.read("points", step) or ()

    def series(self, metric: str) -> Series:
        """Return a metric's readings."""
        return self.read("series", metric) or Series(metric=metric)
