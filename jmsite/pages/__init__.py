"""One module per kind of page: catalog → the page with the view that its template shows."""

from __future__ import annotations

from collections.abc import Callable

from jmsite.model.catalog import Catalog
from jmsite.model.page import Page
from jmsite.pages.channel import channel, channels
from jmsite.pages.compare import compare
from jmsite.pages.department import department
from jmsite.pages.departments import departments
from jmsite.pages.documentation import page, pages
from jmsite.pages.fields import fields
from jmsite.pages.health import health
from jmsite.pages.home import home
from jmsite.pages.insight import insight
from jmsite.pages.insights import insights
from jmsite.pages.journey import journey
from jmsite.pages.journeys import journeys
from jmsite.pages.metric import metric
from jmsite.pages.metrics import metrics
from jmsite.pages.missing import missing
from jmsite.pages.opportunities import opportunities
from jmsite.pages.opportunity import opportunity
from jmsite.pages.parts.complete import Complete
from jmsite.pages.persona import persona
from jmsite.pages.personas import personas
from jmsite.pages.research import research
from jmsite.pages.search import search
from jmsite.pages.solution import solution
from jmsite.pages.solutions import solutions
from jmsite.pages.stage import stage
from jmsite.pages.study import study
from jmsite.pages.system import system, systems
from jmsite.pages.tags import tag, tags
from jmsite.pages.touchpoint import touchpoint, touchpoints

View = Callable[[Catalog, str], Page]

PLAIN: dict[str, View] = {
    "home": home,
    "fields": fields,
    "journeys": journeys,
    "journey": journey,
    "stage": stage,
    "compare": compare,
    "personas": personas,
    "persona": persona,
    "touchpoints": touchpoints,
    "touchpoint": touchpoint,
    "channels": channels,
    "channel": channel,
    "systems": systems,
    "system": system,
    "departments": departments,
    "department": department,
    "metrics": metrics,
    "metric": metric,
    "opportunities": opportunities,
    "opportunity": opportunity,
    "solutions": solutions,
    "solution": solution,
    "insights": insights,
    "insight": insight,
    "research": research,
    "study": study,
    "pages": pages,
    "page": page,
    "health": health,
    "tags": tags,
    "tag": tag,
    "search": search,
    "missing": missing,
}
VIEWS: dict[str, View] = {kind: Complete(view) for kind, view in PLAIN.items()}
"""Kind of page → what makes it, from the catalog and the id that the page is about."""
