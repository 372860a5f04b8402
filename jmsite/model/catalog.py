"""Everything that was written, linked: entities by kind and id, and who refers to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Generic, Literal, TypeVar, TypeVarTuple, cast

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
from jmsite.model.readings import Point, Series
from jmsite.model.sources import LaneText, Prose
from jmsite.model.value import Value

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
        """The file that the prose is written in."""
        return self.body or self.path


class Use(Value):
    """A reference seen from its target: which entity refers to it, and by which field."""

    kind: str
    id: str
    field: str


KindName = Literal[
    "site", "home", "journey", "stage", "variant", "step", "persona", "touchpoint", "channel", "department", "system",
    "metric", "research", "insight", "opportunity", "solution", "page", "chart",
]  # fmt: skip
"""The tables of entities, by id: those of ``model/kinds``."""
TableName = Literal[
    KindName, "stages", "steps", "journey_steps", "scales", "variants", "uses", "files", "anchors", "moved", "hidden",
    "veiled", "entries", "assets", "series", "emotion_metrics", "researched", "points", "rows", "prose",
    "lane_texts", "days", "today", "words", "faces", "tagged", "page_neighbours", "page_folders",
    "findings", "written", "written_of", "pages", "icons", "content", "blobs", "not_linked",
]  # fmt: skip
"""Every table that there can be in a catalog."""
BESIDE: dict[TableName, str] = {
    "stages": "journey id → ids of its stages in order",
    "steps": "stage id, or journey/anytime → ids of its steps in order",
    "journey_steps": "journey id → its steps in order, whole: who asks for them mostly asks for all",
    "scales": "journey id → its own scale of emotion, where that is not the site's",
    "variants": "stage id → ids of what is said of it for single personas",
    "uses": "(kind, id) → who refers to it, and by which field",
    "not_linked": "(kind, words) that stand in lanes where an id can stand, and name nothing → where they stand",
    "files": "content path → the URL at which it is shown; of folders with a page, too",
    "anchors": "content path → the anchors in it",
    "moved": "content path → anchors of its prose that stand otherwise on its page",
    "hidden": "(kind, id) of what this build may not show",
    "veiled": "content path → anchors in it of what this build may not show",
    "entries": "content path → what it speaks of from which line on, where that is more than one thing",
    "assets": "content paths of the attached files that something visible shows",
    "series": "metric id → its readings",
    "emotion_metrics": "metric id → how its readings become emotions",
    "researched": "ids of insights that rest on research",
    "points": "step id → its emotion, a point per persona",
    "rows": "id of a chart in prose → the rows of its table",
    "prose": "(kind, id) → what is written in words",
    "lane_texts": "text of a lane as it is written → as it is shown, where that is more",
    "days": "content path → the day it last changed",
    "today": "``site`` → the day of the build, None where nobody asks what day it is",
    "faces": "persona id → its place, letter and colour among the others",
    "tagged": "address of a tag → kind and id of what has it, and how it is written there",
    "page_neighbours": "page id → the pages before and after it, and its folder",
    "page_folders": "folder of pages → what is in it, in order: names, and the first page of each",
    "words": "``site`` → the messages of the interface",
    "findings": "content path → the faults in it that do not stop a build; not while it is checked",
    "written": "(kind, id) → what was written, whether this build may show it or not; only while it is checked",
    "written_of": "kind → what was written of it, in order; only while it is checked",
    "pages": "(kind, id, address) → a page of the site; only while it is checked",
    "icons": "name of an icon of the theme → its path there; only while it is checked",
    "content": "content path → the file as it was found; only while it is checked",
    "blobs": "content path → the attached file; only while it is checked",
}
"""The content of the tables that hold no entities."""

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
        """The words of the interface, in the site's language."""
        return cast("Messages", self.read("words", "site"))

    @property
    def today(self) -> date | None:
        """The day of the build: what reads it is made again when the day changes, and nothing else is."""
        return cast("date | None", self.read("today", "site"))

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

    # -- measured
    def points(self, step: str) -> tuple[Point, ...]:
        """Return how a step feels, a point per persona that takes it and has a score."""
        return self.read("points", step) or ()

    def series(self, metric: str) -> Series:
        """Return a metric's readings."""
        return self.read("series", metric) or Series(metric=metric)
