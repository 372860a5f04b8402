"""One module per kind of page: catalog → the page with the view that its template shows."""

from __future__ import annotations

from collections.abc import Callable

from jmsite.model.catalog import Catalog
from jmsite.model.page import Page
from jmsite.views.atlas import journeys
from jmsite.views.channel import channel, channels
from jmsite.views.compare import compare
from jmsite.views.complete import Complete
from jmsite.views.department import department
from jmsite.views.departments import departments
from jmsite.views.documentation import page, pages
from jmsite.views.fields import fields
from jmsite.views.health import health
from jmsite.views.home import home
from jmsite.views.insight import insight
from jmsite.views.insights import insights
from jmsite.views.journey import journey
from jmsite.views.metric import metric
from jmsite.views.metrics import metrics
from jmsite.views.missing import missing
from jmsite.views.opportunities import opportunities
from jmsite.views.opportunity import opportunity
from jmsite.views.persona import persona
from jmsite.views.personas import personas
from jmsite.views.research import research
from jmsite.views.search import search
from jmsite.views.solution import solution
from jmsite.views.solutions import solutions
from jmsite.views.stage import stage
from jmsite.views.study import study
from jmsite.views.system import system, systems
from jmsite.views.tags import tag, tags
from jmsite.views.touchpoint import touchpoint, touchpoints

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
