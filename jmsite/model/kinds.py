"""The table of kinds: what an author can write, where it lies, what it is made of, and where readers meet it."""

from __future__ import annotations

from jmsite.model.entities.chart import ChartBlock
from jmsite.model.entities.evidence import Insight, Opportunity, Research, Solution
from jmsite.model.entities.journey import Journey, Stage, StageVariant, Step
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.page import DocumentPage, Home
from jmsite.model.entities.persona import Persona
from jmsite.model.entities.registry import Channel, Department, System, Touchpoint
from jmsite.model.entities.site import Site
from jmsite.model.fields import Fields
from jmsite.model.homes import HOMES, KindHome
from jmsite.model.value import Value


class Kind(Value, kw_only=True):
    """A kind of entity. Where it is written stands in the table of homes, under its name.

    ``globs`` says which YAML files hold it, from ``content/`` on: only kinds whose entities do not lie flat in their
    folder have any.

    ``by_title`` orders its entities by their ``order`` and title; otherwise they stand as they are written.
    ``kept`` says that somebody has to keep each of them true, and is missed where nobody does; ``asks`` names
    the field by which it asks for data.

    ``icon``, ``result`` and ``facet`` are for the search: the place of the kind among the types of results and
    among what results are narrowed down by; 0 where it is neither.
    """

    name: str
    title: str
    model: type[Fields]
    globs: tuple[str, ...] = ()
    by_title: bool = False
    kept: bool = False
    asks: str = ""
    icon: str = ""
    result: int = 0
    facet: int = 0

    @property
    def home(self) -> KindHome:
        """Return the row of the table of homes that says where entities of this kind are written."""
        return HOMES[self.name]

    @property
    def folder(self) -> str:
        """Return the folder of its files under ``content/``, with which its URLs begin; "" where it has none."""
        return self.home.folder

    @property
    def listed(self) -> bool:
        """Return whether its entities lie flat in a folder of their own, or in one registry file beside it."""
        return bool(self.folder) and not self.home.where

    @property
    def place(self) -> str:
        """Return the path of an entity's file under ``content/``; "" for what is written in a page."""
        return self.home.file

    @property
    def readable(self) -> bool:
        """Return whether its entities are shown for themselves, so that they can be hidden, too."""
        return "draft" in self.model.model_fields


STEP = Kind(name="step", title="Steps", model=Step, icon="doing", result=1)
"""The only kind of entity that is never written by itself: steps are written in their stage."""

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(name="site", title="Site", model=Site, globs=("site.yaml",)),
        Kind(name="home", title="Home", model=Home, globs=("index.yaml",)),
        Kind(
            name="journey",
            title="Journeys",
            model=Journey,
            globs=("journeys/*/journey.yaml",),
            by_title=True,
            kept=True,
            icon="map",
            result=3,
            facet=2,
        ),
        Kind(
            name="stage",
            title="Stages",
            model=Stage,
            globs=("journeys/*/[0-9]*.yaml", "!journeys/*/*.*.yaml"),
            icon="grid",
            result=2,
            facet=3,
        ),
        Kind(
            name="variant",
            title="Stage variants",
            model=StageVariant,
            globs=("journeys/*/*.*.yaml",),
        ),
        Kind(
            name="persona",
            title="Personas",
            model=Persona,
            by_title=True,
            kept=True,
            icon="person",
            result=4,
            facet=1,
        ),
        Kind(
            name="touchpoint",
            title="Touchpoints",
            model=Touchpoint,
            kept=True,
            icon="touch",
            result=5,
        ),
        Kind(
            name="channel",
            title="Channels",
            model=Channel,
            icon="app",
            result=6,
            facet=4,
        ),
        Kind(
            name="department",
            title="Departments",
            model=Department,
            icon="building",
            result=8,
            facet=5,
        ),
        Kind(
            name="system",
            title="Systems",
            model=System,
            kept=True,
            icon="system",
            result=7,
        ),
        Kind(
            name="metric",
            title="Metrics",
            model=Metric,
            by_title=True,
            kept=True,
            asks="readings",
            icon="metric",
            result=13,
        ),
        Kind(
            name="research",
            title="Research",
            model=Research,
            by_title=True,
            icon="research",
            result=12,
        ),
        Kind(
            name="insight",
            title="Insights",
            model=Insight,
            by_title=True,
            icon="insight",
            result=11,
        ),
        Kind(
            name="opportunity",
            title="Opportunities",
            model=Opportunity,
            by_title=True,
            kept=True,
            icon="idea",
            result=9,
        ),
        Kind(
            name="solution",
            title="Solutions",
            model=Solution,
            by_title=True,
            kept=True,
            icon="solution",
            result=10,
        ),
        Kind(
            name="page",
            title="Pages",
            model=DocumentPage,
            globs=("pages/**/*.yaml",),
            by_title=True,
            icon="page",
            result=14,
        ),
        Kind(name="chart", title="Charts in prose", model=ChartBlock, asks="data"),
    )
}
"""The kinds that authors write, by name, in the order in which it is explained."""

ENTITIES: dict[str, Kind] = {**KINDS, STEP.name: STEP}
"""Every kind of entity in a catalog."""

RESULTS: tuple[str, ...] = tuple(
    kind.name for kind in sorted(ENTITIES.values(), key=lambda kind: kind.result) if kind.result
)
"""The kinds that the search finds, in the order in which it offers them."""
