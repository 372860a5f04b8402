"""The table of kinds: what an author can write, where it lies, what it is made of."""

from __future__ import annotations

from jmsite.model.entities.chart import ChartBlock
from jmsite.model.entities.evidence import Insight, Opportunity, Research, Solution
from jmsite.model.entities.journey import Journey, Stage, StageVariant
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.page import DocumentPage, Home
from jmsite.model.entities.persona import Persona
from jmsite.model.entities.registry import Channel, Department, System, Touchpoint
from jmsite.model.entities.site import Site
from jmsite.model.fields import Fields
from jmsite.model.value import Value


class Kind(Value):
    """A kind of entity. ``folder`` is where its files lie under ``content/`` and the start of its URLs."""

    name: str
    folder: str
    title: str
    model: type[Fields]

    @property
    def listed(self) -> bool:
        """Whether its entities lie flat in a folder of their own, or in one registry file beside it."""
        return self.name not in ("site", "home", "journey", "stage", "variant", "page", "chart")


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("site", "", "Site", Site),
        Kind("home", "", "Home", Home),
        Kind("journey", "journeys", "Journeys", Journey),
        Kind("stage", "journeys", "Stages", Stage),
        Kind("variant", "journeys", "Stage variants", StageVariant),
        Kind("persona", "personas", "Personas", Persona),
        Kind("touchpoint", "touchpoints", "Touchpoints", Touchpoint),
        Kind("channel", "channels", "Channels", Channel),
        Kind("department", "departments", "Departments", Department),
        Kind("system", "systems", "Systems", System),
        Kind("metric", "metrics", "Metrics", Metric),
        Kind("research", "research", "Research", Research),
        Kind("insight", "insights", "Insights", Insight),
        Kind("opportunity", "opportunities", "Opportunities", Opportunity),
        Kind("solution", "solutions", "Solutions", Solution),
        Kind("page", "pages", "Pages", DocumentPage),
        Kind("chart", "", "Charts in prose", ChartBlock),
    )
}
